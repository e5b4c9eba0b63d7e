//! Cells that another program has changed: how they are read, what is stored, and what is reported.

use rollcall_tests::{TestStack, enrolment, learners};
use serde_json::{Value, json};

/// Returns the code, row, column and first suggestion of each problem.
async fn reported(test: &TestStack, import: &Value) -> Vec<Value> {
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    problems.iter().map(|p| json!([p["code"], p["row"], p["column"], p["suggestions"][0]])).collect()
}

#[tokio::test]
async fn cells_exported_as_formulas_are_unwrapped_with_one_warning() {
    let test = TestStack::start().await;
    let cells = r#""=""1""";"=""Ann""";="Lee";="ann@example.org";"=""Acme GmbH""";="";="en";"=""the """"boss""""""";"=""007""";"#;
    let labels = rollcall_tests::HEADER.split(',').map(|label| format!("=\"{label}\"")).collect::<Vec<_>>().join(";");
    let rows = [cells, &cells.replace("ann@", "bea@")].map(|row| format!("{row}\"=\"\"Café Etiquette\"\"\";"));
    let import = test.import(format!("{labels}\r\n{}\r\n", rows.join("\r\n")), json!({})).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["course_assignments"]), (&json!(2), &json!(2)));
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let seen = json!([problems[0]["code"], problems[0]["rows"], problems[0]["first_rows"], problems[0]["found"]]);
    assert_eq!((seen, problems.len()), (json!(["spreadsheet-formula-text", 2, [2, 3], "=\"1\""]), 1));
    let ann = test.user("ann@example.org").await;
    let stored = json!([ann["name"], ann["last_name"], ann["job_role"], ann["region"], ann["cohort"]]);
    assert_eq!(stored, json!(["Ann", "Lee", "the \"boss\"", "007", null]));

    // The delimiter has split a cell: its row fails, even if it has as many cells as the header.
    let rows =
        [r#"1,="Cid, Jr",Lee,cid@example.org,Acme GmbH,,en,,,,"#, r#"1,="Dan, Jr",dan@example.org,Acme GmbH,,en,,,,"#];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!(import["summary"]["failed"], 2, "{import}");
    let codes = test.codes(import["import_id"].as_str().unwrap()).await;
    assert_eq!(codes, ["row-too-many-cells", "row-too-many-cells"]);
}

