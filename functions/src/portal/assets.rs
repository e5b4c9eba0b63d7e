//! What the pages are made of. Every file is in `assets/` as the browser reads it: there is no build step, only a joining.

use rollcall_domain::locale::Language;

/// The element's style, which its script carries.
pub(crate) const ELEMENT_STYLE: &str = include_str!("../../portal/assets/element/style.css");

/// How scripts speak.
pub(crate) const SAY: &str = include_str!("../../portal/assets/say.js");

/// The element's script without its style and its texts.
pub(crate) const ELEMENT: &str = concat!(
    include_str!("../../portal/assets/element/dom.js"),
    include_str!("../../portal/assets/element/api.js"),
    include_str!("../../portal/assets/element/check.js"),
    include_str!("../../portal/assets/element/lists.js"),
    include_str!("../../portal/assets/element/steps.js"),
    include_str!("../../portal/assets/element/element.js"),
);

/// The element's script as it is sent: one file with the texts of one language, so that a page loads one address.
///
/// A function around it keeps its names to itself, so that it runs as a module and as a plain script. The latter any origin may load, also
/// where a gateway answers CORS for the portal's alone.
pub(crate) fn element(language: Language) -> String {
    let tag = language.tag();
    let tags: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
    let dialog = language.dialog_json();
    format!(
        "(() => {{\n\"use strict\";\nconst STYLE = `{ELEMENT_STYLE}`;\nconst TAGS = {tags:?};\n\
         const TEXTS = {{ tag: {tag:?}, dialog: {dialog} }};\n{SAY}{ELEMENT}}})();\n"
    )
}

/// The texts of one language as a module: what a script loads whose reader wants another language than it came with.
pub(crate) fn texts(language: Language) -> String {
    let (tag, dialog, pages) = (language.tag(), language.dialog_json(), language.pages_json());
    format!("export default {{ tag: {tag:?}, dialog: {dialog}, pages: {pages} }};\n")
}

/// One HTML page in its parts: its style and script are in it, so that it is drawn after one answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    /// The document; `/*style*/`, `/*script*/` and `/*language*/` are where the others go.
    pub(crate) html: &'static str,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
}

impl Parts {
    /// The script with its texts.
    pub(crate) fn script_in(&self, language: Language) -> String {
        let tags: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
        let names: Vec<&str> = Language::ALL.into_iter().map(Language::own_name).collect();
        let (tag, pages, script) = (language.tag(), language.pages_json(), self.script);
        format!(
            "const TAGS = {tags:?};\nconst NAMES = {names:?};\nconst TEXTS = {{ tag: {tag:?}, pages: {pages} }};\n{SAY}{script}"
        )
    }
}

/// The user list with the dialog.
pub(crate) const USERS: Parts = Parts {
    html: include_str!("../../portal/assets/page/users.html"),
    style: include_str!("../../portal/assets/page/page.css"),
    script: include_str!("../../portal/assets/page/users.js"),
};

/// The page that an invitation's link opens.
pub(crate) const ACTIVATE: Parts = Parts {
    html: include_str!("../../portal/assets/page/activate.html"),
    style: include_str!("../../portal/assets/page/page.css"),
    script: include_str!("../../portal/assets/page/activate.js"),
};
