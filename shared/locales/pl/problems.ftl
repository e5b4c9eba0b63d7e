# Zdania są bezosobowe albo w trybie rozkazującym; bez form zależnych od płci.
# Domyślna forma liczebnika to „many”: w języku polskim „other” mają tylko ułamki, których tu nie ma.

place-file = plik
place-row = wiersz { $row }
place-line = linia { $line } pliku
place-row-line = wiersz { $row } (linia { $line } pliku)
place-column = kolumna { $column }

did-you-mean = Czy chodziło o { $suggestions }?
the-cell = Komórka
this-column = bez nazwy
short-row = { $count ->
    [none] Wiersz ma mniej komórek niż nagłówek
    [one] Wiersz ma tylko { $count } komórkę, a kolumn jest { $limit }
    [few] Wiersz ma tylko { $count } komórki, a kolumn jest { $limit }
   *[many] Wiersz ma tylko { $count } komórek, a kolumn jest { $limit }
}; być może brakuje komórki albo znak podziału wiersza dzieli go na dwie części.

in-rows = { $kind ->
    [only] (wiersz { $list })
    [count] ({ $rows ->
        [one] { $rows } wiersz
        [few] { $rows } wiersze
       *[many] { $rows } wierszy
    })
    [all] ({ $rows ->
        [one] { $rows } wiersz
        [few] { $rows } wiersze
       *[many] { $rows } wierszy
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } wiersz
        [few] { $rows } wiersze
       *[many] { $rows } wierszy
    }, w tym { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] alfabet łaciński
    [cyrillic] cyrylica
    [greek] alfabet grecki
    [armenian] alfabet ormiański
   *[cherokee] pismo czirokeskie
}⟩

next-sample = {"; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } bajt
        [few] { $count } bajty
       *[many] { $count } bajtów
    }
   *[other] { $short } ({ $count ->
        [one] { $count } bajt
        [few] { $count } bajty
       *[many] { $count } bajtów
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] skoroszyt (.xlsx, .ods) lub archiwum zip
    [an-empty-zip-archive] puste archiwum zip
    [an-old-workbook-xls] stary skoroszyt (.xls) lub skoroszyt chroniony hasłem
    [a-workbook-with-a-password] skoroszyt chroniony hasłem
    [a-pdf] dokument PDF
    [a-text-document-rtf] dokument tekstowy (.rtf)
    [a-gzip-archive] archiwum gzip
    [a-7z-archive] archiwum 7z
    [a-rar-archive] archiwum RAR
    [a-picture] obraz
    [a-damaged-workbook] uszkodzony skoroszyt
    [a-workbook-in-another-encoding] skoroszyt w nieobsługiwanym kodowaniu
    [a-zip-archive] archiwum zip
    [an-opendocument-sheet-ods] arkusz OpenDocument (.ods)
    [a-sylk-sheet-slk] arkusz SYLK (.slk)
    [a-binary-workbook-xlsb] skoroszyt binarny (.xlsb)
    [a-numbers-document] dokument Numbers
    [a-web-page-html-or-xml] strona internetowa (HTML lub XML)
    [json] plik JSON
    [a-vcard] wizytówka vCard
    [a-markdown-table] tabela Markdown
    [a-list-with-columns-separated-by-tildes] lista z kolumnami rozdzielonymi znakiem ~
    [a-list-with-columns-separated-by-carets] lista z kolumnami rozdzielonymi znakiem ^
    [a-list-with-columns-of-fixed-width] lista z kolumnami o stałej szerokości
   *[other] { $found }
}

corrections-in-utf8 = Ten plik zapisano w UTF-8, ponieważ kodowanie { $encoding } nie zawiera niektórych znaków z tych komunikatów.

## Błędy całego pliku.

file-empty = Plik jest pusty.
    .fix = Wypełnij szablon, po jednym wierszu na osobę, i zaimportuj go ponownie.
    .hidden-sheets = Widoczne arkusze skoroszytu są puste, ale są w nim ukryte arkusze.
    .hidden-sheets-fix = Jeśli lista jest w ukrytym arkuszu, pokaż go, zapisz skoroszyt i zaimportuj go ponownie.
file-too-large = Plik ma { $size }; import przyjmuje najwyżej { $size-limit }.
    .fix = Podziel go na mniejsze pliki, każdy z wierszem nagłówka, i zaimportuj je po kolei.
