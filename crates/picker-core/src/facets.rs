//! What the shopper wants to see of an answer: facets of its points, as bits of a number.
//!
//! | bits | facet | several together |
//! |---|---|---|
//! | 0 to 3 | open now, on Sunday, after 18:00, around the clock | all must hold |
//! | 4 to 7 | kind of place | any of them |
//! | 8 to 30 | carrier, in the order in which they appeared | any of them |
//! | 31 | no facet: those that are open come first | |

use service_points::{GeneralShopType, MINUTES_A_DAY, OpeningTimes, ServicePoint};

use crate::State;
use crate::hours::{OpenState, WallTime, open_state};
use crate::sites;

/// Open now.
pub const OPEN_NOW: u32 = 1;
/// Open some time on Sunday.
pub const OPEN_ON_SUNDAY: u32 = 1 << 1;
/// Open after [`LATE`] on most days from Monday to Friday.
pub const OPEN_LATE: u32 = 1 << 2;
/// Open day and night.
pub const ALL_DAY: u32 = 1 << 3;
/// The order: open ones first.
pub const OPEN_FIRST: u32 = 1 << 31;

/// When evening begins, in minutes since midnight.
pub const LATE: u16 = 18 * 60;

const HOURS: u32 = 0xF;
const KINDS: u32 = 0xF0;
const CARRIERS: u32 = !(HOURS | KINDS | OPEN_FIRST);
const FIRST_KIND: u32 = 4;
const FIRST_CARRIER: u32 = 8;
const LAST_CARRIER: u32 = 30;

/// The kinds of place, in the order of their bits.
pub const SHOP_TYPES: [GeneralShopType; 4] = [
    GeneralShopType::ServicePoint,
    GeneralShopType::Locker,
    GeneralShopType::PostOffice,
    GeneralShopType::CarrierDepot,
];

/// What is wanted, and what the points of the answer have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// What the shopper wants.
    pub wanted: u32,
    /// The carriers that have appeared, code and name; the first one has bit 8.
    pub carriers: Vec<(String, String)>,
    /// What each point has, in the answer's order.
    of: Vec<u32>,
    /// Whether the order waits for what is open now.
    unordered: bool,
}

/// What the shopper can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// Its bit.
    pub bit: u32,
    /// How many points there would be with it.
    pub count: usize,
}

impl State {
    /// Whether a point of the answer has what the shopper wants, by its index.
    #[must_use]
    pub fn fits(&self, index: usize) -> bool {
        fits(self.facets.of.get(index).copied().unwrap_or(0), self.facets.wanted)
    }

    /// The points that have what the shopper wants.
    pub fn fitting(&self) -> impl Iterator<Item = &ServicePoint> {
        self.results.points.iter().enumerate().filter(|(index, _)| self.fits(*index)).map(|(_, point)| point)
    }

    /// What can be asked for. A kind of place or a carrier is a choice only where there are several.
    #[must_use]
    pub fn choosable(&self) -> Vec<Choosable> {
        let Facets { wanted, of, .. } = &self.facets;
        let there = of.iter().fold(*wanted, |there, mask| there | mask);
        let several = |group: u32| if (there & group).count_ones() > 1 { there & group } else { wanted & group };
        let offered = HOURS | several(KINDS) | several(CARRIERS);
        let bits = (0..=LAST_CARRIER).map(|bit| 1 << bit).filter(|bit| offered & bit != 0);
        let count = |bit| {
            let group = [KINDS, CARRIERS].into_iter().find(|group| group & bit != 0).unwrap_or(0);
            let then = wanted & !group | bit;
            Choosable { bit, count: of.iter().filter(|mask| fits(**mask, then)).count() }
        };
        bits.map(count).collect()
    }
}

fn fits(mask: u32, wanted: u32) -> bool {
    let any = |group: u32| wanted & group == 0 || mask & wanted & group != 0;
    wanted & HOURS & !mask == 0 && any(KINDS) && any(CARRIERS)
}

/// Learns what the points of a new answer have. What is open now is told later.
pub(crate) fn learn(state: &mut State) {
    let facets = &mut state.facets;
    facets.unordered = true;
    facets.of.clear();
    for point in &state.results.points {
        let known = facets.carriers.iter().position(|(code, _)| *code == point.carrier.code);
        let carrier = known.unwrap_or_else(|| {
            facets.carriers.push((point.carrier.code.clone(), point.carrier.name.clone()));
            facets.carriers.len() - 1
        }) as u32;
        let kind = SHOP_TYPES.iter().position(|kind| point.general_shop_type.as_ref() == Some(kind));
        let mut mask = kind.map_or(0, |kind| 1 << (kind as u32 + FIRST_KIND));
        // A shop with more carriers than there are bits cannot choose among the last ones.
        if carrier <= LAST_CARRIER - FIRST_CARRIER {
            mask |= 1 << (carrier + FIRST_CARRIER);
        }
        facets.of.push(mask | point.opening_times.as_ref().map_or(0, of_hours));
    }
}

fn of_hours(times: &OpeningTimes) -> u32 {
    let late = times.days.iter().take(5).filter(|day| day.iter().any(|range| range.end > LATE)).count();
    let always = open_state(Some(times), WallTime { weekday: 0, minute: MINUTES_A_DAY / 2 }, None) == OpenState::AllDay;
    let bit = |bit, is_so| if is_so { bit } else { 0 };
    bit(OPEN_ON_SUNDAY, !times.days[6].is_empty()) | bit(OPEN_LATE, late >= 3) | bit(ALL_DAY, always)
}

/// Learns which points are open now. The list is put in order once for each answer: later it would move under the
/// shopper's finger.
pub(crate) fn doors(state: &mut State, open: &[bool]) {
    for (mask, open) in state.facets.of.iter_mut().zip(open) {
        *mask = *mask & !OPEN_NOW | u32::from(*open);
    }
    if std::mem::take(&mut state.facets.unordered) && state.facets.wanted & OPEN_FIRST != 0 {
        order(state);
    }
    forget_highlight(state);
}

/// Adds a facet to what is wanted, or takes it away.
pub(crate) fn toggle(state: &mut State, bit: u32) {
    state.facets.wanted ^= bit;
    if bit == OPEN_FIRST {
        order(state);
    }
    forget_highlight(state);
}

fn order(state: &mut State) {
    let sites = sites(&state.results.points);
    let is_open =
        |site: &Vec<usize>| site.iter().any(|index| state.facets.of.get(*index).is_some_and(|of| of & OPEN_NOW != 0));
    let first = state.facets.wanted & OPEN_FIRST != 0;
    let (mut ordered, rest): (Vec<_>, Vec<_>) = sites.into_iter().partition(|site| !first || is_open(site));
    ordered.extend(rest);
    state.results.sites = ordered;
    state.results.version += 1;
}

/// A point that is not to be seen is not looked at, or it could be chosen unseen.
fn forget_highlight(state: &mut State) {
    let seen = state.highlighted.is_some_and(|id| state.fitting().any(|point| point.id == id));
    if !seen {
        state.highlighted = None;
    }
}

#[cfg(test)]
mod tests;
