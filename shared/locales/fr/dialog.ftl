importUsers = Importer des utilisateurs
addUsers = Ajouter des utilisateurs
close = Fermer
loading = Chargement…
findingFile = Vérification de l’arrivée du fichier…
stepFile = Fichier
stepCheck = Vérification
stepResult = Résultat
stepOf = Étape { $at } sur { $count } :

step1Help = Le modèle contient toutes les colonnes. Ne modifiez que les lignes, jamais l’en-tête, et enregistrez le fichier au format CSV UTF-8.
step1HelpEither = Le modèle contient toutes les colonnes. Ne modifiez que les lignes, jamais l’en-tête, et enregistrez le fichier au format classeur (.xlsx) ou CSV UTF-8.
courseColumns = Colonnes de cours
download = Télécharger le modèle
downloadWithLists = Avec listes de choix (.xlsx)
columns = Contenu des colonnes
required = obligatoire
step2 = Choisir le fichier
drop = Déposez le fichier CSV ici, ou
dropEither = Déposez le fichier CSV ou le classeur (.xlsx) ici, ou
select = Choisir un fichier
limits = { $rows ->
    [one] { $rows } ligne
    [many] { $rows } de lignes
   *[other] { $rows } lignes
} et { $size } au maximum.
limitsWorkbook = Un classeur ne peut pas dépasser { $size }.
checking = Vérification du fichier…
checked = { $rows ->
    [one] { $rows } ligne, prête à être vérifiée
    [many] { $rows } de lignes, prêtes à être vérifiées
   *[other] { $rows } lignes, prêtes à être vérifiées
}
workbookLater = Le classeur sera vérifié après l’envoi.
step3 = Options
update = Mettre à jour les utilisateurs existants
updateOn = Les valeurs du fichier s’appliquent aux utilisateurs existants.
updateOff = Les utilisateurs existants sont ignorés.
mails = Envoyer les invitations
mailsOn = Les nouveaux utilisateurs reçoivent immédiatement une invitation.
mailsOff = Vous pourrez les inviter plus tard. Toute personne qui essaie de se connecter est invitée automatiquement.
review = Vérifier avant d’importer
reviewOn = Vous verrez ce qui va changer avant tout enregistrement.
reviewOff = Un fichier sans erreur est importé immédiatement.
chooseFirst = Choisissez un fichier pour continuer.
chooseOther = Choisir un autre fichier
past = Derniers imports
checkFile = Vérifier le fichier
importRows = { $rows ->
    [one] Importer { $rows } ligne
    [many] Importer { $rows } de lignes
   *[other] Importer { $rows } lignes
}
factsCourses = { $count ->
    [one] { $count } colonne de cours
   *[other] { $count } colonnes de cours
}
firstRows = Premières lignes du fichier
encodingAssumed = L’encodage du fichier n’est pas indiqué. Choisissez celui avec lequel ces mots s’affichent correctement.
encAuto = Détection automatique
encWestern = Europe occidentale
encCentral = Europe centrale
encMac = Mac
encCyrillic = Cyrillique
encBaltic = Balte
garbled = Certaines lettres ont été altérées avant l’enregistrement du fichier.
repair = Rétablir les lettres
keepText = Conserver le texte tel quel
onErrors = Si certaines lignes contiennent des erreurs
onErrorsReject = Ne rien importer
onErrorsSkip = Importer les autres lignes