file-not-csv = { $kind ->
    [none] To nie jest plik CSV.
   *[other] To { $kind }, a nie plik CSV.
}
    .fix = Otwórz listę w arkuszu kalkulacyjnym, zapisz ją jako „CSV UTF-8” i zaimportuj ten plik.
    .wrong-suffix = { $found ->
    [none] Nazwa pliku nie kończy się na .csv.
   *[other] Nazwa pliku, { $found }, nie kończy się na .csv.
}
    .neither-suffix = { $found ->
    [none] Nazwa pliku nie kończy się na .csv ani .xlsx.
   *[other] Nazwa pliku, { $found }, nie kończy się na .csv ani .xlsx.
}
    .neither-suffix-fix = Otwórz listę w arkuszu kalkulacyjnym, zapisz ją jako skoroszyt (.xlsx) lub jako „CSV UTF-8” i zaimportuj ten plik.
    .neither-kind = { $kind ->
    [none] Tego pliku nie można zaimportować.
   *[other] To { $kind }; takiego pliku nie można zaimportować.
}
    .neither-kind-fix = Otwórz listę w arkuszu kalkulacyjnym, zapisz ją jako skoroszyt programu Excel (.xlsx) i zaimportuj ten plik.
    .password = Ten skoroszyt jest chroniony hasłem.
    .password-fix = Usuń hasło w arkuszu kalkulacyjnym, zapisz skoroszyt jako .xlsx i zaimportuj go ponownie.
file-encoding = { $byte ->
    [none] { $what ->
        [none] Pliku nie można odczytać jako tekstu.
        [mostly-control-characters] Plik składa się głównie ze znaków sterujących i nie można go odczytać jako tekstu.
       *[other] Plik jest w kodowaniu { $what } i nie można go odczytać jako tekstu.
    }
   *[other] Plik zawiera znak, którego nie można odczytać jako { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    }: { $place ->
        [none] {""}
       *[other] { $place },{" "}
    }bajt { $byte }.
}
    .fix = Zapisz plik ponownie jako „CSV UTF-8” i zaimportuj go.
    .candidates = Plik nie jest w UTF-8, a jego kodowanie nie jest pewne. Może to być { $candidates }.
    .candidates-fix = Zapisz plik ponownie jako „CSV UTF-8” i zaimportuj go lub wskaż kodowanie: w opcjach importu, za pomocą --encoding w wierszu poleceń albo jako encoding w metadanych obiektu.
file-no-rows = Plik ma nagłówek, ale nie ma pod nim wierszy.
    .fix = Dodaj po jednym wierszu na osobę i zaimportuj plik ponownie.
    .left-out = Poprawki pomijają wszystkie wiersze pliku.
    .left-out-fix = Zachowaj co najmniej jeden wiersz lub zaimportuj inny plik.
file-too-many-rows = Plik zawiera { $count ->
    [none] zbyt wiele wierszy
    [one] { $count } wiersz
    [few] { $count } wiersze
   *[many] { $count } wierszy
}; import w tym układzie przyjmuje najwyżej { $limit }.
    .fix = Podziel go na { $files ->
    [none] kilka plików
    [one] { $files } plik
    [few] { $files } pliki
   *[many] { $files } plików
}, każdy z wierszem nagłówka, i zaimportuj je po kolei.
file-quote-unclosed = { $line ->
    [none] Tutaj
   *[other] W linii { $line } pliku
} zaczyna się komórka w cudzysłowie{ $found ->
    [none] ,
   *[other] , z tekstem { $found } na początku,
} która nigdzie się nie kończy; wszystko, co następuje dalej, odczytano jako jedną komórkę.
    .fix = Dodaj cudzysłów zamykający lub podwój każdy cudzysłów, który należy do tekstu.
file-changed = Plik zastąpiono lub usunięto, zanim został odczytany do końca.
    .fix = Prześlij go ponownie i nie zmieniaj go do końca importu.
results-gone = Wyniki importu, który ma zostać cofnięty, nie są już przechowywane: są usuwane po 30 dniach, a plan nieudanego importu po 7 dniach. Zamiast tego zaimportuj poprawiony plik.
feed-unknown = Nie ma kanału o nazwie { $found }.
    .fix = Sprawdź folder w „drop/feeds” albo najpierw utwórz kanał.
    .no-folder = Ten plik znajduje się bezpośrednio w „drop/feeds”, a nie w folderze kanału.
    .no-folder-fix = Umieść go w folderze właściwego kanału.
feed-out-of-date = Nowszy plik kanału { $found } został już zaimportowany.
    .fix = Wyeksportuj listę ponownie i zaimportuj nowy plik.
workbook-too-large = Ten skoroszyt jest za duży: po rozpakowaniu przekracza limity.
    .fix = Zapisz arkusz jako „CSV UTF-8” i zaimportuj ten plik.
    .rows = Liczba wierszy w arkuszu: { $count }; skoroszyt może mieć ich najwyżej { $limit }.
    .rows-fix = Podziel go albo zapisz arkusz jako „CSV UTF-8” i zaimportuj ten plik.
    .in-bytes = Skoroszyt ma { $size }; dozwolone jest najwyżej { $size-limit }.
    .in-bytes-fix = Zapisz arkusz jako „CSV UTF-8” i zaimportuj ten plik.
workbook-several-sheets = Kilka arkuszy ma kolumny tego układu: { $labels }.
    .fix = Zostaw tylko jeden z nich albo ukryj pozostałe.
