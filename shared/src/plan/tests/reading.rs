//! How the records of a file become rows.

use rust_xlsxwriter::{Format, Workbook};

use super::*;
use crate::{
    catalog::{Alias, AliasOf},
    corrections::CorrectedCell,
    decode::CELL_BYTES_MAX,
};

struct Planned {
    rows: Vec<Row>,
    /// The problems of the records that are no rows.
    left_out: Vec<Problem>,
    of_file: Vec<Problem>,
}

/// Returns the planner and the decoder of a file whose header was read.
fn begin(layout: LayoutName, bytes: &[u8]) -> (Planner, Decoder) {
    let layout = layout.layout();
    let mut decoder = Decoder::new(layout).accept_workbooks(true);
    decoder.push(bytes);
    decoder.finish();
    let (header, _) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
    (Planner::new(layout, header, KeyedHasher::new([7; 16])), decoder)
}

fn plan_drafts(layout: LayoutName, planner: &mut Planner, drafts: &mut Drafts, world: &World) -> Vec<Row> {
    let (import_id, options) = (ImportId::from("import"), Options::of_layout(layout));
    let now = Timestamp::UNIX_EPOCH;
    let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now };
    (0..drafts.len()).map(|index| planner.plan(drafts, index, world, &context)).collect()
}

fn plan_file(layout: LayoutName, world: &World, bytes: &[u8]) -> Planned {
    let (mut planner, mut decoder) = begin(layout, bytes);
    let (mut drafts, mut left_out) = (Drafts::default(), Vec::new());
    while let Some(record) = decoder.next_record().unwrap() {
        match planner.read(&record, &mut drafts) {
            Read::Repeated(problem) | Read::Refused(problem) => left_out.push(*problem),
            Read::Draft | Read::Blank | Read::LeftOut => {}
        }
    }
    let rows = plan_drafts(layout, &mut planner, &mut drafts, world);
    Planned { rows, left_out, of_file: planner.into_file_problems() }
}

fn plan_enrolment(header: &str, rows: &str) -> Planned {
    plan_file(LayoutName::Enrolment, &World::new(), format!("{header}\n{rows}").as_bytes())
}

/// Describes a row: its number, its outcome, and its problems, each with its column and the other row that it names.
fn shown(row: &Row) -> String {
    let problems = row.problems.iter().map(|problem| {
        let other = problem.other_row.map(|row| format!(" {row}")).unwrap_or_default();
        let hint = problem.hint.map(|hint| format!(" {}", hint.as_str())).unwrap_or_default();
        format!("; {} {}{other}{hint}", problem.code.as_str(), problem.column.as_deref().unwrap_or_default())
    });
    format!("{} {}{}", row.row, row.outcome.as_str(), problems.collect::<String>())
}

fn all_shown(rows: &[Row]) -> Vec<String> {
    rows.iter().map(shown).collect()
}

#[test]
fn row_repeats_an_earlier_one_if_it_has_the_same_values_and_courses_in_any_order() {
    let row = |courses: &str| format!("1,Ann,Lee,ann@example.org,Acme,Spring,en,{courses}\n");
    let bob = |courses: &str| format!("1,Bob,Lee,bob@example.org,Acme,Spring,en,{courses}\n");
    let rows = [
        row("Safety - basics,"),
        row("Safety - basics,"),
        row(",Safety - basics"),
        row("Safety - basics,Safety - basics"),
        row("Safety - basics,Sales"),
        row("Safety - basics,").replace("Lee", "Low"),
        bob("Safety - basics,Sales"),
        bob("Sales,Safety - basics"),
        bob("Safety - basics,"),
    ];
    let planned = plan_enrolment(HEADER.trim_end(), &rows.concat());
    assert_eq!(
        all_shown(&planned.rows),
        [
            "2 created",
            "6 failed; email-duplicate email 2 only-courses-differ",
            "7 failed; email-duplicate email 2",
            "8 created",
            "10 failed; email-duplicate email 8 only-courses-differ",
        ]
    );
    assert_eq!(planned.rows[0].assigned, ["a".into()]);
    let left_out: Vec<_> =
        planned.left_out.iter().map(|problem| (problem.code, problem.row, problem.other_row)).collect();
    let repeated = |row: u64, other: u64| (Code::RowDuplicateIdentical, Some(row), Some(other));
    assert_eq!(left_out, [repeated(3, 2), repeated(4, 2), repeated(5, 2), repeated(9, 8)]);
}

