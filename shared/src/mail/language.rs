/// Returns the language tags for which to look for a template, best first: the person's tag, its base language, the tenant's tag, its
/// base language, and English.
///
/// For `fr-CA` with the default `de-AT`, these are `fr-CA`, `fr`, `de-AT`, `de` and `en`.
pub fn fallback_tags(tag: &str, default: &str) -> impl Iterator<Item = String> {
    let with_base = |tag: &str| [tag.to_owned(), tag.split('-').next().unwrap_or_default().to_owned()];
    let mut tags: Vec<String> = Vec::with_capacity(5);
    for tag in with_base(tag).into_iter().chain(with_base(default)).chain(["en".to_owned()]) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fallback_tags_go_from_the_exact_tag_to_english() {
        for (tag, default, expected) in [
            ("fr-CA", "de-AT", vec!["fr-CA", "fr", "de-AT", "de", "en"]),
            ("fr", "fr", vec!["fr", "en"]),
            ("en-GB", "en", vec!["en-GB", "en"]),
            ("zh-Hant-TW", "it", vec!["zh-Hant-TW", "zh", "it", "en"]),
            ("", "", vec!["en"]),
        ] {
            assert_eq!(fallback_tags(tag, default).collect::<Vec<_>>(), expected);
        }
    }
}
