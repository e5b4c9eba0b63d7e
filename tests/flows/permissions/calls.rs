//! Maps recorded requests to IAM permissions: actions on resources, with the condition keys that the template uses.
//!
//! AWS does not document how `DynamoDB` sets `dynamodb:LeadingKeys` for a transaction. Here, each action is checked once with all keys of
//! its items, as for `BatchGetItem`. A template that passes this check also works if AWS checks each item separately, but perhaps not if
//! AWS checks each action with the keys of the whole call; only a deployment can show that.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use rollcall_tests::RecordedRequest;
use serde_json::Value;

/// Resources, written as in the template.
const TABLE: &str = "${Table.Arn}";
const UPLOADS: &str = "arn:${AWS::Partition}:s3:::rollcall-${Tenant}-${AWS::AccountId}-${AWS::Region}";
const RESULTS: &str = "${ResultsBucket.Arn}";
const CHUNKS: &str = "${ChunkQueue.Arn}";
const RESUMES: &str = "${ResumeQueue.Arn}";
const MAILS: &str = "${MailQueue.Arn}";
const INVITATION_BATCHES: &str = "${InvitationBatchQueue.Arn}";
/// The embedded stack's sender.
const MAIL_SENDER: &str = "portal@rollcall.example";
/// The address in the parameter `MailSender`, as the template extracts it.
const SENDER: &str = "Select(0, Split(\">\", Select(1, Split(\"<\", ${MailSender}<${MailSender}))))";
const SES: &str = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Call {
    pub(super) function: &'static str,
    /// For example `dynamodb:GetItem`.
    pub(super) action: String,
    pub(super) resource: String,
    /// A condition key and all its values in this request.
    pub(super) keys: Option<(&'static str, BTreeSet<String>)>,
}

/// Returns the permissions that a request uses: one for each action, with the keys of all its items.
pub(super) fn calls_of(request: &RecordedRequest) -> Vec<Call> {
    let operation = request.target.as_deref().and_then(|target| target.split_once('.'));
    match operation {
        Some(("DynamoDB_20120810", operation)) => of_dynamodb(request, operation),
        Some(("AmazonSQS", operation)) => of_sqs(request, operation),
        Some(other) => panic!("unknown service: {other:?}"),
        None if request.path.starts_with("/v2/email/") => of_ses(request),
        None => of_s3(request),
    }
}

fn of_dynamodb(request: &RecordedRequest, operation: &str) -> Vec<Call> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let items = items_of(operation, &body);
    let mut keys: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
    for (action, table, index, partition) in items {
        assert_eq!(table, "rollcall", "unknown table");
        let resource = index.map_or_else(|| TABLE.to_owned(), |index| format!("{TABLE}/index/{index}"));
        keys.entry((action, resource)).or_default().extend(partition.map(str::to_owned));
    }
    let call = |((action, resource), keys): ((&str, String), BTreeSet<String>)| Call {
        function: request.function,
        action: format!("dynamodb:{action}"),
        resource,
        keys: Some(("dynamodb:LeadingKeys", keys)),
    };
    keys.into_iter().map(call).collect()
}

/// Action, table, index and partition key of an item; a scan has no partition key.
type OfItem<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

fn items_of<'a>(operation: &'a str, body: &'a Value) -> Vec<OfItem<'a>> {
    let of_key = |action: &'a str, one: &'a Value, key: &str| {
        (action, text(&one["TableName"]), one["IndexName"].as_str(), Some(text(&one[key]["pk"]["S"])))
    };
    match operation {
        "GetItem" | "DeleteItem" | "UpdateItem" => vec![of_key(operation, body, "Key")],
        "PutItem" => vec![of_key(operation, body, "Item")],
        "Scan" => vec![(operation, text(&body["TableName"]), body["IndexName"].as_str(), None)],
        "Query" => {
            // `#pk = :pk AND …`
            let condition = text(&body["KeyConditionExpression"]);
            let placeholder = condition.split_whitespace().nth(2).unwrap();
            let partition = text(&body["ExpressionAttributeValues"][placeholder]["S"]);
            vec![("Query", text(&body["TableName"]), body["IndexName"].as_str(), Some(partition))]
        }
        "BatchGetItem" => each(&body["RequestItems"])
            .flat_map(|(table, request)| {
                let keys = request["Keys"].as_array().unwrap().iter();
                keys.map(|key| ("BatchGetItem", table.as_str(), None, Some(text(&key["pk"]["S"])))).collect::<Vec<_>>()
            })
            .collect(),
        "TransactWriteItems" => body["TransactItems"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(each)
            .map(|(kind, one)| match kind.as_str() {
                "Put" => of_key("PutItem", one, "Item"),
                "Update" => of_key("UpdateItem", one, "Key"),
                "Delete" => of_key("DeleteItem", one, "Key"),
                "ConditionCheck" => of_key("ConditionCheckItem", one, "Key"),
                other => panic!("unknown transaction member: {other}"),
            })
            .collect(),
        "BatchExecuteStatement" => body["Statements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let statement = text(&one["Statement"]);
                let action = match statement.split_whitespace().next() {
                    Some("INSERT") => "PartiQLInsert",
                    Some("UPDATE") => "PartiQLUpdate",
                    Some("DELETE") => "PartiQLDelete",
                    other => panic!("unknown statement: {other:?}"),
                };
                let table = statement.split('"').nth(1).unwrap();
                let partition = &one["Parameters"][index_of_partition(statement)]["S"];
                (action, table, None, Some(text(partition)))
            })
            .collect(),
        other => panic!("unknown operation: {other}"),
    }
}

