use rollcall_aws::{AddAliasesError, AliasAdded, Aws, CatalogCounts, CatalogError, Counted, NewAlias};
use rollcall_domain::{
    catalog::{CatalogDocument, CompanyDocument},
    stores::{CatalogStore, UserStore},
};
use serde_json::json;

use crate::stack::{Stack, user};

fn document(companies: &serde_json::Value) -> CatalogDocument {
    serde_json::from_value(json!({ "companies": companies })).unwrap()
}

fn acme() -> CatalogDocument {
    document(&json!([
        { "id": "c1", "name": "Acme", "cohorts": ["Spring", { "id": "h2", "name": "Autumn" }],
          "courses": [{ "id": "k1", "title": "Basics" }, { "id": "k2", "title": "More" }] },
        { "name": "Bravo", "cohorts": ["Spring"] },
    ]))
}

async fn list(writer: &Aws, limit: usize) -> Vec<CompanyDocument> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let page = writer.list_catalog(limit, cursor.as_deref()).await.unwrap();
        assert!(page.items.len() <= limit);
        items.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return items;
        }
    }
}

#[tokio::test]
async fn catalog_loaded_twice_changes_nothing() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let counts = writer.put_catalog(&acme()).await.unwrap();
    let added = |added| Counted { added, ..Counted::default() };
    assert_eq!(counts, CatalogCounts { companies: added(2), cohorts: added(3), courses: added(2), aliases_removed: 0 });
    let before = list(writer, 100).await;
    let unchanged = |unchanged| Counted { unchanged, ..Counted::default() };
    let expected =
        CatalogCounts { companies: unchanged(2), cohorts: unchanged(3), courses: unchanged(2), aliases_removed: 0 };
    assert_eq!(writer.put_catalog(&acme()).await.unwrap(), expected);
    assert_eq!(writer.put_catalog(&CatalogDocument { companies: before.clone() }).await.unwrap(), expected);
    assert_eq!(list(writer, 1).await, before);
}

#[tokio::test]
async fn company_is_read_by_name_and_id_with_all_it_has() {
    let stack = Stack::start().await;
    stack.clients.put_catalog(&acme()).await.unwrap();
    let reader = stack.clients.for_event();
    let named = reader.company_named("Acme").await.unwrap().unwrap();
    assert_eq!((named.company().id.as_str(), named.cohorts().len(), named.courses().len()), ("c1", 2, 2));
    assert!(std::sync::Arc::ptr_eq(&named, &reader.company(&"c1".into()).await.unwrap().unwrap()));
    assert!(reader.company_named("acme").await.unwrap().is_none());
    assert!(reader.company(&"c9".into()).await.unwrap().is_none());
    assert_eq!(reader.company_names().await.unwrap(), ["Acme", "Bravo"]);
}

#[tokio::test]
async fn company_renamed_keeps_its_id_and_frees_its_name() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&acme()).await.unwrap();
    // Bravo takes the name that Acme gives up later in the document.
    let bravo = list(writer, 10).await[1].id.clone().unwrap();
    let renames = document(&json!([{ "id": bravo, "name": "Acme" }, { "id": "c1", "name": "Acme Ltd" }]));
    let counts = writer.put_catalog(&renames).await.unwrap();
    assert_eq!(counts.companies, Counted { renamed: 2, ..Counted::default() });
    let reader = stack.clients.for_event();
    assert_eq!(reader.company_named("Acme").await.unwrap().unwrap().company().id, bravo);
    assert_eq!(reader.company_named("Acme Ltd").await.unwrap().unwrap().company().id.as_str(), "c1");
    assert!(reader.company_named("Bravo").await.unwrap().is_none());
    assert_eq!(reader.company_names().await.unwrap(), ["Acme", "Acme Ltd"]);
}

/// Finds a company in the list by its name.
fn named<'l>(listed: &'l [CompanyDocument], name: &str) -> &'l CompanyDocument {
    listed.iter().find(|company| company.name == name).unwrap()
}

