//! The words around an import's result, in the language of `--lang`.
//!
//! The messages of problems come from the API in that language; `--json`, the help and the program's own messages do not
//! depend on it.

use rollcall_domain::{import::ImportStatus, problem::Language};

/// What a report says, in one language. Texts stand between what they name.
pub(super) struct Words {
    /// Around an import's id and its file.
    pub(super) import_of: [&'static str; 3],
    /// Around the file and how it would have ended.
    pub(super) dry_run_of: [&'static str; 3],
    /// Completed, rejected, cancelled, failed, expired.
    pub(super) ends: [&'static str; 5],
    /// Created, updated, skipped, failed, course assignments, invitations.
    pub(super) counts: [&'static str; 6],
    /// Blank rows and repeated rows, left out.
    pub(super) left_out: [&'static str; 2],
    /// Before the option that would have skipped the rows with errors.
    pub(super) with_option: &'static str,
    /// One error, several.
    pub(super) errors: [&'static str; 2],
    /// One warning, several.
    pub(super) warnings: [&'static str; 2],
    /// Around the number of problems that are not shown.
    pub(super) and_more: [&'static str; 2],
    /// Before the file that shows them.
    pub(super) see: &'static str,
    /// The result, the table of users, the file to correct.
    pub(super) files: [&'static str; 3],
}

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
            Language::German => &GERMAN,
            Language::Spanish => &SPANISH,
            Language::Italian => &ITALIAN,
        }
    }

    /// How an import ended. One that has not goes by its own name: no report is made of it.
    pub(super) fn end(&self, status: ImportStatus) -> &'static str {
        let [completed, rejected, cancelled, failed, expired] = self.ends;
        match status {
            ImportStatus::Completed => completed,
            ImportStatus::Rejected => rejected,
            ImportStatus::Cancelled => cancelled,
            ImportStatus::Failed => failed,
            ImportStatus::Expired => expired,
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::AwaitingConfirmation
            | ImportStatus::Importing => status.as_str(),
        }
    }
}

static ENGLISH: Words = Words {
    import_of: ["Import ", " of ", ": "],
    dry_run_of: ["Dry run of ", ": ", ". Nothing was written."],
    ends: ["completed", "rejected", "cancelled", "failed", "expired"],
    counts: ["created", "updated", "skipped", "failed", "course assignments", "invitations"],
    left_out: ["blank rows left out", "repeated rows left out"],
    with_option: "With ",
    errors: ["error", "errors"],
    warnings: ["warning", "warnings"],
    and_more: ["… and ", " more"],
    see: ", see ",
    files: ["Result: ", "One row per user: ", "To be corrected and imported again: "],
};

static FRENCH: Words = Words {
    import_of: ["Import ", " de ", "\u{a0}: "],
    dry_run_of: ["Essai de ", "\u{a0}: ", ". Rien n’a été écrit."],
    ends: ["terminé", "refusé", "annulé", "en échec", "expiré"],
    counts: ["créés", "mis à jour", "ignorés", "en échec", "cours attribués", "invitations"],
    left_out: ["lignes vides omises", "lignes répétées omises"],
    with_option: "Avec ",
    errors: ["erreur", "erreurs"],
    warnings: ["avertissement", "avertissements"],
    and_more: ["… et ", " de plus"],
    see: ", voir ",
    files: ["Résultat\u{a0}: ", "Une ligne par utilisateur\u{a0}: ", "À corriger et à importer de nouveau\u{a0}: "],
};

static GERMAN: Words = Words {
    import_of: ["Import ", " von ", ": "],
    dry_run_of: ["Probelauf von ", ": ", ". Es wurde nichts geschrieben."],
    ends: ["abgeschlossen", "abgelehnt", "abgebrochen", "gescheitert", "abgelaufen"],
    counts: ["angelegt", "aktualisiert", "übersprungen", "fehlgeschlagen", "Kurszuweisungen", "Einladungen"],
    left_out: ["leere Zeilen ausgelassen", "wiederholte Zeilen ausgelassen"],
    with_option: "Mit ",
    errors: ["Fehler", "Fehler"],
    warnings: ["Warnung", "Warnungen"],
    and_more: ["… und ", " weitere"],
    see: ", siehe ",
    files: ["Ergebnis: ", "Eine Zeile pro Person: ", "Zum Korrigieren und erneuten Importieren: "],
};

static SPANISH: Words = Words {
    import_of: ["Importación ", " de ", ": "],
    dry_run_of: ["Prueba de ", ": ", ". No se ha escrito nada."],
    ends: ["completada", "rechazada", "cancelada", "fallida", "caducada"],
    counts: ["creados", "actualizados", "omitidos", "fallidos", "cursos asignados", "invitaciones"],
    left_out: ["filas vacías descartadas", "filas repetidas descartadas"],
    with_option: "Con ",
    errors: ["error", "errores"],
    warnings: ["advertencia", "advertencias"],
    and_more: ["… y ", " más"],
    see: ", véase ",
    files: ["Resultado: ", "Una fila por usuario: ", "Para corregir y volver a importar: "],
};

static ITALIAN: Words = Words {
    import_of: ["Importazione ", " di ", ": "],
    dry_run_of: ["Prova di ", ": ", ". Non è stato scritto nulla."],
    ends: ["completata", "rifiutata", "annullata", "non riuscita", "scaduta"],
    counts: ["creati", "aggiornati", "saltati", "non riusciti", "corsi assegnati", "inviti"],
    left_out: ["righe vuote tralasciate", "righe ripetute tralasciate"],
    with_option: "Con ",
    errors: ["errore", "errori"],
    warnings: ["avviso", "avvisi"],
    and_more: ["… e altri ", ""],
    see: ", vedere ",
    files: ["Risultato: ", "Una riga per utente: ", "Da correggere e importare di nuovo: "],
};
