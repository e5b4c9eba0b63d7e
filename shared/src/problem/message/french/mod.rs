//! French. Readers are addressed with "vous".
//!
//! The spaces of the punctuation are U+00A0 and not the narrow U+202F: windows-1252, in which many fix files go back, has
//! the one and not the other.

mod cases;

use cases::{
    bad_address, bad_encoding, bad_option, changed, ignored_column, missing_column, no_header, not_csv,
    repeated_address, too_long, unknown_column,
};

use super::words::{Noun, Words};
use crate::problem::{Code, Hint, Problem};

/// The words of the sentences.
pub(super) static WORDS: Words = Words {
    quotes: ["«\u{a0}", "\u{a0}»"],
    thousands: '\u{a0}',
    ungrouped_max: 999,
    decimal_mark: ',',
    units: ["Ko", "Mo"],
    and: "et",
    or: "ou",
    row: "ligne",
    line: "ligne physique",
    column: "colonne",
    the_file: "le fichier",
    did_you_mean: ["Vouliez-vous dire ", "\u{a0}?"],
    the_cell: "La cellule",
    in_question: "sans nom",
    of_company: "de l’entreprise ",
    of_rows_company: "de l’entreprise de cette ligne",
    rows: Noun { one: "ligne", many: "lignes", too_many: "trop de lignes" },
    columns: Noun { one: "colonne", many: "colonnes", too_many: "trop de colonnes" },
    cells: Noun { one: "cellule", many: "cellules", too_many: "trop de cellules" },
    characters: Noun { one: "caractère", many: "caractères", too_many: "trop de caractères" },
    bytes: Noun { one: "octet", many: "octets", too_many: "trop d’octets" },
    files: Noun { one: "fichier", many: "fichiers", too_many: "trop de fichiers" },
    several_files: "plusieurs fichiers",
    colon: "\u{a0}: ",
    the_first_ones: ", dont les premières sont ",
    at_least: "au moins ",
    certain_number: "un certain nombre",
    certain_number_of: "un certain nombre de",
    the_character: "le caractère ",
    times: ["plusieurs fois", "deux fois", " fois"],
    language_forms: ["deux lettres minuscules, par exemple fr ou en", "un code, par exemple fr-FR ou en"],
    delimiters: ["la virgule", "le point-virgule", "la tabulation", "la barre verticale", "le plus probable"],
    kinds_of_file: &[
        ("JSON", "du JSON"),
        ("a vCard", "une vCard"),
        ("a Markdown table", "un tableau Markdown"),
        ("a list with columns separated by ~", "une liste aux colonnes séparées par ~"),
        ("a list with columns separated by ^", "une liste aux colonnes séparées par ^"),
        ("a list with columns of fixed width", "une liste aux colonnes de largeur fixe"),
        ("a workbook (.xlsx, .ods) or a zip archive", "un classeur (.xlsx, .ods) ou une archive zip"),
        ("an empty zip archive", "une archive zip vide"),
        ("an old workbook (.xls)", "un ancien classeur (.xls)"),
        ("a PDF", "un PDF"),
        ("a text document (.rtf)", "un document texte (.rtf)"),
        ("a gzip archive", "une archive gzip"),
        ("a 7z archive", "une archive 7z"),
        ("a rar archive", "une archive rar"),
        ("a picture", "une image"),
        ("a web page (HTML or XML)", "une page web (HTML ou XML)"),
    ],
};

/// What a fix file says of its encoding.
pub(super) fn fix_in_utf8(encoding: &str) -> String {
    format!("Ce fichier est écrit en UTF-8, car {encoding} ne permet pas d’écrire certains caractères de ces messages.")
}

