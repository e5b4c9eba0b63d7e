import-of = Import { $import } van { $file }: { $end }
dry-run-of = Proefimport van { $file }: { $end }. Er is niets opgeslagen.
file-refused = { $file }: { $end }

completed = voltooid
rejected = geweigerd
cancelled = geannuleerd
failed = mislukt
expired = verlopen

count-created = aangemaakt
count-updated = bijgewerkt
count-disabled = uitgeschakeld
count-skipped = overgeslagen
count-failed = met fouten
count-course-assignments = cursustoewijzingen
count-invitations = uitnodigingen
count-rows-blank = weggelaten lege rijen
count-rows-repeated = weggelaten herhaalde rijen
count-rows-left-out = weggelaten rijen
if-skipped = Met { $option }: { $created } aangemaakt, { $updated } bijgewerkt, { $skipped } overgeslagen, { $failed } met fouten.

problems = { $errors ->
    [one] { $errors } fout
   *[other] { $errors } fouten
}, { $warnings ->
    [one] { $warnings } waarschuwing
   *[other] { $warnings } waarschuwingen
}
error = fout
warning = waarschuwing
problem = { $place }: { $message }
more = … en nog { $count }
more-in-file = … en nog { $count }, zie { $file }
warnings-in-file = Waarschuwingen bij geïmporteerde rijen: zie { $file }

file-result = Resultaat: { $path }
file-users = Eén rij per gebruiker: { $path }
file-corrections = Correctiebestand (corrigeer het en importeer het opnieuw): { $path }
file-corrections-path = Correctiebestand: { $path }

nothing-imported = Er is niets geïmporteerd.
rows-valid = Rijen zonder fouten: { $valid } van { $total }.
changes = Wijzigingen bij bestaande gebruikers:
changes-by-column = Wijzigingen bij bestaande gebruikers, per kolom: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = nieuwe cursussen { $titles }
disabled-missing = Uitgeschakeld, omdat ze in het bestand ontbreken:
courses-left-out = Cursussen die door de correcties worden weggelaten:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } rij
   *[other] { $rows } rijen
}
advice-file = Los de problemen van het bestand zelf op en importeer het opnieuw. Geen enkele optie slaat ze over.
advice-skip = Alleen de rijen zonder fouten importeren: { $command }
created-uninvited = De aangemaakte gebruikers hebben nog geen uitnodiging.
users-exist = { $count ->
    [one] { $count } gebruiker in het bestand bestaat al.
   *[other] { $count } gebruikers in het bestand bestaan al.
}
never-invited = { $count ->
    [one] { $count } bestaande gebruiker is nog nooit uitgenodigd.
   *[other] { $count } bestaande gebruikers zijn nog nooit uitgenodigd.
}
advice-invite = De gebruikers van deze import uitnodigen: { $command }
advice-invite-existing = Bestaande gebruikers uitnodigen: { $command }
advice-invite-all = Iedereen zonder uitnodiging uitnodigen: { $command }

failure-store-refused = De opslag of de tabel van het systeem heeft een verzoek van de import geweigerd. Het logboek van het systeem vermeldt de oorzaak; verhelp die en hervat de import.
failure-plan-unreadable = De opgeslagen gegevens van de import kunnen niet worden gelezen. Importeer het bestand opnieuw.
failure-import-stalled = De import kwam niet vooruit en is drie keer zonder succes herstart. Er is niets verloren: zodra er geen alarmen van het systeem meer actief zijn, hervat je de import; die gaat verder waar hij is gestopt.
failure-store-refused-finally = De opslag of de tabel van het systeem heeft een verzoek van de import geweigerd en zou dat opnieuw doen; hervatten helpt dus niet. Het logboek van het systeem vermeldt de oorzaak. Importeer het bestand opnieuw zodra die is verholpen: gebruikers die al zijn opgeslagen, worden herkend.
failure-program-stopped = Het programma is drie keer gestopt tijdens het lezen van dit bestand, mogelijk door gebrek aan geheugen. Er zijn geen gebruikers opgeslagen. Splits het bestand of geef het programma meer geheugen en importeer het bestand daarna opnieuw.
awaiting-upload = wacht op het bestand
validating = wordt gecontroleerd
importing = bezig
refused-not-waiting = De import wacht niet op een bevestiging (status: { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } rij bevat fouten. Bevestig dat deze wordt weggelaten, of annuleer en corrigeer het bestand.
   *[other] { $rows } rijen bevatten fouten. Bevestig dat ze worden weggelaten, of annuleer en corrigeer het bestand.
}
refused-too-late-to-cancel = { $state ->
    [importing] De import wordt al uitgevoerd en kan niet meer worden geannuleerd.
   *[other] De import kan niet meer worden geannuleerd (status: { $status }).
}
refused-not-failed = Alleen een mislukte import kan worden hervat (status: { $status }).

undo-of = Import { $undo }, die { $import } terugdraait: { $end }
undo-preview-of = Voorbeeldweergave: import { $import } terugdraaien. Er is niets opgeslagen.
undo-question = { $removed ->
    [one] { $removed } gebruiker
   *[other] { $removed } gebruikers
} verwijderen en { $restored } herstellen?
imports-since = Sindsdien voltooide imports (was een daarvan juist, importeer dat bestand dan opnieuw na het terugdraaien):
count-removed = verwijderd
count-restored = hersteld
count-course-assignments-removed = cursustoewijzingen verwijderd
undo-retained = Niet teruggedraaid:
retained-value = { $email }: { $column } blijft { $current }
retained-empty = { $email }: { $column } blijft leeg
retained-user = { $email }: { $reason }
reason-changed-since = sindsdien gewijzigd
reason-active = heeft ingelogd of het account geactiveerd
reason-gone = bestaat niet meer
reason-self-disable = is de persoon die de import terugdraait
reason-kept = er kan niets worden teruggedraaid

## Een bestand dat wacht vanwege de limieten van de feed.

awaiting-confirmation = wacht op een bevestiging
would-wait = de import zou op een bevestiging wachten
held = Het bestand overschrijdt limieten van de feed. Er is nog niets opgeslagen.
held-dry-run = Het bestand overschrijdt deze limieten van de feed:
held-create = aan te maken gebruikers
held-update = bij te werken gebruikers
held-disable = uit te schakelen gebruikers
held-failed = rijen met fouten
held-absent = personen die in het bestand ontbreken
held-limit = { $what }: { $users } ({ $found }%, limiet { $allowed }%)
advice-confirm = Bevestig de import als het bestand klopt: { $command }
advice-cancel = Annuleer anders de import: { $command }
