use rollcall_aws::{Aws, UserQuery};
use rollcall_domain::{
    ids::UserId,
    layout::Field,
    stores::UserStore,
    user::{InvitationState, User, UserStatus},
};

use crate::stack::{Stack, user};

/// Creates users whose company, status and invitation cycle with different periods. Those with an invitation are named Łukasz.
async fn fill(stack: &Stack, count: usize) -> Vec<User> {
    let make = |n: usize| {
        let mut user = user(&format!("{}{n:04}@example.org", ["anna", "bert", "b"][n % 3]));
        user.company_id = [Some("c1"), Some("c2"), None][n % 2 + usize::from(n % 10 == 9)].map(Into::into);
        user.enabled = !n.is_multiple_of(5);
        user.activated = n.is_multiple_of(7);
        if n % 100 == 1 {
            user.invitation = InvitationState::Sent;
            user.values.set(Field::Name, "Łukasz");
        }
        user
    };
    let mut users: Vec<User> = (0..count).map(make).collect();
    let store = &stack.clients;
    for batch in users.chunks(500) {
        store.create_users(batch).await.unwrap();
    }
    users.sort_unstable_by(|one, other| one.address.cmp(&other.address));
    users
}

async fn list(directory: &Aws, mut query: UserQuery) -> Vec<String> {
    let mut listed = Vec::new();
    loop {
        let page = directory.list_users(&query).await.unwrap();
        assert!(page.items.len() <= query.limit);
        listed.extend(page.items.into_iter().map(|line| line.address));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return listed;
        }
    }
}

#[tokio::test]
async fn users_are_listed_in_order_without_gap_or_repetition_at_every_page_size() {
    let stack = Stack::start().await;
    let users = fill(&stack, 1_000).await;
    let directory = &stack.clients;
    for limit in [9, 100, 333, 999, 1_000] {
        for prefix in [None, Some("b"), Some("bert0"), Some("bert0001@example.org"), Some("zz")] {
            for company_id in [None, Some("c1"), Some("c3")] {
                let query = UserQuery {
                    prefix: prefix.map(str::to_owned),
                    company_id: company_id.map(Into::into),
                    limit,
                    ..UserQuery::default()
                };
                let is_wanted = |user: &&User| {
                    prefix.is_none_or(|prefix| user.address.starts_with(prefix))
                        && company_id.is_none_or(|id| user.company_id.as_ref().is_some_and(|own| own.as_str() == id))
                };
                let expected: Vec<&str> = users.iter().filter(is_wanted).map(|user| user.address.as_str()).collect();
                assert_eq!(list(directory, query).await, expected, "{limit} {prefix:?} {company_id:?}");
            }
        }
    }
}

#[tokio::test]
async fn users_are_filtered_by_status_and_invitation() {
    let stack = Stack::start().await;
    let users = fill(&stack, 400).await;
    let directory = &stack.clients;
    for limit in [1, 10, 1_000] {
        for status in [UserStatus::Disabled, UserStatus::Active] {
            for invitation in [None, Some(InvitationState::Sent)] {
                let query = UserQuery { status: Some(status), invitation, limit, ..UserQuery::default() };
                let is_wanted = |user: &&User| {
                    user.status() == status && invitation.is_none_or(|invitation| user.invitation == invitation)
                };
                let expected: Vec<&str> = users.iter().filter(is_wanted).map(|user| user.address.as_str()).collect();
                assert_eq!(list(directory, query).await, expected, "{limit} {status:?} {invitation:?}");
            }
        }
    }
}

#[tokio::test]
async fn users_are_found_by_any_part_of_their_names() {
    let stack = Stack::start().await;
    let names = [("Zoë", "Pemberton"), ("Jörg", "O’Brien"), ("Łana", "Peñalver"), ("Bo", "")];
    let mut users = fill(&stack, 0).await;
    for n in 0..200 {
        let (first, last) = names[n % names.len()];
        let mut user = user(&format!("u{n:03}@example.org"));
        user.values.set(Field::Name, first);
        if !last.is_empty() {
            user.values.set(Field::LastName, last);
        }
        users.push(user);
    }
    stack.clients.create_users(&users).await.unwrap();
    for (name, matches) in [("pember", 50), ("PENA", 50), ("jorg", 50), ("o", 150), ("lana", 50), ("quentin", 0)] {
        for limit in [1, 3, 50, 100] {
            let query = UserQuery { name: Some(name.to_owned()), limit, ..UserQuery::default() };
            let listed = list(&stack.clients, query).await;
            assert_eq!(listed.len(), matches, "{name} {limit}");
            assert!(listed.is_sorted_by(|one, other| one < other), "{name} {limit}");
        }
    }
}

