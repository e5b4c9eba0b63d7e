# De aanspreekvorm is ‘je’, in korte zinnen de gebiedende wijs.

place-file = het bestand
place-row = rij { $row }
place-line = regel { $line }
place-row-line = rij { $row } (regel { $line })
place-column = kolom { $column }

did-you-mean = Bedoelde je { $suggestions }?
the-cell = De cel
this-column = zonder naam
short-row = { $count ->
    [none] De rij heeft minder cellen dan er kolommen zijn
    [one] De rij heeft maar { $count } cel, terwijl er { $limit } kolommen zijn
   *[other] De rij heeft maar { $count } cellen, terwijl er { $limit } kolommen zijn
}; misschien ontbreekt een cel of splitst een regeleinde de rij in tweeën.

in-rows = { $kind ->
    [only] (rij { $list })
    [count] ({ $rows ->
        [one] { $rows } rij
       *[other] { $rows } rijen
    })
    [all] ({ $rows ->
        [one] { $rows } rij
       *[other] { $rows } rijen
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } rij
       *[other] { $rows } rijen
    }, waaronder { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] Latijns
    [cyrillic] Cyrillisch
    [greek] Grieks
    [armenian] Armeens
   *[cherokee] Cherokee
}⟩

next-sample = {"; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
   *[other] { $short } ({ $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] een werkmap (.xlsx, .ods) of een zip-archief
    [an-empty-zip-archive] een leeg zip-archief
    [an-old-workbook-xls] een oude werkmap (.xls) of een werkmap met een wachtwoord
    [a-workbook-with-a-password] een werkmap die met een wachtwoord is beveiligd
    [a-pdf] een pdf
    [a-text-document-rtf] een tekstdocument (.rtf)
    [a-gzip-archive] een gzip-archief
    [a-7z-archive] een 7z-archief
    [a-rar-archive] een rar-archief
    [a-picture] een afbeelding
    [a-damaged-workbook] een beschadigde werkmap
    [a-workbook-in-another-encoding] een werkmap met een niet-ondersteunde codering
    [a-zip-archive] een zip-archief
    [an-opendocument-sheet-ods] een OpenDocument-werkblad (.ods)
    [a-sylk-sheet-slk] een SYLK-werkblad (.slk)
    [a-binary-workbook-xlsb] een binaire werkmap (.xlsb)
    [a-numbers-document] een Numbers-document
    [a-web-page-html-or-xml] een webpagina (HTML of XML)
    [json] JSON
    [a-vcard] een vCard
    [a-markdown-table] een Markdown-tabel
    [a-list-with-columns-separated-by-tildes] een lijst met kolommen gescheiden door ~
    [a-list-with-columns-separated-by-carets] een lijst met kolommen gescheiden door ^
    [a-list-with-columns-of-fixed-width] een lijst met kolommen van vaste breedte
   *[other] { $found }
}

corrections-in-utf8 = Dit bestand is opgeslagen in UTF-8, omdat { $encoding } sommige tekens van deze meldingen niet bevat.

## Fouten in het hele bestand.

file-empty = Het bestand is leeg.
    .fix = Vul de sjabloon in, met één rij per persoon, en importeer het bestand opnieuw.
    .hidden-sheets = De zichtbare werkbladen van de werkmap zijn leeg, maar er zijn verborgen werkbladen.
    .hidden-sheets-fix = Staat de lijst op een verborgen werkblad? Maak dat dan zichtbaar, sla de werkmap op en importeer die opnieuw.
file-too-large = Het bestand is { $size } groot; het maximum is { $size-limit }.
    .fix = Splits het in kleinere bestanden, elk met de kolomnamen in de eerste rij, en importeer ze na elkaar.
file-not-csv = { $kind ->
    [none] Dit is geen CSV-bestand.
   *[other] Dit is { $kind }, geen CSV-bestand.
}
    .fix = Open de lijst in een spreadsheetprogramma, sla die op als ‘CSV UTF-8’ en importeer dat bestand.
    .wrong-suffix = { $found ->
    [none] De naam van het bestand eindigt niet op .csv.
   *[other] De naam van het bestand, { $found }, eindigt niet op .csv.
}
    .neither-suffix = { $found ->
    [none] De naam van het bestand eindigt niet op .csv of .xlsx.
   *[other] De naam van het bestand, { $found }, eindigt niet op .csv of .xlsx.
}
    .neither-suffix-fix = Open de lijst in een spreadsheetprogramma, sla die op als werkmap (.xlsx) of als ‘CSV UTF-8’ en importeer dat bestand.
    .neither-kind = { $kind ->
    [none] Dit bestand kan niet worden geïmporteerd.
   *[other] Dit is { $kind }; zo’n bestand kan niet worden geïmporteerd.
}
    .neither-kind-fix = Open de lijst in een spreadsheetprogramma, sla die op als Excel-werkmap (.xlsx) en importeer dat bestand.
    .password = Deze werkmap is met een wachtwoord beveiligd.
    .password-fix = Verwijder het wachtwoord in het spreadsheetprogramma, sla de werkmap op als .xlsx en importeer die opnieuw.
file-encoding = { $byte ->
    [none] { $what ->
        [none] Het bestand kan niet als tekst worden gelezen.
        [mostly-control-characters] Het bestand bestaat grotendeels uit besturingstekens en kan niet als tekst worden gelezen.
       *[other] Het bestand is { $what } en kan niet als tekst worden gelezen.
    }
   *[other] Het bestand bevat{ $place ->
        [none] {""}
       *[other] {" "}in { $place }
    } een teken dat niet als { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } kan worden gelezen (byte { $byte }).
}
    .fix = Sla het bestand opnieuw op als ‘CSV UTF-8’ en importeer dat bestand.
    .candidates = Het bestand is geen UTF-8, en de codering staat niet vast. Het kan { $candidates } zijn.
    .candidates-fix = Sla het bestand opnieuw op als ‘CSV UTF-8’ en importeer dat bestand, of geef de codering op: in de opties van de import, met --encoding op de opdrachtregel, of als encoding in de metagegevens van het object.
file-no-rows = Het bestand bevat kolomnamen, maar geen rijen.
    .fix = Voeg één rij per persoon toe en importeer het bestand opnieuw.
    .left-out = De correcties laten alle rijen van het bestand weg.
    .left-out-fix = Behoud minstens één rij, of importeer een ander bestand.
file-too-many-rows = Het bestand bevat { $count ->
    [none] te veel rijen
    [one] { $count } rij
   *[other] { $count } rijen
}; een import met deze indeling mag er maximaal { $limit } bevatten.
    .fix = Splits het in { $files ->
    [none] meerdere bestanden
    [one] { $files } bestand
   *[other] { $files } bestanden
}, elk met de kolomnamen in de eerste rij, en importeer ze na elkaar.
file-quote-unclosed = { $line ->
    [none] Hier
   *[other] Op regel { $line }
} begint een cel tussen aanhalingstekens{ $found ->
    [none] {""}
   *[other] {" "}met { $found }
} die nergens eindigt; alles daarna is als één cel gelezen.
    .fix = Voeg het afsluitende aanhalingsteken toe, of verdubbel elk aanhalingsteken dat bij de tekst hoort.
file-changed = Het bestand is vervangen of verwijderd voordat het helemaal was gelezen.
    .fix = Upload het opnieuw en wijzig het niet totdat de import is afgelopen.
results-gone = De resultaten van de import die moet worden teruggedraaid, worden niet meer bewaard: ze worden na 30 dagen verwijderd, en het plan van een mislukte import na 7 dagen. Importeer in plaats daarvan een gecorrigeerd bestand.
feed-unknown = Er is geen feed met de naam { $found }.
    .fix = Controleer de map onder ‘drop/feeds’, of maak eerst de feed aan.
    .no-folder = Dit bestand staat rechtstreeks in ‘drop/feeds’ en niet in de map van een feed.
    .no-folder-fix = Zet het in de map van de juiste feed.
feed-out-of-date = Er is al een nieuwer bestand van de feed { $found } geïmporteerd.
    .fix = Exporteer de lijst opnieuw en importeer het nieuwe bestand.
workbook-too-large = Deze werkmap is te groot: uitgepakt overschrijdt die de limieten.
    .fix = Sla het werkblad op als ‘CSV UTF-8’ en importeer dat bestand.
    .rows = Het werkblad heeft { $count } rijen; een werkmap mag er maximaal { $limit } hebben.
    .rows-fix = Splits het werkblad, of sla het op als ‘CSV UTF-8’ en importeer dat bestand.
    .in-bytes = De werkmap is { $size } groot; het maximum is { $size-limit }.
    .in-bytes-fix = Sla het werkblad op als ‘CSV UTF-8’ en importeer dat bestand.
workbook-several-sheets = Meerdere werkbladen hebben de kolommen van deze indeling: { $labels }.
    .fix = Behoud er één, of verberg de andere.
header-missing = { $found ->
    [none] De eerste rij bevat geen kolomnamen.
   *[other] De eerste rij bevat { $found } in plaats van de kolomnamen.
}
    .fix = Zet de kolomnamen van de sjabloon boven de rijen.{ $labels ->
    [none] {""}
   *[other] {" "}De kolomnamen zijn { $labels }.
}
    .header-further-down-fix = De kolomnamen lijken op regel { $count } te staan. Verwijder de regels erboven en importeer het bestand opnieuw.{ $labels ->
    [none] {""}
   *[other] {" "}De kolomnamen zijn { $labels }.
}
    .hidden-sheets-fix = Staat de lijst op een verborgen werkblad? Maak dat dan zichtbaar. Zet de kolomnamen van de sjabloon boven de rijen.{ $labels ->
    [none] {""}
   *[other] {" "}De kolomnamen zijn { $labels }.
}
header-too-many-columns = Het bestand bevat { $column ->
    [none] { $count ->
        [none] te veel kolommen
        [one] { $count } kolom
       *[other] { $count } kolommen
    }
   *[other] { $count ->
        [none] te veel kolommen { $column }
        [one] { $count } kolom { $column }
       *[other] { $count } kolommen { $column }
    }
}; het maximum is { $limit }.
    .fix = { $column ->
    [none] Verwijder de kolommen die niet in de sjabloon staan.
   *[other] Verwijder de kolommen die in geen enkele rij zijn ingevuld, of verdeel de cursussen over meerdere imports.
}
header-column-missing = De kolom { $column } is verplicht, maar ontbreekt in het bestand.
    .fix = { $near ->
    [none] Voeg een kolom met precies deze naam toe: { $column }.
   *[other] Als dit de kolom { $near } is, wijzig die naam dan in { $column }.
}
header-column-unknown = De kolom { $column } bestaat niet in deze indeling.
    .fix = { $meant ->
    [none] Verwijder de kolom, of geef die een naam uit de sjabloon.
   *[other] { $meant }Gebruik precies deze naam, met dezelfde hoofdletters en spaties.
}
    .formatted-number = Het werkblad toont de kolomnaam { $column } mogelijk in een andere vorm.
    .formatted-number-fix = Maak de cel op als tekst en typ de kolomnaam uit de sjabloon.
    .merged-cell = Het werkblad toont de kolomnaam { $column } niet, omdat een samengevoegde cel eroverheen ligt.
    .merged-cell-fix = Splits de cellen en geef elke kolom een eigen naam.
    .no-name = Het bestand bevat een kolom die niet in deze indeling bestaat.
header-column-duplicate = De kolom { $column } staat { $count ->
    [none] meer dan één keer
    [2] twee keer
   *[other] { $count } keer
} in het bestand.
    .fix = Behoud er één en verwijder de rest, zodat duidelijk is welke telt.
course-unmatched = { $found } is geen cursus van { $company ->
    [none] het bedrijf van deze rij
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Corrigeer de titel, of voeg de cursus eerst toe aan het bedrijf.
    .several-titles = { $found } bevat meerdere cursussen van { $company ->
    [none] het bedrijf van deze rij
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = Zet in elke kolom één titel{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = Laat de cel leeg als er geen cursus is.
    .further-titles = Alleen de eerste { $limit } titels zonder bijbehorende cursus worden vermeld; cellen met andere titels: { $count }{ $in-rows }.
    .further-titles-fix = Corrigeer de vermelde titels, of controleer of er geen kolom is verschoven.
course-ambiguous = { $found } kan meer dan één cursus van { $company ->
    [none] het bedrijf van deze rij
   *[other] { $company }
} zijn{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Neem de titel van de juiste cursus letter voor letter over.
    .same-title = { $found } is de titel van meerdere cursussen van { $company ->
    [none] het bedrijf van deze rij
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Geef elk van deze cursussen in de catalogus een eigen titel en importeer het bestand opnieuw.
file-not-split = Elke regel van het bestand is één cel, omdat de hele regel tussen aanhalingstekens staat.
    .fix = Splits kolom A in het spreadsheetprogramma in kolommen, sla het bestand op als ‘CSV UTF-8’ en importeer dat bestand.
    .separator-line = Volgens de regel ‘sep=’ bovenaan zijn de cellen gescheiden door { $delimiter ->
    [comma] komma’s
    [semicolon] puntkomma’s
    [tab] tabs
    [bar] verticale strepen
    [none] één scheidingsteken
   *[other] { $delimiter }
}, maar ze zijn gescheiden door { $row-delimiter ->
    [comma] komma’s
    [semicolon] puntkomma’s
    [tab] tabs
    [bar] verticale strepen
    [none] een ander
   *[other] { $row-delimiter }
}.
    .separator-line-fix = Verwijder of corrigeer die regel en importeer het bestand opnieuw.
    .empty-separator-line = De regel ‘sep=’ bovenaan noemt geen scheidingsteken, maar de cellen zijn gescheiden door { $row-delimiter ->
    [comma] komma’s
    [semicolon] puntkomma’s
    [tab] tabs
    [bar] verticale strepen
    [none] een scheidingsteken
   *[other] { $row-delimiter }
}.
    .empty-separator-line-fix = Verwijder of corrigeer die regel en importeer het bestand opnieuw.
file-delimiter-mixed = De kolomnamen zijn gescheiden door { $delimiter ->
    [comma] komma’s
    [semicolon] puntkomma’s
    [tab] tabs
    [bar] verticale strepen
    [none] één scheidingsteken
   *[other] { $delimiter }
}, maar { $row ->
    [none] de rijen
   *[other] rij { $row }
} door { $row-delimiter ->
    [comma] komma’s
    [semicolon] puntkomma’s
    [tab] tabs
    [bar] verticale strepen
    [none] een ander
   *[other] { $row-delimiter }
}.
    .fix = Sla de lijst vanuit het spreadsheetprogramma opnieuw op als ‘CSV UTF-8’, zodat elke regel hetzelfde scheidingsteken heeft, en importeer dat bestand.
layout-mismatch = Dit lijkt een bestand voor de indeling { $layout }, maar de import gebruikt de indeling { $expected-layout }.
    .fix = Kies voor de import de indeling { $layout } (--layout op de opdrachtregel), of gebruik de kolomnamen van de sjabloon.
    .set-by-feed-fix = Bestanden van een feed hebben de indeling { $expected-layout }: gebruik de kolomnamen van de bijbehorende sjabloon.
header-column-missing-label = Kolom { $column } bevat gegevens{ $found ->
    [none] ,
   *[other] , bijvoorbeeld { $found },
} maar heeft geen naam in de eerste rij, en erna volgen kolommen met een naam: de namen zijn waarschijnlijk verschoven.
    .fix = Vul de ontbrekende naam in of verwijder de kolom, en importeer het bestand opnieuw.
    .formula-without-result = De naam van kolom { $column } is een formule waarvan de werkmap het resultaat niet bevat.
    .formula-without-result-fix = Open het bestand in een spreadsheetprogramma, sla het op en importeer het opnieuw.
option-invalid = { $found ->
    [none] Een optie van deze import
   *[other] De optie { $found }
} { $values ->
    [none] bestaat niet.
   *[other] heeft een ongeldige waarde.
}
    .fix = { $values ->
    [none] Laat de optie weg, of corrigeer de naam.
   *[other] Gebruik { $values }.
}
    .not-in-layout = { $found ->
    [none] Een optie van deze import
   *[other] De optie { $found }
} hoort niet bij deze indeling.
    .not-in-layout-fix = Laat de optie weg, of kies de andere indeling.
    .set-by-feed = { $found ->
    [none] Een optie van deze import
   *[other] De optie { $found }
} wordt bepaald door de feed van dit bestand.
    .set-by-feed-fix = Laat de optie weg. Pas de configuratie van de feed aan om de optie te wijzigen.

## Fouten in een rij.

row-too-many-cells = De rij heeft { $count ->
    [none] te veel cellen
    [one] { $count } cel
   *[other] { $count } cellen
}, terwijl er maar { $limit ->
    [one] { $limit } kolom is
   *[other] { $limit } kolommen zijn
}{ $found ->
    [none] {""}
   *[other] ; de eerste overtollige cel is { $found }
}.
    .fix = Misschien bevat de tekst van een cel het scheidingsteken en zijn de aanhalingstekens weggevallen: zet die cel tussen dubbele aanhalingstekens.
    .misplaced-quote = Een aanhalingsteken staat op een ongebruikelijke plaats{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, en de rij is gelezen met { $count ->
    [none] te veel of te weinig cellen
    [one] { $count } cel
   *[other] { $count } cellen
}, terwijl er { $limit ->
    [one] { $limit } kolom is
   *[other] { $limit } kolommen zijn
}.
    .misplaced-quote-fix = Corrigeer de aanhalingstekens: een aanhalingsteken dat bij de tekst hoort, wordt twee keer geschreven, en een cel met het scheidingsteken staat tussen aanhalingstekens.
    .joined-cells = Een aanhalingsteken staat op een ongebruikelijke plaats{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}; misschien zijn twee cellen als één gelezen.
    .joined-cells-fix = Corrigeer de aanhalingstekens: een aanhalingsteken dat bij de tekst hoort, wordt twee keer geschreven, en een cel met het scheidingsteken staat tussen aanhalingstekens.
    .workbook-fix = Verplaats de cel naar een kolom met een naam, of maak de cel leeg.
row-too-long = De rij is { $size } groot; het maximum is { $size-limit }.
    .fix = Misschien ontbreekt er een regeleinde of een afsluitend aanhalingsteken: controleer waar de rij moet eindigen.
cell-control-character = { $found } bevat { $character ->
    [none] een besturingsteken
   *[other] het besturingsteken { $character }
}.
    .fix = Maak de cel leeg en typ de inhoud opnieuw.
    .replaced = { $found } bevat “�”, dat een programma heeft geschreven in plaats van een teken dat het niet kon lezen.
cell-line-break = { $found } bevat een regeleinde.
    .fix = Zet de inhoud op één regel.
    .course-fix = Zet de titel op één regel; zet bij meerdere titels in elke kolom één titel.
cell-too-long = De cel heeft { $count ->
    [none] te veel tekens
    [one] { $count } teken
   *[other] { $count } tekens
}; het maximum is { $limit }.
    .fix = Maak de tekst korter.
    .in-bytes = De cel is { $size } groot; het maximum is { $size-limit }.
    .in-bytes-fix = Maak de tekst korter, of zoek naar een ontbrekend afsluitend aanhalingsteken.
enabled-invalid = { $found ->
    [none] De cel is leeg.
   *[other] { $found } is geen 1 of 0.
}
    .fix = { $meant }Vul 1 in als de persoon mag inloggen, of 0 om het account uitgeschakeld aan te maken.
name-missing = De voornaam ontbreekt.
    .fix = Vul die in.
name-too-long = De voornaam heeft { $count ->
    [none] te veel tekens
    [one] { $count } teken
   *[other] { $count } tekens
}; het maximum is { $limit }.
    .fix = Maak de naam korter.
name-invalid = { $found } bevat { $character ->
    [none] een symbool
   *[other] het teken { $character },
} dat niet is toegestaan in namen.
    .fix = { $meant }Gebruik letters, spaties, apostroffen, koppeltekens en punten.
last-name-missing = De achternaam ontbreekt.
    .fix = Vul die in.
last-name-too-long = De achternaam heeft { $count ->
    [none] te veel tekens
    [one] { $count } teken
   *[other] { $count } tekens
}; het maximum is { $limit }.
    .fix = Maak de naam korter.
last-name-invalid = { $found } bevat { $character ->
    [none] een symbool
   *[other] het teken { $character },
} dat niet is toegestaan in namen.
    .fix = { $meant }Gebruik letters, spaties, apostroffen, koppeltekens en punten.
email-missing = Het e-mailadres ontbreekt.
    .fix = Vul het in: het identificeert de persoon.
    .not-a-person = In de rij staat { $found }; dat lijkt een voettekst of een scheidingslijn, geen persoon.
    .not-a-person-fix = Verwijder de rij.
email-invalid = { $found } is geen e-mailadres.
    .fix = { $meant }Gebruik de vorm naam@domein.
    .no-dot = { $found } heeft geen punt na de @.
    .no-dot-fix = { $meant }Vul het hele domein in, bijvoorbeeld naam@example.org.
    .several-addresses = { $found } bevat meer dan één adres.
    .several-addresses-fix = Gebruik één adres per rij en één rij per persoon.
    .non-ascii-local-part = { $found } bevat vóór de @ { $character ->
    [none] een bijzondere letter
   *[other] het teken { $character }
}; naar zo’n adres kan geen e-mail worden verzonden.
    .non-ascii-local-part-fix = { $meant }Gebruik een ander adres van deze persoon.
    .long-local-part = { $found } heeft { $count ->
    [none] te veel tekens
    [one] { $count } teken
   *[other] { $count } tekens
} vóór de @; het maximum is { $limit }.
    .long-local-part-fix = Gebruik een ander adres van deze persoon.
email-duplicate = { $found } staat al in { $other-row ->
    [none] een eerdere rij
   *[other] rij { $other-row }
}.
    .fix = Behoud één rij per persoon, of corrigeer het adres als dit twee personen zijn.
    .only-courses-differ = { $found } staat al in { $other-row ->
    [none] een eerdere rij
   *[other] rij { $other-row }
}, met andere cursussen.
    .only-courses-differ-fix = Zet alle cursussen van een persoon in één rij, in extra kolommen ‘module requested’.
user-exists = { $found } heeft al een account, en deze import voegt alleen nieuwe personen toe.
    .fix = Verwijder de rij, of corrigeer het adres als het van iemand anders is.
self-disable = Deze rij zou het account uitschakelen waarmee deze import wordt uitgevoerd.
    .fix = Vul 1 in de cel in, of vraag een andere beheerder om het account uit te schakelen.
company-missing = Het bedrijf ontbreekt.
    .fix = Vul de naam precies in zoals het portaal die toont.
company-unmatched = Er is geen bedrijf { $found }.
    .fix = { $meant }Schrijf de naam precies zoals het portaal die toont, of maak het bedrijf eerst aan.
cohort-unmatched = { $found } is geen cohort van { $company ->
    [none] het bedrijf van deze rij
   *[other] { $company }
}.
    .fix = { $meant }Schrijf de naam precies zoals het portaal die toont, of maak het cohort eerst aan.
    .no-value-fix = Laat de cel leeg als er geen cohort is.
language-missing = De taal ontbreekt.
    .fix = Vul { $form ->
    [letters] twee kleine letters in, bijvoorbeeld nl of fr
   *[tag] een code in, bijvoorbeeld nl-NL of fr
}.
language-invalid = { $found } is geen taalcode.
    .fix = { $meant }Vul { $form ->
    [letters] twee kleine letters in, bijvoorbeeld nl of fr
   *[tag] een code in, bijvoorbeeld nl-NL of fr
}.
    .country-code = { $found } is geen taalcode, maar mogelijk de code van een land.
    .wrong-case = { $found } staat niet in kleine letters.
    .wrong-case-fix = { $suggestions ->
    [none] Gebruik kleine letters.
   *[other] Vul { $suggestions } in.
}
country-invalid = { $found } is geen landcode.
    .fix = { $meant }Vul twee hoofdletters in, bijvoorbeeld NL of BE.
    .wrong-case = { $found } staat niet in hoofdletters.
    .wrong-case-fix = { $suggestions ->
    [none] Gebruik hoofdletters.
   *[other] Vul { $suggestions } in.
}
    .no-value-fix = Laat de cel leeg als het land onbekend is.
identifier-invalid = { $found } bevat { $character ->
    [none] een teken dat geen letter en geen cijfer is
   *[other] het teken { $character }
}.
    .fix = { $meant }Gebruik alleen letters en cijfers, of laat de cel leeg.
    .no-value-fix = Laat de cel leeg als er geen ID is.
identifier-duplicate = { $found } staat al in { $other-row ->
    [none] een eerdere rij
   *[other] rij { $other-row }
}.
    .fix = Geef elke persoon een eigen ID, of laat de cel leeg.
    .no-value-fix = Laat de cel leeg als er geen ID is.
identifier-taken = { $holder ->
    [none] Een andere gebruiker heeft de ID { $found } al.
   *[other] Gebruiker { $holder } heeft de ID { $found } al.
}
    .fix = Controleer bij wie de ID hoort. Rapporten tonen deze als gebruikersnaam.
spreadsheet-damage = Het spreadsheetprogramma heeft een lang nummer veranderd in { $found }; daarbij zijn cijfers verloren gegaan.
    .fix = Maak de kolom op als tekst, typ het nummer opnieuw en sla op.
    .spreadsheet-error = { $found } is een foutwaarde die het spreadsheetprogramma in plaats van de tekst heeft gezet.
    .spreadsheet-error-fix = Corrigeer de formule in het spreadsheetprogramma, of typ de waarde zelf.
    .date-cell = { $found } is een datum, maar deze kolom is voor tekst bedoeld.
    .date-cell-fix = Maak de cel op als tekst en typ wat er moet staan.
    .formatted-number = Het werkblad toont de waarde { $found } mogelijk in een andere vorm.
    .formatted-number-fix = Maak de cel op als tekst en typ wat er moet staan.
    .formula-without-result = De werkmap bevat het resultaat van de formule in deze cel niet.
    .formula-without-result-fix = Open het bestand in een spreadsheetprogramma, sla het op en importeer het opnieuw.
    .merged-cell = Deze cel hoort bij een samengevoegde cel. De tekst ervan staat in een andere rij of kolom.
    .merged-cell-fix = Splits de cellen en typ de waarde in elke rij waar die bij hoort.
courses-too-many = Met deze rij zou de persoon { $count ->
    [one] { $count } cursus
   *[other] { $count } cursussen
} hebben; het maximum is { $limit }.
    .fix = Verwijder cursussen uit de rij.
    .in-bytes = Met deze rij zou het record van de persoon te groot zijn om op te slaan.
changed-since-preview = Gegevens waarvan deze rij afhangt, zijn na de voorbeeldweergave gewijzigd; daarom is de rij niet geïmporteerd.
    .fix = Importeer de rij opnieuw om te zien wat er nu zou gebeuren.
    .user-changed = Deze gebruiker is na de voorbeeldweergave aangemaakt, gewijzigd of verwijderd; daarom is de rij niet geïmporteerd.
    .catalog-changed = Het bedrijf, het cohort of een van de cursussen is na de voorbeeldweergave gewijzigd of verwijderd; daarom is de rij niet geïmporteerd.
    .catalog-changed-fix = Controleer deze gegevens en importeer de rij opnieuw.
    .catalog-removed = Het bedrijf, het cohort of een van de cursussen is verwijderd voordat de import werd hervat; daarom is de rij niet geïmporteerd.
    .catalog-removed-fix = Controleer deze gegevens en importeer de rij opnieuw.

## Waarschuwingen.

file-encoding-assumed = Het bestand geeft niet aan welke codering het gebruikt; het is gelezen als { $encoding ->
    [none] de waarschijnlijkste codering
   *[other] { $encoding }
}{ $samples }.
    .fix = Als letters er verkeerd uitzien, sla het bestand dan op als ‘CSV UTF-8’ en importeer dat bestand, of geef de codering op: in de opties van de import of met --encoding op de opdrachtregel.
file-delimiter-assumed = In het bestand { $delimiter ->
    [comma] staan komma’s
    [semicolon] staan puntkomma’s
    [tab] staan tabs
    [bar] staan verticale strepen
    [none] staat het waarschijnlijkste scheidingsteken
   *[other] staat { $delimiter }
} tussen de kolommen.
    .fix = Als de kolommen er verkeerd uitzien, sla het bestand dan op als ‘CSV UTF-8’ met komma’s.
file-mojibake = { $found } lijkt verkeerde tekens in plaats van letters met accenten te bevatten{ $in-rows }.
    .fix = { $meant }Zo ja, sla het origineel dan opnieuw op als ‘CSV UTF-8’ en importeer dat bestand{ $encoding ->
    [none] {""}
   *[other] , of kies de codering { $encoding } om de letters te laten herstellen
}; anders worden ze ongewijzigd geïmporteerd.
    .refused = { $found } lijkt verkeerde tekens in plaats van letters met accenten te bevatten{ $in-rows }. Er is niets geïmporteerd.
    .refused-fix = { $meant }Sla het origineel opnieuw op als ‘CSV UTF-8’ en importeer dat bestand. Of kies in de opties van de import de codering { $encoding ->
    [none] van het bestand
   *[other] { $encoding } om de letters te laten herstellen, of utf-8
} als de tekst zo klopt.
    .workbook-fix = { $meant }Zo ja, verbeter de tekst dan in het werkblad en importeer de werkmap opnieuw; anders wordt die ongewijzigd geïmporteerd.
    .refused-workbook = { $found } lijkt verkeerde tekens in plaats van letters met accenten te bevatten{ $in-rows }. Er is niets geïmporteerd.
    .refused-workbook-fix = { $meant }Verbeter de tekst in het werkblad en importeer de werkmap opnieuw. Of kies in de opties van de import de codering utf-8 als de tekst zo klopt.
workbook-hidden-rows = Sommige rijen of kolommen van het werkblad zijn verborgen. Ook die worden geïmporteerd.
    .fix = Controleer ze in de voorbeeldweergave, of maak ze zichtbaar in het spreadsheetprogramma.
    .refused = Sommige rijen of kolommen van het werkblad zijn verborgen. Er is niets geïmporteerd.
    .refused-fix = Maak ze zichtbaar of verwijder ze en importeer het bestand opnieuw, of importeer het met bevestiging en controleer eerst de voorbeeldweergave.
workbook-sheets-ignored = Er wordt maar één werkblad geïmporteerd. Deze bevatten ook e-mailadressen: { $labels }.
    .fix = Staan er personen in die je wilt importeren? Zet dan de kolomnamen van de sjabloon boven de rijen en importeer elk werkblad als apart bestand.
    .refused = Er wordt maar één werkblad geïmporteerd. Deze bevatten ook e-mailadressen: { $labels }. Er is niets geïmporteerd, omdat de personen daarin als ontbrekend zouden gelden en uitgeschakeld zouden worden.
    .refused-fix = Zet alle personen op één werkblad, of verberg of verwijder de andere, en importeer het bestand opnieuw.
column-ignored = De kolom { $column } hoort niet bij deze indeling en wordt niet geïmporteerd.
    .fix = { $meant ->
    [none] Je hoeft niets te doen als dat klopt.
   *[other] { $meant }Zo ja, gebruik dan precies deze naam.
}
    .no-name = Een kolom hoort niet bij deze indeling en wordt niet geïmporteerd.
    .no-label = Kolom { $column } bevat gegevens{ $found ->
    [none] ,
   *[other] , bijvoorbeeld { $found },
} maar heeft geen naam in de eerste rij; daarom wordt de kolom niet geïmporteerd.
    .no-label-fix = Geef de kolom een naam uit de sjabloon, of maak de kolom leeg.
row-duplicate-identical = De rij is gelijk aan { $other-row ->
    [none] een eerdere rij
   *[other] rij { $other-row }
} en is één keer meegeteld.
    .fix = Je hoeft niets te doen, tenzij een van beide voor iemand anders was bedoeld.
course-repeated = { $found } staat meer dan één keer in deze rij en wordt één keer toegewezen.
    .fix = Je hoeft niets te doen, tenzij een andere cursus was bedoeld.
language-canonicalised = { $found } is gelezen als { $usual ->
    [none] de gebruikelijke vorm
   *[other] { $usual }
}.
    .fix = Je hoeft niets te doen, tenzij een andere taal was bedoeld.
email-suspicious = { $found } lijkt een typefout te bevatten.
    .fix = { $meant }Controleer het adres: het wordt ongewijzigd geïmporteerd.
quote-lenient = { $found ->
    [none] Een cel van deze rij
   *[other] { $found }
} bevat een aanhalingsteken op een ongebruikelijke plaats en is zo goed mogelijk gelezen.
    .fix = Controleer de inhoud; een aanhalingsteken dat bij de tekst hoort, wordt twee keer geschreven.
row-ragged = Sommige rijen hebben meer of minder cellen dan er kolommen zijn{ $in-rows }; ontbrekende cellen zijn als leeg gelezen.
    .fix = Controleer of er geen cel in een andere kolom is terechtgekomen{ $samples }.
feed-other = Gebruikers van een andere feed zijn ongewijzigd gebleven{ $in-rows }.
    .fix = Verwijder ze uit een van de twee lijsten.
enabled-kept = Gebruikers die door geen enkele feed zijn uitgeschakeld, blijven uitgeschakeld, hoewel het bestand ze zou inschakelen{ $in-rows }.
    .fix = Importeer buiten de feed een bestand om ze in te schakelen.
feed-corrections-file = Dit is een correctiebestand, dat mogelijk maar een deel van de personen bevat. Daarom is niemand als ontbrekend geteld.
    .fix = Importeer de volledige lijst om ontbrekende personen uit te schakelen.
header-repeated = De kolomnamen komen verderop nog eens voor{ $in-rows } en zijn daar overgeslagen.
    .fix = Je hoeft niets te doen als er meerdere lijsten zijn samengevoegd.
    .refused = Deze kolomnamen verschillen van die in rij { $other-row }: het bestand lijkt meerdere lijsten met verschillende kolommen te bevatten.
    .refused-fix = Importeer elke lijst als een apart bestand, of geef ze allemaal dezelfde kolommen in dezelfde volgorde.
correction-mismatch = { $found } past niet bij de correctie van deze cel, die voor { $values ->
    [none] een lege cel
   *[other] { $values }
} is gemaakt.
    .fix = Corrigeer de rij opnieuw of laat deze weg.
correction-unused = Niets in het bestand past bij { $found ->
    [none] deze correctie
   *[other] de correctie van { $found }
}; de correctie is niet gebruikt.
    .fix = Je kunt de correctie verwijderen.
    .several-columns = Meerdere kolommen van het bestand hebben { $found ->
    [none] de te corrigeren naam
   *[other] de naam { $found }
}; de correctie is daarom niet gebruikt.
    .several-columns-fix = Voeg aan de correctie het nummer van de juiste kolom toe als ‘at’.
alias-used = { $found } is een alias en is gelezen als { $usual ->
    [none] een andere naam
   *[other] { $usual }
}{ $in-rows }.
    .fix = Je hoeft niets te doen, tenzij iets anders was bedoeld.
spreadsheet-formula-text = Er zijn cellen geëxporteerd als formules{ $found ->
    [none] {""}
   *[other] , bijvoorbeeld { $found }
}{ $in-rows }. Ze zijn gelezen als de tekst die een spreadsheet toont.
    .fix = Je hoeft niets te doen, tenzij een tekst er verkeerd uitziet.
cell-suspicious = { $found } bevat in één woord letters uit verschillende alfabetten.
    .fix = { $meant }Controleer de cel: die wordt ongewijzigd geïmporteerd.
    .course-title = { $found } is de titel van een cursus, en de rij heeft minder cellen dan er kolommen zijn: de cellen zijn waarschijnlijk verschoven.
    .quoted = { $found } heeft apostroffen in plaats van aanhalingstekens om de tekst.
    .lost-letter = { $found } heeft een vraagteken waar een letter lijkt te ontbreken.
    .guarded = { $found } begint met een apostrof die programma’s zetten voor tekst die op een formule lijkt.
    .invisible = { $found } bevat onzichtbare tekens.
    .html-entities = { $found } bevat HTML-codes in plaats van tekens.
    .spreadsheet-error = { $found } is een foutwaarde die het spreadsheetprogramma in plaats van de tekst heeft gezet.
    .formula = { $found } is een formule, niet de tekst die de spreadsheet toont.
    .no-value = { $found } staat in databases en programma’s voor een ontbrekende waarde.
    .no-value-fix = { $presence ->
    [required] Vul de waarde in; anders wordt de cel ongewijzigd geïmporteerd.
   *[optional] Laat de cel leeg als er geen waarde is; anders wordt die ongewijzigd geïmporteerd.
}
language-suspicious = { $found } is een taalcode, maar { $country ->
    [none] een land
   *[other] het land { $country }
} lijkt bedoeld te zijn{ $in-rows }.
    .fix = { $meant }Controleer de taal: die wordt ongewijzigd geïmporteerd.
