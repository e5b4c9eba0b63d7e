//! What the pages are made of. Every file lies in `assets/` as the browser reads it: there is no build step, only a joining.

/// Operators of a script that need no spaces around them.
pub(crate) const OPERATORS: [&str; 6] = ["=>", "===", "!==", "&&", "||", "="];

/// Without the lines that are comments, the spaces that lines begin with, and those around operators: an eighth less to send, and a line
/// stays a line.
///
/// `text`: a script or style of `assets/`, where nothing that is shown begins a line or has such an operator.
pub(crate) fn lean(text: &str) -> String {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    OPERATORS.iter().fold(text, |text, operator| text.replace(&format!(" {operator} "), operator))
}

/// A style, lean, and without the spaces that only part its signs.
///
/// `text`: a style of `assets/`. A space before `:` means something in it; one behind means nothing, nor one at a brace or a semicolon.
pub(crate) fn lean_style(text: &str) -> String {
    let parts = [
        (": ", ":"),
        ("; ", ";"),
        (", ", ","),
        (" {", "{"),
        ("{ ", "{"),
        (";}", "}"),
        ("; }", "}"),
        (" }", "}"),
        (";\n}", "}"),
    ];
    parts.iter().fold(lean(text), |text, (long, short)| text.replace(long, short))
}

/// The element's style, which its script carries.
pub(crate) const ELEMENT_STYLE: &str = include_str!("../../portal/assets/element/style.css");

/// The element's script without its style.
pub(crate) const ELEMENT: &str = concat!(
    include_str!("../../portal/assets/element/texts.js"),
    include_str!("../../portal/assets/element/dom.js"),
    include_str!("../../portal/assets/element/api.js"),
    include_str!("../../portal/assets/element/check.js"),
    include_str!("../../portal/assets/element/lists.js"),
    include_str!("../../portal/assets/element/steps.js"),
    include_str!("../../portal/assets/element/element.js"),
);

/// The element's script as it is sent: one file, so that a page loads one address.
///
/// A function around it keeps its names to itself, so that it runs as a module and as a plain script. The latter any origin may load, also
/// where a gateway answers CORS for the portal's alone.
pub(crate) fn element() -> String {
    let (style, script) = (lean_style(ELEMENT_STYLE), lean(ELEMENT));
    format!("(() => {{\n\"use strict\";\nconst STYLE = `{style}`;\n{script}}})();\n")
}

/// One HTML page in its parts: its style and script stand in it, so that it is drawn after one answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    /// The document; `/*style*/` and `/*script*/` are where the others go.
    pub(crate) html: &'static str,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
}

/// The user list with the dialog.
pub(crate) const USERS: Parts = Parts {
    html: include_str!("../../portal/assets/page/users.html"),
    style: include_str!("../../portal/assets/page/page.css"),
    script: concat!(
        include_str!("../../portal/assets/page/texts.js"),
        include_str!("../../portal/assets/page/users.js")
    ),
};

/// The page that an invitation's link opens.
pub(crate) const ACTIVATE: Parts = Parts {
    html: include_str!("../../portal/assets/page/activate.html"),
    style: include_str!("../../portal/assets/page/page.css"),
    script: concat!(
        include_str!("../../portal/assets/page/texts.js"),
        include_str!("../../portal/assets/page/activate.js")
    ),
};
