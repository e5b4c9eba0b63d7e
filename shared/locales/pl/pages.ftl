users = Użytkownicy
language = Język
token = To API wymaga tokenu. Jest przechowywany tylko na tej stronie.
use = Użyj tokenu
wrongToken = Ten token został odrzucony. Wpisz inny.
noAnswer = Brak odpowiedzi. Sprawdź połączenie i spróbuj ponownie.

company = Firma
status = Status
search = Szukaj
clear = Wyczyść filtry
all = Wszystkie
pending = Oczekujące
active = Aktywne
disabled = Wyłączone
user = Użytkownik
select = Zaznacz: { $name }
selectAll = Zaznacz wszystkie wyświetlone
chosenCount = Zaznaczono: { $count ->
    [one] { $count }
    [few] { $count }
   *[many] { $count }
}
more = Pokaż więcej
empty = Nie ma jeszcze użytkowników
emptyHelp = Zaimportuj plik, aby dodać pierwsze osoby.
noMatch = Brak wyników
noMatchHelp = Spróbuj użyć innych filtrów.
q = Imię, nazwisko, e-mail lub identyfikator
selectColumn = Zaznaczenie
searching = Wyszukiwanie…
filters = Filtry
companiesCut = Lista nie zawiera wszystkich firm. Jeśli którejś brakuje, wpisz jej pełną nazwę.

invitation = Zaproszenie
held = Wstrzymane
queued = Czeka na wysłanie
sending = Wysyłanie
sent = Wysłane
delivered = Doręczone
bounced = Niedoręczone
complained = Uznano za spam
unconfirmed = Niepotwierdzone
accepted = Przyjęte
expired = Wygasłe
invite = Wyślij zaproszenie
inviteAll = Zaproś wszystkie osoby bez zaproszenia
invited = { $queued ->
    [0] Nie ma zaproszeń do wysłania.
    [one] { $queued } zaproszenie zostanie wysłane.
    [few] { $queued } zaproszenia zostaną wysłane.
   *[many] { $queued } zaproszeń zostanie wysłanych.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } osoba ma już zaproszenie.
    [few] {" "}{ $already_invited } osoby mają już zaproszenie.
   *[many] {" "}{ $already_invited } osób ma już zaproszenie.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } konto jest już aktywne.
    [few] {" "}{ $already_active } konta są już aktywne.
   *[many] {" "}{ $already_active } kont jest już aktywnych.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } konto jest wyłączone.
    [few] {" "}{ $disabled } konta są wyłączone.
   *[many] {" "}{ $disabled } kont jest wyłączonych.
}
running = Przygotowywanie zaproszeń… Dotychczas: { $queued }.
runFailed = Niektórych osób nie zaproszono. Spróbuj ponownie.
noMails = W tym portalu nie skonfigurowano zaproszeń.
stopped_bounces = Wysyłanie zatrzymano: nie doręczono { $bounced } z { $sent ->
    [one] { $sent } wiadomości
    [few] { $sent } wiadomości
   *[many] { $sent } wiadomości
}. Sprawdź adresy, a następnie wznów wysyłanie.
stopped_account = Wysyłanie jest wstrzymane: usługa pocztowa zawiesiła to konto. Wysyłanie zostanie wznowione automatycznie.
resume = Wznów wysyłanie
notInvited = Bez zaproszenia
sendAgain = Wyślij ponownie
inviteAllFiltered = Najpierw wyczyść pozostałe filtry.
askAll = { $count ->
    [one] Wysłać zaproszenie do { $count } osoby (wszystkie firmy)?
    [few] Wysłać zaproszenia do { $count } osób ze wszystkich firm?
   *[many] Wysłać zaproszenia do { $count } osób ze wszystkich firm?
}
askAllMore = Wysłać zaproszenia do ponad { $count } osób ze wszystkich firm?
askCompany = { $count ->
    [one] Wysłać zaproszenie do { $count } osoby w firmie { $company }?
    [few] Wysłać zaproszenia do { $count } osób w firmie { $company }?
   *[many] Wysłać zaproszenia do { $count } osób w firmie { $company }?
}
askCompanyMore = Wysłać zaproszenia do ponad { $count } osób w firmie { $company }?
askSend = { $count ->
    [one] Wyślij { $count } zaproszenie
    [few] Wyślij { $count } zaproszenia
   *[many] Wyślij { $count } zaproszeń
}
askSendMore = Wyślij ponad { $count } zaproszeń

activate = Aktywuj konto
activateText = Kliknij przycisk, aby aktywować konto.
accept = Aktywuj
welcome = Witamy, { $name }. Konto { $email } jest aktywne.
invalid = Ten link nie działa: został już użyty, wygasł lub jest niepełny. Poproś o nowe zaproszenie.
activated = Konto jest aktywne
openAgain = Otwórz ponownie link z wiadomości.
goTo = Przejdź do: { $tenant }
