//! The transcendental functions this crate needs, in one place, since each costs bytes where it is compiled to wasm.

pub(crate) fn sin(x: f64) -> f64 {
    x.sin()
}

pub(crate) fn cos(x: f64) -> f64 {
    x.cos()
}

pub(crate) fn asin(x: f64) -> f64 {
    x.asin()
}
