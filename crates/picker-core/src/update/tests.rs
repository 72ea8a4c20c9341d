use service_points::{
    Address, Area, BoundingBox, Carrier, CarrierScope, Contact, CountryCode, Filters, Geocoding, GeocodingStatus,
    Place, Position, Precision, ReferencePoint, RetryAfter, ServicePoint, ServicePointId, ServicePointList,
};

use super::*;
use crate::{Availability, Feedback, MapView, Phase, Problem};

mod host;

fn config() -> Config {
    Config {
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
    }
}

fn id(number: i64) -> ServicePointId {
    ServicePointId::new(number).unwrap()
}

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn point(number: i64, position: Position, distance: Option<u32>) -> ServicePoint {
    ServicePoint {
        id: id(number),
        name: format!("Point {number}"),
        carrier: Carrier { code: "dhl".to_owned(), name: "DHL".to_owned(), logo_url: None, icon_url: None },
        carrier_service_point_id: number.to_string(),
        carrier_shop_type: None,
        general_shop_type: None,
        address: Address { country_code: "IT".to_owned(), ..Address::default() },
        position,
        contact: Contact::default(),
        opening_times: None,
        is_open_tomorrow: false,
        next_open_at: None,
        is_expired: false,
        distance,
    }
}

/// Eight points around Florence's centre, with their true distances from it.
fn florence() -> (Position, Vec<ServicePoint>) {
    let center = at(43.7731, 11.2558);
    let points = (0..8_i32).map(|step| {
        let angle = f64::from(step) * 0.8;
        let place = at(43.7731 + 0.004 * f64::from(step + 1) * angle.cos() / 4.0, 11.2558 + 0.006 * angle.sin());
        point(i64::from(step) + 1, place, Some(center.distance_to(&place).round() as u32))
    });
    (center, points.collect())
}

fn matched(precision: Precision) -> Option<Geocoding> {
    Some(Geocoding {
        status: GeocodingStatus::Matched,
        precision: Some(precision),
        formatted_address: Some("Via Romana, 50125 Firenze".to_owned()),
    })
}

fn list(points: Vec<ServicePoint>, geocoding: Option<Geocoding>) -> Result<Answer, Error> {
    Ok(Answer::List(Box::new(ServicePointList { points, geocoding, ..ServicePointList::default() })))
}

fn sent(effects: &[Effect]) -> (u32, Call) {
    let mut calls = effects.iter().filter_map(|effect| match effect {
        Effect::Send(sequence, call) => Some((*sequence, call.clone())),
        _ => None,
    });
    calls.next().unwrap_or_else(|| panic!("nothing was sent: {effects:?}"))
}

fn query(effects: &[Effect]) -> String {
    sent(effects).1.request().target
}

fn failure(effects: &[Effect]) -> Option<&'static str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Report(Report::Failed(failure)) => Some(failure.code),
        _ => None,
    })
}

/// A picker that shows eight points around Via Romana.
fn shown() -> State {
    let mut state = State::new(config());
    let effects = update(&mut state, Event::AddressSubmitted(" Via Romana 20 ".to_owned()));
    let (sequence, _) = sent(&effects);
    let effects = update(&mut state, Event::Answered(sequence, list(florence().1, matched(Precision::Street))));
    assert!(effects.contains(&Effect::Report(Report::Results)) && effects.contains(&Effect::FitMap));
    state
}

fn view() -> MapView {
    MapView { area: BoundingBox::new(at(43.80, 11.30), at(43.75, 11.20)).unwrap(), clamped: false }
}

#[test]
fn an_address_is_searched_and_its_place_learnt() {
    let state = shown();
    assert_eq!(state.phase, Phase::Shown);
    assert_eq!(state.feedback(), Some(Feedback::Near("Via Romana, 50125 Firenze")));
    let found = state.located().unwrap().distance_to(&florence().0);
    assert!(found < 20.0, "{found} m away");
    assert_eq!(state.highlighted, None, "nothing is selected that the shopper did not choose");
}

#[test]
fn an_empty_address_is_not_searched_and_loses_nothing() {
    let mut state = shown();
    assert_eq!(update(&mut state, Event::AddressSubmitted("  ".to_owned())), []);
    assert_eq!(state.problem, Some(Problem::AddressMissing));
    assert_eq!(state.results.points.len(), 8);
}

