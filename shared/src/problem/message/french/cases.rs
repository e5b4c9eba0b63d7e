//! Sentences of the codes that have several cases.

use super::WORDS;
use crate::problem::{
    Hint, Problem,
    message::words::{has_no_dot_in_domain, has_no_label, near_columns},
};

pub(super) fn not_csv(problem: &Problem) -> String {
    let finding = match (problem.hint, problem.found.as_str()) {
        (Some(Hint::WrongSuffix), "") => "Le nom du fichier ne se termine pas par .csv.".to_owned(),
        (Some(Hint::WrongSuffix), name) => {
            format!("Le nom du fichier, {}, ne se termine pas par .csv.", WORDS.quoted(name))
        }
        (_, "") => "Le fichier contient autre chose que du CSV.".to_owned(),
        (_, what) => format!("Le fichier est {}, et non un fichier CSV.", WORDS.kind_of_file(what)),
    };
    format!(
        "{finding} Ouvrez la liste dans un tableur, enregistrez-la au format «\u{a0}CSV UTF-8\u{a0}» et importez ce fichier."
    )
}

pub(super) fn bad_encoding(problem: &Problem) -> String {
    if !problem.suggestions.is_empty() {
        return format!(
            "Les lettres du fichier ne sont pas en UTF-8 et leur encodage n’est pas certain. Encodages possibles\u{a0}: {}. Enregistrez de nouveau le fichier au format «\u{a0}CSV UTF-8\u{a0}» et importez celui-ci, ou indiquez l’encodage\u{a0}: dans l’option encoding de l’import, avec --encoding en ligne de commande ou dans la métadonnée encoding de l’objet.",
            WORDS.candidates(problem),
        );
    }
    let finding = match (problem.count, problem.found.as_str()) {
        (Some(byte), found) => format!(
            "L’octet {} du fichier{}{} {}.",
            WORDS.number(byte),
            if found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.row_and_line(problem).map_or_else(String::new, |row| format!(", à la {row},")),
            match problem.expected.first() {
                Some(encoding) => format!("n’est pas du texte dans l’encodage {encoding}"),
                None => "n’est pas de l’UTF-8 valide, alors que d’autres lettres du fichier le sont".to_owned(),
            },
        ),
        (None, "") => "Les lettres du fichier sont illisibles.".to_owned(),
        (None, "mostly control characters") => {
            "Le fichier contient surtout des caractères de contrôle et ne peut pas être lu comme du texte.".to_owned()
        }
        (None, what) => format!("Le fichier est en {what} et ne peut pas être lu comme du texte."),
    };
    format!("{finding} Enregistrez de nouveau le fichier au format «\u{a0}CSV UTF-8\u{a0}» et importez celui-ci.")
}

pub(super) fn no_header(problem: &Problem) -> String {
    let finding = if problem.found.is_empty() {
        "La première ligne ne contient aucun des noms de colonne.".to_owned()
    } else {
        format!("La première ligne contient {} et aucun des noms de colonne.", WORDS.quoted(&problem.found))
    };
    let labels = match problem.expected.as_slice() {
        [] => String::new(),
        labels => format!(" Les noms de colonne sont {}.", WORDS.all_of(labels)),
    };
    match (problem.hint, problem.count) {
        (Some(Hint::HeaderFurtherDown), Some(line)) => format!(
            "{finding} L’en-tête semble se trouver à la {} {}. Supprimez les lignes au-dessus et importez de nouveau le fichier.{labels}",
            WORDS.line,
            WORDS.number(line)
        ),
        _ => format!("{finding} Placez l’en-tête du modèle au-dessus des lignes.{labels}"),
    }
}

pub(super) fn bad_option(problem: &Problem) -> String {
    let option = if problem.found.is_empty() { "de cet import".to_owned() } else { WORDS.quoted(&problem.found) };
    match (problem.hint, problem.expected.as_slice()) {
        (Some(Hint::NotInLayout), _) => {
            format!("L’option {option} ne convient pas à ce format. Retirez-la, ou choisissez l’autre format.")
        }
        (_, []) => format!("L’option {option} est inconnue. Retirez-la, ou corrigez son nom."),
        (_, values) => {
            format!("L’option {option} a une valeur qu’elle n’accepte pas. Écrivez {}.", WORDS.any_of(values))
        }
    }
}

