users = Benutzer
language = Sprache
token = Diese API erfordert ein Token. Es wird nur auf dieser Seite gespeichert.
use = Token verwenden
wrongToken = Dieses Token wurde abgelehnt. Geben Sie ein anderes ein.
noAnswer = Keine Antwort. Prüfen Sie die Verbindung und versuchen Sie es erneut.

company = Unternehmen
status = Status
search = Suchen
clear = Filter zurücksetzen
all = Alle
pending = Ausstehend
active = Aktiv
disabled = Deaktiviert
user = Benutzer
select = { $name } auswählen
selectAll = Alle angezeigten auswählen
chosenCount = { $count ->
    [one] { $count } ausgewählt
   *[other] { $count } ausgewählt
}
more = Mehr anzeigen
empty = Noch keine Benutzer
emptyHelp = Importieren Sie eine Datei, um die ersten hinzuzufügen.
noMatch = Keine Treffer
noMatchHelp = Versuchen Sie es mit anderen Filtern.
q = Name, E-Mail-Adresse oder Kennung
selectColumn = Auswahl
searching = Suche läuft…
filters = Filter
companiesCut = Nicht alle Unternehmen sind aufgelistet. Wenn eines fehlt, geben Sie den vollständigen Namen ein.

invitation = Einladung
held = Zurückgehalten
queued = In Warteschlange
sending = Wird gesendet
sent = Gesendet
delivered = Zugestellt
bounced = Unzustellbar
complained = Beschwerde
unconfirmed = Unbestätigt
accepted = Angenommen
expired = Abgelaufen
invite = Einladung senden
inviteAll = Alle Personen ohne Einladung einladen
invited = { $queued ->
    [0] Keine Einladungen zu senden.
    [one] { $queued } Einladung wird gesendet.
   *[other] { $queued } Einladungen werden gesendet.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } Person wurde bereits eingeladen.
   *[other] {" "}{ $already_invited } Personen wurden bereits eingeladen.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } Konto ist bereits aktiv.
   *[other] {" "}{ $already_active } Konten sind bereits aktiv.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } Konto ist deaktiviert.
   *[other] {" "}{ $disabled } Konten sind deaktiviert.
}
running = Einladungen werden vorbereitet… Bisher: { $queued }.
runFailed = Einige Personen wurden nicht eingeladen. Versuchen Sie es erneut.
noMails = Für dieses Portal sind Einladungen nicht eingerichtet.
stopped_bounces = Der Versand wurde angehalten: { $bounced } von { $sent ->
    [one] { $sent } E-Mail
   *[other] { $sent } E-Mails
} { $bounced ->
    [one] war unzustellbar
   *[other] waren unzustellbar
}. Prüfen Sie die Adressen und setzen Sie den Versand dann fort.
stopped_account = Der Versand ist unterbrochen: Der E-Mail-Dienst hat dieses Konto vorübergehend gesperrt. Der Versand wird automatisch fortgesetzt.
resume = Versand fortsetzen
notInvited = Nicht eingeladen
sendAgain = Erneut senden
inviteAllFiltered = Setzen Sie zuerst die anderen Filter zurück.
askAll = { $count ->
    [one] Eine Einladung an { $count } Person senden (alle Unternehmen)?
   *[other] Einladungen an { $count } Personen in allen Unternehmen senden?
}
askAllMore = Einladungen an mehr als { $count } Personen in allen Unternehmen senden?
askCompany = { $count ->
    [one] Eine Einladung an { $count } Person bei { $company } senden?
   *[other] Einladungen an { $count } Personen bei { $company } senden?
}
askCompanyMore = Einladungen an mehr als { $count } Personen bei { $company } senden?
askSend = { $count ->
    [one] { $count } Einladung senden
   *[other] { $count } Einladungen senden
}
askSendMore = Mehr als { $count } Einladungen senden

activate = Konto aktivieren
activateText = Klicken Sie auf die Schaltfläche, um Ihr Konto zu aktivieren.
accept = Aktivieren
welcome = Willkommen, { $name }. Ihr Konto { $email } ist aktiv.
invalid = Dieser Link funktioniert nicht: Er wurde bereits verwendet, ist abgelaufen oder unvollständig. Bitten Sie um eine neue Einladung.
activated = Ihr Konto ist aktiv
openAgain = Öffnen Sie den Link in der E-Mail erneut.
goTo = Weiter zu { $tenant }
