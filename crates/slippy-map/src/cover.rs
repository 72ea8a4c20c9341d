use crate::{Point, Size, Tile, Viewport, math};

/// The highest number of pixels beyond its edges that a view is covered.
const MAX_MARGIN: f64 = 1024.0;

/// A tile and the rectangle of the screen that it fills, in whole CSS pixels from the top left corner of the view.
///
/// Rounding each tile's size by itself would leave hairlines between neighbours, or let them overlap. So the edges
/// between tiles are rounded, once, as positions in the world: a tile ends exactly where the next one begins, and its
/// width and height may differ from its neighbour's by a pixel. Sizes depend on the zoom alone; during a pan all
/// tiles move together by the same whole pixels. A tile lies within one pixel of where [`Viewport::project`] puts it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedTile {
    /// Which image to load.
    pub tile: Tile,
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Width; zero pixels never, one more or less than the neighbours' perhaps.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The tile's column before it is wrapped around the world. A tile that is on screen twice, in a view across more
    /// than the whole world, has two columns.
    pub column: i64,
}

impl Viewport {
    /// The tiles that cover the view and `margin` pixels around it (at most 1024), nearest to the middle first, so
    /// that the middle loads first.
    ///
    /// They are of the whole zoom level nearest to the view's zoom, but no deeper than `max_native_zoom`, and scaled
    /// to the view's zoom. Columns wrap around the world; north and south of it there are no tiles. None at all for a
    /// view without width or height.
    #[must_use]
    pub fn tiles(&self, max_native_zoom: u8, margin: f64) -> Vec<PlacedTile> {
        let Size { width, height } = self.size();
        let mut tiles = Vec::new();
        if width <= 0.0 || height <= 0.0 {
            return tiles;
        }
        let z = max_native_zoom.min(math::round(self.zoom()) as u8);
        let margin = math::clamp(margin, 0.0, MAX_MARGIN);
        let (columns, rows) = self.axes(z, margin);
        let middle = Point { x: width / 2.0, y: height / 2.0 };

        for row in rows.first().max(0)..=rows.last().min((1 << z) - 1) {
            for column in columns.first()..=columns.last() {
                let tile = Tile { z, x: (column & ((1 << z) - 1)) as u32, y: row as u32 };
                let Some(placed) = self.placed(tile, column, margin) else { continue };
                // A handful of tiles: inserting in order is smaller than a sort in the wasm, and no slower.
                let distance = placed.distance(middle);
                let rank = tiles.partition_point(|other: &PlacedTile| other.distance(middle) <= distance);
                tiles.insert(rank, placed);
            }
        }
        tiles
    }

    /// Where a tile of any level is, in a column that is not wrapped around the world yet. `None` where nothing of it is
    /// in the view or `margin` pixels around it.
    #[must_use]
    pub fn placed(&self, tile: Tile, column: i64, margin: f64) -> Option<PlacedTile> {
        let (columns, rows) = self.axes(tile.z, margin);
        let (left, width) = columns.place(column)?;
        let (top, height) = rows.place(i64::from(tile.y))?;
        Some(PlacedTile { tile, left, top, width, height, column })
    }

    /// Columns and rows of a level.
    fn axes(&self, z: u8, margin: f64) -> (Axis, Axis) {
        let length = self.scale() / (1_i64 << z) as f64;
        let (origin, size) = (self.origin(), self.size());
        let axis = |origin, side| Axis { length, origin: math::round(origin), from: -margin, to: side + margin };
        (axis(origin.x, size.width), axis(origin.y, size.height))
    }
}

impl PlacedTile {
    /// Square of the distance from the middle of the tile to `point`.
    fn distance(&self, point: Point) -> f64 {
        let x = self.left + self.width / 2.0 - point.x;
        let y = self.top + self.height / 2.0 - point.y;
        x * x + y * y
    }
}

/// Columns or rows of tiles along one axis of the screen.
struct Axis {
    /// Width of a tile in pixels, fractional.
    length: f64,
    /// Whole pixels from the edge of the world to the edge of the view.
    origin: f64,
    /// First pixel to cover, relative to the view.
    from: f64,
    /// Where covering ends, relative to the view.
    to: f64,
}

impl Axis {
    /// A tile at or before the first one that is needed; an edge may be rounded away by half a pixel.
    fn first(&self) -> i64 {
        ((self.origin + self.from - 1.0) / self.length).floor() as i64
    }

    /// A tile at or after the last one that is needed.
    fn last(&self) -> i64 {
        ((self.origin + self.to + 1.0) / self.length).floor() as i64
    }

    /// Start and length on the screen; `None` where nothing of the tile is needed.
    fn place(&self, index: i64) -> Option<(f64, f64)> {
        let edge = |index: i64| math::round(index as f64 * self.length) - self.origin;
        let (start, end) = (edge(index), edge(index + 1));
        (start < self.to && end > self.from).then_some((start, end - start))
    }
}
