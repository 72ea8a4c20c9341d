use service_points::{
    BoundingBox, CountryCode, Error, Geocoding, GeocodingStatus, Position, PostNumber, Precision, ReferencePoint,
    RetryAfter, Search, ServicePoint, ServicePointId,
};

use crate::{Call, Config, Facets, Selection};

/// Everything the views show.
#[derive(Clone, Debug)]
pub struct State {
    /// What the host asks for.
    pub config: Config,
    /// The country that is searched in.
    pub country: CountryCode,
    /// What is going on with the list.
    pub phase: Phase,
    /// What the last answered search found.
    pub results: Results,
    /// What the shopper wants to see of them.
    pub facets: Facets,
    /// The point that the shopper looks at.
    pub highlighted: Option<ServicePointId>,
    /// Points whose week is open.
    pub hours_open: Vec<ServicePointId>,
    /// Points that turned out not to be available.
    pub unavailable: Vec<ServicePointId>,
    /// The shopper's post number, as typed.
    pub post_number: String,
    /// How far the choice is.
    pub choice: Choice,
    /// The choice that counts, until another one does.
    pub selection: Option<Selection>,
    /// What the map shows, when the shopper moved it since the last search.
    pub moved: Option<MapView>,
    /// Seconds until the search that failed is tried again by itself; 0 when it is not.
    pub countdown: u32,
    /// What to tell the shopper is wrong.
    pub problem: Option<Problem>,
    /// The number of that wait.
    pub(crate) counting: u32,
    /// Whether the search was already tried again by itself, which is done once.
    pub(crate) has_waited: bool,
    /// The place that distances are measured from, as the shopper or the host gave it.
    pub(crate) reference: Option<ReferencePoint>,
    /// Whether that is where the shopper is, by the browser.
    pub(crate) is_near_shopper: bool,
    /// Where that place is, once it is known.
    pub(crate) located: Option<Position>,
    /// The search on its way.
    pub(crate) search_asked: Option<Asked>,
    /// The call on its way that the choice waits for.
    pub(crate) choice_asked: Option<Asked>,
    /// The last search that was sent, and whether its results are to be shown whole on the map.
    pub(crate) last_search: Option<(Search, bool)>,
    /// The choice that is not made yet.
    pub(crate) pending: Option<Pending>,
    /// The choice of earlier that could not be read or checked again, and waits for another try.
    pub(crate) unrestored: Option<ServicePointId>,
    /// The number of the last proposal.
    pub(crate) proposal: u32,
    /// The number of the last call.
    pub(crate) sequence: u32,
}

/// A call that was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    /// Its number.
    pub(crate) sequence: u32,
    /// The call.
    pub(crate) call: Call,
    /// Milliseconds that were waited for it at the most, before another try.
    pub(crate) waited: u32,
}

/// A choice on its way to be made.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    /// What is to be chosen.
    pub(crate) selection: Selection,
    /// Whether it was made earlier and is only checked again, so that nobody is asked and nobody told.
    pub(crate) restoring: bool,
}

/// What is going on with the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was searched yet.
    Empty,
    /// A search is on its way; older results stay until it is answered.
    Searching,
    /// The results are those of the last search.
    Shown,
    /// The last search failed; older results stay.
    Failed,
}

/// What an answered search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The points, in the answer's order.
    pub points: Vec<ServicePoint>,
    /// The same by place: indices of the points that are one place to a shopper, as [`sites`](crate::sites) tells.
    pub sites: Vec<Vec<usize>>,
    /// How the address was understood.
    pub geocoding: Option<Geocoding>,
    /// Points that could not be read.
    pub skipped: u32,
    /// Whether the answer is an older one, because the API gave none.
    pub stale: bool,
    /// Whether the answer was full, so that there may be more points here.
    pub more: bool,
    /// The box that was searched, when it was one.
    pub area: Option<BoundingBox>,
    /// Whether that box is smaller than the map was, because the API searches no larger one.
    pub clamped: bool,
    /// Grows with each answer, so that a view can tell that the list is another one.
    pub version: u32,
}

/// What a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapView {
    /// The box to search there.
    pub area: BoundingBox,
    /// Whether that box is smaller than the map.
    pub clamped: bool,
}

/// How far a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The shopper looks around.
    Open,
    /// The availability of this point is being checked.
    Checking(ServicePointId),
    /// The host is asked whether it accepts.
    Proposed(ServicePointId),
    /// The chosen point is shown as a summary.
    Settled,
}

/// What to tell the shopper.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// No address was typed.
    AddressMissing,
    /// The browser did not tell where the shopper is.
    NotLocated {
        /// Whether its user refused.
        refused: bool,
    },
    /// A search failed.
    SearchFailed(Error),
    /// The check of this point failed, so it could not be chosen.
    CheckFailed(ServicePointId, Error),
    /// The point that the shopper wants needs a post number, and what was typed is none.
    PostNumberMissing,
    /// This point cannot be chosen any more.
    Unavailable(String),
    /// The shop does not accept this point.
    Refused(String),
    /// The point that was preset cannot be chosen any more.
    PresetGone,
}

