users = Utilisateurs
language = Langue
token = Cette API exige un jeton. Il n’est conservé que sur cette page.
use = Utiliser le jeton
wrongToken = Ce jeton a été refusé. Saisissez-en un autre.
noAnswer = Pas de réponse. Vérifiez la connexion et réessayez.

company = Entreprise
status = Statut
search = Rechercher
clear = Effacer les filtres
all = Tous
pending = En attente
active = Actif
disabled = Désactivé
user = Utilisateur
select = Sélectionner { $name }
selectAll = Sélectionner tous les utilisateurs affichés
chosenCount = { $count ->
    [one] { $count } sélectionné
   *[other] { $count } sélectionnés
}
more = Afficher plus
empty = Pas encore d’utilisateurs
emptyHelp = Importez un fichier pour ajouter les premiers.
noMatch = Aucun résultat
noMatchHelp = Essayez d’autres filtres.
q = Nom, adresse e-mail ou identifiant
selectColumn = Sélection
searching = Recherche en cours…
filters = Filtres
companiesCut = Toutes les entreprises ne figurent pas dans la liste. S’il en manque une, saisissez son nom complet.

invitation = Invitation
held = En suspens
queued = En attente d’envoi
sending = Envoi en cours
sent = Envoyée
delivered = Distribuée
bounced = Non distribuée
complained = Signalée comme spam
unconfirmed = Non confirmée
accepted = Acceptée
expired = Expirée
invite = Envoyer l’invitation
inviteAll = Inviter toutes les personnes sans invitation
invited = { $queued ->
    [0] Aucune invitation à envoyer.
    [one] { $queued } invitation va être envoyée.
   *[other] { $queued } invitations vont être envoyées.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } personne a déjà été invitée.
   *[other] {" "}{ $already_invited } personnes ont déjà été invitées.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } compte est déjà actif.
   *[other] {" "}{ $already_active } comptes sont déjà actifs.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } compte est désactivé.
   *[other] {" "}{ $disabled } comptes sont désactivés.
}
running = Préparation des invitations… Jusqu’ici : { $queued }.
runFailed = Certaines personnes n’ont pas été invitées. Réessayez.
noMails = Les invitations ne sont pas configurées pour ce portail.
stopped_bounces = L’envoi s’est arrêté : { $bounced ->
    [one] { $bounced } e-mail sur { $sent } n’a pas pu être distribué
   *[other] { $bounced } e-mails sur { $sent } n’ont pas pu être distribués
}. Vérifiez les adresses, puis reprenez l’envoi.
stopped_account = L’envoi est en pause : le service de messagerie a suspendu ce compte. L’envoi reprendra automatiquement.
resume = Reprendre l’envoi
notInvited = Non invité
sendAgain = Renvoyer
inviteAllFiltered = Effacez d’abord les autres filtres.
askAll = { $count ->
    [one] Envoyer une invitation à { $count } personne, toutes entreprises confondues ?
   *[other] Envoyer des invitations à { $count } personnes, toutes entreprises confondues ?
}
askAllMore = Envoyer des invitations à plus de { $count } personnes, toutes entreprises confondues ?
askCompany = { $count ->
    [one] Envoyer une invitation à { $count } personne chez { $company } ?
   *[other] Envoyer des invitations à { $count } personnes chez { $company } ?
}
askCompanyMore = Envoyer des invitations à plus de { $count } personnes chez { $company } ?
askSend = { $count ->
    [one] Envoyer { $count } invitation
   *[other] Envoyer { $count } invitations
}
askSendMore = Envoyer plus de { $count } invitations

activate = Activez votre compte
activateText = Cliquez sur le bouton pour activer votre compte.
accept = Activer
welcome = Bienvenue, { $name }. Votre compte { $email } est actif.
invalid = Ce lien ne fonctionne pas : il a été utilisé, a expiré ou est incomplet. Demandez une nouvelle invitation.
activated = Votre compte est actif
openAgain = Ouvrez de nouveau le lien reçu par e-mail.
goTo = Accéder à { $tenant }
