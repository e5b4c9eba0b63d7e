//! The API's description against the code: every route with its scope, every code.

use std::collections::BTreeSet;

use rollcall_domain::{
    import::ImportStatus,
    problem::Code,
    row::Outcome,
    user::{InvitationState, UserStatus},
};
use rollcall_local::stack::ROUTES;
use yaml_rust2::{Yaml, YamlLoader};

const DESCRIPTION: &str = include_str!("../../infra/openapi.yaml");
const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

fn description() -> Yaml {
    YamlLoader::load_from_str(DESCRIPTION).unwrap().remove(0)
}

fn members(map: &Yaml) -> impl Iterator<Item = (&str, &Yaml)> {
    map.as_hash().unwrap().iter().map(|(name, value)| (name.as_str().unwrap(), value))
}

fn texts(list: &Yaml) -> Vec<&str> {
    list.as_vec().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn routes_and_their_scopes_are_those_of_the_description() {
    let description = description();
    let mut described = BTreeSet::new();
    for (path, item) in members(&description["paths"]) {
        for (method, operation) in members(item).filter(|(name, _)| METHODS.contains(name)) {
            let key = format!("{} {path}", method.to_uppercase());
            // A route that is open says so, with an empty list.
            let security = operation["security"].as_vec().unwrap_or_else(|| panic!("{key} says nothing of its scope"));
            let scope = match security.as_slice() {
                [] => None,
                [one] => match texts(&one["token"])[..] {
                    [scope] => Some(scope.to_owned()),
                    _ => panic!("{key} wants another number of scopes than one"),
                },
                _ => panic!("{key} may be reached in several ways"),
            };
            assert!(operation["operationId"].as_str().is_some(), "{key} has no name");
            described.insert((key, scope));
        }
    }
    let routed =
        ROUTES.iter().map(|route| (route.key.to_owned(), route.scope.map(|scope| scope.as_str().to_owned()))).collect();
    assert_eq!(described, routed);
}

/// Values of the member `code` of every problem document that is described.
fn codes_in(node: &Yaml, codes: &mut BTreeSet<String>) {
    match node {
        Yaml::Hash(map) => {
            for (name, value) in map {
                if name.as_str() == Some("code")
                    && let Some(list) = value["enum"].as_vec()
                {
                    codes.extend(list.iter().map(|code| code.as_str().unwrap().to_owned()));
                }
                codes_in(value, codes);
            }
        }
        Yaml::Array(list) => list.iter().for_each(|entry| codes_in(entry, codes)),
        _ => {}
    }
}

#[test]
fn codes_of_errors_are_those_of_the_description() {
    let mut described = BTreeSet::new();
    codes_in(&description(), &mut described);
    // The variants as the source lists them: a new one is missed here, not in production.
    let source = include_str!("../../functions/src/http/error.rs");
    let (_, variants) = source.split_once("pub enum ErrorCode {").unwrap();
    let (variants, _) = variants.split_once('}').unwrap();
    let kebab = |name: &str| {
        let mut code = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !code.is_empty() {
                code.push('-');
            }
            code.push(letter.to_ascii_lowercase());
        }
        code
    };
    let names = variants.lines().map(|line| line.trim().trim_end_matches(','));
    let coded: BTreeSet<String> =
        names.filter(|name| name.starts_with(|letter: char| letter.is_ascii_uppercase())).map(kebab).collect();
    assert!(coded.len() > 20, "{coded:?}");
    assert_eq!(described, coded);
}

#[test]
fn words_of_the_description_are_those_of_the_code() {
    let description = description();
    let words = |name: &str| texts(&description["components"]["schemas"][name]["enum"]);
    assert_eq!(words("FileProblemCode"), Code::ALL.map(Code::as_str));
    assert_eq!(words("ImportStatus"), ImportStatus::ALL.map(ImportStatus::as_str));
    assert_eq!(words("Outcome"), Outcome::ALL.map(Outcome::as_str));
    let states = words("InvitationState");
    assert!(states.len() == 11 && states.iter().all(|state| InvitationState::parse(state).is_some()), "{states:?}");
    let states = words("UserStatus");
    assert!(states.len() == 3 && states.iter().all(|state| UserStatus::parse(state).is_some()), "{states:?}");
}
