//! Prints a list returned by the API page by page, so that a long list is never held in memory as a whole.

use std::io::Write;

use serde_json::value::RawValue;

use super::{
    client::{ClientError, Page},
    error::CliError,
    output::Output,
    table::Table,
};

/// How a list is printed.
pub(super) struct List<const N: usize> {
    pub table: Table<N>,
    /// Converts an item, given as JSON, to cells.
    pub cells: fn(&str) -> [String; N],
    /// The message for an empty list.
    pub none: &'static str,
    /// Whether the list is printed as one JSON document instead of a table.
    pub is_json: bool,
}

impl<const N: usize> List<N> {
    /// Prints all pages, and returns the number of items. `read` fetches the page at a cursor, or the first page for `None`.
    pub(super) async fn print(
        mut self,
        output: &mut Output,
        read: impl AsyncFn(Option<&str>) -> Result<Page<Box<RawValue>>, ClientError>,
    ) -> Result<usize, CliError> {
        let mut page = read(None).await?;
        let mut count = 0;
        // Nothing is written until the first page has been read, so that a failed request leaves standard output empty.
        if self.is_json {
            output.out.write_all(b"{\"items\":[")?;
        }
        loop {
            if self.is_json {
                for item in &page.items {
                    output.out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
                    output.out.write_all(item.get().as_bytes())?;
                    count += 1;
                }
            } else {
                let rows: Vec<[String; N]> = page.items.iter().map(|item| (self.cells)(item.get())).collect();
                self.table.write(&rows, output)?;
                count += rows.len();
            }
            let Some(cursor) = page.next_cursor else { break };
            page = read(Some(cursor.as_str())).await?;
        }
        if self.is_json {
            output.out.write_all(b"\n]}\n")?;
        }
        output.out.flush()?;
        if count == 0 && !self.is_json {
            output.note(self.none);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::captured;

    #[tokio::test]
    async fn list_that_cannot_be_read_prints_nothing() {
        for is_json in [true, false] {
            let list = List { table: Table::new(["A"]), cells: |_| [String::new()], none: "None.", is_json };
            let (mut output, out, err) = captured::output();
            assert!(list.print(&mut output, async |_| Err(ClientError::Address)).await.is_err());
            assert_eq!((out.text(), err.text()), (String::new(), String::new()));
        }
    }
}
