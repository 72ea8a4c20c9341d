//! A checkout widget with which a shopper picks the service point where to collect an order.
//!
//! The whole of it has one seam to the outside: [`mount`] takes an element of the page, [`Options`] and [`Callbacks`],
//! and gives a [`Handle`]. The custom element of the npm package and the Leptos component both call it.

mod browser;
#[cfg(feature = "leptos")]
mod component;
mod context;
mod dom;
#[cfg(feature = "element")]
mod element;
mod map;
mod mount;
mod shell;
mod style;
mod text;
mod views;

#[cfg(feature = "leptos")]
pub use component::ServicePointPicker;
pub use mount::{Callbacks, Handle, Language, Options, Propose, Tell, mount};
pub use {picker_core, service_points};
