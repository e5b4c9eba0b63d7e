use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::settings::Defaults;

use crate::{ReportDefaults, defaults_from_env, http::Access};

/// State for the functions that use the tenant's stores, except `accept`, `send` and `sweep`, which have their own `App`.
///
/// Created once at cold start and passed to the handler with every event.
#[derive(Debug, Clone)]
pub struct App {
    pub access: Access,
    pub defaults: Defaults,
    /// Where feed reports may be sent, and their default language.
    pub reports: ReportDefaults,
    pub aws: Aws,
}

impl App {
    /// Reads the environment. The error lists all missing variables that `parts` require.
    pub fn from_env(parts: &[Part]) -> Result<Self, SettingsError> {
        let app = Self::new(&Aws::from_env()?, Access::from_env(), defaults_from_env(), parts)?;
        Ok(Self { reports: ReportDefaults::from_env(), ..app })
    }

    /// Creates the state for a stack without report domains. The error lists all missing settings that `parts` require.
    pub fn new(aws: &Aws, access: Access, defaults: Defaults, parts: &[Part]) -> Result<Self, SettingsError> {
        aws.require(parts)?;
        Ok(Self { access, defaults, reports: ReportDefaults::default(), aws: aws.clone() })
    }
}
