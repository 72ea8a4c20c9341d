//! The transcendental functions this crate needs, in one place, since each costs bytes where it is compiled to wasm.

/// In a browser they are the browser's own: compiled into the wasm they were kilobytes of tables.
#[cfg(target_family = "wasm")]
pub(crate) use js_sys::Math::{asin, cos, sin};

#[cfg(not(target_family = "wasm"))]
pub(crate) use native::{asin, cos, sin};

#[cfg(not(target_family = "wasm"))]
mod native {
    pub(crate) fn sin(x: f64) -> f64 {
        x.sin()
    }

    pub(crate) fn cos(x: f64) -> f64 {
        x.cos()
    }

    pub(crate) fn asin(x: f64) -> f64 {
        x.asin()
    }
}
