//! Suggests a layout's label for a header cell that is not a known label.

use std::collections::BTreeMap;

use crate::layout::{Column, Field, Layout};

/// Synonyms for labels in other products and languages: lowercase letters only.
const SYNONYMS: [(&str, Field); 11] = [
    (
        "aktiv aktiviert active actif activé activo habilitado attivo abilitato activated isactive actief ingeschakeld ativo \
         aktywny aktywne włączony",
        Field::Enabled,
    ),
    ("vorname firstname givenname forename prénom prenom nombre nome givennames voornaam imię imie", Field::Name),
    (
        "nachname familienname lastname surname familyname nom nomdefamille apellido apellidos cognome zuname achternaam \
         sobrenome apelido nazwisko",
        Field::LastName,
    ),
    (
        "mail emailadresse emailaddress mailadresse adresseemail adressemail courriel correo correoelectrónico \
         correoelectronico postaelettronica indirizzoemail eemail emailadres endereçodeemail enderecodeemail adresemail",
        Field::Email,
    ),
    (
        "company firma unternehmen entreprise société societe empresa azienda società organisation bedrijf organisatie \
         organização przedsiębiorstwo organizacja",
        Field::Company,
    ),
    (
        "cohort cohortname kohorte gruppe group groupe cohorte grupo coorte gruppo groep cohortenaam turma kohorta grupa",
        Field::Cohort,
    ),
    (
        "language languagecode sprache sprachcode langue codelangue idioma códigodeidioma lingua codicelingua lang taal \
         taalcode język jezyk kodjęzyka",
        Field::Language,
    ),
    (
        "jobrole jobtitle position rolle stelle funktion fonction poste rôle puesto cargo ruolo mansione functie função \
         stanowisko",
        Field::JobRole,
    ),
    ("region gebiet standort région región regione location regio região", Field::Region),
    (
        "identifier kennung id personalnummer mitarbeiternummer benutzername username employeeid employeenumber staffid matricule \
         identifiant identificador matrícula identificativo matricola personeelsnummer identyfikator numerpracownika",
        Field::Identifier,
    ),
    ("country land pays país paese countrycode ländercode landcode kraj kodkraju", Field::Country),
];

/// Other words for the numbered columns of courses: lowercase letters only.
const COURSES: [&str; 10] =
    ["course", "cours", "curso", "corso", "cursus", "kurs", "module", "modul", "modulo", "módulo"];

/// Remarks that a column is required or optional, in lowercase.
const REMARKS: [&str; 21] = [
    "required",
    "mandatory",
    "pflichtfeld",
    "erforderlich",
    "obligatoire",
    "requis",
    "obligatorio",
    "requerido",
    "obbligatorio",
    "verplicht",
    "wymagane",
    "obrigatório",
    "obrigatorio",
    "optional",
    "facultatif",
    "optionnel",
    "opcional",
    "facoltativo",
    "opzionale",
    "optioneel",
    "opcjonalne",
];

/// Returns the synonyms for the layout's labels, by label.
pub(crate) fn synonyms(layout: &Layout) -> BTreeMap<&'static str, Vec<&'static str>> {
    let of = |(words, field): &(&'static str, Field)| {
        layout.column(*field).map(|column| (column.label, words.split_ascii_whitespace().collect()))
    };
    SYNONYMS.iter().filter_map(of).collect()
}

/// Returns the label that was probably meant: one that differs from `label` only in case, separators, leading zeros or typos, or for which
/// `label` is a synonym.
pub(super) fn suggest_label(label: &str, layout: &Layout) -> Option<String> {
    if let Some(equivalent) = equivalent_label(label, layout) {
        return Some(equivalent);
    }
    let bare = letters(without_remark(label));
    if bare.is_empty() {
        return None;
    }
    // Allow two edits in a long label but only one in a short one: with two, "date" would match "name".
    let chars = bare.chars().count();
    let allowed = if chars >= 8 { 2 } else { 1 };
    let distance = |column: &Column| {
        let letters = letters(column.label);
        // Layout labels are ASCII, so `len` counts characters. Comparing lengths rules out most cells in a row that is not a header.
        let is_near = letters.len().abs_diff(chars) <= allowed;
        let edits = if is_near { strsim::osa_distance(&letters, &bare) } else { usize::MAX };
        (edits <= allowed).then_some(edits)
    };
    let near = layout.columns.iter().filter_map(|column| Some((distance(column)?, column.label)));
    near.min_by_key(|(edits, _)| *edits).map(|(_, label)| label.to_owned())
}

/// Returns the layout's label that differs from `label` only in case, separators, leading zeros or a remark that the column is required or
/// optional, or for which `label` is a synonym.
pub(crate) fn equivalent_label(label: &str, layout: &Layout) -> Option<String> {
    let bare = letters(without_remark(label));
    if bare.is_empty() {
        return None;
    }
    if let Some(numbered) = layout.numbered {
        let prefix = letters(numbered.prefix);
        let digits_after = |word: &str| {
            let digits = bare.strip_prefix(word)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
        };
        if let Some(digits) = digits_after(&prefix).or_else(|| COURSES.into_iter().find_map(digits_after)) {
            let meant = format!("{}{}", numbered.prefix, digits.trim_start_matches('0'));
            // In "1.0" and "1 (2024)", the digits are not one number.
            let name = without_remark(label).trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let is_one_number = name.ends_with(digits);
            if is_one_number && numbered.number(&meant).is_some() {
                return Some(meant);
            }
        }
    }
    let own = layout.columns.iter().find(|column| letters(column.label) == bare);
    let synonym = || SYNONYMS.iter().find(|(words, _)| words.split(' ').any(|word| word == bare));
    let column = own.or_else(|| synonym().and_then(|(_, field)| layout.column(*field)));
    column.map(|column| column.label.to_owned())
}

/// Returns a label without a remark in brackets that the column is required or optional.
fn without_remark(label: &str) -> &str {
    let Some(inside) = label.trim_end().strip_suffix([']', ')']) else { return label };
    let Some((name, remark)) = inside.rsplit_once(['[', '(']) else { return label };
    if REMARKS.contains(&remark.trim().to_lowercase().as_str()) { name } else { label }
}

pub(super) fn letters(label: &str) -> String {
    label.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
