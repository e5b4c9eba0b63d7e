use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};
use rollcall_aws::{Aws, CursorError, ListError, create_table};
use rollcall_domain::{
    ids::ImportId,
    import::{File, Import, ImportStatus, LEASE, NewImport, Options, Source},
    layout::LayoutName,
    row::Summary,
    stores::{CHUNK_NUMBERS, ChunkDone, Claim, Environment, ImportStore, Replaced},
};

use crate::stack::{Stack, TABLE};

pub(crate) fn created_at(n: u64) -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap() + SignedDuration::from_secs(n.cast_signed())
}

pub(crate) fn import(n: u64) -> Import {
    import_by("someone", n)
}

fn import_by(started_by: &str, n: u64) -> Import {
    let new = NewImport {
        import_id: ImportId::from_seeds(1_800_000_000_000 + n, &[b"import"]),
        source: Source::Portal,
        started_by: started_by.into(),
        started_by_address: None,
        language: rollcall_domain::problem::Language::German,
        file: File::new("people.csv".into(), 42, "uploads/x.csv".into()),
        options: Options::of_layout(LayoutName::Enrolment),
    };
    Import::new(new, created_at(n))
}

/// Returns the second version of an import, with this change.
fn changed(n: u64, change: impl FnOnce(&mut Import)) -> Import {
    let mut import = import(n);
    change(&mut import);
    import.increment_version();
    import
}

#[tokio::test]
async fn table_created_twice_is_unchanged() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    assert!(imports.create_import(&import(1)).await.unwrap());
    create_table(stack.clients.dynamodb(), TABLE).await.unwrap();
    assert_eq!(imports.import(import(1).id()).await.unwrap(), Some(import(1)));
}

#[tokio::test]
async fn import_is_created_together_with_the_one_that_refers_to_it() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    assert!(imports.create_import(&import(1)).await.unwrap());
    let referring = changed(1, |import| import.record_undo(import_by("someone", 2).id()));
    for _ in 0..2 {
        // A client whose first response was lost repeats an identical request.
        assert_eq!(imports.create_and_replace_import(&import(2), &referring).await.unwrap(), Replaced::Done);
    }
    assert_eq!(imports.import(referring.id()).await.unwrap().as_ref(), Some(&referring));

    let other = changed(1, |import| import.record_undo(import_by("someone", 3).id()));
    for created in [import(2), import(3)] {
        let replaced = imports.create_and_replace_import(&created, &other).await.unwrap();
        assert_eq!(replaced, Replaced::VersionConflict, "{created:?}");
    }
    assert_eq!(imports.import(import(3).id()).await.unwrap(), None);
    assert_eq!(imports.import(referring.id()).await.unwrap(), Some(referring));
}

#[tokio::test]
async fn import_of_an_id_that_is_taken_is_not_created() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    assert!(imports.create_import(&import(1)).await.unwrap());
    let other = import_by("another", 1);
    assert!(!imports.create_import(&other).await.unwrap());
    // A client whose first response was lost repeats an identical request.
    assert!(imports.create_import(&import(1)).await.unwrap());
    assert_eq!(imports.import(&"none".into()).await.unwrap(), None);
}

#[tokio::test]
async fn import_is_replaced_only_over_the_version_before() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    let second = changed(1, |import| import.transition(ImportStatus::Validating, created_at(1)).unwrap());
    assert_eq!(imports.replace_import(&second).await.unwrap(), Replaced::VersionConflict);
    imports.create_import(&import(1)).await.unwrap();
    assert_eq!(imports.replace_import(&second).await.unwrap(), Replaced::Done);
    assert_eq!(imports.replace_import(&second).await.unwrap(), Replaced::Done);
    let late = changed(1, |import| import.transition(ImportStatus::Cancelled, created_at(1)).unwrap());
    assert_eq!(imports.replace_import(&late).await.unwrap(), Replaced::VersionConflict);
    assert_eq!(imports.import(second.id()).await.unwrap(), Some(second));
}

#[tokio::test]
async fn import_is_among_the_open_ones_while_something_is_to_be_done() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    for n in 0..30 {
        imports.create_import(&import(n)).await.unwrap();
    }
    let ended = changed(3, Import::close);
    imports.replace_import(&ended).await.unwrap();
    let open = imports.due_imports(Timestamp::MAX, 1_000).await.unwrap();
    let expected: Vec<ImportId> = (0..30).filter(|n| *n != 3).map(|n| import(n).id().clone()).collect();
    assert_eq!(open, expected);
    assert_eq!(imports.due_imports(Timestamp::MAX, 5).await.unwrap(), expected[..5]);

    // The import that has been due the longest comes first, regardless of its age, and no import is listed before it is due.
    let minutes = |minutes| created_at(0) + SignedDuration::from_mins(minutes);
    let leased = |n, until| changed(n, |import| import.lease_to("another", minutes(until) - LEASE));
    for n in (0..29).filter(|n| *n != 3) {
        imports.replace_import(&leased(n, 1_000 - i64::try_from(n).unwrap())).await.unwrap();
    }
    let due = |until| imports.due_imports(minutes(until), 3);
    assert_eq!(due(10).await.unwrap(), [import(29).id().clone()]);
    assert_eq!(due(973).await.unwrap(), [29, 28, 27].map(|n| import(n).id().clone()));
}

