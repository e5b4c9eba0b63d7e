//! Typical problems with every code and every hint, so that all messages can be read in one place.

use std::{collections::BTreeSet, fmt::Write};

use super::{
    Code, Hint, Problem,
    message::{Language, message, place},
};

/// Returns problems with every code and each of its hints, with realistic values.
#[allow(clippy::too_many_lines, reason = "a table")]
fn gallery() -> Vec<Problem> {
    let file = Problem::new;
    let cell = |code: Code, column: &str, found: &str| Problem::at_row(code, 14, 15).column(column).found(found);
    let long_address = "office-of-the-head-of-training-for-the-north-western-region-and-the-east@x.org";
    let email = |hint: Hint, found: &str| cell(Code::EmailInvalid, "email", found).hint(hint);
    vec![
        file(Code::FileEmpty),
        file(Code::FileEmpty).hint(Hint::HiddenSheets),
        file(Code::FileTooLarge).limit(104_857_600, 104_857_601),
        file(Code::FileNotCsv),
        file(Code::FileNotCsv).found("a workbook (.xlsx, .ods) or a zip archive"),
        file(Code::FileNotCsv).hint(Hint::WrongSuffix).found("people.xlsx"),
        file(Code::FileNotCsv).hint(Hint::WrongSuffix).found("people.xls").expected([".csv", ".xlsx"]),
        file(Code::FileNotCsv).found("a damaged workbook").expected([".csv", ".xlsx"]),
        file(Code::FileNotCsv).found("a workbook in another encoding").expected([".csv", ".xlsx"]),
        file(Code::FileNotCsv).found("a workbook with a password").expected([".csv", ".xlsx"]),
        Problem::at_row(Code::FileEncoding, 14, 15).count(1_042),
        Problem::at_row(Code::FileEncoding, 3, 3).count(211).found("0xE9"),
        Problem::at_row(Code::FileEncoding, 3, 3).count(211).found("0x81").expected(["windows-1253"]),
        file(Code::FileEncoding).found("mostly control characters"),
        with_words(file(Code::FileEncoding), &["windows-1250", "iso-8859-2"]),
        file(Code::FileEncoding).suggest(["macintosh", "windows-1252"]),
        file(Code::FileNotSplit),
        Problem::at_row(Code::FileNotSplit, 1, 2).found(";").expected([","]),
        Problem::at_row(Code::FileNotSplit, 1, 2).expected([","]),
        file(Code::FileDelimiterMixed).found(",").expected([";"]),
        Problem::at_row(Code::FileDelimiterMixed, 52, 52).found(",").expected([";"]),
        file(Code::LayoutMismatch).found("learners").expected(["enrolment"]),
        file(Code::LayoutMismatch).found("learners").expected(["enrolment"]).hint(Hint::SetByFeed),
        Problem::at_row(Code::HeaderColumnMissingLabel, 1, 1).column("E").found("Last0"),
        Problem::at_row(Code::HeaderColumnMissingLabel, 1, 1).column("E"),
        Problem::at_row(Code::HeaderColumnMissingLabel, 1, 1).column("H").hint(Hint::FormulaWithoutResult),
        file(Code::FileNoRows),
        file(Code::FileNoRows).hint(Hint::LeftOut),
        file(Code::FileTooManyRows).limit(250, 612),
        Problem::at_row(Code::FileQuoteUnclosed, 14, 15).column("job_role").found("Team lead, \nnorth"),
        file(Code::FileChanged),
        file(Code::ResultsGone),
        file(Code::FeedUnknown).found("hr-nightly"),
        file(Code::FeedUnknown).hint(Hint::NoFolder),
        file(Code::FeedOutOfDate).found("hr-nightly"),
        file(Code::WorkbookTooLarge),
        file(Code::WorkbookTooLarge).limit(250_000, 1_048_576).hint(Hint::Rows),
        file(Code::WorkbookTooLarge).limit(20_971_520, 31_457_280).hint(Hint::InBytes),
        file(Code::WorkbookSeveralSheets).expected(["May", "June"]),
        file(Code::WorkbookHiddenRows),
        file(Code::WorkbookHiddenRows).hint(Hint::Refused),
        Problem::at_row(Code::WorkbookHiddenRows, 14, 14).hint(Hint::Refused),
        file(Code::WorkbookHiddenRows).column("H"),
        file(Code::WorkbookSheetsIgnored).expected(["June"]),
        file(Code::WorkbookSheetsIgnored).expected(["June"]).hint(Hint::Refused),
        cell(Code::SpreadsheetDamage, "identifier", "2026-11-28").hint(Hint::DateCell),
        cell(Code::SpreadsheetDamage, "identifier", "0.5").hint(Hint::FormattedNumber),
        cell(Code::SpreadsheetDamage, "identifier", "").hint(Hint::FormulaWithoutResult),
        cell(Code::SpreadsheetDamage, "identifier", "").hint(Hint::MergedCell),
        Problem::at_row(Code::HeaderMissing, 1, 1).found("Anna, Berg, anna@example.org").expected([
            "firstname",
            "lastname",
            "email",
            "identifier",
            "country",
            "language",
        ]),
        Problem::at_row(Code::HeaderMissing, 1, 1)
            .found("Joiners in May")
            .expected(["firstname", "lastname", "email"])
            .hint(Hint::HeaderFurtherDown)
            .count(4),
        Problem::at_row(Code::HeaderMissing, 1, 1)
            .found("Anna, Berg, anna@example.org")
            .expected(["firstname", "lastname", "email", "identifier", "country", "language"])
            .hint(Hint::HiddenSheets),
        Problem::at_row(Code::HeaderTooManyColumns, 1, 1).limit(1_000, 1_024),
        Problem::at_row(Code::HeaderTooManyColumns, 1, 1).limit(200, 240).column("module requested …"),
        Problem::at_row(Code::HeaderColumnMissing, 1, 1).column("email"),
        Problem::at_row(Code::HeaderColumnMissing, 1, 1).column("email").found("EMail"),
        Problem::at_row(Code::HeaderColumnMissing, 1, 1).column("email").suggest(["E-Mail"]),
        Problem::at_row(Code::HeaderColumnMissing, 1, 1).column("email").suggest(["E-Mail", "mail 2"]),
        Problem::at_row(Code::HeaderColumnUnknown, 1, 1).column("company\u{a0}Name").suggest(["companyName"]),
        Problem::at_row(Code::HeaderColumnUnknown, 1, 1).column("password").found("password"),
        Problem::at_row(Code::HeaderColumnUnknown, 1, 1).column("job_role").hint(Hint::FormattedNumber),
        Problem::at_row(Code::HeaderColumnUnknown, 1, 1).column("job_role").hint(Hint::MergedCell),
        Problem::at_row(Code::HeaderColumnDuplicate, 1, 1).column("email"),
        Problem::at_row(Code::HeaderColumnDuplicate, 1, 1).column("email").count(2),
        file(Code::CourseUnmatched)
            .found("Presentng Well")
            .company("Acme GmbH")
            .rows(3, [2, 5, 9])
            .suggest(["Presenting Well"]),
        file(Code::CourseUnmatched)
            .found("First Aid; Fire Safety")
            .company("Acme GmbH")
            .rows(1, [2])
            .suggest(["First Aid", "Fire Safety"])
            .expected(["module requested 1", "module requested 2"])
            .hint(Hint::SeveralTitles),
        file(Code::CourseUnmatched).found("NULL").company("Acme GmbH").rows(1, [2]),
        file(Code::CourseUnmatched).found("Juggling").company("Acme GmbH").rows(1_204, 2..),
        file(Code::CourseUnmatched)
            .found("Safety")
            .company("Acme GmbH")
            .rows(1, [7])
            .suggest(["Safety A", "Safety B", "Safety C", "Safety D"]),
        file(Code::CourseUnmatched).hint(Hint::FurtherTitles).limit(10_000, 3_291_004).rows(12_004, [812, 813, 814]),
        file(Code::CourseAmbiguous)
            .found("presenting well")
            .company("Acme GmbH")
            .rows(2, [4, 5])
            .suggest(["Presenting Well", "Presenting  well"]),
        file(Code::CourseAmbiguous)
            .found("First Aid")
            .company("Acme GmbH")
            .rows(2, [4, 5])
            .suggest(["First Aid", "First Aid"]),
        file(Code::OptionInvalid).found("on-row-errors=maybe").expected(["reject", "skip"]),
        file(Code::OptionInvalid).found("update-existing=true").hint(Hint::NotInLayout),
        file(Code::OptionInvalid).found("layout").hint(Hint::SetByFeed),
        file(Code::OptionInvalid).found("dry-run=true"),
        Problem::at_row(Code::RowTooManyCells, 14, 15).limit(12, 13).found("Presenting"),
        Problem::at_row(Code::RowTooManyCells, 14, 15).limit(12, 11).found("Clerk,South\"").hint(Hint::MisplacedQuote),
        Problem::at_row(Code::RowTooManyCells, 14, 15).limit(12, 12).found("Clerk,South").hint(Hint::JoinedCells),
        Problem::at_row(Code::RowTooManyCells, 14, 15).limit(12, 13).found("Presenting").hint(Hint::Workbook),
        Problem::at_row(Code::RowTooLong, 14, 15).limit(1_048_576, 2_097_152),
        cell(Code::CellControlCharacter, "name", "An\u{0}na").character('\u{0}'),
        cell(Code::CellControlCharacter, "name", "An\u{7}na"),
        cell(Code::CellControlCharacter, "name", "Jos\u{fffd}").character(char::REPLACEMENT_CHARACTER),
        cell(Code::CellLineBreak, "name", "Anna\nMaria"),
        cell(Code::CellLineBreak, "module requested 1", "First Aid\nSafety"),
        cell(Code::CellTooLong, "job_role", "Responsible for …").limit(256, 300),
        cell(Code::CellTooLong, "job_role", "Responsible for …").limit(65_536, 70_000).hint(Hint::InBytes),
        cell(Code::EnabledInvalid, "enabled", "maybe"),
        cell(Code::EnabledInvalid, "enabled", "ja").suggest(["1"]),
        cell(Code::EnabledInvalid, "enabled", "").suggest(["1", "0"]),
        cell(Code::NameMissing, "name", ""),
        cell(Code::NameTooLong, "name", "Annaannaanna").limit(64, 65),
        cell(Code::NameInvalid, "firstname", "Anna ★").character('★').suggest(["Anna"]),
        cell(Code::NameInvalid, "firstname", "Anna <3"),
        cell(Code::LastNameMissing, "lastname", ""),
        cell(Code::LastNameTooLong, "lastname", "Bergbergberg").limit(128, 1_290),
        cell(Code::LastNameInvalid, "lastname", "Berg$").character('$'),
        cell(Code::EmailMissing, "email", ""),
        cell(Code::EmailMissing, "email", "(2 rows affected)").hint(Hint::NotAPerson),
        cell(Code::EmailInvalid, "email", "anna@@example.org"),
        cell(Code::EmailInvalid, "email", "Anna Berg <anna@example.org>").suggest(["anna@example.org"]),
        email(Hint::SeveralAddresses, "anna@example.org; ben@example.org")
            .suggest(["anna@example.org", "ben@example.org"]),
        email(Hint::NonAsciiLocalPart, "jürgen@example.org").character('ü'),
        cell(Code::EmailInvalid, "email", "anna@example"),
        cell(Code::EmailInvalid, "email", long_address).limit(64, 72),
        cell(Code::EmailDuplicate, "email", "anna@example.org").other_row(3),
        cell(Code::EmailDuplicate, "email", "anna@example.org").other_row(3).hint(Hint::OnlyCoursesDiffer),
        cell(Code::UserExists, "email", "anna@example.org"),
        cell(Code::SelfDisable, "enabled", "0"),
        cell(Code::CompanyMissing, "companyName", ""),
        cell(Code::CompanyMissing, "companyName", "").limit(11, 4).hint(Hint::ShortRow),
        cell(Code::CompanyUnmatched, "companyName", "Acme").suggest(["Acme GmbH", "Acme Ltd"]),
        cell(Code::CohortUnmatched, "cohortName", "Autum").company("Acme GmbH").suggest(["Autumn"]),
        cell(Code::LanguageMissing, "language", ""),
        cell(Code::LanguageInvalid, "languageCode", "English").suggest(["en"]),
        cell(Code::LanguageInvalid, "language", "FR").suggest(["fr"]).hint(Hint::WrongCase),
        cell(Code::LanguageInvalid, "language", "SE").suggest(["sv", "se"]),
        cell(Code::CompanyUnmatched, "companyName", "АСМЕ Ltd").suggest(["ACME Ltd"]),
        cell(Code::CohortUnmatched, "cohortName", "N/A").company("Acme GmbH"),
        cell(Code::CountryInvalid, "country", "NULL"),
        cell(Code::IdentifierInvalid, "identifier", "-"),
        cell(Code::IdentifierDuplicate, "identifier", "NULL").other_row(3),
        cell(Code::CountryInvalid, "country", "UK").suggest(["GB"]),
        cell(Code::CountryInvalid, "country", "fr").suggest(["FR"]).hint(Hint::WrongCase),
        cell(Code::IdentifierInvalid, "identifier", "A-17").character('-').suggest(["A17"]),
        cell(Code::IdentifierInvalid, "identifier", "A-17"),
        cell(Code::IdentifierDuplicate, "identifier", "0017").other_row(3),
        cell(Code::IdentifierTaken, "identifier", "0017"),
        revealed(cell(Code::IdentifierTaken, "identifier", "0017").holder("edda@example.org")),
        cell(Code::SpreadsheetDamage, "identifier", "1.23457E+11").hint(Hint::ScientificNotation),
        cell(Code::SpreadsheetDamage, "identifier", "#REF!").hint(Hint::SpreadsheetError),
        Problem::at_row(Code::CoursesTooMany, 14, 15).limit(750, 1_012),
        cell(Code::CoursesTooMany, "email", "anna@example.org").hint(Hint::InBytes),
        Problem::at_row(Code::ChangedSincePreview, 14, 15),
        Problem::at_row(Code::ChangedSincePreview, 14, 15).hint(Hint::UserChanged),
        Problem::at_row(Code::ChangedSincePreview, 14, 15).hint(Hint::CatalogChanged),
        Problem::at_row(Code::ChangedSincePreview, 14, 15).hint(Hint::CatalogRemoved),
        file(Code::FileEncodingAssumed).found("windows-1252"),
        with_words(file(Code::FileEncodingAssumed).found("windows-1250"), &["windows-1250", "iso-8859-2"]),
        file(Code::FileDelimiterAssumed).found("\t"),
        cell(Code::FileMojibake, "name", "JosÃ©").suggest(["José"]).rows(3, [14, 20, 21]),
        cell(Code::FileMojibake, "name", "JosÃ©")
            .suggest(["José"])
            .expected(["utf-8-twice/windows-1252"])
            .rows(3, [14, 20, 21])
            .hint(Hint::Refused),
        cell(Code::FileMojibake, "name", "JosÃ©").suggest(["José"]).rows(3, [14, 20, 21]).hint(Hint::Workbook),
        cell(Code::FileMojibake, "name", "JosÃ©").suggest(["José"]).rows(3, [14, 20, 21]).hint(Hint::RefusedWorkbook),
        Problem::at_row(Code::ColumnIgnored, 1, 1).column("department"),
        Problem::at_row(Code::ColumnIgnored, 1, 1).column("Identifier").suggest(["identifier"]),
        Problem::at_row(Code::ColumnIgnored, 1, 1).column("H").hint(Hint::NoLabel),
        Problem::at_row(Code::ColumnIgnored, 14, 15).column("AB").found("see mail").hint(Hint::NoLabel),
        // Below a blank line, the header is not the first row.
        Problem::at_row(Code::ColumnIgnored, 2, 2).column("department").found("department"),
        Problem::at_row(Code::RowDuplicateIdentical, 14, 15).other_row(3),
        cell(Code::CourseRepeated, "module requested 2", "Presenting Well"),
        cell(Code::LanguageCanonicalised, "languageCode", "en_gb").suggest(["en-GB"]),
        cell(Code::EmailSuspicious, "email", "anna@exmaple.com").suggest(["anna@example.com"]),
        Problem::at_row(Code::QuoteLenient, 14, 15),
        cell(Code::QuoteLenient, "job_role", "5\" pipes"),
        with_row(file(Code::RowRagged).rows(1, [3])),
        file(Code::RowRagged).rows(12, 3..),
        file(Code::HeaderRepeated).rows(2, [14, 40]),
        Problem::at_row(Code::HeaderRepeated, 14, 15).other_row(1).hint(Hint::Refused),
        file(Code::FeedOther).rows(2, [14, 40]),
        file(Code::EnabledKept).rows(1, [7]),
        file(Code::FeedCorrectionsFile),
        cell(Code::CorrectionMismatch, "email", "jo@example.org").expected(["anna@@example.org"]),
        cell(Code::CorrectionMismatch, "language", "").expected(["en"]),
        cell(Code::CorrectionMismatch, "language", "en"),
        file(Code::CorrectionUnused).column("languageCode").found("English"),
        file(Code::CorrectionUnused).found("Name").hint(Hint::SeveralColumns),
        file(Code::CorrectionUnused).hint(Hint::SeveralColumns),
        Problem { row: Some(14), ..file(Code::CorrectionUnused) },
        file(Code::AliasUsed).column("companyName").found("Acme").suggest(["Acme GmbH"]).rows(2, [2, 7]),
        cell(Code::SpreadsheetFormulaText, "name", "=\"Edda\"").rows(3, [14, 15, 16]),
        cell(Code::CellSuspicious, "name", "Аnna").suggest(["Anna"]),
        cell(Code::CellSuspicious, "name", "Ωanna"),
        cell(Code::CellSuspicious, "name", "Ren&eacute;").suggest(["René"]).hint(Hint::HtmlEntities),
        cell(Code::CellSuspicious, "name", "'Anna'").suggest(["Anna"]).hint(Hint::Quoted),
        cell(Code::CellSuspicious, "region", "&nbsp;").hint(Hint::HtmlEntities),
        cell(Code::CellSuspicious, "name", "=HYPERLINK(\"mailto:k@example.org\",\"Kim\")")
            .suggest(["Kim"])
            .hint(Hint::Formula),
        cell(Code::CellSuspicious, "name", "J?rgen").hint(Hint::LostLetter),
        cell(Code::CellSuspicious, "region", "Presenting Well").hint(Hint::CourseTitle),
        cell(Code::CellSuspicious, "region", "'-5 years").suggest(["-5 years"]).hint(Hint::Guarded),
        cell(Code::CellSuspicious, "name", "Ann\u{202e}lee").suggest(["Annlee"]).hint(Hint::Invisible),
        cell(Code::CellSuspicious, "region", "#REF!").hint(Hint::SpreadsheetError),
        cell(Code::CellSuspicious, "name", "\\N").hint(Hint::NoValue),
        cell(Code::CellSuspicious, "region", "(null)").hint(Hint::NoValue),
        cell(Code::CellSuspicious, "identifier", "NULL").hint(Hint::NoValue),
        file(Code::LanguageSuspicious)
            .column("language")
            .found("se")
            .expected(["SE"])
            .suggest(["sv"])
            .rows(2, [14, 40]),
    ]
}