#[test]
fn row_of_a_learner_fails_if_its_address_or_identifier_is_taken() {
    let mut world = World::new();
    let user = existing(&world, ANN);
    for address in ["dan@example.org", "eve@example.org"] {
        world.users.insert(address.to_owned(), user.clone());
    }
    let file = "firstname,lastname,email,identifier,country,language\n\
                Ann,Lee,ann@example.org,A1,DE,de\n\
                Ann,Lee,ann@example.org,,DE,de\n\
                Ann,Lee,ann@example.org,A1,DE,de\n\
                Bob,Lee,bob@example.org,A1,DE,de\n\
                Cyd,Lee,cyd@example.org,,DE,de\n\
                Dan,Lee,dan@example.org,,DE,de\n\
                Eve,Lee,eve@example.org,,DE,deutsch\n\
                Fay,Lee,fay@example.org,B1,DE,de\n\
                Gus,Lee,gus@example.org,B1,DE,de\n\
                Hal,Lee,hal@example.org,C1,DE,de\n";
    world.holders.extend([("B1", "fay@example.org"), ("C1", "someone@example.org")]);
    let planned = plan_file(LayoutName::Learners, &world, file.as_bytes());
    assert_eq!(
        all_shown(&planned.rows),
        [
            "2 created",
            "3 failed; email-duplicate email 2",
            "4 failed; email-duplicate email 2; identifier-duplicate identifier 2",
            "5 failed; identifier-duplicate identifier 2",
            "6 created",
            "7 failed; user-exists email",
            "8 failed; language-invalid language; user-exists email",
            "9 created",
            "10 failed; identifier-duplicate identifier 9; identifier-taken identifier",
            "11 created; identifier-taken identifier",
        ]
    );
    let never_invited: Vec<u64> = planned.rows.iter().filter(|row| row.never_invited).map(|row| row.row).collect();
    assert_eq!(never_invited, [7]);
}

#[test]
fn drafts_name_what_must_be_looked_up() {
    let read = |layout: LayoutName, file: &str| {
        let (mut planner, mut decoder) = begin(layout, file.as_bytes());
        let mut drafts = Drafts::default();
        assert!(drafts.is_empty());
        while let Some(record) = decoder.next_record().unwrap() {
            planner.read(&record, &mut drafts);
        }
        assert!(!drafts.is_empty());
        drafts
    };
    let learners = "firstname,lastname,email,identifier,country,language\n\
                    Ann,Lee,Ann@Example.org,A1,DE,de\n\
                    \n\
                    Bob,Lee,bob@@example.org,,DE,de\n";
    let drafts = read(LayoutName::Learners, learners);
    assert_eq!(drafts.addresses().collect::<Vec<_>>(), ["ann@example.org"]);
    assert_eq!(drafts.identifiers().collect::<Vec<_>>(), ["A1"]);
    assert_eq!((drafts.companies().count(), drafts.row(0), drafts.row(1)), (0, 2, 4));
    let drafts = read(LayoutName::Enrolment, &format!("{HEADER}{ANN}1,Bob,Lee,bob@example.org,,,en,,\n"));
    assert_eq!(drafts.companies().collect::<Vec<_>>(), ["Acme"]);
    assert_eq!((drafts.addresses().count(), drafts.identifiers().count()), (2, 0));
}

