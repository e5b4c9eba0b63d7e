subject = Je uitnodiging voor { $tenant }
greeting = Hallo { $name },
intro = Er is een account voor je aangemaakt bij { $tenant }. Activeer het om met je cursussen te beginnen.
button = Account activeren
button-text = Account activeren:
validity = De link kan maar één keer worden gebruikt, tot { $expires_on }.
fallback = Werkt de knop niet? Open dan dit adres:
ignore = Had je deze e-mail niet verwacht? Dan kun je die negeren.
sender = Verzonden aan { $email } namens { $tenant }. { $portal }

report-subject = { $tenant }: feed { $feed } – { $state }
report-completed = bestand geïmporteerd
report-held = bestand wacht op je beslissing
report-tested = test: er is niets opgeslagen
report-superseded = bestand vervangen door een nieuwer bestand
report-cancelled = import geannuleerd
report-rejected = bestand geweigerd
report-failed = import gestopt door een fout aan onze kant
report-expired = import verlopen: niemand heeft op tijd beslist
report-of = { $at }, import { $import }: { $state }
report-disabled = uitgeschakeld
report-absent = niet in het bestand
report-count = { $what }: { $count }
report-limit = { $what }: { $count }, dat is { $found }% (limiet: { $allowed }%)
report-problems = Problemen:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] rij
   *[other] rijen
} { $rows })
report-not-counted = Rijen zonder leesbaar adres: { $count }. Daarom is niemand als ontbrekend geteld.
report-earlier = Eerdere bestanden: { $count }
report-decide = Het bestand zou meer gebruikers wijzigen dan de feed toestaat. Er is nog niets opgeslagen. Bevestig of annuleer de import vóór { $until }; anders verloopt die.
report-not-written = Uit dit bestand is niets opgeslagen.
report-not-written-superseded = Uit dit bestand is niets opgeslagen. Je hoeft er niet over te beslissen.
report-would-have-been = Als het bestand was geïmporteerd, was dit het resultaat geweest:
report-portal = Open het portaal:
report-sender = Verzonden aan { $email }, omdat de feed { $feed } van { $tenant } zijn rapporten naar dit adres stuurt.
