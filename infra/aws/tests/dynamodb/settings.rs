use aws_sdk_dynamodb::types::AttributeValue;
use rollcall_aws::{Aws, create_table};
use rollcall_domain::stores::UserStore;

use crate::stack::{Stack, TABLE};

#[tokio::test]
async fn key_of_hashes_is_created_once_and_read_by_everyone() {
    let stack = Stack::start().await;
    let key = |name: &str| (name.to_owned(), AttributeValue::S("SETTINGS".to_owned()));
    let remove = stack.clients.dynamodb().delete_item().table_name(TABLE);
    remove.set_key(Some([key("pk"), key("sk")].into())).send().await.unwrap();
    create_table(stack.clients.dynamodb(), TABLE).await.unwrap();
    // Reading users creates nothing.
    assert_eq!(stack.clients.users(&["anna@example.org".into()]).await.unwrap(), [None]);
    let count = async || stack.clients.dynamodb().scan().table_name(TABLE).send().await.unwrap().count;
    assert_eq!(count().await, 0);

    let processes: Vec<Aws> = (0..8).map(|_| Aws::new(stack.clients.settings().clone())).collect();
    let hashers = processes.iter().map(UserStore::key_hasher);
    let hashers = futures_util::future::try_join_all(hashers).await.unwrap();
    let keys: Vec<_> = hashers.iter().map(|hasher| hasher.user_key("anna@example.org")).collect();
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    assert_eq!(count().await, 1);
    let shown = format!("{:?} {:?}", processes[0], hashers[0]);
    assert!(shown.contains("KeyedHasher({redacted})"), "{shown}");
}