#[test]
fn an_older_answer_is_dropped_and_its_call_aborted() {
    let mut state = State::new(config());
    let (first, _) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
    let effects = update(&mut state, Event::AddressSubmitted("Fiesole".to_owned()));
    assert_eq!(effects[0], Effect::Cancel(first));
    let (second, _) = sent(&effects);
    assert_eq!(update(&mut state, Event::Answered(first, list(florence().1, None))), []);
    assert_eq!(state.phase, Phase::Searching);
    update(&mut state, Event::Answered(second, list(vec![], None)));
    assert_eq!((state.phase, state.results.points.len()), (Phase::Shown, 0));
    assert_eq!(update(&mut state, Event::Answered(second, list(florence().1, None))), [], "an answer counts once");
}

#[test]
fn a_pan_keeps_distances_by_sending_the_learnt_place() {
    let mut state = shown();
    update(&mut state, Event::MapMoved(view()));
    assert_eq!(state.moved, Some(view()));
    let effects = update(&mut state, Event::AreaRequested(view()));
    let target = query(&effects);
    assert!(target.contains("&latitude=43.77") && target.contains("&longitude=11.25"), "{target}");
    assert!(
        target.contains("&ne_latitude=43.800000&ne_longitude=11.300000&sw_latitude=43.750000&sw_longitude=11.200000")
    );
    assert!(!target.contains("radius") && !target.contains("address"), "{target}");
    let effects = update(&mut state, Event::Answered(sent(&effects).0, list(florence().1, None)));
    assert!(!effects.contains(&Effect::FitMap), "the map stays where the shopper put it");
    assert_eq!((state.moved, state.results.area), (None, Some(view().area)));
}

#[test]
fn a_pan_sends_the_address_again_while_its_place_is_unknown() {
    let mut state = State::new(config());
    let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Via Romana 20".to_owned())));
    let two = florence().1.into_iter().take(2).collect();
    update(&mut state, Event::Answered(sequence, list(two, matched(Precision::Street))));
    assert_eq!(state.located(), None);
    let target = query(&update(&mut state, Event::AreaRequested(view())));
    assert!(target.contains("&address=Via%20Romana%2020&ne_latitude="), "{target}");
}

#[test]
fn a_pan_without_any_reference_sends_the_box_alone() {
    let mut state = State::new(config());
    let target = query(&update(&mut state, Event::AreaRequested(view())));
    assert!(target.contains("true&ne_latitude="), "{target}");
}

#[test]
fn an_address_that_was_not_found_is_no_reference_for_the_next_pan() {
    let mut state = shown();
    let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Xyzzy".to_owned())));
    let not_found = Geocoding { status: GeocodingStatus::NotFound, precision: None, formatted_address: None };
    update(&mut state, Event::Answered(sequence, list(vec![], Some(not_found))));
    assert_eq!(state.feedback(), Some(Feedback::NotFound));
    assert!(!state.can_widen(), "a wider search cannot find what has no place");
    let target = query(&update(&mut state, Event::AreaRequested(view())));
    assert!(!target.contains("Xyzzy") && !target.contains("&latitude"), "{target}");
}

#[test]
fn an_empty_box_can_be_widened_in_one_step() {
    let mut state = shown();
    let (sequence, _) = sent(&update(&mut state, Event::AreaRequested(view())));
    update(&mut state, Event::Answered(sequence, list(vec![], None)));
    assert!(state.can_widen());
    let effects = update(&mut state, Event::WiderRequested);
    assert!(!query(&effects).contains("ne_latitude"));
    let effects = update(&mut state, Event::Answered(sent(&effects).0, list(florence().1, None)));
    assert!(effects.contains(&Effect::FitMap) && !state.can_widen());
}

#[test]
fn a_box_without_reference_is_widened_to_the_limit_once() {
    let small = BoundingBox::new(at(43.78, 11.27), at(43.76, 11.24)).unwrap();
    let mut state = State::new(config());
    update(&mut state, Event::AreaRequested(MapView { area: small, clamped: false }));
    let Call::List(search) = sent(&update(&mut state, Event::WiderRequested)).1 else { panic!("no search") };
    let Place::Within(area) = search.place else { panic!("{:?}", search.place) };
    assert!((49_000.0..50_000.0).contains(&area.diagonal()), "{}", area.diagonal());
    assert!(!state.can_widen());
}

#[test]
fn an_answer_of_exactly_the_limit_says_that_there_is_more() {
    let mut limited = config();
    limited.limit = service_points::Limit::new(8);
    let mut state = State::new(limited);
    let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
    update(&mut state, Event::Answered(sequence, list(florence().1, None)));
    assert!(state.results.more);
    assert!(!shown().results.more);
}

