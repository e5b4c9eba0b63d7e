importUsers = Gebruikers importeren
addUsers = Gebruikers toevoegen
close = Sluiten
loading = Laden…
findingFile = Controleren of het bestand is aangekomen…
stepFile = Bestand
stepCheck = Controle
stepResult = Resultaat
stepOf = Stap { $at } van { $count }:

step1Help = De sjabloon bevat alle kolommen. Wijzig alleen de rijen, nooit de kolomnamen, en sla het bestand op als CSV UTF-8.
step1HelpEither = De sjabloon bevat alle kolommen. Wijzig alleen de rijen, nooit de kolomnamen, en sla het bestand op als werkmap (.xlsx) of als CSV UTF-8.
courseColumns = Cursuskolommen
download = Sjabloon downloaden
downloadWithLists = Met keuzelijsten (.xlsx)
columns = Uitleg bij de kolommen
required = verplicht
step2 = Bestand kiezen
drop = Sleep het CSV-bestand hierheen, of
dropEither = Sleep het CSV-bestand of de werkmap (.xlsx) hierheen, of
select = Bestand selecteren
limits = Maximaal { $rows ->
    [one] { $rows } rij
   *[other] { $rows } rijen
} en { $size }.
limitsWorkbook = Een werkmap mag maximaal { $size } groot zijn.
checking = Bestand wordt gecontroleerd…
checked = { $rows ->
    [one] { $rows } rij, klaar voor controle
   *[other] { $rows } rijen, klaar voor controle
}
workbookLater = De werkmap wordt na het uploaden gecontroleerd.
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
chooseFirst = Kies een bestand om door te gaan.
chooseOther = Ander bestand kiezen
past = Recente imports
checkFile = Bestand controleren
importRows = { $rows ->
    [one] { $rows } rij importeren
   *[other] { $rows } rijen importeren
}
factsCourses = { $count ->
    [one] { $count } cursuskolom
   *[other] { $count } cursuskolommen
}
firstRows = Eerste rijen van het bestand
encodingAssumed = Het bestand vermeldt zijn tekencodering niet. Kies de codering waarin deze woorden er goed uitzien.
encAuto = Automatisch herkennen
encWestern = West-Europa
encCentral = Midden-Europa
encMac = Mac
encCyrillic = Cyrillisch
encBaltic = Baltisch
garbled = Sommige letters zijn verminkt voordat het bestand werd opgeslagen.
repair = Letters herstellen
keepText = Tekst laten zoals die is
onErrors = Als sommige rijen fouten bevatten
onErrorsReject = Niets importeren
onErrorsSkip = De andere rijen importeren

fileCsv = Dit is geen CSV-bestand. Sla het in je spreadsheetprogramma op als ‘CSV UTF-8’ en kies dan het nieuwe bestand.
fileFormat = Dit is geen CSV-bestand en geen leesbare werkmap (.xlsx). Sla het in je spreadsheetprogramma op in een van deze indelingen, zonder wachtwoord, en kies dan het nieuwe bestand.
fileEmpty = Het bestand is leeg. Vul de sjabloon in en kies het bestand opnieuw.
fileLarge = Het bestand is groter dan { $size }. Splits het in meerdere bestanden.
fileRows = Het bestand heeft minstens { $found } rijen; het maximum is { $rows }. Splits het in minstens { $files } bestanden.
fileNoRows = Het bestand bevat kolomnamen, maar geen rijen. Voeg voor elke gebruiker een rij toe.
headerMissing = De eerste rij bevat niet de kolomnamen van deze sjabloon. Begin met de gedownloade sjabloon.
columnMissing = Ontbrekende kolommen: { $names }. Voeg ze toe.
columnUnknown = Deze kolomnamen komen niet overeen met de sjabloon: { $names }
columnDouble = Dubbele kolommen: { $names }. Behoud er van elk één.
columnMany = Het bestand bevat meer dan { $max ->
    [one] { $max } cursuskolom
   *[other] { $max } cursuskolommen
}. Verdeel de cursussen over meerdere bestanden.
oneFile = Kies één bestand tegelijk.
fileGone = Het bestand is gewijzigd of verplaatst en kan niet meer worden gelezen. Kies het opnieuw.
headerHelp = Kies voor elk van je kolommen de bijbehorende kolom van de sjabloon. Je bestand zelf wordt niet gewijzigd.
yourColumn = Je bestand
firstCells = Eerste waarden
templateColumn = Sjabloon
columnNumber = Kolom { $at }
ignoreColumn = Niet importeren
ignoredColumn = Genegeerd
missingColumn = Ontbreekt
useNames = Deze namen gebruiken
namesUsed = De kolommen worden met deze namen gelezen.
namesMissing = Kies een kolom van je bestand voor: { $names }.
namesDouble = Meer dan één keer gekozen: { $names }.
otherLayout_enrolment = Dit bestand hoort bij ‘Gebruikers importeren’.
otherLayout_learners = Dit bestand hoort bij ‘Gebruikers toevoegen’.
switchLayout = Overschakelen

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
lastChange = Bezig. Laatste activiteit: { $ago }.
stuck = Geen voortgang. Laatste activiteit: { $ago }. Het gaat automatisch verder; er gaat niets verloren.
cancelImport = Import annuleren
openUploading = Uploaden { $percent }
openImporting = Import { $percent }
openWaiting = Import controleren

