//! The response of `GET /layouts`: both layouts as data, for the import dialog and other clients.
//!
//! Columns, rules and limits come from [`layout`](crate::layout) and the stack's [`settings`](crate::settings), valid values from
//! [`rules`](crate::rules), synonyms from [`header`](crate::header), states and outcomes from their enums, codes from
//! [`problem`](crate::problem), and help texts from `help.ftl`. The options are declared here, with their values and their defaults in the
//! dialog.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    header::synonyms,
    import::{ImportStatus, OnRowErrors, Options},
    keys::FileKind,
    layout::{
        COURSE_COLUMNS_MAX, Column, ExistingUsers, FILE_BYTES_MAX, IdenticalRows, Layout, LayoutName, NumberedColumn,
        UnknownColumns,
    },
    locale::{Language, help},
    problem::{Code, Severity},
    row::Outcome,
    rules::{country_codes, language_codes},
    settings::Defaults,
};

/// The response of `GET /layouts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Layouts"))]
pub struct LayoutsDocument {
    /// The layout used for an import that does not specify one.
    pub default_layout: LayoutName,
    /// The kinds of files that the stack accepts: `csv`, and `xlsx` if it accepts workbooks.
    pub accepts: Vec<&'static str>,
    /// Both layouts, always in the same order.
    pub layouts: [LayoutHelp; 2],
    /// Valid values for columns whose rule is a list of codes.
    pub values: Values,
    /// The possible outcomes of a row.
    pub outcomes: [Outcome; Outcome::ALL.len()],
    /// The states of an import, in lifecycle order.
    pub states: Vec<StateHelp>,
    /// Every problem code.
    pub problems: Vec<CodeHelp>,
}

/// One layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Layout"))]
pub struct LayoutHelp {
    /// Name of the layout.
    pub name: LayoutName,
    /// What the layout is for.
    pub title: &'static str,
    /// The columns, in template order.
    pub columns: Vec<Column>,
    /// The family of numbered columns that follows them, if any.
    pub numbered: Option<NumberedColumn>,
    /// Names for the columns in other products and languages, by label; lowercase letters only.
    pub synonyms: BTreeMap<&'static str, Vec<&'static str>>,
    /// How columns that are not in the layout are handled.
    pub unknown_columns: UnknownColumns,
    /// How existing users are handled.
    pub existing_users: ExistingUsers,
    /// How a row that repeats an earlier one is handled.
    pub identical_rows: IdenticalRows,
    /// The limits of an import.
    pub limits: Limits,
    /// The options, as shown in the dialog.
    pub options: Vec<OptionHelp>,
}

/// Valid values by kind of rule, in the order in which they appear in a list of choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LayoutValues"))]
pub struct Values {
    /// The values for enabled and disabled, in that order.
    pub enabled: [&'static str; 2],
    /// All countries, as ISO 3166-1 alpha-2 codes.
    pub country: &'static [&'static str],
    /// All languages, as ISO 639-1 codes.
    pub language_code: &'static [&'static str],
    /// The product's languages, then all others by code. Any other registered BCP 47 tag is also valid.
    pub language_tag: Vec<&'static str>,
}

/// The limits of an import with this layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LayoutLimits"))]
pub struct Limits {
    /// Maximum number of rows, not counting blank ones.
    pub rows_max: u64,
    /// Maximum file size in bytes.
    pub file_bytes_max: u64,
    /// Maximum number of course columns; 0 in a layout without them.
    pub course_columns_max: usize,
}

/// One option of the dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LayoutOption"))]
pub struct OptionHelp {
    /// Name in the body of `POST /imports`.
    pub name: &'static str,
    /// Initial value in the dialog. The API's default may differ.
    pub default: OptionValue,
    /// Valid values in this layout.
    pub values: Vec<OptionValue>,
    /// What the option does, in the requested language.
    pub help: &'static str,
}

/// A value of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum OptionValue {
    /// Checked or not.
    Flag(bool),
    /// A layout.
    Layout(LayoutName),
    /// How rows with errors affect the others.
    OnRowErrors(OnRowErrors),
}

/// A state of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LayoutState"))]
pub struct StateHelp {
    pub status: ImportStatus,
    /// Whether the import has ended.
    pub ended: bool,
}

/// A problem code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LayoutProblem"))]
pub struct CodeHelp {
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Whether the problem causes the whole file to be refused.
    pub refuses_file: bool,
}

/// Returns both layouts, with this stack's defaults and limits and with help texts in `language`.
pub fn layouts_document(defaults: &Defaults, language: Language) -> LayoutsDocument {
    let accepted = FileKind::accepted(defaults.accepts_workbooks);
    LayoutsDocument {
        default_layout: defaults.layout,
        accepts: accepted.iter().map(|kind| kind.suffix().trim_start_matches('.')).collect(),
        layouts: LayoutName::ALL.map(|name| layout_help(name.layout(), defaults.rows_max.of(name), language)),
        values: Values {
            enabled: ["1", "0"],
            country: country_codes(),
            language_code: language_codes(),
            language_tag: language_tags(),
        },
        outcomes: Outcome::ALL,
        states: ImportStatus::ALL.map(|status| StateHelp { status, ended: status.is_ended() }).to_vec(),
        problems: Code::ALL
            .map(|code| CodeHelp { code, severity: code.severity(), refuses_file: code.refuses_file() })
            .to_vec(),
    }
}

