subject = Votre invitation à rejoindre { $tenant }
greeting = Bonjour { $name },
intro = Un compte a été créé pour vous sur { $tenant }. Activez-le pour commencer vos cours.
button = Activer mon compte
button-text = Activer mon compte :
validity = Ce lien ne peut être utilisé qu’une seule fois, jusqu’au { $expires_on }.
fallback = Si le bouton ne fonctionne pas, ouvrez cette adresse :
ignore = Vous n’attendiez pas cet e-mail ? Vous pouvez l’ignorer.
sender = Envoyé à { $email } pour le compte de { $tenant }. { $portal }

report-subject = { $tenant } : flux { $feed } – { $state }
report-completed = fichier importé
report-held = fichier en attente de votre décision
report-tested = test : rien n’a été enregistré
report-superseded = fichier remplacé par un plus récent
report-cancelled = import annulé
report-rejected = fichier refusé
report-failed = import arrêté à cause d’une erreur de notre côté
report-expired = import expiré : aucune décision prise à temps
report-of = { $at }, import { $import } : { $state }
report-disabled = désactivés
report-absent = absents du fichier
report-count = { $what } : { $count }
report-limit = { $what } : { $count }, soit { $found } % (limite : { $allowed } %)
report-problems = Problèmes :
report-code-rows = { $code } : { $count } ({ $count ->
    [one] ligne
   *[other] lignes
} { $rows })
report-not-counted = Lignes sans adresse lisible : { $count }. Personne n’a donc été compté comme absent.
report-earlier = Fichiers précédents : { $count }
report-decide = Le fichier modifierait plus d’utilisateurs que le flux ne l’autorise. Rien n’a encore été enregistré. Confirmez ou annulez l’import avant le { $until } ; sinon, il expirera.
report-not-written = Aucune donnée de ce fichier n’a été enregistrée.
report-not-written-superseded = Aucune donnée de ce fichier n’a été enregistrée. Aucune décision n’est nécessaire.
report-would-have-been = Si le fichier avait été importé, le résultat aurait été le suivant :
report-portal = Ouvrir le portail :
report-sender = Envoyé à { $email }, car le flux { $feed } de { $tenant } envoie ses rapports à cette adresse.
