//! `rollcall users`: lists the users page by page, so that a long list is never held in memory as a whole.

use rollcall_domain::user::UserStatus;
use serde::Deserialize;

use super::{
    args::{Global, UsersArgs},
    client::{Client, UserFilter},
    error::CliError,
    exit::Exit,
    list::List,
    output::{Output, no_company, printable},
    session::Session,
    table::Table,
};

const COLUMNS: usize = 8;
const HEADINGS: [&str; COLUMNS] =
    ["E-MAIL", "NAME", "COMPANY", "COHORT", "LANGUAGE", "STATUS", "INVITATION", "IDENTIFIER"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct UserRow {
    email: Option<String>,
    name: Option<String>,
    last_name: Option<String>,
    company: Option<String>,
    cohort: Option<String>,
    language: Option<String>,
    status: Option<String>,
    invitation: Option<String>,
    identifier: Option<String>,
}

pub(super) async fn run(args: &UsersArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let session = Session::open(global, output).await?;
    let listed = list(session.client(), args, output).await;
    session.close().await;
    listed
}

/// Lists the users or, if the company in the arguments does not exist, says so.
async fn list(client: &Client, args: &UsersArgs, output: &mut Output) -> Result<Exit, CliError> {
    let status = args.status.map(|status| UserStatus::from(status).as_str());
    let filter = UserFilter { company: args.company.as_deref(), status, identifier: args.identifier.as_deref() };
    let list = List { table: Table::new(HEADINGS).without_empty_last(), cells, none: "No users.", is_json: args.json };
    let count = list.print(output, async |cursor| client.users(filter, cursor).await).await?;
    // The API treats an unknown company like one without users.
    if let Some(company) = args.company.as_deref().filter(|_| count == 0)
        && !client.may_have_company(company).await?
    {
        output.error(&no_company(company));
        return Ok(Exit::Refused);
    }
    Ok(Exit::Done)
}

fn cells(item: &str) -> [String; COLUMNS] {
    let user: UserRow = serde_json::from_str(item).unwrap_or_default();
    let name = [user.name, user.last_name].into_iter().flatten().collect::<Vec<_>>().join(" ");
    [user.email, Some(name), user.company, user.cohort, user.language, user.status, user.invitation, user.identifier]
        .map(|cell| printable(&cell.unwrap_or_default()).into_owned())
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use axum::{Json, Router, extract::RawQuery, routing::get};
    use serde_json::{Value, json};

    use super::*;
    use crate::cli::{args::StatusArg, client::served, output::captured};

    fn api() -> Router {
        Router::new().route(
            "/users",
            get(async |RawQuery(query): RawQuery| {
                let query = query.unwrap_or_default();
                assert!(query.starts_with("limit=1000&company=H+%26+V&status=pending"), "{query}");
                if query.ends_with("&cursor=two") {
                    Json(json!({"items": [{"email": "z@example.org", "name": "Zoë", "status": "pending", "invitation": "none"}],
                        "next_cursor": null}))
                } else {
                    Json(json!({"items": [
                        {"email": "a@example.org", "name": "王", "last_name": "Li\u{1b}", "company": "H & V", "cohort": null,
                         "language": "zh", "status": "pending", "invitation": "queued", "new_member": 1},
                        {"email": "bb@example.org", "name": "Bo", "company": "H & V", "cohort": "Spring",
                         "language": "en-GB", "status": "pending", "invitation": "none"},
                    ], "next_cursor": "two"}))
                }
            }),
        )
    }

    async fn listed(json: bool) -> Result<String, Box<dyn Error>> {
        let client = served(api()).await?;
        let args =
            UsersArgs { company: Some("H & V".to_owned()), status: Some(StatusArg::Pending), identifier: None, json };
        let (mut output, out, _) = captured::output();
        list(&client, &args, &mut output).await?;
        Ok(out.text())
    }

    #[tokio::test]
    async fn users_are_a_table_with_aligned_columns() -> Result<(), Box<dyn Error>> {
        assert_eq!(
            listed(false).await?,
            "\
E-MAIL          NAME    COMPANY  COHORT  LANGUAGE  STATUS   INVITATION
a@example.org   王 Li\u{fffd}  H & V            zh        pending  queued
bb@example.org  Bo      H & V    Spring  en-GB     pending  none
z@example.org   Zoë                                pending  none
"
        );
        Ok(())
    }

    #[tokio::test]
    async fn users_with_identifiers_have_a_column_for_them() -> Result<(), Box<dyn Error>> {
        let api = Router::new().route(
            "/users",
            get(async |RawQuery(query): RawQuery| {
                assert_eq!(query.as_deref(), Some("limit=1000&identifier=00417"));
                Json(json!({"items": [{"email": "a@example.org", "identifier": "00417"}], "next_cursor": null}))
            }),
        );
        let client = served(api).await?;
        let args = UsersArgs { company: None, status: None, identifier: Some("00417".to_owned()), json: false };
        let (mut output, out, _) = captured::output();
        list(&client, &args, &mut output).await?;
        let lines: Vec<String> =
            out.text().lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(lines, ["E-MAIL NAME COMPANY COHORT LANGUAGE STATUS INVITATION IDENTIFIER", "a@example.org 00417"]);
        Ok(())
    }

    #[tokio::test]
    async fn company_without_users_is_told_from_one_that_does_not_exist() -> Result<(), Box<dyn Error>> {
        let none = get(async || Json(json!({"items": [], "next_cursor": null})));
        let companies =
            json!({"companies": [{"id": "h-v", "name": "H & V", "aliases": ["Vale"]}], "next_cursor": null});
        let catalog = get(async move || Json(companies.clone()));
        let client = served(Router::new().route("/users", none).route("/catalog", catalog)).await?;
        for (company, exit, message) in [
            ("H & V", Exit::Done, "No users."),
            ("Vale", Exit::Done, "No users."),
            ("Nope", Exit::Refused, "there is no company \"Nope\""),
        ] {
            let args = UsersArgs { company: Some(company.to_owned()), status: None, identifier: None, json: false };
            let (mut output, _, err) = captured::output();
            assert_eq!(list(&client, &args, &mut output).await?, exit, "{company}");
            assert!(err.text().contains(message), "{company}: {}", err.text());
        }
        Ok(())
    }

    #[tokio::test]
    async fn users_as_json_are_one_document_with_every_member() -> Result<(), Box<dyn Error>> {
        let document: Value = serde_json::from_str(&listed(true).await?)?;
        assert_eq!(document["items"].as_array().map(Vec::len), Some(3));
        assert_eq!(document["items"][0]["new_member"], 1);
        Ok(())
    }
}
