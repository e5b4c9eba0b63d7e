//! Reads the header: maps the file's columns to those of the layout.

mod repeated;
mod suggest;

pub(crate) use suggest::{equivalent_label, synonyms};

use crate::{
    decode::{HEADER_COLUMNS_MAX, Record},
    layout::{Column, Field, Layout, LayoutName, UnknownColumns},
    problem::{Code, Hint, Problem},
    rules::{clean, is_outer, unwrap_formula_text},
    workbook::{Damage, column_letters},
};
use suggest::suggest_label;

/// Labels of the columns added by a corrections file. When the file is imported, they are ignored without a warning.
pub const STATUS_LABELS: [&str; 2] = ["import_status", "import_problems"];

/// The role of a column in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Column(&'static Column),
    /// One of the layout's numbered columns.
    Numbered,
    /// A column that a corrections file adds.
    Status,
    /// A column without a label; reported if it contains text.
    Unlabelled,
    /// A column that is not in the layout.
    Ignored,
    /// A column that a correction leaves out: neither reported nor included in the corrections file.
    LeftOut,
}

impl Target {
    /// Returns `true` if the column is in the layout, so that its cells are imported.
    pub fn is_imported(&self) -> bool {
        matches!(self, Self::Column(_) | Self::Numbered)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Row number in a spreadsheet, from 1.
    pub row: u64,
    /// The role of each column, in file order.
    pub targets: Vec<Target>,
    /// The labels, as returned by [`label_of`].
    pub labels: Vec<String>,
}

impl Header {
    pub fn is_fix_file(&self) -> bool {
        self.targets.contains(&Target::Status)
    }