#[test]
fn title_of_a_course_in_another_column_is_suspicious_only_in_a_short_row() {
    let planned = plan_enrolment(
        "enabled,name,email,companyName,languageCode,job_role,region,module requested 1",
        "1,Ann,ann@example.org,Acme,en,Sales\n1,Bob,bob@example.org,Acme,en,Sales,,\n\
         1,Cyd,cyd@example.org,Acme,en,Cook\n1,Dan,dan@example.org,Acme,en,Cook,SALES\n",
    );
    assert_eq!(
        all_shown(&planned.rows),
        [
            "2 created; cell-suspicious job_role course-title",
            "3 created",
            "4 created",
            "5 created; cell-suspicious region course-title",
        ]
    );
}

#[test]
fn missing_cell_after_the_end_of_a_row_is_reported_with_the_length_of_the_row() {
    let planned = plan_enrolment(
        "enabled,name,email,companyName,languageCode,job_role",
        "1,Ann,ann@example.org\n1,Bob,bob@example.org,,en\n1,Cyd,cyd@example.org,,en,\n",
    );
    assert_eq!(
        all_shown(&planned.rows),
        [
            "2 failed; company-missing companyName short-row; language-missing languageCode short-row",
            "3 failed; company-missing companyName",
            "4 failed; company-missing companyName",
        ]
    );
    let problem = &planned.rows[0].problems[0];
    assert_eq!((problem.count, problem.limit), (Some(3), Some(6)));
}

#[test]
fn column_without_a_label_is_reported_once_if_it_has_cells() {
    let planned = plan_enrolment(
        "enabled,name,email,companyName,languageCode,,module requested 1,,",
        "1,Ann,ann@example.org,Acme,en,Room 1,,Notes,\n1,Bob,bob@example.org,Acme,en,Room 2,,Notes,\n",
    );
    let problems: Vec<_> = planned
        .of_file
        .iter()
        .map(|problem| (problem.code, problem.row, problem.found.as_str(), problem.hint))
        .collect();
    assert_eq!(
        problems,
        [
            (Code::HeaderColumnMissingLabel, Some(2), "Room 1", None),
            (Code::ColumnIgnored, Some(2), "Notes", Some(Hint::NoLabel)),
        ]
    );
    let columns: Vec<_> = planned.of_file.iter().map(|problem| problem.column.as_deref()).collect();
    assert_eq!(columns, [Some("F"), Some("H")]);
}

#[test]
fn header_below_the_first_one_is_left_out_or_refuses_the_file() {
    let planned = plan_enrolment(HEADER.trim_end(), &format!("{ANN}{}", HEADER.repeat(12)));
    assert_eq!((planned.rows.len(), planned.left_out.len()), (1, 0));
    let [problem] = planned.of_file.as_slice() else { panic!("{:?}", planned.of_file) };
    assert_eq!((problem.code, problem.row, problem.rows), (Code::HeaderRepeated, Some(3), Some(12)));
    assert_eq!(problem.first_rows, (3..13).collect::<Vec<u64>>());
    let other = "name,enabled,last_name,email,companyName,cohortName,languageCode,,\n";
    let planned = plan_enrolment(HEADER.trim_end(), &format!("{ANN}{other}"));
    let [problem] = planned.left_out.as_slice() else { panic!("{:?}", planned.left_out) };
    assert_eq!((problem.code, problem.row, problem.other_row), (Code::HeaderRepeated, Some(3), Some(1)));
    assert_eq!(problem.hint, Some(Hint::Refused));
}

#[test]
fn footer_fails_with_one_problem_and_no_values() {
    let planned = plan_enrolment(HEADER.trim_end(), &format!("{ANN}Total,3,,,,,,,\n"));
    assert_eq!(all_shown(&planned.rows), ["2 created", "3 failed; email-missing email not-a-person"]);
    assert_eq!((planned.rows[1].person.enabled, planned.rows[1].person.values.is_empty()), (None, true));
}

