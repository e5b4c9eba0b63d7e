# Die Anrede ist „Sie“.

place-file = die Datei
place-row = Zeile { $row }
place-line = Dateizeile { $line }
place-row-line = Zeile { $row } (Dateizeile { $line })
place-column = Spalte { $column }

did-you-mean = Meinten Sie { $suggestions }?
the-cell = Die Zelle
this-column = ohne Namen
short-row = { $count ->
    [none] Die Zeile hat weniger Zellen als die Kopfzeile
    [one] Die Zeile hat nur { $count } Zelle, die Kopfzeile aber { $limit } Spalten
   *[other] Die Zeile hat nur { $count } Zellen, die Kopfzeile aber { $limit } Spalten
}; möglicherweise fehlt eine Zelle, oder ein Zeilenumbruch zerteilt die Zeile.

in-rows = { $kind ->
    [only] (Zeile { $list })
    [count] ({ $rows ->
        [one] { $rows } Zeile
       *[other] { $rows } Zeilen
    })
    [all] ({ $rows ->
        [one] { $rows } Zeile
       *[other] { $rows } Zeilen
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } Zeile
       *[other] { $rows } Zeilen
    }, darunter { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] lateinisch
    [cyrillic] kyrillisch
    [greek] griechisch
    [armenian] armenisch
   *[cherokee] Cherokee
}⟩

next-sample = {"; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } Byte
       *[other] { $count } Bytes
    }
   *[other] { $short } ({ $count ->
        [one] { $count } Byte
       *[other] { $count } Bytes
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] eine Arbeitsmappe (.xlsx, .ods) oder ein ZIP-Archiv
    [an-empty-zip-archive] ein leeres ZIP-Archiv
    [an-old-workbook-xls] eine alte Arbeitsmappe (.xls) oder eine kennwortgeschützte
    [a-workbook-with-a-password] eine Arbeitsmappe mit Kennwortschutz
    [a-pdf] ein PDF
    [a-text-document-rtf] ein Textdokument (.rtf)
    [a-gzip-archive] ein gzip-Archiv
    [a-7z-archive] ein 7z-Archiv
    [a-rar-archive] ein RAR-Archiv
    [a-picture] ein Bild
    [a-damaged-workbook] eine beschädigte Arbeitsmappe
    [a-workbook-in-another-encoding] eine Arbeitsmappe in einer nicht unterstützten Kodierung
    [a-zip-archive] ein ZIP-Archiv
    [an-opendocument-sheet-ods] eine OpenDocument-Tabelle (.ods)
    [a-sylk-sheet-slk] eine SYLK-Tabelle (.slk)
    [a-binary-workbook-xlsb] eine binäre Arbeitsmappe (.xlsb)
    [a-numbers-document] ein Numbers-Dokument
    [a-web-page-html-or-xml] eine Webseite (HTML oder XML)
    [json] JSON
    [a-vcard] eine vCard
    [a-markdown-table] eine Markdown-Tabelle
    [a-list-with-columns-separated-by-tildes] eine Liste mit durch ~ getrennten Spalten
    [a-list-with-columns-separated-by-carets] eine Liste mit durch ^ getrennten Spalten
    [a-list-with-columns-of-fixed-width] eine Liste mit Spalten fester Breite
   *[other] { $found }
}

corrections-in-utf8 = Diese Datei ist in UTF-8 gespeichert, da einige Zeichen dieser Meldungen in { $encoding } nicht darstellbar sind.

## Fehler der ganzen Datei.

file-empty = Die Datei ist leer.
    .fix = Füllen Sie die Vorlage aus, eine Zeile pro Person, und importieren Sie sie erneut.
    .hidden-sheets = Die sichtbaren Blätter der Arbeitsmappe sind leer, aber sie enthält ausgeblendete Blätter.
    .hidden-sheets-fix = Wenn die Liste auf einem ausgeblendeten Blatt steht, blenden Sie es ein, speichern Sie die Arbeitsmappe und importieren Sie sie erneut.
file-too-large = Die Datei ist { $size } groß; erlaubt sind höchstens { $size-limit }.
    .fix = Teilen Sie sie in kleinere Dateien auf, jeweils mit der Kopfzeile, und importieren Sie diese nacheinander.
file-not-csv = { $kind ->
    [none] Das ist keine CSV-Datei.
   *[other] Die Datei ist { $kind }, keine CSV-Datei.
}
    .fix = Öffnen Sie die Liste in einer Tabellenkalkulation, speichern Sie sie als „CSV UTF-8“ und importieren Sie diese Datei.
    .wrong-suffix = { $found ->
    [none] Der Name der Datei endet nicht auf .csv.
   *[other] Der Name der Datei, { $found }, endet nicht auf .csv.
}
    .neither-suffix = { $found ->
    [none] Der Name der Datei endet weder auf .csv noch auf .xlsx.
   *[other] Der Name der Datei, { $found }, endet weder auf .csv noch auf .xlsx.
}
    .neither-suffix-fix = Öffnen Sie die Liste in einer Tabellenkalkulation, speichern Sie sie als Arbeitsmappe (.xlsx) oder als „CSV UTF-8“ und importieren Sie diese Datei.
    .neither-kind = { $kind ->
    [none] Die Datei kann nicht importiert werden.
   *[other] Die Datei ist { $kind } und kann nicht importiert werden.
}
    .neither-kind-fix = Öffnen Sie die Liste in einer Tabellenkalkulation, speichern Sie sie als Excel-Arbeitsmappe (.xlsx) und importieren Sie diese Datei.
    .password = Diese Arbeitsmappe ist mit einem Kennwort geschützt.
    .password-fix = Entfernen Sie das Kennwort in der Tabellenkalkulation, speichern Sie die Arbeitsmappe als .xlsx und importieren Sie sie erneut.