fileCsv = Ce n’est pas un fichier CSV. Enregistrez-le depuis votre tableur au format « CSV UTF-8 », puis choisissez le nouveau fichier.
fileFormat = Ce n’est ni un fichier CSV ni un classeur (.xlsx) lisible. Enregistrez-le depuis votre tableur dans l’un de ces formats, sans mot de passe, puis choisissez le nouveau fichier.
fileEmpty = Le fichier est vide. Remplissez le modèle et choisissez-le de nouveau.
fileLarge = Le fichier dépasse { $size }. Divisez-le en plusieurs fichiers.
fileRows = Le fichier contient au moins { $found ->
    [one] { $found } ligne
    [many] { $found } de lignes
   *[other] { $found } lignes
}, le maximum étant de { $rows }. Répartissez-les sur au moins { $files } fichiers.
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
headerHelp = Pour chacune de vos colonnes, choisissez la colonne correspondante du modèle. Votre fichier lui-même n’est pas modifié.
yourColumn = Votre fichier
firstCells = Premières valeurs
templateColumn = Modèle
columnNumber = Colonne { $at }
ignoreColumn = Ne pas importer
ignoredColumn = Ignorée
missingColumn = Manquante
useNames = Utiliser ces noms
namesUsed = Les colonnes seront lues sous ces noms.
namesMissing = Choisissez une colonne de votre fichier pour : { $names }.
namesDouble = Choisies plusieurs fois : { $names }.
otherLayout_enrolment = Ce fichier correspond à « Importer des utilisateurs ».
otherLayout_learners = Ce fichier correspond à « Ajouter des utilisateurs ».
switchLayout = Passer à cet import

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
lastChange = En cours. Dernière activité : { $ago }.
stuck = Aucune progression. Dernière activité : { $ago }. Le traitement reprendra automatiquement ; rien n’est perdu.
cancelImport = Annuler l’import
openUploading = Envoi { $percent }
openImporting = Import { $percent }
openWaiting = Vérifier l’import

offline = Pas de connexion. Une nouvelle tentative aura lieu automatiquement.
busy = Le service est surchargé. Une nouvelle tentative aura lieu automatiquement.
nextTry = Prochaine tentative dans { $seconds } s.
tryNow = Essayer maintenant
decisionNotSent = Votre décision n’a pas été envoyée. Prenez-la de nouveau.
decisionLate = Votre décision n’a pas été envoyée à temps.
retry = Réessayer
signIn = Votre session a pris fin. Reconnectez-vous : l’opération reprendra où elle en était.
uploadRefused = L’envoi a échoué plusieurs fois. Réessayez, ou contactez l’administrateur de votre portail.
uploadLost = L’envoi a été interrompu. Choisissez de nouveau le fichier pour continuer.
importGone = Cet import n’est plus disponible.
unexpected = Une erreur s’est produite sur cette page. Réessayez.
unreachable = Le service est injoignable. Une nouvelle tentative aura lieu automatiquement. Si le problème persiste, contactez l’administrateur de votre portail.
refused = La demande a été refusée ({ $code }).
refusedScope = Vous n’avez pas l’autorisation nécessaire ({ $code }). Contactez l’administrateur de votre portail.
refusedState = Ce n’est plus possible, car l’import a changé ({ $code }).
refusedInput = La demande n’est pas valide ({ $code }).
fileNotKept = Le fichier de cet import n’est plus conservé. Choisissez-le de nouveau.
decidedElsewhere = Entre-temps, une autre personne a pris une décision sur cet import. Voici son état actuel.

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
noneValidFix = Aucune ligne ne peut être importée pour l’instant. Corrigez les erreurs ci-dessous.
preview = Aperçu
nothingYet = Rien n’a encore été enregistré. Cliquez sur un nombre pour voir la liste.
warningsFix = Vérifiez les valeurs ci-dessous. Vous pouvez les corriger avant l’import.
perLanguage = E-mails par langue : { $list }
rowsCount = { $rows ->
    [one] { $rows } ligne
    [many] { $rows } de lignes
   *[other] { $rows } lignes
}
factUpdateOn = les utilisateurs existants sont mis à jour
factUpdateOff = les utilisateurs existants restent inchangés
factMailsOn = les nouveaux utilisateurs reçoivent une invitation
factMailsOff = aucune invitation
factFixes = { $count ->
    [one] { $count } correction
   *[other] { $count } corrections
}
factLeftOut = { $count ->
    [one] { $count } ligne omise
   *[other] { $count } lignes omises
}
startedBy = Lancé par { $who }, { $ago }
nothingTitle = Rien à importer
nothingExist = { $count ->
    [one] Cette personne a déjà un compte. Pour modifier ses données, cochez « Mettre à jour les utilisateurs existants ».
   *[other] Les { $count } personnes ont déjà un compte. Pour modifier leurs données, cochez « Mettre à jour les utilisateurs existants ».
}
nothingNew = { $count ->
    [one] Les données de cette personne sont déjà à jour.
   *[other] Les données des { $count } personnes sont déjà à jour.
}
withErrorsFix = { $valid ->
    [one] Corrigez les erreurs ci-dessous, ou n’importez que l’autre ligne.
   *[other] Corrigez les erreurs ci-dessous, ou n’importez que les { $valid } autres lignes.
}
withErrorsIdle = Corrigez les erreurs pour importer ces personnes. Les autres ont déjà un compte et rien ne changerait pour elles.
confirmCount = { $count ->
    [one] Importer { $count } personne
    [many] Importer { $count } de personnes
   *[other] Importer { $count } personnes
}
confirmRest = Importer { $count }, omettre { $left }
mailsNow = { $count ->
    [one] { $count } invitation sera envoyée.
   *[other] { $count } invitations seront envoyées.
}
updateThem = Mettre à jour les utilisateurs existants
perLanguageOther = { $count } dans la langue par défaut (pas de modèle pour { $others })
back = Retour
cancel = Annuler