    /// Returns the index of the column for a field, or `None` if the file has no such column.
    pub(crate) fn index_of(&self, field: Field) -> Option<usize> {
        let is_of_field = |target: &Target| matches!(target, Target::Column(column) if column.field == field);
        self.targets.iter().position(is_of_field)
    }
}

/// Returns `true` if the record, if it is a header, is that of a corrections file.
pub fn is_fix_file_header(record: &Record<'_>) -> bool {
    record.cells().any(|cell| STATUS_LABELS.contains(&label_of(cell).as_str()))
}

/// Returns the label in a header cell: [cleaned](clean), and without any formula that a program wrapped around it.
pub fn label_of(cell: &str) -> String {
    let cell = clean(cell);
    unwrap_formula_text(&cell).map_or_else(|| cell.to_string(), |label| clean(&label).into_owned())
}

/// Reads the header and returns it with its problems. If one of them is an error, the file is refused.
pub fn read_header(record: &Record<'_>, layout: &'static Layout) -> (Header, Vec<Problem>) {
    read_corrected_header(record, layout, &[])
}

/// Like [`read_header`], but the columns with the indexes in `left_out` become [`Target::LeftOut`], because corrections leave them out.
pub fn read_corrected_header(
    record: &Record<'_>,
    layout: &'static Layout,
    left_out: &[usize],
) -> (Header, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut header = Header { row: record.row, targets: Vec::new(), labels: Vec::new() };
    if record.len() > HEADER_COLUMNS_MAX {
        problems.push(
            Problem::at_row(Code::HeaderTooManyColumns, record.row, record.line)
                .limit(HEADER_COLUMNS_MAX as u64, record.len() as u64),
        );
        return (header, problems);
    }
    for (index, cell) in record.cells().enumerate() {
        let label = label_of(cell);
        header.targets.push(if left_out.contains(&index) { Target::LeftOut } else { target_of(&label, layout) });
        header.labels.push(label);
    }
    if let Some(problem) = whole_file_problem(record, &header, layout) {
        problems.push(problem.at(record.row, record.line));
        return (header, problems);
    }
    let suggested: Vec<Option<String>> = header
        .targets
        .iter()
        .zip(&header.labels)
        .map(|(target, label)| if *target == Target::Ignored { suggest_label(label, layout) } else { None })
        // A second column with the same name would be refused.
        .map(|suggested| suggested.filter(|label| !header.labels.contains(label)))
        .collect();
    let suggestions = suggested.iter().flatten().count();
    let filled = header.labels.iter().filter(|label| !label.is_empty()).count();
    // A label and its value may stand above the header: `Company:,Acme Ltd`.
    let is_unlikely = suggestions == 0 || (suggestions == 1 && filled == 2);
    if !header.targets.iter().any(Target::is_imported) && is_unlikely {
        let found: Vec<&str> =
            header.labels.iter().map(String::as_str).filter(|label| !label.is_empty()).take(5).collect();
        problems.push(
            Problem::at_row(Code::HeaderMissing, record.row, record.line)
                .found(&found.join(", "))
                .expected(layout.required_labels()),
        );
        return (header, problems);
    }
    check_unknown(record, &header, &suggested, layout, &mut problems);
    check_duplicates(record, &header, &mut problems);
    check_missing(record, &header, &suggested, layout, &mut problems);
    check_numbered(record, &header, layout, &mut problems);
    check_damage(record, &header, &mut problems);
    (header, problems)
}

/// Returns a problem if all labels are in one cell, or if they are those of another layout.
fn whole_file_problem(record: &Record<'_>, header: &Header, layout: &Layout) -> Option<Problem> {
    let is_known = |label: &str, layout: &Layout| target_of(label, layout).is_imported();
    if record.cells().skip(1).all(|cell| clean(cell).is_empty()) {
        return not_split(record, |label| is_known(label, layout));
    }
    let known_in = |layout: &Layout| header.labels.iter().filter(|label| is_known(label, layout)).count();
    let has_required =
        |layout: &Layout| layout.required_labels().all(|label| header.labels.iter().any(|own| own == label));
    let is_other = |other: &&Layout| {
        other.name != layout.name && has_required(other) && !has_required(layout) && known_in(other) > known_in(layout)
    };
    let other = LayoutName::ALL.into_iter().map(LayoutName::layout).find(is_other)?;
    Some(Problem::new(Code::LayoutMismatch).found(other.name.as_str()).expected([layout.name.as_str()]))
}

/// Returns a problem if the only cell contains several labels: the line is in quotes, or a `sep=` line names a delimiter that the file does
/// not use.
fn not_split(record: &Record<'_>, is_known: impl Fn(&str) -> bool) -> Option<Problem> {
    let known = |delimiter: char| {
        let labels = record.cell(0).split(delimiter).map(|label| label.trim().trim_matches('"'));
        labels.filter(|label| is_known(&clean(label))).count()
    };
    let delimiter = [',', ';', '\t', '|'].into_iter().find(|delimiter| known(*delimiter) >= 2)?;
    let is_quoted = record.raw.trim_start_matches(is_outer).starts_with('"') && record.lenient_quote().is_none();
    let problem = Problem::new(Code::FileNotSplit);
    let is_workbook = record.len_in_file().is_none();
    Some(if is_quoted || is_workbook || record.delimiter().to_string() == delimiter.to_string() {
        problem
    } else {
        problem.found(&record.delimiter().to_string()).expected([delimiter.to_string()])
    })
}

/// Maximum number of rows searched for a header: those below the first row with text when the file is read, or those from row 1 when its
/// encoding is detected.
pub const HEADER_SEARCHED: u64 = 20;

/// Returns `true` if the cells look like a header: at least two are known labels, or the only cell is.
pub fn looks_like_header<'a>(cells: impl IntoIterator<Item = &'a str>, layout: &Layout) -> bool {
    let (mut count, mut known) = (0, 0);
    for cell in cells {
        count += 1;
        known += usize::from(target_of(&label_of(cell), layout).is_imported());
    }
    known >= 2 || (known > 0 && known == count)
}

fn target_of(label: &str, layout: &Layout) -> Target {
    if label.is_empty() {
        return Target::Unlabelled;
    }
    if STATUS_LABELS.contains(&label) {
        return Target::Status;
    }
    if let Some(column) = layout.column_labelled(label) {
        return Target::Column(column);
    }
    if layout.is_numbered(label) {
        return Target::Numbered;
    }
    Target::Ignored
}

fn check_unknown(
    record: &Record<'_>,
    header: &Header,
    suggested: &[Option<String>],
    layout: &Layout,
    problems: &mut Vec<Problem>,
) {
    let code = match layout.unknown_columns {
        UnknownColumns::Refuse => Code::HeaderColumnUnknown,
        UnknownColumns::Ignore => Code::ColumnIgnored,
    };
    for ((target, label), suggested) in header.targets.iter().zip(&header.labels).zip(suggested) {
        if *target == Target::Ignored {
            problems.push(
                Problem::at_row(code, record.row, record.line)
                    .column(label.as_str())
                    .found(label)
                    .suggest(suggested.as_deref()),
            );
        }
    }
}