file-encoding = { $byte ->
    [none] { $what ->
        [none] Die Datei ist nicht als Text lesbar.
        [mostly-control-characters] Die Datei besteht größtenteils aus Steuerzeichen und ist nicht als Text lesbar.
       *[other] Die Datei ist { $what } und nicht als Text lesbar.
    }
   *[other] { $place ->
        [none] Die Datei enthält
       *[other] Die Datei enthält in { $place }
    } ein Zeichen, das in { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } nicht lesbar ist (Byte { $byte }).
}
    .fix = Speichern Sie die Datei erneut als „CSV UTF-8“ und importieren Sie die neue Datei.
    .candidates = Die Datei ist nicht in UTF-8 kodiert, und ihre Kodierung lässt sich nicht sicher bestimmen. Möglich: { $candidates }.
    .candidates-fix = Speichern Sie die Datei erneut als „CSV UTF-8“ und importieren Sie die neue Datei, oder geben Sie die Kodierung an: in den Optionen des Imports, mit --encoding auf der Kommandozeile oder als encoding in den Metadaten des Objekts.
file-no-rows = Die Datei hat eine Kopfzeile, aber keine Zeile darunter.
    .fix = Fügen Sie eine Zeile pro Person ein und importieren Sie die Datei erneut.
    .left-out = Die Korrekturen lassen alle Zeilen der Datei aus.
    .left-out-fix = Behalten Sie mindestens eine Zeile oder importieren Sie eine andere Datei.
file-too-many-rows = Die Datei hat { $count ->
    [none] zu viele Zeilen
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}; in diesem Format sind pro Import höchstens { $limit } erlaubt.
    .fix = Teilen Sie sie in { $files ->
    [none] mehrere Dateien
    [one] { $files } Datei
   *[other] { $files } Dateien
} auf, jeweils mit der Kopfzeile, und importieren Sie diese nacheinander.
file-quote-unclosed = { $line ->
    [none] Hier
   *[other] In Dateizeile { $line }
} beginnt eine Zelle in Anführungszeichen{ $found ->
    [none] {""}
   *[other] {" "}mit { $found }
}, die nirgends endet; alles danach wurde als eine einzige Zelle gelesen.
    .fix = Ergänzen Sie das schließende Anführungszeichen oder verdoppeln Sie jedes Anführungszeichen, das zum Text gehört.
file-changed = Die Datei wurde ersetzt oder entfernt, bevor sie vollständig gelesen war.
    .fix = Laden Sie sie erneut hoch und ändern Sie sie nicht, bis der Import beendet ist.
results-gone = Die Ergebnisse des Imports, der rückgängig gemacht werden soll, sind nicht mehr vorhanden: Sie werden nach 30 Tagen gelöscht, der Plan eines fehlgeschlagenen Imports nach 7 Tagen. Importieren Sie stattdessen eine korrigierte Datei.
feed-unknown = Es gibt keinen Feed mit dem Namen { $found }.
    .fix = Prüfen Sie den Ordner unter „drop/feeds“, oder legen Sie den Feed zuerst an.
    .no-folder = Diese Datei liegt direkt in „drop/feeds“ und nicht im Ordner eines Feeds.
    .no-folder-fix = Legen Sie sie in den Ordner ihres Feeds.
feed-out-of-date = Eine neuere Datei des Feeds { $found } wurde bereits importiert.
    .fix = Exportieren Sie die Liste erneut und importieren Sie die neue Datei.
workbook-too-large = Diese Arbeitsmappe ist zu groß: Entpackt überschreitet sie die zulässige Größe.
    .fix = Speichern Sie das Blatt als „CSV UTF-8“ und importieren Sie diese Datei.
    .rows = Das Blatt hat { $count } Zeilen; eine Arbeitsmappe darf höchstens { $limit } haben.
    .rows-fix = Teilen Sie das Blatt auf oder speichern Sie es als „CSV UTF-8“ und importieren Sie diese Datei.
    .in-bytes = Die Arbeitsmappe ist { $size } groß; erlaubt sind höchstens { $size-limit }.
    .in-bytes-fix = Speichern Sie das Blatt als „CSV UTF-8“ und importieren Sie diese Datei.
workbook-several-sheets = Mehrere Blätter haben die Spalten dieses Formats: { $labels }.
    .fix = Behalten Sie nur eines davon, oder blenden Sie die anderen aus.
