use service_points::{CountryCode, Error, Position, ReferencePoint, ServicePoint, ServicePointId, ServicePointList};

use crate::{Config, MapView};

/// What happened: something the shopper or the host did, or what came of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The shopper submitted an address.
    AddressSubmitted(String),
    /// The shopper asked for the points near where they are, and the browser told where that is.
    Located(Position),
    /// The browser did not tell where the shopper is: who uses it refused, or it does not know.
    NotLocated {
        /// Whether it was refused.
        refused: bool,
    },
    /// The host asked for the points near a place.
    Sought(ReferencePoint),
    /// The host asked for the last search again, or for the one to start with.
    RefreshRequested,
    /// The shopper, or the host, asked for the points of an area.
    AreaRequested(MapView),
    /// The shopper wants to look further than the last search did.
    WiderRequested,
    /// The shopper wants the failed call tried again.
    RetryRequested,
    /// The shopper moved the map, and this is what it shows now.
    MapMoved(MapView),
    /// The shopper looks at this point, in the list or on the map.
    Highlighted(ServicePointId),
    /// The shopper opened or closed the week of this point.
    HoursToggled(ServicePointId),
    /// The shopper wants to see only points that have this facet, or does not insist on it any more.
    FacetToggled(u32),
    /// The shopper wants to see all points again.
    FacetsCleared,
    /// Which points are open now, in the answer's order.
    DoorsSeen(Vec<bool>),
    /// The shopper searches in this country from now on.
    CountryChosen(CountryCode),
    /// The shopper typed a post number, or a part of one.
    PostNumberTyped(String),
    /// The shopper wants the highlighted point.
    ChoiceRequested,
    /// The shopper wants to choose again.
    ChangeRequested,
    /// The shopper keeps what was chosen before.
    ChangeAbandoned,
    /// The host takes the choice away, because the shopper collects nothing any more.
    Cleared,
    /// The host presets this point, or had it stored: it is read and checked again before it counts.
    Restored(ServicePointId),
    /// The host changed its attributes. What it presets is not among them: that is said by [`Event::Restored`].
    Configured(Box<Config>),
    /// A call was answered, or failed.
    Answered(u32, Result<Answer, Error>),
    /// The waiting time of a call is over.
    Waited(u32),
    /// The host accepted the proposed choice at this instant (ISO 8601, UTC), or refused it.
    HostDecided(u32, Option<String>),
}

/// A read answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To [`crate::Call::List`].
    List(Box<ServicePointList>),
    /// To [`crate::Call::Retrieve`].
    Point(Box<ServicePoint>),
    /// To [`crate::Call::Check`].
    Available(bool),
    /// To [`crate::Call::Sign`], for a point that is available: the receipt.
    Signed(String),
}
