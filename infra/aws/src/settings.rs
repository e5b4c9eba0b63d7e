//! The names of a stack's parts, and how to reach them.

use std::{collections::BTreeMap, fmt};

use thiserror::Error;

/// A setting that is missing or invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the environment variable {variable} is missing or invalid: {remedy}")]
pub struct MissingSetting {
    pub variable: &'static str,
    pub remedy: &'static str,
}

/// All settings that are missing or invalid, so that they are reported together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct SettingsError {
    /// At least one.
    pub missing: Vec<MissingSetting>,
}

impl SettingsError {
    pub fn new(variable: &'static str, remedy: &'static str) -> Self {
        Self { missing: vec![MissingSetting { variable, remedy }] }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, missing) in self.missing.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}{missing}")?;
        }
        Ok(())
    }
}

/// A part of a stack that functions reach by its name or URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The table, by name.
    Table,
    /// The uploads bucket, by name.
    UploadsBucket,
    /// The results bucket, by name.
    ResultsBucket,
    /// The chunk queue, by URL.
    ChunkQueue,
    /// The resume queue, by URL.
    ResumeQueue,
    /// The e-mail queue, by URL.
    MailQueue,
    /// The invitation batch queue, by URL.
    InvitationBatchQueue,
    /// The SES configuration set, by name.
    ConfigurationSet,
}

impl Part {
    pub const ALL: [Self; 8] = [
        Self::Table,
        Self::UploadsBucket,
        Self::ResultsBucket,
        Self::ChunkQueue,
        Self::ResumeQueue,
        Self::MailQueue,
        Self::InvitationBatchQueue,
        Self::ConfigurationSet,
    ];

    /// Returns the environment variable that names the part.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Table => "ROLLCALL_TABLE",
            Self::UploadsBucket => "ROLLCALL_UPLOADS_BUCKET",
            Self::ResultsBucket => "ROLLCALL_RESULTS_BUCKET",
            Self::ChunkQueue => "ROLLCALL_CHUNK_QUEUE_URL",
            Self::ResumeQueue => "ROLLCALL_RESUME_QUEUE_URL",
            Self::MailQueue => "ROLLCALL_MAIL_QUEUE_URL",
            Self::InvitationBatchQueue => "ROLLCALL_INVITATION_BATCH_QUEUE_URL",
            Self::ConfigurationSet => "ROLLCALL_CONFIGURATION_SET",
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Self::Table => "set it to the name of the stack's table",
            Self::UploadsBucket => "set it to the name of the stack's uploads bucket",
            Self::ResultsBucket => "set it to the name of the stack's results bucket",
            Self::ChunkQueue => "set it to the URL of the stack's chunk queue",
            Self::ResumeQueue => "set it to the URL of the stack's resume queue",
            Self::MailQueue => "set it to the URL of the stack's e-mail queue",
            Self::InvitationBatchQueue => "set it to the URL of the stack's invitation batch queue",
            Self::ConfigurationSet => "set it to the name of the stack's SES configuration set",
        }
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey {
    pub id: String,
    pub secret: String,
    /// Only temporary keys have one, such as a Lambda function's key.
    pub session_token: Option<String>,
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccessKey({{redacted}})")
    }
}

/// Service endpoints, if other than those of AWS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoints {
    pub dynamodb: Option<String>,
    /// S3; buckets are addressed by path, since a host name per bucket does not resolve on a development machine.
    pub s3: Option<String>,
    pub sqs: Option<String>,
    pub ses: Option<String>,
}

/// Region, key, endpoints and the names of the stack's parts.
///
/// Parts may be missing: a function has only those that it uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub region: String,
    pub access_key: AccessKey,
    pub endpoints: Endpoints,
    pub parts: BTreeMap<Part, String>,
}

impl Settings {
    pub fn new(region: impl Into<String>, access_key: AccessKey) -> Self {
        Self { region: region.into(), access_key, endpoints: Endpoints::default(), parts: BTreeMap::new() }
    }

    #[must_use]
    pub fn with(mut self, part: Part, name: impl Into<String>) -> Self {
        self.parts.insert(part, name.into());
        self
    }