#[tokio::test]
async fn html_entities_and_words_for_no_value_are_suspicious() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ren&eacute;,O&#039;Brien,rene@example.org,Acme GmbH,,fr,R&amp;D,&nbsp;,,",
        "1,\\N,(null),null@example.org,Acme GmbH,,en,\\N,N/A,,",
        "1,NULL,None,none@example.org,Acme GmbH,,en,-,R&D; Sales,,",
        "1,Zoë,Lee,zoe@example.org,Brio&nbsp;SA,,fr,,,,",
        "1,Tom,Lee,tom@example.org,Acme GmbH,NULL,en,,,Caf&eacute; Etiquette,",
        "1,Tim,Lee,tim@example.org,Acme GmbH,,en,,,NULL,",
    ];
    let import = test.import(enrolment(&rows[..3]), json!({})).await;
    assert_eq!(import["summary"]["created"], 3, "{import}");
    let expected = [
        json!(["cell-suspicious", 2, "name", "René"]),
        json!(["cell-suspicious", 2, "last_name", "O'Brien"]),
        json!(["cell-suspicious", 2, "job_role", "R&D"]),
        json!(["cell-suspicious", 2, "region", null]),
        json!(["cell-suspicious", 3, "name", null]),
        json!(["cell-suspicious", 3, "last_name", null]),
        json!(["cell-suspicious", 3, "job_role", null]),
    ];
    assert_eq!(reported(&test, &import).await, expected);
    assert_eq!(test.user("rene@example.org").await["name"], "Ren&eacute;");

    let import = test.import(enrolment(&rows), json!({ "update_existing": true, "on_row_errors": "skip" })).await;
    let refused = reported(&test, &import).await;
    for problem in [
        json!(["company-unmatched", 5, "companyName", "Brio SA"]),
        json!(["cohort-unmatched", 6, "cohortName", null]),
        json!(["course-unmatched", null, "module requested 1", "Café Etiquette"]),
        json!(["course-unmatched", null, "module requested 1", null]),
    ] {
        assert!(refused.contains(&problem), "{problem} in {refused:?}");
    }
    let rows = ["1,J?rgen,Gro?,jg@example.org,Acme GmbH,,de,Leiter M?rketing,Why?,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    let lost = ["name", "last_name", "job_role"].map(|column| json!(["cell-suspicious", 2, column, null]));
    assert_eq!(reported(&test, &import).await, lost);
    let rows = ["1,Ann\u{202e}lee,Le\u{200b}e,al@example.org,Acme GmbH,,en,'-5 years,'+49 30 123,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    let expected = [("name", "Annlee"), ("last_name", "Lee"), ("job_role", "-5 years"), ("region", "+49 30 123")]
        .map(|(column, meant)| json!(["cell-suspicious", 2, column, meant]));
    assert_eq!(reported(&test, &import).await, expected);
    assert_eq!(test.user("al@example.org").await["job_role"], "'-5 years");
    let rows = ["Ren&eacute;,Lee,a@example.org,\\N,NULL,fr", "Ann,Lee,b@example.org,-,N/A,en"];
    let import = test.import(learners(&rows), json!({ "layout": "learners" })).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert_eq!(json!([problems[0]["code"], problems[0]["suggestions"]]), json!(["name-invalid", ["René"]]));
    for problem in &problems[1..] {
        assert!(problem["message"].as_str().unwrap().contains("leave the cell empty"), "{problem}");
        assert_eq!(problem["suggestions"], json!([]), "{problem}");
    }
    let rows = ["Cid,Lee,cid@example.org,NULL,GB,en"];
    let import = test.import(learners(&rows), json!({ "layout": "learners" })).await;
    assert_eq!(reported(&test, &import).await, [json!(["cell-suspicious", 2, "identifier", null])]);
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert!(problems[0]["message"].as_str().unwrap().contains("leave the cell empty"), "{}", problems[0]);
}

#[tokio::test]
async fn white_space_in_names_of_companies_and_cohorts_is_folded() {
    let test = TestStack::start().await;
    test.put_catalog(json!([{ "name": "Müller  &\u{a0}Söhne", "cohorts": ["Night \u{2009}Shift"] }])).await;
    let taken = json!({ "companies": [{ "id": "other", "name": "Müller & Söhne" }] });
    assert_eq!(test.status(reqwest::Method::PUT, "/catalog", Some(taken)).await, 409);
    let rows = [
        "1,Ann,,a@example.org,Müller & Söhne,Night Shift,de,,,,",
        "1,Bea,,b@example.org,Müller   & Söhne,Night\u{a0}Shift,de,,,,",
        "1,Cid,,c@example.org,Müller\u{202f}&\u{3000}Söhne\u{200b},Night  \u{a0} Shift,de,,,,",
        "1,Dan,,d@example.org,Müller & Söh\u{ad}ne,Night\u{200b} Shift,de,,,,",
    ];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!((&import["summary"]["created"], &import["problems"]["warnings"]), (&json!(4), &json!(0)), "{import}");
    for user in test.users().await {
        assert_eq!((&user["company"], &user["cohort"]), (&json!("Müller & Söhne"), &json!("Night Shift")), "{user}");
    }
}

#[tokio::test]
async fn letters_that_look_latin_are_named() {
    let test = TestStack::start().await;
    let rows = [
        // Cyrillic letters: А in the first name, а in the domain.
        "1,Аnna,Lee,anna@exаmple.org,Acme GmbH,,en,Мaster,,,",
        "1,Анна,Рид,anna@пример.рф,Acme GmbH,,ru,,,,",
        "1,Ivan,Lee,ivan@example.org,Аcme GmbH,,en,,,,",
        "1,Ivo,Lee,iво@example.org,Acme GmbH,Ѕpring,еn,,,,",
        "1,Ira,Lee,irа@example.org,Acme GmbH,,en,,,Cаfé Etiquette,",
    ];
    let import = test.import(enrolment(&rows[..2]), json!({})).await;
    assert_eq!(import["summary"]["created"], 2, "{import}");
    let warned =
        [json!(["cell-suspicious", 2, "name", "Anna"]), json!(["email-suspicious", 2, "email", "anna@example.org"])];
    assert_eq!(reported(&test, &import).await, warned);
    let import = test.import(enrolment(&rows[2..]), json!({})).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let refused: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["suggestions"][0]])).collect();
    assert_eq!(
        refused,
        [
            json!(["course-unmatched", null, "Café Etiquette"]),
            json!(["company-unmatched", 2, "Acme GmbH"]),
            json!(["email-invalid", 3, null]),
            json!(["language-invalid", 3, "en"]),
            json!(["cohort-unmatched", 3, "Spring"]),
            json!(["email-invalid", 4, "ira@example.org"]),
        ]
    );
    let message = problems[1]["message"].as_str().unwrap();
    assert!(message.contains("“⟨А U+0410 Cyrillic⟩cme GmbH”. Did you mean “Acme GmbH”?"), "{message}");
}

