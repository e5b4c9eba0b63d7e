importUsers = Gebruikers importeren
addUsers = Gebruikers toevoegen
close = Sluiten
loading = Laden…
stepFile = Bestand
stepCheck = Controle
stepResult = Resultaat

step1 = Sjabloon invullen
step1Help = De sjabloon bevat alle kolommen. Wijzig alleen de rijen, nooit de kolomnamen, en sla het bestand op als CSV UTF-8.
courseColumns = Cursuskolommen
download = Sjabloon downloaden
columns = Uitleg bij de kolommen
required = verplicht
step2 = Bestand kiezen
drop = Sleep het CSV-bestand hierheen, of
select = Bestand selecteren
limits = Maximaal { $rows ->
    [one] { $rows } rij
   *[other] { $rows } rijen
} en { $size }.
checking = Bestand wordt gecontroleerd…
checked = { $rows ->
    [one] { $rows } rij, klaar om te controleren.
   *[other] { $rows } rijen, klaar om te controleren.
}
step3 = Opties
update = Bestaande gebruikers bijwerken
updateOn = Bestaande gebruikers krijgen de waarden uit het bestand.
updateOff = Bestaande gebruikers worden overgeslagen.
mails = Uitnodigingen verzenden
mailsOn = Nieuwe gebruikers krijgen meteen een uitnodiging.
mailsOff = Je kunt ze later uitnodigen. Wie probeert in te loggen, wordt automatisch uitgenodigd.
review = Controleren vóór het importeren
reviewOn = Je ziet wat er verandert voordat er iets wordt opgeslagen.
reviewOff = Een bestand zonder fouten wordt meteen geïmporteerd.
start = Importeren
chooseFirst = Kies een bestand om door te gaan.
chooseOther = Ander bestand kiezen
past = Recente imports

fileCsv = Dit is geen CSV-bestand. Sla het in je spreadsheetprogramma op als ‘CSV UTF-8’ en kies dan het nieuwe bestand.
fileEmpty = Het bestand is leeg. Vul de sjabloon in en kies het bestand opnieuw.
fileLarge = Het bestand is groter dan { $size }. Splits het in meerdere bestanden.
fileRows = Het bestand bevat meer dan { $rows ->
    [one] { $rows } rij
   *[other] { $rows } rijen
}. Splits het in meerdere bestanden.
fileNoRows = Het bestand bevat kolomnamen, maar geen rijen. Voeg voor elke gebruiker een rij toe.
headerMissing = De eerste rij bevat niet de kolomnamen van deze sjabloon. Begin met de gedownloade sjabloon.
columnMissing = Ontbrekende kolommen: { $names }. Voeg ze toe.
columnUnknown = Deze kolomnamen komen niet overeen met de sjabloon: { $names }
columnDouble = Dubbele kolommen: { $names }. Behoud van elk één.
columnMany = Het bestand bevat meer dan { $max ->
    [one] { $max } cursuskolom
   *[other] { $max } cursuskolommen
}. Verdeel de cursussen over meerdere bestanden.
oneFile = Kies één bestand tegelijk.
fileGone = Het bestand is gewijzigd of verplaatst en kan niet meer worden gelezen. Kies het opnieuw.

uploading = Bezig met uploaden
sent = { $sent } van { $size }
aliveUpload = Je kunt dit venster sluiten; het uploaden gaat door zolang de pagina open blijft.
awaiting_upload = Wachten op het bestand
validating = Rijen worden gecontroleerd
importing = Bezig met importeren
awaiting_confirmation = Wachten op je beslissing
progressRows = { $done } van { $total ->
    [one] { $total } rij
   *[other] { $total } rijen
}
progressRead = { $done ->
    [one] { $done } rij gelezen
   *[other] { $done } rijen gelezen
}
alive = Je kunt dit venster of de pagina sluiten; de import gaat door.
lastChange = Bezig. Laatste wijziging: { $ago }.
stuck = Geen voortgang. Laatste wijziging: { $ago }. De import gaat automatisch verder; er gaat niets verloren.
cancelImport = Import annuleren