    /// Reads the environment: `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_ENDPOINT_URL`,
    /// `AWS_ENDPOINT_URL_DYNAMODB`, `_S3`, `_SQS` and `_SESV2`, and the variables for [`Part::ALL`]. An empty variable counts as missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Like [`from_env`](Self::from_env), but with the variables that `read` returns.
    pub fn from_variables(read: impl Fn(&'static str) -> Option<String>) -> Result<Self, SettingsError> {
        const KEY_REMEDY: &str = "Lambda sets it from the function's role; elsewhere, export the key of a role or user";
        let read = |variable| read(variable).filter(|value| !value.is_empty());
        let mut missing = Vec::new();
        let mut need = |variable, remedy| {
            read(variable).unwrap_or_else(|| {
                missing.push(MissingSetting { variable, remedy });
                String::new()
            })
        };
        let region = need("AWS_REGION", "set it to the stack's region, for example eu-central-1");
        let id = need("AWS_ACCESS_KEY_ID", KEY_REMEDY);
        let secret = need("AWS_SECRET_ACCESS_KEY", KEY_REMEDY);
        if !missing.is_empty() {
            return Err(SettingsError { missing });
        }
        let everywhere = read("AWS_ENDPOINT_URL");
        let endpoint = |variable| read(variable).or_else(|| everywhere.clone());
        Ok(Self {
            region,
            access_key: AccessKey { id, secret, session_token: read("AWS_SESSION_TOKEN") },
            endpoints: Endpoints {
                dynamodb: endpoint("AWS_ENDPOINT_URL_DYNAMODB"),
                s3: endpoint("AWS_ENDPOINT_URL_S3"),
                sqs: endpoint("AWS_ENDPOINT_URL_SQS"),
                ses: endpoint("AWS_ENDPOINT_URL_SESV2"),
            },
            parts: Part::ALL.into_iter().filter_map(|part| Some((part, read(part.variable())?))).collect(),
        })
    }

    pub fn part(&self, part: Part) -> Result<&str, SettingsError> {
        let name = self.parts.get(&part).map(String::as_str);
        name.ok_or_else(|| SettingsError::new(part.variable(), part.remedy()))
    }

    /// Checks that none of these parts is missing. The error lists all missing parts.
    pub fn require(&self, parts: &[Part]) -> Result<(), SettingsError> {
        let missing = parts.iter().filter_map(|part| self.part(*part).err()).flat_map(|error| error.missing);
        let missing: Vec<_> = missing.collect();
        if missing.is_empty() { Ok(()) } else { Err(SettingsError { missing }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&'static str, &'static str)]) -> Result<Settings, SettingsError> {
        let find = |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Settings::from_variables(find)
    }

    const KEY: [(&str, &str); 3] =
        [("AWS_REGION", "eu-central-1"), ("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")];

    #[test]
    fn setting_that_is_missing_is_named_when_it_is_needed() {
        let settings = read(&KEY).unwrap();
        let error = settings.part(Part::Table).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable ROLLCALL_TABLE is missing or invalid: set it to the name of the stack's table"
        );
        assert_eq!(read(&[("AWS_REGION", "")]).unwrap_err().missing[0].variable, "AWS_REGION");
    }

    #[test]
    fn settings_that_are_missing_are_all_named_at_once() {
        let variables = |error: SettingsError| error.missing.iter().map(|missing| missing.variable).collect::<Vec<_>>();
        let error = read(&[("AWS_REGION", "eu-central-1")]).unwrap_err();
        assert_eq!(variables(error), ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);
        let settings = read(&[KEY.as_slice(), &[("ROLLCALL_TABLE", "t")]].concat()).unwrap();
        let error = settings.require(&[Part::Table, Part::MailQueue, Part::ResultsBucket]).unwrap_err();
        assert_eq!(variables(error), ["ROLLCALL_MAIL_QUEUE_URL", "ROLLCALL_RESULTS_BUCKET"]);
        assert_eq!(settings.require(&[Part::Table]), Ok(()));
    }

    #[test]
    fn endpoint_of_one_service_goes_before_the_general_one() {
        let own = [("AWS_ENDPOINT_URL", "http://all"), ("AWS_ENDPOINT_URL_S3", "http://s3")];
        let endpoints = read(&[KEY.as_slice(), &own].concat()).unwrap().endpoints;
        assert_eq!(endpoints.s3.as_deref(), Some("http://s3"));
        assert_eq!(endpoints.sqs.as_deref(), Some("http://all"));
        assert_eq!(endpoints.dynamodb.as_deref(), Some("http://all"));
    }
}
