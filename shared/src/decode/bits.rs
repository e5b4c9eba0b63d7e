//! A look at 64 bytes at once: one bit each.

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;

/// The block that begins here; where the text ends in it, with as many spaces as are wanting.
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

/// What is so of the bytes of a block. No branch, so that the compiler compares many of them at once.
#[inline]
pub(super) fn bits_of(block: &[u8; BLOCK], is_so: impl Fn(u8) -> bool) -> u64 {
    let mut found = [0; BLOCK];
    for (found, byte) in found.iter_mut().zip(block) {
        *found = u8::from(is_so(*byte));
    }
    found.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | gather(*eight))
}

/// Eight bytes of nought or one as eight bits: the product brings the bit of byte n, which is bit 8n, to 56 + n, by a factor with
/// the bit 56 - 7n.
#[inline]
fn gather(eight: [u8; 8]) -> u64 {
    u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
