//! The limits of an object's metadata.

use s3s::dto::PutObjectInput;
use s3s::{S3Result, s3_error};

/// Maximum size in bytes of the metadata with names defined by S3, and of that with names chosen by the client. Names and values count.
const BYTES_MAX: usize = 2_048;

/// Returns an error if S3 would refuse an object with this metadata.
pub(super) fn check(input: &PutObjectInput) -> S3Result<()> {
    let system = [
        ("Cache-Control", &input.cache_control),
        ("Content-Disposition", &input.content_disposition),
        ("Content-Encoding", &input.content_encoding),
        ("Content-Language", &input.content_language),
        ("Content-Type", &input.content_type),
        ("x-amz-website-redirect-location", &input.website_redirect_location),
    ];
    let system = system.into_iter().filter_map(|(name, value)| value.as_ref().map(|value| name.len() + value.len()));
    let user = input.metadata.iter().flatten().map(|(name, value)| name.len() + value.len());
    if system.sum::<usize>() > BYTES_MAX || user.sum::<usize>() > BYTES_MAX {
        return Err(s3_error!(MetadataTooLarge, "Your metadata headers exceed the maximum allowed metadata size"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_of_each_kind_has_a_limit_of_its_own() {
        let (name, disposition) = ("x".repeat(8), "d".repeat(2_048 - "Content-Disposition".len()));
        let input = |disposition: &str, value_bytes| PutObjectInput {
            content_disposition: Some(disposition.to_owned()),
            metadata: Some([(name.clone(), "v".repeat(value_bytes))].into()),
            ..PutObjectInput::default()
        };
        assert!(check(&input(&disposition, 2_040)).is_ok());
        for too_large in [input(&format!("{disposition}d"), 0), input("", 2_041)] {
            assert_eq!(check(&too_large).unwrap_err().code().as_str(), "MetadataTooLarge");
        }
    }
}