pub(super) fn bad_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    match problem.hint {
        Some(Hint::SeveralAddresses) => format!(
            "{found} contient plus d’une adresse.{meant} Écrivez une adresse par ligne, et une ligne pour chaque personne."
        ),
        Some(Hint::NonAsciiLocalPart) => format!(
            "{found} contient avant le @ une lettre autre que a à z\u{a0}; aucun e-mail ne peut être envoyé à une telle adresse.{meant} Utilisez une autre adresse de cette personne."
        ),
        _ if has_no_dot_in_domain(&problem.found) => format!(
            "{found} ne contient pas de point après le @.{meant} Écrivez le domaine entier, par exemple nom@example.org."
        ),
        _ => format!("{found} n’est pas une adresse e-mail.{meant} Écrivez-la sous la forme nom@domaine."),
    }
}

pub(super) fn missing_column(problem: &Problem) -> String {
    let label = problem.column.as_deref().map_or_else(|| WORDS.in_question.to_owned(), |label| WORDS.quoted(label));
    let remedy = match near_columns(problem).as_slice() {
        [] => format!("Ajoutez une colonne qui porte exactement ce nom\u{a0}: {label}."),
        [near] => format!("S’il s’agit de la colonne {}, changez ce nom en {label}.", WORDS.quoted(near)),
        near => format!("S’il s’agit d’une des colonnes {}, changez ce nom en {label}.", WORDS.any_of(near)),
    };
    format!("La colonne {label} est obligatoire et manque dans le fichier. {remedy}")
}

pub(super) fn unknown_column(problem: &Problem) -> String {
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Supprimez la colonne, ou donnez-lui un nom du modèle."
    } else {
        "Écrivez le nom exactement ainsi, avec les mêmes majuscules et les mêmes espaces."
    };
    format!("La colonne {label} n’existe pas dans ce format.{meant} {remedy}")
}

pub(super) fn ignored_column(problem: &Problem) -> String {
    if has_no_label(problem) {
        let letter = problem.column.as_deref().unwrap_or("à droite");
        let cells = if problem.found.is_empty() {
            "contient des données".to_owned()
        } else {
            format!("contient des données, par exemple {},", WORDS.quoted(&problem.found))
        };
        return format!(
            "La colonne {letter} {cells} et n’a pas de nom dans l’en-tête\u{a0}; elle n’est donc pas importée. Donnez-lui un nom du modèle, ou videz-la."
        );
    }
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Si c’est voulu, il n’y a rien à faire."
    } else {
        "Si c’est le cas, écrivez le nom exactement ainsi."
    };
    format!("La colonne {label} ne fait pas partie de ce format et n’est pas importée.{meant} {remedy}")
}

pub(super) fn repeated_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let earlier = WORDS.other_row(problem, "à la ", "sur une ligne précédente");
    match problem.hint {
        Some(Hint::OnlyCoursesDiffer) => format!(
            "{found} figure déjà {earlier}, avec d’autres cours. Mettez tous les cours d’une personne sur une seule ligne, dans d’autres colonnes «\u{a0}module requested\u{a0}»."
        ),
        _ => format!(
            "{found} figure déjà {earlier}. Gardez une ligne par personne, ou corrigez l’adresse s’il s’agit de deux personnes."
        ),
    }
}

pub(super) fn changed(problem: &Problem) -> &'static str {
    match problem.hint {
        Some(Hint::UserChanged) => {
            "Cette personne a été modifiée ou supprimée après l’aperçu\u{a0}; la ligne n’a donc pas été traitée. Importez-la de nouveau pour voir ce qu’elle ferait maintenant."
        }
        Some(Hint::CatalogChanged) => {
            "L’entreprise, sa cohorte ou l’un de ses cours a été modifié ou supprimé après l’aperçu\u{a0}; la ligne n’a donc pas été traitée. Vérifiez-les et importez de nouveau la ligne."
        }
        _ => {
            "Un élément dont dépend la ligne a été modifié après l’aperçu\u{a0}; la ligne n’a donc pas été traitée. Importez-la de nouveau pour voir ce qu’elle ferait maintenant."
        }
    }
}

pub(super) fn too_long(problem: &Problem, subject: &str) -> String {
    format!(
        "{subject} contient {}\u{a0}; le maximum est de {}. Raccourcissez le texte.",
        WORDS.counted(problem, &WORDS.characters),
        WORDS.number_of(problem.limit)
    )
}
