//! A small catalog, and the users that imports created.

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

/// Byte that separates the parts of an input.
pub(crate) const SEPARATOR: u8 = 0;

/// The address of the admin, who may start imports and undos.
pub(crate) const ADMIN: &str = "ann@example.org";

pub(crate) struct World {
    companies: [CompanyCatalog; 2],
    names: Vec<String>,
    pub(crate) users: BTreeMap<String, User>,
}

impl World {
    pub(crate) fn new() -> Self {
        let course = |id: &str, title: &str| Course { id: id.into(), title: title.into() };
        let cohort = |id: &str, name: &str| Cohort { id: id.into(), name: name.into() };
        let acme = CompanyCatalog::new(
            Company { id: "acme".into(), name: "Acme".into() },
            vec![cohort("spring", "Spring")],
            vec![course("a", "Safety – Basics"), course("b", "Sales"), course("b2", "sales ")],
        );
        let beta = CompanyCatalog::new(
            Company { id: "beta".into(), name: "Beta".into() },
            vec![cohort("autumn", "Autumn")],
            vec![course("b", "Sales"), course("c", "Presenting Well")],
        );
        Self { companies: [acme, beta], names: vec!["Acme".into(), "Beta".into()], users: BTreeMap::new() }
    }
}

impl CatalogLookup for World {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.companies.iter().find(|catalog| catalog.company().id == *id)
    }
}

impl Lookups for World {
    fn company_named(&self, name: &str) -> Option<&CompanyCatalog> {
        self.companies.iter().find(|catalog| catalog.company().name == name)
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
    PlanContext { import_id, options, started_by_address: Some(ADMIN), feed: None, now: Timestamp::UNIX_EPOCH }
}

/// Returns a decoder that has received all of these bytes.
pub(crate) fn decoder(layout: LayoutName, bytes: &[u8]) -> Decoder {
    let mut decoder = Decoder::new(layout.layout());
    decoder.push(bytes);
    decoder.finish();
    decoder
}
