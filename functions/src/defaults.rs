use rollcall_domain::{
    layout::LayoutName,
    settings::{Defaults, RowsMax},
};

/// Reads `ROLLCALL_DEFAULT_LAYOUT`, `ROLLCALL_ENROLMENT_ROWS_MAX`, `ROLLCALL_LEARNERS_ROWS_MAX` and `ROLLCALL_ACCEPT_WORKBOOKS`. If one of
/// them is missing or invalid, its default applies: the layout `enrolment`, the layout's row limit, or no workbooks.
pub fn defaults_from_env() -> Defaults {
    let read = |name| std::env::var(name).ok();
    let rows = |name| read(name).and_then(|text| text.parse().ok());
    Defaults {
        layout: read("ROLLCALL_DEFAULT_LAYOUT")
            .and_then(|name| LayoutName::parse(&name))
            .unwrap_or(LayoutName::Enrolment),
        rows_max: RowsMax {
            enrolment: rows("ROLLCALL_ENROLMENT_ROWS_MAX"),
            learners: rows("ROLLCALL_LEARNERS_ROWS_MAX"),
        },
        accepts_workbooks: read("ROLLCALL_ACCEPT_WORKBOOKS").is_some_and(|value| value == "true"),
        ..Defaults::default()
    }
}