created = Créés
updated = Mis à jour
skipped = Ignorés
failed = En erreur
course_assignments = Attributions de cours
invitations = Invitations
emptyList = Cette liste est vide.
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
kind_header = Noms de colonne
kind_row = Ligne illisible
kind_other = Autres
kind_check = À vérifier
warning = avertissement
to_created = À créer
to_updated = À mettre à jour
to_skipped = À ignorer
place = Entreprise
disabledAccount = désactivé
searchRows = Rechercher dans ces lignes
found = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
foundFirst = { $found } dans les { $rows } premières lignes
searchRest = Poursuivre la recherche
rowsMany = { $count ->
    [one] { $count } ligne : { $list }
   *[other] { $count } lignes : { $list }
}

use = Utiliser « { $value } »
useThis = Utiliser
chooseValue = Choisir une valeur
corrected = Valeur corrigée
leaveOut = Omettre cette ligne
leaveOutMany = Omettre ces lignes
leaveOutAll = Omettre les { $count } lignes
leaveOutValue = Omettre cette valeur
leftOut = À omettre
courseLeftOut = « { $title } » omis dans { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
undo = Annuler ce choix
acceptSafe = Accepter toutes les suggestions sûres ({ $count })
acceptSafeHelp = Ces valeurs seront remplacées :
acceptApply = { $rows ->
    [one] Remplacer dans { $rows } ligne
   *[other] Remplacer dans { $rows } lignes
}
checkAgain = { $count ->
    [one] Vérifier de nouveau avec { $count } correction
   *[other] Vérifier de nouveau avec { $count } corrections
}
fixesChosen = { $count ->
    [one] { $count } correction choisie
   *[other] { $count } corrections choisies
}
fixesLost = Les corrections de noms et d’adresses ne sont conservées que jusqu’au rechargement de la page.
fixesGone = Vos corrections n’ont pas été appliquées et seront perdues.
cellMissing = Saisissez une valeur.
cellLong = { $max ->
    [one] { $max } caractère au maximum.
   *[other] { $max } caractères au maximum.
}
cellEmail = Ce n’est pas une adresse e-mail.
cellName = Un nom ne peut pas contenir de symboles.
cellIdentifier = Utilisez uniquement des lettres et des chiffres.
cellInvalid = Ce code n’est pas valide.
choiceUnknown = { $kind ->
    [company] Aucune entreprise ne porte ce nom.
    [cohort] Aucune cohorte ne porte ce nom.
   *[course] Aucun cours ne porte ce nom.
}
choiceAlias = S’il s’agit d’un alias, choisissez de nouveau « Utiliser ».
cellSame = Saisissez une autre valeur.
aliasAsk = Mémoriser ces noms pour les prochains imports ?
aliasSend = Mémoriser
aliasDone = Ces noms seront reconnus lors des prochains imports.
aliasTaken = Non mémorisés, car déjà utilisés ou absents du catalogue : { $names }

summary = Résumé
completed = Import terminé
completedWith = { $count ->
    [one] Import terminé, { $count } ligne omise
   *[other] Import terminé, { $count } lignes omises
}
rejected = Rien n’a été importé
rejectedHelp = Corrigez les problèmes ci-dessous et envoyez de nouveau le fichier.
rowsValid = Lignes sans erreur : { $count }.
cancelled = Annulé : rien n’a été importé
failed_import = L’import s’est arrêté à cause d’une erreur de notre côté
expired = Expiré : rien n’a été importé
expiredHelp = Cet import a expiré, car le fichier n’a pas été envoyé ou l’import n’a pas été confirmé à temps. Importez de nouveau le fichier.
exports = Exporter
exportJson = Exporter en JSON
exportCsv = Exporter en CSV
exportFix = Télécharger le fichier annoté (.{ $format })
exportFixHelp = Votre fichier, avec les problèmes à côté de chaque ligne.
another = Importer un autre fichier
fixPath = Corriger le fichier
fixPath1 = Téléchargez votre fichier annoté et corrigez-le.
fixPath2 = Déposez ici le fichier corrigé, ou
rejectedCourses = Certains cours du fichier n’existent pas. Cela bloque tout l’import.
failedRetry = Réessayez : l’import reprendra là où il s’est arrêté.
failedFinal = Contactez l’administrateur de votre portail.
pastEmpty = Aucun import pour le moment.
doneCreated = { $count ->
    [one] { $count } utilisateur créé
   *[other] { $count } utilisateurs créés
}
doneUpdated = { $count ->
    [one] { $count } utilisateur mis à jour
   *[other] { $count } utilisateurs mis à jour
}
doneSkipped = { $count ->
    [one] { $count } utilisateur ignoré
   *[other] { $count } utilisateurs ignorés
}
doneFailed = { $count ->
    [one] { $count } ligne en erreur
   *[other] { $count } lignes en erreur
}
doneAssigned = { $count ->
    [one] { $count } cours attribué
   *[other] { $count } cours attribués
}
doneInvited = { $count ->
    [one] { $count } utilisateur invité
   *[other] { $count } utilisateurs invités
}
neverInvited = { $count ->
    [one] { $count } utilisateur existant n’a jamais été invité.
   *[other] { $count } utilisateurs existants n’ont jamais été invités.
}
inviteThese = { $count ->
    [one] Envoyer une invitation à cette personne
   *[other] Envoyer des invitations à ces { $count } personnes
}
inviteAsk = { $count ->
    [one] Envoyer { $count } invitation maintenant ?
   *[other] Envoyer { $count } invitations maintenant ?
}
inviteSend = { $count ->
    [one] Envoyer { $count } invitation
   *[other] Envoyer { $count } invitations
}
inviteDone = { $count ->
    [0] Aucune invitation à envoyer.
    [one] { $count } invitation va être envoyée.
   *[other] { $count } invitations vont être envoyées.
}

short_awaiting_upload = Sans fichier
short_validating = Vérification
short_awaiting_confirmation = À confirmer
short_importing = En cours
short_completed = Terminé
short_rejected = Refusé
short_cancelled = Annulé
short_failed = Erreur
short_expired = Expiré

undoTitle = Annuler un import terminé
undoStart = Annuler cet import…
undoImport = Afficher l’import
undoShow = Afficher l’annulation
undoOf = Annulation de { $name }
undo_validating = Préparation de l’annulation
undo_importing = Import en cours d’annulation
undoAlive = Vous pouvez fermer cette fenêtre ou la page ; l’annulation continue.
undoPercent = Annulation { $percent }
undoOpen = Vérifier l’annulation
undoKeeps = Les modifications ultérieures sont conservées.
undoLinks = Les invitations des utilisateurs supprimés ne fonctionneront plus.
undoNothing = Rien ne peut être annulé dans cet import.
undoSince = { $count ->
    [one] { $count } import s’est terminé depuis
   *[other] { $count } imports se sont terminés depuis
}
undoSinceHelp = Les personnes que ces imports contiennent sans les avoir modifiées seront aussi supprimées. Importez ensuite de nouveau le bon fichier.
undoScope = Vous n’avez pas l’autorisation d’annuler des imports. Contactez l’administrateur de votre portail.
undoConfirm = { $removed ->
    [one] Supprimer { $removed } utilisateur
   *[other] Supprimer { $removed } utilisateurs
} et en rétablir { $restored }
undoRemove = { $removed ->
    [one] Supprimer { $removed } utilisateur
   *[other] Supprimer { $removed } utilisateurs
}
undoRestore = { $restored ->
    [one] Rétablir { $restored } utilisateur
   *[other] Rétablir { $restored } utilisateurs
}
undoStays = inchangé
undoRetry = Réessayez : l’annulation reprendra là où elle s’est arrêtée.
undone = Cet import a été annulé après coup.
undoRunning = L’annulation de cet import est en cours.
undoStopped = L’annulation de cet import s’est interrompue.
undo_completed = L’import a été annulé
undo_completedWith = L’import a été annulé en partie
undo_rejected = Rien n’a été annulé
undo_cancelled = Annulation abandonnée : rien n’a été modifié
undo_expired = Annulation expirée : rien n’a été modifié
undo_failed = L’annulation s’est arrêtée à cause d’une erreur de notre côté
to_undo_removed = À supprimer
to_undo_updated = À rétablir
to_undo_course_assignments_removed = Cours à retirer
undo_removed = Supprimés
undo_updated = Rétablis
undo_course_assignments_removed = Cours retirés
undo_skipped = Inchangés
undo_kept = Avec valeurs conservées
why_changed-since = modifié depuis
why_active = s’est connecté ou a activé le compte
why_gone = n’existe plus
why_self-disable = est la personne qui annule l’import
why_kept = toutes les valeurs ont été modifiées depuis
doneRemoved = { $count ->
    [one] { $count } utilisateur supprimé
   *[other] { $count } utilisateurs supprimés
}
doneRestored = { $count ->
    [one] { $count } utilisateur rétabli
   *[other] { $count } utilisateurs rétablis
}
doneLeft = { $count ->
    [one] { $count } utilisateur inchangé
   *[other] { $count } utilisateurs inchangés
}
doneUnassigned = { $count ->
    [one] { $count } cours retiré
   *[other] { $count } cours retirés
}
short_undone = Annulé après coup
source_portal = envoyé
source_drop = déposé dans le bucket
refused_already-undone = Cet import a déjà été annulé. Si vous en avez besoin, importez de nouveau son fichier.
refused_undo-in-progress = Une autre annulation de cet import est en cours. Confirmez-la ou abandonnez-la d’abord.
refused_import-not-undoable = Cet import n’a rien enregistré : il n’y a rien à annuler.


## Feeds.

feeds = Flux
feedName = Flux { $name }
feedNotCounted = Lignes sans adresse lisible : { $count }. Personne n’a donc été compté comme absent.
feedNewest = Dernier fichier : { $date } · personnes : { $count }
feedEmpty = Aucun fichier pour le moment
feedHeld = Un fichier attend votre décision
feedWaits = Un fichier en attend un autre
allFeeds = Tous les imports
heldTitle = Ce fichier modifierait plus d’utilisateurs que son flux ne l’autorise
heldHelp = Rien n’a encore été enregistré. Si le fichier est correct, importez-le quand même ; sinon, annulez.
heldScope = Vous n’avez pas l’autorisation de l’importer quand même. Contactez l’administrateur de votre portail.
heldLine = { $what } : { $users } ({ $found }, limite { $allowed })
absentPeople = Absents du fichier
confirmHeld = Importer quand même
confirmDisable = { $count ->
    [one] Désactiver { $count } utilisateur
    [many] Désactiver { $count } d’utilisateurs
   *[other] Désactiver { $count } utilisateurs
}
waitsFor = En attente d’un autre fichier de ce flux
newerFile = Un fichier plus récent du flux a remplacé celui-ci.
to_disabled = À désactiver
disabled = Désactivés
other-feed = appartient à un autre flux
missing-from-feed = absent du fichier
gone = n’existe plus
self-disable = est la personne qui importe le fichier
short_waits = En attente
refused_feed-busy = Un autre fichier de ce flux est en cours d’import. Réessayez une fois cet import terminé.
refused_feed-out-of-date = Un fichier plus récent de ce flux a déjà été importé.
doneDisabled = { $count ->
    [one] { $count } utilisateur désactivé
   *[other] { $count } utilisateurs désactivés
}
