//! service-points
