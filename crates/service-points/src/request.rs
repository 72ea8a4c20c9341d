use crate::{Search, ServicePointId};

/// An HTTP method that the API has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Asks for a live check.
    Post,
}

/// A request as a value: any HTTP client, or a closure in a test, can carry it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Path and query below the base URL, beginning with a slash.
    pub target: String,
}

impl Request {
    /// Retrieve a list of service points.
    #[must_use]
    pub fn list(search: &Search) -> Self {
        Self { method: Method::Get, target: ["/service-points?", &search.to_query()].concat() }
    }

    /// Retrieve a service point.
    #[must_use]
    pub fn retrieve(id: ServicePointId) -> Self {
        Self { method: Method::Get, target: ["/service-points/", &id.to_digits()].concat() }
    }

    /// Check availability of a service point. It may ask the carrier live, so it is slow, and scarce (100 a minute).
    #[must_use]
    pub fn check_availability(id: ServicePointId) -> Self {
        let target = ["/service-points/", &id.to_digits(), "/check-availability"].concat();
        Self { method: Method::Post, target }
    }
}
