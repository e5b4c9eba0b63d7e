subject = Ihre Einladung zu { $tenant }
greeting = Guten Tag { $name },
intro = bei { $tenant } wurde ein Konto für Sie angelegt. Aktivieren Sie es, um mit Ihren Kursen zu beginnen.
button = Konto aktivieren
button-text = Konto aktivieren:
validity = Der Link ist bis zum { $expires_on } gültig und kann nur einmal verwendet werden.
fallback = Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:
ignore = Sie haben diese E-Mail nicht erwartet? Dann können Sie sie ignorieren.
sender = Gesendet an { $email } im Auftrag von { $tenant }. { $portal }

report-subject = { $tenant }: Feed { $feed } – { $state }
report-completed = Datei importiert
report-held = Datei wartet auf Ihre Entscheidung
report-tested = Test: nichts gespeichert
report-superseded = Datei durch eine neuere ersetzt
report-cancelled = Import abgebrochen
report-rejected = Datei abgelehnt
report-failed = Import wegen eines Fehlers auf unserer Seite fehlgeschlagen
report-expired = Import abgelaufen: Niemand hat rechtzeitig entschieden
report-of = { $at }, Import { $import }: { $state }
report-disabled = deaktiviert
report-absent = nicht in der Datei
report-count = { $what }: { $count }
report-limit = { $what }: { $count }, das sind { $found } % (Grenzwert: { $allowed } %)
report-problems = Probleme:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] Zeile
   *[other] Zeilen
} { $rows })
report-not-counted = Zeilen ohne lesbare Adresse: { $count }. Deshalb wurde niemand als fehlend gewertet.
report-earlier = Frühere Dateien: { $count }
report-decide = Die Datei würde mehr Benutzer ändern, als der Feed erlaubt. Es wurde noch nichts gespeichert. Bestätigen Sie den Import bis zum { $until } oder brechen Sie ihn ab; andernfalls läuft er ab.
report-not-written = Aus dieser Datei wurde nichts gespeichert.
report-not-written-superseded = Aus dieser Datei wurde nichts gespeichert. Eine Entscheidung ist nicht nötig.
report-would-have-been = Wäre die Datei importiert worden, hätte sich Folgendes ergeben:
report-portal = Portal öffnen:
report-sender = Gesendet an { $email }, weil der Feed { $feed } von { $tenant } seine Berichte an diese Adresse sendet.
