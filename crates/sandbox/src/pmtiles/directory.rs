//! Decodes one directory of an archive.

use std::io::Read as _;

use flate2::read::GzDecoder;

/// Where `run_length` tiles from `tile_id` on are; another directory when `run_length` is 0.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) tile_id: u64,
    pub(super) run_length: u32,
    pub(super) offset: usize,
    pub(super) length: usize,
}

/// The entries, ordered by their first tile. `None` when the bytes are no directory.
pub(super) fn entries(bytes: &[u8], compressed: bool) -> Option<Vec<Entry>> {
    let mut plain = Vec::new();
    let mut rest = if compressed {
        GzDecoder::new(bytes).read_to_end(&mut plain).ok()?;
        plain.as_slice()
    } else {
        bytes
    };
    let count = usize::try_from(varint(&mut rest)?).ok().filter(|count| *count <= rest.len())?;
    let mut entries = vec![Entry::default(); count];
    let mut tile_id = 0_u64;
    for entry in &mut entries {
        tile_id = tile_id.checked_add(varint(&mut rest)?)?;
        entry.tile_id = tile_id;
    }
    for entry in &mut entries {
        entry.run_length = u32::try_from(varint(&mut rest)?).ok()?;
    }
    for entry in &mut entries {
        entry.length = usize::try_from(varint(&mut rest)?).ok()?;
    }
    let mut end_of_previous = 0;
    for entry in &mut entries {
        // Zero stands for "right behind the one before", every other number for itself plus one.
        entry.offset = match usize::try_from(varint(&mut rest)?).ok()? {
            0 => end_of_previous,
            offset => offset - 1,
        };
        end_of_previous = entry.offset.checked_add(entry.length)?;
    }
    Some(entries)
}

/// Little-endian base 128.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
