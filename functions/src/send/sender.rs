//! The sender of invitations and reports.

use rollcall_aws::SettingsError;
use rollcall_domain::{
    invitation::Token,
    mail::SenderMailbox,
    rules::{Address, clean},
};

const MAIL_SENDER: &str = "ROLLCALL_MAIL_SENDER";
const MAIL_REPLY_TO: &str = "ROLLCALL_MAIL_REPLY_TO";

/// The tenant as shown in e-mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    pub tenant_name: String,
    /// Sender, as `address` or `Name <address>`; an address without a name gets the tenant's name.
    pub mail_from: String,
    pub reply_to: Option<String>,
    pub activation_url: String,
    /// URL of the portal, shown in the footer.
    pub portal_url: Option<String>,
    pub logo_url: Option<String>,
    /// Language tag to use if there is no template in a user's language.
    pub default_language: String,
}

impl Sender {
    /// Reads `ROLLCALL_TENANT_NAME`, `ROLLCALL_MAIL_SENDER`, `ROLLCALL_MAIL_REPLY_TO`, `ROLLCALL_ACTIVATION_URL`,
    /// `ROLLCALL_PORTAL_URL`, `ROLLCALL_LOGO_URL` and `ROLLCALL_DEFAULT_LANGUAGE`.
    pub fn from_env() -> Result<Self, SettingsError> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let need = |variable, remedy| read(variable).ok_or_else(|| SettingsError::new(variable, remedy));
        Ok(Self {
            tenant_name: need("ROLLCALL_TENANT_NAME", "set it to the tenant's display name")?,
            mail_from: need(MAIL_SENDER, "set it to an address that is verified in SES")?,
            reply_to: read(MAIL_REPLY_TO),
            activation_url: need("ROLLCALL_ACTIVATION_URL", "set it to the URL of the activation page")?,
            portal_url: read("ROLLCALL_PORTAL_URL"),
            logo_url: read("ROLLCALL_LOGO_URL"),
            default_language: read("ROLLCALL_DEFAULT_LANGUAGE").unwrap_or_else(|| "en".to_owned()),
        })
    }

    pub(crate) fn sender_header(&self) -> Result<String, SettingsError> {
        let remedy = "use the form portal@acme.example or Acme <portal@acme.example>";
        let parsed = SenderMailbox::parse(&self.mail_from, &self.tenant_name);
        Ok(parsed.map_err(|_| SettingsError::new(MAIL_SENDER, remedy))?.to_header())
    }

    /// Returns the address for replies, in ASCII.
    pub(crate) fn reply_to_header(&self) -> Result<Option<String>, SettingsError> {
        let Some(address) = &self.reply_to else { return Ok(None) };
        let wrong = || SettingsError::new(MAIL_REPLY_TO, "use an address without a name, such as help@acme.example");
        Ok(Some(Address::parse(&clean(address)).ok_or_else(wrong)?.key.clone()))
    }

    /// Returns the activation link. The token comes after `#`: browsers do not send that part to servers, so it does not appear in access
    /// logs.
    pub(crate) fn link(&self, token: &Token) -> String {
        format!("{}#token={}", self.activation_url, token.to_text())
    }
}
