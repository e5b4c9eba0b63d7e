//! The template as a workbook (`.xlsx`), with lists to choose from.
//!
//! ```text
//! enrolment   the header with a note per column, and cells that are text and, in some columns, offer a list
//! Lists       companies with the positions of their cohorts and courses, then all cohorts, all courses, languages, countries
//! Columns     the help of every column, in the reader's language
//! ```
//!
//! The first sheet is named after the layout; the third sheet's name is also in the reader's language.
//!
//! The cohorts and courses offered in a row are those of its company. A formula finds them without `INDIRECT`, because company names are
//! arbitrary text, and without `MATCH`, which treats `*` and `?` as wildcards. The lists only offer values: a cell accepts any text, for
//! example an alias, and the import checks it.

use jiff::Timestamp;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Workbook,
    Worksheet, XlsxError, utility::column_number_to_name,
};

use super::{Choices, CompanyChoices, Span, TemplateError, labels};
use crate::{
    help::{column_help, language_tags, text},
    layout::{Field, Layout, Rule},
    locale::Language,
    rules::{country_codes, language_codes},
    workbook::ROWS_MAX,
};

/// The columns in the sheet `Lists`.
const COMPANIES: u16 = 0;
/// Start and number of a company's cohorts, then of its courses.
const COHORTS_AT: u16 = 1;
const COURSES_AT: u16 = 3;
const COHORTS: u16 = 5;
const COURSES: u16 = 6;
const LANGUAGES: u16 = 7;
const COUNTRIES: u16 = 8;

const LISTS: &str = "Lists";
/// Row index of the first choice. Above the cohorts and the courses, the preceding row is empty; its cell is the only choice for a company
/// without a list.
const FIRST: u32 = 2;
/// Height of a line of text in points.
const LINE_POINTS: u32 = 15;

/// Creates a layout's template as a workbook.
///
/// `numbered` is the number of columns in the numbered family; it is ignored for layouts without such a family. `created` is the date in
/// the workbook's properties.
pub fn workbook_template(
    layout: &Layout,
    numbered: usize,
    choices: &Choices,
    language: Language,
    created: Timestamp,
) -> Result<Vec<u8>, TemplateError> {
    let labels = labels(layout, numbered)?;
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(created.as_second())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let lists = Lists { layout, choices, language };
    let people = workbook.add_worksheet().set_name(layout.name.as_str())?;
    write_people(people, &labels, &lists)?;
    lists.write(workbook.add_worksheet().set_name(LISTS)?)?;
    write_columns(workbook.add_worksheet().set_name(text("sheet-columns", language))?, layout, language)?;
    Ok(workbook.save_to_buffer()?)
}

/// Returns the file name of the template, such as `rollcall-enrolment-template.xlsx`.
pub fn workbook_file_name(layout: &Layout) -> String {
    format!("rollcall-{}-template.xlsx", layout.name.as_str())
}

/// Writes the sheet to be filled in.
fn write_people(sheet: &mut Worksheet, labels: &[String], lists: &Lists<'_>) -> Result<(), XlsxError> {
    let (layout, language) = (lists.layout, lists.language);
    let as_text = Format::new().set_num_format("@");
    sheet.set_freeze_panes(1, 0)?;
    for (index, label) in labels.iter().enumerate() {
        let column = index as u16;
        let known = layout.columns.get(index);
        let is_required = known.is_some_and(|column| column.required);
        let name = known.map_or(layout.numbered.map_or("", |family| family.prefix), |column| column.label);
        sheet.set_column_format(column, &as_text)?;
        sheet.set_column_width(column, width_of(label, known.map(|column| column.field)))?;
        sheet.write_string_with_format(0, column, label, &header_format(is_required))?;
        sheet.insert_note(0, column, &note(column_help(layout.name, name, language), is_required, language))?;
    }
    let columns = layout.columns.iter().map(|column| (1, column.rule));
    let family = layout.numbered.map(|family| (labels.len() - layout.columns.len(), family.rule));
    let mut first = 0;
    for (count, rule) in columns.chain(family).filter(|(count, _)| *count > 0) {
        let last = first + count as u16 - 1;
        if let Some(validation) = lists.validation(rule) {
            sheet.add_data_validation(1, first, ROWS_MAX as u32 - 1, last, &validation)?;
        }
        first = last + 1;
    }
    Ok(())
}

