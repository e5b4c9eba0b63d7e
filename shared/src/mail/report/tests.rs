use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::*;
use crate::{
    feed::{Absence, FeedConfig, FeedFile, FeedId, RosterShape},
    ids::ImportId,
    import::{File, Import, NewImport, Options, Source},
    layout::LayoutName,
    problem::{Code, Problem},
    row::Summary,
};

/// The contents of the cells, which are also part of the file name.
const CELL: &str = "Zaphod";

fn name() -> FeedName {
    FeedName::parse("hr").unwrap()
}

fn new_import() -> Import {
    let file = FeedFile::new(
        FeedId { name: name(), created_at: Timestamp::UNIX_EPOCH },
        &FeedConfig::in_language(Language::English),
    );
    let new = NewImport {
        import_id: ImportId::from("01m8gmctgxksfhgkssdtrg2tzq"),
        source: Source::Drop,
        started_by: format!("drop/feeds/hr/{CELL}.csv"),
        started_by_address: Some(format!("{CELL}@example.org").to_lowercase()),
        language: Language::English,
        file: File::new(format!("{CELL}.csv"), 1000, format!("drop/feeds/hr/{CELL}.csv")),
        options: Options::of_layout(LayoutName::Enrolment),
    };
    let mut import = Import::new(new, at("2026-11-28T02:00:00Z")).with_feed(Some(file));
    import.record_roster(
        "abc".to_owned(),
        None,
        RosterShape { before: Some(66), unreadable: 3, absence: Absence::UnreadableRows, ..RosterShape::default() },
        Vec::new(),
    );
    import
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Returns the import with changed members.
fn changed(import: &Import, change: impl FnOnce(&mut Json)) -> Import {
    let mut json = serde_json::to_value(import).unwrap();
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

fn in_state(status: &str) -> Import {
    changed(&new_import(), |json| {
        json["status"] = json!(status);
        json["finished_at"] = json!("2026-11-28T02:03:59Z");
        json["summary"] = json!({ "created": 2, "updated": 1_500, "disabled": 44, "skipped": 0, "failed": 3,
            "course_assignments": 5, "invitations": 0, "fields_changed": { "enabled": 44, "job_role": 1_460 } });
    })
}

/// Counts one problem per code, with cell contents in all of its text.
fn codes() -> Vec<CodeRows> {
    let mut counter = CodeRowCounter::default();
    for (row, code) in Code::ALL.into_iter().enumerate() {
        let mut problem = Problem::at_row(code, row as u64 + 2, row as u64 + 2)
            .column(CELL)
            .found(CELL)
            .suggest([CELL])
            .expected([CELL])
            .company(CELL)
            .holder(CELL);
        problem.reveal();
        problem.add_sample(2, [CELL]);
        counter.add(&problem);
    }
    counter.finish()
}

fn held() -> ReportedFile {
    let mut import = in_state("validating");
    let limit = |limit, allowed| ExceededLimit { limit, allowed, found: 67, users: 44 };
    let held = HeldLimit::ALL.map(|one| limit(one, 10));
    import.record_roster(
        "abc".to_owned(),
        None,
        RosterShape { absence: Absence::Counted, ..RosterShape::default() },
        held.to_vec(),
    );
    import.hold(at("2026-11-28T02:05:00Z")).unwrap();
    let file = ReportedFile::of(&import, Summary::default(), Vec::new()).unwrap();
    assert_eq!((file.held.len(), file.expires_at), (HeldLimit::ALL.len(), Some(at("2026-12-01T02:05:00Z"))));
    file
}

fn report<'a>(feed: &'a FeedName, files: &'a [ReportedFile], language: Language) -> Report<'a> {
    Report {
        feed,
        language,
        files,
        tenant: "Harbour & Vale",
        email: "hr-it@harbour-vale.example",
        portal_url: Some("https://portal.example.org"),
    }
}

#[test]
fn reports_in_every_language() {
    let mut counter = CodeRowCounter::default();
    for row in 2..1_015 {
        counter.add(&Problem::at_row(Code::RowRagged, row, row));
    }
    counter.add(&Problem::new(Code::FeedOther).rows(2, [7, 9]));
    counter.add(&Problem::new(Code::FileEncodingAssumed));
    let failed = changed(&in_state("failed"), |json| {
        json["failure"] = json!({ "code": "store-refused", "detail": "", "retryable": true, "from": "importing" });
    });
    let files = [
        ReportedFile::of(&failed, Summary::default(), Vec::new()).unwrap(),
        held(),
        ReportedFile::of(&in_state("completed"), Summary::default(), counter.finish()).unwrap(),
    ];
    let feed = name();
    let mut all = String::new();
    for language in Language::ALL {
        let mail = report(&feed, &files, language).render();
        assert!(!mail.text.contains('{') && !mail.html.contains("{{"), "{}", mail.text);
        assert!(mail.html.contains("Harbour &amp; Vale") && !mail.html.contains("Harbour & Vale"));
        let _written = write!(all, "== {}: {}\n{}\n", language.tag(), mail.subject, mail.text);
        if language == Language::English {
            let _written = writeln!(all, "{}", mail.html);
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn limit_takes_the_place_of_its_count_until_the_file_is_written() {
    let feed = name();
    let mut file = held();
    file.held.retain(|held| held.limit == HeldLimit::DisablePercent);
    file.summary = Summary { disabled: 44, skipped: 22, ..Summary::default() };
    let text = |file: &ReportedFile| report(&feed, std::slice::from_ref(file), Language::English).render().text;
    let waiting = text(&file);
    assert!(waiting.contains("- users to be disabled: 44, which is 67% (limit: 10%)\n- skipped: 22\n"), "{waiting}");
    assert!(!waiting.contains("- disabled: 44"), "{waiting}");
    file.state = ReportedState::Completed;
    let written = text(&file);
    assert!(written.contains("- disabled: 44\n- skipped: 22\n") && !written.contains("limit"), "{written}");
}

#[test]
fn counts_of_a_file_that_was_not_written_are_those_that_it_would_have_had() {
    let feed = name();
    let text = |file: &ReportedFile, language| report(&feed, std::slice::from_ref(file), language).render().text;
    for (state, sentence) in [
        (ReportedState::Superseded, "Nothing from this file was written, and no decision about it is needed.\n"),
        (ReportedState::Cancelled, "Nothing from this file was written.\n"),
        (ReportedState::Rejected, "Nothing from this file was written.\n"),
        (ReportedState::Expired, "Nothing from this file was written.\n"),
    ] {
        let file = ReportedFile {
            state,
            held: Vec::new(),
            summary: Summary { disabled: 44, ..Summary::default() },
            uncounted: None,
            ..held()
        };
        let would_have = "If the file had been imported, the result would have been:\n";
        let shown = text(&file, Language::English);
        assert!(shown.contains(&format!("{sentence}{would_have}- disabled: 44\n")), "{state:?}: {shown}");
        let without_counts = ReportedFile { summary: Summary::default(), ..file.clone() };
        let shown = text(&without_counts, Language::English);
        assert!(shown.contains(sentence) && !shown.contains(would_have), "{state:?}: {shown}");
        for language in Language::ALL {
            let message = state.not_written().unwrap().format(language, &[]);
            assert!(text(&file, language).contains(&message), "{}", language.tag());
        }
    }
    for state in [ReportedState::Completed, ReportedState::Held, ReportedState::Tested, ReportedState::Failed] {
        let shown = text(&ReportedFile { state, ..held() }, Language::English);
        assert!(!shown.contains("would have been"), "{state:?}: {shown}");
    }
}

#[test]
fn problem_of_one_row_is_singular() {
    let feed = name();
    let mut counter = CodeRowCounter::default();
    counter.add(&Problem::at_row(Code::RowRagged, 5, 5));
    let file = ReportedFile::of(&in_state("completed"), Summary::default(), counter.finish()).unwrap();
    let text = |language| report(&feed, std::slice::from_ref(&file), language).render().text;
    assert!(text(Language::English).contains("- row-ragged: 1 (row 5)\n"));
    assert!(text(Language::German).contains("- row-ragged: 1 (Zeile 5)\n"));
}

#[test]
fn row_with_several_problems_of_one_code_is_counted_once() {
    let mut counter = CodeRowCounter::default();
    for row in [5, 5, 7] {
        counter.add(&Problem::at_row(Code::CellSuspicious, row, row));
    }
    // One problem for each title.
    counter.add(&Problem::new(Code::CourseUnmatched).rows(2, [8, 9]));
    counter.add(&Problem::new(Code::CourseUnmatched).rows(12, [3, 8]));
    let found: Vec<_> = counter.finish().into_iter().map(|found| (found.code, found.rows, found.first_rows)).collect();
    assert_eq!(found, [(Code::CourseUnmatched, 13, vec![3, 8, 9]), (Code::CellSuspicious, 2, vec![5, 7])]);
}

#[test]
fn report_contains_no_cell_of_the_file_nor_its_name() {
    let feed = name();
    for status in ["completed", "awaiting_confirmation", "cancelled", "rejected", "failed", "expired"] {
        let file = ReportedFile::of(&in_state(status), Summary::default(), codes()).unwrap();
        for language in Language::ALL {
            let mail = report(&feed, std::slice::from_ref(&file), language).render();
            for part in [&mail.subject, &mail.text, &mail.html] {
                assert!(!part.to_lowercase().contains(&CELL.to_lowercase()), "{part}");
            }
            assert!(Code::ALL.into_iter().all(|code| mail.text.contains(code.as_str())));
        }
    }
}

#[test]
fn state_of_a_file_is_named_as_its_feed_sees_it() {
    let state = |import: &Import| ReportedFile::of(import, Summary::default(), Vec::new()).map(|file| file.state);
    for (status, expected) in [
        ("awaiting_upload", None),
        ("validating", None),
        ("importing", None),
        ("awaiting_confirmation", Some(ReportedState::Held)),
        ("completed", Some(ReportedState::Completed)),
        ("rejected", Some(ReportedState::Rejected)),
        ("cancelled", Some(ReportedState::Cancelled)),
        ("failed", Some(ReportedState::Failed)),
        ("expired", Some(ReportedState::Expired)),
    ] {
        assert_eq!(state(&in_state(status)), expected, "{status}");
    }
    let unchecked = changed(&in_state("cancelled"), |json| json["feed"]["test_mode"] = json!(true));
    assert_eq!(state(&unchecked), Some(ReportedState::Cancelled), "it was cancelled before it was checked");
    let tested = changed(&unchecked, |json| json["results_at"] = json!("2026-11-28T02:03:59Z"));
    assert_eq!(state(&tested), Some(ReportedState::Tested));
    let superseded = changed(&tested, |json| json["feed"]["superseded_by"] = json!("01m8gmctgxksfhgkssdtrg2tzz"));
    assert_eq!(state(&superseded), Some(ReportedState::Superseded));
    assert_eq!(state(&changed(&tested, |json| json["feed"] = Json::Null)), None);
}

#[test]
fn subject_names_the_newest_file_that_needs_a_person() {
    let (feed, file) = (name(), |status| ReportedFile::of(&in_state(status), Summary::default(), Vec::new()).unwrap());
    let subject = |files: &[ReportedFile]| report(&feed, files, Language::English).render().subject;
    assert!(subject(&[file("completed"), file("cancelled")]).ends_with("import cancelled"));
    assert!(subject(&[file("rejected"), held(), file("completed")]).ends_with("file is waiting for your decision"));
}

#[test]
fn long_report_has_the_newest_files_and_counts_the_others() {
    let files: Vec<ReportedFile> = (0..REPORTED_FILES_MAX + 3)
        .map(|number| ReportedFile {
            uncounted: Some(number as u64 * 1_000),
            ..ReportedFile::of(&in_state("completed"), Summary::default(), codes()).unwrap()
        })
        .collect();
    let feed = name();
    let mail = report(&feed, &files, Language::English).render();
    assert!(mail.text.contains("Earlier files: 3\n") && mail.text.contains("12,000") && !mail.text.contains(" 2,000"));
    assert!(mail.html.len() < 1024 * 1024, "{}", mail.html.len());
}