/// Returns the index of the partition key among a statement's parameters: the number of question marks before it.
fn index_of_partition(statement: &str) -> usize {
    let at = statement.find("'pk': ?").or_else(|| statement.find("\"pk\"=?")).expect("a partition key");
    statement[..at].matches('?').count()
}

fn of_sqs(request: &RecordedRequest, operation: &str) -> Vec<Call> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let action = match operation {
        "SendMessage" | "SendMessageBatch" => "sqs:SendMessage",
        "GetQueueAttributes" => "sqs:GetQueueAttributes",
        other => panic!("unknown operation: {other}"),
    };
    let queue = match text(&body["QueueUrl"]).rsplit('/').next() {
        Some("rollcall-chunks") => CHUNKS,
        Some("rollcall-resumes") => RESUMES,
        Some("rollcall-mails") => MAILS,
        Some("rollcall-invitation-batches") => INVITATION_BATCHES,
        other => panic!("unknown queue: {other:?}"),
    };
    vec![Call { function: request.function, action: action.to_owned(), resource: queue.to_owned(), keys: None }]
}

fn of_ses(request: &RecordedRequest) -> Vec<Call> {
    let call = |action: &str, resource: String, keys| Call {
        function: request.function,
        action: format!("ses:{action}"),
        resource,
        keys,
    };
    match (&request.method, request.path.as_str()) {
        (&Method::GET, "/v2/email/account") => vec![call("GetAccount", "*".to_owned(), None)],
        (&Method::POST, "/v2/email/outbound-emails") => {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            let sender = text(&body["FromEmailAddress"]);
            let address = sender.split_once('<').map_or(sender, |(_, rest)| rest.trim_end_matches('>'));
            let from = if address == MAIL_SENDER { SENDER } else { address };
            let from = Some(("ses:FromAddress", BTreeSet::from([from.to_owned()])));
            vec![
                call("SendEmail", format!("{SES}:identity/rollcall.example"), from),
                call("SendEmail", format!("{SES}:configuration-set/${{MailEvents}}"), None),
            ]
        }
        (method, path) => panic!("unknown request: {method} {path}"),
    }
}

fn of_s3(request: &RecordedRequest) -> Vec<Call> {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let has = |name: &str| query.split('&').any(|part| part.split('=').next() == Some(name));
    let (bucket, key) = path.trim_start_matches('/').split_once('/').unwrap_or((path, ""));
    let bucket = match bucket {
        "rollcall-uploads" => UPLOADS,
        "rollcall-results" => RESULTS,
        other => panic!("unknown bucket: {other}"),
    };
    if key.is_empty() {
        let prefix = query.split('&').find_map(|part| part.strip_prefix("prefix="));
        let prefix = prefix.expect("no function lists a whole bucket").replace("%2F", "/");
        assert!(has("list-type"), "unknown request: {} {}", request.method, request.path);
        return vec![Call {
            function: request.function,
            action: "s3:ListBucket".to_owned(),
            resource: bucket.to_owned(),
            keys: Some(("s3:prefix", BTreeSet::from([prefix]))),
        }];
    }
    let action = match request.method {
        Method::GET | Method::HEAD if has("versionId") => "s3:GetObjectVersion",
        Method::GET | Method::HEAD => "s3:GetObject",
        Method::PUT => "s3:PutObject",
        Method::POST if has("uploads") || has("uploadId") => "s3:PutObject",
        Method::DELETE if has("uploadId") => "s3:AbortMultipartUpload",
        ref other => panic!("unknown request: {other} {}", request.path),
    };
    let call = |action: &str, resource: String, keys| Call {
        function: request.function,
        action: action.to_owned(),
        resource,
        keys,
    };
    let mut calls = vec![call(action, format!("{bucket}/{key}"), None)];
    // S3 returns 404 only to callers that may list the bucket; others get 403.
    if request.status == 404 {
        calls.push(call("s3:ListBucket", bucket.to_owned(), Some(("s3:prefix", BTreeSet::from([key.to_owned()])))));
    }
    calls
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("expected a string, found {value}"))
}

fn each(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().unwrap().iter()
}