#[test]
fn a_call_without_any_answer_is_sent_once_more_and_then_reported() {
    let mut state = shown();
    let (sequence, call) = sent(&update(&mut state, Event::AddressSubmitted("Fiesole".to_owned())));
    let effects = update(&mut state, Event::Answered(sequence, Err(Error::NoAnswer)));
    assert_eq!(effects, [Effect::Wait(sequence, 0, SECOND_TRY_MILLISECONDS)]);
    assert_eq!(update(&mut state, Event::Waited(sequence)), [Effect::Send(sequence, call)]);
    let effects = update(&mut state, Event::Answered(sequence, Err(Error::NoAnswer)));
    assert_eq!(failure(&effects), Some("endpoint_unreachable"));
    assert_eq!(state.phase, Phase::Failed);
    assert_eq!(state.results.points.len(), 8, "what was found before stays");
}

#[test]
fn a_refused_call_is_not_sent_again_by_itself_but_by_the_shopper() {
    let mut state = State::new(config());
    let (sequence, call) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
    let outage = Error::Unavailable { status: 503, retry_after: None, errors: vec![] };
    let effects = update(&mut state, Event::Answered(sequence, Err(outage)));
    assert_eq!(failure(&effects), Some("service_unavailable"));
    let effects = update(&mut state, Event::RetryRequested);
    assert_eq!(sent(&effects).1, call);
    assert_eq!((state.phase, &state.problem), (Phase::Searching, &None));
}

fn choosing() -> (State, u32) {
    let mut state = shown();
    assert_eq!(update(&mut state, Event::ChoiceRequested), [], "nothing is highlighted yet");
    assert_eq!(update(&mut state, Event::Highlighted(id(3))), [Effect::Report(Report::Highlight)]);
    let effects = update(&mut state, Event::ChoiceRequested);
    assert_eq!(effects.len(), 1);
    assert_eq!(update(&mut state, Event::ChoiceRequested), [], "a second press asks nothing twice");
    let (sequence, call) = sent(&effects);
    assert_eq!(call, Call::Check(id(3)));
    (state, sequence)
}

fn proposal(effects: &[Effect]) -> (u32, Availability) {
    let [Effect::Propose(sequence, selection)] = effects else { panic!("{effects:?}") };
    (*sequence, selection.availability)
}

#[test]
fn a_choice_counts_after_check_and_host() {
    let (mut state, sequence) = choosing();
    assert_eq!(state.selection, None);
    let (asked, availability) = proposal(&update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true)))));
    assert_eq!((availability, &state.selection), (Availability::Available, &None));
    let instant = Some("2026-11-22T10:00:00Z".to_owned());
    assert_eq!(update(&mut state, Event::HostDecided(asked + 1, instant.clone())), []);
    assert_eq!(update(&mut state, Event::HostDecided(asked, instant)), [Effect::Report(Report::Change)]);
    assert_eq!(state.selection.as_ref().map(|selection| selection.point.id), Some(id(3)));
    assert_eq!(state.choice, Choice::Settled);
}

#[test]
fn a_point_that_is_not_available_stays_marked_and_is_not_chosen() {
    for answer in [Ok(Answer::Available(false)), Err(Error::NotFound)] {
        let (mut state, sequence) = choosing();
        let effects = update(&mut state, Event::Answered(sequence, answer));
        assert_eq!(failure(&effects), Some("point_unavailable"));
        assert_eq!(state.problem, Some(Problem::Unavailable("Point 3".to_owned())));
        assert_eq!((state.candidate(), &state.selection), (None, &None));
        assert_eq!(update(&mut state, Event::ChoiceRequested), []);
        update(&mut state, Event::Highlighted(id(4)));
        assert!(state.problem.is_none() && state.candidate().is_some());
    }
}

#[test]
fn a_check_that_cannot_be_made_does_not_hold_up_the_order() {
    for error in [Error::RateLimited(None), Error::Unavailable { status: 504, retry_after: None, errors: vec![] }] {
        let (mut state, sequence) = choosing();
        let effects = update(&mut state, Event::Answered(sequence, Err(error)));
        assert_eq!(proposal(&effects).1, Availability::Unknown);
    }
}

