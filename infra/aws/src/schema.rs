//! Names that the table, its indexes and the items share.

/// Names of attributes that the table, its indexes and conditions know.
pub mod attribute {
    /// Partition key.
    pub const PK: &str = "pk";
    /// Sort key.
    pub const SK: &str = "sk";
    /// Partition of the listing.
    pub const LIST_PK: &str = "list_pk";
    /// Order within a list.
    pub const LIST_SK: &str = "list_sk";
    /// Partition of the users of a company.
    pub const COMPANY_PK: &str = "company_pk";
    /// Partition of the open imports.
    pub const OPEN_PK: &str = "open_pk";
    /// Order of the open imports.
    pub const OPEN_SK: &str = "open_sk";
    /// Partition of the invitations that somebody has to look at.
    pub const DUE_PK: &str = "due_pk";
    /// Order of these.
    pub const DUE_SK: &str = "due_sk";
    /// A user's id.
    pub const USER_ID: &str = "user_id";
    /// What the user list shows of a user.
    pub const STATUS: &str = "status";
    /// Where a user's invitation stands.
    pub const INVITATION: &str = "invitation";
    /// Grows with every change of a user's invitation.
    pub const INVITATION_SERIAL: &str = "invitation_serial";
    /// Grows with every write.
    pub const VERSION: &str = "version";
    /// Seconds since 1970 after which an item may be removed.
    pub const TTL: &str = "ttl";
    /// A company's id.
    pub const COMPANY_ID: &str = "company_id";
}

/// Names of indexes.
pub mod index {
    /// Users, imports and companies, sharded, in order.
    pub const LISTING: &str = "listing";
    /// Users of a company, sharded, by address.
    pub const BY_COMPANY: &str = "by_company";
    /// A user by id.
    pub const BY_ID: &str = "by_id";
    /// Open imports, sharded, by id.
    pub const OPEN: &str = "open";
    /// Invitations that somebody has to look at, sharded, by the time when; and runs of them.
    pub const DUE: &str = "due";
}

/// Attributes that both listings carry, so that a list is shown without reading the items.
pub const LISTED: [&str; 10] = [
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