fn check_duplicates(record: &Record<'_>, header: &Header, problems: &mut Vec<Problem>) {
    for (index, label) in header.labels.iter().enumerate() {
        let is_known = |index: usize| header.targets[index].is_imported();
        if is_known(index) && (0..index).any(|earlier| is_known(earlier) && header.labels[earlier] == *label) {
            problems.push(
                Problem::at_row(Code::HeaderColumnDuplicate, record.row, record.line)
                    .column(label.as_str())
                    .found(label),
            );
        }
    }
}

fn check_missing(
    record: &Record<'_>,
    header: &Header,
    suggested: &[Option<String>],
    layout: &Layout,
    problems: &mut Vec<Problem>,
) {
    for label in layout.required_labels() {
        let is_present = |target: &Target| matches!(target, Target::Column(column) if column.label == label);
        if header.targets.iter().any(is_present) {
            continue;
        }
        let near = header.labels.iter().zip(suggested).find(|(_, suggested)| suggested.as_deref() == Some(label));
        let mut problem = Problem::at_row(Code::HeaderColumnMissing, record.row, record.line).column(label);
        if let Some((other, _)) = near {
            problem = problem.found(other);
        }
        problems.push(problem);
    }
}

fn check_numbered(record: &Record<'_>, header: &Header, layout: &Layout, problems: &mut Vec<Problem>) {
    let Some(numbered) = layout.numbered else { return };
    let count = header.targets.iter().filter(|target| **target == Target::Numbered).count();
    if count > numbered.columns_max {
        problems.push(
            Problem::at_row(Code::HeaderTooManyColumns, record.row, record.line)
                .column(format!("{}…", numbered.prefix))
                .limit(numbered.columns_max as u64, count as u64),
        );
    }
}

