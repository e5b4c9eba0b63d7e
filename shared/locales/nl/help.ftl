enrolment = Personen met hun bedrijf, cohort en cursussen
learners = Personen zonder cursussen

enrolment-enabled = Met 1 kan de persoon inloggen, met 0 wordt het account uitgeschakeld aangemaakt. WAAR en ONWAAR, ja en nee worden ook geaccepteerd.
enrolment-name = Voornaam.
enrolment-last_name = Achternaam. Is de cel leeg, dan blijft de huidige waarde behouden.
enrolment-email = E-mailadres. Het identificeert de persoon: één adres, één gebruiker.
enrolment-companyName = De naam van het bedrijf, precies zoals het portaal die toont.
enrolment-cohortName = Een cohort van dat bedrijf, precies zoals het portaal het toont. Is de cel leeg, dan blijft de huidige waarde behouden zolang het bedrijf hetzelfde is.
enrolment-languageCode = Taal van de cursussen en van de uitnodiging als code, bijvoorbeeld nl-NL, de of fr-CA.
enrolment-job_role = Functie, als vrije tekst. Is de cel leeg, dan blijft de huidige waarde behouden.
enrolment-region = Regio of locatie, als vrije tekst. Is de cel leeg, dan blijft de huidige waarde behouden.
enrolment-module-requested = De titel van een cursus die moet worden toegewezen. Voeg per cursus een kolom toe; laat leeg wat een persoon niet nodig heeft. Cursustoewijzingen worden nooit verwijderd.

learners-firstname = Voornaam, maximaal 64 tekens, geen symbolen. Letters uit alle schriften, apostroffen en koppeltekens zijn toegestaan.
learners-lastname = Achternaam, maximaal 64 tekens, geen symbolen.
learners-email = E-mailadres. Elk adres mag maar één keer in het bestand staan.
learners-identifier = Alleen letters en cijfers; wordt in rapporten als gebruikersnaam getoond. Voorloopnullen blijven behouden. Mag leeg blijven.
learners-country = Land als code van twee hoofdletters (ISO 3166-1 alpha-2): NL, BE, US, GB.
learners-language = Taal als code van twee kleine letters (ISO 639-1): nl, de, fr. Bepaalt de taal van de uitnodiging.

option-layout = Welke kolommen het bestand heeft.
option-update_existing = Aan: personen die al gebruiker zijn, krijgen de waarden uit het bestand en nieuwe cursussen; lege optionele cellen veranderen niets. Uit: ze blijven zoals ze zijn en worden als overgeslagen vermeld.
option-update_existing-learners = Deze indeling voegt alleen personen toe. Een rij met een persoon die al gebruiker is, geldt als fout.
option-send_invitations = Aan: elke nieuwe gebruiker krijgt meteen een uitnodiging per e-mail. Uit: niemand krijgt nu een e-mail, en uitnodigingen kunnen later worden verzonden.
option-on_row_errors = Wat er gebeurt als sommige rijen fouten bevatten. reject: er wordt niets geïmporteerd. skip: de andere rijen worden geïmporteerd. Niet van toepassing als de import op je beslissing wacht.
option-confirm = Aan: het bestand wordt eerst gecontroleerd, en er wordt niets geïmporteerd voordat je het resultaat hebt gezien en bevestigd.

sheet-columns = Kolommen
sheet-intro = Vul het eerste blad in, één rij per persoon, en laat de kolomnamen ongewijzigd. Cellen met een lijst tonen een pijl; de keuzes zijn de cohorten en cursussen van het bedrijf in dezelfde rij.
sheet-column = Kolom
sheet-required = Verplicht
sheet-yes = ja
sheet-meaning = Inhoud
sheet-companies = Bedrijven
sheet-cohorts = Cohorten
sheet-courses = Cursussen
sheet-languages = Talen
sheet-countries = Landen
sheet-not-listed = Sommige cohorten of cursussen staan hier niet, omdat het er te veel zijn. Voer ze precies in zoals het portaal ze toont.
