//! picker-core
