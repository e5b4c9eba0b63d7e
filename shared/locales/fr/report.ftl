import-of = Import { $import } de { $file } : { $end }
dry-run-of = Simulation de { $file } : { $end }. Rien n’a été enregistré.
file-refused = { $file } : { $end }

completed = terminé
rejected = refusé
cancelled = annulé
failed = échoué
expired = expiré

count-created = créés
count-updated = mis à jour
count-skipped = ignorés
count-failed = en erreur
count-course-assignments = cours attribués
count-invitations = invitations
count-rows-blank = lignes vides omises
count-rows-repeated = lignes répétées omises
count-rows-left-out = lignes omises
if-skipped = Avec { $option } : { $created } créés, { $updated } mis à jour, { $skipped } ignorés, { $failed } en erreur.

problems = { $errors ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}
error = erreur
warning = avertissement
problem = { $place } : { $message }
more = … et { $count } de plus
more-in-file = … et { $count } de plus, voir { $file }

file-result = Résultat : { $path }
file-users = Une ligne par utilisateur : { $path }
file-corrections = À corriger et à importer de nouveau : { $path }
