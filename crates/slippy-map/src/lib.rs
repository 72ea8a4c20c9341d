//! slippy-map
