//! Compares the messages of a locale with the English ones, and checks that no plural form of the language is missing.

use std::collections::BTreeSet;

use crate::{
    ftl::{self, Messages, Part},
    plural::Table,
};

/// Returns an error for each message, variable or named variant that only one of the two languages has, and for each missing plural form.
/// Each error begins with the id of its message.
pub(crate) fn differences(source: &Messages, messages: &Messages, plurals: &Table) -> Vec<String> {
    let mut errors = Vec::new();
    for (id, expected) in source {
        let Some(found) = messages.get(id) else {
            errors.push(format!("{id}: the message is missing"));
            continue;
        };
        let (expected_names, names) = (ftl::variables(expected), ftl::variables(found));
        errors.extend(expected_names.difference(&names).map(|name| format!("{id}: ${name} is missing")));
        errors.extend(names.difference(&expected_names).map(|name| format!("{id}: ${name} is not in English")));
        let (expected_keys, keys) = (named_keys(expected), named_keys(found));
        errors
            .extend(expected_keys.difference(&keys).map(|(name, key)| format!("{id}: ${name} has no variant [{key}]")));
        errors.extend(
            keys.difference(&expected_keys)
                .map(|(name, key)| format!("{id}: ${name} has no variant [{key}] in English")),
        );
    }
    errors.extend(messages.keys().filter(|id| !source.contains_key(*id)).map(|id| format!("{id}: is not in English")));
    errors.extend(plurals_of(messages, plurals));
    errors
}

/// Returns an error for each plural category that the language needs but that is missing from a selector with plural variants.
fn plurals_of(messages: &Messages, plurals: &Table) -> Vec<String> {
    let needed = plurals.needed();
    let mut errors = Vec::new();
    for (id, parts) in messages {
        ftl::each_select(parts, &mut |variable, variants| {
            let is_of_number = variants.iter().rev().skip(1).any(|(key, _)| Table::is_category(key));
            for category in needed.iter().filter(|_| is_of_number) {
                if !variants.iter().any(|(key, _)| key == category) {
                    errors.push(format!("{id}: ${variable} has no variant [{category}]"));
                }
            }
        });
    }
    errors
}

/// Returns the variant keys that the program defines, each after its variable: all except plural categories, numbers and defaults.
fn named_keys(parts: &[Part]) -> BTreeSet<(&str, &str)> {
    let mut keys = BTreeSet::new();
    ftl::each_select(parts, &mut |variable, variants| {
        let named = variants.iter().rev().skip(1).map(|(key, _)| key.as_str());
        keys.extend(
            named.filter(|key| !Table::is_category(key) && key.parse::<u64>().is_err()).map(|key| (variable, key)),
        );
    });
    keys
}
