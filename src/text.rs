//! Every text that a shopper reads, and numbers and times in the shopper's language.

mod format;
mod open;

pub(crate) use format::Locale;
pub(crate) use open::{OpenWords, day_hours};

/// Defines [`Text`] and its English wording.
macro_rules! texts {
    ($($key:ident = $english:literal,)*) => {
        /// A text. Names in braces are filled in by [`Locale::fill`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Text {
            $(#[doc = $english] $key,)*
        }

        impl Text {
            const fn english(self) -> &'static str {
                match self {
                    $(Self::$key => $english,)*
                }
            }
        }
    };
}

texts! {
    AddressLabel = "Where do you want to collect your order?",
    AddressHint = "Street and town, or postal code",
    AddressMissing = "Type a street and town, or a postal code.",
    Search = "Search",
    Near = "Near",
    PartlyMatched = "We could not find all of that address. Showing points near",
    BroadMatch = "We know the town, not the street. Add a street for exact distances. Showing points near",
    NotFound = "We could not find that address. Check the spelling, or try just the postal code or town.",
    Start = "Type an address to see the pickup points near it.",
    Points = "Pickup points",
    PointsFound = "{count} pickup points, the nearest {distance} away.",
    PointsFoundHere = "{count} pickup points in this area.",
    OnePointFound = "1 pickup point, {distance} away.",
    OnePointFoundHere = "1 pickup point in this area.",
    NoPoints = "There are no pickup points here.",
    NoPointsAtAll = "There are no pickup points for this search. Try another address.",
    Wider = "Look further away",
    More = "There are more points here than the list can hold. Zoom in to see them.",
    Skipped = "Some points could not be read and are left out.",
    Clamped = "The map shows more than one search can cover: the points inside the marked area are listed.",
    Searching = "Looking for pickup points",
    List = "List",
    Map = "Map",
    Hours = "Hours",
    HoursOf = "Opening hours of {name}",
    Today = "today",
    Closed = "Closed",
    AllDay = "Open 24 hours",
    OpenUntil = "Open until {time}",
    OpenUntilTomorrow = "Open until tomorrow {time}",
    OpenUntilDay = "Open until {day} {time}",
    ClosesAt = "Closes at {time}",
    OpensAgain = "opens again {time}",
    OpensAt = "opens at {time}",
    OpensTomorrow = "opens tomorrow {time}",
    OpensDay = "opens {day} {time}",
    ClosedUntilNextWeek = "Closed until next week",
    ClosedThisWeek = "Closed this week",
    HoursUnknown = "Opening hours not known",
    ServicePoint = "Parcel shop",
    Locker = "Parcel locker",
    PostOffice = "Post office",
    CarrierDepot = "Depot",
    NotAvailable = "Not available at the moment",
    Away = "{distance} away",
    PickHint = "Pick a point from the list.",
    PickHintMap = "Pick a point from the list or the map.",
    Use = "Use this point",
    Checking = "Checking…",
    Chosen = "Your pickup point",
    Change = "Change",
    Keep = "Keep {name}",
    Expired = "The carrier has not confirmed this point for a while.",
    Retry = "Try again",
    Unavailable = "{name} cannot take your parcel at the moment. Please pick another point.",
    Refused = "The shop cannot deliver to {name}. Please pick another point.",
    PresetGone = "The pickup point chosen earlier is not available any more. Please pick another one.",
    SearchUnanswered = "No connection. Check your internet connection and try again.",
    SearchUnavailable = "The search does not work at the moment. Please try again shortly.",
    SearchLimited = "Too many searches at once. Please wait a moment, then try again.",
    SearchSetup = "Pickup points are not available in this shop at the moment.",
    SearchRefused = "That search did not work. Please try another address.",
    CheckFailed = "We could not check this point. Please try again.",
    SkipMap = "Skip the map",
    MapLabel = "Map of pickup points. Arrow keys move it, plus and minus zoom.",
    ZoomIn = "Zoom in",
    ZoomOut = "Zoom out",
    PanNorth = "Move up",
    PanSouth = "Move down",
    PanWest = "Move left",
    PanEast = "Move right",
    SearchArea = "Search this area",
}
