//! Implements the domain's stores on DynamoDB, S3, SQS and SES, with the official SDK: mapping, batching, retries and conditions.
//!
//! [`Aws`] implements all stores. It creates each client when it is first needed, and requires settings only for the parts that are used.
//! Rules about users and imports belong to the domain, not to this crate.

mod aws;
mod backoff;
mod batches;
mod bulk;
mod catalog;
mod create;
mod directory;
mod environment;
mod errors;
mod feeds;
mod identifiers;
mod imports;
mod invitations;
mod items;
mod mail_templates;
mod mailer;
mod objects;
mod page;
mod queues;
mod results;
mod schema;
mod sending;
mod settings;
mod shards;
mod stack;
mod stack_item;
mod system;
mod table;
mod transactions;
mod uploads;
mod users;
mod window;

pub use crate::{
    aws::Aws,
    catalog::{AddAliasesError, AliasAdded, CatalogCounts, CatalogError, Counted, NewAlias},
    create::{TABLE_INDEXES, TableIndex, create_table},
    directory::UserQuery,
    errors::Refusal,
    mail_templates::TemplateFiles,
    mailer::{TAG_ATTEMPT, TAG_FEED, TAG_USER},
    objects::ObjectStream,
    page::{CursorError, Page},
    results::ResultSink,
    settings::{AccessKey, Endpoints, MissingSetting, Part, Settings, SettingsError},
    shards::ListError,
    system::SystemEnvironment,
    uploads::PresignedUpload,
};
