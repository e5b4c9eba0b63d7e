//! A feed's report: what happened to its files, in the feed's language.
//!
//! A report consists of states, counts, the layout's column names, percentages, codes, row numbers, ids, times, the names of the feed and
//! the tenant, the recipient's address, and the portal's URL. Its types have no field for the contents of a cell or for a file name, which
//! is chosen by the system that uploads the file.

mod file;
mod lines;

pub use file::{CodeRowCounter, CodeRows, ReportedFile, ReportedState};

use jiff::{Timestamp, tz::TimeZone};

use self::lines::Line;
use super::template::Rendered;
use crate::{
    feed::{ExceededLimit, FeedName, HeldLimit},
    locale::{Language, Message, Value, email, report},
    problem::FIRST_ROWS_MAX,
    row::Summary,
};

/// Maximum number of files in a report. If there are more, only the newest are listed.
pub const REPORTED_FILES_MAX: usize = 10;

/// A report to one address.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub feed: &'a FeedName,
    pub language: Language,
    /// The files since the previous report, oldest first; at least one.
    pub files: &'a [ReportedFile],
    pub tenant: &'a str,
    /// The recipient's address.
    pub email: &'a str,
    pub portal_url: Option<&'a str>,
}

impl Report<'_> {
    pub fn render(&self) -> Rendered {
        let subject = self.subject();
        let mut lines = vec![Line::Title(subject.clone())];
        let earlier = self.files.len().saturating_sub(REPORTED_FILES_MAX);
        // The newest file comes first.
        for file in self.files.iter().skip(earlier).rev() {
            self.describe(file, &mut lines);
        }
        if earlier > 0 {
            lines.push(Line::Text(self.format(email::REPORT_EARLIER, &[("count", Value::Number(earlier as u64))])));
        }
        if let Some(url) = self.portal_url {
            lines.push(Line::Link { label: self.format(email::REPORT_PORTAL, &[]), url: url.to_owned() });
        }
        let sender = self.format(
            email::REPORT_SENDER,
            &[("email", self.email.into()), ("feed", self.feed.as_str().into()), ("tenant", self.tenant.into())],
        );
        Rendered {
            text: lines::text(&lines, &sender),
            html: lines::html(&lines, &sender, self.language, &subject),
            subject,
        }
    }

    /// Returns the subject, which describes the newest file that a person has to act on or, if there is none, the newest file.
    fn subject(&self) -> String {
        let files = || self.files.iter().rev();
        let file = files().find(|file| file.state.needs_person()).or_else(|| files().next());
        let state = file.map_or_else(String::new, |file| self.format(file.state.message(), &[]));
        self.format(
            email::REPORT_SUBJECT,
            &[("tenant", self.tenant.into()), ("feed", self.feed.as_str().into()), ("state", state.as_str().into())],
        )
    }

    fn describe(&self, file: &ReportedFile, lines: &mut Vec<Line>) {
        let state = self.format(file.state.message(), &[]);
        lines.push(Line::Heading(self.format(
            email::REPORT_OF,
            &[
                ("at", self.minute(file.at).as_str().into()),
                ("import", file.import_id.as_str().into()),
                ("state", state.as_str().into()),
            ],
        )));
        if let (ReportedState::Held, Some(until)) = (file.state, file.expires_at) {
            lines.push(Line::Text(self.format(email::REPORT_DECIDE, &[("until", self.minute(until).as_str().into())])));
        }
        let not_written = file.state.not_written();
        lines.extend(not_written.map(|message| Line::Text(self.format(message, &[]))));
        lines.extend(file.failure.as_ref().map(|code| Line::Text(code.clone())));
        // Once rows may have been written, the counts are reported instead of the limits that the file exceeded.
        let held: &[ExceededLimit] = if file.state.is_written() { &[] } else { &file.held };
        let mut counts: Vec<Line> = held.iter().map(|held| Line::Item(self.limit(held))).collect();
        counts.extend(self.counts(file.summary, held));
        if not_written.is_some() && !counts.is_empty() {
            lines.push(Line::Text(self.format(email::REPORT_WOULD_HAVE_BEEN, &[])));
        }
        lines.append(&mut counts);
        let columns = file.summary.fields_changed.by_column(self.language);
        if !columns.is_empty() {
            lines.push(Line::Text(self.format(report::CHANGES_BY_COLUMN, &[("columns", columns.as_str().into())])));
        }
        if let Some(rows) = file.uncounted {
            lines.push(Line::Text(self.format(email::REPORT_NOT_COUNTED, &[("count", Value::Number(rows))])));
        }
        if !file.codes.is_empty() {
            lines.push(Line::Text(self.format(email::REPORT_PROBLEMS, &[])));
            lines.extend(file.codes.iter().map(|found| Line::Item(self.code(found))));
        }
    }

    fn limit(&self, held: &ExceededLimit) -> String {
        let what = match held.limit {
            HeldLimit::CreatePercent => report::HELD_CREATE,
            HeldLimit::UpdatePercent => report::HELD_UPDATE,
            HeldLimit::DisablePercent => report::HELD_DISABLE,
            HeldLimit::FailedPercent => report::HELD_FAILED,
            HeldLimit::AbsentPercent => email::REPORT_ABSENT,
        };
        self.format(
            email::REPORT_LIMIT,
            &[
                ("what", what.text(self.language).into()),
                ("count", held.users.into()),
                ("found", held.found.into()),
                ("allowed", held.allowed.into()),
            ],
        )
    }

    /// Returns the nonzero counts, except those already contained in the lines for `held`.
    fn counts(&self, summary: Summary, held: &[ExceededLimit]) -> impl Iterator<Item = Line> {
        [
            (report::COUNT_CREATED, summary.created, Some(HeldLimit::CreatePercent)),
            (report::COUNT_UPDATED, summary.updated, Some(HeldLimit::UpdatePercent)),
            (email::REPORT_DISABLED, summary.disabled, Some(HeldLimit::DisablePercent)),
            (report::COUNT_SKIPPED, summary.skipped, None),
            (report::COUNT_FAILED, summary.failed, Some(HeldLimit::FailedPercent)),
            (report::COUNT_COURSE_ASSIGNMENTS, summary.course_assignments, None),
            (report::COUNT_INVITATIONS, summary.invitations, None),
        ]
        .into_iter()
        .filter(|(_, count, limit)| *count > 0 && !held.iter().any(|held| *limit == Some(held.limit)))
        .map(|(what, count, _)| {
            let what = what.text(self.language);
            Line::Item(self.format(email::REPORT_COUNT, &[("what", what.into()), ("count", count.into())]))
        })
    }

    fn code(&self, found: &CodeRows) -> String {
        let code = found.code.as_str();
        if found.rows == 0 {
            return code.to_owned();
        }
        let first = found.first_rows.iter().take(FIRST_ROWS_MAX).map(|row| self.language.number(*row));
        let mut rows = first.collect::<Vec<_>>().join(", ");
        if found.rows > found.first_rows.len() as u64 {
            rows.push_str(" …");
        }
        let values = [("code", code.into()), ("count", found.rows.into()), ("rows", rows.as_str().into())];
        self.format(email::REPORT_CODE_ROWS, &values)
    }

    /// Formats a time to the minute, in UTC.
    fn minute(&self, at: Timestamp) -> String {
        let at = at.to_zoned(TimeZone::UTC);
        format!("{}, {}", self.language.day(at.date()), at.strftime("%H:%M UTC"))
    }

    fn format(&self, message: Message, values: &[(&str, Value)]) -> String {
        message.format(self.language, values).replace(char::is_control, " ")
    }
}

#[cfg(test)]
mod tests;
