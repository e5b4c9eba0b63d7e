//! `rollcall mailbox`: shows the e-mails that the embedded SES accepted.
//!
//! An e-mail's file is either complete or absent, so the command needs no lock on the data directory and can run at the same time as
//! `serve`.

use std::io::Write;

use jiff::Timestamp;
use rollcall_embedded::ses::{AcceptedEmail, MAIL_DIR, read_emails};
use serde::Serialize;

use super::{
    args::{Global, MailboxArgs},
    error::CliError,
    exit::Exit,
    output::{Output, printable},
    session,
};

#[derive(Serialize)]
struct Item<'m> {
    to: &'m str,
    subject: &'m str,
    language: &'m str,
    text: &'m str,
    html: &'m str,
    sent_at: Timestamp,
}

pub(super) fn run(args: &MailboxArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    if global.api.is_some() {
        let why = "`mailbox` reads the data directory, even while `serve` is running: omit --api";
        return Err(CliError::Arguments(why.to_owned()));
    }
    let folder = session::data_dir(global).join(MAIL_DIR);
    let emails = read_emails(&folder, usize::MAX).map_err(|source| CliError::Read { path: folder.clone(), source })?;
    if args.json {
        write_json(&emails, output)?;
    } else if emails.is_empty() {
        output.note("No e-mails.");
    } else {
        write_list(&emails, output)?;
        output.note(&format!("Files for a mail program: {}", folder.join("*.eml").display()));
    }
    Ok(Exit::Done)
}

fn write_json(emails: &[AcceptedEmail], output: &mut Output) -> Result<(), CliError> {
    output.out.write_all(b"{\"items\":[")?;
    for (index, mail) in emails.iter().enumerate() {
        let AcceptedEmail { to, subject, language, text, html, sent_at, .. } = mail;
        let item = Item { to, subject, language, text, html, sent_at: *sent_at };
        output.out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        output.out.write_all(&serde_json::to_vec(&item).map_err(std::io::Error::from)?)?;
    }
    output.out.write_all(b"\n]}\n")?;
    Ok(())
}

fn write_list(emails: &[AcceptedEmail], output: &mut Output) -> Result<(), CliError> {
    for mail in emails {
        let subject = printable(&mail.subject);
        writeln!(output.out, "{}", output.paint.bold(&subject))?;
        let sent_at = mail.sent_at.strftime("%Y-%m-%d %H:%M:%S UTC");
        writeln!(output.out, "  to {}, {}, {sent_at}", printable(&mail.to), printable(&mail.language))?;
        if let Some(link) = link_of(&mail.text) {
            writeln!(output.out, "  {}", printable(link))?;
        }
        writeln!(output.out)?;
    }
    Ok(())
}

fn link_of(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| word.contains("#token="))
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::{Value, json};

    use super::*;
    use crate::cli::output::captured;

    fn mail(subject: &str) -> AcceptedEmail {
        AcceptedEmail {
            message_id: "1".to_owned(),
            from: "a@acme.example".to_owned(),
            to: "jose@example.org".to_owned(),
            reply_to: Vec::new(),
            language: "es".to_owned(),
            subject: subject.to_owned(),
            text: "Hola\n\nhttp://127.0.0.1:8000/activate#token=abc\n\nAdiós".to_owned(),
            html: "<p>Hola</p>".to_owned(),
            tags: Vec::new(),
            sent_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn emails_are_listed_with_their_links() -> Result<(), Box<dyn Error>> {
        let (mut output, out, _) = captured::output();
        write_list(&[mail("Su invitación\u{1b}[2J")], &mut output)?;
        assert_eq!(
            out.text(),
            "Su invitación\u{fffd}[2J\n  to jose@example.org, es, 1970-01-01 00:00:00 UTC\n  http://127.0.0.1:8000/activate#token=abc\n\n"
        );
        Ok(())
    }

    #[test]
    fn emails_as_json_are_one_document() -> Result<(), Box<dyn Error>> {
        for count in [0, 1, 2] {
            let (mut output, out, _) = captured::output();
            write_json(&vec![mail("José"); count], &mut output)?;
            let document: Value = serde_json::from_str(&out.text())?;
            let item = json!({
                "to": "jose@example.org", "subject": "José", "language": "es", "text": mail("").text,
                "html": "<p>Hola</p>", "sent_at": "1970-01-01T00:00:00Z",
            });
            assert_eq!(document, json!({ "items": vec![item; count] }));
        }
        Ok(())
    }
}
