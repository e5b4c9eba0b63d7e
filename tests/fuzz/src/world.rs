//! A small catalog and one existing user.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rollcall_domain::{
    catalog::{Cohort, Company, CompanyCatalog, Course},
    decode::Decoder,
    ids::{CompanyId, ImportId},
    import::Options,
    layout::LayoutName,
    plan::{CatalogLookup, Lookups, PlanContext},
    user::User,
};

pub(crate) struct World {
    acme: CompanyCatalog,
    names: Vec<String>,
    pub(crate) users: BTreeMap<String, User>,
}

impl World {
    pub(crate) fn new() -> Self {
        let course = |id: &str, title: &str| Course { id: id.into(), title: title.into() };
        let acme = CompanyCatalog::new(
            Company { id: "acme".into(), name: "Acme".into() },
            vec![Cohort { id: "spring".into(), name: "Spring".into() }],
            vec![course("a", "Safety – Basics"), course("b", "Sales"), course("b2", "sales ")],
        );
        Self { acme, names: vec!["Acme".into()], users: BTreeMap::new() }
    }
}

impl CatalogLookup for World {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        (self.acme.company().id == *id).then_some(&self.acme)
    }
}

impl Lookups for World {
    fn company_named(&self, name: &str) -> Option<&CompanyCatalog> {
        (name == "Acme").then_some(&self.acme)
    }
    fn user(&self, address: &str) -> Option<&User> {
        self.users.get(address)
    }
    fn company_names(&self) -> &[String] {
        &self.names
    }
}

pub(crate) fn options(choice: u8) -> Options {
    let layout = if choice & 1 == 0 { LayoutName::Enrolment } else { LayoutName::Learners };
    Options {
        update_existing: choice & 2 != 0 && layout == LayoutName::Enrolment,
        send_invitations: choice & 4 != 0,
        ..Options::of_layout(layout)
    }
}

pub(crate) fn context<'a>(import_id: &'a ImportId, options: &'a Options) -> PlanContext<'a> {
    PlanContext {
        import_id,
        options,
        started_by_address: Some("ann@example.org"),
        feed: None,
        now: Timestamp::UNIX_EPOCH,
    }
}

/// Returns a decoder that has read all of these bytes.
pub(crate) fn decoder(layout: LayoutName, bytes: &[u8]) -> Decoder {
    let mut decoder = Decoder::new(layout.layout());
    decoder.push(bytes);
    decoder.finish();
    decoder
}
