//! The permissions that the template grants: the list that `tests/e2e/template.sh` generates, and how its statements match calls.

use std::{collections::BTreeMap, fmt::Write};

use serde::Deserialize;

use super::calls::Call;

#[derive(Deserialize)]
pub(super) struct Granted {
    pub(super) functions: BTreeMap<String, Grants>,
    others: Others,
    callers: Vec<String>,
    pub(super) table: Table,
}

#[derive(Deserialize)]
struct Others {
    statements: BTreeMap<String, Vec<Statement>>,
}

/// The grants for one function, and the resources that the platform uses with its role.
#[derive(Deserialize)]
pub(super) struct Grants {
    pub(super) statements: Vec<Statement>,
    pub(super) log_group: String,
    /// Queues that the platform polls for the function.
    pub(super) reads_queues: Vec<String>,
    /// `Allow` or `Terminate`: what Lambda does with a long chain of invocations through a queue.
    pub(super) recursive_loop: String,
    /// Queues to which the platform sends events that the function failed to process.
    pub(super) fails_to: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Statement {
    pub(super) sid: String,
    effect: String,
    /// Exact actions, without `*`.
    pub(super) actions: Vec<String>,
    /// References are written as in the template; `*` matches anything.
    pub(super) resources: Vec<String>,
    principal: Option<String>,
    /// Conditions, all of which must be met.
    #[serde(default)]
    pub(super) conditions: Vec<Condition>,
}

#[derive(Deserialize)]
pub(super) struct Condition {
    test: String,
    key: String,
    /// Values, one of which must match.
    pub(super) values: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(super) struct Table {
    /// For example `HASH pk`.
    pub(super) keys: Vec<String>,
    pub(super) ttl: String,
    pub(super) indexes: BTreeMap<String, Index>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(super) struct Index {
    pub(super) keys: Vec<String>,
    pub(super) projection: String,
    /// Projected attributes besides the keys, sorted.
    pub(super) attributes: Vec<String>,
}

/// One action on one resource, with one value of the statement's condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Grant {
    pub(super) sid: String,
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) key: Option<(String, String)>,
}

impl Granted {
    pub(super) fn read() -> Self {
        serde_json::from_str(include_str!("granted.json")).unwrap()
    }

    /// Formats the whole list for review.
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

    /// Returns `true` if the statement permits the call. Under a condition, every value in the call must match a value in the condition.
    pub(super) fn permits(&self, call: &Call) -> bool {
        let is_met = |condition: &Condition| {
            call.keys.as_ref().is_some_and(|(name, values)| {
                *name == condition.key
                    && values.iter().all(|value| condition.values.iter().any(|pattern| is_like(pattern, value)))
            })
        };
        self.actions.contains(&call.action)
            && self.resources.iter().any(|resource| is_like(resource, &call.resource))
            && self.conditions.iter().all(is_met)
    }

    /// Expands the statement into single grants. Statements with more than one condition are not supported.
    pub(super) fn grants(&self) -> Vec<Grant> {
        assert_eq!(self.effect, "Allow", "{}", self.sid);
        let keys = match self.conditions.as_slice() {
            [] => vec![None],
            [Condition { test, key, values }] => {
                assert!(
                    ["StringEqualsIgnoreCase", "StringLike", "ForAllValues:StringLike"].contains(&test.as_str()),
                    "unknown condition operator {test}"
                );
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
    /// Returns `true` if a call that the statement permits needs this action, resource and value.
    pub(super) fn is_needed_by(&self, call: &Call) -> bool {
        let is_key = match (&self.key, &call.keys) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((name, pattern)), Some((key, values))) => {
                name == key && values.iter().any(|value| is_like(pattern, value))
            }
        };
        self.action == call.action && is_like(&self.resource, &call.resource) && is_key
    }
}

/// Returns `true` if the text matches the pattern. Only a `*` at the end is supported.
fn is_like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, "")) => text.starts_with(start),
        Some(_) => panic!("{pattern}: a `*` must be at the end: elsewhere it grants more than it seems to"),
    }
}
