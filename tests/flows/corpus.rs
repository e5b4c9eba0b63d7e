//! The sample files as saved by spreadsheet programs: each variant is imported like the sample, or is refused as not a CSV file.

use std::{collections::BTreeMap, fs, path::Path};

use rollcall_domain::keys::FileKind;
use rollcall_tests::TestStack;
use serde_json::{Value, json};

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Imports a file into a new stack with the sample catalog. Returns the users by address, the import, and the codes of its problems.
async fn people(file: Vec<u8>, layout: &str) -> (BTreeMap<String, Value>, Value, Vec<String>) {
    let test = TestStack::start().await;
    let catalog: Value = serde_json::from_slice(&fs::read(folder("../samples/catalog.json")).unwrap()).unwrap();
    test.put_catalog(catalog["companies"].clone()).await;
    let import = test.import(file, json!({ "layout": layout })).await;
    let mut people = BTreeMap::new();
    for user in test.users().await {
        let mut user = test.get(&format!("/users/{}", user["user_id"].as_str().unwrap())).await;
        let mut courses: Vec<Value> =
            user["courses"].as_array().unwrap().iter().map(|course| course["course_id"].clone()).collect();
        courses.sort_by_key(Value::to_string);
        let user = user.as_object_mut().unwrap();
        user.retain(|name, _| {
            [
                "email",
                "name",
                "last_name",
                "company",
                "cohort",
                "status",
                "language",
                "job_role",
                "region",
                "identifier",
                "country",
            ]
            .contains(&name.as_str())
        });
        user.insert("courses".to_owned(), json!(courses));
        people.insert(user["email"].as_str().unwrap().to_owned(), json!(user));
    }
    let codes = test.codes(import["import_id"].as_str().unwrap()).await;
    (people, import, codes)
}

#[tokio::test]
async fn shape_of_every_spreadsheet_imports_like_the_sample_or_is_refused() {
    let mut names: Vec<String> = fs::read_dir(folder("corpus"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| FileKind::of_name(name) == Some(FileKind::Csv))
        .collect();
    names.sort_unstable();
    assert_eq!(names.len(), 11, "{names:?}");
    for layout in ["enrolment", "learners"] {
        let (sample, _, _) = people(fs::read(folder(&format!("../samples/{layout}.csv"))).unwrap(), layout).await;
        for name in names.iter().filter(|name| name.starts_with(layout)) {
            let (found, import, codes) = people(fs::read(folder("corpus").join(name)).unwrap(), layout).await;
            if name.contains("workbook") {
                assert_eq!(
                    (&import["status"], codes.join(" ").as_str()),
                    (&json!("rejected"), "file-not-csv"),
                    "{name}"
                );
                continue;
            }
            assert_eq!(import["status"], "completed", "{name}: {import}");
            let is_latin = name.contains("1252");
            assert_eq!(codes, if is_latin { vec!["file-encoding-assumed"] } else { vec![] }, "{name}");
            // Windows-1252 cannot represent the names of some people.
            assert!(
                found.len() == sample.len() || is_latin && found.len() * 2 > sample.len(),
                "{name}: {}",
                found.len()
            );
            for (address, person) in &found {
                assert_eq!(sample.get(address), Some(person), "{name}");
            }
        }
    }
}
