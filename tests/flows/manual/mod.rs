//! Checks that the manual's generated pages match the code.
//!
//! `ROLLCALL_DOCS=renew cargo test -p rollcall-tests --test flows manual` writes the pages instead of comparing them.

mod api;
mod command_line;
mod layouts;

use std::{env, fs, path::Path};

const NOTICE: &str = "<!-- Generated from the code. `just docs` renews this page; do not edit it. -->\n\n";
const RENEW: &str = "ROLLCALL_DOCS=renew cargo test -p rollcall-tests --test flows manual";

/// Compares a page, given as blocks, with the committed one, or writes it.
fn check(name: &str, blocks: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/generated").join(name);
    let page = format!("{NOTICE}{}\n", blocks.join("\n\n"));
    if env::var_os("ROLLCALL_DOCS").is_some_and(|value| value == "renew") {
        fs::write(path, page).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == page, "docs/src/generated/{name} is out of date. Renew it with: {RENEW}");
}

/// Returns text for a table cell: one line, with column separators escaped.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// Returns a table without the columns that are empty in every row.
fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let used: Vec<usize> = (0..header.len()).filter(|&column| rows.iter().any(|row| !row[column].is_empty())).collect();
    let line = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![line(used.iter().map(|&column| header[column]).collect()), line(vec!["---"; used.len()])];
    lines.extend(rows.iter().map(|row| line(used.iter().map(|&column| row[column].as_str()).collect())));
    lines.join("\n")
}
