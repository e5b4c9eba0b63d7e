//! An import's findings: written once, at the end of its validation, and read in pages.

use serde::{Deserialize, Serialize};

use super::{
    FlowError,
    chunks::{NDJSON, encode, parse_lines, push_line, read_all, write_all},
};
use crate::{
    corrections::{CourseLeftOut, Finding},
    ids::ImportId,
    import::Import,
    keys,
    problem::Severity,
    stores::ResultStore,
};

/// Size in bytes of the stored findings beyond which a page ends. A finding grows when it is serialized for the API.
const PAGE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Writes the findings from a validation attempt. If there are none, no object is written.
pub(super) async fn write(
    results: &impl ResultStore,
    id: &ImportId,
    attempt: &str,
    findings: &[Finding],
) -> Result<(), FlowError> {
    if findings.is_empty() {
        return Ok(());
    }
    let mut lines = Vec::new();
    for finding in findings {
        push_line(&mut lines, finding)?;
    }
    write_all(results, &keys::findings(id, attempt), NDJSON, lines).await
}

/// Writes the courses that corrections leave out. If there are none, no object is written.
pub(super) async fn write_courses_left_out(
    results: &impl ResultStore,
    id: &ImportId,
    attempt: &str,
    courses: &[CourseLeftOut],
) -> Result<(), FlowError> {
    if courses.is_empty() {
        return Ok(());
    }
    let key = keys::courses_left_out(id, attempt);
    write_all(results, &key, "application/json", encode("list of courses", &courses)?).await
}

pub async fn courses_left_out(results: &impl ResultStore, import: &Import) -> Result<Vec<CourseLeftOut>, FlowError> {
    if import.plan().is_none_or(|plan| plan.courses_left_out == 0) {
        return Ok(Vec::new());
    }
    let bytes = read_all(results, &keys::courses_left_out(import.id(), import.attempt_id()), 0, None).await?;
    // If the list is missing, it was deleted together with the other results.
    let Some(bytes) = bytes else { return Ok(Vec::new()) };
    serde_json::from_slice(&bytes)
        .map_err(|source| FlowError::Undecodable { what: "list of courses", source: source.into() })
}

/// Where a page begins: the number of findings before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCursor {
    pub skip: usize,
}

#[derive(Debug)]
pub struct FindingPage {
    pub findings: Vec<Finding>,
    /// Where the next page begins, if there may be one.
    pub next: Option<FindingCursor>,
}

/// Returns a page of an import's findings, errors first. `limit` is 1 to 1,000; a page may be shorter.
pub async fn list(
    results: &impl ResultStore,
    import: &Import,
    severity: Option<Severity>,
    limit: usize,
    cursor: FindingCursor,
) -> Result<FindingPage, FlowError> {
    let mut page = FindingPage { findings: Vec::new(), next: None };
    if import.plan().is_none_or(|plan| plan.findings == 0) {
        return Ok(page);
    }
    let lines = read_all(results, &keys::findings(import.id(), import.attempt_id()), 0, None).await?;
    let lines = lines.ok_or(FlowError::NotRetained)?;
    let mut bytes = 0;
    for (index, line) in lines.split(|byte| *byte == b'\n').enumerate().skip(cursor.skip) {
        if page.findings.len() == limit || bytes > PAGE_BYTES_MAX {
            page.next = Some(FindingCursor { skip: index });
            return Ok(page);
        }
        bytes += line.len();
        let findings: Vec<Finding> = parse_lines(line, "findings")?;
        let is_wanted = |finding: &Finding| severity.is_none_or(|wanted| finding.severity() == wanted);
        page.findings.extend(findings.into_iter().filter(is_wanted));
    }
    Ok(page)
}