header-missing = { $found ->
    [none] Pierwszy wiersz nie zawiera nazw kolumn.
   *[other] Pierwszy wiersz to { $found }, a nie nazwy kolumn.
}
    .fix = Umieść wiersz nagłówka z szablonu nad pozostałymi wierszami.{ $labels ->
    [none] {""}
   *[other] {" "}Nazwy kolumn to { $labels }.
}
    .header-further-down-fix = Nagłówek znajduje się prawdopodobnie w linii { $count } pliku. Usuń linie powyżej i zaimportuj plik ponownie.{ $labels ->
    [none] {""}
   *[other] {" "}Nazwy kolumn to { $labels }.
}
    .hidden-sheets-fix = Jeśli lista jest w ukrytym arkuszu, pokaż go. Umieść wiersz nagłówka z szablonu nad pozostałymi wierszami.{ $labels ->
    [none] {""}
   *[other] {" "}Nazwy kolumn to { $labels }.
}
header-too-many-columns = Plik zawiera { $column ->
    [none] { $count ->
        [none] zbyt wiele kolumn
        [one] { $count } kolumnę
        [few] { $count } kolumny
       *[many] { $count } kolumn
    }
   *[other] { $count ->
        [none] zbyt wiele kolumn { $column }
        [one] { $count } kolumnę { $column }
        [few] { $count } kolumny { $column }
       *[many] { $count } kolumn { $column }
    }
}; dozwolonych jest najwyżej { $limit }.
    .fix = { $column ->
    [none] Usuń kolumny, których nie ma w szablonie.
   *[other] Usuń te, których nie wypełnia żaden wiersz, lub rozdziel kursy na kilka importów.
}
header-column-missing = Kolumna { $column } jest wymagana, a w pliku jej brakuje.
    .fix = { $near ->
    [none] Dodaj kolumnę o dokładnie takiej nazwie: { $column }.
   *[other] Jeśli to kolumna { $near }, zmień jej nazwę na { $column }.
}
header-column-unknown = W tym układzie nie ma kolumny { $column }.
    .fix = { $meant ->
    [none] Usuń kolumnę lub nadaj jej nazwę z szablonu.
   *[other] { $meant }Użyj dokładnie tej nazwy, z tymi samymi wielkimi literami i spacjami.
}
    .formatted-number = Arkusz może pokazywać nazwę kolumny { $column } w innej postaci.
    .formatted-number-fix = Ustaw format komórki na tekst i wpisz nazwę kolumny z szablonu.
    .merged-cell = Arkusz nie pokazuje nazwy kolumny { $column }, ponieważ zasłania ją scalona komórka.
    .merged-cell-fix = Rozdziel komórki i nadaj każdej kolumnie jej nazwę.
    .no-name = W pliku jest kolumna, której nie ma w tym układzie.
header-column-duplicate = Kolumna { $column } występuje w pliku { $count ->
    [none] więcej niż raz
    [2] dwa razy
   *[other] { $count } razy
}.
    .fix = Zostaw jedną z nich i usuń pozostałe, aby było jasne, która się liczy.
