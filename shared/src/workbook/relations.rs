//! Finds the sheets of a workbook and the parts that contain them, by following the relationships of the package.

use std::io::{Read, Seek};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

/// Maximum number of bytes that are read from a part that refers to other parts. The rest of the part is ignored.
const PART_BYTES_MAX: u64 = 1024 * 1024;

/// A sheet that is not hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VisibleSheet {
    pub(super) name: String,
    /// Path of the sheet's part in the archive.
    pub(super) path: String,
}

/// What a workbook says about its other parts.
pub(super) struct Contents {
    /// The visible sheets in the order of their tabs.
    pub(super) sheets: Vec<VisibleSheet>,
    /// Path of the shared strings.
    pub(super) shared: String,
    /// Path of the formats.
    pub(super) styles: String,
    /// Whether every formula is calculated when the workbook is opened, because the program that wrote it did not calculate them.
    pub(super) are_results_stale: bool,
}

/// Reads the relationships of a workbook; `None` if the archive is not a workbook that can be read.
pub(super) fn contents<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<Contents> {
    let package = elements(&read(archive, "_rels/.rels")?, "Relationship");
    let is_workbook = |element: &&Element| element.is_of("officeDocument");
    let workbook = resolve("", package.iter().find(is_workbook)?.get("Target")?);
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let targets = elements(&read(archive, &format!("{folder}/_rels/{file}.rels"))?, "Relationship");
    let xml = read(archive, &workbook)?;
    // The cell reader expects the tables at these paths. Without the tables, it would return values that the sheet does not show.
    let [shared, styles] = ["sharedStrings", "styles"].map(|kind| {
        let path = resolve(folder, &format!("{kind}.xml"));
        let own = targets.iter().find(|target| target.is_of(kind)).and_then(|target| target.get("Target"));
        own.is_none_or(|own| resolve(folder, own).eq_ignore_ascii_case(&path)).then_some(path)
    });
    let (shared, styles) = (shared?, styles?);
    let sheets = elements(&xml, "sheet");
    let visible = sheets.iter().filter(|sheet| sheet.get("state").is_none_or(|state| state == "visible"));
    let found = visible.filter_map(|sheet| {
        let mut targets = targets.iter().filter(|target| target.get("Id").is_some());
        let target = targets.find(|target| target.get("Id") == sheet.get("id"))?;
        // A tab may contain only a chart.
        let path = target.is_of("worksheet").then(|| target.get("Target")).flatten()?;
        Some(VisibleSheet { name: sheet.get("name")?.to_owned(), path: resolve(folder, path) })
    });
    let is_stale = |element: &Element| element.get("fullCalcOnLoad").is_some_and(|text| matches!(text, "1" | "true"));
    let are_results_stale = elements(&xml, "calcPr").iter().any(is_stale);
    Some(Contents { sheets: found.collect(), shared, styles, are_results_stale })
}

/// The attributes of one element, without namespace prefixes.
struct Element(Vec<(String, String)>);

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten().filter_map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned();
            Some((name, value))
        });
        Self(attributes.collect())
    }

    /// Returns `true` if a relationship is of this kind, in either edition of the standard.
    fn is_of(&self, kind: &str) -> bool {
        self.get("Type").and_then(|own| own.rsplit('/').next()) == Some(kind)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

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

/// Resolves a target, which is relative to a folder unless it begins with a slash.
fn resolve(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}
