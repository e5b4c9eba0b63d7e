use aws_sdk_dynamodb::config::{Credentials, Region};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use aws_sdk_dynamodb::{Client, Config};
use rollcall_embedded::dynamodb::{DynamoDbConfig, DynamoDbServer, TableFile};
use rollcall_embedded::{Bind, REGION, StartError};

use super::{ACCESS_KEY_ID, SECRET_ACCESS_KEY, credentials, http_client};

async fn start(file: TableFile) -> (DynamoDbServer, Client) {
    let server = DynamoDbServer::start(DynamoDbConfig { bind: Bind::loopback(), file, credentials: credentials() })
        .await
        .unwrap();
    let config = Config::builder()
        .behavior_version_latest()
        .region(Region::new(REGION))
        .credentials_provider(Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "test"))
        .endpoint_url(server.address())
        .http_client(http_client())
        .build();
    (server, Client::from_conf(config))
}

async fn create_table(client: &Client) {
    let key = KeySchemaElement::builder().attribute_name("pk").key_type(KeyType::Hash).build().unwrap();
    let pk = AttributeDefinition::builder().attribute_name("pk").attribute_type(ScalarAttributeType::S);
    client
        .create_table()
        .table_name("users")
        .key_schema(key)
        .attribute_definitions(pk.build().unwrap())
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn item_after_restart_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let file = TableFile::At(dir.path().join("dynamodb.sqlite"));
    let (server, client) = start(file.clone()).await;
    create_table(&client).await;
    client.put_item().table_name("users").item("pk", AttributeValue::S("a".to_owned())).send().await.unwrap();
    server.stop().await;

    let (server, client) = start(file).await;
    let got = client.get_item().table_name("users").key("pk", AttributeValue::S("a".to_owned())).send().await.unwrap();
    assert!(got.item.is_some());
    server.stop().await;
}

#[tokio::test]
async fn port_that_is_taken_is_refused() {
    let (server, client) = start(TableFile::Memory).await;
    create_table(&client).await;
    let port = server.address().rsplit(':').next().unwrap().parse().unwrap();
    let bind = Bind { port, ..Bind::loopback() };
    let error = DynamoDbServer::start(DynamoDbConfig { bind, file: TableFile::Memory, credentials: credentials() })
        .await
        .unwrap_err();
    assert!(matches!(error, StartError::Listen { port: refused, .. } if refused == port));
}

#[tokio::test]
async fn request_of_a_page_or_without_the_key_is_refused() {
    let (server, client) = start(TableFile::Memory).await;
    create_table(&client).await;

    let stranger = Credentials::new(ACCESS_KEY_ID, "another-secret", None, None, "test");
    let stranger = Client::from_conf(client.config().to_builder().credentials_provider(stranger).build());
    let error = stranger.list_tables().send().await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));

    let page = reqwest::Client::builder().no_proxy().build().unwrap();
    for (origin, code) in
        [(None, "MissingAuthenticationTokenException"), (Some("http://localhost:3000"), "AccessDeniedException")]
    {
        let mut request = page.post(server.address()).header("x-amz-target", "DynamoDB_20120810.ListTables").body("{}");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 403);
        assert!(response.headers().get("access-control-allow-origin").is_none());
        assert!(response.text().await.unwrap().contains(code));
    }
    assert!(client.list_tables().send().await.is_ok());
}
