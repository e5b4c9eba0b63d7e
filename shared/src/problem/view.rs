use serde::Serialize;

use crate::corrections::is_safe;

use super::{
    Code, Problem, Sample, Severity,
    message::{self, Language},
};

/// A problem with its message, as the API, the command line and the exports write it.
///
/// `row`, `line`, `column` and `found` are always present, `null` if unknown. `company` is present if its catalog was searched, `rows` and
/// `first_rows` if one problem is reported for several rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FileProblem"))]
pub struct ProblemView<'a> {
    /// Stable code, for programs.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Row number in a spreadsheet.
    pub row: Option<u64>,
    /// Physical line in the file.
    pub line: Option<u64>,
    /// Label of the column.
    pub column: Option<&'a str>,
    /// What was found.
    pub found: Option<&'a str>,
    /// If the cell was corrected: the corrected text, which the problem is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<&'a str>,
    /// What is wrong and what to do, in the reader's language.
    pub message: String,
    /// What was probably meant, best first.
    pub suggestions: &'a [String],
    /// Whether the only suggestion is certain, so that it may be accepted without looking at the row.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub safe: bool,
    /// For `file-mojibake`: the encoding that reads the file correctly, if it is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'a str>,
    /// The company whose courses or cohorts were searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<&'a str>,
    /// Number of rows with the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The first few of those rows.
    #[serde(skip_serializing_if = "<[u64]>::is_empty")]
    pub first_rows: &'a [u64],
    /// Cells or rows as they were read.
    #[serde(skip_serializing_if = "<[Sample]>::is_empty")]
    pub samples: &'a [Sample],
    /// Address of the other user who has the identifier; only for readers with the scope `users:read`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<&'a str>,
}

impl Problem {
    /// Returns the problem with its message in `language`.
    pub fn view(&self, language: Language) -> ProblemView<'_> {
        ProblemView {
            code: self.code,
            severity: self.severity(),
            row: self.row,
            line: self.line,
            column: self.column.as_deref(),
            found: (!self.found.is_empty()).then_some(self.found.as_str()),
            reads: self.reads.as_deref(),
            message: message::message(self, language),
            suggestions: &self.suggestions,
            // Whether the suggested label is still free depends on the other labels, which only `corrections::findings` knows.
            safe: self.code != Code::HeaderColumnUnknown && is_safe(self),
            encoding: self.expected.first().filter(|_| self.code == Code::FileMojibake).map(String::as_str),
            company: self.company.as_deref(),
            rows: self.rows,
            first_rows: &self.first_rows,
            samples: &self.samples,
            holder: self.shown_holder(),
        }
    }

    /// Returns the problem for the overview of an import: the message quotes the samples, but only lists of problems contain them.
    pub fn overview(&self, language: Language) -> ProblemView<'_> {
        ProblemView { samples: &[], ..self.view(language) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(problem: &Problem) -> Result<String, serde_json::Error> {
        serde_json::to_string(&problem.view(Language::English))
    }

    #[test]
    fn view_of_a_row_problem_has_its_place_and_its_message() -> Result<(), serde_json::Error> {
        let problem = Problem::at_row(Code::EmailInvalid, 14, 15).column("email").found("anna@@example.org");
        assert_eq!(
            json(&problem)?,
            concat!(
                r#"{"code":"email-invalid","severity":"error","row":14,"line":15,"column":"email","#,
                r#""found":"anna@@example.org","#,
                r#""message":"“anna@@example.org” is not an e-mail address. Write it as name@domain.","suggestions":[]}"#,
            )
        );
        Ok(())
    }

    #[test]
    fn view_of_a_bare_problem_has_nulls_and_no_optional_fields() -> Result<(), serde_json::Error> {
        let json = json(&Problem::new(Code::FileDelimiterAssumed))?;
        assert!(
            json.starts_with(
                r#"{"code":"file-delimiter-assumed","severity":"warning","row":null,"line":null,"column":null,"found":null,"message":"#
            ),
            "{json}"
        );
        assert!(json.ends_with(r#","suggestions":[]}"#), "{json}");
        Ok(())
    }

    #[test]
    fn view_names_another_user_only_when_revealed() -> Result<(), serde_json::Error> {
        let hidden = Problem::at_row(Code::IdentifierTaken, 2, 2).found("00417").holder("edda@example.org");
        let mut stored: Problem = serde_json::from_str(&serde_json::to_string(&hidden)?)?;
        assert!(!json(&stored)?.contains("edda"), "{}", json(&stored)?);
        stored.reveal();
        let shown = json(&stored)?;
        assert!(shown.ends_with(r#","holder":"edda@example.org"}"#), "{shown}");
        assert_eq!(shown.matches("edda@example.org").count(), 2, "also in the message: {shown}");
        Ok(())
    }

    #[test]
    fn view_of_a_problem_of_several_rows_lists_them_and_omits_expected_values() -> Result<(), serde_json::Error> {
        let problem = Problem::new(Code::CourseUnmatched)
            .found("Presentng Well")
            .company("Acme GmbH")
            .rows(3, [2, 5, 9])
            .suggest(["Presenting Well"])
            .expected(["not shown"]);
        let json = json(&problem)?;
        assert!(
            json.ends_with(
                r#","suggestions":["Presenting Well"],"safe":true,"company":"Acme GmbH","rows":3,"first_rows":[2,5,9]}"#
            ),
            "{json}"
        );
        assert!(!json.contains("not shown"), "{json}");
        Ok(())
    }

    #[test]
    fn overview_quotes_the_samples_only_in_the_message() {
        let mut problem = Problem::new(Code::FileEncodingAssumed).found("windows-1252");
        problem.add_sample(2, ["Zoë"]);
        let (view, overview) = (problem.view(Language::English), problem.overview(Language::English));
        assert!(overview.message.contains("“Zoë”, row 2"), "{}", overview.message);
        assert_eq!((view.samples.len(), overview), (1, ProblemView { samples: &[], ..view.clone() }));
    }

    #[test]
    fn view_of_text_decoded_twice_has_the_encoding_that_is_right() -> Result<(), serde_json::Error> {
        let problem = Problem::new(Code::FileMojibake).found("JosÃ©").suggest(["José"]);
        assert!(!json(&problem)?.contains("encoding\":"), "not certain");
        let json = json(&problem.expected(["utf-8-twice/windows-1252"]))?;
        assert!(json.contains(r#""encoding":"utf-8-twice/windows-1252""#), "{json}");
        Ok(())
    }
}
