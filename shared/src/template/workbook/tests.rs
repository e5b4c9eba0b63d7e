#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Read};

use bytes::Bytes;
use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use super::*;
use crate::{
    catalog::{CohortDocument, CompanyDocument, CourseDocument},
    layout::{COURSE_COLUMNS_MAX, ENROLMENT, LayoutName},
    template::{CHOICES_MAX, LIST_MAX},
    workbook::Sheet,
};

fn company(name: &str, cohorts: &[&str], courses: &[&str]) -> CompanyDocument {
    let cohort = |name: &&str| CohortDocument { id: None, name: (*name).to_owned(), aliases: None };
    let course = |title: &&str| CourseDocument { id: (*title).into(), title: (*title).to_owned(), aliases: None };
    CompanyDocument {
        id: None,
        name: name.to_owned(),
        aliases: None,
        cohorts: cohorts.iter().map(cohort).collect(),
        courses: courses.iter().map(course).collect(),
    }
}

fn choices(companies: Vec<CompanyDocument>) -> Choices {
    let mut choices = Choices::new(companies.iter().map(|company| company.name.clone()).collect());
    for company in companies {
        choices.add(company);
    }
    choices
}

fn write(layout: LayoutName, numbered: usize, choices: &Choices, language: Language) -> Vec<u8> {
    workbook_template(layout.layout(), numbered, choices, language, Timestamp::UNIX_EPOCH).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Reads the cells in a sheet with another library.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let range = range.range((0, 0), range.end().unwrap());
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// Returns the choices that the formulas offer for a company: `count` cells, starting `start` cells below the empty one above all choices.
fn offered(lists: &[Vec<String>], company: &str, choices: u16, position: u16) -> Vec<String> {
    let number = |column: u16| -> usize {
        let own = lists.iter().skip(FIRST as usize).filter(|row| !row[0].is_empty() && row[0] == company);
        own.map(|row| row[usize::from(column)].parse::<usize>().unwrap()).sum()
    };
    let (start, count) = (FIRST as usize - 1 + number(position), number(position + 1).max(1));
    lists[start..start + count].iter().map(|row| row[usize::from(choices)].clone()).collect()
}

#[test]
fn template_is_an_empty_file_with_the_header_in_every_language() {
    let choices = choices(vec![company("Acme GmbH", &["Spring"], &["Safety"])]);
    for language in Language::ALL {
        for name in LayoutName::ALL {
            let layout = name.layout();
            let bytes = write(name, 2, &choices, language);
            let mut sheet = Sheet::open(Bytes::from(bytes.clone()), layout).unwrap();
            assert_eq!(sheet.hidden(), None);
            assert_eq!(sheet.next_row().unwrap().unwrap().texts, labels(layout, 2).unwrap(), "{}", language.tag());
            assert_eq!(sheet.next_row().unwrap(), None);

            let names = Xlsx::new(Cursor::new(&bytes)).unwrap().sheet_names();
            assert_eq!(names, [name.as_str(), "Lists", text("sheet-columns", language)]);
            let columns = cells(&bytes, &names[2]);
            assert_eq!(columns[0][0], text("sheet-intro", language));
            let rows = 3 + layout.columns.len() + usize::from(layout.numbered.is_some());
            assert_eq!(columns.len(), rows, "{}", language.tag());
            assert!(columns[3..].iter().all(|row| !row[0].is_empty() && !row[2].is_empty()));
            let notes = part(&bytes, "xl/comments1.xml");
            assert!(columns[3..].iter().all(|row| notes.contains(&row[2].replace('&', "&amp;"))), "{notes}");
        }
    }
}

#[test]
fn columns_have_lists() {
    let choices = choices(vec![company("Acme GmbH", &["Spring"], &["Safety"]), company("Brio", &[], &[])]);
    for name in LayoutName::ALL {
        let sheet = part(&write(name, 2, &choices, Language::English), "xl/worksheets/sheet1.xml");
        let from = sheet.find("<dataValidations").unwrap();
        let to = sheet.find("</dataValidations>").unwrap();
        let shown = sheet[from..to].replace("><", ">\n<");
        insta::assert_snapshot!(format!("lists_of_{}", name.as_str()), shown);
    }
    let bytes = write(LayoutName::Enrolment, 2, &Choices::default(), Language::English);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("dataValidations count=\"2\"") && !sheet.contains("OFFSET"), "{sheet}");
}

