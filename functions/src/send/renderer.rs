//! Renders reports, and renders invitations with the tenant's template in the user's language or, if there is none, with the built-in one.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rollcall_aws::{Aws, SettingsError, TemplateFiles};
use rollcall_domain::{
    feed::FeedName,
    invitation::Token,
    mail::{Rendered, Report, ReportedFile, Template, Values, built_in, day, fallback_tags, looks_like_link},
    problem::Language,
    stores::{Email, EmailRenderer, Environment, ReportRenderer, StoreError},
    user::User,
};
use tokio::sync::Mutex;

use super::sender::Sender;

/// How long templates are cached. A change takes effect after at most that long, unless the templates cannot be read.
const READ_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// The tenant's templates, as last read.
#[derive(Debug)]
struct CachedTemplates {
    read_at: Timestamp,
    /// By lowercase language tag.
    templates: Arc<BTreeMap<String, Template>>,
}

#[derive(Debug, Clone)]
pub(crate) struct InvitationRenderer {
    sender: Arc<Sender>,
    from: String,
    reply_to: Option<String>,
    cached: Arc<Mutex<Option<CachedTemplates>>>,
    aws: Aws,
}

impl InvitationRenderer {
    pub(crate) fn new(aws: &Aws, sender: Sender) -> Result<Self, SettingsError> {
        Ok(Self {
            from: sender.sender_header()?,
            reply_to: sender.reply_to_header()?,
            sender: Arc::new(sender),
            cached: Arc::default(),
            aws: aws.clone(),
        })
    }

    fn email(&self, to: &str, language: &str, Rendered { subject, text, html }: Rendered) -> Email {
        Email {
            to: to.to_owned(),
            from: self.from.clone(),
            reply_to: self.reply_to.clone(),
            language: language.to_owned(),
            subject,
            text,
            html,
        }
    }

    /// Returns the tenant's templates, from the cache if it is recent enough. Only one caller reads them while the others wait. If they
    /// cannot be read, the cached templates are used. Without cached templates, an error is returned if the store is busy or unreachable.
    /// If the store refuses the request, for example because access is denied, the built-in templates are used, since an invitation with
    /// different wording is better than none.
    async fn tenant_templates(&self) -> Result<Arc<BTreeMap<String, Template>>, StoreError> {
        let mut cached = self.cached.lock().await;
        let now = self.aws.now();
        if let Some(cached) = &*cached
            && now < cached.read_at + READ_EVERY
        {
            return Ok(Arc::clone(&cached.templates));
        }
        let templates = match self.aws.read_templates().await {
            Ok(files) => Arc::new(files.into_iter().filter_map(check).collect()),
            Err(error) => {
                let before = cached.as_ref().map(|cached| Arc::clone(&cached.templates));
                let templates = match (before, &error) {
                    (Some(before), _) => before,
                    (None, StoreError::Refused { .. }) => Arc::default(),
                    (None, StoreError::Busy { .. } | StoreError::Unreadable { .. }) => return Err(error),
                };
                let causes = crate::causes(&error);
                tracing::warn!(causes, "cannot read the tenant's e-mail templates");
                templates
            }
        };
        *cached = Some(CachedTemplates { read_at: now, templates: Arc::clone(&templates) });
        Ok(templates)
    }
}

/// Parses one of the tenant's templates. If it is invalid, logs a warning and returns `None`, so that the built-in template is used.
fn check((language, files): (String, TemplateFiles)) -> Option<(String, Template)> {
    match Template::from_files(|part| files.get(&part).map(Vec::as_slice)) {
        Ok(template) => Some((language, template)),
        Err(error) => {
            tracing::warn!(language, "templates/{language} is invalid; using the built-in template: {error}");
            None
        }
    }
}

/// Returns a user's name for a greeting, or the address if the name looks like a link: whoever supplies the file chooses the names, and
/// mail programs would turn such a name into a link in the tenant's e-mail.
fn greeting_name(user: &User) -> &str {
    let name = user.values.name();
    if looks_like_link(name) { user.values.email() } else { name }
}

impl ReportRenderer for InvitationRenderer {
    fn render_report(&self, feed: &FeedName, language: Language, files: &[ReportedFile], to: &str) -> Email {
        let report = Report {
            feed,
            language,
            files,
            tenant: &self.sender.tenant_name,
            email: to,
            portal_url: self.sender.portal_url.as_deref(),
        };
        self.email(to, language.tag(), report.render())
    }
}

impl EmailRenderer for InvitationRenderer {
    async fn render_invitation(&self, user: &User, token: &Token, expires_at: Timestamp) -> Result<Email, StoreError> {
        let own = self.tenant_templates().await?;
        let found = fallback_tags(user.values.language(), &self.sender.default_language).find_map(|tag| {
            let template = own.get(&tag.to_ascii_lowercase()).or_else(|| built_in(&tag))?;
            Some((tag, template))
        });
        let Some((language, template)) = found else {
            return Err(StoreError::Refused {
                store: "the template store",
                is_fixable: true,
                source: "no template is usable".into(),
            });
        };
        let rendered = template.render(&Values {
            name: greeting_name(user),
            email: user.values.email(),
            tenant: &self.sender.tenant_name,
            link: &self.sender.link(token),
            expires_on: &day(expires_at.to_zoned(TimeZone::UTC).date(), &language),
            language: &language,
            logo_url: self.sender.logo_url.as_deref(),
            portal_url: self.sender.portal_url.as_deref(),
        });
        Ok(self.email(&user.address, &language, rendered))
    }
}
