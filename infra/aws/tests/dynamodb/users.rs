use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, ReturnValue};
use rollcall_aws::{Aws, Part, UserQuery};
use rollcall_domain::{
    ids::UserId,
    invitation::Invitation,
    layout::Field,
    plan::KeyedHasher,
    stores::{StoreError, UserStore, UserUpdate, UserWritten},
    user::{Assignment, InvitationState, User, UserStatus},
};

use crate::stack::{KEY, Stack, TABLE, user};

#[tokio::test]
async fn user_written_and_read_is_the_same() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    let anna = user("anna@example.org");
    assert_eq!(users.create_users(std::slice::from_ref(&anna)).await.unwrap(), [UserWritten::Done]);
    let read = users.users(&["none@example.org".into(), anna.address.clone()]).await.unwrap();
    assert_eq!(read, [None, Some(anna)]);
    assert_eq!(users.users(&[]).await.unwrap(), []);
    assert_eq!(users.create_users(&[]).await.unwrap(), []);
}

#[tokio::test]
async fn user_whose_address_is_taken_is_refused_and_the_others_are_not() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    users.create_users(&[user("b@example.org")]).await.unwrap();
    let other = renamed(user("b@example.org"), "Other").after;
    let written = users.create_users(&[user("a@example.org"), other, user("c@example.org")]).await.unwrap();
    assert_eq!(written, [UserWritten::Done, UserWritten::ConditionFailed, UserWritten::Done]);
    let read = users.users(&["b@example.org".into()]).await.unwrap();
    assert_eq!(read, [Some(user("b@example.org"))]);
}

#[tokio::test]
async fn users_of_a_whole_chunk_are_written_and_read_in_their_order() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    let all: Vec<User> = (0..500).map(|n| user(&format!("{}@example.org", (n * 7) % 500))).collect();
    let written = users.create_users(&all).await.unwrap();
    assert_eq!(written, vec![UserWritten::Done; 500]);
    assert_eq!(users.create_users(&all).await.unwrap(), vec![UserWritten::ConditionFailed; 500]);
    let addresses: Vec<String> = all.iter().map(|user| user.address.clone()).collect();
    let read = users.users(&addresses).await.unwrap();
    assert!(read.into_iter().eq(all.iter().cloned().map(Some)));
    let updates: Vec<UserUpdate> = all.into_iter().map(|before| renamed(before, "Berta")).collect();
    assert_eq!(users.update_users(&updates).await.unwrap(), vec![UserWritten::Done; 500]);
    let read = users.users(&addresses).await.unwrap();
    assert!(read.into_iter().eq(updates.into_iter().map(|update| Some(update.after))));
}

fn renamed(before: User, name: &str) -> UserUpdate {
    let mut after = User { version: before.version + 1, ..before.clone() };
    after.values.set(Field::Name, name);
    UserUpdate { before, after }
}

#[tokio::test]
async fn update_over_another_version_or_a_missing_user_is_refused() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    let anna = user("anna@example.org");
    users.create_users(std::slice::from_ref(&anna)).await.unwrap();
    let moved_on = User { version: 7, ..anna.clone() };
    let erased = User { user_id: UserId::from_key(anna.user_id.key().unwrap(), 8), ..anna.clone() };
    let updates = [renamed(moved_on, "Late"), renamed(user("none@example.org"), "Nobody")];
    assert_eq!(users.update_users(&updates).await.unwrap(), vec![UserWritten::ConditionFailed; 2]);
    // In a separate call, since a call must not contain the same item twice.
    assert_eq!(users.update_users(&[renamed(erased, "Somebody else")]).await.unwrap(), [UserWritten::ConditionFailed]);
    let read = users.users(&[anna.address.clone(), "none@example.org".into()]).await.unwrap();
    assert_eq!(read, [Some(anna), None]);
}

#[tokio::test]
async fn update_adds_changes_and_removes_what_differs() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    let before = User { cohort_id: Some("h1".into()), ..user("anna@example.org") };
    users.create_users(std::slice::from_ref(&before)).await.unwrap();
    let mut after = User { cohort_id: None, ..before.clone() };
    after.values.remove(Field::Identifier);
    after.values.set(Field::Region, "North");
    after.company_id = Some("c2".into());
    after.enabled = false;
    after.version = 2;
    let assignment = Assignment { import_id: "i2".into(), at: after.updated_at, company_id: "c2".into() };
    after.courses.insert("course \"one\"".into(), assignment);
    let update = UserUpdate { before, after: after.clone() };
    assert_eq!(users.update_users(std::slice::from_ref(&update)).await.unwrap(), [UserWritten::Done]);
    assert_eq!(users.update_users(&[update]).await.unwrap(), [UserWritten::ConditionFailed]);
    assert_eq!(users.users(std::slice::from_ref(&after.address)).await.unwrap(), [Some(after.clone())]);

    let directory = &stack.clients;
    for (company, expected) in [("c1", 0), ("c2", 1)] {
        let query = UserQuery { company_id: Some(company.into()), limit: 10, ..UserQuery::default() };
        assert_eq!(directory.list_users(&query).await.unwrap().items.len(), expected, "{company}");
    }
    let gone = User { company_id: None, version: 3, ..after.clone() };
    users.update_users(&[UserUpdate { before: after, after: gone.clone() }]).await.unwrap();
    assert_eq!(users.users(std::slice::from_ref(&gone.address)).await.unwrap(), [Some(gone)]);
}

