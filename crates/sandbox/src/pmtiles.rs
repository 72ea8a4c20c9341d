//! Reads tiles from a PMTiles archive, version 3, held in memory.
//!
//! <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>

mod directory;

use directory::{Entry, entries};

/// A directory may point to another one; the specification asks readers to stop after three steps.
const MAX_DEPTH: usize = 3;
const HEADER_LENGTH: usize = 127;

/// An archive whose tiles are stored uncompressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Archive {
    bytes: &'static [u8],
}

impl Archive {
    /// Takes the bytes of a whole archive.
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    /// The picture of a tile; `None` where the archive has none.
    pub(crate) fn tile(&self, zoom: u8, x: u32, y: u32) -> Option<&'static [u8]> {
        let header = self.bytes.get(..HEADER_LENGTH)?;
        if !header.starts_with(b"PMTiles\x03") {
            return None;
        }
        let field = |index: usize| {
            let bytes = header.get(8 + index * 8..16 + index * 8)?;
            usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        let compressed = *header.get(97)? == 2;
        let wanted = tile_id(zoom, x, y)?;
        let mut directory = self.slice(field(0)?, field(1)?)?;
        for _ in 0..MAX_DEPTH {
            let list = entries(directory, compressed)?;
            let found = list.partition_point(|entry| entry.tile_id <= wanted).checked_sub(1)?;
            let Entry { tile_id, run_length, offset, length } = *list.get(found)?;
            if run_length > 0 {
                let inside = wanted - tile_id < u64::from(run_length);
                return if inside { self.slice(field(6)?.checked_add(offset)?, length) } else { None };
            }
            directory = self.slice(field(4)?.checked_add(offset)?, length)?;
        }
        None
    }

    fn slice(&self, offset: usize, length: usize) -> Option<&'static [u8]> {
        self.bytes.get(offset..offset.checked_add(length)?)
    }
}

/// Whether the world has such a tile.
pub(crate) fn is_tile(zoom: u8, x: u32, y: u32) -> bool {
    tile_id(zoom, x, y).is_some()
}

/// Number of a tile on the Hilbert curves of all zooms, one after the other. `None` outside the world.
fn tile_id(zoom: u8, x: u32, y: u32) -> Option<u64> {
    if zoom > 26 || x >> zoom != 0 || y >> zoom != 0 {
        return None;
    }
    let before = ((1_u64 << (2 * zoom)) - 1) / 3;
    let (mut x, mut y, mut along) = (u64::from(x), u64::from(y), 0);
    for level in (0..zoom).rev() {
        let side = 1_u64 << level;
        let (right, low) = (u64::from(x & side != 0), u64::from(y & side != 0));
        along += side * side * ((3 * right) ^ low);
        if low == 0 {
            if right == 1 {
                (x, y) = (side.wrapping_sub(1).wrapping_sub(x), side.wrapping_sub(1).wrapping_sub(y));
            }
            (x, y) = (y, x);
        }
    }
    Some(before + along)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_numbered_as_the_specification_numbers_them() {
        for (tile, id) in
            [((0, 0, 0), 0), ((1, 0, 0), 1), ((1, 0, 1), 2), ((1, 1, 1), 3), ((1, 1, 0), 4), ((2, 0, 0), 5)]
        {
            assert_eq!(tile_id(tile.0, tile.1, tile.2), Some(id), "{tile:?}");
        }
        assert_eq!(tile_id(12, 3423, 1763), Some(19_078_479));
        for outside in [(0, 1, 0), (3, 8, 0), (3, 0, 8), (27, 0, 0), (255, 0, 0)] {
            assert_eq!(tile_id(outside.0, outside.1, outside.2), None, "{outside:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_archive_hold_no_tile() {
        for bytes in [b"".as_slice(), b"PMTiles\x03", &[0; 200]] {
            assert_eq!(Archive::new(bytes).tile(0, 0, 0), None);
        }
    }
}
