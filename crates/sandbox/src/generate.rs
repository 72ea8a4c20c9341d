//! Invents service points around real postal codes, the same ones on every run.

mod hours;
mod names;
mod number;
mod shared;
mod sites;
mod words;

use service_points::Position;

use crate::carriers::{Kind, Network, Premises};
use crate::country::Country;
use crate::gazetteer::{Gazetteer, Row, city_of};
use crate::point::{Address, Contact, Coordinates, Point};
use crate::random::Random;
pub(crate) use number::Number;
pub(crate) use shared::second;
pub(crate) use sites::{Site, sites};
use words::Words;

/// What a search needs to know of an invented point, cheap enough to invent for a whole country at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft {
    pub(crate) position: Position,
    pub(crate) network: Network,
    pub(crate) kind: &'static Kind,
    pub(crate) is_expired: bool,
}

/// The draft of one of a site's points, and the rest of its luck. `None` where the country has no carriers.
pub(crate) fn draft(
    country: &Country,
    networks: &[Network],
    row: &Row,
    site: Site,
    index: u32,
) -> Option<(Draft, Random)> {
    let mut random = Random::seeded(&row.postal_code, place_seed(country, row) ^ u64::from(index));
    let position = scatter(row.position, site.spread, &mut random)?;
    let network = *weighted(networks, |network| network.share, &mut random)?;
    let kind = weighted(network.kinds, |kind| kind.share, &mut random)?;
    let is_expired = random.chance(0.015);
    Some((Draft { position, network, kind, is_expired }, random))
}

/// The whole point of that number.
pub(crate) fn point(
    country: &Country,
    networks: &[Network],
    gazetteer: &Gazetteer,
    site: Site,
    number: Number,
) -> Option<Point> {
    let row = gazetteer.rows.get(site.row as usize)?;
    let first = number.first();
    let (draft, mut random) = draft(country, networks, row, site, first.index)?;
    let alone = whole(country, gazetteer, row, first, &draft, &mut random)?;
    if first == number {
        return Some(alone);
    }
    let (draft, mut random) = second(country, networks, row, first, &draft)?;
    Some(shared::point(alone, &draft, number, &mut random))
}

fn whole(
    country: &Country,
    gazetteer: &Gazetteer,
    row: &Row,
    number: Number,
    draft: &Draft,
    random: &mut Random,
) -> Option<Point> {
    let words = Words::of(country.language, gazetteer.admin(row));
    let street = *random.pick(words.streets)?;
    let city = city_of(&row.place).to_owned();
    let carrier = draft.network.carrier;
    let name = names::name(carrier, draft.kind.premises, words, street, &city, random);
    let opening_times = hours::opening_times(draft.kind.premises, country.language, random);
    let (street, house_number) = names::street_line(country.language, street, random);
    Some(Point {
        id: number.id(),
        name,
        carrier: carrier.into(),
        carrier_service_point_id: number.as_carrier_writes_it(draft.network.numbering),
        carrier_shop_type: draft.kind.shop_type.map(str::to_owned),
        general_shop_type: draft.kind.general.map(str::to_owned),
        address: Address {
            street,
            house_number,
            postal_code: names::postal_code(country.code, &row.postal_code, random),
            city,
            country_code: country.code.to_owned(),
        },
        position: Coordinates { latitude: draft.position.latitude(), longitude: draft.position.longitude() },
        contact: contact(draft.kind.premises, number, random),
        opening_times,
        is_expired: draft.is_expired,
    })
}

fn place_seed(country: &Country, row: &Row) -> u64 {
    Random::seeded(country.code, 0).next() ^ Random::seeded(&row.place, 0).next()
}

/// Somewhere in a disc of that radius in metres.
fn scatter(middle: Position, radius: f64, random: &mut Random) -> Option<Position> {
    let distance = radius * random.unit().sqrt().max(0.08);
    moved(middle, distance, random)
}

/// So many metres away in some direction, at most six decimals of a degree.
fn moved(middle: Position, distance: f64, random: &mut Random) -> Option<Position> {
    const METRES_A_DEGREE: f64 = 111_195.0;
    let (sine, cosine) = (random.unit() * std::f64::consts::TAU).sin_cos();
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let latitude = middle.latitude() + distance * cosine / METRES_A_DEGREE;
    let shrink = middle.latitude().to_radians().cos().max(0.01);
    let longitude = middle.longitude() + distance * sine / (METRES_A_DEGREE * shrink);
    Position::new(rounded(latitude), rounded(longitude)).ok()
}

fn weighted<'a, T>(from: &'a [T], share: impl Fn(&T) -> usize, random: &mut Random) -> Option<&'a T> {
    let mut left = random.below(from.iter().map(&share).sum());
    from.iter().find(|item| {
        let taken = left < share(item);
        left = left.saturating_sub(share(item));
        taken
    })
}

/// Nobody's: a reserved domain, and no telephone number at all.
fn contact(premises: Premises, number: Number, random: &mut Random) -> Contact {
    let email = premises == Premises::Shop && random.chance(0.2);
    Contact {
        email: if email { format!("shop-{}@pickup.example", number.id()) } else { String::new() },
        phone: String::new(),
    }
}
