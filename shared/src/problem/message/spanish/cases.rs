//! Sentences of the codes that have several cases.

use super::WORDS;
use crate::problem::{
    Hint, Problem,
    message::words::{has_no_dot_in_domain, has_no_label, near_columns},
};

pub(super) fn not_csv(problem: &Problem) -> String {
    let finding = match (problem.hint, problem.found.as_str()) {
        (Some(Hint::WrongSuffix), "") => "El nombre del archivo no termina en .csv.".to_owned(),
        (Some(Hint::WrongSuffix), name) => {
            format!("El nombre del archivo, {}, no termina en .csv.", WORDS.quoted(name))
        }
        (_, "") => "El archivo contiene algo distinto de CSV.".to_owned(),
        (_, what) => format!("El archivo es {}, no un archivo CSV.", WORDS.kind_of_file(what)),
    };
    format!("{finding} Abra la lista en una hoja de cálculo, guárdela como «CSV UTF-8» e importe ese archivo.")
}

pub(super) fn bad_encoding(problem: &Problem) -> String {
    if !problem.suggestions.is_empty() {
        return format!(
            "Las letras del archivo no son UTF-8 y no es seguro en qué codificación están. Posibles codificaciones: {}. Vuelva a guardar el archivo como «CSV UTF-8» e impórtelo, o indique la codificación: en la opción encoding de la importación, con --encoding en la línea de comandos o en el metadato encoding del objeto.",
            WORDS.candidates(problem),
        );
    }
    let finding = match (problem.count, problem.found.as_str()) {
        (Some(byte), found) => format!(
            "El byte {} del archivo{}{} no es {}.",
            WORDS.number(byte),
            if found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.row_and_line(problem).map_or_else(String::new, |row| format!(", en la {row},")),
            match problem.expected.first() {
                Some(encoding) => format!("texto en la codificación {encoding}"),
                None => "UTF-8 válido, aunque otras letras del archivo sí lo son".to_owned(),
            },
        ),
        (None, "") => "No se pueden leer las letras del archivo.".to_owned(),
        (None, "mostly control characters") => {
            "El archivo contiene sobre todo caracteres de control y no se puede leer como texto.".to_owned()
        }
        (None, what) => format!("El archivo está en {what} y no se puede leer como texto."),
    };
    format!("{finding} Vuelva a guardar el archivo como «CSV UTF-8» e impórtelo.")
}

pub(super) fn no_header(problem: &Problem) -> String {
    let finding = if problem.found.is_empty() {
        "La primera fila no contiene ninguno de los nombres de columna.".to_owned()
    } else {
        format!("La primera fila contiene {} y ninguno de los nombres de columna.", WORDS.quoted(&problem.found))
    };
    let labels = match problem.expected.as_slice() {
        [] => String::new(),
        labels => format!(" Los nombres de columna son {}.", WORDS.all_of(labels)),
    };
    match (problem.hint, problem.count) {
        (Some(Hint::HeaderFurtherDown), Some(line)) => format!(
            "{finding} El encabezado parece estar en la {} {}. Borre las líneas anteriores y vuelva a importar el archivo.{labels}",
            WORDS.line,
            WORDS.number(line)
        ),
        _ => format!("{finding} Ponga el encabezado de la plantilla encima de las filas.{labels}"),
    }
}

pub(super) fn bad_option(problem: &Problem) -> String {
    let option =
        if problem.found.is_empty() { "de esta importación".to_owned() } else { WORDS.quoted(&problem.found) };
    match (problem.hint, problem.expected.as_slice()) {
        (Some(Hint::NotInLayout), _) => {
            format!("La opción {option} no es compatible con este formato. Quítela o elija el otro formato.")
        }
        (_, []) => format!("La opción {option} no se conoce. Quítela o corrija su nombre."),
        (_, values) => {
            format!("La opción {option} tiene un valor que no admite. Escriba {}.", WORDS.any_of(values))
        }
    }
}

