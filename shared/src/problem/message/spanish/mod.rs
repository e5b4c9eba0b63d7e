//! Spanish. Readers are addressed with "usted".

mod cases;

use cases::{
    bad_address, bad_encoding, bad_option, changed, ignored_column, missing_column, no_header, not_csv,
    repeated_address, too_long, unknown_column,
};

use super::words::{Noun, Words};
use crate::problem::{Code, Hint, Problem};

/// The words of the sentences.
pub(super) static WORDS: Words = Words {
    quotes: ["«", "»"],
    thousands: '\u{a0}',
    // Four digits stay together.
    ungrouped_max: 9_999,
    decimal_mark: ',',
    units: ["KB", "MB"],
    and: "y",
    or: "o",
    row: "fila",
    line: "línea",
    column: "columna",
    the_file: "el archivo",
    did_you_mean: ["¿Quería decir ", "?"],
    the_cell: "La celda",
    in_question: "sin nombre",
    of_company: "de la empresa ",
    of_rows_company: "de la empresa de esta fila",
    rows: Noun { one: "fila", many: "filas", too_many: "demasiadas filas" },
    columns: Noun { one: "columna", many: "columnas", too_many: "demasiadas columnas" },
    cells: Noun { one: "celda", many: "celdas", too_many: "demasiadas celdas" },
    characters: Noun { one: "carácter", many: "caracteres", too_many: "demasiados caracteres" },
    bytes: Noun { one: "byte", many: "bytes", too_many: "demasiados bytes" },
    files: Noun { one: "archivo", many: "archivos", too_many: "demasiados archivos" },
    several_files: "varios archivos",
    colon: ": ",
    the_first_ones: "; las primeras son ",
    at_least: "al menos ",
    certain_number: "un número determinado",
    certain_number_of: "un número determinado de",
    the_character: "el carácter ",
    times: ["más de una vez", "dos veces", " veces"],
    language_forms: ["dos letras minúsculas, por ejemplo es o fr", "un código, por ejemplo es-ES o fr"],
    delimiters: ["la coma", "el punto y coma", "el tabulador", "la barra vertical", "el más probable"],
    kinds_of_file: &[
        ("JSON", "JSON"),
        ("a vCard", "una vCard"),
        ("a Markdown table", "una tabla de Markdown"),
        ("a list with columns separated by ~", "una lista con columnas separadas por ~"),
        ("a list with columns separated by ^", "una lista con columnas separadas por ^"),
        ("a list with columns of fixed width", "una lista con columnas de ancho fijo"),
        ("a workbook (.xlsx, .ods) or a zip archive", "un libro de cálculo (.xlsx, .ods) o un archivo zip"),
        ("an empty zip archive", "un archivo zip vacío"),
        ("an old workbook (.xls)", "un libro de cálculo antiguo (.xls)"),
        ("a PDF", "un PDF"),
        ("a text document (.rtf)", "un documento de texto (.rtf)"),
        ("a gzip archive", "un archivo gzip"),
        ("a 7z archive", "un archivo 7z"),
        ("a rar archive", "un archivo rar"),
        ("a picture", "una imagen"),
        ("a web page (HTML or XML)", "una página web (HTML o XML)"),
    ],
};

/// What a fix file says of its encoding.
pub(super) fn fix_in_utf8(encoding: &str) -> String {
    format!("Este archivo está escrito en UTF-8, porque {encoding} no admite algunos caracteres de estos mensajes.")
}

