//! The ports of the domain on DynamoDB, S3, SQS and SES, through the official SDK: mapping, batching, retries and conditions.
//!
//! [`Clients`] makes the SDK's clients when they are first needed; every adapter is made from them and asks only for the settings
//! that it uses. What is decided about users and imports is the domain's: nothing here knows a rule of a file.

mod ambient;
mod backoff;
mod catalog;
mod clients;
mod directory;
mod errors;
mod imports;
mod invitations;
mod items;
mod mail_templates;
mod mailer;
mod objects;
mod page;
mod queues;
mod results;
mod runs;
mod sending;
mod shards;
pub mod table;
mod transactions;
mod uploads;
mod users;
mod window;

pub use crate::{
    ambient::{SystemAmbient, SystemPatience, SystemSecrets},
    catalog::{CatalogCounts, CatalogError, CatalogReader, CatalogWriter, Counted},
    clients::{AccessKey, Clients, Endpoints, Settings, SettingsError},
    directory::{Directory, UserQuery},
    errors::Refusal,
    imports::DynamoImports,
    invitations::DynamoInvitations,
    mail_templates::{S3MailTemplates, TemplateFiles},
    mailer::{SesAccount, SesMailer, TAG_ATTEMPT, TAG_USER},
    objects::ObjectStream,
    page::{CursorError, Page},
    queues::{SqsChunkQueue, SqsMailQueue, SqsRunQueue, SqsWakeQueue},
    results::{ResultSink, S3Results},
    runs::DynamoRuns,
    sending::DynamoSending,
    shards::ListError,
    table::create_table,
    uploads::{PresignedUpload, S3Uploads},
    users::DynamoUsers,
};
