//! Detects the encoding of a file that is not UTF-8, or is so only by chance, in a separate pass over the whole file.

use super::{FlowError, ImportStores, lease::LeasedImport};
use crate::{
    decode::{
        Encoding,
        detect::{Detector, Finding, Verdict},
    },
    import::ObjectVersion,
    problem::{Code, Problem},
    stores::ByteStream,
};

/// What to do with a file that may not be UTF-8.
pub(super) enum Remedy {
    /// Read it in this encoding, with a warning.
    Read(Encoding, Problem),
    /// Refuse it: the encoding is uncertain, and no one reviews the rows before they are written.
    Refuse(Problem),
    /// The file is UTF-8, so the result of the first pass is final: the rows, or a refusal because of a few invalid bytes.
    Keep,
    /// The file was replaced or deleted in the meantime.
    Changed,
}

pub(super) async fn find_encoding(
    stores: &impl ImportStores,
    leased: &mut LeasedImport,
    version: &ObjectVersion,
) -> Result<Remedy, FlowError> {
    let opened = stores.open_upload(&leased.import().file().key, version).await?;
    let Some(mut stream) = opened else { return Ok(Remedy::Changed) };
    let mut detector = Detector::new(leased.import().options().layout.layout());
    while let Some(bytes) = stream.next_bytes().await? {
        detector.push(&bytes);
        leased.renew(stores).await?;
    }
    Ok(remedy(detector.finish(), leased.import().options().is_previewed()))
}

fn remedy(verdict: Verdict, is_previewed: bool) -> Remedy {
    match verdict {
        Verdict::Utf8 | Verdict::DamagedUtf8 => Remedy::Keep,
        Verdict::Found(finding) if finding.is_certain || is_previewed => {
            let name = finding.candidates[0].name();
            Remedy::Read(
                finding.candidates[0],
                describe(Problem::new(Code::FileEncodingAssumed).found(&name), &finding),
            )
        }
        Verdict::Found(finding) => Remedy::Refuse(describe(Problem::new(Code::FileEncoding), &finding)),
    }
}

/// Adds the candidates and sample readings to the problem.
fn describe(problem: Problem, finding: &Finding) -> Problem {
    let mut problem = problem.suggest(finding.candidates.iter().map(|encoding| encoding.name()));
    for word in &finding.words {
        problem.add_sample(word.row, word.readings.iter().map(String::as_str));
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncertain_encoding_is_used_only_if_a_person_reviews_the_rows() {
        let names = ["windows-1252", "windows-1250"];
        let candidates: Vec<Encoding> = names.into_iter().filter_map(Encoding::named).collect();
        for (is_certain, is_previewed, is_read) in
            [(true, true, true), (true, false, true), (false, true, true), (false, false, false)]
        {
            let finding = Finding { candidates: candidates.clone(), is_certain, words: Vec::new() };
            let (code, problem) = match remedy(Verdict::Found(finding), is_previewed) {
                Remedy::Read(encoding, problem) if encoding == candidates[0] => (Code::FileEncodingAssumed, problem),
                Remedy::Refuse(problem) => (Code::FileEncoding, problem),
                Remedy::Read(..) | Remedy::Keep | Remedy::Changed => panic!("{is_certain} {is_previewed}"),
            };
            assert_eq!((problem.code, code == Code::FileEncodingAssumed), (code, is_read));
            assert_eq!(problem.suggestions, names);
        }
        for verdict in [Verdict::Utf8, Verdict::DamagedUtf8] {
            assert!(matches!(remedy(verdict, false), Remedy::Keep));
        }
    }
}
