//! `rollcall template`: writes the template to standard output or to a file. Without `--api`, a CSV template needs no stack.

use std::io::Write;

use bytes::Bytes;
use rollcall_domain::{
    keys::FileKind,
    layout::{Field, Layout, LayoutName},
    template::template,
};

use super::{
    args::{Global, TemplateArgs},
    error::CliError,
    exit::Exit,
    import::files,
    output::Output,
    session::Session,
};

pub(super) async fn run(args: &TemplateArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let kind = kind_of(args);
    if kind == FileKind::Workbook && args.output.is_none() && output.is_terminal {
        return Err(CliError::Arguments(
            "a terminal cannot show a workbook; pass a file with -o people.xlsx".to_owned(),
        ));
    }
    let bytes = if kind == FileKind::Workbook || global.api.is_some() {
        let session = Session::open(global, output).await?;
        let bytes = of_stack(&session, args, kind, output).await;
        session.close().await;
        bytes?
    } else {
        own_template(args)?.into()
    };
    match &args.output {
        Some(path) => {
            files::write(path, &bytes).map_err(|source| CliError::Write { path: path.clone(), source })?;
            output.note(&format!("Wrote the template to {}.", path.display()));
        }
        None => output.out.write_all(&bytes)?,
    }
    Ok(Exit::Done)
}

/// Returns the requested format or, if there is none, the one that the output file's extension indicates. The default is CSV.
fn kind_of(args: &TemplateArgs) -> FileKind {
    let named = || args.output.as_ref().and_then(|path| FileKind::of_name(&path.to_string_lossy()));
    args.format.or_else(named).unwrap_or(FileKind::Csv)
}

async fn of_stack(
    session: &Session,
    args: &TemplateArgs,
    kind: FileKind,
    output: &mut Output,
) -> Result<Bytes, CliError> {
    if has_lists(layout_of(args)) && session.wanted_samples().await?.is_some() {
        output.note("The catalog is empty, so the template has no lists of companies, cohorts and courses.");
    }
    Ok(session.client().template(args.layout.map(LayoutName::as_str), args.modules, kind).await?)
}

/// Returns the requested layout or, if there is none, the default of the stack inside this program.
fn layout_of(args: &TemplateArgs) -> &'static Layout {
    args.layout.unwrap_or(LayoutName::ALL[0]).layout()
}

/// Returns `true` if a workbook in this layout contains lists from the catalog.
fn has_lists(layout: &Layout) -> bool {
    layout.column(Field::Company).is_some()
}

fn own_template(args: &TemplateArgs) -> Result<Vec<u8>, CliError> {
    let layout = layout_of(args);
    let modules = match (args.modules, layout.numbered) {
        (Some(modules), _) => usize::from(modules),
        (None, Some(family)) => family.template_default,
        (None, None) => 0,
    };
    template(layout, modules).map_err(|error| CliError::Arguments(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_template_has_the_requested_course_columns() {
        for (layout, modules, columns) in [
            (None, None, 9 + 3),
            (None, Some(0), 9),
            (Some(LayoutName::Enrolment), Some(200), 9 + 200),
            (Some(LayoutName::Learners), None, 6),
            (Some(LayoutName::Learners), Some(5), 6),
        ] {
            let args = TemplateArgs { layout, modules, format: None, output: None };
            let Ok(bytes) = own_template(&args) else { panic!("{layout:?} {modules:?}") };
            assert_eq!(bytes.split(|byte| *byte == b',').count(), columns, "{layout:?} {modules:?}");
            assert!(bytes.starts_with(b"\xef\xbb\xbf") && bytes.ends_with(b"\r\n"));
        }
    }

    #[test]
    fn lists_from_the_catalog_are_expected_only_in_a_layout_with_companies() {
        for (layout, expected) in
            [(None, true), (Some(LayoutName::Enrolment), true), (Some(LayoutName::Learners), false)]
        {
            let args = TemplateArgs { layout, modules: None, format: None, output: None };
            assert_eq!(has_lists(layout_of(&args)), expected, "{layout:?}");
        }
    }

    #[test]
    fn format_follows_the_name_of_the_file_unless_it_is_given() {
        for (format, output, expected) in [
            (None, None, FileKind::Csv),
            (None, Some("people.csv"), FileKind::Csv),
            (None, Some("out/People.XLSX"), FileKind::Workbook),
            (None, Some("people"), FileKind::Csv),
            (Some(FileKind::Workbook), None, FileKind::Workbook),
            (Some(FileKind::Csv), Some("people.txt"), FileKind::Csv),
        ] {
            let args = TemplateArgs { layout: None, modules: None, format, output: output.map(Into::into) };
            assert_eq!(kind_of(&args), expected, "{output:?}");
        }
    }
}
