use serde::{Deserialize, Serialize};
use service_points::{PostNumber, ServicePointId};

/// What a receipt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The chosen point. A text in JSON, since JavaScript changes numbers above 2^53.
    pub id: ServicePointId,
    /// Code of its carrier, as the API wrote it.
    pub carrier: String,
    /// What a Packstation needs beside it; null in JSON when there is none.
    pub post_number: Option<PostNumber>,
    /// When it was found to be available, in seconds since 1970.
    pub iat: u64,
    /// From when on the receipt is not good any more, in seconds since 1970.
    pub exp: u64,
}

/// The same as JSON has it.
#[derive(Deserialize, Serialize)]
struct Wire {
    id: String,
    carrier: String,
    post_number: Option<String>,
    iat: u64,
    exp: u64,
}

impl Claims {
    /// One JSON object.
    pub(crate) fn to_json(&self) -> String {
        let post_number = self.post_number.as_ref().map(|number| number.as_str().to_owned());
        let Self { carrier, iat, exp, .. } = self;
        let wire = Wire { id: self.id.to_string(), carrier: carrier.clone(), post_number, iat: *iat, exp: *exp };
        // Texts and numbers have no form that JSON lacks.
        serde_json::to_string(&wire).unwrap_or_default()
    }

    /// `None` when that is not what these are.
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        let Wire { id, carrier, post_number, iat, exp } = serde_json::from_slice(json).ok()?;
        let post_number = match post_number {
            Some(text) => Some(PostNumber::new(&text)?),
            None => None,
        };
        Some(Self { id: id.parse().ok()?, carrier, post_number, iat, exp })
    }
}
