//! In whose name invitations are sent, and how they read.

use jiff::Timestamp;
use rollcall_aws::SettingsError;
use rollcall_domain::{
    invitation::Token,
    ports::{Letter, Letters, StoreError},
    user::User,
};

/// The tenant as its mails show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Name of the tenant.
    pub tenant_name: String,
    /// Address that mails come from.
    pub sender: String,
    /// Address that answers go to.
    pub reply_to: Option<String>,
    /// Address of the activation page.
    pub activation_url: String,
}

impl Sender {
    /// Reads `ROLLCALL_TENANT_NAME`, `ROLLCALL_MAIL_SENDER`, `ROLLCALL_MAIL_REPLY_TO` and `ROLLCALL_ACTIVATION_URL`.
    ///
    /// # Errors
    /// The sender or the page that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let need = |variable, remedy| read(variable).ok_or(SettingsError { variable, remedy });
        Ok(Self {
            tenant_name: need("ROLLCALL_TENANT_NAME", "set it to the tenant's name as people know it")?,
            sender: need("ROLLCALL_MAIL_SENDER", "set it to an address that SES has verified")?,
            reply_to: read("ROLLCALL_MAIL_REPLY_TO"),
            activation_url: need("ROLLCALL_ACTIVATION_URL", "set it to the address of the activation page")?,
        })
    }

    /// The link of a token. The token stands behind `#`: no browser sends that part to a server, so it reaches no access log.
    fn link(&self, token: &Token) -> String {
        format!("{}#token={}", self.activation_url, token.to_text())
    }
}

impl Letters for Sender {
    async fn write_invitation(&self, user: &User, token: &Token, expires_at: Timestamp) -> Result<Letter, StoreError> {
        let link = self.link(token);
        let until = expires_at.strftime("%Y-%m-%d");
        let text = format!(
            "Hello {},\n\nyou are invited to {}. Open this link until {until} to begin:\n\n{link}\n",
            user.name, self.tenant_name
        );
        Ok(Letter {
            to: user.address.clone(),
            from: self.sender.clone(),
            reply_to: self.reply_to.clone(),
            subject: format!("Your invitation to {}", self.tenant_name),
            html: format!("<p><a href=\"{link}\">{}</a></p>", self.tenant_name),
            text,
        })
    }
}