offline = Geen verbinding. Er volgt automatisch een nieuwe poging.
busy = De service is overbelast. Er volgt automatisch een nieuwe poging.
nextTry = Volgende poging over { $seconds } s.
tryNow = Nu proberen
decisionNotSent = Je beslissing is niet verzonden. Beslis opnieuw.
decisionLate = Je beslissing is niet op tijd verzonden.
retry = Opnieuw proberen
signIn = Je bent uitgelogd. Log opnieuw in, dan gaan we verder waar je was gebleven.
uploadRefused = Het uploaden is meerdere keren mislukt. Probeer het opnieuw, of neem contact op met de beheerder van je portaal.
uploadLost = Het uploaden is onderbroken. Kies het bestand opnieuw om verder te gaan.
importGone = Die import is niet meer beschikbaar.
unexpected = Er is iets misgegaan op deze pagina. Probeer het opnieuw.
unreachable = De service is niet bereikbaar. Er volgt automatisch een nieuwe poging. Neem contact op met de beheerder van je portaal als dit zo blijft.
refused = Het verzoek is geweigerd ({ $code }).
refusedScope = Je hebt hiervoor geen rechten ({ $code }). Neem contact op met de beheerder van je portaal.
refusedState = Dit kan niet meer, omdat de import is gewijzigd ({ $code }).
refusedInput = Het verzoek is ongeldig ({ $code }).
fileNotKept = Het bestand van deze import wordt niet meer bewaard. Kies het opnieuw.
decidedElsewhere = Iemand anders heeft intussen over deze import beslist. Dit is de huidige status.

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
noneValidFix = Er kan nog geen enkele rij worden geïmporteerd. Corrigeer de fouten hieronder.
preview = Voorbeeldweergave
nothingYet = Er is nog niets opgeslagen. Klik op een getal om de lijst te zien.
warningsFix = Controleer de waarden hieronder. Je kunt ze vóór de import corrigeren.
perLanguage = E-mails per taal: { $list }
rowsCount = { $rows ->
    [one] { $rows } rij
   *[other] { $rows } rijen
}
factUpdateOn = bestaande gebruikers worden bijgewerkt
factUpdateOff = bestaande gebruikers blijven ongewijzigd
factMailsOn = nieuwe gebruikers krijgen een uitnodiging
factMailsOff = geen uitnodigingen
factFixes = { $count ->
    [one] { $count } correctie
   *[other] { $count } correcties
}
factLeftOut = { $count ->
    [one] { $count } rij weggelaten
   *[other] { $count } rijen weggelaten
}
startedBy = Gestart door { $who }, { $ago }
nothingTitle = Niets te importeren
nothingExist = { $count ->
    [one] Deze persoon is al gebruiker. Kies ‘Bestaande gebruikers bijwerken’ om de gegevens te wijzigen.
   *[other] Alle { $count } personen zijn al gebruiker. Kies ‘Bestaande gebruikers bijwerken’ om hun gegevens te wijzigen.
}
nothingNew = { $count ->
    [one] De gegevens van deze persoon zijn al actueel.
   *[other] De gegevens van alle { $count } personen zijn al actueel.
}
withErrorsFix = { $valid ->
    [one] Corrigeer de fouten hieronder of importeer alleen de andere rij.
   *[other] Corrigeer de fouten hieronder of importeer alleen de andere { $valid } rijen.
}
withErrorsIdle = Corrigeer de fouten om deze personen te importeren. De anderen zijn al gebruiker; voor hen verandert er niets.
confirmCount = { $count ->
    [one] { $count } persoon importeren
   *[other] { $count } personen importeren
}
confirmRest = { $count } importeren, { $left } weglaten
mailsNow = { $count ->
    [one] { $count } uitnodiging wordt verzonden.
   *[other] { $count } uitnodigingen worden verzonden.
}
updateThem = Bestaande gebruikers bijwerken
perLanguageOther = { $count } in de standaardtaal (geen sjabloon voor { $others })
back = Terug
cancel = Annuleren

