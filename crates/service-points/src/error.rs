/// What went wrong with a request, told apart by what the caller can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The request itself is wrong (400 and other 4xx): sending it again changes nothing.
    Rejected(Vec<ErrorObject>),
    /// The merchant must act: keys are missing or refused, or service points are switched off (401, 403, or a 400
    /// without a parameter to blame).
    Setup(Vec<ErrorObject>),
    /// There is no such service point (404).
    NotFound,
    /// Too many requests (429): wait, then try again.
    RateLimited(Option<RetryAfter>),
    /// Not now (408, 5xx, a geocoder's outage): try again a little later.
    Unavailable {
        /// HTTP status.
        status: u16,
        /// How long to wait, when the answer says so.
        retry_after: Option<RetryAfter>,
        /// What the answer says.
        errors: Vec<ErrorObject>,
    },
    /// There was an answer, but not the API's: not JSON, or JSON of another shape.
    Malformed,
    /// There was no answer: no network, a blocked request, a time-out.
    NoAnswer,
}

/// One entry of the API's `errors`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorObject {
    /// HTTP status, which the API writes as a text.
    pub status: String,
    /// Stable word for the error; the API's list is open, and `None` where it has null.
    pub code: Option<String>,
    /// Sentence for a developer.
    pub detail: String,
    /// What is to blame.
    pub source: Option<Source>,
    /// `meta.reason`: how a proxy tells its own errors (`rate_limited`, `upstream_timeout`, …) from the API's.
    pub reason: Option<String>,
}

/// What an error blames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A query parameter.
    Parameter(String),
    /// A JSON pointer into the request.
    Pointer(String),
    /// A header.
    Header(String),
}

/// `Retry-After` in either of its forms (RFC 9110, section 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// Seconds from the answer on.
    Seconds(u32),
    /// An instant, in seconds since 1970-01-01T00:00:00Z.
    At(i64),
}

impl RetryAfter {
    /// Reads the form in seconds. The form with a date needs a calendar, which callers have.
    #[must_use]
    pub fn from_seconds(header: &str) -> Option<Self> {
        header.trim().parse().ok().map(Self::Seconds)
    }
}

impl Error {
    /// Sorts an answer outside 2xx by what can be done about it.
    #[must_use]
    pub fn from_status(status: u16, retry_after: Option<RetryAfter>, errors: Vec<ErrorObject>) -> Self {
        match status {
            401 | 403 => Self::Setup(errors),
            404 => Self::NotFound,
            429 => Self::RateLimited(retry_after),
            408 | 500..=599 => Self::Unavailable { status, retry_after, errors },
            400 if errors.first().is_some_and(|error| error.source.is_none()) => Self::Setup(errors),
            400..=499 => Self::Rejected(errors),
            _ => Self::Malformed,
        }
    }

    /// Whether the same request may succeed later without anybody changing anything.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::RateLimited(_) | Self::Unavailable { .. } | Self::NoAnswer)
    }

    /// What the answer says, for a developer.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Rejected(errors) | Self::Setup(errors) | Self::Unavailable { errors, .. } => {
                errors.first().map(|error| error.detail.as_str())
            }
            Self::NotFound | Self::RateLimited(_) | Self::Malformed | Self::NoAnswer => None,
        }
    }
}
