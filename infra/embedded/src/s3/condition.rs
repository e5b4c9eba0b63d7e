//! Conditional requests: `If-Match` and `If-None-Match`.

use s3s::dto::ETagCondition;
use s3s::{S3Result, s3_error};

#[derive(Clone, Debug)]
pub(super) enum Condition {
    None,
    Absent,
    Present,
    Tagged(String),
}

impl Condition {
    /// Parses a write's condition. As in S3, `If-None-Match` accepts only `*` and cannot be combined with `If-Match`.
    pub(super) fn of_write(if_match: Option<ETagCondition>, if_none_match: Option<ETagCondition>) -> S3Result<Self> {
        match (if_match, if_none_match) {
            (None, None) => Ok(Self::None),
            (None, Some(ETagCondition::Any)) => Ok(Self::Absent),
            (Some(ETagCondition::Any), None) => Ok(Self::Present),
            (Some(ETagCondition::ETag(etag)), None) => Ok(Self::Tagged(etag.into_value())),
            (_, Some(_)) => {
                Err(s3_error!(NotImplemented, "A header you provided implies functionality that is not implemented"))
            }
        }
    }

    /// Returns `true` if the write is allowed; `existing` is the existing object's entity tag, if any.
    pub(super) fn is_met(&self, existing: Option<&str>) -> bool {
        match (self, existing) {
            (Self::None, _) | (Self::Absent, None) | (Self::Present, Some(_)) => true,
            (Self::Tagged(etag), Some(existing)) => existing == etag,
            (Self::Absent, Some(_)) | (Self::Present | Self::Tagged(_), None) => false,
        }
    }
}

pub(super) fn check_read(
    object_etag: &str,
    if_match: Option<&ETagCondition>,
    if_none_match: Option<&ETagCondition>,
) -> S3Result<()> {
    let matches = |condition: &ETagCondition| match condition {
        ETagCondition::Any => true,
        ETagCondition::ETag(etag) => etag.value() == object_etag,
    };
    if if_match.is_some_and(|condition| !matches(condition)) {
        return Err(s3_error!(PreconditionFailed));
    }
    if if_none_match.is_some_and(matches) {
        return Err(s3_error!(NotModified));
    }
    Ok(())
}
