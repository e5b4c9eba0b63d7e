//! E-mails as people read them: subject, text and HTML. Invitations are in the built-in languages or in a tenant's own words; reports are
//! in their feed's language.
//!
//! An invitation template consists of three parts with placeholders in double braces, such as `{{name}}`. Values are plain text, whatever
//! they look like: they are escaped in HTML, kept on one line, and never scanned for placeholders. There are no conditions or loops.
//!
//! ```
//! use rollcall_domain::mail::{Values, built_in, fallback_tags};
//!
//! let template = fallback_tags("fr-CA", "en").find_map(|tag| built_in(&tag)).expect("English is always there");
//! let mail = template.render(&Values {
//!     name: "Zoé <Ann>",
//!     email: "zoe@example.org",
//!     tenant: "Acme",
//!     link: "https://acme.example/activate#token=x",
//!     expires_on: "3 mars 2026",
//!     language: "fr",
//!     logo_url: None,
//!     portal_url: None,
//! });
//! assert!(mail.text.contains("Bonjour Zoé <Ann>,"));
//! assert!(mail.html.contains("Bonjour Zoé &lt;Ann&gt;,"));
//! ```

mod built_in;
mod language;
mod link;
mod mailbox;
mod report;
mod template;

pub use built_in::{built_in, day};
pub use language::fallback_tags;
pub use link::looks_like_link;
pub use mailbox::{MailboxError, SenderMailbox, encode_words};
pub use report::{CodeRowCounter, CodeRows, REPORTED_FILES_MAX, Report, ReportedFile, ReportedState};
pub use template::{PART_BYTES_MAX, Part, Rendered, Template, TemplateError, Values};
