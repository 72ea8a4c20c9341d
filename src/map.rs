//! The map: raster tiles as `<img>`, markers as buttons, and the gestures that move it.
//!
//! Tiles and markers are repeated hundreds of times and move sixty times a second, so these layers write to the page
//! themselves; everything around them is Leptos.

mod gestures;
mod layer;
mod markers;
mod pane;
mod pointers;
mod tiles;

#[cfg(feature = "element")]
pub(crate) use gestures::settled;
pub(crate) use pane::{pane, show};
