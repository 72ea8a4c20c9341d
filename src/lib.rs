//! A checkout widget with which a shopper picks the service point where to collect an order.
//!
//! **In a Leptos application** it is a component, [`ServicePointPicker`], with typed properties and callbacks. Its
//! documentation has an example; `examples/leptos` of the repository is a whole application, with the proxy that the picker
//! asks for points.
//!
//! **Elsewhere in Rust**, [`mount`] puts it into an element of the page: it takes that element, [`Options`] and
//! [`Callbacks`], and gives a [`Handle`]. The component and the custom element of the npm package both call it.
//!
//! On pages without Rust, use the custom element, `<service-point-picker>`, of the npm package `service-point-picker`.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `leptos` | yes | the component, and [`languages`]; for Leptos 0.8. The application chooses `csr`, `hydrate` or `ssr` |
//! | `element` | no | what the custom element of the npm package calls |
//!
//! # Rust
//!
//! Rust 1.95 or newer, for `wasm32-unknown-unknown`; what an application renders on a server builds for the server, too.
//! A newer Rust is asked for in a minor version, and never in a patch. `wasm-bindgen` is pinned to one version, since its
//! command line tool has to be of the very same; Trunk takes the one that `Cargo.lock` names.

mod browser;
#[cfg(feature = "leptos")]
mod component;
mod context;
mod dom;
#[cfg(feature = "element")]
mod element;
#[cfg(feature = "leptos")]
pub mod languages;
mod map;
mod mount;
mod shell;
mod style;
mod text;
mod views;

#[cfg(feature = "leptos")]
pub use component::{Accepts, ServicePointPicker, ServicePointPickerProps, Theme};
pub use mount::{Callbacks, Handle, Language, Options, Propose, Tell, mount};
pub use {picker_core, service_points};

/// The page that readers of the repository and of crates.io see first: what is Rust in it must compile.
#[cfg(all(doctest, feature = "leptos"))]
#[doc = include_str!("../README.md")]
struct Readme;