#[tokio::test]
async fn address_that_is_hardly_meant_is_imported_with_a_warning() {
    let test = TestStack::start().await;
    let rows = [
        "P,Lux,george.@example.org,,,en",
        "P,Lux,.george@example.org,,,en",
        "P,Lux,geo..rge@gmial.com,,,en",
        "P,Lux,x@domain.com©,,,en",
        "P,Lux,x@i❤.ws,,,en",
        "P,Lux,x@münchen.de,,,en",
    ];
    let import = test.import(learners(&rows), json!({ "layout": "learners", "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(4), &json!(2)), "{import}");
    let expected = [
        json!(["email-suspicious", 2, "email", "george@example.org"]),
        json!(["email-suspicious", 3, "email", "george@example.org"]),
        json!(["email-suspicious", 4, "email", "geo.rge@gmail.com"]),
        json!(["email-invalid", 5, "email", "x@domain.com"]),
        json!(["email-invalid", 6, "email", null]),
    ];
    assert_eq!(reported(&test, &import).await, expected);
    assert_eq!(test.user("geo..rge@gmial.com").await["email"], "geo..rge@gmial.com");
    let rows = [
        "P,Lux,'ann@example.org,,,en",
        "P,Lux,jos?.dias@example.org,,,en",
        "P,Lux,ann=2Elee@example.org,,,en",
        "P,Lux,o'brien@example.org,,,en",
    ];
    let import = test.import(learners(&rows), json!({ "layout": "learners" })).await;
    assert_eq!(import["summary"]["created"], 4, "{import}");
    let expected = [
        json!(["email-suspicious", 2, "email", "ann@example.org"]),
        json!(["email-suspicious", 3, "email", null]),
        json!(["email-suspicious", 4, "email", "ann.lee@example.org"]),
    ];
    assert_eq!(reported(&test, &import).await, expected);
}

#[tokio::test]
async fn words_for_yes_and_no_of_every_language_are_read() {
    let test = TestStack::start().await;
    let yes = "TRUE yes WAHR ja VRAI oui VERDADERO sí VERO sì WAAR VERDADEIRO sim PRAWDA tak".split(' ');
    let no = "FALSE no FALSCH nein FAUX non FALSO ONWAAR nee NÃO FAŁSZ nie".split(' ');
    let words: Vec<(&str, bool)> = yes.map(|word| (word, true)).chain(no.map(|word| (word, false))).collect();
    let row = |(n, (word, _)): (usize, &(&str, bool))| format!("{word},Ann,,a{n}@example.org,Acme GmbH,,en,,,,");
    let rows: Vec<String> = words.iter().enumerate().map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!((&import["summary"]["created"], &import["problems"]["warnings"]), (&json!(words.len()), &json!(0)));
    let enabled = test.users().await.into_iter().filter(|user| user["status"] != "disabled").count();
    assert_eq!(enabled, words.iter().filter(|(_, is_yes)| *is_yes).count());
}

#[tokio::test]
async fn several_titles_in_a_cell_and_ids_of_courses_are_recognized() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,,a@example.org,Acme GmbH,,en,,,Café Etiquette; Safety First - Basics,",
        "1,Bea,,b@example.org,Acme GmbH,,en,,,Café Etiquette,\"Leadership, Part 1, Safety First – Basics\"",
        "1,Cid,,c@example.org,Acme GmbH,,en,,,c-lead,",
    ];
    let import = test.import(enrolment(&rows), json!({})).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let seen: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["first_rows"], p["suggestions"]])).collect();
    assert_eq!(
        seen,
        [
            json!(["course-unmatched", [2], ["Café Etiquette", "Safety First – Basics"]]),
            json!(["course-unmatched", [3], ["Leadership, Part 1", "Safety First – Basics"]]),
            json!(["course-unmatched", [4], ["Leadership, Part 1"]]),
        ]
    );
    for (problem, columns) in problems.iter().zip([
        "Put one title into each column: “module requested 1” and “module requested 2”.",
        "Put one title into each column: “module requested 2” and “module requested 3”.",
    ]) {
        assert!(problem["message"].as_str().unwrap().ends_with(columns), "{problem}");
    }
}