#[tokio::test]
async fn company_that_gives_up_its_name_frees_it_for_one_without_an_id() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    for n in 0..10 {
        let (id, former, name) = (format!("c{n}"), format!("Alpha {n}"), format!("Beta {n}"));
        let before = json!([{ "id": id, "name": former, "cohorts": ["Spring"] }]);
        writer.put_catalog(&document(&before)).await.unwrap();
        let mut wanted = [json!({ "id": id, "name": name }), json!({ "name": former, "cohorts": ["Autumn"] })];
        if n % 2 == 1 {
            wanted.reverse();
        }
        let counts = writer.put_catalog(&document(&json!(wanted))).await.unwrap();
        assert_eq!(counts.companies, Counted { added: 1, renamed: 1, unchanged: 0 });
        let listed = list(writer, 100).await;
        let (renamed, added) = (named(&listed, &name), named(&listed, &former));
        assert_eq!((&renamed.id, renamed.cohorts[0].name.as_str()), (&Some(id.as_str().into()), "Spring"));
        assert_ne!(added.id, renamed.id);
        assert_eq!((added.cohorts.len(), added.cohorts[0].name.as_str()), (1, "Autumn"));
    }
}

#[tokio::test]
async fn alias_passes_from_one_company_to_another() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    for n in 0..10 {
        let (one, other, text) = (format!("One {n}"), format!("Other {n}"), format!("Text {n}"));
        let before = json!([{ "name": one, "aliases": [text] }, { "name": other }]);
        writer.put_catalog(&document(&before)).await.unwrap();
        let mut wanted = [json!({ "name": one, "aliases": [] }), json!({ "name": other, "aliases": [text] })];
        if n % 2 == 1 {
            wanted.reverse();
        }
        writer.put_catalog(&document(&json!(wanted))).await.unwrap();
        let listed = list(writer, 100).await;
        assert_eq!((&named(&listed, &one).aliases, &named(&listed, &other).aliases), (&None, &Some(vec![text])));
    }
    // The former name of a company becomes an alias of another one.
    let wanted = json!([{ "name": "Other 0", "aliases": ["Acme"] }, { "id": "c1", "name": "Acme Ltd" }]);
    writer.put_catalog(&document(&json!([{ "id": "c1", "name": "Acme" }]))).await.unwrap();
    writer.put_catalog(&document(&wanted)).await.unwrap();
    assert_eq!(named(&list(writer, 100).await, "Other 0").aliases, Some(vec!["Acme".to_owned()]));
}

#[tokio::test]
async fn company_without_an_id_waits_for_a_rename_that_waits_for_an_alias() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let before =
        json!([{ "id": "c1", "name": "Alpha", "cohorts": ["Spring"] }, { "name": "Gamma", "aliases": ["Text"] }]);
    writer.put_catalog(&document(&before)).await.unwrap();
    let wanted = json!([
        { "name": "Alpha" },
        { "id": "c1", "name": "Beta", "aliases": ["Text"] },
        { "name": "Gamma", "aliases": [] },
    ]);
    let counts = writer.put_catalog(&document(&wanted)).await.unwrap();
    assert_eq!(counts.companies, Counted { added: 1, renamed: 1, unchanged: 1 });
    let listed = list(writer, 10).await;
    assert_eq!((named(&listed, "Alpha").cohorts.len(), named(&listed, "Beta").cohorts.len()), (0, 1));
    assert_eq!(named(&listed, "Beta").aliases, Some(vec!["Text".to_owned()]));
}

#[tokio::test]
async fn companies_that_exchange_aliases_are_refused_and_keep_them() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let aliases = |one: &str, other: &str| {
        document(&json!([{ "name": "One", "aliases": [one] }, { "name": "Other", "aliases": [other] }]))
    };
    writer.put_catalog(&aliases("1", "2")).await.unwrap();
    let before = list(writer, 10).await;
    let error = writer.put_catalog(&aliases("2", "1")).await;
    assert!(matches!(error, Err(CatalogError::AliasTaken { alias }) if alias == "2"));
    assert_eq!(list(writer, 10).await, before);
}

#[tokio::test]
async fn name_of_another_company_is_refused() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&acme()).await.unwrap();
    let before = list(writer, 10).await;
    for taken in [json!([{ "id": "c1", "name": "Bravo" }]), json!([{ "id": "c7", "name": "Bravo" }])] {
        let error = writer.put_catalog(&document(&taken)).await;
        assert!(matches!(error, Err(CatalogError::NameTaken { name }) if name == "Bravo"));
    }
    assert_eq!(list(writer, 10).await, before);
}

