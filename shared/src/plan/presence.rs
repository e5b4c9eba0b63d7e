//! Determines who is in a file: everyone whose address can be read in a row, whatever else is wrong with the row.

use super::{Planner, not_a_person};
use crate::{
    decode::Record,
    export::unguard,
    ids::UserKey,
    layout::Field,
    rules::{Address, clean},
};

/// Whether a file has a row with a user's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// At least one row has it and is planned.
    Planned,
    /// A correction leaves out each row that has it.
    LeftOut,
    /// No row has it.
    Absent,
}

impl Planner {
    /// Returns whether a row has this user's address, even if the row fails or is left out.
    pub fn presence_of(&mut self, key: UserKey) -> Presence {
        if self.addresses.contains(key.to_bits()) {
            Presence::Planned
        } else if self.left_out.contains(key.to_bits()) {
            Presence::LeftOut
        } else {
            Presence::Absent
        }
    }

    /// Reads the address in a record that a correction leaves out. An address that cannot be read may belong to anyone, so it is counted,
    /// except in a footer.
    pub fn read_left_out(&mut self, record: &Record<'_>) {
        let index = self.header.index_of(Field::Email);
        // A cell in a corrections file may be guarded against formulas.
        let cell = index.map_or("", |index| unguard(record.cell(index)));
        match Address::parse(&clean(cell)) {
            Some(address) => {
                let prepared = self.left_out.prepare(self.hasher.user_key(&address.key).to_bits());
                self.left_out.look_up(prepared, record.row, 0, 0);
            }
            None if not_a_person::footer(record, &self.header).is_none() => self.left_out_unreadable += 1,
            None => {}
        }
    }

    /// Returns the number of records, except footers, that a correction leaves out and whose address cannot be read.
    pub fn left_out_unreadable(&self) -> u64 {
        self.left_out_unreadable
    }
}
