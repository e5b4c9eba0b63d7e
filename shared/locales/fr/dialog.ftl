importUsers = Importer des utilisateurs
addUsers = Ajouter des utilisateurs
close = Fermer
loading = Chargement…
stepFile = Fichier
stepCheck = Vérification
stepResult = Résultat

step1 = Remplir le modèle
step1Help = Le modèle contient toutes les colonnes. Ne modifiez que les lignes, jamais l’en-tête, et enregistrez le fichier au format CSV UTF-8.
courseColumns = Colonnes de cours
download = Télécharger le modèle
columns = Contenu des colonnes
required = obligatoire
step2 = Choisir le fichier
drop = Déposez le fichier CSV ici, ou
select = Choisir un fichier
limits = { $rows ->
    [one] { $rows } ligne
    [many] { $rows } de lignes
   *[other] { $rows } lignes
} et { $size } au maximum.
checking = Vérification du fichier…
checked = { $rows ->
    [one] { $rows } ligne, prête à être vérifiée.
    [many] { $rows } de lignes, prêtes à être vérifiées.
   *[other] { $rows } lignes, prêtes à être vérifiées.
}
step3 = Options
update = Mettre à jour les utilisateurs existants
updateOn = Les utilisateurs existants reçoivent les valeurs du fichier.
updateOff = Les utilisateurs existants sont ignorés.
mails = Envoyer les invitations
mailsOn = Les nouveaux utilisateurs reçoivent immédiatement une invitation.
mailsOff = Vous pourrez les inviter plus tard. Toute personne qui essaie de se connecter est invitée automatiquement.
review = Vérifier avant d’importer
reviewOn = Vous verrez ce qui va changer avant tout enregistrement.
reviewOff = Un fichier sans erreur est importé immédiatement.
start = Importer
chooseFirst = Choisissez un fichier pour continuer.
chooseOther = Choisir un autre fichier
past = Derniers imports

fileCsv = Ce n’est pas un fichier CSV. Enregistrez-le depuis votre tableur au format « CSV UTF-8 », puis choisissez le nouveau fichier.
fileEmpty = Le fichier est vide. Remplissez le modèle et choisissez-le de nouveau.
fileLarge = Le fichier dépasse { $size }. Divisez-le en plusieurs fichiers.
fileRows = Le fichier contient plus de { $rows ->
    [one] { $rows } ligne
    [many] { $rows } de lignes
   *[other] { $rows } lignes
}. Divisez-le en plusieurs fichiers.
fileNoRows = Le fichier a un en-tête mais aucune ligne. Ajoutez une ligne par utilisateur.
headerMissing = La première ligne n’est pas l’en-tête de ce modèle. Partez du modèle téléchargé.
columnMissing = Colonnes manquantes : { $names }. Ajoutez-les.
columnUnknown = Ces noms de colonne ne correspondent pas au modèle : { $names }
columnDouble = Colonnes en double : { $names }. N’en gardez qu’une de chaque.
columnMany = Le fichier contient plus de { $max ->
    [one] { $max } colonne de cours
   *[other] { $max } colonnes de cours
}. Répartissez les cours sur plusieurs fichiers.
oneFile = Choisissez un seul fichier à la fois.
fileGone = Le fichier a été modifié ou déplacé et n’est plus lisible. Choisissez-le de nouveau.

uploading = Envoi en cours
sent = { $sent } sur { $size }
aliveUpload = Vous pouvez fermer cette fenêtre ; l’envoi continue tant que la page reste ouverte.
awaiting_upload = En attente du fichier
validating = Vérification des lignes
importing = Import en cours
awaiting_confirmation = En attente de votre décision
progressRows = { $total ->
    [one] { $done } sur { $total } ligne
    [many] { $done } sur { $total } de lignes
   *[other] { $done } sur { $total } lignes
}
progressRead = { $done ->
    [one] { $done } ligne lue
    [many] { $done } de lignes lues
   *[other] { $done } lignes lues
}
alive = Vous pouvez fermer cette fenêtre ou la page ; l’import continue.
lastChange = En cours. Dernière modification : { $ago }.
stuck = Aucune progression. Dernière modification : { $ago }. L’import reprendra automatiquement ; rien n’est perdu.
cancelImport = Annuler l’import

