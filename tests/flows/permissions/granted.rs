//! What the template grants: the list that `tests/e2e/template.sh` makes of it, and how its statements are matched.

use std::{collections::BTreeMap, fmt::Write};

use serde::Deserialize;

use super::calls::Call;

/// The list.
#[derive(Deserialize)]
pub(super) struct Granted {
    /// By the name of the function.
    pub(super) functions: BTreeMap<String, Grants>,
    others: Others,
    callers: Vec<String>,
    /// Keys and indexes of the table.
    pub(super) table: Table,
}

#[derive(Deserialize)]
struct Others {
    statements: BTreeMap<String, Vec<Statement>>,
}

/// What one function may do, and what the platform does by its role.
#[derive(Deserialize)]
pub(super) struct Grants {
    /// Of its role.
    pub(super) statements: Vec<Statement>,
    /// Where its log goes.
    pub(super) log_group: String,
    /// Queues that the platform reads for it.
    pub(super) reads_queues: Vec<String>,
    /// Where the platform sends events that it failed with.
    pub(super) fails_to: Vec<String>,
}

/// One statement.
#[derive(Deserialize)]
pub(super) struct Statement {
    /// Its name.
    pub(super) sid: String,
    effect: String,
    /// Exact actions.
    pub(super) actions: Vec<String>,
    /// With references as the template writes them; `*` stands for anything.
    pub(super) resources: Vec<String>,
    principal: Option<String>,
    /// Conditions, all of which must hold.
    #[serde(default)]
    pub(super) conditions: Vec<Condition>,
}

/// One condition.
#[derive(Deserialize)]
pub(super) struct Condition {
    test: String,
    key: String,
    /// Any of which will do.
    pub(super) values: Vec<String>,
}

/// The table.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(super) struct Table {
    /// `HASH pk`.
    pub(super) keys: Vec<String>,
    /// Attribute of the time to live.
    pub(super) ttl: String,
    /// By their names.
    pub(super) indexes: BTreeMap<String, Index>,
}

/// An index.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(super) struct Index {
    /// As of the table.
    pub(super) keys: Vec<String>,
    /// What it holds.
    pub(super) projection: String,
    /// Attributes that it holds besides keys, in order.
    pub(super) attributes: Vec<String>,
}

/// One thing that a statement grants: an action on a resource, with one value of its condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Grant {
    /// Name of the statement.
    pub(super) sid: String,
    /// Action.
    pub(super) action: String,
    /// Resource.
    pub(super) resource: String,
    /// Condition key and pattern.
    pub(super) key: Option<(String, String)>,
}

impl Granted {
    /// Reads the committed list.
    pub(super) fn read() -> Self {
        serde_json::from_str(include_str!("granted.json")).unwrap()
    }

    /// All of it, to be read by people.
    pub(super) fn render(&self) -> String {
        let mut text = String::new();
        for (name, grants) in &self.functions {
            writeln!(text, "{name}").unwrap();
            grants.statements.iter().for_each(|statement| statement.render(&mut text));
        }
        for (name, statements) in &self.others.statements {
            writeln!(text, "{name}").unwrap();
            for statement in statements {
                statement.render(&mut text);
            }
        }
        writeln!(text, "who may invoke what").unwrap();
        for caller in &self.callers {
            writeln!(text, "  {caller}").unwrap();
        }
        text
    }
}

impl Statement {
    fn render(&self, text: &mut String) {
        write!(text, "  {} {}: {}", self.effect, self.sid, self.actions.join(" ")).unwrap();
        if let Some(principal) = &self.principal {
            write!(text, "\n    to {principal}").unwrap();
        }
        for resource in &self.resources {
            write!(text, "\n    on {resource}").unwrap();
        }
        for Condition { test, key, values } in &self.conditions {
            write!(text, "\n    if {key} {test} {}", values.join(" ")).unwrap();
        }
        text.push('\n');
    }

    /// Everything that it grants, one by one. Of more than one condition none is used here.
    pub(super) fn grants(&self) -> Vec<Grant> {
        assert_eq!(self.effect, "Allow", "{}", self.sid);
        let keys = match self.conditions.as_slice() {
            [] => vec![None],
            [Condition { test, key, values }] => {
                assert!(["StringLike", "ForAllValues:StringLike"].contains(&test.as_str()), "{test} is not known here");
                values.iter().map(|value| Some((key.clone(), value.clone()))).collect()
            }
            _ => panic!("{} has more than one condition", self.sid),
        };
        let mut grants = Vec::new();
        for action in &self.actions {
            assert!(!action.contains('*'), "{}: name every action, not {action}", self.sid);
            for resource in &self.resources {
                for key in &keys {
                    let (sid, action, resource) = (self.sid.clone(), action.clone(), resource.clone());
                    grants.push(Grant { sid, action, resource, key: key.clone() });
                }
            }
        }
        grants
    }
}

impl Grant {
    /// Whether it permits a call.
    pub(super) fn permits(&self, call: &Call) -> bool {
        let is_key = match (&self.key, &call.key) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((name, pattern)), Some((key, value))) => name == key && is_like(pattern, value),
        };
        self.action == call.action && is_like(&self.resource, &call.resource) && is_key
    }
}

/// Whether a text is like a pattern in which `*` stands for anything. Ours have it at their end.
fn is_like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, "")) => text.starts_with(start),
        Some(_) => panic!("{pattern}: a star anywhere but at the end grants more than it seems to"),
    }
}
