//! What the service point picker decides: a state machine without browser, clock or network.
//!
//! A view sends an [`Event`]; [`update`] changes the [`State`] and answers with the [`Effect`]s that the shell has to
//! carry out; the shell sends what came of them back as events. Time, randomness and answers come in as values.

mod config;
mod effect;
mod event;
pub mod facets;
pub mod hours;
mod math;
pub mod reference;
mod selection;
mod sites;
mod state;
mod update;
pub mod zone;

pub use config::{Attributes, Config, ConfigError};
pub use effect::{Call, Effect, Failure, Report};
pub use event::{Answer, Event};
pub use facets::Facets;
pub use selection::{Availability, Selection};
pub use sites::sites;
pub use state::{Choice, Feedback, MapView, Phase, Problem, Results, State};
pub use update::{start, update};