offline = Pas de connexion. Une nouvelle tentative aura lieu automatiquement ; rien n’est perdu.
busy = Le service est surchargé. Une nouvelle tentative aura lieu automatiquement.
nextTry = Prochaine tentative dans { $seconds } s.
tryNow = Essayer maintenant
retry = Réessayer
signIn = Votre session a pris fin. Reconnectez-vous : l’opération reprendra où elle en était.
uploadRefused = L’envoi a échoué plusieurs fois. Réessayez, ou contactez l’administrateur de votre portail.
uploadLost = L’envoi a été interrompu. Choisissez de nouveau le fichier pour continuer.
importGone = Cet import n’est plus disponible.
unexpected = Une erreur s’est produite sur cette page. Réessayez.

noErrors = Le fichier ne contient aucune erreur.
withErrors = { $count ->
    [one] { $count } ligne sur { $total } contient des erreurs.
   *[other] { $count } lignes sur { $total } contiennent des erreurs.
}
withErrorsHelp = { $valid ->
    [one] Importez l’autre ligne, ou annulez et corrigez le fichier.
   *[other] Importez les { $valid } autres, ou annulez et corrigez le fichier.
}
noneValid = Aucune ligne ne peut être importée. Corrigez le fichier et réessayez.
preview = Aperçu
nothingYet = Rien n’a encore été enregistré. Cliquez sur un nombre pour voir la liste.
confirm = Confirmer et importer
confirmAdd = Confirmer et ajouter les utilisateurs
confirmValid = { $count ->
    [0] Importer les lignes valides
    [one] Importer { $count } ligne valide
   *[other] Importer { $count } lignes valides
}
perLanguage = E-mails par langue : { $list }

created = Créés
updated = Mis à jour
skipped = Ignorés
failed = En erreur
course_assignments = Attributions de cours
invitations = Invitations
nobody = Cette liste est vide.
more = Afficher plus
showing = { $shown } sur { $total } affichés
showAll = Tout afficher ({ $count })
row = Ligne
person = Utilisateur
what = Détails
exists = existe déjà, inchangé
unchanged = aucun changement
problems = Problèmes
kind_missing = Valeur manquante
kind_invalid = Valeur non valide
kind_long = Valeur trop longue
kind_unmatched = Introuvable dans le portail
kind_duplicate = Plusieurs fois dans le fichier
kind_exists = L’utilisateur existe déjà
kind_other = Autres
warning = avertissement

summary = Résumé
completed = Import terminé
completedWith = { $count ->
    [one] Import terminé, { $count } ligne omise
   *[other] Import terminé, { $count } lignes omises
}
rejected = Rien n’a été importé
rejectedHelp = Corrigez les problèmes ci-dessous et envoyez de nouveau le fichier.
cancelled = Annulé : rien n’a été importé
failed_import = L’import s’est arrêté à cause d’une erreur de notre côté
expired = Expiré : rien n’a été importé
expiredHelp = Cet import a expiré, car le fichier n’a pas été envoyé ou l’import n’a pas été confirmé à temps. Importez de nouveau le fichier.
exports = Exporter
exportJson = Exporter en JSON
exportCsv = Exporter en CSV
exportFix = Télécharger le fichier annoté
exportFixHelp = Votre fichier, avec les problèmes à côté de chaque ligne.
another = Importer un autre fichier

short_awaiting_upload = Sans fichier
short_validating = Vérification
short_awaiting_confirmation = À confirmer
short_importing = En cours
short_completed = Terminé
short_rejected = Refusé
short_cancelled = Annulé
short_failed = Erreur
short_expired = Expiré
