//! A limit on the rows that a table accepts per second.

use std::{sync::Mutex, time::Instant};

/// A token bucket that holds at most the tokens of a tenth of a second.
pub(crate) struct Limit {
    rows_per_second: u64,
    /// Time of the last change, and the number of tokens then. A token is a millionth of a row.
    bucket: Mutex<(Instant, u64)>,
}

impl Limit {
    pub(crate) fn new(rows_per_second: u64) -> Self {
        Self { rows_per_second, bucket: Mutex::new((Instant::now(), 0)) }
    }

    /// Returns how many of the wanted rows are accepted now.
    fn take(&self, wanted: usize) -> usize {
        let mut bucket = self.bucket.lock().unwrap();
        let (since, tokens) = *bucket;
        let now = Instant::now();
        let since_us = u64::try_from(now.duration_since(since).as_micros()).unwrap();
        let tokens = (tokens + since_us * self.rows_per_second).min(self.rows_per_second * 100_000);
        let taken = wanted.min((tokens / 1_000_000) as usize);
        *bucket = (now, tokens - taken as u64 * 1_000_000);
        taken
    }
}

/// Returns the response to a `BatchExecuteStatement` request: the statements beyond the limit are throttled, and the rest acknowledged but
/// not stored.
pub(crate) fn acknowledge(limit: Option<&Limit>, body: &[u8]) -> String {
    let statements = memchr::memmem::find_iter(body, "\"Statement\":").count();
    let taken = limit.map_or(statements, |limit| limit.take(statements));
    let throttled = r#"{"Error":{"Code":"ThrottlingError","Message":"-"}}"#;
    let all = std::iter::repeat_n(r#"{"TableName":"t"}"#, taken);
    let all: Vec<&str> = all.chain(std::iter::repeat_n(throttled, statements - taken)).collect();
    format!(r#"{{"Responses":[{}]}}"#, all.join(","))
}