/// What is wrong and what to do.
#[allow(clippy::too_many_lines, reason = "one arm per code, so that a new code does not compile without its words")]
pub(super) fn sentence(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    let hint = problem.hint;
    match problem.code {
        Code::FileEmpty => {
            "Le fichier est vide. Remplissez le modèle, une ligne par personne, puis importez-le de nouveau.".to_owned()
        }
        Code::FileTooLarge => format!(
            "Le fichier occupe {}\u{a0}; un import accepte au maximum {}. Répartissez-le en fichiers plus petits, chacun avec l’en-tête, et importez-les l’un après l’autre.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::FileNotCsv => not_csv(problem),
        Code::FileEncoding => bad_encoding(problem),
        Code::FileNoRows => {
            "Le fichier contient un en-tête, mais aucune ligne en dessous. Ajoutez une ligne par personne, puis importez-le de nouveau."
                .to_owned()
        }
        Code::FileTooManyRows => format!(
            "Le fichier contient {}\u{a0}; dans ce format, un import en accepte au maximum {}. Répartissez-le en {}, avec l’en-tête dans chacun, et importez-les l’un après l’autre.",
            WORDS.counted(problem, &WORDS.rows),
            WORDS.number_of(problem.limit),
            WORDS.files_needed(problem),
        ),
        Code::FileQuoteUnclosed => format!(
            "Une cellule entre guillemets commence {}{} et ne se termine jamais\u{a0}; tout ce qui suit a été lu comme une seule cellule. Ajoutez le guillemet fermant, ou doublez chaque guillemet qui fait partie du texte.",
            problem
                .line
                .map_or_else(|| "ici".to_owned(), |line| format!("à la {} {}", WORDS.line, WORDS.number(line))),
            if problem.found.is_empty() {
                String::new()
            } else {
                format!(" par {}", WORDS.quoted(problem.found.trim_start_matches('"')))
            },
        ),
        Code::FileChanged => {
            "Le fichier a été remplacé ou supprimé avant la fin de sa lecture. Envoyez-le de nouveau et n’y touchez plus jusqu’à la fin de l’import."
                .to_owned()
        }
        Code::HeaderMissing => no_header(problem),
        Code::HeaderTooManyColumns => match problem.column.as_deref() {
            Some(family) => format!(
                "L’en-tête contient {} {}\u{a0}; le maximum est de {}. Supprimez celles qu’aucune ligne ne remplit, ou répartissez les cours sur plusieurs imports.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.quoted(family),
                WORDS.limit_of(problem, &WORDS.columns),
            ),
            None => format!(
                "L’en-tête contient {}\u{a0}; le maximum est de {}. Supprimez les colonnes qui ne figurent pas dans le modèle.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.limit_of(problem, &WORDS.columns),
            ),
        },
        Code::HeaderColumnMissing => missing_column(problem),
        Code::HeaderColumnUnknown => unknown_column(problem),
        Code::HeaderColumnDuplicate => format!(
            "La colonne {} figure {} dans l’en-tête. Gardez-en une et supprimez les autres, afin qu’on sache laquelle compte.",
            WORDS.label(problem),
            WORDS.times(problem.count),
        ),
        Code::CourseUnmatched => format!(
            "{found} n’est pas un cours {}{}.{meant} Corrigez le titre, ou ajoutez d’abord le cours à l’entreprise.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
        ),
        Code::CourseAmbiguous => format!(
            "{found} peut désigner plusieurs cours {}{}{}. Copiez lettre pour lettre le titre du cours voulu.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
            if problem.suggestions.is_empty() {
                String::new()
            } else {
                format!("\u{a0}: {}", WORDS.any_of(&problem.suggestions))
            },
        ),
        Code::FileNotSplit => {
            "Chaque ligne du fichier est une seule cellule, car des guillemets entourent toute la ligne. Convertissez la colonne A en plusieurs colonnes dans le tableur, enregistrez le fichier au format «\u{a0}CSV UTF-8\u{a0}» et importez celui-ci.".to_owned()
        }
        Code::FileDelimiterMixed => format!(
            "Les colonnes de l’en-tête sont séparées par des {}, celles des lignes par des {}. Enregistrez de nouveau la liste depuis le tableur au format «\u{a0}CSV UTF-8\u{a0}», avec le même séparateur partout, et importez ce fichier.",
            WORDS.delimiter(&problem.found),
            WORDS.delimiter(problem.expected.first().map_or("", String::as_str)),
        ),
        Code::LayoutMismatch => {
            let name = |name: Option<&String>| {
                name.filter(|name| !name.is_empty()).map_or_else(|| WORDS.in_question.to_owned(), String::clone)
            };
            let (found, expected) = (name(Some(&problem.found)), name(problem.expected.first()));
            format!(
                "Ce fichier semble destiné au modèle {found}, alors que l’import attend le modèle {expected}. Choisissez le modèle {found} pour l’import, ou reprenez les noms de colonne du modèle."
            )
        }
        Code::HeaderColumnMissingLabel => format!(
            "La colonne {} contient des cellules{} mais n’a pas de nom, et des colonnes nommées la suivent\u{a0}: les noms sont probablement décalés. Écrivez le nom manquant ou supprimez la colonne, puis importez de nouveau le fichier.",
            problem.column.as_deref().unwrap_or(WORDS.in_question),
            if problem.found.is_empty() { String::new() } else { format!(", par exemple {},", WORDS.quoted(&problem.found)) },
        ),
        Code::OptionInvalid => bad_option(problem),

        Code::RowTooManyCells if hint == Some(Hint::MisplacedQuote) => format!(
            "Un guillemet est à un endroit inhabituel{}, et la ligne a été lue avec {} alors que l’en-tête a {}. Corrigez les guillemets\u{a0}: un guillemet qui fait partie du texte s’écrit deux fois, et une cellule qui contient le séparateur est entre guillemets.",
            if problem.found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
        ),
        Code::RowTooManyCells => format!(
            "La ligne contient {}, alors que l’en-tête n’a que {}{}. Le texte d’une cellule contient peut-être le séparateur et a perdu ses guillemets\u{a0}: mettez cette cellule entre guillemets doubles.",
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
            if problem.found.is_empty() { String::new() } else { format!("\u{a0}; la première en trop est {found}") },
        ),
        Code::RowTooLong => format!(
            "La ligne occupe {}\u{a0}; le maximum est de {}. Il manque peut-être un saut de ligne ou un guillemet fermant\u{a0}: vérifiez où la ligne doit se terminer.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::CellControlCharacter => format!(
            "{found} contient {}, qui n’est pas du texte. Effacez la cellule et saisissez-la de nouveau.",
            WORDS.refused_character(problem, "un caractère de contrôle"),
        ),
        Code::CellLineBreak => format!("{found} contient un saut de ligne. Écrivez le contenu sur une seule ligne."),
        Code::CellTooLong => match hint {
            Some(Hint::InBytes) => format!(
                "La cellule occupe {}\u{a0}; le maximum est de {}. Raccourcissez-la, ou cherchez un guillemet fermant manquant.",
                WORDS.bytes_found(problem),
                WORDS.bytes_limit(problem),
            ),
            _ => too_long(problem, "La cellule"),
        },
        Code::EnabledInvalid => format!(
            "{}{} Écrivez 1 si la personne peut se connecter, ou 0 pour créer le compte désactivé.",
            if problem.found.is_empty() {
                "La cellule est vide.".to_owned()
            } else {
                format!("{found} n’est ni 1 ni 0.")
            },
            if problem.suggestions.len() == 1 { &meant } else { "" },
        ),
        Code::NameMissing => "Le prénom manque. Indiquez-le.".to_owned(),
        Code::NameTooLong => too_long(problem, "Le prénom"),
        Code::NameInvalid | Code::LastNameInvalid => format!(
            "{found} contient {}, qui n’est pas admis ici dans un nom.{meant} Écrivez le nom avec des lettres, des espaces, des apostrophes, des traits d’union et des points.",
            WORDS.refused_character(problem, "un symbole"),
        ),
        Code::LastNameMissing => "Le nom de famille manque. Indiquez-le.".to_owned(),
        Code::LastNameTooLong => too_long(problem, "Le nom de famille"),
        Code::EmailMissing if hint == Some(Hint::NotAPerson) => format!(
            "La ligne contient {} et ressemble à un pied de page ou à un séparateur, pas à une personne. Supprimez-la.",
            WORDS.quoted(&problem.found),
        ),
        Code::EmailMissing => "L’adresse e-mail manque. Indiquez-la\u{a0}: elle identifie la personne.".to_owned(),
        Code::EmailInvalid => bad_address(problem),
        Code::EmailDuplicate => repeated_address(problem),
        Code::UserExists => format!(
            "{found} existe déjà, et cet import n’ajoute que de nouvelles personnes. Supprimez la ligne, ou corrigez l’adresse s’il s’agit d’une autre personne."
        ),
        Code::SelfDisable => {
            "Cette ligne désactiverait le compte qui effectue cet import. Écrivez 1 dans la cellule, ou demandez à une autre personne chargée de l’administration de le désactiver."
                .to_owned()
        }
        Code::CompanyMissing => {
            "L’entreprise manque. Indiquez son nom exactement comme le portail l’affiche.".to_owned()
        }
        Code::CompanyUnmatched => format!(
            "L’entreprise {found} n’existe pas.{meant} Écrivez le nom exactement comme le portail l’affiche, ou créez d’abord l’entreprise."
        ),
        Code::CohortUnmatched => format!(
            "{found} n’est pas une cohorte {}.{meant} Écrivez le nom exactement comme le portail l’affiche, ou créez d’abord la cohorte.",
            WORDS.of_company(problem),
        ),
        Code::LanguageMissing => format!("La langue manque. Indiquez {}.", WORDS.language_form(problem)),
        Code::LanguageInvalid => match hint {
            Some(Hint::WrongCase) => {
                format!("{found} n’est pas en minuscules.{meant} Indiquez {}.", WORDS.language_form(problem))
            }
            _ => format!("{found} n’est pas un code de langue.{meant} Indiquez {}.", WORDS.language_form(problem)),
        },
        Code::CountryInvalid => match hint {
            Some(Hint::WrongCase) => format!(
                "{found} n’est pas en majuscules.{meant} Écrivez le pays en deux lettres majuscules, par exemple FR ou BE."
            ),
            _ => format!(
                "{found} n’est pas un code de pays.{meant} Écrivez le pays en deux lettres majuscules, par exemple FR ou BE."
            ),
        },
        Code::IdentifierInvalid => format!(
            "{found} contient {}.{meant} N’utilisez que des lettres et des chiffres, ou laissez la cellule vide.",
            WORDS.refused_character(problem, "un caractère qui n’est ni une lettre ni un chiffre"),
        ),
        Code::IdentifierDuplicate => format!(
            "{found} figure déjà {}. Donnez à chaque personne son propre identifiant, ou laissez la cellule vide.",
            WORDS.other_row(problem, "à la ", "sur une ligne précédente"),
        ),
        Code::SpreadsheetDamage => match hint {
            Some(Hint::SpreadsheetError) => format!(
                "{found} est une valeur d’erreur que le tableur a mise à la place du texte. Corrigez la formule dans le tableur, ou saisissez la valeur elle-même."
            ),
            _ => format!(
                "{found} est ce que le tableur a fait d’un long numéro\u{a0}; des chiffres sont perdus. Mettez la colonne au format texte, saisissez de nouveau le numéro et enregistrez."
            ),
        },
        Code::ChangedSincePreview => changed(problem).to_owned(),

        Code::FileEncodingAssumed => format!(
            "Le fichier ne dit pas comment ses lettres sont encodées\u{a0}; il a été lu en {}{}. Si les accents sont incorrects, enregistrez-le au format «\u{a0}CSV UTF-8\u{a0}» et importez ce fichier, ou indiquez l’encodage dans les options de l’import.",
            if problem.found.is_empty() { "choisissant l’encodage le plus probable" } else { &problem.found },
            WORDS.samples(problem, 0),
        ),
        Code::FileDelimiterAssumed => format!(
            "Le séparateur retenu, trouvé par comptage, est {}. Si les colonnes sont mal séparées, enregistrez le fichier au format «\u{a0}CSV UTF-8\u{a0}» avec des virgules.",
            WORDS.delimiter(&problem.found),
        ),
        Code::FileMojibake if hint == Some(Hint::Refused) => format!(
            "{} semble contenir des signes à la place de lettres accentuées{}.{} Rien n’a été importé. Enregistrez de nouveau l’original au format «\u{a0}CSV UTF-8\u{a0}» et importez-le, ou indiquez l’encodage {} pour réparer les lettres, ou utf-8 si le texte est correct.",
            found,
            WORDS.which_rows(problem),
            meant,
            problem.expected.first().map_or("utf-8-twice/windows-1252", String::as_str),
        ),
        Code::FileMojibake => format!(
            "{found} semble contenir des signes étranges à la place des accents{}.{meant} Si c’est le cas, enregistrez de nouveau l’original au format «\u{a0}CSV UTF-8\u{a0}»\u{a0}; en l’état, le texte est importé tel quel.",
            WORDS.which_rows(problem),
        ),
        Code::ColumnIgnored => ignored_column(problem),
        Code::RowDuplicateIdentical => format!(
            "La ligne est identique à {} et n’a été comptée qu’une fois. Il n’y a rien à faire, sauf si l’une d’elles concernait une autre personne.",
            WORDS.other_row(problem, "la ", "une ligne précédente"),
        ),
        Code::CourseRepeated => format!(
            "{found} figure plusieurs fois sur cette ligne et n’est attribué qu’une fois. Il n’y a rien à faire, sauf si un autre cours était prévu."
        ),
        Code::LanguageCanonicalised => format!(
            "{found} a été lu comme {}. Il n’y a rien à faire, sauf si une autre langue était prévue.",
            problem.suggestions.first().map_or_else(|| "sa forme habituelle".to_owned(), |usual| WORDS.quoted(usual)),
        ),
        Code::EmailSuspicious => format!(
            "{found} est une adresse possible, mais ressemble à une faute de frappe.{meant} Vérifiez-la\u{a0}: elle est importée telle quelle."
        ),
        Code::QuoteLenient => format!(
            "{} contient un guillemet à un endroit inhabituel\u{a0}; le texte a été lu au mieux. Vérifiez-le\u{a0}: un guillemet qui fait partie du texte s’écrit deux fois.",
            if problem.column.is_none() && problem.found.is_empty() { "Une cellule de la ligne" } else { &found },
        ),
        Code::RowRagged => format!(
            "Certaines lignes ont plus ou moins de cellules que l’en-tête{}\u{a0}; les cellules absentes ont été lues comme vides. Vérifiez qu’aucune cellule n’a changé de colonne{}.",
            WORDS.which_rows(problem),
            WORDS.samples(problem, 0),
        ),
        Code::HeaderRepeated => format!(
            "L’en-tête apparaît de nouveau plus bas{} et y a été ignoré. Il n’y a rien à faire si plusieurs listes ont été réunies.",
            WORDS.which_rows(problem),
        ),
    }
}
