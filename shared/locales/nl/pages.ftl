users = Gebruikers
language = Taal
token = Deze API vereist een token. Het wordt alleen op deze pagina bewaard.
use = Token gebruiken
wrongToken = Dat token is geweigerd. Voer een ander in.
noAnswer = Geen antwoord. Controleer de verbinding en probeer het opnieuw.

company = Bedrijf
status = Status
search = Zoeken
clear = Filters wissen
all = Alle
pending = In afwachting
active = Actief
disabled = Uitgeschakeld
user = Gebruiker
select = { $name } selecteren
selectAll = Alle getoonde gebruikers selecteren
chosenCount = { $count ->
    [one] { $count } geselecteerd
   *[other] { $count } geselecteerd
}
more = Meer tonen
empty = Nog geen gebruikers
emptyHelp = Importeer een bestand om de eerste toe te voegen.
noMatch = Geen resultaten
noMatchHelp = Probeer andere filters.
q = Naam, e-mailadres of ID
selectColumn = Selectie
searching = Bezig met zoeken…
filters = Filters
companiesCut = Niet alle bedrijven worden weergegeven. Als er een ontbreekt, typ dan de volledige naam.

invitation = Uitnodiging
held = In de wacht
queued = Wacht op verzending
sending = Wordt verzonden
sent = Verzonden
delivered = Bezorgd
bounced = Niet bezorgd
complained = Klacht
unconfirmed = Niet bevestigd
accepted = Geaccepteerd
expired = Verlopen
invite = Uitnodiging verzenden
inviteAll = Iedereen zonder uitnodiging uitnodigen
invited = { $queued ->
    [0] Geen uitnodigingen om te verzenden.
    [one] { $queued } uitnodiging is onderweg.
   *[other] { $queued } uitnodigingen zijn onderweg.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } persoon is al uitgenodigd.
   *[other] {" "}{ $already_invited } personen zijn al uitgenodigd.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } account is al actief.
   *[other] {" "}{ $already_active } accounts zijn al actief.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } account is uitgeschakeld.
   *[other] {" "}{ $disabled } accounts zijn uitgeschakeld.
}
running = Uitnodigingen worden voorbereid… Tot nu toe: { $queued }.
runFailed = Sommige personen zijn niet uitgenodigd. Probeer het opnieuw.
noMails = Voor dit portaal zijn geen uitnodigingen ingesteld.
stopped_bounces = Het verzenden is gestopt: { $bounced } van { $sent ->
    [one] { $sent } e-mail
   *[other] { $sent } e-mails
} { $bounced ->
    [one] kon niet worden bezorgd
   *[other] konden niet worden bezorgd
}. Controleer de adressen en hervat daarna het verzenden.
stopped_account = Het verzenden is gepauzeerd: de e-mailservice heeft dit account opgeschort. Het verzenden wordt automatisch hervat.
resume = Verzenden hervatten
notInvited = Niet uitgenodigd
sendAgain = Opnieuw verzenden
inviteAllFiltered = Wis eerst de andere filters.
askAll = { $count ->
    [one] Een uitnodiging sturen naar { $count } persoon (alle bedrijven)?
   *[other] Uitnodigingen sturen naar { $count } personen bij alle bedrijven?
}
askAllMore = Uitnodigingen sturen naar meer dan { $count } personen bij alle bedrijven?
askCompany = { $count ->
    [one] Een uitnodiging sturen naar { $count } persoon bij { $company }?
   *[other] Uitnodigingen sturen naar { $count } personen bij { $company }?
}
askCompanyMore = Uitnodigingen sturen naar meer dan { $count } personen bij { $company }?
askSend = { $count ->
    [one] { $count } uitnodiging verzenden
   *[other] { $count } uitnodigingen verzenden
}
askSendMore = Meer dan { $count } uitnodigingen verzenden

activate = Activeer je account
activateText = Klik op de knop om je account te activeren.
accept = Activeren
welcome = Welkom, { $name }. Je account { $email } is actief.
invalid = Deze link werkt niet: hij is al gebruikt, verlopen of onvolledig. Vraag een nieuwe uitnodiging aan.
activated = Je account is actief
openAgain = Open de link in de e-mail opnieuw.
goTo = Naar { $tenant }