#[test]
fn a_check_that_nobody_answers_can_be_tried_again() {
    let (mut state, sequence) = choosing();
    update(&mut state, Event::Answered(sequence, Err(Error::NoAnswer)));
    update(&mut state, Event::Waited(sequence));
    let effects = update(&mut state, Event::Answered(sequence, Err(Error::NoAnswer)));
    assert_eq!(failure(&effects), Some("endpoint_unreachable"));
    assert_eq!(state.choice, Choice::Open);
    assert_eq!(sent(&update(&mut state, Event::RetryRequested)).1, Call::Check(id(3)));
}

#[test]
fn a_host_that_refuses_leaves_the_shopper_where_they_were() {
    let (mut state, sequence) = choosing();
    let (asked, _) = proposal(&update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true)))));
    assert_eq!(update(&mut state, Event::HostDecided(asked, None)), []);
    assert_eq!(state.problem, Some(Problem::Refused("Point 3".to_owned())));
    assert_eq!((state.choice, state.highlighted), (Choice::Open, Some(id(3))));
}

#[test]
fn looking_at_another_point_drops_the_check_of_the_first() {
    let (mut state, sequence) = choosing();
    let effects = update(&mut state, Event::Highlighted(id(4)));
    assert!(effects.contains(&Effect::Cancel(sequence)));
    assert_eq!(update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true)))), []);
    assert_eq!((state.choice, &state.selection), (Choice::Open, &None));
}

fn chosen() -> State {
    let (mut state, sequence) = choosing();
    let (asked, _) = proposal(&update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true)))));
    update(&mut state, Event::HostDecided(asked, Some("2026-11-22T10:00:00Z".to_owned())));
    state
}

#[test]
fn a_change_of_mind_keeps_the_choice_until_another_one_counts() {
    let mut state = chosen();
    assert_eq!(update(&mut state, Event::ChangeRequested), []);
    assert_eq!((state.choice, state.selection.is_some()), (Choice::Open, true));
    update(&mut state, Event::Highlighted(id(5)));
    let (sequence, _) = sent(&update(&mut state, Event::ChoiceRequested));
    let effects = update(&mut state, Event::ChangeAbandoned);
    assert_eq!(effects, [Effect::Cancel(sequence)]);
    assert_eq!(state.choice, Choice::Settled);
    assert_eq!(state.selection.as_ref().map(|selection| selection.point.id), Some(id(3)));
}

#[test]
fn the_host_can_take_the_choice_away() {
    let mut state = chosen();
    assert_eq!(update(&mut state, Event::Cleared), [], "the host knows what it did: no change is reported");
    assert_eq!((state.choice, &state.selection, state.highlighted), (Choice::Open, &None, None));
}

#[test]
fn a_preset_point_is_read_and_checked_before_it_counts() {
    let mut preset = config();
    preset.preset = Some(id(7));
    let mut state = State::new(preset.clone());
    let effects = start(&mut state);
    let (sequence, call) = sent(&effects);
    assert_eq!(call, Call::Retrieve(id(7)));
    assert!(!effects.contains(&Effect::Report(Report::Ready)));
    let retrieved = Answer::Point(Box::new(point(7, at(43.77, 11.25), None)));
    let (sequence, call) = sent(&update(&mut state, Event::Answered(sequence, Ok(retrieved))));
    assert_eq!((call, &state.selection), (Call::Check(id(7)), &None));
    let effects = update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true))));
    assert_eq!(effects, [Effect::Report(Report::Ready)], "restoring changes nothing");
    assert_eq!(state.selection.as_ref().map(|selection| selection.point.id), Some(id(7)));

    let mut state = State::new(preset);
    let (sequence, _) = sent(&start(&mut state));
    let effects = update(&mut state, Event::Answered(sequence, Err(Error::NotFound)));
    assert_eq!(failure(&effects), Some("selection_unavailable"));
    assert!(effects.contains(&Effect::Report(Report::Ready)));
    assert_eq!((&state.selection, &state.problem), (&None, &Some(Problem::PresetGone)));
}

#[test]
fn the_host_starts_a_search_and_changes_it() {
    let mut started = config();
    started.start = Some(ReferencePoint::Address("Via Romana 20".to_owned()));
    let mut state = State::new(started.clone());
    let effects = start(&mut state);
    assert!(effects.contains(&Effect::Report(Report::Ready)) && query(&effects).contains("Romana"));
    assert_eq!(update(&mut state, Event::Configured(Box::new(started.clone()))), [], "nothing changed");
    started.start = Some(ReferencePoint::Address("Piazza del Duomo".to_owned()));
    assert!(query(&update(&mut state, Event::Configured(Box::new(started.clone())))).contains("Duomo"));
    started.radius = service_points::Radius::new(500);
    let target = query(&update(&mut state, Event::Configured(Box::new(started))));
    assert!(target.contains("Duomo") && target.contains("radius=500"), "{target}");
}