#[test]
fn every_company_has_its_own_choices() {
    let companies = vec![
        company("Acme GmbH", &["Spring", "Été"], &["Safety", "=1+1", "Ärzte"]),
        company("ACME GMBH", &[], &["Other"]),
        company("50 % * \"Co\"?", &["'quoted"], &["Safety", "=1+1", "Ärzte"]),
    ];
    let bytes = write(LayoutName::Enrolment, 2, &choices(companies), Language::English);
    let lists = cells(&bytes, LISTS);
    assert_eq!(lists[0][0], "Companies");
    let all: Vec<&str> = lists.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(all[1..5], ["", "50 % * \"Co\"?", "ACME GMBH", "Acme GmbH"]);
    for (company, cohorts, courses) in [
        ("Acme GmbH", &["Été", "Spring"][..], &["=1+1", "Ärzte", "Safety"][..]),
        ("ACME GMBH", &[""], &["Other"]),
        ("50 % * \"Co\"?", &["'quoted"], &["=1+1", "Ärzte", "Safety"]),
        ("", &[""], &[""]),
        ("Unknown", &[""], &[""]),
    ] {
        assert_eq!(offered(&lists, company, COHORTS, COHORTS_AT), cohorts, "{company}");
        assert_eq!(offered(&lists, company, COURSES, COURSES_AT), courses, "{company}");
    }
    // Choices are stored as text, even if they look like formulas.
    assert!(!part(&bytes, "xl/worksheets/sheet2.xml").contains("<f>"));
}

#[test]
fn largest_template_says_what_it_leaves_out_and_fits_into_a_response() {
    let title = |company: usize, n: usize| format!("{company:03} {n:04} {}", "ü".repeat(60));
    let companies = (0..60).map(|n| {
        let titles: Vec<String> = (0..400).map(|course| title(n, course)).collect();
        company(&format!("Company {n:02}"), &["Spring"], &titles.iter().map(String::as_str).collect::<Vec<_>>())
    });
    let choices = choices(companies.collect());
    let bytes = write(LayoutName::Enrolment, COURSE_COLUMNS_MAX, &choices, Language::German);
    assert!(bytes.len() < 4_000_000, "{}", bytes.len());
    let lists = cells(&bytes, LISTS);
    assert_eq!(lists[1][0], text("sheet-not-listed", Language::German));
    let listed = |column: u16| {
        let below = lists[FIRST as usize..].iter();
        below.filter(|row| !row[usize::from(column)].is_empty()).count()
    };
    assert_eq!((listed(COMPANIES), listed(COHORTS)), (60, 1));
    assert!(listed(COURSES) <= CHOICES_MAX - 61 && listed(COURSES) > CHOICES_MAX - LIST_MAX, "{}", listed(COURSES));
    assert_eq!(offered(&lists, "Company 00", COURSES, COURSES_AT).len(), 400);
    assert_eq!(offered(&lists, "Company 59", COURSES, COURSES_AT), [""]);
    let mut sheet = Sheet::open(Bytes::from(bytes), &ENROLMENT).unwrap();
    assert_eq!(sheet.next_row().unwrap().unwrap().texts.len(), 9 + COURSE_COLUMNS_MAX);
}

#[test]
fn template_takes_numbered_columns_up_to_the_limit() {
    let choices = Choices::default();
    let refused = workbook_template(&ENROLMENT, 201, &choices, Language::English, Timestamp::UNIX_EPOCH);
    assert!(matches!(refused, Err(TemplateError::TooManyColumns { asked: 201, limit: 200 })), "{refused:?}");
    assert_eq!(workbook_file_name(&ENROLMENT), "rollcall-enrolment-template.xlsx");
}