header-missing = { $found ->
    [none] Die erste Zeile enthält die Spaltenüberschriften nicht.
   *[other] Die erste Zeile lautet { $found } und enthält die Spaltenüberschriften nicht.
}
    .fix = Setzen Sie die Kopfzeile der Vorlage über die Zeilen.{ $labels ->
    [none] {""}
   *[other] {" "}Die Spaltenüberschriften sind { $labels }.
}
    .header-further-down-fix = Die Kopfzeile steht anscheinend in Dateizeile { $count }. Löschen Sie die Zeilen darüber und importieren Sie die Datei erneut.{ $labels ->
    [none] {""}
   *[other] {" "}Die Spaltenüberschriften sind { $labels }.
}
    .hidden-sheets-fix = Wenn die Liste auf einem ausgeblendeten Blatt steht, blenden Sie es ein. Setzen Sie die Kopfzeile der Vorlage über die Zeilen.{ $labels ->
    [none] {""}
   *[other] {" "}Die Spaltenüberschriften sind { $labels }.
}
header-too-many-columns = Die Datei hat { $column ->
    [none] { $count ->
        [none] zu viele Spalten
        [one] { $count } Spalte
       *[other] { $count } Spalten
    }
   *[other] { $count ->
        [none] zu viele Spalten { $column }
        [one] { $count } Spalte { $column }
       *[other] { $count } Spalten { $column }
    }
}; erlaubt sind höchstens { $limit }.
    .fix = { $column ->
    [none] Entfernen Sie die Spalten, die nicht in der Vorlage stehen.
   *[other] Entfernen Sie Spalten, die in keiner Zeile ausgefüllt sind, oder verteilen Sie die Kurse auf mehrere Importe.
}
header-column-missing = Die Spalte { $column } ist erforderlich und fehlt in der Datei.
    .fix = { $near ->
    [none] Fügen Sie eine Spalte mit genau dieser Überschrift ein: { $column }.
   *[other] Falls damit die Spalte { $near } gemeint ist, benennen Sie sie in { $column } um.
}
header-column-unknown = Eine Spalte { $column } gibt es in diesem Format nicht.
    .fix = { $meant ->
    [none] Entfernen Sie die Spalte oder geben Sie ihr eine Überschrift der Vorlage.
   *[other] { $meant }Schreiben Sie die Überschrift genau so, mit denselben Großbuchstaben und Leerzeichen.
}
    .formatted-number = Das Blatt zeigt die Spaltenüberschrift { $column } möglicherweise in einer anderen Form an.
    .formatted-number-fix = Formatieren Sie die Zelle als Text und geben Sie die Überschrift aus der Vorlage ein.
    .merged-cell = Das Blatt zeigt die Spaltenüberschrift { $column } nicht an, weil eine verbundene Zelle sie verdeckt.
    .merged-cell-fix = Heben Sie den Zellverbund auf und geben Sie jeder Spalte ihre Überschrift.
    .no-name = Die Datei enthält eine Spalte, die es in diesem Format nicht gibt.
header-column-duplicate = Die Spalte { $column } kommt { $count ->
    [none] mehrmals
    [2] zweimal
   *[other] { $count }-mal
} vor.
    .fix = Behalten Sie eine davon und entfernen Sie die übrigen, damit klar ist, welche gilt.