/// Lists the wanted imports in pages of `limit`. Checks that no page is empty or has more than `page_max` imports.
async fn list_by_pages(
    imports: &Aws,
    limit: usize,
    page_max: usize,
    is_wanted: impl Fn(&Import) -> bool,
) -> Vec<Import> {
    let (mut listed, mut cursor) = (Vec::new(), None);
    loop {
        let page = imports.list_imports(false, limit, cursor.as_deref(), &is_wanted).await.unwrap();
        assert!((1..=page_max).contains(&page.items.len()), "{} imports", page.items.len());
        listed.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return listed;
        }
    }
}

#[tokio::test]
async fn imports_are_listed_newest_first_at_every_page_size() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    for n in 0..60 {
        imports.create_import(&import(n)).await.unwrap();
    }
    let expected: Vec<Import> = (0..60).rev().map(import).collect();
    for limit in [1, 7, 59, 60, 61, 1_000] {
        assert_eq!(list_by_pages(imports, limit, limit, |_| true).await, expected, "limit {limit}");
    }
    let error = imports.list_imports(false, 10, Some("nonsense"), |_| true).await;
    assert!(matches!(error, Err(ListError::Cursor(CursorError))));
}

#[tokio::test]
async fn import_that_is_superseded_while_it_is_listed_is_listed_once() {
    let stack = Stack::start().await;
    let (imports, one) = (&stack.clients, import(1));
    imports.create_import(&one).await.unwrap();
    // The entry of the other partition, which another read has found.
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let put = imports.dynamodb().put_item().table_name(TABLE).item("pk", text("x")).item("sk", text("x"));
    let put = put.item("list_pk", text("IMPORTS_SUPERSEDED")).item("list_sk", text(one.id().as_str()));
    put.send().await.unwrap();
    let page = imports.list_imports(true, 10, None, |_| true).await.unwrap();
    assert_eq!(page.items, [one]);
}

#[tokio::test]
async fn page_of_large_imports_ends_at_4_mb_and_the_next_page_continues() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    let large = |n| import_by(&"x".repeat(300_000), n);
    for n in 0..30 {
        imports.create_import(&large(n)).await.unwrap();
    }
    let expected: Vec<Import> = (0..30).rev().map(large).collect();
    assert_eq!(list_by_pages(imports, 1_000, 13, |_| true).await, expected);
    let is_even = |import: &Import| import.created_at().as_second() % 2 == 0;
    let expected: Vec<Import> = expected.into_iter().filter(is_even).collect();
    assert_eq!(list_by_pages(imports, 1_000, 13, is_even).await, expected);
}

#[tokio::test]
async fn chunk_finished_twice_keeps_its_first_counts() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    let id = import(1).id().clone();
    imports.create_import(&import(1)).await.unwrap();
    let done = |chunk, created| ChunkDone {
        chunk,
        attempt: "try".to_owned(),
        first_row: 2,
        summary: Summary { created, ..Summary::default() },
    };
    for chunk in [2, 0, 1, 1_000] {
        imports.finish_chunk(&id, &done(chunk, 5)).await.unwrap();
    }
    imports.finish_chunk(&id, &done(1, 9)).await.unwrap();
    assert_eq!(imports.chunks(&id, CHUNK_NUMBERS).await.unwrap(), [0, 1, 2, 1_000].map(|chunk| done(chunk, 5)));
    assert_eq!(imports.chunks(&id, 1..3).await.unwrap(), [1, 2].map(|chunk| done(chunk, 5)));
    assert_eq!(imports.chunks(&id, 3..3).await.unwrap(), []);
    assert_eq!(imports.chunk(&id, 1).await.unwrap(), Some(done(1, 5)));
    assert_eq!(imports.chunk(&id, 3).await.unwrap(), None);
}

#[tokio::test]
async fn begin_chunk_by_a_second_worker_returns_false() {
    let stack = Stack::start().await;
    let (imports, expires_at) = (&stack.clients, stack.clock.now() + SignedDuration::from_hours(1));
    let id = import(1).id().clone();
    for (chunk, is_first) in [(0, true), (1, true), (0, false), (1, false), (0, false)] {
        assert_eq!(imports.begin_chunk(&id, chunk, expires_at).await.unwrap(), is_first, "{chunk}");
    }
    assert_eq!(imports.chunks(&id, CHUNK_NUMBERS).await.unwrap(), [], "a chunk that is begun is not done");
}

#[tokio::test]
async fn claim_holds_until_its_time_is_over() {
    let stack = Stack::start().await;
    let imports = &stack.clients;
    let claim = |id: &str| Claim { import_id: id.into(), fingerprint: "f".into() };
    let until = stack.clock.now() + SignedDuration::from_secs(60);
    assert_eq!(imports.existing_claim("caller#key").await.unwrap(), None);
    assert_eq!(imports.claim("caller#key", &claim("i1"), until).await.unwrap(), None);
    assert_eq!(imports.claim("caller#key", &claim("i2"), until).await.unwrap(), Some(claim("i1")));
    assert_eq!(imports.claim("caller#other", &claim("i2"), until).await.unwrap(), None);
    stack.clock.set(until.as_second());
    assert_eq!(imports.claim("caller#key", &claim("i3"), until).await.unwrap(), Some(claim("i1")));
    assert_eq!(imports.existing_claim("caller#key").await.unwrap(), Some(claim("i1")));
    stack.clock.set(until.as_second() + 1);
    assert_eq!(imports.existing_claim("caller#key").await.unwrap(), None);
    assert_eq!(imports.claim("caller#key", &claim("i3"), until).await.unwrap(), None);
}