#[test]
fn another_country_drops_points_and_choice_of_the_old_one() {
    let mut state = chosen();
    let mut elsewhere = config();
    elsewhere.country = CountryCode::new("NL").unwrap();
    let effects = update(&mut state, Event::Configured(Box::new(elsewhere)));
    assert_eq!(failure(&effects), Some("selection_unavailable"));
    assert_eq!((state.results.points.len(), &state.selection), (0, &None));
    assert_eq!((state.phase, state.choice), (Phase::Empty, Choice::Open));
    let target = query(&update(&mut state, Event::AreaRequested(view())));
    assert!(!target.contains("latitude=43.77"), "the old reference is gone: {target}");
}

#[test]
fn a_clamped_box_is_said_to_be_clamped() {
    let mut state = shown();
    let clamped = MapView { clamped: true, ..view() };
    update(&mut state, Event::MapMoved(clamped));
    let (sequence, _) = sent(&update(&mut state, Event::AreaRequested(clamped)));
    update(&mut state, Event::Answered(sequence, list(florence().1, None)));
    assert!(state.results.clamped);
}

#[test]
fn city_only_and_partial_matches_are_told_apart() {
    let mut state = shown();
    state.results.geocoding = matched(Precision::City);
    assert!(matches!(state.feedback(), Some(Feedback::Broad(_))));
    state.results.geocoding = matched(Precision::Other("rooftop".to_owned()));
    assert!(matches!(state.feedback(), Some(Feedback::Near(_))));
    if let Some(geocoding) = &mut state.results.geocoding {
        geocoding.status = GeocodingStatus::PartiallyMatched;
    }
    assert!(matches!(state.feedback(), Some(Feedback::Partly(_))));
}

#[test]
fn a_search_that_was_not_bound_cannot_be_widened() {
    let mut state = shown();
    let Call::List(mut search) = sent(&update(&mut state, Event::AreaRequested(view()))).1 else { panic!("no search") };
    assert!(wider(&search).is_some());
    search.place = Place::Near(ReferencePoint::Position(at(43.0, 11.0)), Area::Closest);
    assert!(wider(&search).is_none());
}

#[test]
fn a_point_that_the_host_presets_again_is_read_again() {
    let mut state = chosen();
    assert_eq!(update(&mut state, Event::Restored(id(3))), [], "it counts already");
    update(&mut state, Event::Cleared);
    assert_eq!(sent(&update(&mut state, Event::Restored(id(3)))).1, Call::Retrieve(id(3)));

    let mut state = chosen();
    let effects = update(&mut state, Event::Restored(id(7)));
    assert_eq!(sent(&effects).1, Call::Retrieve(id(7)));
    assert_eq!(state.selection, None, "the old one counts no more");
    let mut elsewhere = config();
    elsewhere.preset = Some(id(3));
    assert_eq!(update(&mut state, Event::Configured(Box::new(elsewhere))), [], "attributes preset nothing");
}

#[test]
fn where_the_shopper_is_can_be_searched_and_distances_are_from_there() {
    let mut state = shown();
    let here = at(43.78, 11.26);
    let effects = update(&mut state, Event::Located(here));
    let target = query(&effects);
    assert!(target.contains("latitude=43.780000&longitude=11.260000") && !target.contains("address"), "{target}");
    let (sequence, _) = sent(&effects);
    update(&mut state, Event::Answered(sequence, list(florence().1, None)));
    assert_eq!((state.feedback(), state.located()), (Some(Feedback::NearYou), Some(here)));
}

#[test]
fn a_shopper_who_is_not_located_keeps_the_list_and_hears_why() {
    for refused in [true, false] {
        let mut state = shown();
        assert!(update(&mut state, Event::NotLocated { refused }).is_empty());
        assert_eq!(state.problem, Some(Problem::NotLocated { refused }));
        assert_eq!((state.phase, state.results.points.len()), (Phase::Shown, 8));
        update(&mut state, Event::AddressSubmitted("Firenze".to_owned()));
        assert_eq!(state.problem, None);
    }
}

/// A place that the host gave is not where the shopper is.
#[test]
fn the_hosts_own_coordinates_are_not_called_the_shoppers() {
    let start = Some(ReferencePoint::Position(at(43.7731, 11.2558)));
    let mut state = State::new(Config { start, ..config() });
    let (sequence, _) = sent(&super::start(&mut state));
    update(&mut state, Event::Answered(sequence, list(florence().1, None)));
    assert_eq!(state.feedback(), None);
}

