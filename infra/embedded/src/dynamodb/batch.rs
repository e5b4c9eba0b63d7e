//! `BatchExecuteStatement`.
//!
//! The library commits each statement on its own, and a commit writes a dozen pages. The writes of a batch are therefore first tried in one
//! transaction, which `DynamoDB` permits: other requests may, but need not, come between the statements of a batch. If a statement fails, the
//! transaction changes nothing, and the library executes the statements one by one.

use dynoxide::actions::execute_transaction::{ExecuteTransactionRequest, ParameterizedStatement};
use dynoxide::{Database, DynoxideError};
use serde::{Deserialize, Serialize};

use super::operations::call;

/// A transaction may have more statements than a batch.
const STATEMENTS_MAX: usize = 25;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Batch {
    statements: Vec<ParameterizedStatement>,
    /// A transaction consumes twice the units, so it cannot report those of a batch.
    return_consumed_capacity: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Responses {
    responses: Vec<Written>,
}

/// A statement that succeeded.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    table_name: String,
}

pub(super) fn execute(database: &Database, body: &[u8]) -> Result<String, DynoxideError> {
    match execute_as_transaction(database, body) {
        Some(response) => Ok(response),
        None => call(body, |request| database.batch_execute_statement(request)),
    }
}

/// Returns `None` if nothing was written: the batch reads, or is not valid as a transaction, or one of its statements failed.
fn execute_as_transaction(database: &Database, body: &[u8]) -> Option<String> {
    let Batch { statements, return_consumed_capacity } = serde_json::from_slice(body).ok()?;
    if statements.len() > STATEMENTS_MAX || return_consumed_capacity.is_some() {
        return None;
    }
    let written = statements.iter().map(|statement| Some(Written { table_name: written_table(&statement.statement)? }));
    let responses = Responses { responses: written.collect::<Option<_>>()? };
    let request = ExecuteTransactionRequest { transact_statements: statements, ..ExecuteTransactionRequest::default() };
    database.execute_transaction(request).ok()?;
    serde_json::to_string(&responses).ok()
}

/// Returns the table that a statement writes to, or `None` for a `SELECT`, and for a statement in another spelling than that of our own.
fn written_table(statement: &str) -> Option<String> {
    let name =
        ["INSERT INTO \"", "UPDATE \"", "DELETE FROM \""].iter().find_map(|start| statement.strip_prefix(start))?;
    name.split_once('"').map(|(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use serde_json::{Value, json};

    use super::*;

    const INSERT: &str = r#"INSERT INTO "users" VALUE {'pk': ?, 'name': ?}"#;
    const UPDATE: &str = r#"UPDATE "users" SET "name"=? WHERE "pk"=? AND "name"=?"#;
    const DELETE: &str = r#"DELETE FROM "users" WHERE "pk"=?"#;
    const SELECT: &str = r#"SELECT * FROM "users" WHERE "pk"=?"#;

    fn statement(text: &str, values: &[&str]) -> Value {
        let parameters: Vec<Value> = values.iter().map(|value| json!({ "S": value })).collect();
        json!({ "Statement": text, "Parameters": parameters })
    }

    /// Creates a table with the users `a` and `b`, whose names are `Ann` and `Bob`.
    fn table() -> Database {
        let database = Database::memory().unwrap();
        let create = json!({
            "TableName": "users",
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
            "BillingMode": "PAY_PER_REQUEST",
        });
        database.create_table(serde_json::from_value(create).unwrap()).unwrap();
        for (pk, name) in [("a", "Ann"), ("b", "Bob")] {
            let put = json!({ "TableName": "users", "Item": { "pk": { "S": pk }, "name": { "S": name } } });
            database.put_item(serde_json::from_value(put).unwrap()).unwrap();
        }
        database
    }

    fn items(database: &Database) -> Vec<String> {
        let scan = database.scan(serde_json::from_value(json!({ "TableName": "users" })).unwrap()).unwrap();
        let scan = serde_json::to_value(scan).unwrap();
        let mut items: Vec<String> = scan["Items"].as_array().unwrap().iter().map(Value::to_string).collect();
        items.sort();
        items
    }

    /// Response or error, and the items afterwards.
    fn outcome(database: &Database, response: Result<String, DynoxideError>) -> (Value, Vec<String>) {
        let document = response.unwrap_or_else(|error| error.to_json());
        (serde_json::from_str(&document).unwrap(), items(database))
    }

    #[test]
    fn batches_have_the_responses_and_effects_of_the_library() {
        let cases = [
            ("inserts", json!([statement(INSERT, &["c", "Cem"]), statement(INSERT, &["d", "Dan"])]), true),
            (
                "one of each",
                json!([
                    statement(INSERT, &["c", "Cem"]),
                    statement(UPDATE, &["Anna", "a", "Ann"]),
                    statement(DELETE, &["b"])
                ]),
                true,
            ),
            ("absent item", json!([statement(DELETE, &["x"]), statement(INSERT, &["c", "Cem"])]), true),
            ("duplicate", json!([statement(INSERT, &["c", "Cem"]), statement(INSERT, &["a", "Ana"])]), false),
            ("condition", json!([statement(UPDATE, &["Anna", "a", "Eve"]), statement(DELETE, &["b"])]), false),
            ("same item twice", json!([statement(INSERT, &["c", "Cem"]), statement(DELETE, &["c"])]), false),
            ("reads", json!([statement(SELECT, &["a"]), statement(SELECT, &["x"])]), false),
            ("reads and writes", json!([statement(SELECT, &["a"]), statement(DELETE, &["b"])]), false),
            ("syntax", json!([statement("INSERT INTO \"users\" VALUES", &[]), statement(DELETE, &["b"])]), false),
            ("other spelling", json!([statement("delete from users where pk=?", &["b"])]), false),
            ("other table", json!([statement("DELETE FROM \"x\" WHERE \"pk\"=?", &["b"])]), false),
            ("no statements", json!([]), false),
            ("26 statements", Value::from(vec![statement(DELETE, &["b"]); 26]), false),
        ];
        for (case, statements, is_transaction) in cases {
            let body = json!({ "Statements": statements }).to_string();
            let (ours, library) = (table(), table());
            let expected = call(body.as_bytes(), |request| library.batch_execute_statement(request));
            let response = execute(&ours, body.as_bytes());
            assert_eq!(outcome(&ours, response), outcome(&library, expected), "{case}");
            assert_eq!(execute_as_transaction(&table(), body.as_bytes()).is_some(), is_transaction, "{case}");
        }
    }

    #[test]
    fn units_are_those_of_a_batch() {
        let statements = json!([statement(INSERT, &["c", "Cem"])]);
        let body = json!({ "Statements": statements, "ReturnConsumedCapacity": "TOTAL" }).to_string();
        let response: Value = serde_json::from_str(&execute(&table(), body.as_bytes()).unwrap()).unwrap();
        assert_eq!(response["ConsumedCapacity"][0]["CapacityUnits"], 1.0);
    }
}
