//! What an operator can do about an answer of the API, whose own sentences are for the developer of a client.

use service_points::{Error, Json, RetryAfter, read_error};

/// What a 400 means to an operator. Of the eight that the API documents, the proxy itself gives six before the API is
/// asked; the other two are about the integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// `Service points are not enabled for the authenticated integration.`
    SwitchedOff,
    /// `Service points are not supported for the requested carriers: acme.`
    UnknownCarrier,
    /// Something else: a rule that this version does not know.
    Other,
}

impl Refusal {
    /// Reads the body of a 400.
    pub(crate) fn read(body: &[u8]) -> Self {
        let body = Json::parse(body);
        Self::of(&read_error(400, None::<RetryAfter>, body.as_ref().as_ref()))
    }

    /// Goes by the documented sentences: `code` is `validation_error` for both, and for four others.
    pub(crate) fn of(error: &Error) -> Self {
        match error.detail() {
            Some(detail) if detail.starts_with("Service points are not enabled") => Self::SwitchedOff,
            Some(detail) if detail.starts_with("Service points are not supported for the requested carriers") => {
                Self::UnknownCarrier
            }
            Some(_) | None => Self::Other,
        }
    }

    /// How to mend it.
    pub(crate) const fn remedy(self) -> &'static str {
        match self {
            Self::SwitchedOff => {
                "Switch on \"Service Points\" in the integration's settings in Sendcloud's panel, with a carrier"
            }
            Self::UnknownCarrier => {
                "A carrier in SPP_CARRIERS, or in the picker's carriers attribute, is misspelt or has no service points; \
                 answers have the codes in carrier.code"
            }
            Self::Other => {
                "Is \"Service Points\" switched on in the integration's settings, with a carrier? The API may have a new \
                 rule that a newer version of this program keeps"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(detail: &str) -> Refusal {
        let error = serde_json::json!({"status": "400", "code": "validation_error", "detail": detail});
        Refusal::read(serde_json::json!({"errors": [error]}).to_string().as_bytes())
    }

    #[test]
    fn the_documented_sentences_are_told_apart() {
        for (detail, expected) in [
            ("Service points are not enabled for the authenticated integration.", Refusal::SwitchedOff),
            ("Service points are not supported for the requested carriers: acme.", Refusal::UnknownCarrier),
            ("Field required", Refusal::Other),
            ("", Refusal::Other),
        ] {
            assert_eq!(read(detail), expected, "{detail}");
        }
        for body in ["", "[]", "<html>", r#"{"errors":{}}"#] {
            assert_eq!(Refusal::read(body.as_bytes()), Refusal::Other, "{body}");
        }
    }
}
