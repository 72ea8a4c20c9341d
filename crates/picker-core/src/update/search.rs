use service_points::{
    Area, BoundingBox, CountryCode, Error, GeocodingStatus, Place, Position, ReferencePoint, Search, ServicePoint,
    ServicePointList, View,
};

use super::{report_failure, send};
use crate::{Call, Config, Effect, Facets, MapView, Phase, Problem, Report, Results, State, facets, reference, sites};

pub(super) fn at_start(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(reference) = state.config.start.clone() {
        near(state, reference, effects);
    } else if !state.config.filters.carrier_service_point_ids.is_empty() {
        search(state, Place::Country, true, effects);
    }
}

pub(super) fn address(state: &mut State, typed: &str, effects: &mut Vec<Effect>) {
    let address = typed.trim();
    if address.is_empty() {
        state.problem = Some(Problem::AddressMissing);
        return;
    }
    near(state, ReferencePoint::Address(address.to_owned()), effects);
}

/// The shopper searches in another country: what was found is of no use there, and neither is the place it was near. A choice
/// that counts stays, until there is another one.
pub(super) fn abroad(state: &mut State, country: CountryCode, effects: &mut Vec<Effect>) {
    if state.country != country {
        state.country = country;
        super::choose::stop(state, effects);
        leave(state, effects);
    }
}

/// The longest time that the shopper is shown going by until a search is tried again.
const LONGEST_COUNTDOWN_SECONDS: u32 = 30;

/// How long the map has to be at rest before its points are searched, where the list follows it.
const REST_MILLISECONDS: u32 = 300;

/// The map shows something else. A list that follows it searches there, unless all of it is listed already; each further
/// move begins the wait anew.
pub(super) fn moved(state: &mut State, view: MapView, effects: &mut Vec<Effect>) {
    if !state.config.follow_map {
        state.moved = Some(view);
        return;
    }
    let listed = |area: &BoundingBox| area.contains(&view.area.north_east()) && area.contains(&view.area.south_west());
    if !state.results.more && state.results.area.as_ref().is_some_and(listed) {
        return;
    }
    area(state, view, effects);
    // The call is sent after the wait.
    effects.pop();
    if let Some(asked) = &mut state.search_asked {
        asked.waited = 1;
        effects.push(Effect::Wait(asked.sequence, REST_MILLISECONDS, 0));
    }
}

/// Keeps the reference point, so that distances and order survive a pan. Where the place of an address is known, its
/// coordinates are sent and nothing is geocoded again.
pub(super) fn area(state: &mut State, view: MapView, effects: &mut Vec<Effect>) {
    state.moved = Some(view);
    let place = match state.located.map(ReferencePoint::Position).or_else(|| state.reference.clone()) {
        Some(reference) => Place::Near(reference, Area::Box(view.area)),
        None => Place::Within(view.area),
    };
    search(state, place, false, effects);
}

pub(super) fn wider_one(state: &mut State, effects: &mut Vec<Effect>) {
    let place = state.last_search.as_ref().and_then(|(search, _)| wider(search));
    if let Some(place) = place {
        search(state, place, true, effects);
    }
}

pub(super) fn again(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some((last, fit)) = state.last_search.clone() {
        search(state, last.place, fit, effects);
    }
}

/// One that is on its way is as new as another would be.
pub(super) fn refresh(state: &mut State, effects: &mut Vec<Effect>) {
    if state.search_asked.is_some() {
        return;
    }
    match state.last_search {
        Some(_) => again(state, effects),
        None => at_start(state, effects),
    }
}

/// Where to look when a search found too little: as far as the API goes. `None` when the search was not bound.
pub(crate) fn wider(search: &Search) -> Option<Place> {
    match &search.place {
        Place::Near(reference, Area::Box(_) | Area::Radius(_)) => Some(Place::Near(reference.clone(), Area::Closest)),
        Place::Within(area) => {
            let largest = largest_around(area)?;
            // A box that hardly grows would find the same again.
            (largest.diagonal() > 1.2 * area.diagonal()).then_some(Place::Within(largest))
        }
        Place::Near(_, Area::Closest) | Place::Country => None,
    }
}

fn largest_around(area: &BoundingBox) -> Option<BoundingBox> {
    let middle = |a: f64, b: f64| (a + b) / 2.0;
    let (north_east, south_west) = (area.north_east(), area.south_west());
    let center =
        (middle(north_east.latitude(), south_west.latitude()), middle(north_east.longitude(), south_west.longitude()));
    let view = View {
        center,
        north: center.0 + 1.0,
        south: center.0 - 1.0,
        east: center.1 + 1.0,
        west: center.1 - 1.0,
        aspect: 1.0,
    };
    BoundingBox::from_view(&view).map(|(largest, _)| largest)
}

pub(super) fn located(state: &mut State, position: Position, effects: &mut Vec<Effect>) {
    near(state, ReferencePoint::Position(position), effects);
    state.is_near_shopper = true;
}

pub(super) fn near(state: &mut State, reference: ReferencePoint, effects: &mut Vec<Effect>) {
    state.located = match &reference {
        ReferencePoint::Position(position) => Some(*position),
        ReferencePoint::Address(_) | ReferencePoint::Structured(_) => None,
    };
    state.is_near_shopper = false;
    state.reference = Some(reference.clone());
    let area = state.config.area();
    search(state, Place::Near(reference, area), true, effects);
}

fn asked(config: &Config, country: CountryCode, place: Place) -> Search {
    let (carriers, filters) = (config.carriers.clone(), config.filters.clone());
    Search { country, carriers, place, filters, limit: config.limit }
}

