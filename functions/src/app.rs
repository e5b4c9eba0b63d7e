use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::settings::Defaults;

use crate::{ReportDefaults, defaults_from_env, http::Access};

/// State of the functions that use the tenant's stores.
///
/// Created once at cold start and passed to the handler with every event.
#[derive(Debug, Clone)]
pub struct App {
    /// Which tokens are accepted.
    pub access: Access,
    /// The stack's defaults.
    pub defaults: Defaults,
    /// Where reports of feeds may be sent.
    pub reports: ReportDefaults,
    /// The stores.
    pub aws: Aws,
}

impl App {
    /// Creates the state from the environment of the function, which must name these parts. The error lists all missing variables.
    pub fn from_env(parts: &[Part]) -> Result<Self, SettingsError> {
        let app = Self::new(&Aws::from_env()?, Access::from_env(), defaults_from_env(), parts)?;
        Ok(Self { reports: ReportDefaults::from_env(), ..app })
    }

    /// Creates the state for a stack that must have these parts and sends no reports. The error lists all missing parts.
    pub fn new(aws: &Aws, access: Access, defaults: Defaults, parts: &[Part]) -> Result<Self, SettingsError> {
        aws.require(parts)?;
        Ok(Self { access, defaults, reports: ReportDefaults::default(), aws: aws.clone() })
    }
}
