mod fit;

use crate::mercator::World;
use crate::{Bounds, LngLat, Point, Size, math};

/// The furthest out a viewport goes.
pub const MIN_ZOOM: f64 = 2.0;
/// The closest in a viewport goes.
pub const MAX_ZOOM: f64 = 19.0;

/// Width of a tile in CSS pixels at a whole zoom; the world is one tile wide at zoom 0.
pub(crate) const TILE_SIZE: f64 = 256.0;

/// No screen is wider; it bounds the number of tiles.
const MAX_SIDE: f64 = 16_384.0;

/// Equator of the WGS 84 ellipsoid in metres, the length that web mercator is scaled by.
const EQUATOR: f64 = 40_075_016.685_578_49;

/// What a map shows: a centre, a fractional zoom and a size in CSS pixels.
///
/// The centre stays on the map: its latitude within [`MAX_LATITUDE`](crate::MAX_LATITUDE), its longitude turned into
/// -180..180. The view itself may reach beyond the northern and southern edge, where there is nothing. Zoom stays in
/// [`MIN_ZOOM`]..=[`MAX_ZOOM`], each side of the size in 0..=16384; NaN becomes the lower end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    center: World,
    zoom: f64,
    size: Size,
}

impl Viewport {
    /// A view of `size` with `center` in its middle.
    #[must_use]
    pub fn new(center: LngLat, zoom: f64, size: Size) -> Self {
        Self::around(World::of(center), zoom, size)
    }

    /// The one constructor: whatever comes in, the result is within its ranges.
    fn around(center: World, zoom: f64, size: Size) -> Self {
        let side = |length| math::clamp(length, 0.0, MAX_SIDE);
        Self {
            center: center.on_map(),
            zoom: math::clamp(zoom, MIN_ZOOM, MAX_ZOOM),
            size: Size { width: side(size.width), height: side(size.height) },
        }
    }

    /// The place in the middle, its longitude in -180..180.
    #[must_use]
    pub fn center(&self) -> LngLat {
        self.center.lng_lat()
    }

    /// The fractional zoom.
    #[must_use]
    pub fn zoom(&self) -> f64 {
        self.zoom
    }

    /// The size in CSS pixels.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// The same centre and zoom in another size.
    #[must_use]
    pub fn resized(self, size: Size) -> Self {
        Self::around(self.center, self.zoom, size)
    }

    /// Another place in the middle.
    #[must_use]
    pub fn centered(self, center: LngLat) -> Self {
        Self::new(center, self.zoom, self.size)
    }

    /// Another zoom around the same centre.
    #[must_use]
    pub fn with_zoom(self, zoom: f64) -> Self {
        Self::around(self.center, zoom, self.size)
    }

    /// The content moved by `dx` pixels to the right and `dy` down, as a drag moves it. It stops when the centre
    /// reaches the northern or southern edge of the map, and goes round and round eastwards and westwards.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        let scale = self.scale();
        let center = World { x: self.center.x - dx / scale, y: self.center.y - dy / scale };
        Self::around(center, self.zoom, self.size)
    }

    /// Closer by `delta` zoom levels (further out where negative), while the place under `anchor` stays there. Only
    /// the edges of the map can push it away, since the centre never leaves the map.
    #[must_use]
    pub fn zoomed_about(self, delta: f64, anchor: Point) -> Self {
        let zoomed = self.with_zoom(self.zoom + delta);
        // The anchor is so many pixels from the centre before and after, but a pixel is no longer as much of the world.
        let shift = 1.0 / self.scale() - 1.0 / zoomed.scale();
        let (right, down) = self.off_middle(anchor);
        let center = World { x: self.center.x + right * shift, y: self.center.y + down * shift };
        Self::around(center, zoomed.zoom, self.size)
    }

    /// Where a place is on the screen, on the copy of the world nearest to the centre.
    #[must_use]
    pub fn project(&self, at: LngLat) -> Point {
        let at = World::of(at);
        let scale = self.scale();
        let east = at.x - self.center.x;
        let east = east - math::round(east);
        Point { x: self.size.width / 2.0 + east * scale, y: self.size.height / 2.0 + (at.y - self.center.y) * scale }
    }

    /// The place under a spot of the screen, its longitude in -180..180. Beyond the northern or southern edge of the
    /// map it is the nearest place on that edge.
    #[must_use]
    pub fn unproject(&self, at: Point) -> LngLat {
        self.world_at(at).on_map().lng_lat()
    }

    /// The corners of the view, their longitudes unwrapped: see [`Bounds`].
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let corner = |x, y| {
            let corner = self.world_at(Point { x, y });
            World { y: math::clamp(corner.y, 0.0, 1.0), ..corner }.lng_lat()
        };
        let Size { width, height } = self.size;
        Bounds { north_east: corner(width, 0.0), south_west: corner(0.0, height) }
    }

    /// Metres on the ground that one CSS pixel covers in the middle of the view.
    #[must_use]
    pub fn metres_per_pixel(&self) -> f64 {
        EQUATOR / (self.scale() * self.center.stretch())
    }

    /// Width of the world in pixels.
    pub(crate) fn scale(&self) -> f64 {
        TILE_SIZE * math::exp2(self.zoom)
    }

    /// The top left corner, in pixels from the north-west corner of the world.
    pub(crate) fn origin(&self) -> Point {
        let scale = self.scale();
        Point { x: self.center.x * scale - self.size.width / 2.0, y: self.center.y * scale - self.size.height / 2.0 }
    }

    /// Pixels right of and below the middle of the view.
    fn off_middle(&self, at: Point) -> (f64, f64) {
        (at.x - self.size.width / 2.0, at.y - self.size.height / 2.0)
    }

    fn world_at(&self, at: Point) -> World {
        let scale = self.scale();
        let (right, down) = self.off_middle(at);
        World { x: self.center.x + right / scale, y: self.center.y + down / scale }
    }
}
