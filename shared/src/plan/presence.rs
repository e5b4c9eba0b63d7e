//! Who is in a file: everyone whose address can be read in a row, whatever else is wrong with the row.

use super::Planner;
use crate::{decode::Record, header::Target, ids::UserKey, layout::Field, rules::Address};

impl Planner {
    /// Returns `true` if a row has the address of this user, even if the row fails or is left out.
    pub fn has_row_of(&mut self, key: UserKey) -> bool {
        self.addresses.contains(key.to_bits()) || self.left_out.contains(key.to_bits())
    }

    /// Reads the address of a record that a correction leaves out.
    pub fn read_left_out(&mut self, record: &Record<'_>) {
        let is_email = |target: &Target| matches!(target, Target::Column(column) if column.field == Field::Email);
        let Some(index) = self.header.targets.iter().position(is_email) else { return };
        let Some(address) = Address::parse(record.cell(index)) else { return };
        let prepared = self.left_out.prepare(self.hasher.user_key(&address.key).to_bits());
        self.left_out.look_up(prepared, record.row, 0, 0);
    }
}