course-unmatched = { $found } ist kein Kurs des Unternehmens { $company ->
    [none] dieser Zeile
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Korrigieren Sie den Titel oder weisen Sie den Kurs zuerst dem Unternehmen zu.
    .several-titles = { $found } enthält mehrere Kurse des Unternehmens { $company ->
    [none] dieser Zeile
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = Schreiben Sie in jede Spalte einen Titel{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = Wenn es keinen Kurs gibt, lassen Sie die Zelle leer.
    .further-titles = Nur die ersten { $limit } Titel ohne passenden Kurs sind aufgeführt; Zellen mit weiteren: { $count }{ $in-rows }.
    .further-titles-fix = Korrigieren Sie die aufgeführten Titel oder prüfen Sie, ob sich eine Spalte verschoben hat.
course-ambiguous = { $found } passt auf mehr als einen Kurs des Unternehmens { $company ->
    [none] dieser Zeile
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Übernehmen Sie den Titel des gemeinten Kurses buchstabengetreu.
    .same-title = Mehrere Kurse des Unternehmens { $company ->
    [none] dieser Zeile
   *[other] { $company }
} haben den Titel { $found }{ $in-rows }.
    .same-title-fix = Geben Sie jedem dieser Kurse im Katalog einen eigenen Titel und importieren Sie die Datei dann erneut.
file-not-split = Jede Zeile der Datei ist eine einzige Zelle, weil die ganze Zeile in Anführungszeichen steht.
    .fix = Teilen Sie Spalte A in der Tabellenkalkulation in Spalten auf, speichern Sie die Datei als „CSV UTF-8“ und importieren Sie diese.
    .separator-line = Laut der „sep=“-Zeile am Anfang sind die Zellen durch { $delimiter ->
    [comma] Kommas
    [semicolon] Semikolons
    [tab] Tabulatoren
    [bar] senkrechte Striche
    [none] ein Trennzeichen
   *[other] { $delimiter }
} getrennt, sie sind aber durch { $row-delimiter ->
    [comma] Kommas
    [semicolon] Semikolons
    [tab] Tabulatoren
    [bar] senkrechte Striche
    [none] ein anderes
   *[other] { $row-delimiter }
} getrennt.
    .separator-line-fix = Löschen oder berichtigen Sie diese Zeile, und importieren Sie die Datei erneut.
    .empty-separator-line = Die „sep=“-Zeile am Anfang nennt kein Trennzeichen, die Zellen sind aber durch { $row-delimiter ->
    [comma] Kommas
    [semicolon] Semikolons
    [tab] Tabulatoren
    [bar] senkrechte Striche
    [none] ein Trennzeichen
   *[other] { $row-delimiter }
} getrennt.
    .empty-separator-line-fix = Löschen oder berichtigen Sie diese Zeile, und importieren Sie die Datei erneut.
file-delimiter-mixed = Die Spaltenüberschriften sind durch { $delimiter ->
    [comma] Kommas
    [semicolon] Semikolons
    [tab] Tabulatoren
    [bar] senkrechte Striche
    [none] ein Trennzeichen
   *[other] { $delimiter }
} getrennt, { $row ->
    [none] die Zeilen
   *[other] Zeile { $row }
} aber durch { $row-delimiter ->
    [comma] Kommas
    [semicolon] Semikolons
    [tab] Tabulatoren
    [bar] senkrechte Striche
    [none] ein anderes
   *[other] { $row-delimiter }
}.
    .fix = Speichern Sie die Liste erneut aus der Tabellenkalkulation als „CSV UTF-8“, sodass alle Zeilen dasselbe Trennzeichen haben, und importieren Sie diese Datei.
layout-mismatch = Das sieht nach einer Datei im Format { $layout } aus, der Import erwartet aber das Format { $expected-layout }.
    .fix = Wählen Sie für den Import das Format { $layout } (--layout auf der Kommandozeile), oder verwenden Sie die Überschriften der Vorlage.
    .set-by-feed-fix = Dateien eines Feeds haben das Format { $expected-layout }: Verwenden Sie die Überschriften seiner Vorlage.
header-column-missing-label = Die Spalte { $column } enthält Daten{ $found ->
    [none] {""}
   *[other] , zum Beispiel { $found },
} und hat keine Überschrift; rechts davon folgen Spalten mit Überschrift: Die Überschriften sind wahrscheinlich verschoben.
    .fix = Ergänzen Sie die fehlende Überschrift oder löschen Sie die Spalte, und importieren Sie die Datei erneut.
    .formula-without-result = Die Überschrift der Spalte { $column } ist eine Formel, deren Ergebnis die Arbeitsmappe nicht enthält.
    .formula-without-result-fix = Öffnen Sie die Datei in einer Tabellenkalkulation, speichern Sie sie und importieren Sie sie erneut.
option-invalid = { $found ->
    [none] Eine Option dieses Imports
   *[other] Die Option { $found }
} { $values ->
    [none] ist nicht bekannt.
   *[other] hat einen ungültigen Wert.
}
    .fix = { $values ->
    [none] Lassen Sie sie weg oder korrigieren Sie ihren Namen.
   *[other] Verwenden Sie { $values }.
}
    .not-in-layout = { $found ->
    [none] Eine Option dieses Imports
   *[other] Die Option { $found }
} passt nicht zu diesem Format.
    .not-in-layout-fix = Lassen Sie sie weg oder wählen Sie das andere Format.
    .set-by-feed = { $found ->
    [none] Eine Option dieses Imports
   *[other] Die Option { $found }
} wird durch den Feed dieser Datei festgelegt.
    .set-by-feed-fix = Lassen Sie sie weg. Wenn Sie sie ändern möchten, ändern Sie die Konfiguration des Feeds.

## Fehler einer Zeile.

row-too-many-cells = Die Zeile hat { $count ->
    [none] zu viele Zellen
    [one] { $count } Zelle
   *[other] { $count } Zellen
}, die Kopfzeile aber nur { $limit ->
    [one] { $limit } Spalte
   *[other] { $limit } Spalten
}{ $found ->
    [none] {""}
   *[other] ; die erste überzählige Zelle ist { $found }
}.
    .fix = Möglicherweise enthält der Text einer Zelle das Trennzeichen und hat seine Anführungszeichen verloren: Setzen Sie diese Zelle in doppelte Anführungszeichen.
    .misplaced-quote = Ein Anführungszeichen steht an einer ungewöhnlichen Stelle{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, und die Zeile wurde mit { $count ->
    [none] zu vielen oder zu wenigen Zellen
    [one] { $count } Zelle
   *[other] { $count } Zellen
} gelesen, obwohl die Kopfzeile { $limit ->
    [one] { $limit } Spalte
   *[other] { $limit } Spalten
} hat.
    .misplaced-quote-fix = Korrigieren Sie die Anführungszeichen: Ein Anführungszeichen, das zum Text gehört, wird doppelt geschrieben, und eine Zelle mit dem Trennzeichen steht in Anführungszeichen.
    .joined-cells = Ein Anführungszeichen steht an einer ungewöhnlichen Stelle{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}; möglicherweise wurden zwei Zellen als eine gelesen.
    .joined-cells-fix = Korrigieren Sie die Anführungszeichen: Ein Anführungszeichen, das zum Text gehört, wird doppelt geschrieben, und eine Zelle mit dem Trennzeichen steht in Anführungszeichen.
    .workbook-fix = Verschieben Sie die Zelle in eine Spalte mit Überschrift oder leeren Sie sie.
row-too-long = Die Zeile ist { $size } lang; erlaubt sind höchstens { $size-limit }.
    .fix = Vielleicht fehlt ein Zeilenumbruch oder ein schließendes Anführungszeichen: Prüfen Sie, wo die Zeile enden soll.
cell-control-character = { $found } enthält { $character ->
    [none] ein Steuerzeichen
   *[other] das Steuerzeichen { $character }
}.
    .fix = Leeren Sie die Zelle und geben Sie den Inhalt neu ein.
    .replaced = { $found } enthält „�“, das ein Programm anstelle eines Zeichens eingesetzt hat, das es nicht lesen konnte.
cell-line-break = { $found } enthält einen Zeilenumbruch.
    .fix = Schreiben Sie den Inhalt der Zelle in eine einzige Zeile.
    .course-fix = Schreiben Sie den Titel in eine einzige Zeile; mehrere Titel gehören jeweils in eine eigene Spalte.
cell-too-long = Die Zelle hat { $count ->
    [none] zu viele Zeichen
   *[other] { $count } Zeichen
}; erlaubt sind höchstens { $limit }.
    .fix = Kürzen Sie den Text.
    .in-bytes = Die Zelle ist { $size } lang; erlaubt sind höchstens { $size-limit }.
    .in-bytes-fix = Kürzen Sie den Text oder suchen Sie nach einem fehlenden schließenden Anführungszeichen.
enabled-invalid = { $found ->
    [none] Die Zelle ist leer.
   *[other] { $found } ist weder 1 noch 0.
}
    .fix = { $meant }Schreiben Sie 1, wenn die Person sich anmelden darf, oder 0, um das Konto deaktiviert anzulegen.
name-missing = Der Vorname fehlt.
    .fix = Tragen Sie ihn ein.
name-too-long = Der Vorname hat { $count ->
    [none] zu viele Zeichen
   *[other] { $count } Zeichen
}; erlaubt sind höchstens { $limit }.
    .fix = Kürzen Sie ihn.
name-invalid = { $found } enthält { $character ->
    [none] ein Sonderzeichen
   *[other] das Zeichen { $character }
}, das in Namen nicht erlaubt ist.
    .fix = { $meant }Verwenden Sie Buchstaben, Leerzeichen, Apostrophe, Bindestriche und Punkte.
last-name-missing = Der Nachname fehlt.
    .fix = Tragen Sie ihn ein.
last-name-too-long = Der Nachname hat { $count ->
    [none] zu viele Zeichen
   *[other] { $count } Zeichen
}; erlaubt sind höchstens { $limit }.
    .fix = Kürzen Sie ihn.
last-name-invalid = { $found } enthält { $character ->
    [none] ein Sonderzeichen
   *[other] das Zeichen { $character }
}, das in Namen nicht erlaubt ist.
    .fix = { $meant }Verwenden Sie Buchstaben, Leerzeichen, Apostrophe, Bindestriche und Punkte.
email-missing = Die E-Mail-Adresse fehlt.
    .fix = Tragen Sie sie ein: An ihr wird die Person erkannt.
    .not-a-person = Die Zeile lautet { $found } und sieht nach einer Fußzeile oder Trennlinie aus, nicht nach einer Person.
    .not-a-person-fix = Löschen Sie die Zeile.
email-invalid = { $found } ist keine E-Mail-Adresse.
    .fix = { $meant }Schreiben Sie sie in der Form name@domain.
    .no-dot = { $found } hat keinen Punkt nach dem @.
    .no-dot-fix = { $meant }Schreiben Sie die ganze Domain, zum Beispiel name@example.org.
    .several-addresses = { $found } enthält mehr als eine Adresse.
    .several-addresses-fix = Schreiben Sie eine Adresse pro Zeile und eine Zeile für jede Person.
    .non-ascii-local-part = { $found } enthält vor dem @ { $character ->
    [none] einen Umlaut oder ein anderes Sonderzeichen
   *[other] das Zeichen { $character }
}; an eine solche Adresse lässt sich keine E-Mail senden.
    .non-ascii-local-part-fix = { $meant }Verwenden Sie eine andere Adresse der Person.
    .long-local-part = { $found } hat vor dem @ { $count ->
    [none] zu viele Zeichen
   *[other] { $count } Zeichen
}; erlaubt sind höchstens { $limit }.
    .long-local-part-fix = Verwenden Sie eine andere Adresse der Person.
email-duplicate = { $found } steht schon in { $other-row ->
    [none] einer früheren Zeile
   *[other] Zeile { $other-row }
}.
    .fix = Behalten Sie eine Zeile pro Person oder korrigieren Sie die Adresse, falls es zwei Personen sind.
    .only-courses-differ = { $found } steht schon in { $other-row ->
    [none] einer früheren Zeile
   *[other] Zeile { $other-row }
}, mit anderen Kursen.
    .only-courses-differ-fix = Schreiben Sie alle Kurse einer Person in eine Zeile, in weitere Spalten „module requested“.
user-exists = { $found } hat bereits ein Konto, und dieser Import legt nur neue Personen an.
    .fix = Entfernen Sie die Zeile oder korrigieren Sie die Adresse, falls jemand anderes gemeint ist.
self-disable = Diese Zeile würde das Konto deaktivieren, mit dem dieser Import ausgeführt wird.
    .fix = Schreiben Sie 1 in die Zelle oder bitten Sie eine andere Person mit Administratorrechten, das Konto zu deaktivieren.
company-missing = Das Unternehmen fehlt.
    .fix = Tragen Sie seinen Namen genau so ein, wie das Portal ihn anzeigt.
company-unmatched = Ein Unternehmen { $found } gibt es nicht.
    .fix = { $meant }Schreiben Sie den Namen genau so, wie das Portal ihn anzeigt, oder legen Sie das Unternehmen zuerst an.
cohort-unmatched = { $found } ist keine Kohorte des Unternehmens { $company ->
    [none] dieser Zeile
   *[other] { $company }
}.
    .fix = { $meant }Schreiben Sie den Namen genau so, wie das Portal ihn anzeigt, oder legen Sie die Kohorte zuerst an.
    .no-value-fix = Wenn es keine Kohorte gibt, lassen Sie die Zelle leer.
language-missing = Die Sprache fehlt.
    .fix = Tragen Sie { $form ->
    [letters] zwei Kleinbuchstaben ein, zum Beispiel de oder fr
   *[tag] einen Code ein, zum Beispiel de-DE oder fr
}.
language-invalid = { $found } ist kein Sprachcode.
    .fix = { $meant }Tragen Sie { $form ->
    [letters] zwei Kleinbuchstaben ein, zum Beispiel de oder fr
   *[tag] einen Code ein, zum Beispiel de-DE oder fr
}.
    .country-code = { $found } ist kein Sprachcode, aber möglicherweise der Code eines Landes.
    .wrong-case = { $found } ist nicht in Kleinbuchstaben geschrieben.
    .wrong-case-fix = { $suggestions ->
    [none] Verwenden Sie Kleinbuchstaben.
   *[other] Schreiben Sie { $suggestions }.
}
country-invalid = { $found } ist kein Ländercode.
    .fix = { $meant }Tragen Sie zwei Großbuchstaben ein, zum Beispiel DE oder FR.
    .wrong-case = { $found } ist nicht in Großbuchstaben geschrieben.
    .wrong-case-fix = { $suggestions ->
    [none] Verwenden Sie Großbuchstaben.
   *[other] Schreiben Sie { $suggestions }.
}
    .no-value-fix = Wenn das Land nicht bekannt ist, lassen Sie die Zelle leer.
identifier-invalid = { $found } enthält { $character ->
    [none] ein Zeichen, das weder Buchstabe noch Ziffer ist
   *[other] das Zeichen { $character }
}.
    .fix = { $meant }Verwenden Sie nur Buchstaben und Ziffern oder lassen Sie die Zelle leer.
    .no-value-fix = Wenn es keine Kennung gibt, lassen Sie die Zelle leer.
identifier-duplicate = { $found } steht schon in { $other-row ->
    [none] einer früheren Zeile
   *[other] Zeile { $other-row }
}.
    .fix = Geben Sie jeder Person eine eigene Kennung oder lassen Sie die Zelle leer.
    .no-value-fix = Wenn es keine Kennung gibt, lassen Sie die Zelle leer.
identifier-taken = { $holder ->
    [none] Jemand anderes hat bereits die Kennung { $found }.
   *[other] Der Benutzer { $holder } hat bereits die Kennung { $found }.
}
    .fix = Prüfen Sie, zu wem sie gehört. Berichte zeigen sie als Benutzernamen an.
spreadsheet-damage = Die Tabellenkalkulation hat eine lange Zahl in { $found } umgewandelt; dabei sind Ziffern verloren gegangen.
    .fix = Formatieren Sie die Spalte als Text, geben Sie die Zahl neu ein und speichern Sie.
    .spreadsheet-error = { $found } ist ein Fehlerwert, den die Tabellenkalkulation anstelle des Textes eingesetzt hat.
    .spreadsheet-error-fix = Korrigieren Sie dort die Formel oder geben Sie den Wert selbst ein.
    .date-cell = { $found } ist ein Datum; diese Spalte erwartet Text.
    .date-cell-fix = Formatieren Sie die Zelle als Text und geben Sie ein, was dort stehen soll.
    .formatted-number = Das Blatt zeigt den Wert { $found } möglicherweise in einer anderen Form an.
    .formatted-number-fix = Formatieren Sie die Zelle als Text und geben Sie ein, was dort stehen soll.
    .formula-without-result = Die Arbeitsmappe enthält das Ergebnis der Formel in dieser Zelle nicht.
    .formula-without-result-fix = Öffnen Sie die Datei in einer Tabellenkalkulation, speichern Sie sie und importieren Sie sie erneut.
    .merged-cell = Diese Zelle gehört zu einer verbundenen Zelle. Deren Text steht in einer anderen Zeile oder Spalte.
    .merged-cell-fix = Heben Sie den Zellverbund auf und tragen Sie den Wert in jede Zeile ein, zu der er gehört.
courses-too-many = Mit dieser Zeile hätte die Person { $count ->
    [one] { $count } Kurs
   *[other] { $count } Kurse
}; erlaubt sind höchstens { $limit }.
    .fix = Entfernen Sie Kurse aus der Zeile.
    .in-bytes = Mit dieser Zeile wäre der Datensatz der Person zu groß, um gespeichert zu werden.
changed-since-preview = Angaben, auf die sich die Zeile bezieht, wurden nach der Vorschau geändert; die Zeile wurde deshalb nicht importiert.
    .fix = Importieren Sie sie erneut, um zu sehen, was sie jetzt bewirken würde.
    .user-changed = Diese Person wurde nach der Vorschau angelegt, geändert oder entfernt; die Zeile wurde deshalb nicht importiert.
    .catalog-changed = Das Unternehmen, seine Kohorte oder einer seiner Kurse wurde nach der Vorschau geändert oder entfernt; die Zeile wurde deshalb nicht importiert.
    .catalog-changed-fix = Prüfen Sie diese Angaben und importieren Sie die Zeile erneut.
    .catalog-removed = Das Unternehmen, seine Kohorte oder einer seiner Kurse wurde entfernt, bevor der Import fortgesetzt wurde; die Zeile wurde deshalb nicht importiert.
    .catalog-removed-fix = Prüfen Sie diese Angaben und importieren Sie die Zeile erneut.

## Warnungen.

file-encoding-assumed = Die Zeichenkodierung ist nicht angegeben; die Datei wurde { $encoding ->
    [none] mit der wahrscheinlichsten Kodierung
   *[other] als { $encoding }
} gelesen{ $samples }.
    .fix = Wenn Buchstaben falsch aussehen, speichern Sie die Datei als „CSV UTF-8“ und importieren Sie diese Datei, oder geben Sie die Kodierung an: in den Optionen des Imports oder mit --encoding auf der Kommandozeile.
file-delimiter-assumed = Als Trennzeichen wurde { $delimiter ->
    [comma] das Komma
    [semicolon] das Semikolon
    [tab] der Tabulator
    [bar] der senkrechte Strich
    [none] das wahrscheinlichste
   *[other] { $delimiter }
} erkannt.
    .fix = Wenn die Spalten falsch aussehen, speichern Sie die Datei als „CSV UTF-8“ mit Kommas.
file-mojibake = { $found } scheint falsche Zeichen anstelle von Umlauten oder Akzenten zu enthalten{ $in-rows }.
    .fix = { $meant }Falls ja, speichern Sie das Original erneut als „CSV UTF-8“ und importieren Sie diese Datei{ $encoding ->
    [none] {""}
   *[other] , oder geben Sie die Kodierung { $encoding } an, um die Buchstaben reparieren zu lassen
}; andernfalls werden sie unverändert importiert.
    .refused = { $found } scheint falsche Zeichen anstelle von Umlauten oder Akzenten zu enthalten{ $in-rows }. Es wurde nichts importiert.
    .refused-fix = { $meant }Speichern Sie das Original erneut als „CSV UTF-8“ und importieren Sie diese Datei. Oder geben Sie in den Optionen des Imports die Kodierung { $encoding ->
    [none] der Datei an
   *[other] { $encoding } an, um die Buchstaben reparieren zu lassen, oder utf-8
}, wenn der Text so richtig ist.
    .workbook-fix = { $meant }Falls ja, korrigieren Sie den Text im Blatt und importieren Sie die Arbeitsmappe erneut; andernfalls wird er unverändert importiert.
    .refused-workbook = { $found } scheint falsche Zeichen anstelle von Umlauten oder Akzenten zu enthalten{ $in-rows }. Es wurde nichts importiert.
    .refused-workbook-fix = { $meant }Korrigieren Sie den Text im Blatt und importieren Sie die Arbeitsmappe erneut. Oder geben Sie in den Optionen des Imports die Kodierung utf-8 an, wenn der Text so richtig ist.
workbook-hidden-rows = Einige Zeilen oder Spalten des Blatts sind ausgeblendet. Sie werden ebenfalls importiert.
    .fix = Prüfen Sie sie in der Vorschau, oder blenden Sie sie in der Tabellenkalkulation ein.
    .refused = Einige Zeilen oder Spalten des Blatts sind ausgeblendet. Es wurde nichts importiert.
    .refused-fix = Blenden Sie sie ein oder löschen Sie sie und importieren Sie die Datei erneut, oder importieren Sie sie mit Bestätigung und prüfen Sie die Vorschau.
workbook-sheets-ignored = Nur ein Blatt wird importiert. Diese Blätter enthalten ebenfalls E-Mail-Adressen: { $labels }.
    .fix = Wenn darin Personen stehen, die importiert werden sollen, setzen Sie die Kopfzeile der Vorlage über diese Zeilen und importieren Sie jedes Blatt als eigene Datei.
    .refused = Nur ein Blatt wird importiert. Diese Blätter enthalten ebenfalls E-Mail-Adressen: { $labels }. Es wurde nichts importiert, weil die Personen darin als fehlend gelten und deaktiviert würden.
    .refused-fix = Führen Sie alle Personen auf einem Blatt zusammen, oder blenden Sie die anderen Blätter aus oder löschen Sie sie, und importieren Sie die Datei erneut.
column-ignored = Die Spalte { $column } gehört nicht zu diesem Format und wird nicht importiert.
    .fix = { $meant ->
    [none] Wenn das so gewollt ist, müssen Sie nichts tun.
   *[other] { $meant }Falls ja, schreiben Sie die Überschrift genau so.
}
    .no-name = Eine Spalte gehört nicht zu diesem Format und wird nicht importiert.
    .no-label = Die Spalte { $column } enthält Daten{ $found ->
    [none] {""}
   *[other] , zum Beispiel { $found },
} und hat keine Überschrift; deshalb wird sie nicht importiert.
    .no-label-fix = Geben Sie ihr eine Überschrift der Vorlage oder leeren Sie sie.
row-duplicate-identical = Die Zeile ist identisch mit { $other-row ->
    [none] einer früheren Zeile
   *[other] Zeile { $other-row }
} und wurde nur einmal gezählt.
    .fix = Sie müssen nichts tun, es sei denn, eine von beiden war für jemand anderen gedacht.
course-repeated = { $found } steht mehrmals in dieser Zeile und wird nur einmal zugewiesen.
    .fix = Sie müssen nichts tun, es sei denn, ein anderer Kurs war gemeint.
language-canonicalised = { $found } wurde { $usual ->
    [none] in der üblichen Schreibweise
   *[other] als { $usual }
} gelesen.
    .fix = Sie müssen nichts tun, es sei denn, eine andere Sprache war gemeint.
email-suspicious = { $found } enthält möglicherweise einen Tippfehler.
    .fix = { $meant }Prüfen Sie die Adresse: Sie wird unverändert importiert.
quote-lenient = { $found ->
    [none] Eine Zelle dieser Zeile
   *[other] { $found }
} enthält ein Anführungszeichen an einer ungewöhnlichen Stelle und wurde so gut wie möglich gelesen.
    .fix = Prüfen Sie den Inhalt; ein Anführungszeichen, das zum Text gehört, wird doppelt geschrieben.
row-ragged = Einige Zeilen haben mehr oder weniger Zellen als die Kopfzeile{ $in-rows }; fehlende Zellen wurden als leer gelesen.
    .fix = Prüfen Sie, ob eine Zelle in eine andere Spalte gerutscht ist{ $samples }.
feed-other = Personen eines anderen Feeds blieben unverändert{ $in-rows }.
    .fix = Entfernen Sie sie aus einer der beiden Listen.
enabled-kept = Personen, die nicht durch einen Feed deaktiviert wurden, bleiben deaktiviert, obwohl die Datei sie aktivieren würde{ $in-rows }.
    .fix = Um sie zu aktivieren, importieren Sie eine Datei außerhalb des Feeds.
feed-corrections-file = Dies ist eine Korrekturdatei, die möglicherweise nur einen Teil der Personen enthält. Deshalb wurde niemand als fehlend gewertet.
    .fix = Um fehlende Personen zu deaktivieren, importieren Sie die vollständige Liste.
header-repeated = Die Kopfzeile kommt weiter unten noch einmal vor{ $in-rows } und wurde dort ausgelassen.
    .fix = Wenn mehrere Listen zusammengefügt wurden, müssen Sie nichts tun.
    .refused = Diese Überschriften unterscheiden sich von denen in Zeile { $other-row }: Die Datei enthält anscheinend mehrere Listen mit verschiedenen Spalten.
    .refused-fix = Importieren Sie jede Liste als eigene Datei, oder geben Sie allen dieselben Spalten in derselben Reihenfolge.
correction-mismatch = { $found } passt nicht zur Korrektur dieser Zelle, die für { $values ->
    [none] eine leere Zelle
   *[other] { $values }
} erstellt wurde.
    .fix = Korrigieren Sie die Zeile erneut oder lassen Sie sie aus.
correction-unused = Nichts in der Datei entspricht { $found ->
    [none] dieser Korrektur
   *[other] der Korrektur von { $found }
}; sie wurde nicht verwendet.
    .fix = Sie können sie entfernen.
    .several-columns = Mehrere Spalten der Datei haben { $found ->
    [none] die zu korrigierende Überschrift
   *[other] die Überschrift { $found }
}; diese Korrektur wurde deshalb nicht verwendet.
    .several-columns-fix = Ergänzen Sie in der Korrektur die Nummer der richtigen Spalte als „at“.
alias-used = { $found } ist ein Alias und wurde als { $usual ->
    [none] ein anderer Name
   *[other] { $usual }
} gelesen{ $in-rows }.
    .fix = Sie müssen nichts tun, es sei denn, etwas anderes war gemeint.
spreadsheet-formula-text = Zellen wurden als Formeln exportiert{ $found ->
    [none] {""}
   *[other] , zum Beispiel { $found }
}{ $in-rows }. Sie wurden als der Text gelesen, den eine Tabellenkalkulation anzeigt.
    .fix = Sie müssen nichts tun, sofern kein Text falsch aussieht.
cell-suspicious = { $found } enthält in einem Wort Buchstaben verschiedener Alphabete.
    .fix = { $meant }Prüfen Sie die Zelle: Sie wird unverändert importiert.
    .course-title = { $found } ist der Titel eines Kurses, und die Zeile hat weniger Zellen als die Kopfzeile: Die Zellen sind wahrscheinlich verrutscht.
    .quoted = { $found } hat Apostrophe anstelle von Anführungszeichen um den Text.
    .lost-letter = { $found } enthält ein Fragezeichen, wo ein Buchstabe zu fehlen scheint.
    .guarded = { $found } beginnt mit einem Apostroph, den Programme vor Text setzen, der wie eine Formel aussieht.
    .invisible = { $found } enthält unsichtbare Zeichen.
    .html-entities = { $found } enthält HTML-Codes anstelle von Zeichen.
    .spreadsheet-error = { $found } ist ein Fehlerwert, den die Tabellenkalkulation anstelle des Textes eingesetzt hat.
    .formula = { $found } ist eine Formel und nicht der Text, den die Tabellenkalkulation anzeigt.
    .no-value = { $found } steht in Datenbanken und Programmen für einen fehlenden Wert.
    .no-value-fix = { $presence ->
    [required] Tragen Sie den Wert ein; sonst wird die Zelle unverändert importiert.
   *[optional] Wenn es keinen Wert gibt, lassen Sie die Zelle leer; sonst wird sie unverändert importiert.
}
language-suspicious = { $found } ist ein Sprachcode, gemeint ist aber wohl { $country ->
    [none] ein Land
   *[other] das Land { $country }
}{ $in-rows }.
    .fix = { $meant }Prüfen Sie die Sprache: Sie wird unverändert importiert.