/// How the address was understood, when the shopper should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Feedback<'a> {
    /// Found: this is what was found.
    Near(&'a str),
    /// Only a part of what was typed took part.
    Partly(&'a str),
    /// Found, but no closer than the city or region: the street would help.
    Broad(&'a str),
    /// Nothing was understood: the browser told where the shopper is.
    NearYou,
    /// Not found.
    NotFound,
}

impl State {
    /// The state before anything happened.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            country: config.country,
            post_number: config.post_number.clone(),
            config,
            phase: Phase::Empty,
            results: Results::default(),
            facets: Facets::default(),
            highlighted: None,
            hours_open: Vec::new(),
            unavailable: Vec::new(),
            choice: Choice::Open,
            selection: None,
            moved: None,
            countdown: 0,
            counting: 0,
            has_waited: false,
            problem: None,
            reference: None,
            is_near_shopper: false,
            located: None,
            search_asked: None,
            choice_asked: None,
            last_search: None,
            pending: None,
            unrestored: None,
            proposal: 0,
            sequence: 0,
        }
    }

    /// The listed point of this id.
    #[must_use]
    pub fn point(&self, id: ServicePointId) -> Option<&ServicePoint> {
        self.results.points.iter().find(|point| point.id == id)
    }

    /// The points of each place that is listed.
    pub fn sites(&self) -> impl Iterator<Item = Vec<&ServicePoint>> {
        let points = &self.results.points;
        self.results.sites.iter().map(|site| site.iter().filter_map(|index| points.get(*index)).collect())
    }

    /// The point that the shopper looks at, when it can be chosen.
    #[must_use]
    pub fn candidate(&self) -> Option<&ServicePoint> {
        self.highlighted.filter(|id| !self.unavailable.contains(id)).and_then(|id| self.point(id))
    }

    /// Whether a post number is asked for: the point that the shopper looks at cannot do without.
    #[must_use]
    pub fn asks_for_post_number(&self) -> bool {
        self.candidate().is_some_and(ServicePoint::needs_post_number)
    }

    /// The post number that was typed, when it is one. People write it in groups.
    pub(crate) fn typed_post_number(&self) -> Option<PostNumber> {
        let mut typed = self.post_number.clone().into_bytes();
        typed.retain(|byte| *byte != b' ');
        PostNumber::new(&String::from_utf8(typed).ok()?)
    }

    /// Whether the shopper waits for the endpoint or the host before a choice counts.
    #[must_use]
    pub fn is_choosing(&self) -> bool {
        matches!(self.choice, Choice::Checking(_) | Choice::Proposed(_))
    }

    /// How the address of the shown search was understood.
    #[must_use]
    pub fn feedback(&self) -> Option<Feedback<'_>> {
        let Some(geocoding) = self.results.geocoding.as_ref() else {
            return (self.is_near_shopper && self.results.version > 0).then_some(Feedback::NearYou);
        };
        if geocoding.status == GeocodingStatus::NotFound {
            return Some(Feedback::NotFound);
        }
        let address = geocoding.formatted_address.as_deref()?;
        Some(match (&geocoding.status, &geocoding.precision) {
            (GeocodingStatus::PartiallyMatched, _) => Feedback::Partly(address),
            (_, Some(Precision::City | Precision::Region)) => Feedback::Broad(address),
            _ => Feedback::Near(address),
        })
    }

    /// Whether the last search can look further: it was bound to a box or a radius.
    #[must_use]
    pub fn can_widen(&self) -> bool {
        self.last_search.as_ref().is_some_and(|(search, _)| crate::update::wider(search).is_some())
    }

    /// Whether a preset point is being read and checked, which nobody has to wait for.
    #[must_use]
    pub fn is_restoring(&self) -> bool {
        self.choice_asked.as_ref().is_some_and(|asked| match asked.call {
            Call::Retrieve(_) => true,
            Call::Check(_) | Call::Sign(..) | Call::List(_) => {
                self.pending.as_ref().is_some_and(|pending| pending.restoring)
            }
        })
    }

    /// Where distances are measured from, once it is known.
    #[must_use]
    pub const fn located(&self) -> Option<Position> {
        self.located
    }

    /// The number of the proposal that the host was asked about; 0, which no proposal has, when there is none.
    pub(crate) fn sequence_of_proposal(&self) -> u32 {
        if matches!(self.choice, Choice::Proposed(_)) { self.proposal } else { 0 }
    }

    /// Seconds that an error asks to wait, when it says so in seconds.
    pub(crate) fn retry_after_seconds(error: &Error) -> Option<u32> {
        match error {
            Error::RateLimited(Some(RetryAfter::Seconds(seconds)))
            | Error::Unavailable { retry_after: Some(RetryAfter::Seconds(seconds)), .. } => Some(*seconds),
            _ => None,
        }
    }
}
