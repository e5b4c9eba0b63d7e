import-of = Import { $import } de { $file } : { $end }
dry-run-of = Test de { $file } : { $end }. Rien n’a été enregistré.
file-refused = { $file } : { $end }

completed = terminé
rejected = refusé
cancelled = annulé
failed = en échec
expired = expiré

count-created = créés
count-updated = mis à jour
count-disabled = désactivés
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
warnings-in-file = Avertissements des lignes importées : voir { $file }

file-result = Résultat : { $path }
file-users = Une ligne par utilisateur : { $path }
file-corrections = Fichier de corrections (à corriger et à importer de nouveau) : { $path }
file-corrections-path = Fichier de corrections : { $path }

nothing-imported = Rien n’a été importé.
rows-valid = Lignes sans erreur : { $valid } sur { $total }.
changes = Modifications d’utilisateurs existants :
changes-by-column = Modifications d’utilisateurs existants, par colonne : { $columns }
change-of = { $place }, { $email } : { $changes }
new-courses = nouveaux cours { $titles }
disabled-missing = Désactivés, car absents du fichier :
courses-left-out = Cours que les corrections laissent de côté :
course-left-out = { $title }, { $company } : { $rows ->
    [one] { $rows } ligne
   *[other] { $rows } lignes
}
advice-file = Corrigez les problèmes du fichier lui-même, puis importez-le de nouveau. Aucune option ne permet de les ignorer.
advice-skip = Pour n’importer que les lignes sans erreur : { $command }
created-uninvited = Les utilisateurs créés n’ont pas encore d’invitation.
users-exist = { $count ->
    [one] { $count } utilisateur du fichier existe déjà.
   *[other] { $count } utilisateurs du fichier existent déjà.
}
never-invited = { $count ->
    [one] { $count } utilisateur existant n’a jamais été invité.
   *[other] { $count } utilisateurs existants n’ont jamais été invités.
}
advice-invite = Pour inviter les utilisateurs de cet import : { $command }
advice-invite-existing = Pour inviter les utilisateurs qui existent déjà : { $command }
advice-invite-all = Pour inviter toutes les personnes qui n’ont pas d’invitation : { $command }

failure-store-refused = Le stockage de fichiers ou la table du système a refusé une requête de l’import. Le journal du système en indique la cause ; corrigez-la, puis relancez l’import.
failure-plan-unreadable = Les données enregistrées de l’import sont illisibles. Importez de nouveau le fichier.
failure-import-stalled = L’import n’avançait plus et a été relancé trois fois sans succès. Rien n’est perdu : lorsqu’aucune alarme du système n’est active, relancez l’import ; il reprendra là où il s’est arrêté.
failure-store-refused-finally = Le stockage de fichiers ou la table du système a refusé une requête de l’import et la refuserait de nouveau : relancer l’import ne sert à rien. Le journal du système en indique la cause. Une fois celle-ci corrigée, importez de nouveau le fichier : les personnes déjà enregistrées seront reconnues.
failure-program-stopped = Le programme s’est arrêté trois fois pendant la lecture de ce fichier, peut-être par manque de mémoire. Aucun utilisateur n’a été enregistré. Divisez le fichier ou donnez plus de mémoire au programme, puis importez de nouveau le fichier.
awaiting-upload = en attente du fichier
validating = en cours de vérification
importing = en cours
refused-not-waiting = L’import n’attend pas de confirmation (état : { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } ligne contient des erreurs. Confirmez qu’elle doit être omise, ou annulez et corrigez le fichier.
   *[other] { $rows } lignes contiennent des erreurs. Confirmez qu’elles doivent être omises, ou annulez et corrigez le fichier.
}
refused-too-late-to-cancel = { $state ->
    [importing] L’import est déjà en cours et ne peut plus être annulé.
   *[other] Il est trop tard pour annuler l’import (état : { $status }).
}
refused-not-failed = Seul un import qui a échoué peut être relancé (état : { $status }).

undo-of = Import { $undo }, qui annule { $import } : { $end }
undo-preview-of = Aperçu de l’annulation de l’import { $import }. Rien n’a été enregistré.
undo-question = { $removed ->
    [one] Supprimer { $removed } utilisateur
   *[other] Supprimer { $removed } utilisateurs
} et en rétablir { $restored } ?
imports-since = Imports terminés depuis (si l’un d’eux était correct, importez de nouveau son fichier après l’annulation) :
count-removed = supprimés
count-restored = rétablis
count-course-assignments-removed = cours retirés
undo-retained = Non annulé :
retained-value = { $email } : { $column } reste { $current }
retained-empty = { $email } : { $column } reste vide
retained-user = { $email } : { $reason }
reason-changed-since = modifié depuis
reason-active = s’est connecté ou a activé le compte
reason-gone = n’existe plus
reason-self-disable = est la personne qui annule l’import
reason-kept = rien ne peut être rétabli

## Un fichier qui attend en raison des limites de son flux.

awaiting-confirmation = en attente de confirmation
would-wait = l’import attendrait une confirmation
held = Le fichier dépasse certaines limites de son flux. Rien n’a encore été enregistré.
held-dry-run = Le fichier dépasse ces limites de son flux :
held-create = utilisateurs à créer
held-update = utilisateurs à mettre à jour
held-disable = utilisateurs à désactiver
held-failed = lignes en erreur
held-absent = personnes absentes du fichier
held-limit = { $what } : { $users } ({ $found } %, limite { $allowed } %)
advice-confirm = Si le fichier est correct, confirmez l’import : { $command }
advice-cancel = Sinon, annulez-le : { $command }
