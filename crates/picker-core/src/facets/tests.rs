use service_points::{
    Address, Carrier, CarrierScope, Contact, CountryCode, Filters, OpeningTime, Position, ServicePointId,
    ServicePointList,
};

use super::*;
use crate::{Answer, Config, Effect, Event, update};

const EVENING: OpeningTime = OpeningTime { start: 540, end: 1200 };
const DAYTIME: OpeningTime = OpeningTime { start: 540, end: LATE };
const NIGHT_AND_DAY: OpeningTime = OpeningTime { start: 0, end: MINUTES_A_DAY };

fn week(open: impl Fn(usize) -> Option<OpeningTime>) -> Option<OpeningTimes> {
    Some(OpeningTimes { days: std::array::from_fn(|day| open(day).into_iter().collect()) })
}

fn point(id: i64, carrier: &str, kind: GeneralShopType, opening_times: Option<OpeningTimes>) -> ServicePoint {
    ServicePoint {
        id: ServicePointId::new(id).unwrap(),
        name: format!("Point {id}"),
        carrier: Carrier { code: carrier.to_owned(), name: carrier.to_uppercase(), logo_url: None, icon_url: None },
        carrier_service_point_id: id.to_string(),
        carrier_shop_type: None,
        general_shop_type: Some(kind),
        address: Address::default(),
        position: Position::new(43.0 + id as f64 / 100.0, 11.0).unwrap(),
        contact: Contact::default(),
        opening_times,
        is_open_tomorrow: false,
        next_open_at: None,
        is_expired: false,
        distance: None,
    }
}

/// 1: a shop of DHL's, daytime. 2: a shop of DHL's, evenings. 3: a locker of BRT's, always open. 4: a depot of BRT's,
/// Sundays alone. 5: a locker of InPost's without hours.
fn shown() -> State {
    let config = Config {
        endpoint: "/api".to_owned(),
        direct: false,
        country: CountryCode::new("IT").unwrap(),
        carriers: CarrierScope::Integration,
        start: None,
        filters: Filters::default(),
        radius: None,
        limit: None,
        follow_map: false,
        directions: String::new(),
        receipt: false,
        post_number: String::new(),
        countries: Vec::new(),
        preset: None,
    };
    let mut state = State::new(config);
    search(&mut state);
    state
}

fn search(state: &mut State) {
    let effects = update(state, Event::AddressSubmitted("Firenze".to_owned()));
    let sequence =
        effects.iter().find_map(|effect| if let Effect::Send(sequence, _) = effect { Some(*sequence) } else { None });
    let points = vec![
        point(1, "dhl", GeneralShopType::ServicePoint, week(|day| (day < 6).then_some(DAYTIME))),
        point(2, "dhl", GeneralShopType::ServicePoint, week(|day| (day < 5).then_some(EVENING))),
        point(3, "brt", GeneralShopType::Locker, week(|_| Some(NIGHT_AND_DAY))),
        point(4, "brt", GeneralShopType::CarrierDepot, week(|day| (day == 6).then_some(EVENING))),
        point(5, "inpost", GeneralShopType::Locker, None),
    ];
    let list = ServicePointList { points, ..ServicePointList::default() };
    let effects = update(state, Event::Answered(sequence.unwrap(), Ok(Answer::List(Box::new(list)))));
    assert!(effects.contains(&Effect::SeeDoors));
}

fn seen(state: &State) -> Vec<i64> {
    state.fitting().map(|point| point.id.get()).collect()
}

fn count(state: &State, bit: u32) -> Option<usize> {
    state.choosable().iter().find(|choosable| choosable.bit == bit).map(|choosable| choosable.count)
}

#[test]
fn each_facet_leaves_the_points_that_have_it() {
    for (bit, points) in [
        (OPEN_ON_SUNDAY, &[3, 4][..]),
        (OPEN_LATE, &[2, 3]),
        (ALL_DAY, &[3]),
        (1 << 4, &[1, 2]),
        (1 << 5, &[3, 5]),
        (1 << 6, &[]),
        (1 << 7, &[4]),
        (1 << 8, &[1, 2]),
        (1 << 9, &[3, 4]),
        (1 << 10, &[5]),
    ] {
        let mut state = shown();
        let expected = count(&state, bit).unwrap_or(0);
        update(&mut state, Event::FacetToggled(bit));
        assert_eq!(seen(&state), points, "bit {bit:#x}");
        assert_eq!(expected, points.len(), "what was promised for {bit:#x}");
        update(&mut state, Event::FacetToggled(bit));
        assert_eq!(seen(&state), [1, 2, 3, 4, 5]);
    }
}

