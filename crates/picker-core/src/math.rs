//! The transcendental functions this crate needs, in one place, since each costs bytes where it is compiled to wasm.
//! (A square root is an instruction of wasm and needs no place here.)

pub(crate) fn cos(x: f64) -> f64 {
    x.cos()
}