/// Returns the width of a column in characters: the length of the label with a margin, but at least a minimum that depends on the field.
fn width_of(label: &str, field: Option<Field>) -> f64 {
    let usual = match field {
        Some(Field::Email | Field::Company | Field::Cohort) | None => 30,
        Some(Field::Name | Field::LastName | Field::JobRole | Field::Region) => 18,
        Some(_) => 12,
    };
    usual.max(label.chars().count() + 4) as f64
}

fn header_format(is_required: bool) -> Format {
    let format = Format::new().set_num_format("@").set_bold().set_border_bottom(FormatBorder::Thin);
    if is_required {
        format.set_background_color(Color::RGB(0x001F_4E79)).set_font_color(Color::White)
    } else {
        format.set_background_color(Color::RGB(0x00DD_EBF7)).set_font_color(Color::Black)
    }
}

/// Creates a note that is large enough for its text.
fn note(help: &str, is_required: bool, language: Language) -> Note {
    const CHARS_PER_LINE: usize = 40;
    let required = if is_required { format!("{}\n", text("sheet-required", language)) } else { String::new() };
    let lines = lines_of(help, CHARS_PER_LINE) + 1 + u32::from(is_required);
    Note::new(required + help).add_author_prefix(false).set_width(260).set_height(lines * 16)
}

/// Returns the number of lines in text that is wrapped at about this many characters.
fn lines_of(text: &str, chars_per_line: usize) -> u32 {
    (text.chars().count() / chars_per_line + 1) as u32
}

struct Lists<'a> {
    layout: &'a Layout,
    choices: &'a Choices,
    language: Language,
}

impl Lists<'_> {
    /// Returns the list for a column, or `None` if the column has no list or there is nothing to choose from.
    fn validation(&self, rule: Rule) -> Option<DataValidation> {
        let list = DataValidation::new().show_error_message(false).show_input_message(false);
        let formula = match rule {
            Rule::Enabled => return list.allow_list_strings(&["1", "0"]).ok(),
            Rule::Company => self.range(COMPANIES)?,
            Rule::Cohort => self.of_company(COHORTS, COHORTS_AT)?,
            Rule::Course => self.of_company(COURSES, COURSES_AT)?,
            Rule::LanguageTag | Rule::LanguageCode => self.range(LANGUAGES)?,
            Rule::Country => self.range(COUNTRIES)?,
            Rule::Name { .. } | Rule::Email | Rule::Identifier | Rule::FreeText { .. } => return None,
        };
        Some(list.allow_list_formula(Formula::new(formula)))
    }

    /// Returns the range of all choices in a column of the sheet, or `None` if there are none.
    fn range(&self, column: u16) -> Option<String> {
        let count = self.texts(column).len();
        (count > 0).then(|| range_of(column, count))
    }

    /// Returns the formula for the choices offered for the row's company. Company names are unique, so at most one term in each sum is
    /// nonzero. Without a company, both sums are 0, and the list is the empty cell above the first choice.
    fn of_company(&self, column: u16, position: u16) -> Option<String> {
        let at = self.layout.columns.iter().position(|column| column.field == Field::Company)?;
        self.range(column)?;
        let companies = self.choices.companies().len();
        let is_own = format!("EXACT({},${}2)", range_of(COMPANIES, companies), column_number_to_name(at as u16));
        let [start, count] = [position, position + 1].map(|position| range_of(position, companies));
        let base = format!("{LISTS}!${}${FIRST}", column_number_to_name(column));
        Some(format!("=OFFSET({base},SUMPRODUCT({is_own}*{start}),0,MAX(1,SUMPRODUCT({is_own}*{count})),1)"))
    }

    /// Returns the choices in a column of the sheet; none for a column that the layout does not need.
    fn texts(&self, column: u16) -> Vec<&str> {
        let has = |rule: fn(Rule) -> bool| {
            let own = self.layout.columns.iter().map(|column| column.rule);
            own.chain(self.layout.numbered.map(|family| family.rule)).any(rule)
        };
        match column {
            COMPANIES if has(|rule| rule == Rule::Company) => {
                self.choices.companies().iter().map(|company| company.name.as_str()).collect()
            }
            COHORTS if has(|rule| rule == Rule::Cohort) => self.choices.cohorts().iter().map(String::as_str).collect(),
            COURSES if has(|rule| rule == Rule::Course) => self.choices.courses().iter().map(String::as_str).collect(),
            LANGUAGES if has(|rule| rule == Rule::LanguageCode) => language_codes().to_vec(),
            LANGUAGES if has(|rule| rule == Rule::LanguageTag) => language_tags(),
            COUNTRIES if has(|rule| rule == Rule::Country) => country_codes().to_vec(),
            _ => Vec::new(),
        }
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let as_text = Format::new().set_num_format("@");
        sheet.set_freeze_panes(1, 0)?;
        for (column, title, width) in [
            (COMPANIES, "sheet-companies", 40),
            (COHORTS, "sheet-cohorts", 40),
            (COURSES, "sheet-courses", 40),
            (LANGUAGES, "sheet-languages", 12),
            (COUNTRIES, "sheet-countries", 12),
        ] {
            sheet.set_column_format(column, &as_text)?;
            let texts = self.texts(column);
            if texts.is_empty() {
                sheet.set_column_hidden(column)?;
                continue;
            }
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, text(title, self.language), &header_format(true))?;
            for (row, text) in (FIRST..).zip(texts) {
                sheet.write_string_with_format(row, column, text, &as_text)?;
            }
        }
        if self.texts(COMPANIES).is_empty() {
            return Ok(());
        }
        for (row, company) in (FIRST..).zip(self.choices.companies()) {
            write_spans(sheet, row, company)?;
        }
        for column in COHORTS_AT..COHORTS {
            sheet.set_column_hidden(column)?;
        }
        if self.choices.has_unlisted() {
            let wrapped = Format::new().set_text_wrap().set_italic();
            sheet.write_string_with_format(1, COMPANIES, text("sheet-not-listed", self.language), &wrapped)?;
            sheet.set_row_height(1, LINE_POINTS * 5)?;
        }
        Ok(())
    }
}

