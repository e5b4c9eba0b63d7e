//! Names that the table, its indexes and the items share.

pub(crate) mod attribute {
    pub(crate) const PK: &str = "pk";
    pub(crate) const SK: &str = "sk";
    /// Partition of a list.
    pub(crate) const LIST_PK: &str = "list_pk";
    /// Order within a list.
    pub(crate) const LIST_SK: &str = "list_sk";
    /// Partition of a company's users.
    pub(crate) const COMPANY_PK: &str = "company_pk";
    /// Partition of the open imports.
    pub(crate) const OPEN_PK: &str = "open_pk";
    /// Order of the open imports.
    pub(crate) const OPEN_SK: &str = "open_sk";
    /// Partition of the invitations, invitation batches and feeds that have a due time.
    pub(crate) const DUE_PK: &str = "due_pk";
    /// Order by due time.
    pub(crate) const DUE_SK: &str = "due_sk";
    pub(crate) const USER_ID: &str = "user_id";
    pub(crate) const STATUS: &str = "status";
    pub(crate) const INVITATION: &str = "invitation";
    /// Incremented by every change to a user's invitation.
    pub(crate) const INVITATION_SERIAL: &str = "invitation_serial";
    /// Incremented by every write; for a user, only by an import's writes.
    pub(crate) const VERSION: &str = "version";
    pub(crate) const CREATED_AT: &str = "created_at";
    /// Expiry in seconds since 1970, after which DynamoDB may remove the item.
    pub(crate) const TTL: &str = "ttl";
    pub(crate) const COMPANY_ID: &str = "company_id";

    /// Keys, index keys and expiry: item attributes that are not members of the stored values.
    pub(crate) const ADDED: [&str; 10] = [PK, SK, LIST_PK, LIST_SK, COMPANY_PK, OPEN_PK, OPEN_SK, DUE_PK, DUE_SK, TTL];
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Index {
    pub(crate) name: &'static str,
    pub(crate) pk: &'static str,
    pub(crate) sk: &'static str,
}

/// Users by address, sharded; imports by id; companies and feeds by name.
pub(crate) const LISTING: Index = Index { name: "listing", pk: attribute::LIST_PK, sk: attribute::LIST_SK };
/// A company's users by address, sharded.
pub(crate) const BY_COMPANY: Index = Index { name: "by_company", pk: attribute::COMPANY_PK, sk: attribute::LIST_SK };
/// Open imports by due time.
pub(crate) const OPEN: Index = Index { name: "open", pk: attribute::OPEN_PK, sk: attribute::OPEN_SK };
/// Invitations (sharded), invitation batches and feeds with something to report, by due time.
pub(crate) const DUE: Index = Index { name: "due", pk: attribute::DUE_PK, sk: attribute::DUE_SK };

/// Attributes that both user indexes project, so that a list does not need to read the items.
pub(crate) const LISTED: [&str; 11] = [
    attribute::USER_ID,
    "address",
    "email",
    "name",
    "last_name",
    attribute::COMPANY_ID,
    "cohort_id",
    "language",
    "identifier",
    attribute::STATUS,
    attribute::INVITATION,
];
