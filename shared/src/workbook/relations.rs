//! The sheets of a workbook and the parts that contain them, as the package's relationships name them.

use std::io::{Read, Seek};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

/// Bytes of a part that names other parts.
const PART_BYTES_MAX: u64 = 1024 * 1024;

/// A sheet that is not hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VisibleSheet {
    pub(super) name: String,
    /// Path of its part in the archive.
    pub(super) path: String,
}

/// The visible sheets in the order of their tabs; `None` if the archive is not a workbook.
pub(super) fn visible_sheets<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<Vec<VisibleSheet>> {
    let package = elements(&read(archive, "_rels/.rels")?, "Relationship");
    let is_workbook = |element: &&Element| element.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let workbook = resolve("", package.iter().find(is_workbook)?.get("Target")?);
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let targets = elements(&read(archive, &format!("{folder}/_rels/{file}.rels"))?, "Relationship");
    let sheets = elements(&read(archive, &workbook)?, "sheet");
    let visible = sheets.iter().filter(|sheet| sheet.get("state").is_none_or(|state| state == "visible"));
    let found = visible.filter_map(|sheet| {
        let target = targets.iter().find(|target| target.get("Id").is_some() && target.get("Id") == sheet.get("id"))?;
        Some(VisibleSheet { name: sheet.get("name")?.to_owned(), path: resolve(folder, target.get("Target")?) })
    });
    Some(found.collect())
}

/// The attributes of one element, without prefixes.
struct Element(Vec<(String, String)>);

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().flatten().filter_map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned();
            Some((name, value))
        });
        Self(attributes.collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// All elements with this name.
fn elements(xml: &str, name: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) if start.local_name().as_ref() == name => {
                found.push(Element::of(&start));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn read<R: Read + Seek>(archive: &mut ZipArchive<R>, path: &str) -> Option<String> {
    let path = path.trim_start_matches('/').to_owned();
    let mut text = String::new();
    archive.by_name(&path).ok()?.take(PART_BYTES_MAX).read_to_string(&mut text).ok()?;
    Some(text)
}

/// A target, relative to a folder unless it begins with a slash.
fn resolve(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}
