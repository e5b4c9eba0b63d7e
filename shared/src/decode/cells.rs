//! A record cut into cells.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::scan::is_hidden;

/// Where each cell of a record lies: in the raw record if nothing had to be unquoted, else in a buffer of its own.
#[derive(Debug, Default)]
pub(super) struct Cells {
    places: Vec<Place>,
    unquoted: String,
    is_unquoted: bool,
    runaway: Option<Runaway>,
}

/// Where a cell lies: no record is as long as four gigabytes.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
    /// Whether it holds nothing but visible ASCII and spaces.
    is_plain: bool,
}

/// A quoted cell that runs over a line break and has text behind its closing quote: the quote is probably another cell's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Runaway {
    /// Which cell.
    pub(super) index: usize,
    /// Where its quote opens in the raw record.
    pub(super) at: usize,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn get<'a>(&'a self, index: usize, raw: &'a str) -> &'a str {
        self.source(raw).get(self.place(index).0).unwrap_or_default()
    }

    /// The text in which the cells lie.
    pub(super) fn source<'a>(&'a self, raw: &'a str) -> &'a str {
        if self.is_unquoted { &self.unquoted } else { raw }
    }

    /// Where in it the cell of this index lies, and whether it holds nothing but visible ASCII and spaces.
    #[inline]
    pub(super) fn place(&self, index: usize) -> (Range<usize>, bool) {
        self.places.get(index).map_or((0..0, true), |place| (place.start as usize..place.end as usize, place.is_plain))
    }

    /// Begins with a record whose cells lie in it as they are, each of which is then [added](Self::push).
    pub(super) fn begin(&mut self) {
        self.places.clear();
        self.is_unquoted = false;
        self.runaway = None;
    }

    /// Adds the next cell by its place in the raw record.
    #[inline]
    pub(super) fn push(&mut self, place: Range<usize>, is_plain: bool) {
        self.places.push(Place { start: place.start as u32, end: place.end as u32, is_plain });
    }

    /// The first cell of the record that runs over a line break to a quote that is hardly its own.
    pub(super) fn runaway(&self) -> Option<Runaway> {
        self.runaway
    }

    /// Cuts a record; answers whether a quote stood where none belongs.
    ///
    /// A cell that begins with a quote ends with the next single one; two quotes inside stand for one. What follows the
    /// closing quote, and quotes inside an unquoted cell, are taken as they stand: the reading of the `csv` crate.
    #[inline(never)]
    pub(super) fn cut(&mut self, raw: &str, delimiter: u8, has_quotes: bool) -> bool {
        self.begin();
        self.is_unquoted = has_quotes;
        if !has_quotes {
            let mut start = 0;
            for end in memchr_iter(delimiter, raw.as_bytes()) {
                self.push(start..end, is_plain(&raw[start..end]));
                start = end + 1;
            }
            self.push(start..raw.len(), is_plain(&raw[start..]));
            return false;
        }
        self.unquoted.clear();
        let mut is_lenient = false;
        let mut rest = raw;
        loop {
            let start = self.unquoted.len();
            if rest.as_bytes().first() == Some(&b'"') {
                let at = raw.len() - rest.len();
                rest = self.unquote(&rest[1..]);
                if !rest.is_empty() && rest.as_bytes()[0] != delimiter {
                    is_lenient = true;
                    if self.runaway.is_none() && self.unquoted[start..].contains(['\n', '\r']) {
                        self.runaway = Some(Runaway { index: self.places.len(), at });
                    }
                }
            }
            let end = memchr(delimiter, rest.as_bytes());
            let tail = &rest[..end.unwrap_or(rest.len())];
            is_lenient |= memchr(b'"', tail.as_bytes()).is_some();
            self.unquoted.push_str(tail);
            self.push(start..self.unquoted.len(), is_plain(&self.unquoted[start..]));
            match end {
                Some(end) => rest = &rest[end + 1..],
                None => return is_lenient,
            }
        }
    }

    /// Takes a quoted cell up to its closing quote; answers what follows it.
    fn unquote<'a>(&mut self, mut quoted: &'a str) -> &'a str {
        while let Some(at) = memchr(b'"', quoted.as_bytes()) {
            self.unquoted.push_str(&quoted[..at]);
            quoted = &quoted[at + 1..];
            if quoted.as_bytes().first() != Some(&b'"') {
                return quoted;
            }
            self.unquoted.push('"');
            quoted = &quoted[1..];
        }
        self.unquoted.push_str(quoted);
        ""
    }
}

fn is_plain(text: &str) -> bool {
    !text.bytes().any(is_hidden)
}
