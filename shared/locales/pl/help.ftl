enrolment = Osoby z firmą, grupą i kursami
learners = Osoby bez kursów

enrolment-enabled = 1 pozwala osobie się logować, 0 tworzy wyłączone konto. Akceptowane są też PRAWDA i FAŁSZ, tak i nie.
enrolment-name = Imię.
enrolment-last_name = Nazwisko. Jeśli komórka jest pusta, zachowywana jest obecna wartość.
enrolment-email = Adres e-mail. Po nim rozpoznawana jest osoba: jeden adres, jeden użytkownik.
enrolment-companyName = Nazwa firmy, dokładnie tak, jak podaje ją portal.
enrolment-cohortName = Grupa tej firmy, dokładnie tak, jak podaje ją portal. Jeśli komórka jest pusta, zachowywana jest obecna wartość, dopóki firma się nie zmieni.
enrolment-languageCode = Język kursów i zaproszenia jako kod, na przykład pl-PL, en lub fr-CA.
enrolment-job_role = Stanowisko, dowolny tekst. Jeśli komórka jest pusta, zachowywana jest obecna wartość.
enrolment-region = Region lub lokalizacja, dowolny tekst. Jeśli komórka jest pusta, zachowywana jest obecna wartość.
enrolment-module-requested = Tytuł kursu do przypisania. Dodaj po jednej kolumnie na kurs; te, których dana osoba nie potrzebuje, zostaw puste. Kursy nigdy nie są usuwane.

learners-firstname = Imię, najwyżej 64 znaki, bez symboli. Dozwolone są litery wszystkich alfabetów, apostrofy i łączniki.
learners-lastname = Nazwisko, najwyżej 64 znaki, bez symboli.
learners-email = Adres e-mail. Każdy adres może wystąpić w pliku tylko raz.
learners-identifier = Tylko litery i cyfry; wyświetlane w raportach jako nazwa użytkownika. Zera na początku są zachowywane. Pole może pozostać puste.
learners-country = Kraj zapisany dwiema wielkimi literami (ISO 3166-1 alfa-2): PL, DE, US, GB.
learners-language = Język zapisany dwiema małymi literami (ISO 639-1): pl, en, de. Decyduje o języku zaproszenia.

option-layout = Jakie kolumny ma plik.
option-update_existing = Włączone: istniejący użytkownicy otrzymują wartości z pliku i nowe kursy; puste komórki opcjonalne niczego nie zmieniają. Wyłączone: pozostają bez zmian i są wymieniani jako pominięci.
option-update_existing-learners = Ten układ tylko dodaje osoby. Wiersz z istniejącym użytkownikiem jest traktowany jako błąd.
option-send_invitations = Włączone: każdy nowy użytkownik od razu otrzymuje zaproszenie e-mailem. Wyłączone: teraz nikt nie otrzymuje wiadomości, a zaproszenia można wysłać później.
option-on_row_errors = Co się dzieje, gdy niektóre wiersze zawierają błędy. reject: nic nie zostaje zaimportowane. skip: pozostałe wiersze są importowane. Bez znaczenia, gdy import czeka na decyzję.
option-confirm = Włączone: plik jest najpierw sprawdzany i nic nie zostanie zaimportowane, dopóki nie zobaczysz i nie potwierdzisz wyniku.

sheet-columns = Kolumny
sheet-intro = Wypełnij pierwszy arkusz, jeden wiersz na osobę, i nie zmieniaj nagłówka. Komórki z listą mają strzałkę; dostępne są grupy i kursy firmy z tego samego wiersza.
sheet-column = Kolumna
sheet-required = Wymagane
sheet-yes = tak
sheet-meaning = Zawartość
sheet-companies = Firmy
sheet-cohorts = Grupy
sheet-courses = Kursy
sheet-languages = Języki
sheet-countries = Kraje
sheet-not-listed = Niektórych grup lub kursów tu nie ma, ponieważ jest ich zbyt wiele. Wpisz je dokładnie tak, jak podaje je portal.