#[tokio::test]
async fn company_of_thousands_of_courses_is_written_changed_and_deleted() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let courses: Vec<_> =
        (0..1_000).map(|n| json!({ "id": format!("k{n}"), "title": format!("Course {n}") })).collect();
    let large = document(&json!([{ "id": "c1", "name": "Large", "courses": courses }]));
    assert_eq!(writer.put_catalog(&large).await.unwrap().courses.added, 1_000);
    let title = json!([{ "id": "c1", "name": "Large", "courses": [{ "id": "k7", "title": "Seven" }] }]);
    let counts = writer.put_catalog(&document(&title)).await.unwrap();
    assert_eq!(counts.courses, Counted { renamed: 1, ..Counted::default() });
    let company = stack.clients.for_event().company(&"c1".into()).await.unwrap().unwrap();
    assert_eq!(company.courses().len(), 1_000);
    assert_eq!(company.course_by_id(&"k7".into()).unwrap().title, "Seven");
    assert!(writer.delete_company(&"c1".into()).await.unwrap());
    assert!(!writer.delete_company(&"c1".into()).await.unwrap());
    assert!(list(writer, 10).await.is_empty());
    let again = document(&json!([{ "id": "c1", "name": "Large" }]));
    writer.put_catalog(&again).await.unwrap();
    assert!(list(writer, 10).await[0].courses.is_empty());
}

#[tokio::test]
async fn company_that_was_begun_is_finished_although_another_is_refused() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let courses: Vec<_> =
        (0..1_000).map(|n| json!({ "id": format!("k{n}"), "title": format!("Course {n}") })).collect();
    let wanted = json!([
        { "name": "Refused", "aliases": ["Refused"] },
        { "name": "Large", "courses": courses },
    ]);
    let error = writer.put_catalog(&document(&wanted)).await;
    assert!(matches!(error, Err(CatalogError::AliasTaken { alias }) if alias == "Refused"));
    let listed = list(writer, 10).await;
    assert_eq!((listed.len(), named(&listed, "Large").courses.len()), (1, 1_000));
}

#[tokio::test]
async fn company_with_users_is_not_deleted() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&acme()).await.unwrap();
    stack.clients.create_users(&[user("anna@example.org")]).await.unwrap();
    let error = writer.delete_company(&"c1".into()).await;
    assert!(matches!(error, Err(CatalogError::HasUsers { company_id }) if company_id.as_str() == "c1"));
}

#[tokio::test]
async fn cohort_and_course_are_deleted_once() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&acme()).await.unwrap();
    let (company, cohort, course) = ("c1".into(), "h2".into(), "k1".into());
    assert!(writer.delete_cohort(&company, &cohort).await.unwrap());
    assert!(!writer.delete_cohort(&company, &cohort).await.unwrap());
    assert!(writer.delete_course(&company, &course).await.unwrap());
    assert!(!writer.delete_course(&"c9".into(), &course).await.unwrap());
    let acme = &list(writer, 10).await[0];
    assert_eq!((acme.cohorts.len(), acme.courses.len()), (1, 1));
}

#[tokio::test]
async fn deleted_cohort_and_course_that_are_added_again_have_no_aliases() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&acme()).await.unwrap();
    let items = stack.partition_count("COMPANY#c1").await;
    let of_cohort = NewAlias { company: "Acme", cohort: Some("Autumn"), course: None, alias: "Fall" };
    let of_course = NewAlias { company: "Acme", cohort: None, course: Some("Basics"), alias: "Start" };
    let of_other = NewAlias { company: "Acme", cohort: None, course: Some("More"), alias: "Next" };
    assert_eq!(writer.add_aliases(&[of_cohort, of_course, of_other]).await.unwrap(), [AliasAdded::Added; 3]);
    let company = "c1".into();
    assert!(writer.delete_cohort(&company, &"h2".into()).await.unwrap());
    assert!(writer.delete_course(&company, &"k1".into()).await.unwrap());
    writer.put_catalog(&acme()).await.unwrap();
    assert_eq!(stack.partition_count("COMPANY#c1").await, items + 1, "only the alias of the other course is left");
    let acme = &list(writer, 10).await[0];
    assert!(acme.cohorts.iter().all(|cohort| cohort.aliases.is_none()), "{acme:?}");
    let aliases: Vec<_> = acme.courses.iter().map(|course| course.aliases.clone()).collect();
    assert_eq!(aliases, [None, Some(vec!["Next".to_owned()])]);
}

/// Names a cohort and an alias.
type Pair = (String, String);

fn aliases_of(pairs: &[Pair]) -> Vec<NewAlias<'_>> {
    pairs
        .iter()
        .map(|(cohort, alias)| NewAlias { company: "Acme", cohort: Some(cohort), course: None, alias })
        .collect()
}

