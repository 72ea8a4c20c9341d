/// A tile of the usual z/x/y numbering: x eastwards from the antimeridian, y southwards from the northern edge, both
/// below 2^z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    /// Zoom level.
    pub z: u8,
    /// Column.
    pub x: u32,
    /// Row.
    pub y: u32,
}

/// Which part of an ancestor's image covers a tile: enlarge the image to `scale` x `scale` tiles, and show the square of
/// one tile that begins `x` tiles from its left and `y` tiles from its top.
///
/// In CSS, inside a clipping box of the tile's own size: `width` and `height` of `scale * 100%`, `left` of
/// `x * -100%`, `top` of `y * -100%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    /// Tiles left of the part.
    pub x: u32,
    /// Tiles above the part.
    pub y: u32,
    /// How many tiles of this zoom the ancestor is wide and high: 2^levels.
    pub scale: u32,
}

impl Tile {
    /// The tile `levels` zoom levels further out that contains this one, and the part of its image that does. `None`
    /// beyond the tile of the whole world. No level at all gives the tile itself, uncropped.
    #[must_use]
    pub fn ancestor(self, levels: u8) -> Option<(Self, Crop)> {
        let z = self.z.checked_sub(levels)?;
        let scale = 1_u32.checked_shl(u32::from(levels))?;
        let inside = scale - 1;
        let ancestor = Self { z, x: self.x >> levels, y: self.y >> levels };
        Some((ancestor, Crop { x: self.x & inside, y: self.y & inside, scale }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FLORENCE: Tile = Tile { z: 14, x: 8704, y: 5971 };

    #[test]
    fn a_parent_is_half_as_far_and_a_quarter_shows() {
        let parent = Tile { z: 13, x: 4352, y: 2985 };
        assert_eq!(FLORENCE.ancestor(1), Some((parent, Crop { x: 0, y: 1, scale: 2 })));
        assert_eq!(FLORENCE.ancestor(0), Some((FLORENCE, Crop { x: 0, y: 0, scale: 1 })));
    }

    #[test]
    fn nothing_lies_beyond_the_whole_world() {
        let world = Tile { z: 0, x: 0, y: 0 };
        assert_eq!(FLORENCE.ancestor(14), Some((world, Crop { x: 8704, y: 5971, scale: 16384 })));
        assert_eq!(FLORENCE.ancestor(15), None);
        assert_eq!(world.ancestor(1), None);
        assert_eq!(Tile { z: 255, x: 0, y: 0 }.ancestor(40), None);
    }

    proptest! {
        #[test]
        fn ancestor_and_crop_lead_back_to_the_tile(z in 0_u8..=24, levels in 0_u8..=24, x: u32, y: u32) {
            let side = 1_u32 << z;
            let tile = Tile { z, x: x % side, y: y % side };
            match tile.ancestor(levels) {
                None => prop_assert!(levels > z),
                Some((up, crop)) => {
                    prop_assert_eq!(up.z + levels, z);
                    prop_assert_eq!((up.x * crop.scale + crop.x, up.y * crop.scale + crop.y), (tile.x, tile.y));
                    prop_assert!(crop.x < crop.scale && crop.y < crop.scale);
                }
            }
        }
    }
}