fn revealed(mut problem: Problem) -> Problem {
    problem.reveal();
    problem
}

/// Returns the problem with two cells as read in these encodings.
fn with_words(problem: Problem, encodings: &[&str]) -> Problem {
    let mut problem = problem.suggest(encodings.iter().copied());
    problem.add_sample(2, ["Łukasz", "Łukasz"]);
    problem.add_sample(1_004, ["Żółć", "Żó³ć"]);
    problem
}

/// Returns the problem with a row as it was read.
fn with_row(mut problem: Problem) -> Problem {
    problem.add_sample(3, ["1 | Acme Ltd | en | b@example.org | Ray Bob | Clerk | South"]);
    problem
}

#[test]
fn messages_in_every_language() {
    let mut shown = String::new();
    let mut code = None;
    for problem in gallery() {
        if code != Some(problem.code) {
            let _ = writeln!(shown, "{} ({:?})", problem.code.as_str(), problem.severity());
            code = Some(problem.code);
        }
        for language in Language::ALL {
            let (place, message) = (place(&problem, language), message(&problem, language));
            let _ = writeln!(shown, "  {} {place}: {message}", language.tag());
        }
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn message_differs_between_languages() {
    for problem in gallery() {
        let messages: BTreeSet<String> =
            Language::ALL.into_iter().map(|language| message(&problem, language)).collect();
        assert_eq!(messages.len(), Language::ALL.len(), "{messages:?}");
    }
}

#[test]
fn gallery_shows_every_code_and_every_hint() {
    let gallery = gallery();
    for code in Code::ALL {
        assert!(gallery.iter().any(|problem| problem.code == code), "{code:?}");
    }
    for hint in Hint::ALL {
        assert!(gallery.iter().any(|problem| problem.hint == Some(hint)), "{hint:?}");
    }
}

#[test]
fn every_message_has_the_finding_and_then_the_remedy() {
    for problem in gallery() {
        for language in Language::ALL {
            let message = message(&problem, language);
            assert!(message.ends_with('.'), "{message}");
            assert!(
                !message.contains(['{', '}', '\u{1}', '\u{2}', '\u{3}', '\u{4}']),
                "a variable without a value: {message}"
            );
            assert!(message.matches(['.', '?']).count() >= 2, "finding and remedy: {message}");
            assert!(
                message.chars().next().is_some_and(|first| "“„«‘".contains(first) || first.is_uppercase()),
                "{message}"
            );
            for code in Code::ALL {
                assert!(!message.contains(code.as_str()), "a code word: {message}");
            }
            let only =
                problem.suggestions.first().cloned().filter(|only| only != "1" || problem.suggestions.len() == 1);
            for named in [&problem.company, &only].into_iter().flatten() {
                assert!(message.contains(named.as_str()), "{named} is not named: {message}");
            }
        }
    }
}

#[test]
fn message_of_a_problem_with_only_a_code_is_still_a_sentence() {
    for code in Code::ALL {
        for language in Language::ALL {
            for problem in [Problem::new(code), Problem { count: Some(u64::MAX), ..Problem::new(code) }] {
                let message = message(&problem, language);
                assert!(!message.contains("  ") && !message.contains("\"\"") && message.ends_with('.'), "{message}");
            }
        }
    }
}
