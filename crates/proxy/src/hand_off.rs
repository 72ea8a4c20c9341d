//! What becomes of a choice once the shopper has made it: what pages and the merchant's backend ask for, and the forms in
//! which a choice goes on.

mod body;
mod note;
pub(crate) mod platform;

pub use body::BodyError;
pub(crate) use body::{Choice, Order};
pub(crate) use note::Note;
pub(crate) use platform::Platform;