/// Adds a problem for each imported column whose label the sheet of a workbook does not show as it is stored, and for each label that is a
/// formula without a result, because its column may be an imported one.
fn check_damage(record: &Record<'_>, header: &Header, problems: &mut Vec<Problem>) {
    for (index, damage) in record.damaged() {
        let (Some(target), Some(label)) = (header.targets.get(*index), header.labels.get(*index)) else { continue };
        let is_imported = target.is_imported();
        let problem = |code: Code| Problem::at_row(code, record.row, record.line);
        let not_shown = || problem(Code::HeaderColumnUnknown).column(label.as_str()).found(label);
        problems.push(match damage {
            Damage::NoResult if *target != Target::LeftOut => {
                let letters = column_letters(*index);
                problem(Code::HeaderColumnMissingLabel).column(letters).hint(Hint::FormulaWithoutResult)
            }
            Damage::Merged if is_imported => not_shown().hint(Hint::MergedCell),
            _ if is_imported => not_shown().hint(Hint::FormattedNumber),
            _ => continue,
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

    use super::*;
    use crate::decode::Decoder;

    fn read(layout: LayoutName, line: &str) -> Vec<String> {
        read_file(layout, line.as_bytes())
    }

    fn read_file(layout: LayoutName, bytes: &[u8]) -> Vec<String> {
        let mut decoder = Decoder::new(layout.layout()).accept_workbooks(true);
        decoder.push(bytes);
        decoder.finish();
        let record = decoder.next_record().unwrap().unwrap();
        let (_, problems) = read_header(&record, layout.layout());
        problems
            .into_iter()
            .map(|problem| {
                let meant = problem.suggestions.first().map(|label| format!("→{label}")).unwrap_or_default();
                format!("{} {}{meant}", problem.code.as_str(), problem.column.unwrap_or_default()).trim().to_owned()
            })
            .collect()
    }

    const REQUIRED: &str = "enabled,name,email,companyName,languageCode";

    macro_rules! enrolment {
        ($($name:ident: $more:expr => $expected:expr;)*) => {
            $(#[test] fn $name() {
                let expected: Vec<&str> = $expected;
                assert_eq!(read(LayoutName::Enrolment, &format!("{REQUIRED}{}", $more)), expected);
            })*
        };
    }

    enrolment! {
        header_with_required_columns_is_fine: "" => vec![];
        header_in_white_space_is_fine: ", region\u{a0}" => vec![];
        header_courses_in_any_order_with_gaps_are_fine: ",module requested 2,module requested 1,module requested 9" => vec![];
        header_course_with_leading_zero_is_unknown: ",module requested 01" => vec!["header-column-unknown module requested 01→module requested 1"];
        header_course_spelt_otherwise_is_unknown: ",Module_Requested 3" => vec!["header-column-unknown Module_Requested 3→module requested 3"];
        header_course_with_two_numbers_or_a_huge_one_is_unknown: ",module requested 1.0,module requested 1 (2024),module requested 99999999999999999999" => vec!["header-column-unknown module requested 1.0", "header-column-unknown module requested 1 (2024)", "header-column-unknown module requested 99999999999999999999"];
        header_beside_the_column_that_it_resembles_has_no_suggestion: ",region,Region,E-Mail" => vec!["header-column-unknown Region", "header-column-unknown E-Mail"];
        header_in_other_case_suggests_the_label: ",cohortname" => vec!["header-column-unknown cohortname→cohortName"];
        header_with_separators_suggests_the_label: ",Job Role" => vec!["header-column-unknown Job Role→job_role"];
        header_with_a_typo_suggests_the_label: ",regoin" => vec!["header-column-unknown regoin→region"];
        header_with_a_byte_order_mark_inside_suggests_the_label: ",job\u{feff}_role,re\u{a0}gion" => vec!["header-column-unknown job\u{feff}_role→job_role", "header-column-unknown re\u{a0}gion→region"];
        header_with_two_typos_suggests_a_long_label: ",chortNmae" => vec!["header-column-unknown chortNmae→cohortName"];
        header_unlike_any_label_is_unknown: ",is_admin" => vec!["header-column-unknown is_admin"];
        header_twice_is_refused: ",email" => vec!["header-column-duplicate email"];
        header_of_the_fix_file_is_left_out: ",import_status,import_problems" => vec![];
        header_without_label_at_the_edge_is_left_out: ",,," => vec![];
        header_with_another_word_for_a_course_suggests_the_label: ",Kurs 1,course 02,Module 3,Módulo 4,modulo 5,Coursework 6,Kurs" => vec!["header-column-unknown Kurs 1→module requested 1", "header-column-unknown course 02→module requested 2", "header-column-unknown Module 3→module requested 3", "header-column-unknown Módulo 4→module requested 4", "header-column-unknown modulo 5→module requested 5", "header-column-unknown Coursework 6", "header-column-unknown Kurs"];
        header_with_a_remark_suggests_the_label: ",Job role (required),last_name (optional),region*,Cohort [Required] ,cohort (north)" => vec!["header-column-unknown Job role (required)→job_role", "header-column-unknown last_name (optional)→last_name", "header-column-unknown region*→region", "header-column-unknown Cohort [Required]→cohortName", "header-column-unknown cohort (north)"];
    }

    #[test]
    fn header_in_wrong_case_is_unknown_and_missing() {
        assert_eq!(
            read(LayoutName::Enrolment, "enabled,name,email,companyname,languageCode"),
            ["header-column-unknown companyname→companyName", "header-column-missing companyName"]
        );
    }

    #[test]
    fn header_that_would_grant_something_is_never_mapped() {
        for label in ["role", "Role", "is_admin", "password", "tenant", "tenant_id", "user_id", "status", "invitation"]
        {
            let line = format!("{REQUIRED},{label}");
            assert!(read(LayoutName::Enrolment, &line)[0].starts_with("header-column-unknown"), "{label}");
            let line = format!("firstname,lastname,email,language,{label}");
            assert!(read(LayoutName::Learners, &line)[0].starts_with("column-ignored"), "{label}");
        }
    }

    #[test]
    fn header_in_another_language_suggests_the_label() {
        for (labels, meant) in [
            ("aktiv;Vorname;Nachname;E-Mail;Firma;Sprache", "enabled name last_name email companyName languageCode"),
            ("actif;Prénom;Nom;Courriel;Société;Langue", "enabled name last_name email companyName languageCode"),
            (
                "activo;Nombre;Apellidos;Correo electrónico;Empresa;Idioma",
                "enabled name last_name email companyName languageCode",
            ),
            (
                "attivo;Nome;Cognome;Indirizzo e-mail;Azienda;Lingua",
                "enabled name last_name email companyName languageCode",
            ),
            (
                "actief;Voornaam;Achternaam;E-mailadres;Bedrijf;Taal",
                "enabled name last_name email companyName languageCode",
            ),
            ("ativo;Nome;Sobrenome;E-mail;Empresa;Idioma", "enabled name last_name email companyName languageCode"),
            ("aktywny;Imię;Nazwisko;Adres e-mail;Firma;Język", "enabled name last_name email companyName languageCode"),
            (
                "active;First name;Surname;E-mail address;Company;Language",
                "enabled name last_name email companyName languageCode",
            ),
        ] {
            let found = read(LayoutName::Enrolment, labels);
            for (found, meant) in found.iter().zip(meant.split(' ')) {
                assert!(found.starts_with("header-column-unknown") && found.ends_with(&format!("→{meant}")), "{found}");
            }
        }
        assert_eq!(read(LayoutName::Learners, "Vorname;Nachname;E-Mail;Sprache").len(), 8);
        for label in ["Kennung", "ID", "Mitarbeiternummer", "Username", "Matricule"] {
            let found = read(LayoutName::Learners, &format!("firstname,lastname,email,language,{label}"));
            assert_eq!(found, [format!("column-ignored {label}→identifier")]);
        }
    }

    #[test]
    fn header_without_known_labels_is_missing() {
        assert_eq!(read(LayoutName::Enrolment, "1,Ada,x@example.org"), ["header-missing"]);
        assert_eq!(read(LayoutName::Learners, "Participants 2026,,"), ["header-missing"]);
        assert_eq!(read(LayoutName::Enrolment, "Company:,Acme Ltd"), ["header-missing"]);
    }

    #[test]
    fn header_of_the_other_layout_is_recognized() {
        let learners = "firstname,lastname,email,language";
        assert_eq!(read(LayoutName::Enrolment, learners), ["layout-mismatch"]);
        assert_eq!(read(LayoutName::Learners, REQUIRED), ["layout-mismatch"]);
        // The labels of both layouts, or as many known ones of this layout.
        let both = format!("{REQUIRED},firstname,lastname,language");
        assert_eq!(read(LayoutName::Learners, &both).len(), 4, "four columns are ignored");
        assert!(read(LayoutName::Enrolment, &both)[0].starts_with("header-column-unknown"));
        let as_many = read(LayoutName::Enrolment, &format!("{learners},name,last_name,region"));
        assert!(as_many[0].starts_with("header-column-unknown"), "{as_many:?}");
    }

    #[test]
    fn header_problem_names_what_was_found_in_its_place() {
        for (line, code, found) in [
            ("Participants 2026,,Berlin,1,2,3,4", Code::HeaderMissing, "Participants 2026, Berlin, 1, 2, 3"),
            ("enabled,name,email,companyname,languageCode", Code::HeaderColumnMissing, "companyname"),
        ] {
            let layout = LayoutName::Enrolment.layout();
            let mut decoder = Decoder::new(layout);
            decoder.push(line.as_bytes());
            decoder.finish();
            let (_, problems) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
            let found_by: Vec<&str> =
                problems.iter().filter(|problem| problem.code == code).map(|problem| problem.found.as_str()).collect();
            assert_eq!(found_by, [found]);
        }
    }

    #[test]
    fn header_finds_its_columns_and_knows_a_corrections_file() {
        for (line, is_fix_file) in [("region,name,email", false), ("import_status,import_problems,email", true)] {
            let layout = LayoutName::Enrolment.layout();
            let mut decoder = Decoder::new(layout);
            decoder.push(line.as_bytes());
            decoder.finish();
            let (header, _) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
            assert_eq!(header.is_fix_file(), is_fix_file, "{line}");
            assert_eq!((header.index_of(Field::Email), header.index_of(Field::Cohort)), (Some(2), None), "{line}");
        }
    }

    #[test]
    fn header_is_expected_where_two_cells_or_the_only_one_are_known() {
        for (line, is_expected) in [
            ("email", true),
            ("Participants", false),
            ("email,Participants", false),
            ("email,Participants,name", true),
            ("email,name", true),
            ("1,2", false),
        ] {
            assert_eq!(looks_like_header(line.split(','), LayoutName::Enrolment.layout()), is_expected, "{line}");
        }
        assert!(!looks_like_header([], LayoutName::Enrolment.layout()));
    }

    #[test]
    fn header_in_one_cell_is_in_quotes_or_contradicts_the_separator_line() {
        for (file, delimiters) in [
            ("\"firstname,lastname,email\"", None),
            ("sep=;\nfirstname,lastname,email", Some((";", ","))),
            ("sep=;\n\"firstname\",\"lastname\",\"email\"", Some((";", ","))),
            ("sep=,\nfirstname;lastname;email", Some((",", ";"))),
            ("sep=\t\nfirstname,lastname,email", Some(("\t", ","))),
            ("sep=;\n\"firstname,lastname,email\"", None),
        ] {
            let mut decoder = Decoder::new(LayoutName::Learners.layout());
            decoder.push(file.as_bytes());
            decoder.finish();
            let record = decoder.next_record().unwrap().unwrap();
            let problem = read_header(&record, LayoutName::Learners.layout()).1.remove(0);
            let found = problem.expected.first().map(|expected| (problem.found.as_str(), expected.as_str()));
            assert_eq!((problem.code, found), (Code::FileNotSplit, delimiters), "{file}");
        }
    }

    #[test]
    fn header_that_the_sheet_shows_differently_is_refused() {
        fn altering() -> Format {
            Format::new().set_num_format("\"not \"@")
        }
        let read_labels = |write: fn(&mut Worksheet)| {
            let mut workbook = Workbook::new();
            let sheet = workbook.add_worksheet();
            sheet.write_row(0, 0, ["firstname", "lastname", "email", "language", "country", "shoe size"]).unwrap();
            write(sheet);
            read_file(LayoutName::Learners, &workbook.save_to_buffer().unwrap())
        };
        let shoe_size = "column-ignored shoe size";
        assert_eq!(read_labels(|_| {}), [shoe_size]);
        assert_eq!(
            read_labels(|sheet| _ = sheet.write_with_format(0, 4, "country", &altering()).unwrap()),
            [shoe_size, "header-column-unknown country"]
        );
        assert_eq!(
            read_labels(|sheet| {
                sheet.merge_range(0, 3, 0, 4, "language", &Format::new()).unwrap();
                sheet.write(0, 4, "country").unwrap();
            }),
            [shoe_size, "header-column-unknown country"]
        );
        assert_eq!(
            read_labels(|sheet| _ = sheet.write(0, 6, Formula::new("=A1").set_result("Notes")).unwrap()),
            [shoe_size, "column-ignored Notes", "header-column-missing-label G"]
        );
        // These columns are not imported.
        assert_eq!(
            read_labels(|sheet| {
                sheet.write_with_format(0, 5, "shoe size", &altering()).unwrap();
                sheet.merge_range(0, 6, 0, 7, "notes", &Format::new()).unwrap();
            }),
            [shoe_size, "column-ignored notes"]
        );
    }

    #[test]
    fn label_that_the_sheet_does_not_show_has_its_cause_and_is_left_out_by_a_correction() {
        let layout = LayoutName::Learners.layout();
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["firstname", "lastname", "email", "language"]).unwrap();
        sheet.merge_range(0, 3, 0, 4, "language", &Format::new()).unwrap();
        sheet.write(0, 4, "country").unwrap();
        sheet.write_with_format(0, 5, "identifier", &Format::new().set_num_format("\"not \"@")).unwrap();
        sheet.write(0, 6, Formula::new("=A1").set_result("Notes")).unwrap();
        let mut decoder = Decoder::new(layout).accept_workbooks(true);
        decoder.push(&workbook.save_to_buffer().unwrap());
        decoder.finish();
        let record = decoder.next_record().unwrap().unwrap();
        let hints = |left_out: &[usize]| -> Vec<Hint> {
            let (_, problems) = read_corrected_header(&record, layout, left_out);
            problems.into_iter().filter_map(|problem| problem.hint).collect()
        };
        assert_eq!(hints(&[]), [Hint::MergedCell, Hint::FormattedNumber, Hint::FormulaWithoutResult]);
        assert_eq!(hints(&[4, 6]), [Hint::FormattedNumber]);
    }

    #[test]
    fn learners_header_with_unknown_columns_gets_warnings() {
        assert_eq!(
            read(LayoutName::Learners, "firstname,lastname,email,language,shoe size"),
            ["column-ignored shoe size"]
        );
    }

    #[test]
    fn header_with_too_many_columns_is_refused() {
        let many = |count: usize| (1..=count).map(|n| format!(",module requested {n}")).collect::<Vec<_>>().concat();
        assert_eq!(read(LayoutName::Enrolment, &format!("{REQUIRED}{}", many(200))), [""; 0]);
        assert_eq!(
            read(LayoutName::Enrolment, &format!("{REQUIRED}{}", many(201))),
            ["header-too-many-columns module requested …"]
        );
        assert_eq!(read(LayoutName::Enrolment, &format!("{REQUIRED}{}", many(2000))), ["header-too-many-columns"]);
        // Columns without a label.
        let wide = |count: usize| format!("{REQUIRED}{}", ",".repeat(count - 5));
        assert_eq!(read(LayoutName::Enrolment, &wide(HEADER_COLUMNS_MAX)), [""; 0]);
        assert_eq!(read(LayoutName::Enrolment, &wide(HEADER_COLUMNS_MAX + 1)), ["header-too-many-columns"]);
    }
}
