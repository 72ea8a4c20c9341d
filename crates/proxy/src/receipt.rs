//! Receipts: what the proxy signs for a shopper who has chosen, and the merchant's backend can check without asking
//! anybody. A form field can be forged by whoever fills in the form; a receipt cannot.
//!
//! A receipt is a JSON Web Signature in its compact form (RFC 7515) with HS256, the claims of a JSON Web Token (RFC 7519)
//! and the name of its key in `kid`. Keys are a JWK Set (RFC 7517). ring does the cryptography; what is around it is three
//! texts and two dots, of which this reads nothing but the one form that it writes.

mod claims;
mod commands;
mod keys;
mod new_key;
mod token;

pub use claims::Claims;
pub(crate) use commands::{make_key, verify};
pub use keys::{KeyFileError, ReceiptKeys};
pub use token::ReceiptError;