created = Aangemaakt
updated = Bijgewerkt
skipped = Overgeslagen
failed = Met fouten
course_assignments = Cursustoewijzingen
invitations = Uitnodigingen
emptyList = Deze lijst is leeg.
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
kind_invalid = Ongeldige waarde
kind_long = Te lang
kind_unmatched = Niet gevonden in het portaal
kind_duplicate = Meer dan één keer in het bestand
kind_exists = Gebruiker bestaat al
kind_header = Kolomnamen
kind_row = Rij niet leesbaar
kind_other = Overig
kind_check = Te controleren
warning = waarschuwing
to_created = Aan te maken
to_updated = Bij te werken
to_skipped = Over te slaan
place = Bedrijf
disabledAccount = uitgeschakeld
searchRows = In deze rijen zoeken
found = { $count ->
    [one] { $count } resultaat
   *[other] { $count } resultaten
}
foundFirst = { $found } in de eerste { $rows } rijen
searchRest = De rest doorzoeken
rowsMany = { $count ->
    [one] { $count } rij: { $list }
   *[other] { $count } rijen: { $list }
}

use = ‘{ $value }’ gebruiken
useThis = Gebruiken
chooseValue = Kies een waarde
corrected = Gecorrigeerde waarde
leaveOut = Deze rij weglaten
leaveOutMany = Deze rijen weglaten
leaveOutAll = Alle { $count } rijen weglaten
leaveOutValue = Deze waarde weglaten
leftOut = Weggelaten uit deze import
courseLeftOut = ‘{ $title }’ weggelaten in { $count ->
    [one] { $count } rij
   *[other] { $count } rijen
}
undo = Ongedaan maken
acceptSafe = Alle veilige suggesties overnemen ({ $count })
acceptSafeHelp = Deze waarden worden vervangen:
acceptApply = { $rows ->
    [one] Vervangen in { $rows } rij
   *[other] Vervangen in { $rows } rijen
}
checkAgain = { $count ->
    [one] Opnieuw controleren met { $count } correctie
   *[other] Opnieuw controleren met { $count } correcties
}
fixesChosen = { $count ->
    [one] { $count } correctie gekozen
   *[other] { $count } correcties gekozen
}
fixesLost = Correcties van namen en adressen blijven alleen bewaard tot deze pagina opnieuw wordt geladen.
fixesGone = Je correcties zijn niet toegepast en gaan verloren.
cellMissing = Vul een waarde in.
cellLong = { $max ->
    [one] Maximaal { $max } teken is toegestaan.
   *[other] Maximaal { $max } tekens zijn toegestaan.
}
cellEmail = Dit is geen e-mailadres.
cellName = Namen mogen geen symbolen bevatten.
cellIdentifier = Gebruik alleen letters en cijfers.
cellInvalid = Dit is geen geldige code.
choiceUnknown = { $kind ->
    [company] Er is geen bedrijf met deze naam.
    [cohort] Er is geen cohort met deze naam.
   *[course] Er is geen cursus met deze naam.
}
choiceAlias = Als het een alias is, kies dan nogmaals ‘Gebruiken’.
cellSame = Vul een andere waarde in.
aliasAsk = Deze namen onthouden voor volgende imports?
aliasSend = Onthouden
aliasDone = Deze namen worden bij volgende imports herkend.
aliasTaken = Niet onthouden, want al in gebruik of niet meer in de catalogus: { $names }

