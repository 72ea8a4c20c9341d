use serde::Deserialize;
use serde_json::Value;
use service_points::{PostNumber, ServicePoint, ServicePointId};
use thiserror::Error;

use super::Platform;
use crate::receipt::ReceiptError;

/// Why a body cannot be used. Nothing of the body is among it.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum BodyError {
    /// Not what a choice looks like.
    #[error(
        "The body has to be JSON such as {{\"id\": \"1000001\", \"post_number\": \"1234567\"}}, where post_number may be left out"
    )]
    NoChoice,
    /// Not what the backend sends.
    #[error(
        "The body has to be JSON such as {{\"receipt\": \"eyJ…\", \"platform\": \"sellercloud\"}}, where platform is sellercloud, \
         sendcloud-shipment, sendcloud-order or sendcloud-parcel"
    )]
    NoOrder,
    /// Another text.
    #[error("A post number is 6 to 10 digits")]
    PostNumber,
    /// None for a Packstation.
    #[error("A parcel for this Packstation needs the shopper's post number")]
    NoPostNumber,
    /// A receipt that was good once.
    #[error("The receipt has expired; let the shopper choose again")]
    Expired,
    /// A receipt that was never one.
    #[error("The receipt is none of this shop's")]
    Receipt,
}

impl BodyError {
    /// The stable word for it.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::NoChoice | Self::NoOrder => "invalid_body",
            Self::PostNumber => "invalid_post_number",
            Self::NoPostNumber => "post_number_required",
            Self::Expired => "receipt_expired",
            Self::Receipt => "invalid_receipt",
        }
    }

    /// The part of the body to blame, as a JSON pointer (RFC 6901).
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::NoChoice | Self::NoOrder => "",
            Self::PostNumber | Self::NoPostNumber => "/post_number",
            Self::Expired | Self::Receipt => "/receipt",
        }
    }
}

impl From<ReceiptError> for BodyError {
    fn from(error: ReceiptError) -> Self {
        match error {
            ReceiptError::Expired => Self::Expired,
            _ => Self::Receipt,
        }
    }
}

/// What a page sends to have its choice signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) id: ServicePointId,
    pub(crate) post_number: Option<PostNumber>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceWire {
    /// A text, or a number as the API itself writes it.
    id: Value,
    post_number: Option<String>,
}

impl Choice {
    pub(crate) fn read(body: &[u8]) -> Result<Self, BodyError> {
        let wire: ChoiceWire = serde_json::from_slice(body).map_err(|_| BodyError::NoChoice)?;
        let id = match wire.id {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => number.as_i64().and_then(ServicePointId::new),
            _ => None,
        };
        // What an empty field of a form sends.
        let given = wire.post_number.filter(|text| !text.is_empty());
        let post_number = match given {
            Some(text) => Some(PostNumber::new(&text).ok_or(BodyError::PostNumber)?),
            None => None,
        };
        Ok(Self { id: id.ok_or(BodyError::NoChoice)?, post_number })
    }

    /// Whether it has what a parcel for this point needs. A number that is not needed is kept: carriers differ in who
    /// asks for one.
    pub(crate) fn suffices(&self, point: &ServicePoint) -> Result<(), BodyError> {
        if point.needs_post_number() && self.post_number.is_none() { Err(BodyError::NoPostNumber) } else { Ok(()) }
    }
}

/// What the merchant's backend sends to have a choice go on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) receipt: String,
    pub(crate) platform: Platform,
}

impl Order {
    pub(crate) fn read(body: &[u8]) -> Result<Self, BodyError> {
        serde_json::from_slice(body).map_err(|_| BodyError::NoOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_an_id_and_perhaps_a_post_number() {
        for (body, number) in [
            (r#"{"id":"1000001"}"#, None),
            (r#"{"id":1000001,"post_number":null}"#, None),
            (r#"{"id":"1000001","post_number":""}"#, None),
            (r#" {"post_number":"0012345678","id":"1000001"} "#, Some("0012345678")),
        ] {
            let choice = Choice::read(body.as_bytes()).unwrap();
            assert_eq!(choice.id.get(), 1_000_001);
            assert_eq!(choice.post_number.as_ref().map(PostNumber::as_str), number, "{body}");
        }
    }

    #[test]
    fn other_bodies_are_refused_for_what_is_wrong_with_them() {
        for body in [
            "",
            "1000001",
            "[]",
            "{}",
            r#"{"id":"0"}"#,
            r#"{"id":-1}"#,
            r#"{"id":1.5}"#,
            r#"{"id":9223372036854775808}"#,
            r#"{"id":["1"]}"#,
            r#"{"id":"1","postNumber":"1234567"}"#,
            r#"{"id":"1","id":"2"}"#,
            r#"{"id":"1","post_number":1234567}"#,
            "id=1",
        ] {
            assert_eq!(Choice::read(body.as_bytes()), Err(BodyError::NoChoice), "{body}");
        }
        for number in ["12345", "12345678901", "12 34 56", "-123456", "abcdef"] {
            let body = format!(r#"{{"id":"1","post_number":"{number}"}}"#);
            assert_eq!(Choice::read(body.as_bytes()), Err(BodyError::PostNumber), "{number}");
        }
        for body in [
            "",
            r#"{"receipt":"a"}"#,
            r#"{"receipt":"a","platform":"shopify"}"#,
            r#"{"receipt":1,"platform":"sellercloud"}"#,
            r#"{"receipt":"a","platform":"sellercloud","order":1}"#,
        ] {
            assert_eq!(Order::read(body.as_bytes()).map(|_| ()), Err(BodyError::NoOrder), "{body}");
        }
    }
}