#[tokio::test]
async fn search_by_name_reads_the_same_number_of_users_whatever_the_limit() {
    let stack = Stack::start().await;
    fill(&stack, 3_000).await;
    let mut zoe = user("zoe@example.org");
    zoe.values.set(Field::Name, "Zoë");
    stack.clients.create_users(std::slice::from_ref(&zoe)).await.unwrap();
    for (name, invitation, expected) in [
        ("zoe", None, vec!["zoe@example.org"]),
        ("zoe", Some(InvitationState::Queued), vec![]),
        ("absent", None, vec![]),
    ] {
        let query = UserQuery { name: Some(name.to_owned()), invitation, limit: 1, ..UserQuery::default() };
        let page = stack.clients.list_users(&query).await.unwrap();
        let found: Vec<&str> = page.items.iter().map(|line| line.address.as_str()).collect();
        assert_eq!((found, page.next_cursor), (expected, None), "{name} {invitation:?}");
    }
}

#[tokio::test]
async fn page_ends_where_enough_was_read_and_the_next_goes_on() {
    let stack = Stack::start().await;
    let users = fill(&stack, 12_000).await;
    let directory = &stack.clients;
    let sent = users.iter().filter(|user| user.invitation == InvitationState::Sent);
    let expected: Vec<&str> = sent.map(|user| user.address.as_str()).collect();
    let (invitation, name) = (Some(InvitationState::Sent), Some("lukasz".to_owned()));
    for (invitation, name) in [(invitation, None), (None, name.clone()), (invitation, name)] {
        let mut query = UserQuery { invitation, name: name.clone(), limit: 1_000, ..UserQuery::default() };
        let first = directory.list_users(&query).await.unwrap();
        assert!(first.next_cursor.is_some() && first.items.len() < 120, "{invitation:?} {name:?}");
        query.cursor = first.next_cursor;
        let second = directory.list_users(&query).await.unwrap();
        assert_eq!(second.next_cursor, None, "{invitation:?} {name:?}");
        let listed: Vec<String> = first.items.into_iter().chain(second.items).map(|line| line.address).collect();
        assert_eq!(listed, expected, "{invitation:?} {name:?}");
    }
}

#[tokio::test]
async fn user_with_an_address_is_listed_if_the_other_fields_match() {
    let stack = Stack::start().await;
    let of = |address: &str| UserQuery { address: Some(address.to_owned()), limit: 1, ..UserQuery::default() };
    assert!(list(&stack.clients, of("anna@example.org")).await.is_empty(), "the table is empty");
    let mut anna = user("anna@example.org");
    anna.values.set(Field::Identifier, "00417");
    stack.clients.create_users(&[anna, user("anna@example.org.uk")]).await.unwrap();
    let identifier = |identifier: &str| Some(identifier.to_owned());
    for (query, is_found) in [
        (of("anna@example.org"), true),
        (of("anna@example"), false),
        (UserQuery { identifier: identifier("00417"), ..of("anna@example.org") }, true),
        (UserQuery { identifier: identifier("417"), ..of("anna@example.org") }, false),
        (UserQuery { prefix: Some("b".to_owned()), ..of("anna@example.org") }, false),
        (UserQuery { status: Some(UserStatus::Disabled), ..of("anna@example.org") }, false),
        (UserQuery { company_id: Some("c9".into()), ..of("anna@example.org") }, false),
    ] {
        let expected = if is_found { vec!["anna@example.org"] } else { Vec::new() };
        assert_eq!(list(&stack.clients, query.clone()).await, expected, "{query:?}");
    }
}

#[tokio::test]
async fn user_is_found_by_id_and_address_until_erased() {
    let stack = Stack::start().await;
    let anna = user("anna@example.org");
    stack.clients.create_users(std::slice::from_ref(&anna)).await.unwrap();
    let directory = &stack.clients;
    assert_eq!(directory.user_by_id(&anna.user_id).await.unwrap().as_ref(), Some(&anna));
    assert_eq!(directory.users(std::slice::from_ref(&anna.address)).await.unwrap(), [Some(anna.clone())]);
    let former = User { user_id: UserId::from_key(anna.user_id.key().unwrap(), 8), ..anna.clone() };
    assert_eq!(directory.user_by_id(&former.user_id).await.unwrap(), None);
    assert!(!directory.erase_user(&former).await.unwrap());
    assert!(directory.erase_user(&anna).await.unwrap());
    assert!(!directory.erase_user(&anna).await.unwrap());
    assert_eq!(directory.user_by_id(&anna.user_id).await.unwrap(), None);
    assert_eq!(directory.users(std::slice::from_ref(&anna.address)).await.unwrap(), [None]);
    assert!(list(directory, UserQuery { limit: 10, ..UserQuery::default() }).await.is_empty());
}
