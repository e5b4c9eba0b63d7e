//! `rollcall catalog`: loads companies, cohorts and courses, and shows them in the same format.

use std::{io::Write, path::Path};

use bytes::Bytes;
use rollcall_domain::decode::UTF8_BOM;

use super::{
    args::{CatalogCommand, Global},
    client::Client,
    error::CliError,
    exit::Exit,
    output::{Output, grouped},
    session::Session,
};

pub(super) async fn run(command: &CatalogCommand, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    match command {
        CatalogCommand::Load { file } => {
            let document = read_document(file).await?;
            let session = Session::open(global, output).await?;
            let loaded = load(&session, file, &document).await;
            session.close().await;
            let aliases_removed = loaded?;
            output.note(&format!("Loaded the catalog from {}.", file.display()));
            note_removed(aliases_removed, output);
        }
        CatalogCommand::Show => {
            let session = Session::open(global, output).await?;
            let shown = show(session.client(), output).await;
            session.close().await;
            shown?;
        }
    }
    Ok(Exit::Done)
}

/// Loads a catalog. Returns the number of aliases that were removed.
async fn load(session: &Session, path: &Path, document: &Bytes) -> Result<u64, CliError> {
    if let Some(samples) = session.samples() {
        samples.discard().await?;
    }
    Ok(session.client().load_catalog(document).await.map_err(|error| error.naming_file(path, true))?)
}

fn note_removed(aliases: u64, output: &mut Output) {
    match aliases {
        0 => {}
        1 => output.note("An alias was removed, because its text is now the name of an entry."),
        _ => output.note(&format!(
            "{} aliases were removed, because their texts are now the names of entries.",
            grouped(aliases)
        )),
    }
}

/// Reads a catalog file and removes its byte order mark. Fails if the file is not a JSON object.
async fn read_document(path: &Path) -> Result<Bytes, CliError> {
    let read = tokio::fs::read(path).await.map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    let json = read.strip_prefix(UTF8_BOM).unwrap_or(&read);
    if let Err(error) = serde_json::from_slice::<serde::de::IgnoredAny>(json) {
        return Err(CliError::Arguments(format!("{} is not JSON: {error}", path.display())));
    }
    if !json.trim_ascii_start().starts_with(b"{") {
        let detail = format!("{} is not a catalog: expected {{\"companies\":[…]}}", path.display());
        return Err(CliError::Arguments(detail));
    }
    Ok(Bytes::copy_from_slice(json))
}

/// Writes the catalog page by page, as one document that `load` can read.
async fn show(client: &Client, output: &mut Output) -> Result<(), CliError> {
    let mut page = client.catalog(None).await?;
    let mut is_first = true;
    // Nothing is written until the first page has been read, so that a failed request leaves standard output empty.
    output.out.write_all(b"{\"companies\":[")?;
    loop {
        for company in &page.companies {
            output.out.write_all(if is_first { b"\n" } else { b",\n" })?;
            is_first = false;
            serde_json::to_writer_pretty(&mut output.out, company).map_err(std::io::Error::from)?;
        }
        let Some(cursor) = page.next_cursor else { break };
        page = client.catalog(Some(cursor.as_str())).await?;
    }
    output.out.write_all(b"\n]}\n")?;
    Ok(output.out.flush()?)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use axum::{Json, Router, extract::RawQuery, routing::get};
    use rollcall_domain::catalog::CatalogDocument;
    use serde_json::json;

    use super::*;
    use crate::cli::{client::served, output::captured};

    #[tokio::test]
    async fn catalog_shown_over_pages_can_be_loaded_again() -> Result<(), Box<dyn Error>> {
        let company = |id: &str| {
            json!({"id": id, "name": format!("{id} Ltd"), "cohorts": [{"id": "c", "name": "Spring"}],
            "courses": [{"id": "x", "title": "First Aid"}], "users": 7})
        };
        let api = Router::new().route(
            "/catalog",
            get(async move |RawQuery(query): RawQuery| match query {
                None => Json(json!({"companies": [company("a"), company("b")], "next_cursor": "n"})),
                Some(_) => Json(json!({"companies": [company("c")], "next_cursor": null})),
            }),
        );
        let client = served(api).await?;
        let (mut output, out, _) = captured::output();
        show(&client, &mut output).await?;
        let document: CatalogDocument = serde_json::from_str(&out.text())?;
        let names: Vec<&str> = document.companies.iter().map(|company| company.name.as_str()).collect();
        assert_eq!(names, ["a Ltd", "b Ltd", "c Ltd"]);
        Ok(document.validate()?)
    }

    #[test]
    fn removed_aliases_are_counted() {
        for (aliases, note) in [(0, ""), (1, "An alias was removed,"), (1_200, "1,200 aliases were removed,")] {
            let (mut output, _, err) = captured::output();
            note_removed(aliases, &mut output);
            assert!(err.text().starts_with(note) && err.text().is_empty() == note.is_empty(), "{}", err.text());
        }
    }

    #[tokio::test]
    async fn catalog_that_cannot_be_read_prints_nothing() -> Result<(), Box<dyn Error>> {
        let client = served(Router::new()).await?;
        let (mut output, out, _) = captured::output();
        assert!(show(&client, &mut output).await.is_err());
        assert_eq!(out.text(), "");
        Ok(())
    }

    #[tokio::test]
    async fn catalog_file_that_is_not_a_json_object_is_a_wrong_argument() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        for (name, content, exit) in [
            ("a", Some("{"), Exit::WrongArguments),
            ("b", None, Exit::WrongArguments),
            ("c", Some("\u{feff}{}"), Exit::Done),
            ("d", Some(" \n{}"), Exit::Done),
            ("e", Some(r#"[[{"name":"Acme"}]]"#), Exit::WrongArguments),
        ] {
            let path = dir.path().join(name);
            if let Some(content) = content {
                std::fs::write(&path, content)?;
            }
            let found = read_document(&path).await.map_or_else(|error| error.exit(), |_| Exit::Done);
            assert_eq!(found, exit, "{name}");
        }
        Ok(())
    }
}
