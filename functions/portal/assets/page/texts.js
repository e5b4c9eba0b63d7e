// Sentences of the pages: English, French, German, Spanish, Italian.
const LANGUAGES = { en: "English", fr: "Français", de: "Deutsch", es: "Español", it: "Italiano" };
const TEXTS = {
  users: ["Users", "Utilisateurs", "Benutzer", "Usuarios", "Utenti"],
  language: ["Language", "Langue", "Sprache", "Idioma", "Lingua"],
  token: ["This API wants a token. It is kept in this page only.", "Cette API demande un jeton. Il reste dans cette page uniquement.", "Diese API verlangt ein Token. Es bleibt nur in dieser Seite.", "Esta API pide un token. Se guarda solo en esta página.", "Questa API richiede un token. Resta solo in questa pagina."],
  use: ["Use token", "Utiliser le jeton", "Token verwenden", "Usar token", "Usa il token"],
  q: ["E-mail begins with", "L’e-mail commence par", "E-Mail beginnt mit", "El correo empieza por", "L’e-mail inizia con"],
  company: ["Company", "Société", "Unternehmen", "Empresa", "Azienda"],
  status: ["State", "État", "Status", "Estado", "Stato"],
  search: ["Search", "Rechercher", "Suchen", "Buscar", "Cerca"],
  all: ["All", "Tous", "Alle", "Todos", "Tutti"],
  pending: ["Pending", "En attente", "Ausstehend", "Pendiente", "In attesa"],
  active: ["Active", "Actif", "Aktiv", "Activo", "Attivo"],
  disabled: ["Disabled", "Désactivé", "Deaktiviert", "Desactivado", "Disattivato"],
  user: ["User", "Utilisateur", "Benutzer", "Usuario", "Utente"],
  select: ["Select {name}", "Sélectionner {name}", "{name} auswählen", "Seleccionar {name}", "Seleziona {name}"],
  chosen: ["Chosen", "Choix", "Auswahl", "Selección", "Scelta"],
  invitation: ["Invitation", "Invitation", "Einladung", "Invitación", "Invito"],
  none: ["None", "Aucune", "Keine", "Ninguna", "Nessuno"], held: ["Held back", "Retenue", "Zurückgehalten", "Retenida", "Trattenuto"],
  queued: ["Queued", "En file", "Eingereiht", "En cola", "In coda"], sending: ["Sending", "Envoi", "Wird gesendet", "Enviando", "In invio"],
  sent: ["Sent", "Envoyée", "Gesendet", "Enviada", "Inviato"], delivered: ["Delivered", "Remise", "Zugestellt", "Entregada", "Consegnato"],
  bounced: ["Bounced", "Refusée", "Unzustellbar", "Rebotada", "Respinto"], complained: ["Complaint", "Plainte", "Beschwerde", "Queja", "Reclamo"],
  unconfirmed: ["Unconfirmed", "Non confirmée", "Unbestätigt", "Sin confirmar", "Non confermato"], accepted: ["Accepted", "Acceptée", "Angenommen", "Aceptada", "Accettato"], expired: ["Expired", "Expirée", "Abgelaufen", "Caducada", "Scaduto"],
  invite: ["Send invitation", "Envoyer l’invitation", "Einladung senden", "Enviar invitación", "Invia l’invito"],
  inviteAll: ["Invite all who have none", "Inviter tous ceux qui n’en ont pas", "Alle ohne Einladung einladen", "Invitar a todos los que no tienen", "Invita tutti quelli senza invito"],
  invited: ["Queued: {queued}. Already invited: {already}.", "En file : {queued}. Déjà invités : {already}.", "Eingereiht: {queued}. Bereits eingeladen: {already}.", "En cola: {queued}. Ya invitados: {already}.", "In coda: {queued}. Già invitati: {already}."],
  running: ["The invitations are being queued.", "Les invitations sont mises en file.", "Die Einladungen werden eingereiht.", "Las invitaciones se están poniendo en cola.", "Gli inviti vengono messi in coda."],
  noMails: ["This stack does not send invitations.", "Cette installation n’envoie pas d’invitations.", "Diese Installation sendet keine Einladungen.", "Esta instalación no envía invitaciones.", "Questa installazione non invia inviti."],
  empty: ["No users here. Import some, or search for something else.", "Aucun utilisateur. Importez-en, ou modifiez la recherche.", "Keine Benutzer. Importieren Sie welche oder ändern Sie die Suche.", "No hay usuarios. Importe algunos o cambie la búsqueda.", "Nessun utente. Ne importi o cambi la ricerca."],
  more: ["Show more", "Afficher plus", "Mehr anzeigen", "Mostrar más", "Mostra altro"],
  failed: ["No answer. Check the connection and try again.", "Pas de réponse. Vérifiez la connexion et réessayez.", "Keine Antwort. Prüfen Sie die Verbindung und versuchen Sie es erneut.", "Sin respuesta. Compruebe la conexión e inténtelo de nuevo.", "Nessuna risposta. Controlli la connessione e riprovi."],
  activate: ["Activate your account", "Activer votre compte", "Konto aktivieren", "Activar su cuenta", "Attivare l’account"],
  activateText: ["Press the button to accept the invitation.", "Appuyez sur le bouton pour accepter l’invitation.", "Drücken Sie die Schaltfläche, um die Einladung anzunehmen.", "Pulse el botón para aceptar la invitación.", "Prema il pulsante per accettare l’invito."],
  accept: ["Activate", "Activer", "Aktivieren", "Activar", "Attiva"],
  welcome: ["Welcome, {name}. Your account {email} is active.", "Bienvenue, {name}. Votre compte {email} est actif.", "Willkommen, {name}. Ihr Konto {email} ist aktiv.", "Le damos la bienvenida, {name}. Su cuenta {email} está activa.", "Benvenuto/a, {name}. Il Suo account {email} è attivo."],
  invalid: ["This link does not work: it was used, has expired or is incomplete. Ask for a new invitation.", "Ce lien ne fonctionne pas : il a été utilisé, a expiré ou est incomplet. Demandez une nouvelle invitation.", "Dieser Link funktioniert nicht: Er wurde benutzt, ist abgelaufen oder unvollständig. Bitten Sie um eine neue Einladung.", "Este enlace no funciona: ya se usó, caducó o está incompleto. Pida una nueva invitación.", "Questo link non funziona: è stato usato, è scaduto o è incompleto. Chieda un nuovo invito."],
};
const codes = Object.keys(LANGUAGES);
let language = (navigator.languages || []).map((tag) => tag.split("-")[0].toLowerCase()).find((tag) => LANGUAGES[tag]) || "en";
const say = (key, values = {}) => (TEXTS[key] ? TEXTS[key][codes.indexOf(language)] : key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
const $ = (id) => document.getElementById(id);