summary = Samenvatting
completed = Import voltooid
completedWith = { $count ->
    [one] Import voltooid, { $count } rij weggelaten
   *[other] Import voltooid, { $count } rijen weggelaten
}
rejected = Er is niets geïmporteerd
rejectedHelp = Los de problemen hieronder op en upload het bestand opnieuw.
rowsValid = Rijen zonder fouten: { $count }.
cancelled = Geannuleerd: er is niets geïmporteerd
failed_import = De import is gestopt door een fout aan onze kant
expired = Verlopen: er is niets geïmporteerd
expiredHelp = Het bestand is niet op tijd geüpload of de import is niet op tijd bevestigd. Importeer het bestand opnieuw.
exports = Exporteren
exportJson = Exporteren als JSON
exportCsv = Exporteren als CSV
exportFix = Downloaden met opmerkingen (.{ $format })
exportFixHelp = Je bestand, met de problemen naast elke rij.
another = Nog een bestand importeren
fixPath = Bestand corrigeren
fixPath1 = Download je bestand met opmerkingen en corrigeer het.
fixPath2 = Sleep het gecorrigeerde bestand hierheen, of
rejectedCourses = Sommige cursussen in het bestand bestaan niet. Daarom wordt er niets geïmporteerd.
failedRetry = Probeer het opnieuw: de import gaat verder waar hij is gestopt.
failedFinal = Neem contact op met de beheerder van je portaal.
pastEmpty = Nog geen imports.
doneCreated = { $count ->
    [one] { $count } gebruiker aangemaakt
   *[other] { $count } gebruikers aangemaakt
}
doneUpdated = { $count ->
    [one] { $count } gebruiker bijgewerkt
   *[other] { $count } gebruikers bijgewerkt
}
doneSkipped = { $count ->
    [one] { $count } gebruiker overgeslagen
   *[other] { $count } gebruikers overgeslagen
}
doneFailed = { $count ->
    [one] { $count } rij met fouten
   *[other] { $count } rijen met fouten
}
doneAssigned = { $count ->
    [one] { $count } cursus toegewezen
   *[other] { $count } cursussen toegewezen
}
doneInvited = { $count ->
    [one] { $count } gebruiker uitgenodigd
   *[other] { $count } gebruikers uitgenodigd
}
neverInvited = { $count ->
    [one] { $count } bestaande gebruiker is nog nooit uitgenodigd.
   *[other] { $count } bestaande gebruikers zijn nog nooit uitgenodigd.
}
inviteThese = { $count ->
    [one] Deze persoon een uitnodiging sturen
   *[other] Deze { $count } personen een uitnodiging sturen
}
inviteAsk = { $count ->
    [one] { $count } uitnodiging nu verzenden?
   *[other] { $count } uitnodigingen nu verzenden?
}
inviteSend = { $count ->
    [one] { $count } uitnodiging verzenden
   *[other] { $count } uitnodigingen verzenden
}
inviteDone = { $count ->
    [0] Geen uitnodigingen om te verzenden.
    [one] { $count } uitnodiging is onderweg.
   *[other] { $count } uitnodigingen zijn onderweg.
}

short_awaiting_upload = Nog geen bestand
short_validating = Wordt gecontroleerd
short_awaiting_confirmation = Te bevestigen
short_importing = Bezig
short_completed = Voltooid
short_rejected = Geweigerd
short_cancelled = Geannuleerd
short_failed = Fout
short_expired = Verlopen

