//! The transcendental functions this crate needs, in one place, since each costs bytes where it is compiled to wasm.
//! (A square root is an instruction of wasm and needs no place here.)

/// In a browser they are the browser's own: compiled into the wasm they were kilobytes of tables.
#[cfg(target_family = "wasm")]
pub(crate) use js_sys::Math::cos;

#[cfg(not(target_family = "wasm"))]
pub(crate) use native::cos;

#[cfg(not(target_family = "wasm"))]
mod native {
    pub(crate) fn cos(x: f64) -> f64 {
        x.cos()
    }
}
