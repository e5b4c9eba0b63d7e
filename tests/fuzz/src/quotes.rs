//! Correctly written records with one quote added or removed: no person is lost without an error.

use rollcall_domain::{decode::Decoder, layout::LayoutName};

/// Building blocks for the cells in a row.
const PIECES: [&str; 8] = ["a", " ", ",", "\"", "\n", "\r\n", "b c", "\\"];

/// Adds or removes a quote. The first bytes select the position of the address, the quote, and whether every cell is quoted; the others
/// encode text, three cells per person.
pub(crate) fn damaged(data: &[u8]) {
    let [index, removes, high, low, always, texts @ ..] = data else { return };
    let mut texts = texts
        .split(|byte| *byte >= 0xf0)
        .map(|text| text.iter().take(12).map(|byte| PIECES[usize::from(byte % 8)]).collect::<String>());
    let mut row = |address: String| -> Option<Vec<String>> {
        let mut row: Vec<String> = texts.by_ref().take(3).collect();
        (row.len() == 3).then(|| row.insert(usize::from(index % 4), address)).map(|()| row)
    };
    let quoting = if always % 2 == 0 { csv::QuoteStyle::Necessary } else { csv::QuoteStyle::Always };
    let mut writer = csv::WriterBuilder::new().quote_style(quoting).from_writer(Vec::new());
    let mut header = vec!["firstname", "x", "y"];
    header.insert(usize::from(index % 4), "email");
    let mut persons = 0;
    let mut is_written = writer.write_record(header).is_ok();
    while let Some(row) = row(format!("p{persons}@x.org")) {
        is_written &= writer.write_record(row).is_ok();
        persons += 1;
    }
    let Ok(bytes) = writer.into_inner() else { return };
    let Ok(mut file) = String::from_utf8(bytes) else { return };
    assert!(is_written);
    let Some(begun) = file.find('\n').map(|at| at + 1) else { return };
    let at = usize::from(u16::from_be_bytes([*high, *low]));
    let quotes: Vec<usize> = file.match_indices('"').map(|(at, _)| at).filter(|at| *at >= begun).collect();
    if removes % 2 == 0 && !quotes.is_empty() {
        file.remove(quotes[at % quotes.len()]);
    } else {
        file.insert(begun + at % (file.len() - begun + 1), '"');
    }
    let (found, has_error) = read(&file);
    for number in 0..persons {
        assert!(has_error || found.contains(&format!("p{number}@x.org")), "p{number} is lost in {file:?}: {found:?}");
    }
}

/// Returns the cells in the address column, and whether the file or a row has an error.
fn read(file: &str) -> (Vec<String>, bool) {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    decoder.push(file.as_bytes());
    decoder.finish();
    let (mut header, mut found, mut has_error) = (None, Vec::new(), false);
    loop {
        let record = match decoder.next_record() {
            Ok(None) => return (found, has_error),
            Err(_) => return (found, true),
            Ok(Some(record)) => record,
        };
        let Some((width, email)) = header else {
            header = record.cells().position(|label| label == "email").map(|email| (record.len(), email));
            continue;
        };
        let is_blank = record.cells().all(|cell| cell.trim().is_empty());
        let has_more = (width..record.len()).any(|index| !record.cell(index).trim().is_empty());
        let is_misread = record.lenient_quote().is_some() && record.len() != width;
        let address = record.cell(email).trim();
        let number = address.strip_suffix("@x.org").and_then(|local| local.strip_prefix('p'));
        // Any other text in the address column is an error in its row.
        let is_address = number.is_some_and(|number| number.parse::<u32>().is_ok());
        has_error |= !is_blank && (has_more || is_misread || !is_address || record.runaway_quote().is_some());
        found.push(address.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use crate::noise::Noise;

    /// Returns bytes that encode text.
    fn noise(seed: u64) -> Vec<u8> {
        let mut noise = Noise::new(seed);
        let length = 30 + usize::from(noise.next()) / 2;
        noise.bytes(length).into_iter().map(|byte| if byte % 3 == 0 { 0xff } else { byte % 8 }).collect()
    }

    #[test]
    fn noise_loses_no_person() {
        for seed in 0..20_000 {
            let mut data = noise(seed);
            data.splice(0..0, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()[..5].iter().copied());
            super::damaged(&data);
        }
    }
}
