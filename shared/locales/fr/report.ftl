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
count-rows-left-out = en-têtes répétés omis
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

undo-of = Import { $undo }, qui annule { $import } : { $end }
undo-preview-of = Aperçu de l’annulation de l’import { $import }. Rien n’a été enregistré.
undo-question = { $removed ->
    [one] Supprimer { $removed } utilisateur
   *[other] Supprimer { $removed } utilisateurs
} et en rétablir { $restored } ?
imports-since = Terminés depuis. Importez de nouveau le bon fichier après l’annulation :
count-removed = supprimés
count-restored = rétablis
count-course-assignments-removed = cours retirés
undo-left = Conservé :
left-value = { $email } : { $column } reste { $current }
left-empty = { $email } : { $column } reste vide
left-user = { $email } : { $reason }
reason-changed-since = modifié depuis
reason-active = s’est connecté ou a activé le compte
reason-gone = n’existe plus
reason-self-disable = est la personne qui annule l’import
reason-kept = rien ne peut être rétabli
