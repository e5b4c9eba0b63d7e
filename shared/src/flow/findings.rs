//! The findings of an import: written once, at the end of its validation, and read in pages.

use serde::{Deserialize, Serialize};

use super::{
    FlowError,
    chunks::{NDJSON, parse_lines, push_line, read_all, write_all},
};
use crate::{corrections::Finding, ids::ImportId, import::Import, keys, problem::Severity, stores::ResultStore};

/// Bytes of a page at most: a finding grows on its way out.
const PAGE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Writes the findings of a validation attempt. Without any, there is no object.
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

/// Where the next page begins: the number of findings before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCursor {
    /// Findings to skip.
    pub skip: usize,
}

/// A page of findings.
#[derive(Debug)]
pub struct FindingPage {
    /// The findings.
    pub findings: Vec<Finding>,
    /// Where the next page begins, if there may be one.
    pub next: Option<FindingCursor>,
}

/// Findings of an import, errors first. `limit` is 1 to 1000; a page may be shorter.
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