/// All of a configuration, besides country, start and radius, that the answer to a search depends on: a text that is another
/// one for another answer.
pub(super) fn scope(config: &Config) -> String {
    let everywhere = asked(config, config.country, Place::Country);
    [&config.endpoint, &*everywhere.to_query()].concat()
}

fn search(state: &mut State, place: Place, fit: bool, effects: &mut Vec<Effect>) {
    let search = asked(&state.config, state.country, place);
    state.last_search = Some((search.clone(), fit));
    state.phase = Phase::Searching;
    state.problem = None;
    state.countdown = 0;
    send(state, Call::List(Box::new(search)), effects);
}

pub(super) fn found(state: &mut State, search: &Search, list: ServicePointList, effects: &mut Vec<Effect>) {
    let area = match search.place {
        Place::Within(area) | Place::Near(_, Area::Box(area)) => Some(area),
        Place::Near(_, Area::Closest | Area::Radius(_)) | Place::Country => None,
    };
    let full = list.points.len() as u64 + u64::from(list.skipped) >= u64::from(state.config.limit_or_default());
    let clamped = area.is_some() && state.moved.is_some_and(|view| Some(view.area) == area && view.clamped);
    state.results = Results {
        sites: sites(&list.points),
        points: list.points,
        geocoding: list.geocoding,
        skipped: list.skipped,
        stale: list.stale,
        more: full,
        area,
        clamped,
        version: state.results.version + 1,
    };
    facets::learn(state);
    state.has_waited = false;
    locate(state);
    state.phase = Phase::Shown;
    if state.moved.is_some_and(|view| Some(view.area) == area) || area.is_none() {
        state.moved = None;
    }
    forget_what_is_gone(state);
    effects.push(Effect::SeeDoors);
    effects.push(Effect::Report(Report::Results));
    let fit = state.last_search.as_ref().is_some_and(|(_, fit)| *fit);
    if fit && !state.results.points.is_empty() {
        effects.push(Effect::FitMap);
    }
}

/// Lists a point that was not searched for, unless there is a list already, and looks at it.
pub(super) fn show(state: &mut State, point: ServicePoint, effects: &mut Vec<Effect>) {
    let id = point.id;
    if state.results.points.is_empty() {
        let version = state.results.version + 1;
        state.results = Results { sites: vec![vec![0]], points: vec![point], version, ..Results::default() };
        facets::learn(state);
        effects.extend([Effect::SeeDoors, Effect::FitMap]);
        if state.phase == Phase::Empty {
            state.phase = Phase::Shown;
        }
    }
    state.highlighted = state.point(id).map(|point| point.id);
}

pub(super) fn failed(state: &mut State, error: Error, effects: &mut Vec<Effect>) {
    state.phase = Phase::Failed;
    report_failure(&error, effects);
    // What is worth waiting for is waited for once; after that, or beyond it, the shopper decides.
    let seconds =
        State::retry_after_seconds(&error).filter(|seconds| (1..=LONGEST_COUNTDOWN_SECONDS).contains(seconds));
    if let Some(seconds) = seconds.filter(|_| !state.has_waited) {
        state.sequence += 1;
        state.counting = state.sequence;
        state.countdown = seconds;
        effects.push(Effect::Wait(state.counting, 1000, 0));
    }
    state.has_waited = false;
    state.problem = Some(Problem::SearchFailed(error));
}

/// A second less until the failed search is tried again.
pub(super) fn count_down(state: &mut State, effects: &mut Vec<Effect>) {
    state.countdown -= 1;
    if state.countdown > 0 {
        effects.push(Effect::Wait(state.counting, 1000, 0));
    } else {
        again(state, effects);
        state.has_waited = true;
    }
}

/// The host changed what to search for: `elsewhere` another country, `moved` another start, `scope` anything else that
/// changes the answer.
pub(super) fn reconfigured(state: &mut State, elsewhere: bool, moved: bool, scope: bool, effects: &mut Vec<Effect>) {
    if elsewhere {
        leave(state, effects);
        at_start(state, effects);
    } else if moved {
        at_start(state, effects);
    } else if scope && let Some((last, fit)) = state.last_search.clone() {
        let place = match last.place {
            Place::Near(reference, Area::Closest | Area::Radius(_)) => Place::Near(reference, state.config.area()),
            bound => bound,
        };
        search(state, place, fit, effects);
    }
}

/// Forgets all that was searched and found.
fn leave(state: &mut State, effects: &mut Vec<Effect>) {
    super::cancel(&mut state.search_asked, effects);
    let version = state.results.version + 1;
    state.results = Results { version, ..Results::default() };
    state.facets = Facets::default();
    state.last_search = None;
    state.reference = None;
    state.is_near_shopper = false;
    state.located = None;
    state.moved = None;
    state.problem = None;
    state.countdown = 0;
    state.phase = Phase::Empty;
    forget_what_is_gone(state);
}

/// Learns where the reference point is from the distances of an answer, which has no coordinates of it.
fn locate(state: &mut State) {
    let not_found = |status: &GeocodingStatus| *status == GeocodingStatus::NotFound;
    if state.results.geocoding.as_ref().is_some_and(|geocoding| not_found(&geocoding.status)) {
        state.reference = None;
        state.located = None;
    }
    if state.reference.is_some() && state.located.is_none() {
        let points = state.results.points.iter();
        let samples: Vec<(Position, u32)> =
            points.filter_map(|point| point.distance.map(|metres| (point.position, metres))).collect();
        state.located = reference::recover(&samples);
    }
}

fn forget_what_is_gone(state: &mut State) {
    let listed: Vec<_> = state.results.points.iter().map(|point| point.id).collect();
    state.highlighted = state.highlighted.filter(|id| listed.contains(id));
    state.hours_open.retain(|id| listed.contains(id));
}
