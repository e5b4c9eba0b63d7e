//! Names that the table, its indexes and the items share.

/// Names of attributes that the table, its indexes and conditions use.
pub(crate) mod attribute {
    /// Partition key.
    pub(crate) const PK: &str = "pk";
    /// Sort key.
    pub(crate) const SK: &str = "sk";
    /// Partition of a list.
    pub(crate) const LIST_PK: &str = "list_pk";
    /// Order within a list.
    pub(crate) const LIST_SK: &str = "list_sk";
    /// Partition of the users of a company.
    pub(crate) const COMPANY_PK: &str = "company_pk";
    /// Partition of the open imports.
    pub(crate) const OPEN_PK: &str = "open_pk";
    /// Order of the open imports.
    pub(crate) const OPEN_SK: &str = "open_sk";
    /// Partition of the invitations and invitation batches that have something due.
    pub(crate) const DUE_PK: &str = "due_pk";
    /// Order of these.
    pub(crate) const DUE_SK: &str = "due_sk";
    /// A user's id.
    pub(crate) const USER_ID: &str = "user_id";
    /// Status of a user, as the user list shows it.
    pub(crate) const STATUS: &str = "status";
    /// State of a user's invitation.
    pub(crate) const INVITATION: &str = "invitation";
    /// Grows with every change of a user's invitation.
    pub(crate) const INVITATION_SERIAL: &str = "invitation_serial";
    /// Grows with every write.
    pub(crate) const VERSION: &str = "version";
    /// Seconds since 1970 after which an item may be removed.
    pub(crate) const TTL: &str = "ttl";
    /// A company's id.
    pub(crate) const COMPANY_ID: &str = "company_id";
}

/// An index, with the attributes that are its keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Index {
    pub(crate) name: &'static str,
    pub(crate) pk: &'static str,
    pub(crate) sk: &'static str,
}

/// Users by address, sharded; imports by id; companies by name.
pub(crate) const LISTING: Index = Index { name: "listing", pk: attribute::LIST_PK, sk: attribute::LIST_SK };
/// Users of a company by address, sharded.
pub(crate) const BY_COMPANY: Index = Index { name: "by_company", pk: attribute::COMPANY_PK, sk: attribute::LIST_SK };
/// Open imports by the time when they are due.
pub(crate) const OPEN: Index = Index { name: "open", pk: attribute::OPEN_PK, sk: attribute::OPEN_SK };
/// Invitations, sharded, and invitation batches by the time when they are due.
pub(crate) const DUE: Index = Index { name: "due", pk: attribute::DUE_PK, sk: attribute::DUE_SK };

/// Attributes that both user lists carry, so that a list is shown without reading the items.
pub(crate) const LISTED: [&str; 10] = [
    attribute::USER_ID,
    "address",
    "email",
    "name",
    "last_name",
    attribute::COMPANY_ID,
    "cohort_id",
    "language",
    attribute::STATUS,
    attribute::INVITATION,
];
