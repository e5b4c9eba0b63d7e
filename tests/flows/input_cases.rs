//! Checks that the table of input cases names existing tests, at least one for each case, and contains all cases.

use std::{fs, path::Path};

#[test]
fn table_of_input_cases_names_existing_tests() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let table = fs::read_to_string(top.join("tests/input-cases.md")).unwrap();
    let mut cases = Vec::new();
    for line in table.lines().filter(|line| line.starts_with("| ")) {
        let columns: Vec<&str> = line.split(" | ").collect();
        let Ok(case) = columns[0].trim_start_matches("| ").parse::<u32>() else { continue };
        cases.push(case);
        let mut source = None;
        let mut count = 0;
        for name in columns[3].split('`').skip(1).step_by(2) {
            if name.contains('/') {
                let text = fs::read_to_string(top.join(name));
                source = Some(text.unwrap_or_else(|error| panic!("case {case}: {name}: {error}")));
                continue;
            }
            let source = source.as_deref().unwrap_or_else(|| panic!("case {case}: {name} has no file"));
            // A function, or a line of a macro's case table.
            let is_there = source.contains(&format!("fn {name}(")) || source.contains(&format!(" {name}: "));
            assert!(is_there, "case {case}: there is no test {name}");
            count += 1;
        }
        assert!(count > 0, "case {case} has no test");
    }
    assert_eq!(cases, (1..=34).chain(41..=54).collect::<Vec<_>>());
}
