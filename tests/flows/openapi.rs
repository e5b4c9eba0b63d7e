//! Compares the API description and the deployed routes with the table of routes.

use std::collections::BTreeSet;

use rollcall_domain::{
    import::ImportStatus,
    problem::Code,
    row::Outcome,
    user::{InvitationState, UserStatus},
};
use rollcall_functions::{
    openapi,
    routes::{Function, Location, ROUTES},
};
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
fn routes_and_scopes_match_the_description() {
    let description = description();
    let mut described = BTreeSet::new();
    for (path, item) in members(&description["paths"]) {
        for (method, operation) in members(item).filter(|(name, _)| METHODS.contains(name)) {
            let key = format!("{} {path}", method.to_uppercase());
            // An open route must say so with an empty list.
            let security = operation["security"].as_vec().unwrap_or_else(|| panic!("{key} has no security"));
            let scope = match security.as_slice() {
                [] => None,
                [one] => match texts(&one["token"])[..] {
                    [scope] => Some(scope.to_owned()),
                    _ => panic!("{key} must have exactly one scope"),
                },
                _ => panic!("{key} has several security requirements"),
            };
            assert!(operation["operationId"].as_str().is_some(), "{key} has no operation id");
            described.insert((key, scope));
        }
    }
    let routed = ROUTES.iter().map(|route| (route.key(), route.scope.map(|scope| scope.as_str().to_owned()))).collect();
    assert_eq!(described, routed);
}

#[test]
fn description_matches_the_route_table() {
    let made = openapi::to_yaml().unwrap();
    assert!(
        made == DESCRIPTION,
        "infra/openapi.yaml is not what the table of routes gives; regenerate it: {}",
        openapi::RENEW
    );
}

#[test]
fn description_of_a_route_lists_its_parameters_statuses_and_codes() {
    let description = description();
    for route in &ROUTES {
        let operation = &description["paths"][route.path][route.method.to_lowercase().as_str()];
        let parameters: Vec<(&str, &str)> = operation["parameters"]
            .as_vec()
            .map(|list| list.iter().map(|one| (one["in"].as_str().unwrap(), one["name"].as_str().unwrap())).collect())
            .unwrap_or_default();
        let of_table = route.parameters.iter().map(|parameter| match parameter.location {
            Location::Path => ("path", parameter.name),
            Location::Query => ("query", parameter.name),
            Location::Header => ("header", parameter.name),
        });
        assert_eq!(parameters, of_table.collect::<Vec<_>>(), "{}", route.key());
        let mut codes = BTreeSet::new();
        let mut statuses = BTreeSet::new();
        for (status, response) in members(&operation["responses"]) {
            statuses.insert(status.parse::<u16>().unwrap());
            if let Some(name) = response["$ref"].as_str() {
                let name = name.strip_prefix("#/components/responses/").unwrap();
                codes_in(&description["components"]["responses"][name], &mut codes);
            }
        }
        let expected: BTreeSet<String> =
            route.codes().iter().map(|code| serde_json::to_value(code).unwrap().as_str().unwrap().to_owned()).collect();
        assert_eq!(codes, expected, "{}", route.key());
        // The gateway of a deployed stack can throttle any route.
        let succeeded = route.responses.iter().map(|response| response.status);
        let failed = route.codes().into_iter().map(|code| code.status().as_u16());
        assert_eq!(statuses, succeeded.chain(failed).chain([429]).collect(), "{}", route.key());
    }
}

#[test]
fn version_of_the_template_is_that_of_the_program() {
    let template = YamlLoader::load_from_str(include_str!("../../template.yaml")).unwrap().remove(0);
    assert_eq!(template["Outputs"]["Version"]["Value"].as_str(), Some(env!("CARGO_PKG_VERSION")));
}

#[test]
fn routes_of_the_template_match_the_route_table() {
    let template = YamlLoader::load_from_str(include_str!("../../template.yaml")).unwrap().remove(0);
    let mut deployed = BTreeSet::new();
    for (name, resource) in members(&template["Resources"]) {
        let Some(events) = resource["Properties"]["Events"].as_hash() else { continue };
        let binary = resource["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap();
        for event in events.values().filter(|event| event["Type"].as_str() == Some("HttpApi")) {
            let (properties, auth) = (&event["Properties"], &event["Properties"]["Auth"]);
            let text = |member: &str| properties[member].as_str().unwrap_or_else(|| panic!("{name} has no {member}"));
            let scope = match auth["Authorizer"].as_str() {
                Some("NONE") => None,
                _ => match texts(&auth["AuthorizationScopes"])[..] {
                    [scope] => Some(scope.strip_prefix("${ScopePrefix}").expect("the issuer's prefix").to_owned()),
                    _ => panic!("{name} must have exactly one scope"),
                },
            };
            let key = format!("{} {}", text("Method"), text("Path"));
            assert!(deployed.insert((key, binary.to_owned(), scope)), "{name} has a duplicate route");
        }
    }
    let function = |route: &rollcall_functions::routes::Route| format!("rollcall-{:?}", route.function).to_lowercase();
    let table =
        ROUTES.iter().map(|route| (route.key(), function(route), route.scope.map(|scope| scope.as_str().to_owned())));
    // The pages and the script also have routes for HEAD.
    let heads = ROUTES.iter().filter(|route| route.function == Function::Portal);
    let heads = heads.map(|route| (route.key().replace("GET", "HEAD"), function(route), None));
    assert_eq!(deployed, table.chain(heads).collect());
}

/// Collects the enumerated values of all members named `code` below a node.
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
fn error_codes_match_the_description() {
    let mut described = BTreeSet::new();
    codes_in(&description(), &mut described);
    // The variants come from the source text, so that a new one without a description fails here.
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
fn enums_of_the_description_match_the_code() {
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
