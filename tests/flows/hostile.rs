//! Files built to exhaust resources: rejected with the number found and the limit, without writing anything. Also long lists of problems.

use rollcall_domain::{
    ids::ImportId,
    import::{FILE_PROBLEMS_SHOWN, File, Import, NewImport, Options, PlanShape, ProblemCounts, Source},
    layout::LayoutName,
    problem::{Code, Language, Problem},
    stores::{Environment, ImportStore},
};
use rollcall_tests::{HEADER, TestStack, enrolment};
use serde_json::{Value, json};

const GOOD: &str = "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,Café Etiquette,";

#[tokio::test]
async fn file_beyond_a_limit_is_refused_with_the_number_and_the_limit() {
    let test = TestStack::start().await;
    let cells = |count: usize| format!("1{}", ",x".repeat(count - 1));
    let long = "x".repeat(65_537);
    for (name, file, code, numbers) in [
        ("zeros", vec![0; 8 << 20], "file-encoding", vec![]),
        ("no line break", vec![b'x'; 8 << 20], "row-too-long", vec!["8 MB", "1 MB"]),
        (
            "no line break below a header",
            [HEADER.as_bytes(), b"\n", &vec![b'x'; 8 << 20]].concat(),
            "row-too-long",
            vec!["8 MB", "1 MB"],
        ),
        (
            "header of very many columns",
            cells(100_000).into_bytes(),
            "header-too-many-columns",
            vec!["100,000", "1,000"],
        ),
        (
            "row of very many cells",
            enrolment(&[GOOD, &cells(100_000)]).into_bytes(),
            "row-too-many-cells",
            vec!["100,000", "11"],
        ),
        (
            "cell",
            enrolment(&[&GOOD.replace("Ann,", &format!("{long},"))]).into_bytes(),
            "cell-too-long",
            vec!["65,537", "64 KB"],
        ),
        (
            "quote",
            enrolment(&[&GOOD.replace("Ann,", &format!("\"{long}\","))]).into_bytes(),
            "file-quote-unclosed",
            vec!["line 2"],
        ),
    ] {
        let import = test.import(file, json!({})).await;
        assert_eq!(import["status"], "rejected", "{name}: {import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        let problem =
            problems.iter().find(|problem| problem["code"] == code).unwrap_or_else(|| panic!("{name}: {problems:?}"));
        let message = problem["message"].as_str().unwrap();
        assert!(numbers.iter().all(|number| message.contains(number)), "{name}: {message}");
    }
    assert_eq!(test.users().await, [Value::Null; 0]);
}

#[tokio::test]
async fn list_of_imports_with_many_problems_fits_into_the_responses_of_a_function() {
    let test = TestStack::start().await;
    let stores = test.stack().clients();
    let now = stores.now();
    for n in 0..300 {
        let new = NewImport {
            import_id: ImportId::from_seeds(1_800_000_000_000 + n, &[b"import"]),
            source: Source::Portal,
            started_by: "someone".to_owned(),
            started_by_address: None,
            language: Language::English,
            file: File::new("people.csv".to_owned(), 42, "uploads/x.csv".to_owned()),
            options: Options::of_layout(LayoutName::Enrolment),
        };
        let mut import = Import::new(new, now);
        let file = vec![Problem::new(Code::FileNotSplit); FILE_PROBLEMS_SHOWN];
        import.finish_attempt("attempt", PlanShape::default(), ProblemCounts { errors: 100, warnings: 0, file });
        assert!(stores.create_import(&import).await.unwrap());
    }
    let page = test.get("/imports?limit=1000").await;
    // A Lambda response is limited to 6 MB.
    let size_bytes = page.to_string().len();
    assert!((2_000_000..6_000_000).contains(&size_bytes), "{size_bytes} bytes");
    let imports = test.list("/imports", 1_000).await;
    assert_eq!(imports.len(), 300);
    assert!(imports.is_sorted_by(|one, next| one["import_id"].as_str() > next["import_id"].as_str()));
}

#[tokio::test]
async fn list_of_rows_with_many_problems_fits_into_the_responses_of_a_function() {
    const ROWS: usize = 1_000;
    // As many courses as a row lists problems.
    let courses = || 1..=20;
    let columns: Vec<String> = courses().map(|n| format!("module requested {n}")).collect();
    let titles: Vec<String> = courses().map(|n| format!("\"Procedure {n} of the \"\"Handbook\"\"\"")).collect();
    let titles = titles.join(",");
    let header = "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region";
    let mut lines = vec![format!("{header},{}", columns.join(","))];
    lines.extend((0..ROWS).map(|n| format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,Spring,en,,,{titles}")));
    let test = TestStack::start().await;
    let import = test.import(lines.join("\n"), json!({ "confirm": true })).await;
    let path = format!("/imports/{}/rows", import["import_id"].as_str().unwrap());
    let page = test.get(&format!("{path}?limit=1000")).await;
    // A Lambda response is limited to 6 MB, and its body is a string of JSON.
    let size_bytes = Value::String(page.to_string()).to_string().len();
    assert!((4_000_000..6_000_000).contains(&size_bytes), "{size_bytes} bytes");
    let rows = test.list(&path, 1_000).await;
    assert_eq!(rows.len(), ROWS);
    assert!(rows.is_sorted_by(|one, next| one["row"].as_u64() < next["row"].as_u64()));
    assert_eq!(rows[ROWS - 1]["problems"].as_array().unwrap().len(), 20, "{}", rows[ROWS - 1]);
}
