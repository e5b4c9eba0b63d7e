//! Tests the errors that the build reports about locales that differ from English or cannot be parsed, and the plural categories that it
//! requires.

#[path = "../build/check.rs"]
mod check;
#[path = "../build/ftl.rs"]
mod ftl;
#[path = "../build/plural.rs"]
#[allow(dead_code, reason = "the build writes tables, which this test does not")]
mod plural;

const ENGLISH: &str = "\
rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
kind = { $kind ->
    [a-pdf] a PDF
   *[other] { $kind }
}
    .fix = Save { $name } again.
";

const POLISH: &str = "\
rows = { $count ->
    [one] { $count } wiersz
    [few] { $count } wiersze
   *[many] { $count } wierszy
}
kind = { $kind ->
    [a-pdf] PDF
   *[other] { $kind }
}
    .fix = Zapisz { $name } ponownie.
";

fn differences(polish: &str) -> Result<Vec<String>, String> {
    Ok(check::differences(&ftl::parse(ENGLISH)?, &ftl::parse(polish)?, &plural::Table::of("pl")?))
}

#[test]
fn locale_that_differs_is_refused_with_message_and_variable() -> Result<(), String> {
    assert_eq!(differences(POLISH)?, Vec::<String>::new());
    for (right, wrong, error) in [
        ("    .fix = Zapisz { $name } ponownie.\n", "", "kind.fix: the message is missing"),
        ("{ $name }", "plik", "kind.fix: $name is missing"),
        ("{ $name }", "{ $nazwa } { $name }", "kind.fix: $nazwa is not in English"),
        ("kind =", "rodzaj = x\nkind =", "rodzaj: is not in English"),
        ("[a-pdf] PDF", "[a-pfd] PDF", "kind: $kind has no variant [a-pdf]"),
        ("    [few] { $count } wiersze\n", "", "rows: $count has no variant [few]"),
    ] {
        let errors = differences(&POLISH.replacen(right, wrong, 1))?;
        assert!(errors.iter().any(|found| found == error), "{error}: {errors:?}");
    }
    Ok(())
}

#[test]
fn file_that_is_not_understood_is_refused_with_its_message() {
    for (text, error) in [
        ("a = { b }", "a: only variables and texts in quotes may be in braces"),
        ("a = { NUMBER($b) }", "a: only variables and texts in quotes may be in braces"),
        ("-brand = x\n", "-brand: terms are not supported"),
        ("a = b\na = c\n", "a: is there twice"),
        ("a = { $b", "line 1: "),
    ] {
        let found = ftl::parse(text).expect_err(text);
        assert!(found.starts_with(error), "{text}: {found}");
    }
}

#[test]
fn plural_categories_of_a_language_are_those_of_everyday_numbers() -> Result<(), String> {
    for (tag, categories) in
        [("en", vec!["one"]), ("fr", vec!["one"]), ("pl", vec!["one", "few", "many"]), ("ja", vec![])]
    {
        assert_eq!(plural::Table::of(tag)?.needed(), categories, "{tag}");
    }
    Ok(())
}