undoTitle = Import terugdraaien
undoStart = Deze import terugdraaien…
undoImport = Import tonen
undoShow = Terugdraaiing tonen
undoOf = Terugdraaiing van { $name }
undo_validating = Terugdraaiing wordt voorbereid
undo_importing = Import wordt teruggedraaid
undoAlive = Je kunt dit venster of de pagina sluiten; het terugdraaien gaat door.
undoPercent = Terugdraaien { $percent }
undoOpen = Terugdraaiing controleren
undoKeeps = Latere wijzigingen blijven behouden.
undoLinks = Uitnodigingen van verwijderde gebruikers werken daarna niet meer.
undoNothing = Van deze import kan niets worden teruggedraaid.
undoSince = { $count ->
    [one] Sindsdien is { $count } import voltooid
   *[other] Sindsdien zijn { $count } imports voltooid
}
undoSinceHelp = Bij het terugdraaien worden ook personen verwijderd die in deze imports voorkomen, maar daarbij niet zijn gewijzigd. Importeer daarna het juiste bestand opnieuw.
undoScope = Je hebt geen rechten om imports terug te draaien. Neem contact op met de beheerder van je portaal.
undoConfirm = { $removed ->
    [one] { $removed } gebruiker verwijderen
   *[other] { $removed } gebruikers verwijderen
} en { $restored } herstellen
undoRemove = { $removed ->
    [one] { $removed } gebruiker verwijderen
   *[other] { $removed } gebruikers verwijderen
}
undoRestore = { $restored ->
    [one] { $restored } gebruiker herstellen
   *[other] { $restored } gebruikers herstellen
}
undoStays = blijft
undoRetry = Probeer het opnieuw: het terugdraaien gaat verder waar het is gestopt.
undone = Deze import is teruggedraaid.
undoRunning = Deze import wordt teruggedraaid.
undoStopped = Het terugdraaien van deze import is gestopt.
undo_completed = Import teruggedraaid
undo_completedWith = Import gedeeltelijk teruggedraaid
undo_rejected = Er is niets teruggedraaid
undo_cancelled = Geannuleerd: er is niets teruggedraaid
undo_expired = Verlopen: er is niets teruggedraaid
undo_failed = Het terugdraaien is gestopt door een fout aan onze kant
to_undo_removed = Te verwijderen
to_undo_updated = Te herstellen
to_undo_course_assignments_removed = Te verwijderen cursustoewijzingen
undo_removed = Verwijderd
undo_updated = Hersteld
undo_course_assignments_removed = Cursustoewijzingen verwijderd
undo_skipped = Niet teruggedraaid
undo_kept = Met behouden waarden
why_changed-since = sindsdien gewijzigd
why_active = heeft ingelogd of het account geactiveerd
why_gone = bestaat niet meer
why_self-disable = is de persoon die de import terugdraait
why_kept = alle waarden zijn sindsdien gewijzigd
doneRemoved = { $count ->
    [one] { $count } gebruiker verwijderd
   *[other] { $count } gebruikers verwijderd
}
doneRestored = { $count ->
    [one] { $count } gebruiker hersteld
   *[other] { $count } gebruikers hersteld
}
doneLeft = { $count ->
    [one] { $count } gebruiker ongewijzigd
   *[other] { $count } gebruikers ongewijzigd
}
doneUnassigned = { $count ->
    [one] { $count } cursustoewijzing verwijderd
   *[other] { $count } cursustoewijzingen verwijderd
}
short_undone = Teruggedraaid
source_portal = geüpload
source_drop = uit de bucket
refused_already-undone = Deze import is al teruggedraaid. Importeer het bestand opnieuw als je het nodig hebt.
refused_undo-in-progress = Deze import wordt al teruggedraaid. Bevestig of annuleer dat eerst.
refused_import-not-undoable = Deze import heeft niets opgeslagen, dus er is niets terug te draaien.


## Feeds.

feeds = Feeds
feedName = Feed { $name }
feedNotCounted = Rijen zonder leesbaar adres: { $count }. Daarom is niemand als ontbrekend geteld.
feedNewest = Nieuwste bestand: { $date } · personen: { $count }
feedEmpty = Nog geen bestand
feedHeld = Een bestand wacht op je beslissing
feedWaits = Een bestand wacht op een ander bestand
allFeeds = Alle imports
heldTitle = Dit bestand zou meer gebruikers wijzigen dan de feed toestaat
heldHelp = Er is nog niets opgeslagen. Klopt het bestand, importeer het dan toch; annuleer anders.
heldScope = Je hebt geen rechten om het toch te importeren. Neem contact op met de beheerder van je portaal.
heldLine = { $what }: { $users } ({ $found }, limiet { $allowed })
absentPeople = Niet in het bestand
confirmHeld = Toch importeren
confirmDisable = { $count ->
    [one] { $count } gebruiker uitschakelen
   *[other] { $count } gebruikers uitschakelen
}
waitsFor = Wacht op een ander bestand van deze feed
newerFile = Dit bestand is vervangen door een nieuwer bestand van de feed.
to_disabled = Uit te schakelen
disabled = Uitgeschakeld
other-feed = hoort bij een andere feed
missing-from-feed = ontbreekt in het bestand
gone = bestaat niet meer
self-disable = is de persoon die het bestand importeert
short_waits = In wachtrij
refused_feed-busy = Een ander bestand van deze feed wordt geïmporteerd. Probeer het daarna opnieuw.
refused_feed-out-of-date = Een nieuwer bestand van deze feed is al geïmporteerd.
doneDisabled = { $count ->
    [one] { $count } gebruiker uitgeschakeld
   *[other] { $count } gebruikers uitgeschakeld
}
