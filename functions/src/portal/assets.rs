//! The parts of the pages. The files in `assets/` are concatenated as they are: there is no build step.

use rollcall_domain::locale::Language;

pub(crate) const ELEMENT_STYLE: &str = include_str!("../../portal/assets/element/style.css");

/// The localisation functions of the scripts.
pub(crate) const SAY: &str = include_str!("../../portal/assets/say.js");

/// The element's script without its style and texts.
pub(crate) const ELEMENT: &str = concat!(
    include_str!("../../portal/assets/element/dom.js"),
    include_str!("../../portal/assets/element/api.js"),
    include_str!("../../portal/assets/element/check.js"),
    include_str!("../../portal/assets/element/lists.js"),
    include_str!("../../portal/assets/element/steps.js"),
    include_str!("../../portal/assets/element/element.js"),
);

/// The element's script with the texts of one language, in one file, so that a page loads a single URL.
///
/// A function wraps it, so that it defines no globals and runs as a module or as a plain script. A plain script loads from any origin,
/// even if the gateway restricts CORS to the portal's origin.
pub(crate) fn element(language: Language) -> String {
    let tag = language.tag();
    let tags: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
    let dialog = language.dialog_json();
    format!(
        "(() => {{\n\"use strict\";\nconst STYLE = `{ELEMENT_STYLE}`;\nconst TAGS = {tags:?};\n\
         const TEXTS = {{ tag: {tag:?}, dialog: {dialog} }};\n{SAY}{ELEMENT}}})();\n"
    )
}

/// The texts of one language as a module, for a script that was loaded with another language.
pub(crate) fn texts(language: Language) -> String {
    let (tag, dialog, pages) = (language.tag(), language.dialog_json(), language.pages_json());
    format!("export default {{ tag: {tag:?}, dialog: {dialog}, pages: {pages} }};\n")
}

/// The parts of an HTML page, with style and script inlined, so that one response is enough to render it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    /// The document, with the placeholders `/*style*/`, `/*script*/` and `/*language*/`.
    pub(crate) html: &'static str,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
}

impl Parts {
    pub(crate) fn script_in(&self, language: Language) -> String {
        let tags: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
        let names: Vec<&str> = Language::ALL.into_iter().map(Language::own_name).collect();
        let (tag, pages, script) = (language.tag(), language.pages_json(), self.script);
        format!(
            "const TAGS = {tags:?};\nconst NAMES = {names:?};\nconst TEXTS = {{ tag: {tag:?}, pages: {pages} }};\n{SAY}{script}"
        )
    }
}

pub(crate) const USERS: Parts = Parts {
    html: include_str!("../../portal/assets/page/users.html"),
    style: include_str!("../../portal/assets/page/page.css"),
    script: include_str!("../../portal/assets/page/users.js"),
};

/// The page that an activation link opens.
pub(crate) const ACTIVATE: Parts = Parts {
    html: include_str!("../../portal/assets/page/activate.html"),
    style: include_str!("../../portal/assets/page/page.css"),
    script: include_str!("../../portal/assets/page/activate.js"),
};
