use service_points::{Error, PostNumber, Request, Search, ServicePointId};

use crate::{Selection, State};

/// A call to the merchant's endpoint.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// Retrieve a list of service points.
    List(Box<Search>),
    /// Retrieve a service point.
    Retrieve(ServicePointId),
    /// Check availability of a service point.
    Check(ServicePointId),
    /// The same, and the proxy signs the choice.
    Sign(ServicePointId, Option<PostNumber>),
}

impl Call {
    /// The request that carries it.
    #[must_use]
    pub fn request(&self) -> Request {
        match self {
            Self::List(search) => Request::list(search),
            Self::Retrieve(id) => Request::retrieve(*id),
            Self::Check(id) => Request::check_availability(*id),
            Self::Sign(id, post_number) => Request::sign(*id, post_number.as_ref()),
        }
    }
}

/// What the shell has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a call, then come back with `Event::Answered` of the same number.
    Send(u32, Call),
    /// Abort the call of this number; its answer would be dropped.
    Cancel(u32),
    /// Come back with `Event::Waited` of the same number after so many milliseconds, and a random share of so many more.
    Wait(u32, u32, u32),
    /// Ask the host whether it accepts the choice, then come back with `Event::HostDecided` of the same number.
    Propose(u32, Box<Selection>),
    /// Tell the host.
    Report(Report),
    /// Come back with `Event::DoorsSeen`, at once.
    SeeDoors,
    /// Show all results on the map.
    FitMap,
}

/// What the host is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// Usable; a preset choice has been checked.
    Ready,
    /// A search was answered: the state has the results.
    Results,
    /// The search that was on its way is not: another took its place, or nobody has a use for it.
    Dropped,
    /// The shopper looked at another point.
    Highlight,
    /// The shopper's choice is another now, or none.
    Change,
    /// Something failed.
    Failed(Failure),
}

/// A failure as the host sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable code.
    pub code: &'static str,
    /// Sentence for a developer.
    pub message: String,
    /// Seconds until another try makes sense, when the answer said so.
    pub retry_after: Option<u32>,
}

impl Failure {
    /// What a failed call means to the host.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        let (code, fallback) = match error {
            Error::Rejected(_) => ("request_rejected", "The endpoint refused the request."),
            Error::Setup(_) => ("endpoint_setup", "The endpoint, or Sendcloud behind it, is not set up."),
            Error::NotFound => ("not_found", "No such service point, or no API at this endpoint."),
            Error::RateLimited(_) => ("rate_limited", "Too many requests."),
            Error::Unavailable { .. } => ("service_unavailable", "The service is not available."),
            Error::Malformed => ("answer_malformed", "The endpoint's answer is not the API's."),
            Error::NoAnswer => ("endpoint_unreachable", "The endpoint did not answer."),
        };
        let message = error.detail().filter(|detail| !detail.is_empty()).unwrap_or(fallback).to_owned();
        Self { code, message, retry_after: State::retry_after_seconds(error) }
    }
}