#[tokio::test]
async fn language_that_is_the_code_of_a_country_is_suspicious() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,,a@example.org,Acme GmbH,,sv,,,,",
        "1,Bea,,b@example.org,Acme GmbH,,se,,,,",
        "1,Cid,,c@example.org,Acme GmbH,,pt-BR,,,,",
        "1,Dan,,d@example.org,Acme GmbH,,br,,,,",
        "1,Eva,,e@example.org,Acme GmbH,,kr,,,,",
    ];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!(import["summary"]["created"], 5, "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let seen: Vec<Value> = problems.iter().map(|p| json!([p["found"], p["first_rows"], p["suggestions"]])).collect();
    assert_eq!(seen, [json!(["br", [5], ["pt"]]), json!(["se", [3], ["sv"]])]);
    assert_eq!(test.codes(import["import_id"].as_str().unwrap()).await, ["language-suspicious", "language-suspicious"]);
    let rows = ["Kim,Lo,k@example.org,,KR,kr", "Ana,Lo,l@example.org,,XK,sq", "Jan,Lo,m@example.org,,NO,se"];
    let import = test.import(learners(&rows), json!({ "layout": "learners" })).await;
    assert_eq!(import["summary"]["created"], 3, "{import}");
    assert_eq!(reported(&test, &import).await, [json!(["language-suspicious", null, "language", "ko"])]);
    assert_eq!(test.user("l@example.org").await["country"], "XK");
    let rows = ["1,Fay,,f@example.org,Acme GmbH,,en-GB,,,,", "1,Gus,,g@example.org,Acme GmbH,,UK,,,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!(import["summary"]["created"], 2, "{import}");
    let seen = reported(&test, &import).await;
    assert!(seen.contains(&json!(["language-suspicious", null, "languageCode", "en"])), "{seen:?}");
    // Usarufa and Austral.
    let rows = ["1,Hal,,h@example.org,Acme GmbH,,usa,,,,", "1,Ida,,i@example.org,Acme GmbH,,AUT,,,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!(import["summary"]["created"], 2, "{import}");
    let seen = reported(&test, &import).await;
    for meant in ["en", "de"] {
        assert!(seen.contains(&json!(["language-suspicious", null, "languageCode", meant])), "{seen:?}");
    }
}
