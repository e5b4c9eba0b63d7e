//! Which function answers which route: the table that the HTTP API has, in one place.

use rollcall_functions::http::Scope;

/// A function behind the HTTP API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Template and layouts.
    Template,
    /// Uploads.
    Upload,
    /// Status, rows, problems, decisions.
    Review,
    /// Exports.
    Export,
    /// Users and catalog.
    Directory,
    /// Pages and the element.
    Portal,
    /// Invitations and sign-ins.
    Invite,
    /// The use of links.
    Accept,
}

/// One route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Method and path as the gateway names it: `GET /imports/{id}`.
    pub key: &'static str,
    /// What a token must grant; nothing where none is wanted.
    pub scope: Option<Scope>,
    /// Who answers.
    pub function: Function,
}

const fn route(key: &'static str, scope: Scope, function: Function) -> Route {
    Route { key, scope: Some(scope), function }
}

/// A route that strangers may call.
const fn open(key: &'static str, function: Function) -> Route {
    Route { key, scope: None, function }
}

/// All routes.
pub const ROUTES: [Route; 28] = [
    open("GET /", Function::Portal),
    open("GET /activate", Function::Portal),
    open("GET /rollcall-import.js", Function::Portal),
    route("GET /template", Scope::ImportsRead, Function::Template),
    route("GET /layouts", Scope::ImportsRead, Function::Template),
    route("POST /imports", Scope::ImportsWrite, Function::Upload),
    route("GET /imports", Scope::ImportsRead, Function::Review),
    route("GET /imports/{id}", Scope::ImportsRead, Function::Review),
    route("GET /imports/{id}/rows", Scope::ImportsRead, Function::Review),
    route("GET /imports/{id}/problems", Scope::ImportsRead, Function::Review),
    route("POST /imports/{id}/confirm", Scope::ImportsWrite, Function::Review),
    route("POST /imports/{id}/cancel", Scope::ImportsWrite, Function::Review),
    route("POST /imports/{id}/retry", Scope::ImportsWrite, Function::Review),
    route("GET /imports/{id}/export", Scope::ImportsRead, Function::Export),
    route("GET /users", Scope::UsersRead, Function::Directory),
    route("GET /users/{id}", Scope::UsersRead, Function::Directory),
    route("DELETE /users/{id}", Scope::UsersWrite, Function::Directory),
    route("GET /catalog", Scope::CatalogRead, Function::Directory),
    route("PUT /catalog", Scope::CatalogWrite, Function::Directory),
    route("DELETE /catalog/companies/{company}", Scope::CatalogWrite, Function::Directory),
    route("DELETE /catalog/companies/{company}/cohorts/{cohort}", Scope::CatalogWrite, Function::Directory),
    route("DELETE /catalog/companies/{company}/courses/{course}", Scope::CatalogWrite, Function::Directory),
    route("POST /invitations", Scope::InvitationsWrite, Function::Invite),
    route("GET /invitations", Scope::InvitationsWrite, Function::Invite),
    route("POST /invitations/resume", Scope::InvitationsWrite, Function::Invite),
    open("POST /invitations/accept", Function::Accept),
    route("GET /invitations/{batch_id}", Scope::InvitationsWrite, Function::Invite),
    route("POST /sign-ins", Scope::SignInsWrite, Function::Invite),
];

/// What a method and a path lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// This route.
    Route(&'static Route),
    /// The path is known, the method is not.
    OtherMethod,
    /// Nothing.
    Nothing,
}

/// Finds the route of a request.
pub(super) fn find(method: &str, path: &str) -> Found {
    let mut found = Found::Nothing;
    for route in &ROUTES {
        let Some((route_method, pattern)) = route.key.split_once(' ') else { continue };
        if matches(pattern, path) {
            if route_method == method {
                return Found::Route(route);
            }
            found = Found::OtherMethod;
        }
    }
    found
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.trim_end_matches('/').split('/'), path.trim_end_matches('/').split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one == other || (one.starts_with('{') && !other.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn route_is_found_by_method_and_path() {
        let key = |method, path| match find(method, path) {
            Found::Route(route) => route.key,
            Found::OtherMethod => "other method",
            Found::Nothing => "nothing",
        };
        for (method, path, expected) in [
            ("GET", "/imports", "GET /imports"),
            ("POST", "/imports/", "POST /imports"),
            ("GET", "/imports/01", "GET /imports/{id}"),
            ("GET", "/imports/01/rows", "GET /imports/{id}/rows"),
            ("PATCH", "/imports/01", "other method"),
            ("GET", "/imports/01/rows/2", "nothing"),
            ("GET", "/", "GET /"),
            ("GET", "/nothing", "nothing"),
            ("DELETE", "/catalog/companies/a/cohorts/b", "DELETE /catalog/companies/{company}/cohorts/{cohort}"),
        ] {
            assert_eq!(key(method, path), expected, "{method} {path}");
        }
    }
}