#[test]
fn hours_must_all_hold_and_kinds_and_carriers_are_alternatives() {
    let mut state = shown();
    update(&mut state, Event::FacetToggled(1 << 9));
    update(&mut state, Event::FacetToggled(1 << 10));
    assert_eq!(seen(&state), [3, 4, 5]);
    update(&mut state, Event::FacetToggled(1 << 5));
    assert_eq!(seen(&state), [3, 5]);
    update(&mut state, Event::FacetToggled(OPEN_ON_SUNDAY));
    update(&mut state, Event::FacetToggled(ALL_DAY));
    assert_eq!(seen(&state), [3]);
    update(&mut state, Event::FacetsCleared);
    assert_eq!(seen(&state), [1, 2, 3, 4, 5]);
}

#[test]
fn counts_say_what_a_facet_would_leave_beside_the_others() {
    let mut state = shown();
    update(&mut state, Event::FacetToggled(1 << 5));
    assert_eq!(count(&state, 1 << 4), Some(2), "another kind instead");
    assert_eq!(count(&state, OPEN_ON_SUNDAY), Some(1), "of the lockers");
    assert_eq!(count(&state, 1 << 8), Some(0), "DHL has no locker here: impossible, and said so");
    assert_eq!(count(&state, 1 << 6), None, "there is no post office at all");
}

#[test]
fn what_is_open_now_is_told_by_the_clock() {
    let mut state = shown();
    assert_eq!(count(&state, OPEN_NOW), Some(0));
    update(&mut state, Event::DoorsSeen(vec![false, true, true, false, false]));
    assert_eq!(count(&state, OPEN_NOW), Some(2));
    update(&mut state, Event::FacetToggled(OPEN_NOW));
    assert_eq!(seen(&state), [2, 3]);
    update(&mut state, Event::DoorsSeen(vec![true, false, true, false, false]));
    assert_eq!(seen(&state), [1, 3], "an hour later");
}

fn order(state: &State) -> Vec<i64> {
    state.sites().map(|site| site[0].id.get()).collect()
}

#[test]
fn open_ones_come_first_when_that_is_wanted_and_do_not_move_by_themselves() {
    let mut state = shown();
    update(&mut state, Event::DoorsSeen(vec![false, true, true, false, false]));
    assert_eq!(order(&state), [1, 2, 3, 4, 5]);
    let before = state.results.version;
    update(&mut state, Event::FacetToggled(OPEN_FIRST));
    assert_eq!(order(&state), [2, 3, 1, 4, 5]);
    assert_ne!(state.results.version, before, "views notice");
    update(&mut state, Event::DoorsSeen(vec![true, false, true, false, false]));
    assert_eq!(order(&state), [2, 3, 1, 4, 5]);
    search(&mut state);
    update(&mut state, Event::DoorsSeen(vec![true, false, true, false, false]));
    assert_eq!(order(&state), [1, 3, 2, 4, 5], "a new answer is ordered anew");
    update(&mut state, Event::FacetToggled(OPEN_FIRST));
    assert_eq!(order(&state), [1, 2, 3, 4, 5]);
    assert_eq!(seen(&state), [1, 2, 3, 4, 5], "an order leaves nothing out");
}

#[test]
fn what_cannot_be_seen_cannot_be_chosen() {
    let mut state = shown();
    update(&mut state, Event::Highlighted(ServicePointId::new(1).unwrap()));
    update(&mut state, Event::FacetToggled(1 << 8));
    assert!(state.candidate().is_some());
    update(&mut state, Event::FacetToggled(ALL_DAY));
    assert_eq!(state.candidate(), None);
}

#[test]
fn filters_outlive_a_search_and_carriers_keep_their_bits() {
    let mut state = shown();
    update(&mut state, Event::FacetToggled(1 << 9));
    search(&mut state);
    assert_eq!(seen(&state), [3, 4]);
    assert_eq!(state.facets.carriers.len(), 3);
}

#[test]
fn a_choice_among_one_is_none() {
    let mut state = shown();
    state.results.points.truncate(2);
    learn(&mut state);
    assert!(state.choosable().iter().all(|choosable| choosable.bit & !HOURS == 0));
}
