//! The template that admins fill in: a layout's header row, as a CSV file or as a [workbook](workbook_template).
//!
//! The CSV file is UTF-8 with a byte order mark, because Excel would otherwise read it in the local code page. Its lines end with CRLF (RFC
//! 4180). There is no sample row, because someone would import it.
//!
//! ```
//! use rollcall_domain::{layout::LayoutName, template::template};
//!
//! let bytes = template(LayoutName::Learners.layout(), 0)?;
//! assert_eq!(bytes, "\u{feff}firstname,lastname,email,identifier,country,language\r\n".as_bytes());
//! # Ok::<(), rollcall_domain::template::TemplateError>(())
//! ```

mod choices;
mod workbook;

pub use self::{
    choices::{CHOICES_MAX, Choices, CompanyChoices, LIST_MAX, Span},
    workbook::{workbook_file_name, workbook_template},
};

use thiserror::Error;

use crate::layout::Layout;

const BOM: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Why a template cannot be created.
#[derive(Debug, Error)]
pub enum TemplateError {
    #[error("{asked} numbered columns requested, at most {limit}")]
    TooManyColumns { asked: usize, limit: usize },
    /// The writer failed, which cannot happen in memory.
    #[error("cannot write the header")]
    Write(#[from] csv::Error),
    /// The workbook writer failed, which cannot happen in memory and within the limits of [`Choices`].
    #[error("cannot write the workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Creates a layout's template as a CSV file.
///
/// `numbered` is the number of columns in the numbered family; it is ignored for layouts without such a family.
pub fn template(layout: &Layout, numbered: usize) -> Result<Vec<u8>, TemplateError> {
    let labels = labels(layout, numbered)?;
    let mut bytes = BOM.to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(&labels)?;
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}

fn labels(layout: &Layout, numbered: usize) -> Result<Vec<String>, TemplateError> {
    let mut labels: Vec<String> = layout.columns.iter().map(|column| column.label.to_owned()).collect();
    if let Some(family) = layout.numbered {
        if numbered > family.columns_max {
            return Err(TemplateError::TooManyColumns { asked: numbered, limit: family.columns_max });
        }
        labels.extend((1..=numbered).map(|number| family.label(number)));
    }
    Ok(labels)
}

/// Returns the file name of the template, such as `rollcall-enrolment-template.csv`.
pub fn file_name(layout: &Layout) -> String {
    format!("rollcall-{}-template.csv", layout.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{COURSE_COLUMNS_MAX, ENROLMENT, LEARNERS};

    fn shown(layout: &Layout, numbered: usize) -> Result<String, TemplateError> {
        Ok(String::from_utf8_lossy(&template(layout, numbered)?).escape_debug().to_string())
    }

    #[test]
    fn template_of_enrolment_has_every_column_and_the_numbered_ones() -> Result<(), TemplateError> {
        insta::assert_snapshot!(shown(&ENROLMENT, 3)?, @r"\u{feff}enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2,module requested 3\r\n");
        Ok(())
    }

    #[test]
    fn template_of_learners_ignores_the_number_of_numbered_columns() -> Result<(), TemplateError> {
        insta::assert_snapshot!(shown(&LEARNERS, 0)?, @r"\u{feff}firstname,lastname,email,identifier,country,language\r\n");
        assert_eq!(template(&LEARNERS, 0)?, template(&LEARNERS, 1_000)?);
        Ok(())
    }

    #[test]
    fn template_takes_numbered_columns_up_to_the_limit() -> Result<(), TemplateError> {
        assert!(shown(&ENROLMENT, 0)?.ends_with(r",job_role,region\r\n"));
        assert!(shown(&ENROLMENT, COURSE_COLUMNS_MAX)?.ends_with(r",module requested 199,module requested 200\r\n"));
        let refused = template(&ENROLMENT, COURSE_COLUMNS_MAX + 1);
        assert!(matches!(refused, Err(TemplateError::TooManyColumns { asked: 201, limit: 200 })), "{refused:?}");
        Ok(())
    }

    #[test]
    fn file_name_has_the_layout() {
        assert_eq!(file_name(&ENROLMENT), "rollcall-enrolment-template.csv");
        assert_eq!(file_name(&LEARNERS), "rollcall-learners-template.csv");
    }
}