#[test]
fn an_older_answer_of_the_proxy_is_known_as_such() {
    let mut state = shown();
    let effects = update(&mut state, Event::AddressSubmitted("Firenze".to_owned()));
    let stale = ServicePointList { points: florence().1, stale: true, ..ServicePointList::default() };
    update(&mut state, Event::Answered(sent(&effects).0, Ok(Answer::List(Box::new(stale)))));
    assert!(state.results.stale);
}

fn outage(retry_after: Option<u32>) -> Result<Answer, Error> {
    let retry_after = retry_after.map(service_points::RetryAfter::Seconds);
    Err(Error::Unavailable { status: 503, retry_after, errors: vec![] })
}

#[test]
fn without_a_proxy_what_the_api_refuses_for_now_is_tried_again_for_ten_seconds() {
    let mut state = State::new(Config { direct: true, ..config() });
    let (sequence, call) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
    let mut pauses = Vec::new();
    loop {
        let effects = update(&mut state, Event::Answered(sequence, outage(None)));
        let [Effect::Wait(_, least, more)] = effects[..] else { break };
        pauses.push(least + more);
        assert_eq!(update(&mut state, Event::Waited(sequence)), [Effect::Send(sequence, call.clone())]);
    }
    assert_eq!(pauses, [400, 800, 1600, 3200], "twice as long each time, ten seconds in all at the most");
    assert_eq!(state.phase, Phase::Failed);
}

#[test]
fn without_a_proxy_the_time_that_the_api_asks_for_is_waited_for_when_it_is_short() {
    for (seconds, waits) in [(2, true), (5, true), (6, false), (u32::MAX, false)] {
        let mut state = State::new(Config { direct: true, ..config() });
        let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
        let effects = update(&mut state, Event::Answered(sequence, outage(Some(seconds))));
        let pause = Effect::Wait(sequence, seconds.saturating_mul(1000), SECOND_TRY_MILLISECONDS);
        assert_eq!(effects.contains(&pause), waits, "{seconds} s: {effects:?}");
    }
}

#[test]
fn without_a_proxy_what_will_not_change_is_not_tried_again() {
    for error in [Error::Rejected(vec![]), Error::Setup(vec![]), Error::NotFound, Error::Malformed] {
        let mut state = State::new(Config { direct: true, ..config() });
        let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
        update(&mut state, Event::Answered(sequence, Err(error.clone())));
        assert_eq!(state.phase, Phase::Failed, "{error:?}");
    }
}

#[test]
fn a_list_that_follows_the_map_searches_when_the_map_has_come_to_rest() {
    let mut state = shown();
    state.config.follow_map = true;
    let first = update(&mut state, Event::MapMoved(view()));
    let [Effect::Wait(first, 300, 0)] = first[..] else { panic!("{first:?}") };
    let second = update(&mut state, Event::MapMoved(view()));
    let [Effect::Cancel(cancelled), _, Effect::Wait(second, 300, 0)] = second[..] else { panic!("{second:?}") };
    assert_eq!(cancelled, first);
    assert_eq!(update(&mut state, Event::Waited(first)), [], "the map moved on");
    let effects = update(&mut state, Event::Waited(second));
    assert!(query(&effects).contains("&ne_latitude=43.800000"));
    let effects = update(&mut state, Event::Answered(second, Err(Error::NoAnswer)));
    assert!(matches!(effects[..], [Effect::Wait(..)]), "a second try as for every call: {effects:?}");
    update(&mut state, Event::Answered(second, list(florence().1, None)));
    assert_eq!(state.results.area, Some(view().area));
}

#[test]
fn a_list_that_follows_the_map_asks_for_nothing_that_is_listed_already() {
    let inside = MapView { area: BoundingBox::new(at(43.79, 11.28), at(43.76, 11.22)).unwrap(), clamped: false };
    for (more, asks) in [(false, 0), (true, 1)] {
        let mut state = shown();
        let (sequence, _) = sent(&update(&mut state, Event::AreaRequested(view())));
        update(&mut state, Event::Answered(sequence, list(florence().1, None)));
        state.config.follow_map = true;
        state.results.more = more;
        assert_eq!(update(&mut state, Event::MapMoved(inside)).len(), asks, "with more there: {more}");
        assert_eq!(state.moved.is_some(), more);
    }
}

mod asked;
mod countdown;
