/// A place on the globe in WGS 84 degrees: longitude east, latitude north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LngLat {
    /// Degrees east of Greenwich.
    pub longitude: f64,
    /// Degrees north of the equator.
    pub latitude: f64,
}

/// A spot on the screen in CSS pixels from the top left corner of the viewport, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Pixels right of the left edge.
    pub x: f64,
    /// Pixels below the top edge.
    pub y: f64,
}

/// Width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The box between two corners of a map, in degrees.
///
/// Longitudes are unwrapped: `north_east.longitude >= south_west.longitude` always holds, and a view across the
/// antimeridian has a corner outside -180..180 (170 to 190, or -190 to -170). A view wider than the world spans more
/// than 360 degrees. Latitudes stop at the edge of the map, [`MAX_LATITUDE`](crate::MAX_LATITUDE).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The top right corner of the view.
    pub north_east: LngLat,
    /// The bottom left corner of the view.
    pub south_west: LngLat,
}
