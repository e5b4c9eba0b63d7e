//! What the functions work with.

use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::settings::Defaults;

use crate::{defaults_from_env, http::Access};

/// The tenant's stack, as the functions that use its stores see it.
///
/// Made once, at the start of a function, and passed to its handler with every event.
#[derive(Debug, Clone)]
pub struct App {
    /// Whose tokens are accepted.
    pub access: Access,
    /// The stack's own defaults.
    pub defaults: Defaults,
    /// The stores.
    pub aws: Aws,
}

impl App {
    /// From the function's environment, which must name these parts.
    ///
    /// # Errors
    /// All variables that are missing.
    pub fn from_env(parts: &[Part]) -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?, Access::from_env(), defaults_from_env(), parts)
    }

    /// On this stack, which must have these parts.
    ///
    /// # Errors
    /// All parts that are missing.
    pub fn new(aws: &Aws, access: Access, defaults: Defaults, parts: &[Part]) -> Result<Self, SettingsError> {
        aws.require(parts)?;
        Ok(Self { access, defaults, aws: aws.clone() })
    }
}
