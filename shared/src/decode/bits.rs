//! Tests 64 bytes at a time; each bit of the result represents one byte.

/// Number of bytes tested at a time.
pub(super) const BLOCK: usize = 64;

/// Returns the block that begins at `from`, padded with spaces past the end of the text.
#[inline]
pub(super) fn block_from(text: &[u8], from: usize) -> [u8; BLOCK] {
    let rest = text.get(from..).unwrap_or_default();
    if let Some(block) = rest.first_chunk() {
        return *block;
    }
    let mut block = [b' '; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    block
}

/// Returns one bit for each byte of the block, set if `is_so` returns `true` for the byte. The loop has no branch, so the compiler
/// vectorizes it.
#[inline]
pub(super) fn bits_of(block: &[u8; BLOCK], is_so: impl Fn(u8) -> bool) -> u64 {
    let mut found = [0; BLOCK];
    for (found, byte) in found.iter_mut().zip(block) {
        *found = u8::from(is_so(*byte));
    }
    found.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | gather(*eight))
}

/// Packs eight bytes, each 0 or 1, into eight bits. Bit 8n must move to bit 56 + n, so the factor contains bit 56 - 7n for each n.
#[inline]
fn gather(eight: [u8; 8]) -> u64 {
    u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
