/// Returns the tags to look for, best first: the person's tag, its base language, the tenant's tag, its base language, and English.
///
/// For `fr-CA` with the default `de-AT`, these are `fr-CA`, `fr`, `de-AT`, `de` and `en`.
pub fn choices(tag: &str, default: &str) -> impl Iterator<Item = String> {
    let with_base = |tag: &str| [tag.to_owned(), tag.split('-').next().unwrap_or_default().to_owned()];
    let mut choices: Vec<String> = Vec::with_capacity(5);
    for choice in with_base(tag).into_iter().chain(with_base(default)).chain(["en".to_owned()]) {
        if !choice.is_empty() && !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choice_goes_from_the_exact_tag_to_english() {
        for (tag, default, expected) in [
            ("fr-CA", "de-AT", vec!["fr-CA", "fr", "de-AT", "de", "en"]),
            ("fr", "fr", vec!["fr", "en"]),
            ("en-GB", "en", vec!["en-GB", "en"]),
            ("zh-Hant-TW", "it", vec!["zh-Hant-TW", "zh", "it", "en"]),
            ("", "", vec!["en"]),
        ] {
            assert_eq!(choices(tag, default).collect::<Vec<_>>(), expected);
        }
    }
}