/// What is wrong and what to do.
#[allow(clippy::too_many_lines, reason = "one arm per code, so that a new code does not compile without its words")]
pub(super) fn sentence(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    let hint = problem.hint;
    match problem.code {
        Code::FileEmpty => {
            "El archivo está vacío. Rellene la plantilla, una fila por persona, y vuelva a importarlo.".to_owned()
        }
        Code::FileTooLarge => format!(
            "El archivo ocupa {}; una importación admite como máximo {}. Divídalo en archivos más pequeños, cada uno con el encabezado, e impórtelos uno tras otro.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::FileNotCsv => not_csv(problem),
        Code::FileEncoding => bad_encoding(problem),
        Code::FileNoRows => {
            "El archivo tiene un encabezado y ninguna fila debajo. Añada una fila por persona y vuelva a importarlo."
                .to_owned()
        }
        Code::FileTooManyRows => format!(
            "El archivo tiene {}; con este formato una importación admite como máximo {}. Divídalo en {}, con el encabezado en cada parte, e importe las partes una tras otra.",
            WORDS.counted(problem, &WORDS.rows),
            WORDS.number_of(problem.limit),
            WORDS.files_needed(problem),
        ),
        Code::FileQuoteUnclosed => format!(
            "Una celda entre comillas empieza {}{} y no termina nunca; todo lo que sigue se leyó como una sola celda. Añada las comillas de cierre o duplique las comillas que forman parte del texto.",
            problem
                .line
                .map_or_else(|| "aquí".to_owned(), |line| format!("en la {} {}", WORDS.line, WORDS.number(line))),
            if problem.found.is_empty() {
                String::new()
            } else {
                format!(" con {}", WORDS.quoted(problem.found.trim_start_matches('"')))
            },
        ),
        Code::FileChanged => {
            "El archivo fue reemplazado o eliminado antes de terminar de leerse. Vuelva a subirlo y no lo modifique hasta que termine la importación."
                .to_owned()
        }
        Code::HeaderMissing => no_header(problem),
        Code::HeaderTooManyColumns => match problem.column.as_deref() {
            Some(family) => format!(
                "El encabezado tiene {} {}; el máximo es {}. Quite las que no se rellenan en ninguna fila o reparta los cursos entre varias importaciones.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.quoted(family),
                WORDS.number_of(problem.limit),
            ),
            None => format!(
                "El encabezado tiene {}; el máximo es {}. Quite las columnas que no están en la plantilla.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.number_of(problem.limit),
            ),
        },
        Code::HeaderColumnMissing => missing_column(problem),
        Code::HeaderColumnUnknown => unknown_column(problem),
        Code::HeaderColumnDuplicate => format!(
            "La columna {} figura {} en el encabezado. Conserve una y quite las demás, para que quede claro cuál vale.",
            WORDS.label(problem),
            WORDS.times(problem.count),
        ),
        Code::CourseUnmatched => format!(
            "{found} no es un curso {}{}.{meant} Corrija el título o añada primero el curso a la empresa.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
        ),
        Code::CourseAmbiguous => format!(
            "{found} puede ser más de un curso {}{}{}. Copie letra por letra el título del curso correcto.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
            if problem.suggestions.is_empty() {
                String::new()
            } else {
                format!(": {}", WORDS.any_of(&problem.suggestions))
            },
        ),
        Code::FileNotSplit => {
            "Cada línea del archivo es una sola celda, porque las comillas encierran la línea entera. Divida la columna A en columnas en la hoja de cálculo, guarde el archivo como «CSV UTF-8» e impórtelo.".to_owned()
        }
        Code::FileDelimiterMixed => format!(
            "Las columnas del encabezado están separadas por {} y las de las filas por {}. Vuelva a guardar la lista desde la hoja de cálculo como «CSV UTF-8», con el mismo separador en todas las líneas, e importe ese archivo.",
            WORDS.delimiter(&problem.found),
            WORDS.delimiter(problem.expected.first().map_or("", String::as_str)),
        ),
        Code::LayoutMismatch => {
            let name = |name: Option<&String>| {
                name.filter(|name| !name.is_empty()).map_or_else(|| WORDS.in_question.to_owned(), String::clone)
            };
            let (found, expected) = (name(Some(&problem.found)), name(problem.expected.first()));
            format!(
                "Parece un archivo para el formato {found}, pero la importación espera el formato {expected}. Elija el formato {found} para la importación o use los nombres de columna de la plantilla."
            )
        }
        Code::HeaderColumnMissingLabel => format!(
            "La columna {} tiene celdas{} y no tiene nombre, y le siguen columnas con nombre: probablemente los nombres se han desplazado. Escriba el nombre que falta o elimine la columna, y vuelva a importar el archivo.",
            problem.column.as_deref().unwrap_or(WORDS.in_question),
            if problem.found.is_empty() { String::new() } else { format!(", como {},", WORDS.quoted(&problem.found)) },
        ),
        Code::OptionInvalid => bad_option(problem),

        Code::RowTooManyCells if hint == Some(Hint::MisplacedQuote) => format!(
            "Hay unas comillas en un lugar inusual{}, y la fila se leyó con {} mientras que el encabezado tiene {}. Corrija las comillas: las que forman parte del texto se escriben dos veces, y una celda que contiene el separador va entre comillas.",
            if problem.found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
        ),
        Code::RowTooManyCells => format!(
            "La fila tiene {} y el encabezado solo {}{}. Quizá el texto de una celda contiene el separador y ha perdido sus comillas: ponga esa celda entre comillas dobles.",
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
            if problem.found.is_empty() { String::new() } else { format!("; la primera que sobra es {found}") },
        ),
        Code::RowTooLong => format!(
            "La fila ocupa {}; el máximo es {}. Quizá falta un salto de línea o unas comillas de cierre: compruebe dónde debe terminar la fila.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::CellControlCharacter => format!(
            "{found} contiene {}, que no es texto. Borre la celda y vuelva a escribirla.",
            WORDS.refused_character(problem, "un carácter de control"),
        ),
        Code::CellLineBreak => format!("{found} contiene un salto de línea. Escriba el contenido en una sola línea."),
        Code::CellTooLong => match hint {
            Some(Hint::InBytes) => format!(
                "La celda ocupa {}; el máximo es {}. Acórtela o compruebe si faltan unas comillas de cierre.",
                WORDS.bytes_found(problem),
                WORDS.bytes_limit(problem),
            ),
            _ => too_long(problem, "La celda"),
        },
        Code::EnabledInvalid => format!(
            "{}{} Escriba 1 si la persona puede iniciar sesión, o 0 para crear la cuenta desactivada.",
            if problem.found.is_empty() {
                "La celda está vacía.".to_owned()
            } else {
                format!("{found} no es ni 1 ni 0.")
            },
            if problem.suggestions.len() == 1 { &meant } else { "" },
        ),
        Code::NameMissing => "Falta el nombre. Indíquelo.".to_owned(),
        Code::NameTooLong => too_long(problem, "El nombre"),
        Code::NameInvalid | Code::LastNameInvalid => format!(
            "{found} contiene {}, que no se admite aquí en un nombre.{meant} Escriba el nombre con letras, espacios, apóstrofos, guiones y puntos.",
            WORDS.refused_character(problem, "un símbolo"),
        ),
        Code::LastNameMissing => "Faltan los apellidos. Indíquelos.".to_owned(),
        Code::LastNameTooLong => too_long(problem, "El apellido"),
        Code::EmailMissing if hint == Some(Hint::NotAPerson) => format!(
            "La fila dice {} y parece un pie de página o un separador, no una persona. Elimine la fila.",
            WORDS.quoted(&problem.found),
        ),
        Code::EmailMissing => {
            "Falta la dirección de correo electrónico. Indíquela: identifica a la persona.".to_owned()
        }
        Code::EmailInvalid => bad_address(problem),
        Code::EmailDuplicate => repeated_address(problem),
        Code::UserExists => format!(
            "{found} ya existe, y esta importación solo añade personas nuevas. Quite la fila o corrija la dirección si se trata de otra persona."
        ),
        Code::SelfDisable => {
            "Esta fila desactivaría la cuenta que realiza la importación. Escriba 1 en la celda o pida a otra persona con permisos de administración que la desactive."
                .to_owned()
        }
        Code::CompanyMissing => {
            "Falta la empresa. Indique su nombre exactamente como aparece en el portal.".to_owned()
        }
        Code::CompanyUnmatched => format!(
            "No existe la empresa {found}.{meant} Escriba el nombre exactamente como aparece en el portal o cree primero la empresa."
        ),
        Code::CohortUnmatched => format!(
            "{found} no es una cohorte {}.{meant} Escriba el nombre exactamente como aparece en el portal o cree primero la cohorte.",
            WORDS.of_company(problem),
        ),
        Code::LanguageMissing => format!("Falta el idioma. Escriba {}.", WORDS.language_form(problem)),
        Code::LanguageInvalid => match hint {
            Some(Hint::WrongCase) => {
                format!("{found} no está en minúsculas.{meant} Escriba {}.", WORDS.language_form(problem))
            }
            _ => format!("{found} no es un código de idioma.{meant} Escriba {}.", WORDS.language_form(problem)),
        },
        Code::CountryInvalid => match hint {
            Some(Hint::WrongCase) => format!(
                "{found} no está en mayúsculas.{meant} Escriba el país con dos letras mayúsculas, por ejemplo ES o MX."
            ),
            _ => format!(
                "{found} no es un código de país.{meant} Escriba el país con dos letras mayúsculas, por ejemplo ES o MX."
            ),
        },
        Code::IdentifierInvalid => format!(
            "{found} contiene {}.{meant} Use solo letras y cifras o deje la celda vacía.",
            WORDS.refused_character(problem, "un carácter que no es letra ni cifra"),
        ),
        Code::IdentifierDuplicate => format!(
            "{found} ya figura {}. Dé a cada persona un identificador propio o deje la celda vacía.",
            WORDS.other_row(problem, "en la ", "en una fila anterior"),
        ),
        Code::SpreadsheetDamage => match hint {
            Some(Hint::SpreadsheetError) => format!(
                "{found} es un valor de error que la hoja de cálculo puso en lugar del texto. Corrija la fórmula en la hoja de cálculo o escriba el valor."
            ),
            _ => format!(
                "{found} es lo que la hoja de cálculo hizo de un número largo; se han perdido cifras. Dé a la columna formato de texto, vuelva a escribir el número y guarde."
            ),
        },
        Code::ChangedSincePreview => changed(problem).to_owned(),

        Code::FileEncodingAssumed => format!(
            "El archivo no indica cómo están codificadas sus letras y se leyó con la codificación {}{}. Si los acentos se ven mal, guárdelo como «CSV UTF-8» e importe ese archivo, o indique la codificación en las opciones de la importación.",
            if problem.found.is_empty() { "más probable" } else { &problem.found },
            WORDS.samples(problem, 0),
        ),
        Code::FileDelimiterAssumed => format!(
            "El separador que se ha usado, determinado por recuento, es {}. Si las columnas se ven mal, guarde el archivo como «CSV UTF-8» con comas.",
            WORDS.delimiter(&problem.found),
        ),
        Code::FileMojibake if hint == Some(Hint::Refused) => format!(
            "{} parece tener signos extraños en lugar de letras acentuadas{}.{} No se ha importado nada. Vuelva a guardar el original como «CSV UTF-8» e impórtelo, o indique la codificación {} para reparar las letras, o utf-8 si el texto es correcto.",
            found,
            WORDS.which_rows(problem),
            meant,
            problem.expected.first().map_or("utf-8-twice/windows-1252", String::as_str),
        ),
        Code::FileMojibake => format!(
            "{found} parece tener signos extraños en lugar de acentos{}.{meant} Si es así, vuelva a guardar el original como «CSV UTF-8»; tal como está, el texto se importa sin cambios.",
            WORDS.which_rows(problem),
        ),
        Code::ColumnIgnored => ignored_column(problem),
        Code::RowDuplicateIdentical => format!(
            "La fila dice lo mismo que {} y se ha contado una sola vez. No hay que hacer nada, salvo que una de las dos fuera para otra persona.",
            WORDS.other_row(problem, "la ", "una fila anterior"),
        ),
        Code::CourseRepeated => format!(
            "{found} figura más de una vez en esta fila y se asigna una sola vez. No hay que hacer nada, salvo que se quisiera otro curso."
        ),
        Code::LanguageCanonicalised => format!(
            "{found} se ha leído como {}. No hay que hacer nada, salvo que se quisiera otro idioma.",
            problem.suggestions.first().map_or_else(|| "su forma habitual".to_owned(), |usual| WORDS.quoted(usual)),
        ),
        Code::EmailSuspicious => format!(
            "{found} es una dirección posible, pero parece una errata.{meant} Compruébela: se importa tal como está."
        ),
        Code::QuoteLenient => format!(
            "{} contiene unas comillas en un lugar inusual y se ha leído lo mejor posible. Compruebe el contenido; las comillas que forman parte del texto se escriben dos veces.",
            if problem.column.is_none() && problem.found.is_empty() { "Una celda de la fila" } else { &found },
        ),
        Code::RowRagged => format!(
            "Algunas filas tienen más o menos celdas que el encabezado{}; las celdas que faltan se leyeron como vacías. Compruebe que ninguna celda haya pasado a otra columna{}.",
            WORDS.which_rows(problem),
            WORDS.samples(problem, 0),
        ),
        Code::HeaderRepeated => format!(
            "El encabezado aparece de nuevo más abajo{} y allí se ha omitido. No hay que hacer nada si se unieron varias listas.",
            WORDS.which_rows(problem),
        ),
    }
}