/// Writes the spans of a company's lists: the distance from the empty cell above all choices, and the number of choices.
fn write_spans(sheet: &mut Worksheet, row: u32, company: &CompanyChoices) -> Result<(), XlsxError> {
    for (column, span) in [(COHORTS_AT, company.cohorts), (COURSES_AT, company.courses)] {
        let span = span.filter(|span| span.count > 0);
        let Span { start, count } =
            span.map_or(Span { start: 0, count: 0 }, |span| Span { start: span.start + 1, ..span });
        sheet.write_number(row, column, start as f64)?;
        sheet.write_number(row, column + 1, count as f64)?;
    }
    Ok(())
}

fn range_of(column: u16, count: usize) -> String {
    let name = column_number_to_name(column);
    format!("{LISTS}!${name}${}:${name}${}", FIRST + 1, FIRST as usize + count)
}

/// Writes the sheet that explains the columns.
fn write_columns(sheet: &mut Worksheet, layout: &Layout, language: Language) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let top = Format::new().set_align(FormatAlign::Top);
    let words = ["sheet-column", "sheet-required", "sheet-meaning"].map(|id| text(id, language));
    for (column, width) in [(0, 24), (1, 14), (2, 90)] {
        sheet.set_column_width(column, width)?;
    }
    let intro = text("sheet-intro", language);
    sheet.merge_range(0, 0, 0, 2, intro, &wrapped)?;
    sheet.set_row_height(0, LINE_POINTS * lines_of(intro, 115))?;
    for (column, word) in (0..).zip(words) {
        sheet.write_string_with_format(2, column, word, &header_format(true))?;
    }
    let columns = layout.columns.iter().map(|column| (column.label, column.label.to_owned(), column.required));
    let family = layout.numbered.map(|family| (family.prefix, format!("{} …", family.label(1)), false));
    for (row, (name, label, is_required)) in (3..).zip(columns.chain(family)) {
        let help = column_help(layout.name, name, language);
        sheet.write_string_with_format(row, 0, label, &top)?;
        let required = if is_required { text("sheet-yes", language) } else { "" };
        sheet.write_string_with_format(row, 1, required, &top)?;
        sheet.write_string_with_format(row, 2, help, &wrapped)?;
        // Not every program adapts the row height to wrapped text.
        sheet.set_row_height(row, LINE_POINTS * lines_of(help, 90))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