pub(super) fn bad_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    match problem.hint {
        Some(Hint::SeveralAddresses) => format!(
            "{found} contiene más de una dirección.{meant} Escriba una dirección por fila y una fila para cada persona."
        ),
        Some(Hint::NonAsciiLocalPart) => format!(
            "{found} tiene antes de la @ una letra distinta de las de la a a la z, y a una dirección así no se pueden enviar correos.{meant} Use otra dirección de la persona."
        ),
        _ if has_no_dot_in_domain(&problem.found) => format!(
            "{found} no tiene ningún punto después de la @.{meant} Escriba el dominio completo, por ejemplo nombre@example.org."
        ),
        _ => {
            format!("{found} no es una dirección de correo electrónico.{meant} Escríbala con la forma nombre@dominio.")
        }
    }
}

pub(super) fn missing_column(problem: &Problem) -> String {
    let label = problem.column.as_deref().map_or_else(|| WORDS.in_question.to_owned(), |label| WORDS.quoted(label));
    let remedy = match near_columns(problem).as_slice() {
        [] => format!("Añada una columna con exactamente este nombre: {label}."),
        [near] => format!("Si es la columna {}, cambie ese nombre por {label}.", WORDS.quoted(near)),
        near => format!("Si es una de las columnas {}, cambie ese nombre por {label}.", WORDS.any_of(near)),
    };
    format!("La columna {label} es obligatoria y falta en el archivo. {remedy}")
}

pub(super) fn unknown_column(problem: &Problem) -> String {
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Quite la columna o dele un nombre de la plantilla."
    } else {
        "Escriba el nombre exactamente así, con las mismas mayúsculas y los mismos espacios."
    };
    format!("La columna {label} no existe en este formato.{meant} {remedy}")
}

pub(super) fn ignored_column(problem: &Problem) -> String {
    if has_no_label(problem) {
        let letter = problem.column.as_deref().unwrap_or("de la derecha");
        let cells = if problem.found.is_empty() {
            "tiene datos".to_owned()
        } else {
            format!("tiene datos, por ejemplo {},", WORDS.quoted(&problem.found))
        };
        return format!(
            "La columna {letter} {cells} y no tiene nombre en el encabezado, por lo que no se importa. Dele un nombre de la plantilla o vacíela."
        );
    }
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Si es lo que se quiere, no hay que hacer nada."
    } else {
        "Si es así, escriba el nombre exactamente de esa forma."
    };
    format!("La columna {label} no forma parte de este formato y no se importa.{meant} {remedy}")
}

pub(super) fn repeated_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let earlier = WORDS.other_row(problem, "en la ", "en una fila anterior");
    match problem.hint {
        Some(Hint::OnlyCoursesDiffer) => format!(
            "{found} ya figura {earlier}, con otros cursos. Ponga todos los cursos de una persona en una sola fila, en más columnas «module requested»."
        ),
        _ => format!(
            "{found} ya figura {earlier}. Conserve una fila por persona o corrija la dirección si se trata de dos personas."
        ),
    }
}

pub(super) fn changed(problem: &Problem) -> &'static str {
    match problem.hint {
        Some(Hint::UserChanged) => {
            "Esta persona se modificó o eliminó después de la vista previa, por lo que la fila no se ha aplicado. Vuelva a importarla para ver qué haría ahora."
        }
        Some(Hint::CatalogChanged) => {
            "La empresa, su cohorte o uno de sus cursos se modificó o eliminó después de la vista previa, por lo que la fila no se ha aplicado. Compruébelos y vuelva a importar la fila."
        }
        _ => {
            "Algo de lo que depende la fila se modificó después de la vista previa, por lo que la fila no se ha aplicado. Vuelva a importarla para ver qué haría ahora."
        }
    }
}

pub(super) fn too_long(problem: &Problem, subject: &str) -> String {
    format!(
        "{subject} tiene {}; el máximo es {}. Acorte el texto.",
        WORDS.counted(problem, &WORDS.characters),
        WORDS.number_of(problem.limit)
    )
}
