use crate::{PostNumber, Search, ServicePointId};

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
    /// What is sent along, JSON; empty for nothing.
    pub body: String,
}

impl Request {
    fn get(target: String) -> Self {
        Self { method: Method::Get, target, body: String::new() }
    }

    /// Retrieve a list of service points.
    #[must_use]
    pub fn list(search: &Search) -> Self {
        Self::get(["/service-points?", &search.to_query()].concat())
    }

    /// Retrieve a service point.
    #[must_use]
    pub fn retrieve(id: ServicePointId) -> Self {
        Self::get(["/service-points/", &id.to_digits()].concat())
    }

    /// Check availability of a service point. It may ask the carrier live, so it is slow, and scarce (100 a minute).
    #[must_use]
    pub fn check_availability(id: ServicePointId) -> Self {
        let target = ["/service-points/", &id.to_digits(), "/check-availability"].concat();
        Self { method: Method::Post, target, body: String::new() }
    }

    /// Check availability, and let the proxy sign the choice. The API itself has no such call.
    #[must_use]
    pub fn sign(id: ServicePointId, post_number: Option<&PostNumber>) -> Self {
        let number = post_number.map_or_else(String::new, |number| ["\",\"post_number\":\"", number.as_str()].concat());
        // Digits need no escapes.
        let body = ["{\"id\":\"", &id.to_digits(), &number, "\"}"].concat();
        Self { method: Method::Post, target: "/selection".to_owned(), body }
    }
}