course-unmatched = { $found } nie jest kursem firmy { $company ->
    [none] z tego wiersza
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Popraw tytuł lub najpierw dodaj kurs do firmy.
    .several-titles = { $found } zawiera kilka kursów firmy { $company ->
    [none] z tego wiersza
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = W każdej kolumnie wpisz jeden tytuł{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = Jeśli nie ma kursu, zostaw komórkę pustą.
    .further-titles = Wymieniono tylko { $limit } pierwszych tytułów bez kursu; komórki z innymi tytułami: { $count }{ $in-rows }.
    .further-titles-fix = Popraw wymienione tytuły lub sprawdź, czy żadna kolumna się nie przesunęła.
course-ambiguous = { $found } pasuje do więcej niż jednego kursu firmy { $company ->
    [none] z tego wiersza
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Skopiuj tytuł właściwego kursu litera po literze.
    .same-title = { $found } to tytuł kilku kursów firmy { $company ->
    [none] z tego wiersza
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Nadaj każdemu z tych kursów w katalogu inny tytuł i ponownie zaimportuj plik.
file-not-split = Każda linia pliku jest jedną komórką, ponieważ cała linia jest w cudzysłowie.
    .fix = Podziel kolumnę A na kolumny w arkuszu kalkulacyjnym, zapisz plik jako „CSV UTF-8” i zaimportuj go.
    .separator-line = Według linii „sep=” na początku komórki są rozdzielone { $delimiter ->
    [comma] przecinkami
    [semicolon] średnikami
    [tab] tabulatorami
    [bar] kreskami pionowymi
    [none] jednym separatorem
   *[other] znakami { $delimiter }
}, ale w rzeczywistości są rozdzielone { $row-delimiter ->
    [comma] przecinkami
    [semicolon] średnikami
    [tab] tabulatorami
    [bar] kreskami pionowymi
    [none] innym
   *[other] znakami { $row-delimiter }
}.
    .separator-line-fix = Usuń lub popraw tę linię i zaimportuj plik ponownie.
    .empty-separator-line = Linia „sep=” na początku nie podaje separatora, a komórki są rozdzielone { $row-delimiter ->
    [comma] przecinkami
    [semicolon] średnikami
    [tab] tabulatorami
    [bar] kreskami pionowymi
    [none] jakimś separatorem
   *[other] znakami { $row-delimiter }
}.
    .empty-separator-line-fix = Usuń lub popraw tę linię i zaimportuj plik ponownie.
file-delimiter-mixed = Nazwy kolumn są rozdzielone { $delimiter ->
    [comma] przecinkami
    [semicolon] średnikami
    [tab] tabulatorami
    [bar] kreskami pionowymi
    [none] jednym separatorem
   *[other] znakami { $delimiter }
}, a komórki { $row ->
    [none] wierszy
   *[other] wiersza { $row }
} { $row-delimiter ->
    [comma] przecinkami
    [semicolon] średnikami
    [tab] tabulatorami
    [bar] kreskami pionowymi
    [none] innym
   *[other] znakami { $row-delimiter }
}.
    .fix = Zapisz listę ponownie w arkuszu kalkulacyjnym jako „CSV UTF-8”, tak aby każda linia miała ten sam separator, i zaimportuj ten plik.
layout-mismatch = To wygląda na plik w układzie { $layout }, a import używa układu { $expected-layout }.
    .fix = Wybierz dla importu układ { $layout } (--layout w wierszu poleceń) lub użyj nazw kolumn z szablonu.
    .set-by-feed-fix = Pliki kanału mają układ { $expected-layout }: użyj nazw kolumn z jego szablonu.
header-column-missing-label = Kolumna { $column } zawiera dane{ $found ->
    [none] ,
   *[other] , na przykład { $found },
} ale nie ma nazwy w nagłówku, a po niej są kolumny z nazwami: nazwy prawdopodobnie się przesunęły.
    .fix = Wpisz brakującą nazwę lub usuń kolumnę i zaimportuj plik ponownie.
    .formula-without-result = Nazwa kolumny { $column } jest formułą, której wyniku skoroszyt nie zawiera.
    .formula-without-result-fix = Otwórz plik w arkuszu kalkulacyjnym, zapisz go i zaimportuj ponownie.
option-invalid = { $found ->
    [none] Opcja tego importu
   *[other] Opcja { $found }
} { $values ->
    [none] nie istnieje.
   *[other] ma nieprawidłową wartość.
}
    .fix = { $values ->
    [none] Pomiń ją lub popraw jej nazwę.
   *[other] Użyj wartości { $values }.
}
    .not-in-layout = { $found ->
    [none] Opcja tego importu
   *[other] Opcja { $found }
} nie dotyczy tego układu.
    .not-in-layout-fix = Pomiń ją lub wybierz drugi układ.
    .set-by-feed = { $found ->
    [none] Opcja tego importu
   *[other] Opcja { $found }
} jest określona przez kanał tego pliku.
    .set-by-feed-fix = Pomiń ją. Aby ją zmienić, zmień konfigurację kanału.

## Błędy wiersza.

row-too-many-cells = Wiersz ma { $count ->
    [none] zbyt wiele komórek
    [one] { $count } komórkę
    [few] { $count } komórki
   *[many] { $count } komórek
}, a nagłówek tylko { $limit ->
    [one] { $limit } kolumnę
    [few] { $limit } kolumny
   *[many] { $limit } kolumn
}{ $found ->
    [none] {""}
   *[other] ; pierwsza nadmiarowa komórka to { $found }
}.
    .fix = Być może tekst jednej z komórek zawiera separator, a zabrakło cudzysłowu: umieść tę komórkę w cudzysłowie.
    .misplaced-quote = W nietypowym miejscu jest cudzysłów{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, a odczytany wiersz ma { $count ->
    [none] za dużo lub za mało komórek
    [one] { $count } komórkę
    [few] { $count } komórki
   *[many] { $count } komórek
}, choć nagłówek ma { $limit ->
    [one] { $limit } kolumnę
    [few] { $limit } kolumny
   *[many] { $limit } kolumn
}.
    .misplaced-quote-fix = Popraw cudzysłowy: cudzysłów, który należy do tekstu, zapisuje się dwa razy, a komórka zawierająca separator musi być w cudzysłowie.
    .joined-cells = W nietypowym miejscu jest cudzysłów{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, a dwie komórki mogły zostać odczytane jako jedna.
    .joined-cells-fix = Popraw cudzysłowy: cudzysłów, który należy do tekstu, zapisuje się dwa razy, a komórka zawierająca separator musi być w cudzysłowie.
    .workbook-fix = Przenieś komórkę do kolumny z nazwą lub ją wyczyść.
row-too-long = Wiersz ma { $size }; dozwolone jest najwyżej { $size-limit }.
    .fix = Być może brakuje podziału wiersza lub cudzysłowu zamykającego: sprawdź, gdzie wiersz powinien się kończyć.
cell-control-character = { $found } zawiera { $character ->
    [none] znak sterujący
   *[other] znak sterujący { $character }
}.
    .fix = Wyczyść komórkę i wpisz jej treść ponownie.
    .replaced = { $found } zawiera „�”, wpisany przez program zamiast znaku, którego nie mógł odczytać.
cell-line-break = { $found } zawiera podział wiersza.
    .fix = Zapisz treść komórki w jednej linii.
    .course-fix = Zapisz tytuł w jednej linii; jeśli tytułów jest kilka, w każdej kolumnie wpisz jeden.
cell-too-long = Komórka ma { $count ->
    [none] zbyt wiele znaków
    [one] { $count } znak
    [few] { $count } znaki
   *[many] { $count } znaków
}; dozwolonych jest najwyżej { $limit }.
    .fix = Skróć tekst.
    .in-bytes = Komórka ma { $size }; dozwolone jest najwyżej { $size-limit }.
    .in-bytes-fix = Skróć tekst lub sprawdź, czy nie brakuje cudzysłowu zamykającego.
enabled-invalid = { $found ->
    [none] Komórka jest pusta.
   *[other] { $found } to nie 1 ani 0.
}
    .fix = { $meant }Wpisz 1, jeśli osoba może się logować, lub 0, aby utworzyć wyłączone konto.
name-missing = Brakuje imienia.
    .fix = Wpisz je.
name-too-long = Imię ma { $count ->
    [none] zbyt wiele znaków
    [one] { $count } znak
    [few] { $count } znaki
   *[many] { $count } znaków
}; dozwolonych jest najwyżej { $limit }.
    .fix = Skróć je.
name-invalid = { $found } zawiera { $character ->
    [none] symbol
   *[other] znak { $character }
}, który jest niedozwolony w imionach i nazwiskach.
    .fix = { $meant }Użyj liter, spacji, apostrofów, łączników i kropek.
last-name-missing = Brakuje nazwiska.
    .fix = Wpisz je.
last-name-too-long = Nazwisko ma { $count ->
    [none] zbyt wiele znaków
    [one] { $count } znak
    [few] { $count } znaki
   *[many] { $count } znaków
}; dozwolonych jest najwyżej { $limit }.
    .fix = Skróć je.
last-name-invalid = { $found } zawiera { $character ->
    [none] symbol
   *[other] znak { $character }
}, który jest niedozwolony w imionach i nazwiskach.
    .fix = { $meant }Użyj liter, spacji, apostrofów, łączników i kropek.
email-missing = Brakuje adresu e-mail.
    .fix = Wpisz go: po nim rozpoznawana jest osoba.
    .not-a-person = Wiersz zawiera { $found } i wygląda na stopkę lub separator, a nie na osobę.
    .not-a-person-fix = Usuń wiersz.
email-invalid = { $found } nie jest adresem e-mail.
    .fix = { $meant }Zapisz go w postaci nazwa@domena.
    .no-dot = { $found } nie zawiera kropki po znaku @.
    .no-dot-fix = { $meant }Wpisz pełną domenę, na przykład nazwa@example.org.
    .several-addresses = { $found } zawiera więcej niż jeden adres.
    .several-addresses-fix = Wpisz po jednym adresie w wierszu i po jednym wierszu na osobę.
    .non-ascii-local-part = { $found } zawiera przed znakiem @ { $character ->
    [none] literę specjalną
   *[other] znak { $character }
}; na taki adres nie można wysłać wiadomości e-mail.
    .non-ascii-local-part-fix = { $meant }Użyj innego adresu tej osoby.
    .long-local-part = { $found } ma przed znakiem @ { $count ->
    [none] zbyt wiele znaków
    [one] { $count } znak
    [few] { $count } znaki
   *[many] { $count } znaków
}; dozwolonych jest najwyżej { $limit }.
    .long-local-part-fix = Użyj innego adresu tej osoby.
email-duplicate = { $found } występuje już { $other-row ->
    [none] we wcześniejszym wierszu
   *[other] w wierszu { $other-row }
}.
    .fix = Zostaw jeden wiersz na osobę lub popraw adres, jeśli to dwie różne osoby.
    .only-courses-differ = { $found } występuje już { $other-row ->
    [none] we wcześniejszym wierszu
   *[other] w wierszu { $other-row }
}, z innymi kursami.
    .only-courses-differ-fix = Umieść wszystkie kursy osoby w jednym wierszu, w kolejnych kolumnach „module requested”.
user-exists = { $found } ma już konto, a ten import dodaje tylko nowe osoby.
    .fix = Usuń wiersz lub popraw adres, jeśli należy do kogoś innego.
self-disable = Ten wiersz wyłączyłby konto, z którego uruchomiono ten import.
    .fix = Wpisz w komórce 1 lub poproś inną osobę z uprawnieniami administratora o wyłączenie konta.
company-missing = Brakuje firmy.
    .fix = Wpisz jej nazwę dokładnie tak, jak podaje ją portal.
company-unmatched = Nie ma firmy { $found }.
    .fix = { $meant }Wpisz nazwę dokładnie tak, jak podaje ją portal, lub najpierw utwórz firmę.
cohort-unmatched = { $found } nie jest grupą firmy { $company ->
    [none] z tego wiersza
   *[other] { $company }
}.
    .fix = { $meant }Wpisz nazwę dokładnie tak, jak podaje ją portal, lub najpierw utwórz grupę.
    .no-value-fix = Jeśli nie ma grupy, zostaw komórkę pustą.
language-missing = Brakuje języka.
    .fix = Wpisz { $form ->
    [letters] dwie małe litery, na przykład pl lub en
   *[tag] kod, na przykład pl-PL lub en
}.
language-invalid = { $found } nie jest kodem języka.
    .fix = { $meant }Wpisz { $form ->
    [letters] dwie małe litery, na przykład pl lub en
   *[tag] kod, na przykład pl-PL lub en
}.
    .country-code = { $found } nie jest kodem języka; może to być kod kraju.
    .wrong-case = { $found } nie jest zapisane małymi literami.
    .wrong-case-fix = { $suggestions ->
    [none] Użyj małych liter.
   *[other] Wpisz { $suggestions }.
}
country-invalid = { $found } nie jest kodem kraju.
    .fix = { $meant }Wpisz kraj dwiema wielkimi literami, na przykład PL lub DE.
    .wrong-case = { $found } nie jest zapisane wielkimi literami.
    .wrong-case-fix = { $suggestions ->
    [none] Użyj wielkich liter.
   *[other] Wpisz { $suggestions }.
}
    .no-value-fix = Jeśli kraj nie jest znany, zostaw komórkę pustą.
identifier-invalid = { $found } zawiera { $character ->
    [none] znak, który nie jest literą ani cyfrą
   *[other] znak { $character }
}.
    .fix = { $meant }Użyj tylko liter i cyfr lub zostaw komórkę pustą.
    .no-value-fix = Jeśli nie ma identyfikatora, zostaw komórkę pustą.
identifier-duplicate = { $found } występuje już { $other-row ->
    [none] we wcześniejszym wierszu
   *[other] w wierszu { $other-row }
}.
    .fix = Nadaj każdej osobie własny identyfikator lub zostaw komórkę pustą.
    .no-value-fix = Jeśli nie ma identyfikatora, zostaw komórkę pustą.
identifier-taken = { $holder ->
    [none] Inny użytkownik ma już identyfikator { $found }.
   *[other] Użytkownik { $holder } ma już identyfikator { $found }.
}
    .fix = Sprawdź, do kogo należy. Raporty pokazują go jako nazwę użytkownika.
spreadsheet-damage = { $found } to długi numer przekształcony przez arkusz kalkulacyjny; część cyfr została utracona.
    .fix = Ustaw format kolumny na tekst, wpisz numer ponownie i zapisz plik.
    .spreadsheet-error = { $found } to wartość błędu, którą arkusz kalkulacyjny wstawił w miejsce tekstu.
    .spreadsheet-error-fix = Popraw formułę w arkuszu lub wpisz samą wartość.
    .date-cell = { $found } to data, a ta kolumna jest przeznaczona na tekst.
    .date-cell-fix = Ustaw format komórki na tekst i wpisz to, co ma w niej być.
    .formatted-number = Arkusz może pokazywać wartość { $found } w innej postaci.
    .formatted-number-fix = Ustaw format komórki na tekst i wpisz to, co ma w niej być.
    .formula-without-result = Skoroszyt nie zawiera wyniku formuły z tej komórki.
    .formula-without-result-fix = Otwórz plik w arkuszu kalkulacyjnym, zapisz go i zaimportuj ponownie.
    .merged-cell = Ta komórka należy do scalonej komórki, której tekst jest w innym wierszu lub innej kolumnie.
    .merged-cell-fix = Rozdziel komórki i wpisz wartość w każdym wierszu, do którego należy.
courses-too-many = Po imporcie tego wiersza osoba miałaby { $count ->
    [one] { $count } kurs
    [few] { $count } kursy
   *[many] { $count } kursów
}; dozwolonych jest najwyżej { $limit }.
    .fix = Usuń kursy z tego wiersza.
    .in-bytes = Po imporcie tego wiersza rekord osoby byłby zbyt duży, aby go zapisać.
changed-since-preview = Dane, od których zależy ten wiersz, zmieniły się po podglądzie, dlatego wiersza nie zaimportowano.
    .fix = Zaimportuj go ponownie, aby zobaczyć, jaki byłby teraz wynik.
    .user-changed = Tę osobę dodano, zmieniono lub usunięto po podglądzie, dlatego wiersza nie zaimportowano.
    .catalog-changed = Firmę, jej grupę lub jeden z jej kursów zmieniono lub usunięto po podglądzie, dlatego wiersza nie zaimportowano.
    .catalog-changed-fix = Sprawdź te dane i zaimportuj wiersz ponownie.
    .catalog-removed = Firmę, jej grupę lub jeden z jej kursów usunięto przed ponowieniem importu, dlatego wiersza nie zaimportowano.
    .catalog-removed-fix = Sprawdź te dane i zaimportuj wiersz ponownie.

## Ostrzeżenia.

file-encoding-assumed = Plik nie podaje swojego kodowania; odczytano go { $encoding ->
    [none] w najbardziej prawdopodobnym kodowaniu
   *[other] jako { $encoding }
}{ $samples }.
    .fix = Jeśli litery wyglądają źle, zapisz plik jako „CSV UTF-8” i zaimportuj go lub wskaż kodowanie: w opcjach importu albo za pomocą --encoding w wierszu poleceń.
file-delimiter-assumed = Wykryty separator kolumn to { $delimiter ->
    [comma] przecinek
    [semicolon] średnik
    [tab] tabulator
    [bar] kreska pionowa
    [none] najbardziej prawdopodobny znak
   *[other] { $delimiter }
}.
    .fix = Jeśli kolumny wyglądają źle, zapisz plik jako „CSV UTF-8” z przecinkami.
file-mojibake = { $found } prawdopodobnie zawiera błędne znaki zamiast liter diakrytycznych{ $in-rows }.
    .fix = { $meant }Jeśli tak, zapisz oryginał ponownie jako „CSV UTF-8” i zaimportuj go{ $encoding ->
    [none] {""}
   *[other] {" "}lub wskaż kodowanie { $encoding }, aby naprawić litery
}; w przeciwnym razie zostaną zaimportowane bez zmian.
    .refused = { $found } prawdopodobnie zawiera błędne znaki zamiast liter diakrytycznych{ $in-rows }. Nic nie zaimportowano.
    .refused-fix = { $meant }Zapisz oryginał ponownie jako „CSV UTF-8” i zaimportuj go. Możesz też wskazać w opcjach importu kodowanie { $encoding ->
    [none] pliku
   *[other] { $encoding }, aby naprawić litery, lub utf-8
}, jeśli tekst jest poprawny.
    .workbook-fix = { $meant }Jeśli tak, popraw tekst w arkuszu i zaimportuj skoroszyt ponownie; w przeciwnym razie zostanie zaimportowany bez zmian.
    .refused-workbook = { $found } prawdopodobnie zawiera błędne znaki zamiast liter diakrytycznych{ $in-rows }. Nic nie zaimportowano.
    .refused-workbook-fix = { $meant }Popraw tekst w arkuszu i zaimportuj skoroszyt ponownie. Możesz też wskazać w opcjach importu kodowanie utf-8, jeśli tekst jest poprawny.
workbook-hidden-rows = Niektóre wiersze lub kolumny arkusza są ukryte. Również one są importowane.
    .fix = Sprawdź je w podglądzie albo pokaż je w arkuszu kalkulacyjnym.
    .refused = Niektóre wiersze lub kolumny arkusza są ukryte. Nic nie zaimportowano.
    .refused-fix = Pokaż je lub usuń i zaimportuj plik ponownie albo sprawdź podgląd przed potwierdzeniem.
workbook-sheets-ignored = Importowany jest tylko jeden arkusz. Te również zawierają adresy e-mail: { $labels }.
    .fix = Jeśli są w nich osoby do zaimportowania, umieść nad ich wierszami nazwy kolumn z szablonu i zaimportuj każdy arkusz jako osobny plik.
    .refused = Importowany jest tylko jeden arkusz. Te również zawierają adresy e-mail: { $labels }. Nic nie zaimportowano, ponieważ osoby z tych arkuszy zostałyby uznane za brakujące, a ich konta zostałyby wyłączone.
    .refused-fix = Umieść wszystkie osoby w jednym arkuszu albo ukryj lub usuń pozostałe i zaimportuj plik ponownie.
column-ignored = Kolumna { $column } nie należy do tego układu i nie jest importowana.
    .fix = { $meant ->
    [none] Jeśli tak ma być, nie trzeba nic robić.
   *[other] { $meant }Jeśli tak, użyj dokładnie tej nazwy.
}
    .no-name = Jedna z kolumn nie należy do tego układu i nie jest importowana.
    .no-label = Kolumna { $column } zawiera dane{ $found ->
    [none] ,
   *[other] , na przykład { $found },
} ale nie ma nazwy w nagłówku, dlatego nie jest importowana.
    .no-label-fix = Nadaj jej nazwę z szablonu lub ją wyczyść.
row-duplicate-identical = Wiersz jest taki sam jak { $other-row ->
    [none] wcześniejszy wiersz
   *[other] wiersz { $other-row }
} i policzono go tylko raz.
    .fix = Nie trzeba nic robić, chyba że jeden z nich miał dotyczyć innej osoby.
course-repeated = { $found } występuje w tym wierszu więcej niż raz i zostanie przypisany tylko raz.
    .fix = Nie trzeba nic robić, chyba że chodziło o inny kurs.
language-canonicalised = { $found } odczytano jako { $usual ->
    [none] zwykłą postać kodu
   *[other] { $usual }
}.
    .fix = Nie trzeba nic robić, chyba że chodziło o inny język.
email-suspicious = { $found } prawdopodobnie zawiera literówkę.
    .fix = { $meant }Sprawdź adres: zostanie zaimportowany bez zmian.
quote-lenient = { $found ->
    [none] Komórka tego wiersza
   *[other] { $found }
} zawiera cudzysłów w nietypowym miejscu; treść odczytano najlepiej, jak to możliwe.
    .fix = Sprawdź ją; cudzysłów, który należy do tekstu, zapisuje się dwa razy.
row-ragged = Niektóre wiersze mają więcej lub mniej komórek niż nagłówek{ $in-rows }; brakujące komórki odczytano jako puste.
    .fix = Sprawdź, czy żadna komórka nie przesunęła się do innej kolumny{ $samples }.
feed-other = Użytkownicy innego kanału pozostali bez zmian{ $in-rows }.
    .fix = Usuń ich z jednej z dwóch list.
enabled-kept = Konta, których nie wyłączył żaden kanał, pozostają wyłączone, choć plik je włącza{ $in-rows }.
    .fix = Aby je włączyć, zaimportuj plik poza kanałem.
feed-corrections-file = To jest plik poprawek, który może zawierać tylko część osób. Dlatego żadnej osoby nie uznano za brakującą.
    .fix = Aby wyłączyć konta brakujących osób, zaimportuj pełną listę.
header-repeated = Nagłówek powtarza się niżej{ $in-rows } i został tam pominięty.
    .fix = Nie trzeba nic robić, jeśli połączono kilka list.
    .refused = Te nazwy kolumn różnią się od nazw w wierszu { $other-row }: plik wygląda na połączenie kilku list o różnych kolumnach.
    .refused-fix = Zaimportuj każdą listę jako osobny plik lub nadaj wszystkim te same kolumny w tej samej kolejności.
correction-mismatch = { $found } nie pasuje do poprawki tej komórki, przygotowanej dla { $values ->
    [none] pustej komórki
   *[other] wartości { $values }
}.
    .fix = Popraw wiersz ponownie albo go pomiń.
correction-unused = Nic w pliku nie pasuje do { $found ->
    [none] tej poprawki
   *[other] poprawki dla { $found }
}, więc jej nie użyto.
    .fix = Można ją usunąć.
    .several-columns = Kilka kolumn pliku ma { $found ->
    [none] poprawianą nazwę
   *[other] nazwę { $found }
}, więc tej poprawki nie użyto.
    .several-columns-fix = Dodaj do poprawki numer właściwej kolumny jako „at”.
alias-used = { $found } to alias, który odczytano jako { $usual ->
    [none] inną nazwę
   *[other] { $usual }
}{ $in-rows }.
    .fix = Nie trzeba nic robić, chyba że chodziło o coś innego.
spreadsheet-formula-text = Niektóre komórki wyeksportowano jako formuły{ $found ->
    [none] {""}
   *[other] , na przykład { $found }
}{ $in-rows }. Odczytano je jako tekst, który pokazuje arkusz kalkulacyjny.
    .fix = Nie trzeba nic robić, chyba że jakiś tekst wygląda na błędny.
cell-suspicious = { $found } zawiera w jednym słowie litery różnych alfabetów.
    .fix = { $meant }Sprawdź komórkę: zostanie zaimportowana bez zmian.
    .course-title = { $found } to tytuł kursu, a wiersz ma mniej komórek niż nagłówek: komórki prawdopodobnie się przesunęły.
    .quoted = { $found } ma apostrofy zamiast cudzysłowu wokół tekstu.
    .lost-letter = { $found } zawiera znak zapytania w miejscu, w którym prawdopodobnie brakuje litery.
    .guarded = { $found } zaczyna się od apostrofu, który programy wstawiają przed tekstem wyglądającym jak formuła.
    .invisible = { $found } zawiera niewidoczne znaki.
    .html-entities = { $found } zawiera kody HTML zamiast znaków.
    .spreadsheet-error = { $found } to wartość błędu, którą arkusz kalkulacyjny wstawił w miejsce tekstu.
    .formula = { $found } to formuła, a nie tekst, który pokazuje arkusz kalkulacyjny.
    .no-value = { $found } to zapis, którym bazy danych i programy oznaczają brak wartości.
    .no-value-fix = { $presence ->
    [required] Wpisz wartość; w przeciwnym razie komórka zostanie zaimportowana bez zmian.
   *[optional] Jeśli nie ma wartości, zostaw komórkę pustą; w przeciwnym razie zostanie zaimportowana bez zmian.
}
language-suspicious = { $found } to kod języka, ale prawdopodobnie chodzi o { $country ->
    [none] kraj
   *[other] kraj { $country }
}{ $in-rows }.
    .fix = { $meant }Sprawdź język: zostanie zaimportowany bez zmian.
