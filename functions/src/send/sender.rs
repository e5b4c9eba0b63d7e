//! In whose name invitations are sent.

use rollcall_aws::SettingsError;
use rollcall_domain::{
    invitation::Token,
    mail::SenderMailbox,
    rules::{Address, clean},
};

/// Variable of the sender.
const MAIL_SENDER: &str = "ROLLCALL_MAIL_SENDER";
/// Variable of the address for answers.
const MAIL_REPLY_TO: &str = "ROLLCALL_MAIL_REPLY_TO";

/// The tenant as its mails show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Name of the tenant.
    pub tenant_name: String,
    /// Whom mails come from, as `address` or `Name <address>`; an address alone gets the name of the tenant.
    pub mail_from: String,
    /// Address that answers go to.
    pub reply_to: Option<String>,
    /// Address of the activation page.
    pub activation_url: String,
    /// Address of the portal, shown in the footer.
    pub portal_url: Option<String>,
    /// Address of the tenant's logo.
    pub logo_url: Option<String>,
    /// Tag of the language for those whose own no template has.
    pub default_language: String,
}

impl Sender {
    /// Reads `ROLLCALL_TENANT_NAME`, `ROLLCALL_MAIL_SENDER`, `ROLLCALL_MAIL_REPLY_TO`, `ROLLCALL_ACTIVATION_URL`,
    /// `ROLLCALL_PORTAL_URL`, `ROLLCALL_LOGO_URL` and `ROLLCALL_DEFAULT_LANGUAGE`.
    ///
    /// # Errors
    /// The name, the sender or the page that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let need = |variable, remedy| read(variable).ok_or_else(|| SettingsError::new(variable, remedy));
        Ok(Self {
            tenant_name: need("ROLLCALL_TENANT_NAME", "set it to the tenant's name as people know it")?,
            mail_from: need(MAIL_SENDER, "set it to an address that SES has verified")?,
            reply_to: read(MAIL_REPLY_TO),
            activation_url: need("ROLLCALL_ACTIVATION_URL", "set it to the address of the activation page")?,
            portal_url: read("ROLLCALL_PORTAL_URL"),
            logo_url: read("ROLLCALL_LOGO_URL"),
            default_language: read("ROLLCALL_DEFAULT_LANGUAGE").unwrap_or_else(|| "en".to_owned()),
        })
    }

    /// The header that says whom a mail comes from.
    pub(crate) fn sender_header(&self) -> Result<String, SettingsError> {
        let remedy = "write portal@acme.example or Acme <portal@acme.example>";
        let parsed = SenderMailbox::parse(&self.mail_from, &self.tenant_name);
        Ok(parsed.map_err(|_| SettingsError::new(MAIL_SENDER, remedy))?.to_header())
    }

    /// The address for answers, in ASCII.
    pub(crate) fn reply_to_header(&self) -> Result<Option<String>, SettingsError> {
        let Some(address) = &self.reply_to else { return Ok(None) };
        let wrong = || SettingsError::new(MAIL_REPLY_TO, "write an address alone, as help@acme.example");
        Ok(Some(Address::parse(&clean(address)).ok_or_else(wrong)?.key.clone()))
    }

    /// The link of a token. The token stands behind `#`: no browser sends that part to a server, so it reaches no access log.
    pub(crate) fn link(&self, token: &Token) -> String {
        format!("{}#token={}", self.activation_url, token.to_text())
    }
}
