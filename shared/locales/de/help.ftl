enrolment = Personen mit Unternehmen, Kohorte und Kursen
learners = Personen ohne Kurse

enrolment-enabled = Bei 1 darf sich die Person anmelden, bei 0 wird das Konto deaktiviert angelegt. WAHR und FALSCH, ja und nein werden ebenfalls akzeptiert.
enrolment-name = Vorname.
enrolment-last_name = Nachname. Ist die Zelle leer, bleibt der gespeicherte Wert erhalten.
enrolment-email = E-Mail-Adresse. An ihr wird die Person erkannt: eine Adresse, eine Person.
enrolment-companyName = Der Name des Unternehmens, genau so, wie das Portal ihn anzeigt.
enrolment-cohortName = Eine Kohorte dieses Unternehmens, genau so, wie das Portal sie anzeigt. Ist die Zelle leer, bleibt der gespeicherte Wert erhalten, solange das Unternehmen dasselbe ist.
enrolment-languageCode = Sprache der Kurse und der Einladung als Code, zum Beispiel de-DE, en oder fr-CA.
enrolment-job_role = Funktion, als freier Text. Ist die Zelle leer, bleibt der gespeicherte Wert erhalten.
enrolment-region = Region oder Standort, als freier Text. Ist die Zelle leer, bleibt der gespeicherte Wert erhalten.
enrolment-module-requested = Der Titel eines Kurses, der zugewiesen werden soll. Fügen Sie für jeden Kurs eine Spalte hinzu; lassen Sie leer, was eine Person nicht braucht. Kurse werden nie entzogen.

learners-firstname = Vorname, höchstens 64 Zeichen, keine Sonderzeichen. Buchstaben aller Schriften, Apostrophe und Bindestriche sind erlaubt.
learners-lastname = Nachname, höchstens 64 Zeichen, keine Sonderzeichen.
learners-email = E-Mail-Adresse. Jede Adresse darf nur einmal in der Datei stehen.
learners-identifier = Nur Buchstaben und Ziffern; erscheint in Berichten als Benutzername. Führende Nullen bleiben erhalten. Darf leer bleiben.
learners-country = Land als Code aus zwei Großbuchstaben (ISO 3166-1 alpha-2): DE, FR, US, GB.
learners-language = Sprache als Code aus zwei Kleinbuchstaben (ISO 639-1): de, en, fr. Sie bestimmt die Sprache der Einladung.

option-layout = Welche Spalten die Datei hat.
option-update_existing = Aktiviert: Bereits vorhandene Personen erhalten die Werte der Datei und neue Kurse; leere optionale Zellen ändern nichts. Nicht aktiviert: Sie bleiben, wie sie sind, und werden als übersprungen aufgeführt.
option-update_existing-learners = In diesem Format werden Personen nur hinzugefügt. Eine Zeile mit einer bereits vorhandenen Person gilt als fehlerhaft.
option-send_invitations = Aktiviert: Jede neue Person erhält die Einladung sofort per E-Mail. Nicht aktiviert: Niemand erhält jetzt eine E-Mail; Einladungen können später gesendet werden.
option-on_row_errors = Was geschieht, wenn einige Zeilen Fehler enthalten. reject: Es wird nichts importiert. skip: Die anderen Zeilen werden importiert. Ohne Wirkung, wenn der Import auf Ihre Entscheidung wartet.
option-confirm = Aktiviert: Die Datei wird zuerst geprüft, und nichts wird importiert, bevor Sie das Ergebnis gesehen und bestätigt haben.

sheet-columns = Spalten
sheet-intro = Füllen Sie das erste Blatt aus, eine Zeile pro Person, und lassen Sie die Kopfzeile unverändert. Zellen mit einer Auswahlliste zeigen einen Pfeil; angeboten werden die Kohorten und Kurse des Unternehmens in derselben Zeile.
sheet-column = Spalte
sheet-required = Erforderlich
sheet-yes = ja
sheet-meaning = Inhalt
sheet-companies = Unternehmen
sheet-cohorts = Kohorten
sheet-courses = Kurse
sheet-languages = Sprachen
sheet-countries = Länder
sheet-not-listed = Einige Kohorten oder Kurse sind hier nicht aufgeführt, weil es zu viele sind. Geben Sie sie genau so ein, wie das Portal sie anzeigt.
