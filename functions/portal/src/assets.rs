//! What the pages are made of. Every file lies in `assets/` as the browser reads it: there is no build step, only a joining.

/// The element's script: one module, so that a page loads one address.
pub(crate) const ELEMENT: &str = concat!(
    "const STYLE = `",
    include_str!("../assets/element/style.css"),
    "`;\n",
    include_str!("../assets/element/texts.js"),
    include_str!("../assets/element/api.js"),
    include_str!("../assets/element/check.js"),
    include_str!("../assets/element/lists.js"),
    include_str!("../assets/element/steps.js"),
    include_str!("../assets/element/element.js"),
);

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
    html: include_str!("../assets/page/users.html"),
    style: include_str!("../assets/page/page.css"),
    script: concat!(include_str!("../assets/page/texts.js"), include_str!("../assets/page/users.js")),
};

/// The page that an invitation's link opens.
pub(crate) const ACTIVATE: Parts = Parts {
    html: include_str!("../assets/page/activate.html"),
    style: include_str!("../assets/page/page.css"),
    script: concat!(include_str!("../assets/page/texts.js"), include_str!("../assets/page/activate.js")),
};
