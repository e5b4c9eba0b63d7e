//! The help texts in the languages other than English. The English ones are in the layouts.

use crate::{
    layout::{Field, LayoutName},
    problem::Language,
};

/// The help texts of one language. Where there are two, the first is for `enrolment` and the second for `learners`.
pub(super) struct HelpWords {
    titles: [&'static str; 2],
    enabled: &'static str,
    name: [&'static str; 2],
    last_name: [&'static str; 2],
    email: [&'static str; 2],
    company: &'static str,
    cohort: &'static str,
    language: [&'static str; 2],
    job_role: &'static str,
    region: &'static str,
    identifier: &'static str,
    country: &'static str,
    course: &'static str,
    pub(super) layout: &'static str,
    update_existing: [&'static str; 2],
    pub(super) send_invitations: &'static str,
    pub(super) on_row_errors: &'static str,
    pub(super) confirm: &'static str,
}

impl HelpWords {
    /// The words of a language; none for English.
    pub(super) fn of(language: Language) -> Option<&'static Self> {
        match language {
            Language::English => None,
            Language::French => Some(&FRENCH),
            Language::German => Some(&GERMAN),
            Language::Spanish => Some(&SPANISH),
            Language::Italian => Some(&ITALIAN),
        }
    }

    pub(super) fn title(&self, layout: LayoutName) -> &'static str {
        pick(self.titles, layout)
    }

    pub(super) fn update_existing(&self, layout: LayoutName) -> &'static str {
        pick(self.update_existing, layout)
    }

    pub(super) fn column(&self, layout: LayoutName, field: Field) -> &'static str {
        match field {
            Field::Enabled => self.enabled,
            Field::Name => pick(self.name, layout),
            Field::LastName => pick(self.last_name, layout),
            Field::Email => pick(self.email, layout),
            Field::Company => self.company,
            Field::Cohort => self.cohort,
            Field::Language => pick(self.language, layout),
            Field::JobRole => self.job_role,
            Field::Region => self.region,
            Field::Identifier => self.identifier,
            Field::Country => self.country,
            Field::Course => self.course,
        }
    }
}

fn pick([enrolment, learners]: [&'static str; 2], layout: LayoutName) -> &'static str {
    match layout {
        LayoutName::Enrolment => enrolment,
        LayoutName::Learners => learners,
    }
}

static FRENCH: HelpWords = HelpWords {
    titles: ["Personnes avec leur entreprise, leur cohorte et leurs cours", "Personnes sans cours"],
    enabled: "1 permet à la personne de se connecter, 0 crée le compte désactivé. TRUE et FALSE, yes et no sont compris aussi.",
    name: [
        "Prénom.",
        "Prénom, 64 caractères au maximum, sans symboles. Les lettres de toutes les écritures, les apostrophes et les traits d’union sont admis.",
    ],
    last_name: [
        "Nom de famille. S’il est laissé vide, celui qui est enregistré est conservé.",
        "Nom de famille, 64 caractères au maximum, sans symboles.",
    ],
    email: [
        "Adresse e-mail. Elle identifie la personne\u{a0}: une adresse, un utilisateur.",
        "Adresse e-mail. Chaque adresse ne peut figurer qu’une fois dans le fichier.",
    ],
    company: "Le nom de l’entreprise, exactement comme le portail l’affiche.",
    cohort: "Une cohorte de cette entreprise, exactement comme le portail l’affiche. Si elle est laissée vide, celle qui est enregistrée est conservée tant que l’entreprise reste la même.",
    language: [
        "Langue des cours et de l’invitation sous forme de code, par exemple fr-FR, en ou fr-CA.",
        "Langue en deux lettres minuscules (ISO 639-1)\u{a0}: fr, en, de. Elle détermine la langue de l’invitation.",
    ],
    job_role: "Fonction, en texte libre. Si elle est laissée vide, celle qui est enregistrée est conservée.",
    region: "Région ou lieu, en texte libre. Si elle est laissée vide, celle qui est enregistrée est conservée.",
    identifier: "Lettres et chiffres uniquement\u{a0}; affiché comme nom d’utilisateur dans les rapports. Les zéros initiaux sont conservés. Peut rester vide.",
    country: "Pays en deux lettres majuscules (ISO 3166-1 alpha-2)\u{a0}: FR, US, GB, DE.",
    course: "Le titre d’un cours à attribuer. Ajoutez une colonne par cours\u{a0}; laissez vides ceux dont une personne n’a pas besoin. Les cours ne sont jamais retirés.",
    layout: "Les colonnes que contient le fichier.",
    update_existing: [
        "Coché\u{a0}: les personnes déjà enregistrées reçoivent les valeurs du fichier et les nouveaux cours\u{a0}; les cellules facultatives vides ne changent rien. Non coché\u{a0}: elles restent telles quelles et figurent parmi les lignes ignorées.",
        "Ce format ne fait qu’ajouter des personnes. Une personne déjà enregistrée est une ligne en erreur.",
    ],
    send_invitations: "Coché\u{a0}: chaque nouvel utilisateur reçoit aussitôt l’invitation par e-mail. Non coché\u{a0}: personne ne reçoit d’e-mail maintenant, et les invitations peuvent être envoyées plus tard.",
    on_row_errors: "Ce qui se passe si des lignes contiennent des erreurs. reject\u{a0}: rien n’est importé. skip\u{a0}: les autres lignes sont importées. Sans effet quand l’import attend votre décision.",
    confirm: "Coché\u{a0}: le fichier est d’abord vérifié, et rien n’est importé avant que vous ayez vu le résultat et l’ayez confirmé.",
};

static GERMAN: HelpWords = HelpWords {
    titles: ["Personen mit Unternehmen, Kohorte und Kursen", "Personen ohne Kurse"],
    enabled: "Bei 1 darf sich die Person anmelden, bei 0 wird das Konto deaktiviert angelegt. TRUE und FALSE, yes und no werden auch verstanden.",
    name: [
        "Vorname.",
        "Vorname, höchstens 64 Zeichen, keine Sonderzeichen. Buchstaben aller Schriften, Apostrophe und Bindestriche sind erlaubt.",
    ],
    last_name: [
        "Nachname. Bleibt die Zelle leer, bleibt der gespeicherte erhalten.",
        "Nachname, höchstens 64 Zeichen, keine Sonderzeichen.",
    ],
    email: [
        "E-Mail-Adresse. An ihr wird die Person erkannt: eine Adresse, eine Person.",
        "E-Mail-Adresse. Jede Adresse darf nur einmal in der Datei stehen.",
    ],
    company: "Der Name des Unternehmens, genau so, wie das Portal ihn anzeigt.",
    cohort: "Eine Kohorte dieses Unternehmens, genau so, wie das Portal sie anzeigt. Bleibt die Zelle leer, bleibt die gespeicherte erhalten, solange das Unternehmen dasselbe ist.",
    language: [
        "Sprache der Kurse und der Einladung als Code, zum Beispiel de-DE, en oder fr-CA.",
        "Sprache als zwei Kleinbuchstaben (ISO 639-1): de, en, fr. Sie bestimmt die Sprache der Einladung.",
    ],
    job_role: "Funktion, als freier Text. Bleibt die Zelle leer, bleibt die gespeicherte erhalten.",
    region: "Region oder Standort, als freier Text. Bleibt die Zelle leer, bleibt der gespeicherte Wert erhalten.",
    identifier: "Nur Buchstaben und Ziffern; erscheint in Berichten als Benutzername. Führende Nullen bleiben erhalten. Darf leer bleiben.",
    country: "Land als zwei Großbuchstaben (ISO 3166-1 alpha-2): DE, FR, US, GB.",
    course: "Der Titel eines Kurses, der zugewiesen werden soll. Fügen Sie für jeden Kurs eine Spalte hinzu; lassen Sie leer, was eine Person nicht braucht. Kurse werden nie entzogen.",
    layout: "Welche Spalten die Datei hat.",
    update_existing: [
        "Angekreuzt: Personen, die es schon gibt, erhalten die Werte der Datei und neue Kurse; leere optionale Zellen ändern nichts. Nicht angekreuzt: Sie bleiben, wie sie sind, und werden als übersprungen aufgeführt.",
        "Dieses Format fügt nur Personen hinzu. Eine Person, die es schon gibt, ist eine Zeile mit Fehler.",
    ],
    send_invitations: "Angekreuzt: Jede neue Person erhält die Einladung sofort per E-Mail. Nicht angekreuzt: Niemand erhält jetzt eine E-Mail; Einladungen können später gesendet werden.",
    on_row_errors: "Was geschieht, wenn einige Zeilen Fehler haben. reject: Es wird nichts importiert. skip: Die anderen Zeilen werden importiert. Ohne Wirkung, wenn der Import auf Ihre Entscheidung wartet.",
    confirm: "Angekreuzt: Die Datei wird zuerst geprüft, und nichts wird importiert, bevor Sie das Ergebnis gesehen und bestätigt haben.",
};

static SPANISH: HelpWords = HelpWords {
    titles: ["Personas con su empresa, su cohorte y sus cursos", "Personas sin cursos"],
    enabled: "1 permite a la persona iniciar sesión; 0 crea la cuenta desactivada. También se entienden TRUE y FALSE, yes y no.",
    name: [
        "Nombre.",
        "Nombre, 64 caracteres como máximo, sin símbolos. Se admiten letras de todas las escrituras, apóstrofos y guiones.",
    ],
    last_name: [
        "Apellidos. Si se dejan vacíos, se conservan los guardados.",
        "Apellidos, 64 caracteres como máximo, sin símbolos.",
    ],
    email: [
        "Dirección de correo electrónico. Identifica a la persona: una dirección, un usuario.",
        "Dirección de correo electrónico. Cada dirección solo puede figurar una vez en el archivo.",
    ],
    company: "El nombre de la empresa, exactamente como aparece en el portal.",
    cohort: "Una cohorte de esa empresa, exactamente como aparece en el portal. Si se deja vacía, se conserva la guardada mientras la empresa sea la misma.",
    language: [
        "Idioma de los cursos y de la invitación como código, por ejemplo es-ES, en o fr-CA.",
        "Idioma con dos letras minúsculas (ISO 639-1): es, en, fr. Determina el idioma de la invitación.",
    ],
    job_role: "Puesto, en texto libre. Si se deja vacío, se conserva el guardado.",
    region: "Región o lugar, en texto libre. Si se deja vacía, se conserva la guardada.",
    identifier: "Solo letras y cifras; se muestra como nombre de usuario en los informes. Los ceros iniciales se conservan. Puede quedar vacío.",
    country: "País con dos letras mayúsculas (ISO 3166-1 alfa-2): ES, FR, US, GB.",
    course: "El título de un curso que se debe asignar. Añada una columna por curso; deje vacíos los que una persona no necesite. Los cursos nunca se quitan.",
    layout: "Qué columnas tiene el archivo.",
    update_existing: [
        "Marcado: las personas que ya existen reciben los valores del archivo y los cursos nuevos; las celdas opcionales vacías no cambian nada. Sin marcar: se quedan como están y figuran como omitidas.",
        "Este formato solo añade personas. Una persona que ya existe es una fila con error.",
    ],
    send_invitations: "Marcado: cada usuario nuevo recibe enseguida la invitación por correo electrónico. Sin marcar: nadie recibe ahora un correo, y las invitaciones se pueden enviar más tarde.",
    on_row_errors: "Qué ocurre si algunas filas tienen errores. reject: no se importa nada. skip: se importan las demás filas. No se usa cuando la importación espera su decisión.",
    confirm: "Marcado: primero se comprueba el archivo, y no se importa nada antes de que usted haya visto el resultado y lo haya confirmado.",
};

static ITALIAN: HelpWords = HelpWords {
    titles: ["Persone con azienda, coorte e corsi", "Persone senza corsi"],
    enabled: "1 permette alla persona di accedere, 0 crea l’account disattivato. Si capiscono anche TRUE e FALSE, yes e no.",
    name: [
        "Nome.",
        "Nome, al massimo 64 caratteri, senza simboli. Sono ammessi lettere di ogni scrittura, apostrofi e trattini.",
    ],
    last_name: [
        "Cognome. Se lasciato vuoto, resta quello memorizzato.",
        "Cognome, al massimo 64 caratteri, senza simboli.",
    ],
    email: [
        "Indirizzo e-mail. Identifica la persona: un indirizzo, un utente.",
        "Indirizzo e-mail. Ogni indirizzo può comparire una sola volta nel file.",
    ],
    company: "Il nome dell’azienda, esattamente come appare nel portale.",
    cohort: "Una coorte di quell’azienda, esattamente come appare nel portale. Se lasciata vuota, resta quella memorizzata finché l’azienda è la stessa.",
    language: [
        "Lingua dei corsi e dell’invito come codice, per esempio it-IT, en o fr-CA.",
        "Lingua con due lettere minuscole (ISO 639-1): it, en, fr. Determina la lingua dell’invito.",
    ],
    job_role: "Ruolo, come testo libero. Se lasciato vuoto, resta quello memorizzato.",
    region: "Regione o sede, come testo libero. Se lasciata vuota, resta quella memorizzata.",
    identifier: "Solo lettere e cifre; nei rapporti appare come nome utente. Gli zeri iniziali restano. Può restare vuoto.",
    country: "Paese con due lettere maiuscole (ISO 3166-1 alpha-2): IT, FR, US, GB.",
    course: "Il titolo di un corso da assegnare. Aggiungere una colonna per ogni corso; lasciare vuoti quelli che non servono a una persona. I corsi non vengono mai tolti.",
    layout: "Quali colonne ha il file.",
    update_existing: [
        "Selezionato: le persone già presenti ricevono i valori del file e i nuovi corsi; le celle facoltative vuote non cambiano nulla. Non selezionato: restano come sono e vengono elencate come saltate.",
        "Questo formato aggiunge soltanto persone. Una persona già presente è una riga con errore.",
    ],
    send_invitations: "Selezionato: ogni nuovo utente riceve subito l’invito per e-mail. Non selezionato: nessuno riceve ora un’e-mail, e gli inviti si possono inviare più tardi.",
    on_row_errors: "Che cosa succede se alcune righe hanno errori. reject: non viene importato nulla. skip: vengono importate le altre righe. Non si usa quando l’importazione attende una decisione.",
    confirm: "Selezionato: il file viene prima controllato, e nulla viene importato prima che il risultato sia stato visto e confermato.",
};