/// Returns the product's languages, then all others by code.
pub(crate) fn language_tags() -> Vec<&'static str> {
    let own = Language::ALL.map(Language::tag);
    let others = language_codes().iter().copied().filter(|code| !own.contains(code));
    own.into_iter().chain(others).collect()
}

/// Returns the dialog's initial options for a layout: every import waits for confirmation, and `learners` sends invitations.
pub fn dialog_defaults(name: LayoutName) -> Options {
    Options { confirm: true, send_invitations: name == LayoutName::Learners, ..Options::of_layout(name) }
}

fn layout_help(layout: &Layout, rows_max: u64, language: Language) -> LayoutHelp {
    let help = |label: &str| column_help(layout.name, label, language);
    LayoutHelp {
        name: layout.name,
        title: text(layout.name.as_str(), language),
        columns: layout.columns.iter().map(|column| Column { help: help(column.label), ..*column }).collect(),
        numbered: layout.numbered.map(|family| NumberedColumn { help: help(family.prefix), ..family }),
        synonyms: synonyms(layout),
        unknown_columns: layout.unknown_columns,
        existing_users: layout.existing_users,
        identical_rows: layout.identical_rows,
        limits: Limits {
            rows_max,
            file_bytes_max: FILE_BYTES_MAX,
            course_columns_max: layout.numbered.map_or(0, |family| family.columns_max.min(COURSE_COLUMNS_MAX)),
        },
        options: options_help(layout, language),
    }
}

/// Returns the help text for a column. Its message id consists of the layout and the label, as in `enrolment-email`.
pub(crate) fn column_help(layout: LayoutName, label: &str, language: Language) -> &'static str {
    text(&format!("{}-{}", layout.as_str(), label.trim().replace(' ', "-")), language)
}

/// Returns the help text with this id, or an empty string if the id is unknown. Tests check that every column and option has one.
pub(crate) fn text(id: &str, language: Language) -> &'static str {
    help::FILE.find(id).map_or("", |message| message.text(language))
}

fn options_help(layout: &Layout, language: Language) -> Vec<OptionHelp> {
    let defaults = dialog_defaults(layout.name);
    let adds_only = layout.existing_users == ExistingUsers::Refuse;
    let option = |name: &'static str, default, values: &[OptionValue]| OptionHelp {
        name,
        default,
        values: values.to_vec(),
        help: text(&format!("option-{name}"), language),
    };
    let either = [false, true].map(OptionValue::Flag);
    let update_existing = option("update_existing", OptionValue::Flag(defaults.update_existing), &either);
    vec![
        option("layout", OptionValue::Layout(layout.name), &LayoutName::ALL.map(OptionValue::Layout)),
        if adds_only {
            let help = text("option-update_existing-learners", language);
            OptionHelp { values: vec![OptionValue::Flag(false)], help, ..update_existing }
        } else {
            update_existing
        },
        option("send_invitations", OptionValue::Flag(defaults.send_invitations), &either),
        option(
            "on_row_errors",
            OptionValue::OnRowErrors(defaults.on_row_errors),
            &[OnRowErrors::Reject, OnRowErrors::Skip].map(OptionValue::OnRowErrors),
        ),
        option("confirm", OptionValue::Flag(defaults.confirm), &either),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_document_of_a_stack_with_defaults() -> Result<(), serde_json::Error> {
        let document = layouts_document(&Defaults::default(), Language::English);
        insta::assert_snapshot!(serde_json::to_string_pretty(&document)?);
        Ok(())
    }

    #[test]
    fn help_is_in_the_language_that_is_asked_for() -> Result<(), serde_json::Error> {
        let texts = Language::ALL.map(|language| {
            let document = layouts_document(&Defaults::default(), language);
            let columns = document.layouts.iter().flat_map(|layout| {
                let family = layout.numbered.iter().map(|family| (family.prefix.to_owned(), family.help));
                let columns = layout.columns.iter().map(|column| (column.label.to_owned(), column.help));
                let options = layout.options.iter().map(|option| (option.name.to_owned(), option.help));
                [(String::new(), layout.title)].into_iter().chain(columns).chain(family).chain(options)
            });
            (language.tag(), columns.collect::<Vec<_>>())
        });
        insta::assert_snapshot!(serde_json::to_string_pretty(&texts)?);
        let (_, english) = &texts[0];
        for (tag, others) in &texts[1..] {
            for ((name, text), (_, own)) in english.iter().zip(others) {
                assert!(!own.is_empty(), "{tag} {name}");
                assert_ne!(text, own, "{tag} {name}");
            }
        }
        Ok(())
    }

    #[test]
    fn rows_max_of_a_stack_can_lower_enrolment_and_raise_or_lower_learners() {
        let rows = |enrolment, learners| {
            let rows_max = crate::settings::RowsMax { enrolment: Some(enrolment), learners: Some(learners) };
            layouts_document(
                &Defaults { layout: LayoutName::Learners, rows_max, ..Defaults::default() },
                Language::English,
            )
            .layouts
            .map(|layout| layout.limits.rows_max)
        };
        assert_eq!(rows(500, 10), [500, 10]);
        assert_eq!(rows(2_000_000, 2_000), [1_000_000, 2_000]);
    }

    #[test]
    fn dialog_defaults_are_among_the_values_of_their_option() {
        for layout in layouts_document(&Defaults::default(), Language::English).layouts {
            for option in layout.options {
                assert!(option.values.contains(&option.default), "{:?} {}", layout.name, option.name);
            }
        }
    }
}