#[test]
fn cells_decoded_twice_or_exported_as_formulas_are_counted_for_the_file() {
    let planned = plan_enrolment(
        HEADER.trim_end(),
        "1,JosÃ©,MÃ¼ller,ann@example.org,Acme,,en,,\n1,JosÃ©,Lee,bob@example.org,Acme,,en,,\n\
         1,\"=\"\"Cyd\"\"\",Lee,cyd@example.org,Acme,,en,,\n1,\"=\"\"Dan\"\"\",Lee,dan@example.org,Acme,,en,,\n",
    );
    let problems: Vec<_> = planned
        .of_file
        .iter()
        .map(|problem| (problem.code, problem.row, problem.found.as_str(), problem.rows, problem.count))
        .collect();
    assert_eq!(
        problems,
        [
            (Code::FileMojibake, Some(2), "JosÃ©", Some(2), Some(3)),
            (Code::SpreadsheetFormulaText, Some(4), "=\"Cyd\"", Some(2), None),
        ]
    );
    assert!(planned.of_file.iter().all(|problem| problem.column.as_deref() == Some("name")));
    let names: Vec<&str> = planned.rows.iter().map(|row| row.person.values.name()).collect();
    assert_eq!(names, ["JosÃ©", "JosÃ©", "Cyd", "Dan"]);
}

#[test]
fn text_in_apostrophes_that_is_split_at_a_delimiter_is_suspicious() {
    for (cells, expected) in [
        ("'Cook,Baker'", 1),
        ("'Cook,Baker", 0),
        ("'Cook,'Baker'", 0),
        ("Cook,Baker'", 0),
        ("\"=\"\"Cook\"\"\",Baker'", 0),
    ] {
        let planned = plan_enrolment(
            "enabled,name,email,companyName,languageCode,job_role,region",
            &format!("1,Ann,ann@example.org,Acme,en,{cells}\n"),
        );
        let is_split =
            |problem: &&Problem| problem.hint == Some(Hint::Quoted) && problem.column.as_deref() == Some("job_role");
        assert_eq!(planned.rows[0].problems.iter().filter(is_split).count(), expected, "{cells}");
    }
}

#[test]
fn cell_with_a_character_that_no_rule_accepts_fails_its_row() {
    for (role, code) in
        [("Cook\u{7}", Code::CellControlCharacter), (&"x".repeat(CELL_BYTES_MAX + 1), Code::CellTooLong)]
    {
        let header = HEADER.trim_end().replace("languageCode,", "languageCode,job_role,");
        let planned = plan_enrolment(&header, &ANN.replace(",en,", &format!(",en,{role},")));
        let problems = &planned.rows[0].problems;
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code]);
    }
}

#[test]
fn language_is_stored_in_its_canonical_form() {
    let planned = plan_enrolment(HEADER.trim_end(), &ANN.replace(",en,", ",en_gb,"));
    assert_eq!(all_shown(&planned.rows), ["2 created; language-canonicalised languageCode"]);
    assert_eq!(planned.rows[0].person.values.language(), "en-GB");
}

#[test]
fn row_with_a_misplaced_quote_or_a_further_cell_fails_if_its_cells_may_have_shifted() {
    let planned = plan_enrolment(
        HEADER.trim_end(),
        "1,An\"n,Lee,ann@example.org,Acme,Spring,en,,\n1,Bo\"b,Lee,bob@example.org,Acme\n\
         1,Cyd,Lee,cyd@example.org,Acme,Spring,en,,,\n1,Dan,Lee,dan@example.org,Acme,Spring,en,,,x\n",
    );
    assert_eq!(
        all_shown(&planned.rows),
        [
            "2 created; quote-lenient name",
            "3 failed; row-too-many-cells  misplaced-quote",
            "4 created",
            "5 failed; row-too-many-cells ",
        ]
    );
    let further = &planned.rows[3].problems[0];
    assert_eq!((further.found.as_str(), further.limit, further.count), ("x", Some(9), Some(10)));
}

