//! What a slippy map computes, without a browser: a web-mercator [`Viewport`] that pans, zooms and fits, the
//! [`PlacedTile`]s that cover it, the [`Bounds`] it shows, and the [`clusters`] of what lies close together on it.
//!
//! Everything is a value. Nothing here panics, and no method returns NaN for finite input: a latitude beyond the
//! mercator limit, a longitude of several turns, a zoom or a size out of range are brought into their range.
//!
//! ```
//! use slippy_map::{LngLat, Point, Size, Viewport};
//!
//! let florence = LngLat { longitude: 11.2558, latitude: 43.7731 };
//! let map = Viewport::new(florence, 14.0, Size { width: 800.0, height: 600.0 });
//! assert_eq!(map.project(florence), Point { x: 400.0, y: 300.0 });
//!
//! // The tile in the middle of the view comes first, so that it loads first.
//! let first = map.tiles(16, 0.0)[0];
//! assert_eq!((first.tile.z, first.tile.x, first.tile.y), (14, 8704, 5971));
//! ```

mod cluster;
mod cover;
mod geometry;
mod math;
mod mercator;
mod tile;
mod viewport;

pub use cluster::{Cluster, Place, clusters};
pub use cover::PlacedTile;
pub use geometry::{Bounds, LngLat, Point, Size};
pub use mercator::MAX_LATITUDE;
pub use tile::{Crop, Tile};
pub use viewport::{MAX_ZOOM, MIN_ZOOM, Viewport};
