//! Invents the second carrier of a shop: the API lists such a shop twice, a few metres apart.

use super::{Draft, Number, hours, moved, place_seed, weighted};
use crate::carriers::{Kind, Network, Premises};
use crate::country::Country;
use crate::gazetteer::Row;
use crate::point::{Coordinates, Point};
use crate::random::Random;

/// How many of the shops have a second carrier. Of the places in Florence 3 % have, where their names tell it.
const SHARE: f64 = 0.06;

/// The draft of the point with which a second carrier lists the shop of `first`, and the rest of its luck. `None` for
/// most shops, and for all that is no shop.
pub(crate) fn second(
    country: &Country,
    networks: &[Network],
    row: &Row,
    number: Number,
    first: &Draft,
) -> Option<(Draft, Random)> {
    let mut random = Random::seeded(&row.postal_code, place_seed(country, row) ^ u64::from(number.second().index));
    if first.kind.premises != Premises::Shop || !random.chance(SHARE) {
        return None;
    }
    let has_shops = |network: &&Network| network.kinds.iter().any(is_shop);
    let others = networks.iter().filter(|network| network.carrier != first.network.carrier).filter(has_shops);
    let others: Vec<Network> = others.copied().collect();
    let network = *weighted(&others, |network| network.share, &mut random)?;
    let kind = network.kinds.iter().find(|kind| is_shop(kind))?;
    // Not on the same spot, and not as far as the next house but one.
    let metres = 12.0 + 28.0 * random.unit();
    let position = moved(first.position, metres, &mut random)?;
    Some((Draft { position, network, kind, is_expired: random.chance(0.015) }, random))
}

/// The whole point: the first carrier's, as the second one writes it.
pub(super) fn point(first: Point, draft: &Draft, number: Number, random: &mut Random) -> Point {
    let mut point = first;
    if random.chance(0.4) {
        point.name = point.name.to_uppercase();
        point.address.street = point.address.street.to_uppercase();
    }
    if random.chance(0.3) {
        hours::end_earlier(&mut point.opening_times);
    }
    Point {
        id: number.id(),
        carrier: draft.network.carrier.into(),
        carrier_service_point_id: number.as_carrier_writes_it(draft.network.numbering),
        carrier_shop_type: draft.kind.shop_type.map(str::to_owned),
        general_shop_type: draft.kind.general.map(str::to_owned),
        position: Coordinates { latitude: draft.position.latitude(), longitude: draft.position.longitude() },
        is_expired: draft.is_expired,
        ..point
    }
}

fn is_shop(kind: &Kind) -> bool {
    kind.premises == Premises::Shop
}
