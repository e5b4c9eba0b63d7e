//! Finds a workbook's sheets and the parts that contain them, by following the package's relationships.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::{Read, Seek},
};

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::{
    checks::PART_BYTES_MAX,
    part::{Part, Refusal, Tag, read_tags},
};

/// Maximum total size in bytes of the elements retained from a part that refers to other parts.
const RETAINED_BYTES_MAX: u64 = 1024 * 1024;

/// A sheet that is not hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VisibleSheet {
    pub(super) name: String,
    /// Path of the sheet's part, whose name in the archive may differ in case and in its slashes.
    pub(super) path: String,
}

/// What a workbook says about its other parts.
pub(super) struct Contents {
    /// The visible sheets in the order of their tabs.
    pub(super) sheets: Vec<VisibleSheet>,
    /// Paths of the other tabs: hidden sheets and charts, which are never read.
    pub(super) unread: Vec<String>,
    /// Whether some sheets are hidden such that a spreadsheet program can show them.
    pub(super) has_hidden_sheets: bool,
    /// Path of the shared strings.
    pub(super) shared: String,
    /// Path of the formats.
    pub(super) styles: String,
    /// Whether all formulas are calculated when the workbook is opened, because the program that wrote it did not calculate them, or not
    /// all of them.
    pub(super) are_results_stale: bool,
    /// Whether the workbook has no settings for calculations. Excel and `LibreOffice` always write them; some libraries do not, and write 0
    /// as the result of each formula.
    pub(super) are_zeros_stale: bool,
    /// Relationships that the cell reader cannot follow, rewritten so that it can, by path in lowercase.
    pub(super) rewritten: HashMap<String, String>,
}

/// Reads a workbook's relationships.
///
/// # Errors
///
/// [`Refusal::TooLarge`] if a part that refers to other parts is too large. [`Refusal::Damaged`] if the archive is not a readable workbook,
/// or if the cell reader might follow other references.
pub(super) fn contents<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Contents, Refusal> {
    let package = elements(archive, "_rels/.rels", "Relationship")?;
    let mut documents = package.iter().filter(|element| element.is_of("officeDocument"));
    let target = documents.next().and_then(|document| document.get("Target")).ok_or(Refusal::Damaged)?;
    if documents.next().is_some() || package.iter().any(|element| element.get("Type").is_none()) {
        return Err(Refusal::Damaged);
    }
    let mut rewritten = HashMap::new();
    if has_dots(target) {
        rewritten.insert("_rels/.rels".to_owned(), rewrite(&package, ""));
    }
    let workbook = resolve("", target);
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let path = format!("{folder}/_rels/{file}.rels");
    let targets = elements(archive, &path, "Relationship")?;
    // Other parts, such as those of add-ins, are not read.
    let is_read = |target: &&Element| ["worksheet", "sharedStrings", "styles"].iter().any(|kind| target.is_of(kind));
    if targets.iter().filter(is_read).filter_map(|target| target.get("Target")).any(has_dots) {
        rewritten.insert(normalize(path.trim_start_matches('/')), rewrite(&targets, folder));
    }
    let tabs = elements(archive, &workbook, "sheet")?;
    let calculations = elements(archive, &workbook, "calcPr")?;
    // The cell reader expects the shared strings and the styles at these paths. If they were elsewhere, it would return values that the
    // sheet does not show.
    let [shared, styles] = ["sharedStrings", "styles"].map(|kind| {
        let path = resolve(folder, &format!("{kind}.xml"));
        let own = targets.iter().find(|target| target.is_of(kind)).and_then(|target| target.get("Target"));
        own.is_none_or(|own| resolve(folder, own).eq_ignore_ascii_case(&path)).then_some(path)
    });
    let (shared, styles) = (shared.ok_or(Refusal::Damaged)?, styles.ok_or(Refusal::Damaged)?);
    let (mut sheets, mut unread, mut paths) = (Vec::new(), Vec::new(), HashMap::new());
    let mut has_hidden_sheets = false;
    for tab in &tabs {
        let target = tab.get("id").and_then(|id| targets.iter().rfind(|target| target.get("Id") == Some(id)));
        let Some(target) = target else { continue };
        let (Some(name), Some(path)) = (tab.get("name"), target.get("Target")) else { continue };
        let path = resolve(folder, path);
        // The cell reader finds a sheet by its name.
        if paths.insert(name, path.clone()).is_some_and(|other| other != path) {
            return Err(Refusal::Damaged);
        }
        // A tab may contain only a chart.
        if target.is_of("worksheet") && tab.get("state").is_none_or(|state| state == "visible") {
            sheets.push(VisibleSheet { name: name.to_owned(), path });
        } else {
            has_hidden_sheets |= target.is_of("worksheet") && tab.get("state") == Some("hidden");
            unread.push(path);
        }
    }
    let is_stale = |element: &Element| {
        let is_incomplete = || element.get("calcCompleted").is_some_and(|text| matches!(text, "0" | "false"));
        // With manual calculation, the sheet shows the previous results until they are calculated.
        element.get("fullCalcOnLoad").is_some_and(|text| matches!(text, "1" | "true"))
            || (is_incomplete() && element.get("calcMode") != Some("manual"))
    };
    let (are_results_stale, are_zeros_stale) = (calculations.iter().any(is_stale), calculations.is_empty());
    Ok(Contents { sheets, unread, has_hidden_sheets, shared, styles, are_results_stale, are_zeros_stale, rewritten })
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

    /// Returns `true` if a relationship has this type. Compares only the end of the URI, because Strict and Transitional workbooks (ISO/IEC
    /// 29500) use different prefixes.
    fn is_of(&self, kind: &str) -> bool {
        self.get("Type").and_then(|own| own.rsplit('/').next()) == Some(kind)
    }

    /// Returns the value of an attribute if it occurs exactly once.
    fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }
}

