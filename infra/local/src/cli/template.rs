//! `rollcall template`: writes the CSV template to standard output. It needs no stack.

use std::io::Write;

use rollcall_domain::{layout::LayoutName, template::template};

use super::{
    args::{Global, TemplateArgs},
    error::CliError,
    exit::Exit,
    output::Output,
    session::Session,
};

pub(super) async fn run(args: &TemplateArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    if global.api.is_some() {
        let session = Session::open(global, output).await?;
        let bytes = session.client().template(args.layout.map(LayoutName::as_str), args.modules).await?;
        output.out.write_all(&bytes)?;
    } else {
        output.out.write_all(&own_template(args)?)?;
    }
    Ok(Exit::Done)
}

fn own_template(args: &TemplateArgs) -> Result<Vec<u8>, CliError> {
    let layout = args.layout.unwrap_or(LayoutName::ALL[0]).layout();
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
            let Ok(bytes) = own_template(&TemplateArgs { layout, modules }) else { panic!("{layout:?} {modules:?}") };
            assert_eq!(bytes.split(|byte| *byte == b',').count(), columns, "{layout:?} {modules:?}");
            assert!(bytes.starts_with(b"\xef\xbb\xbf") && bytes.ends_with(b"\r\n"));
        }
    }
}
