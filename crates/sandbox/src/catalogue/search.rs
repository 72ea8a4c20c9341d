//! Which points answer a search, and in which order.

use service_points::{Area, CarrierScope, Filters, Limit, Place, Position, ReferencePoint, Search};

use super::Catalogue;
use crate::carriers::current_code;
use crate::geocode::Match;
use crate::point::Point;
use crate::random::Random;
use crate::region::{Candidate, Region};

/// The answer to a search.
#[derive(Debug)]
pub(crate) struct Found {
    /// The points, each with its distance in metres when there is a reference point.
    pub(crate) points: Vec<(Point, Option<f64>)>,
    /// How the address was understood.
    pub(crate) geocoding: Geocoding,
}

/// How the address of a search was understood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Geocoding {
    /// There was no address.
    NotAsked,
    /// No place of that address; then there are no points either.
    NotFound,
    /// A place.
    Matched(Match),
}

impl Catalogue {
    /// Searches as the API does: nearest first when there is a reference point, otherwise scattered, so that a limit
    /// does not favour one corner of a box.
    pub(crate) fn search(&self, search: &Search) -> Found {
        let region = self.region(search.country);
        let (reference, geocoding) = match &search.place {
            Place::Country | Place::Within(_) => (None, Geocoding::NotAsked),
            Place::Near(ReferencePoint::Position(position), _) => (Some(*position), Geocoding::NotAsked),
            Place::Near(address, _) => match region.and_then(|region| region.geocoder().find(address)) {
                Some(place) => (Some(place.position), Geocoding::Matched(place)),
                None => (None, Geocoding::NotFound),
            },
        };
        let points = match region {
            Some(region) if geocoding != Geocoding::NotFound => points(region, search, reference),
            _ => Vec::new(),
        };
        Found { points, geocoding }
    }
}

fn points(region: &Region, search: &Search, reference: Option<Position>) -> Vec<(Point, Option<f64>)> {
    let limit = search.limit.unwrap_or(Limit::DEFAULT).get() as usize;
    let codes = codes(&search.carriers, region);
    let fits = |candidate: &Candidate| {
        codes.as_ref().is_none_or(|codes| codes.contains(&&*candidate.carrier))
            && suits(&search.filters, candidate)
            && lies_in(&search.place, candidate, reference)
    };
    let distance = |candidate: &Candidate| reference.map(|reference| reference.distance_to(&candidate.position));
    let mut found: Vec<(i64, Option<f64>)> = if search.filters.carrier_service_point_ids.is_empty() {
        let fresh = region.candidates().iter().filter(|candidate| !candidate.is_expired && fits(candidate));
        fresh.map(|candidate| (candidate.id, distance(candidate))).collect()
    } else {
        let named = search.filters.carrier_service_point_ids.iter().flat_map(|id| region.by_carrier_id(id));
        let candidates = named.filter_map(|point| Candidate::of_point(&point));
        candidates.filter(|candidate| fits(candidate)).map(|candidate| (candidate.id, distance(&candidate))).collect()
    };
    found.sort_by(|(a, near), (b, far)| match (near, far) {
        (Some(near), Some(far)) => near.total_cmp(far).then(a.cmp(b)),
        _ => scattered(*a).cmp(&scattered(*b)),
    });
    found.dedup_by_key(|(id, _)| *id);
    found.truncate(limit);
    found.into_iter().filter_map(|(id, distance)| Some((region.point(id)?, distance))).collect()
}

/// `None`: all carriers of the country.
fn codes<'a>(scope: &'a CarrierScope, region: &Region) -> Option<Vec<&'a str>> {
    match scope {
        CarrierScope::Integration => None,
        CarrierScope::Codes(codes) => {
            let current = codes.as_slice().iter().filter_map(|code| current_code(code.as_str()));
            Some(current.filter(|code| region.has_carrier(code)).collect())
        }
    }
}

fn suits(filters: &Filters, candidate: &Candidate) -> bool {
    let shop_type = filters.carrier_shop_type.as_deref();
    let general = &filters.general_shop_types;
    shop_type.is_none_or(|wanted| candidate.shop_type.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(wanted)))
        && (general.is_empty() || general.iter().any(|wanted| Some(wanted.as_wire()) == candidate.general.as_deref()))
}

fn lies_in(place: &Place, candidate: &Candidate, reference: Option<Position>) -> bool {
    match place {
        Place::Country | Place::Near(_, Area::Closest) => true,
        Place::Within(area) | Place::Near(_, Area::Box(area)) => area.contains(&candidate.position),
        Place::Near(_, Area::Radius(radius)) => reference.is_some_and(|reference| {
            let metres = f64::from(radius.metres());
            // A degree of latitude is never shorter, so most points need no exact distance.
            let north = (reference.latitude() - candidate.position.latitude()).abs() * 110_000.0;
            north <= metres && reference.distance_to(&candidate.position) <= metres
        }),
    }
}

fn scattered(id: i64) -> u64 {
    Random::seeded("", id.unsigned_abs()).next()
}