/// Returns the elements with this name in a part.
fn elements<R: Read + Seek>(archive: &mut ZipArchive<R>, path: &str, name: &str) -> Result<Vec<Element>, Refusal> {
    let path = path.trim_start_matches('/').to_ascii_lowercase();
    let index = archive.file_names().position(|own| own.is_ok_and(|own| normalize(&own) == path));
    let part = archive.by_index(index.ok_or(Refusal::Damaged)?).map_err(|_| Refusal::Damaged)?;
    let mut part = Part::new(part, PART_BYTES_MAX);
    let (mut found, mut retained_bytes) = (Vec::new(), 0);
    let (mut depth, mut roots) = (0, 0);
    let read = read_tags(&mut part, |tag, bytes| {
        match tag {
            Tag::Start(_) => {
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Tag::End(_) => depth -= 1,
            Tag::Text(_) | Tag::Reference(_) | Tag::CData(_) | Tag::Other => {}
        }
        // The cell reader stops at the end of the first root element.
        if roots > 1 {
            return Err(Refusal::Damaged);
        }
        if let Tag::Start(start) = tag
            && start.local_name().as_ref() == name
        {
            retained_bytes += bytes;
            if retained_bytes > RETAINED_BYTES_MAX {
                return Err(Refusal::TooLarge);
            }
            found.push(Element::of(start));
        }
        Ok(())
    });
    // If the part reached its limit, its end is missing, so the parser's own error does not count.
    if part.is_too_large { Err(Refusal::TooLarge) } else { read.map(|()| found) }
}

/// Returns the name of a part as the cell reader compares it to a path in lowercase: it ignores case and reads backslashes as slashes.
pub(super) fn normalize(name: &str) -> String {
    name.to_ascii_lowercase().replace('\\', "/")
}

/// Resolves a target, which is relative to a folder unless it begins with a slash. As in a URL, `.` is the same folder and `..` the one
/// above.
fn resolve(folder: &str, target: &str) -> String {
    let absolute = target.strip_prefix('/');
    let mut pieces: Vec<&str> =
        if absolute.is_some() || folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    for piece in absolute.unwrap_or(target).split('/') {
        match piece {
            "." => {}
            ".." => _ = pieces.pop(),
            _ => pieces.push(piece),
        }
    }
    pieces.join("/")
}

/// Returns `true` if a target contains `.` or `..` as the name of a folder, which the cell reader does not resolve.
fn has_dots(target: &str) -> bool {
    target.split('/').any(|piece| matches!(piece, "." | ".."))
}

/// Writes relationships with targets that the cell reader can follow.
fn rewrite(relationships: &[Element], folder: &str) -> String {
    let mut xml = "<Relationships>".to_owned();
    for relationship in relationships {
        xml.push_str("<Relationship");
        for name in ["Id", "Type", "Target"] {
            let Some(value) = relationship.get(name) else { continue };
            let resolved = (name == "Target" && has_dots(value)).then(|| format!("/{}", resolve(folder, value)));
            let value = quick_xml::escape::escape(resolved.as_deref().unwrap_or(value));
            // Writing to a string cannot fail.
            _ = write!(xml, " {name}=\"{value}\"");
        }
        xml.push_str("/>");
    }
    xml.push_str("</Relationships>");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_is_resolved_like_a_url() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "./worksheets/../worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/books", "../worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/a/../xl/sheet1.xml", "xl/sheet1.xml"),
            ("xl", "../../../sheet1.xml", "sheet1.xml"),
            ("", "./xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), expected, "{folder} {target}");
        }
    }
}