#[tokio::test]
async fn writers_at_the_same_time_add_each_of_hundreds_of_aliases_once() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let cohorts: Vec<_> = (0..60).map(|n| format!("Cohort {n}")).collect();
    writer.put_catalog(&document(&json!([{ "id": "c1", "name": "Acme", "cohorts": cohorts }]))).await.unwrap();
    let pairs = |kinds: &[&str]| -> Vec<Pair> {
        let of_kind =
            |kind: &&str| cohorts.iter().map(|cohort| (cohort.clone(), format!("{kind} {cohort}"))).collect::<Vec<_>>();
        kinds.iter().flat_map(of_kind).collect()
    };
    let (one, other) = (pairs(&["A", "B", "One", "C"]), pairs(&["C", "Other", "B", "A"]));
    let (one_new, other_new) = (aliases_of(&one), aliases_of(&other));
    let (one_added, other_added) = tokio::join!(writer.add_aliases(&one_new), writer.add_aliases(&other_new));
    let (one_added, other_added) = (one_added.unwrap(), other_added.unwrap());
    for (pair, added) in one.iter().zip(&one_added) {
        let by_other = other.iter().position(|other| other == pair).map(|index| other_added[index]);
        let expected = if by_other == Some(AliasAdded::Added) { AliasAdded::Exists } else { AliasAdded::Added };
        assert_eq!(*added, expected, "{pair:?}");
    }
    let own = other.iter().zip(&other_added).filter(|((_, alias), _)| alias.starts_with("Other"));
    assert!(own.map(|(_, added)| added).all(|added| *added == AliasAdded::Added));
    let acme = &list(writer, 10).await[0];
    let counts: Vec<usize> = acme.cohorts.iter().map(|cohort| cohort.aliases.as_ref().map_or(0, Vec::len)).collect();
    assert_eq!(counts, [5; 60]);
}

#[tokio::test]
async fn alias_that_cannot_be_added_is_named_by_its_index() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&acme()).await.unwrap();
    let valid = NewAlias { company: "Acme", cohort: None, course: None, alias: "Acme Ltd" };
    let unknown = NewAlias { cohort: Some("Winter"), ..valid };
    let both = NewAlias { cohort: Some("Spring"), course: Some("Basics"), ..valid };
    let empty = NewAlias { alias: " ", ..valid };
    for asked in [[valid, unknown, empty], [valid, both, empty]] {
        let error = writer.add_aliases(&asked).await;
        assert!(matches!(error, Err(AddAliasesError::EntryUnknown { index: 1 })), "{error:?}");
    }
    let error = writer.add_aliases(&[valid, empty, unknown]).await;
    let is_document = |source: &CatalogError| matches!(source, CatalogError::Document(_));
    assert!(matches!(&error, Err(AddAliasesError::Refused { index: 1, source }) if is_document(source)), "{error:?}");
    assert!(list(writer, 10).await[0].aliases.is_none());
}

#[tokio::test]
async fn writers_at_the_same_time_make_one_cohort_of_one_name() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    writer.put_catalog(&document(&json!([{ "id": "c1", "name": "Acme" }]))).await.unwrap();
    let same = document(&json!([{ "name": "Acme", "cohorts": ["Spring", "Autumn"] }, { "name": "New" }]));
    let (one, other) = tokio::join!(writer.put_catalog(&same), writer.put_catalog(&same));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.cohorts.added + other.cohorts.added, 2);
    assert_eq!(one.companies.added + other.companies.added, 1);
    let listed = list(writer, 10).await;
    assert_eq!((listed.len(), listed[0].cohorts.len()), (2, 2));
}

#[tokio::test]
async fn catalog_is_listed_by_name_at_every_page_size() {
    let stack = Stack::start().await;
    let writer = &stack.clients;
    let companies: Vec<_> = (0..50).map(|n| json!({ "name": format!("Company {}", (n * 7) % 50) })).collect();
    writer.put_catalog(&document(&json!(companies))).await.unwrap();
    let mut expected: Vec<String> = (0..50).map(|n| format!("Company {n}")).collect();
    expected.sort_unstable();
    for limit in [1, 8, 49, 50, 1_000] {
        let names: Vec<String> = list(writer, limit).await.into_iter().map(|company| company.name).collect();
        assert_eq!(names, expected, "limit {limit}");
    }
}