#[test]
fn each_cell_with_a_misplaced_quote_is_named() {
    let planned = plan_enrolment(HEADER.trim_end(), "1,An\"n,\"Lee\"-Low,ann@example.org,Acme,Spring,en,Sales,\n");
    let named: Vec<_> = planned.rows[0]
        .problems
        .iter()
        .map(|problem| (problem.code, problem.column.as_deref(), problem.found.as_str()))
        .collect();
    let expected = [("name", "An\"n"), ("last_name", "Lee-Low")];
    assert_eq!(named, expected.map(|(column, found)| (Code::QuoteLenient, Some(column), found)));
}

#[test]
fn row_with_nothing_but_an_import_status_is_blank() {
    let planned = plan_enrolment(
        "import_status,enabled,name,email,companyName,languageCode",
        "failed,,,,,\nfailed,1,Ann,ann@example.org,Acme,en\n",
    );
    assert_eq!(all_shown(&planned.rows), ["3 created"]);
}

#[test]
fn aliases_are_replaced_with_names_and_reported_once_each() {
    let alias = |of: AliasOf, alias: &str| Alias { of, alias: alias.to_owned() };
    let mut world = World::new();
    world.acme = world.acme.with_aliases([
        alias(AliasOf::Company, "ACME Inc"),
        alias(AliasOf::Cohort("spring".into()), "Printemps"),
        alias(AliasOf::Course("b".into()), "Vente"),
    ]);
    let rows = "1,Ann,Lee,ann@example.org,ACME Inc,Printemps,en,,Vente\n\
                1,Bob,Lee,bob@example.org,Acme,Printemps,en,,\n";
    let planned = plan_file(LayoutName::Enrolment, &world, format!("{HEADER}{rows}").as_bytes());
    assert_eq!(all_shown(&planned.rows), ["2 created", "3 created"]);
    let person = &planned.rows[0].person;
    assert_eq!((person.values.company(), person.values.cohort()), (Some("Acme"), Some("Spring")));
    assert_eq!(person.cohort_id, Some("spring".into()));
    assert_eq!(planned.rows[0].assigned, ["b".into()]);
    let shown = |problem: &Problem| {
        let (code, column) = (problem.code.as_str(), problem.column.as_deref().unwrap_or_default());
        format!("{code} {column}: {} → {} {:?}", problem.found, problem.suggestions[0], problem.rows)
    };
    let reported: Vec<String> = planned.of_file.iter().map(shown).collect();
    assert_eq!(
        reported,
        [
            "alias-used cohortName: Printemps → Spring Some(2)",
            "alias-used companyName: ACME Inc → Acme Some(1)",
            "alias-used module requested: Vente → Sales Some(1)",
        ]
    );
}

#[test]
fn cell_of_several_titles_is_reported_with_the_columns_for_them() {
    let planned = plan_enrolment(HEADER.trim_end(), &ANN.replace("Safety - basics,", "Safety – Basics; Sales,"));
    let [problem] = planned.of_file.as_slice() else { panic!("{:?}", planned.of_file) };
    assert_eq!((problem.code, problem.hint), (Code::CourseUnmatched, Some(Hint::SeveralTitles)));
    assert_eq!(problem.suggestions, ["Safety – Basics", "Sales"]);
    assert_eq!(problem.expected, ["module requested 1", "module requested 2"]);
}

#[test]
fn long_title_is_known_in_full_for_the_first_thousand_titles() {
    let rest = "x".repeat(130);
    let rows: Vec<String> =
        (0..=SUGGESTED_MAX).map(|n| format!("1,Ann,Lee,ann{n}@example.org,Acme,,en,{n:04} {rest},\n")).collect();
    let planned = plan_enrolment(HEADER.trim_end(), &rows.concat());
    let whole: Vec<bool> = planned.of_file.iter().map(|problem| problem.whole.is_some()).collect();
    assert_eq!((whole.len(), whole[0]), (SUGGESTED_MAX + 1, true));
    assert_eq!(whole[SUGGESTED_MAX - 1..], [true, false]);
}