offline = Geen verbinding. We blijven het proberen; er gaat niets verloren.
busy = De service is overbelast. Er wordt automatisch een nieuwe poging gedaan.
nextTry = Volgende poging over { $seconds } s.
tryNow = Nu proberen
retry = Opnieuw proberen
signIn = Je bent uitgelogd. Log opnieuw in, dan gaan we verder waar je was gebleven.
uploadRefused = Het uploaden is meerdere keren mislukt. Probeer het opnieuw, of neem contact op met de beheerder van het portaal.
uploadLost = Het uploaden is onderbroken. Kies het bestand opnieuw om verder te gaan.
importGone = Die import is niet meer beschikbaar.
unexpected = Er is iets misgegaan op deze pagina. Probeer het opnieuw.

noErrors = Het bestand bevat geen fouten.
withErrors = { $count } van { $total ->
    [one] { $total } rij
   *[other] { $total } rijen
} { $count ->
    [one] bevat fouten
   *[other] bevatten fouten
}.
withErrorsHelp = { $valid ->
    [one] Importeer de andere rij, of annuleer en corrigeer het bestand.
   *[other] Importeer de andere { $valid }, of annuleer en corrigeer het bestand.
}
noneValid = Geen enkele rij kan worden geïmporteerd. Corrigeer het bestand en probeer het opnieuw.
preview = Voorbeeldweergave
nothingYet = Er is nog niets opgeslagen. Klik op een getal om de lijst te zien.
confirm = Bevestigen en importeren
confirmAdd = Bevestigen en gebruikers toevoegen
confirmValid = { $count ->
    [0] Geldige rijen importeren
    [one] { $count } geldige rij importeren
   *[other] { $count } geldige rijen importeren
}
perLanguage = E-mails per taal: { $list }

created = Aangemaakt
updated = Bijgewerkt
skipped = Overgeslagen
failed = Met fouten
course_assignments = Cursustoewijzingen
invitations = Uitnodigingen
nobody = Deze lijst is leeg.
more = Meer tonen
showing = { $shown } van { $total } getoond
showAll = Alle { $count } tonen
row = Rij
person = Gebruiker
what = Details
exists = bestaat al, ongewijzigd
unchanged = geen wijzigingen
problems = Problemen
kind_missing = Waarde ontbreekt
kind_invalid = Waarde ongeldig
kind_long = Te lang
kind_unmatched = Niet gevonden in het portaal
kind_duplicate = Meer dan één keer in het bestand
kind_exists = Gebruiker bestaat al
kind_other = Overig
warning = waarschuwing

summary = Samenvatting
completed = Import voltooid
completedWith = { $count ->
    [one] Import voltooid, { $count } rij weggelaten
   *[other] Import voltooid, { $count } rijen weggelaten
}
rejected = Er is niets geïmporteerd
rejectedHelp = Los de problemen hieronder op en upload het bestand opnieuw.
cancelled = Geannuleerd: er is niets geïmporteerd
failed_import = De import is gestopt door een fout aan onze kant
expired = Verlopen: er is niets geïmporteerd
expiredHelp = Deze import is verlopen omdat het bestand niet op tijd is geüpload of de import niet op tijd is bevestigd. Importeer het bestand opnieuw.
exports = Exporteren
exportJson = Exporteren als JSON
exportCsv = Exporteren als CSV
exportFix = Downloaden met opmerkingen
exportFixHelp = Je bestand, met de problemen naast elke rij.
another = Nog een bestand importeren

short_awaiting_upload = Nog geen bestand
short_validating = Wordt gecontroleerd
short_awaiting_confirmation = Te bevestigen
short_importing = Bezig
short_completed = Voltooid
short_rejected = Geweigerd
short_cancelled = Geannuleerd
short_failed = Fout
short_expired = Verlopen