#[tokio::test]
async fn new_user_costs_three_write_units_and_a_queued_invitation_one_more() {
    let stack = Stack::start().await;
    let queued = Invitation::of_import(&"i1".into(), user("b@example.org").created_at);
    let invited =
        User { invitation: InvitationState::Queued, invited: Some(Box::new(queued)), ..user("invited@example.org") };
    for (user, expected) in [(user("anna@example.org"), 3.0), (invited, 4.0)] {
        stack.clients.create_users(std::slice::from_ref(&user)).await.unwrap();
        let client = stack.clients.dynamodb();
        let key = AttributeValue::S(format!("USER#{}", user.user_id.key().unwrap()));
        let delete = client.delete_item().table_name(TABLE).key("pk", key).key("sk", AttributeValue::S("USER".into()));
        let item = delete.return_values(ReturnValue::AllOld).send().await.unwrap().attributes.unwrap();
        let put = client.put_item().table_name(TABLE).set_item(Some(item));
        let put = put.return_consumed_capacity(ReturnConsumedCapacity::Indexes).send().await.unwrap();
        assert_eq!(put.consumed_capacity.unwrap().capacity_units, Some(expected), "{}", user.address);
    }
}

#[tokio::test]
async fn statement_for_a_table_that_does_not_exist_is_refused_as_a_whole() {
    let stack = Stack::start().await;
    let users = Aws::new(stack.clients.settings().clone().with(Part::Table, "another"));
    let error = users.create_users(&[user("anna@example.org")]).await.unwrap_err();
    assert!(matches!(error, StoreError::Refused { store: "DynamoDB", .. }), "{error:?}");
}

fn identified(address: &str, identifier: &str) -> User {
    let mut user = user(address);
    user.values.set(Field::Identifier, identifier);
    user
}

async fn holders(users: &Aws, identifiers: &[&str]) -> Vec<Vec<String>> {
    let identifiers: Vec<String> = identifiers.iter().map(|text| (*text).to_owned()).collect();
    let found = users.users_with_identifiers(&identifiers).await.unwrap();
    let addresses = |users: Vec<User>| {
        let mut addresses: Vec<String> = users.into_iter().map(|user| user.address).collect();
        addresses.sort();
        addresses
    };
    found.into_iter().map(addresses).collect()
}

#[tokio::test]
async fn users_are_found_by_identifier_until_they_are_erased() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    assert_eq!(holders(users, &["00417"]).await, [[""; 0]], "before anything is stored");
    let (anna, bert) = (identified("anna@example.org", "00417"), identified("bert@example.org", "00417"));
    let all = [anna.clone(), bert.clone(), identified("cleo@example.org", "417"), user("dora@example.org")];
    users.create_users(&all).await.unwrap();
    assert_eq!(users.create_users(&all[..1]).await.unwrap(), [UserWritten::ConditionFailed], "again");
    let found = holders(users, &["417", "none", "00417"]).await;
    assert_eq!(found, [vec!["cleo@example.org"], vec![], vec!["anna@example.org", "bert@example.org"]]);
    assert!(users.erase_user(&anna).await.unwrap());
    assert_eq!(holders(users, &["00417"]).await, [["bert@example.org"]]);
    let left = stack.partition_count(&format!("IDENTIFIER#{:032x}", KeyedHasher::new(KEY).hash("00417"))).await;
    assert_eq!(left, 1, "the look-up item is erased with its user");
}

#[tokio::test]
async fn look_up_item_whose_user_has_another_identifier_is_ignored() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    let before = identified("anna@example.org", "00417");
    users.create_users(std::slice::from_ref(&before)).await.unwrap();
    let mut after = User { version: before.version + 1, ..before.clone() };
    after.values.set(Field::Identifier, "A17");
    assert_eq!(users.update_users(&[UserUpdate { before, after }]).await.unwrap(), [UserWritten::Done]);
    assert_eq!(holders(users, &["00417", "A17"]).await, [vec![], vec!["anna@example.org"]]);
}

#[tokio::test]
async fn users_are_listed_by_identifier_with_the_other_filters() {
    let stack = Stack::start().await;
    let users = &stack.clients;
    let all: Vec<User> = (0..5)
        .map(|n| {
            let mut user = identified(&format!("{}{n}@example.org", ["anna", "bert"][n % 2]), "00417");
            user.enabled = n != 4;
            user
        })
        .collect();
    users.create_users(&all).await.unwrap();
    let query = |limit, prefix: Option<&str>, status| UserQuery {
        identifier: Some("00417".to_owned()),
        prefix: prefix.map(str::to_owned),
        status,
        limit,
        ..UserQuery::default()
    };
    let enabled = Some(UserStatus::Pending);
    let page = users.list_users(&query(1, Some("anna"), enabled)).await.unwrap();
    assert_eq!((page.items[0].address.as_str(), page.items.len()), ("anna0@example.org", 1));
    let next = UserQuery { cursor: page.next_cursor, ..query(9, Some("anna"), enabled) };
    let page = users.list_users(&next).await.unwrap();
    let listed: Vec<&str> = page.items.iter().map(|line| line.address.as_str()).collect();
    assert_eq!((listed, page.next_cursor), (vec!["anna2@example.org"], None));
}
