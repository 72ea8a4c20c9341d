//! What a page's own script asks for.
use super::*;

fn place() -> ReferencePoint {
    ReferencePoint::Position(at(43.7731, 11.2558))
}

fn dropped() -> Effect {
    Effect::Report(Report::Dropped)
}

#[test]
fn a_place_that_the_page_asks_for_is_searched_and_not_called_the_shoppers() {
    let mut state = shown();
    let effects = update(&mut state, Event::Sought(place()));
    assert!(query(&effects).contains("&latitude=43.773100&longitude=11.255800"), "{effects:?}");
    update(&mut state, Event::Answered(sent(&effects).0, list(florence().1, None)));
    assert_eq!((state.feedback(), state.located()), (None, Some(at(43.7731, 11.2558))));

    let effects = update(&mut state, Event::Located(at(43.7731, 11.2558)));
    update(&mut state, Event::Answered(sent(&effects).0, list(florence().1, None)));
    assert_eq!(state.feedback(), Some(Feedback::NearYou));
    let effects = update(&mut state, Event::AreaRequested(view()));
    update(&mut state, Event::Answered(sent(&effects).0, list(florence().1, None)));
    assert_eq!(state.feedback(), Some(Feedback::NearYou), "distances are still from there");
}

#[test]
fn a_search_that_another_one_replaces_is_said_to_be_dropped_and_a_check_is_not() {
    let mut state = State::new(config());
    let first = update(&mut state, Event::Sought(place()));
    assert!(!first.contains(&dropped()), "{first:?}");
    let second = update(&mut state, Event::AddressSubmitted("Fiesole".to_owned()));
    assert!(
        matches!(&second[..], [Effect::Cancel(_), Effect::Report(Report::Dropped), Effect::Send(..)]),
        "{second:?}"
    );
    update(&mut state, Event::Answered(sent(&second).0, list(florence().1, None)));
    update(&mut state, Event::Highlighted(id(3)));
    update(&mut state, Event::ChoiceRequested);
    let effects = update(&mut state, Event::Highlighted(id(4)));
    assert!(matches!(effects[..], [Effect::Cancel(_), Effect::Report(Report::Highlight)]), "{effects:?}");
}

#[test]
fn a_search_in_a_country_that_is_left_is_dropped() {
    let mut state = State::new(config());
    update(&mut state, Event::Sought(place()));
    let elsewhere = Config { country: CountryCode::new("NL").unwrap(), ..config() };
    let effects = update(&mut state, Event::Configured(Box::new(elsewhere)));
    assert!(effects.contains(&dropped()), "{effects:?}");
    assert_eq!(state.phase, Phase::Empty);
}

#[test]
fn a_refresh_repeats_the_last_search_or_begins_and_waits_for_one_on_its_way() {
    let mut state = State::new(config());
    assert_eq!(update(&mut state, Event::RefreshRequested), [], "there is nothing to search");
    assert_eq!(state.phase, Phase::Empty);

    let mut state = State::new(Config { start: Some(place()), ..config() });
    let begun = update(&mut state, Event::RefreshRequested);
    assert!(query(&begun).contains("&latitude=43.773100"), "{begun:?}");
    assert_eq!(update(&mut state, Event::RefreshRequested), []);

    let mut state = shown();
    let effects = update(&mut state, Event::RefreshRequested);
    assert!(query(&effects).contains("address=Via%20Romana%2020"), "{effects:?}");
}