#[test]
fn problem_of_a_corrected_cell_names_the_cell_in_the_file() {
    let file = format!("{HEADER}{}", ANN.replace("Safety - basics", "Saels").repeat(2));
    let (mut planner, mut decoder) = begin(LayoutName::Enrolment, file.as_bytes());
    let cell = |column: &str, found: &str, to: &str| CorrectedCell {
        column: column.to_owned(),
        found: found.to_owned(),
        to: to.to_owned(),
    };
    let cells = vec![cell("email", "ann", "ann@example.org"), cell("module requested 1", "Slaes", "Saels")];
    let mut drafts = Drafts::default();
    let mut repeated = Vec::new();
    while let Some(record) = decoder.next_record().unwrap() {
        let corrected = Corrected { cells: cells.clone(), problems: Vec::new() };
        if let Read::Repeated(problem) = planner.read_corrected(&record, corrected, &mut drafts) {
            repeated.push((problem.found.clone(), problem.reads.clone()));
        }
    }
    assert_eq!(repeated, [("ann".to_owned(), Some("ann@example.org".to_owned()))]);
    let rows = plan_drafts(LayoutName::Enrolment, &mut planner, &mut drafts, &World::new());
    assert_eq!((rows.len(), &rows[0].corrections), (1, &cells));
    let of_file = planner.into_file_problems();
    for problem in [&rows[0].problems[0], &of_file[0]] {
        assert_eq!((problem.code, problem.found.as_str()), (Code::CourseUnmatched, "Slaes"));
        assert_eq!(problem.reads.as_deref(), Some("Saels"));
    }
}

#[test]
fn corrected_cell_that_would_disable_the_admin_names_the_cell_in_the_file() {
    let file = format!("{HEADER}{}", ANN.replacen('1', "FALSE", 1));
    let (mut planner, mut decoder) = begin(LayoutName::Enrolment, file.as_bytes());
    let (column, found, to) = ("enabled".to_owned(), "x".to_owned(), "FALSE".to_owned());
    let corrected = Corrected { cells: vec![CorrectedCell { column, found, to }], problems: Vec::new() };
    let mut drafts = Drafts::default();
    planner.read_corrected(&decoder.next_record().unwrap().unwrap(), corrected, &mut drafts);
    let (import_id, options) = (ImportId::from("import"), Options::of_layout(LayoutName::Enrolment));
    let (started_by_address, now) = (Some("ann@example.org"), Timestamp::UNIX_EPOCH);
    let context = PlanContext { import_id: &import_id, options: &options, started_by_address, feed: None, now };
    let row = planner.plan(&mut drafts, 0, &World::new(), &context);
    let problem = row.problems.last().unwrap();
    assert_eq!((problem.code, problem.found.as_str()), (Code::SelfDisable, "x"));
    assert_eq!(problem.reads.as_deref(), Some("FALSE"));
}

#[test]
fn damaged_cell_fails_its_row_unless_it_has_only_one_meaning() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let decimals = Format::new().set_num_format("0.00");
    sheet.write_row(0, 0, ["enabled", "name", "email", "companyName", "languageCode"]).unwrap();
    for row in 1..5 {
        let address = format!("ann{row}@example.org");
        sheet.write(row, 0, 1).unwrap();
        sheet.write_row(row, 1, ["Ann", address.as_str(), "Acme", "en"]).unwrap();
    }
    sheet.write_with_format(1, 0, 1, &decimals).unwrap();
    sheet.write_with_format(2, 0, 2, &decimals).unwrap();
    sheet.write_with_format(3, 1, 1, &decimals).unwrap();
    let planned = plan_file(LayoutName::Enrolment, &World::new(), &workbook.save_to_buffer().unwrap());
    assert_eq!(
        all_shown(&planned.rows),
        [
            "2 created",
            "3 failed; spreadsheet-damage enabled formatted-number",
            "4 failed; spreadsheet-damage name formatted-number",
            "5 created",
        ]
    );
}
