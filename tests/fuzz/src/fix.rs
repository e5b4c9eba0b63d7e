//! The corrections file: if it is imported unchanged, its content is that of the original file.

use rollcall_domain::{
    decode::Decoder,
    export::{FixWriter, guard, unguard},
    header::{Header, Target, read_header},
    ids::ImportId,
    plan::{Drafts, KeyedHasher, Planner, Read},
    problem::Language,
};

use crate::world::{World, context, decoder, options};

/// The header and rows of a file, and its corrections file.
struct Written {
    header: Header,
    rows: Vec<Vec<String>>,
    fix: Vec<u8>,
}

/// Checks that every original cell survives the round trip through guarding and unguarding, even in the corrections file of a corrections
/// file.
pub(crate) fn round_trip(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let Some(first) = write(*choice, bytes) else { return };
    let Some(second) = write(*choice, &first.fix) else {
        panic!("a corrections file has a header: {:?}", first.header)
    };
    assert!(second.header.is_fix_file());
    assert_eq!(second.rows, first.rows);
    let Some(third) = write(*choice, &second.fix) else { panic!("a corrections file has a header") };
    assert_eq!(third.rows, first.rows);
}

fn write(choice: u8, bytes: &[u8]) -> Option<Written> {
    let options = options(choice);
    let layout = options.layout.layout();
    let import_id = ImportId::from("import");
    let context = context(&import_id, &options);
    let world = World::new();
    let mut decoder: Decoder = decoder(options.layout, bytes);
    let record = decoder.next_record().ok()??;
    let (header, problems) = read_header(&record, layout);
    if problems.iter().any(|problem| problem.code.refuses_file()) {
        return None;
    }
    let dialect = decoder.dialect()?;
    let mut planner = Planner::new(layout, header.clone(), KeyedHasher::new([7; 16]));
    let mut writer = FixWriter::new(&dialect, &header, decoder.encoding(), Language::English);
    let (mut rows, mut drafts) = (Vec::new(), Drafts::default());
    while let Ok(Some(record)) = decoder.next_record() {
        if record.too_long.is_some() {
            continue;
        }
        let Read::Draft = planner.read(&record, &mut drafts) else { continue };
        let is_fix_file = header.is_fix_file();
        let own = (0..header.targets.len()).filter(|index| header.targets[*index] != Target::Status);
        rows.push(
            own.map(|index| {
                let cell = record.cell(index);
                let cell = if is_fix_file { unguard(cell) } else { cell };
                assert_eq!(unguard(&guard(cell)), cell);
                cell.to_owned()
            })
            .collect(),
        );
        let row = planner.plan(&mut drafts, 0, &world, &context);
        drafts = Drafts::default();
        writer.push(record.raw, &row);
    }
    let fix = writer.take_bytes().to_vec();
    Some(Written { header, rows, fix })
}
