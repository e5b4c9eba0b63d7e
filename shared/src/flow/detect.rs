//! The encoding of a file that is not UTF-8: the file is read once more, whole, before its rows are read.

use super::{FlowError, Held, ValidatePorts};
use crate::{
    decode::{
        Encoding,
        detect::{Detector, Finding, Verdict},
    },
    import::ObjectVersion,
    ports::{ByteStream, UploadStore},
    problem::{Code, Problem},
};

/// What is done with a file that is not UTF-8.
pub(super) enum Remedy {
    /// It is read in this encoding, with a warning.
    Read(Encoding, Problem),
    /// It is refused, since its encoding is not certain and no one looks at what it was read as.
    Refuse(Problem),
    /// It is UTF-8, and stays refused for the bytes in it that are not.
    Keep,
    /// It was replaced or removed meanwhile.
    Changed,
}

/// Finds out the encoding of the file of an import.
pub(super) async fn find_encoding(
    ports: &impl ValidatePorts,
    held: &mut Held,
    version: &ObjectVersion,
) -> Result<Remedy, FlowError> {
    let opened = ports.uploads().open_upload(&held.import.file.key, version).await?;
    let Some(mut stream) = opened else { return Ok(Remedy::Changed) };
    let mut detector = Detector::new(held.import.options.layout.layout());
    while let Some(bytes) = stream.next_bytes().await? {
        detector.push(&bytes);
        held.renew(ports.imports(), ports.ambient()).await?;
    }
    Ok(remedy(detector.finish(), held.import.options.confirm))
}

fn remedy(verdict: Verdict, is_confirmed: bool) -> Remedy {
    match verdict {
        Verdict::DamagedUtf8 => Remedy::Keep,
        Verdict::Found(finding) if finding.is_certain || is_confirmed => {
            let name = finding.candidates[0].name();
            Remedy::Read(
                finding.candidates[0],
                describe(Problem::file(Code::FileEncodingAssumed).found(&name), &finding),
            )
        }
        Verdict::Found(finding) => Remedy::Refuse(describe(Problem::file(Code::FileEncoding), &finding)),
    }
}

/// Adds the candidates and what each makes of the file.
fn describe(problem: Problem, finding: &Finding) -> Problem {
    let mut problem = problem.suggest(finding.candidates.iter().map(|encoding| encoding.name()));
    for word in &finding.words {
        problem.add_sample(word.row, word.readings.iter().map(String::as_str));
    }
    problem
}
