//! What the shopper sees. Views derive from the state and send events; they decide nothing.

mod badge;
mod bar;
mod details;
mod feedback;
mod filters;
mod hours;
mod list;
mod picker;
mod problem;
mod row;
mod search_form;
mod summary;

pub(crate) use badge::badge;
pub(crate) use picker::picker;
