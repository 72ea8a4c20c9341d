//! What a choice asks for besides the point: a post number, a signature; and another country.

use service_points::PostNumber;

use super::*;

/// A Packstation of DHL in Germany.
fn packstation() -> ServicePoint {
    let mut point = point(9, at(52.52, 13.40), Some(300));
    point.carrier_shop_type = Some("packstation".to_owned());
    point.address.country_code = "DE".to_owned();
    point
}

/// A list of one Packstation, which the shopper looks at.
fn at_a_packstation(config: Config) -> State {
    let mut state = State::new(config);
    let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Berlin".to_owned())));
    update(&mut state, Event::Answered(sequence, list(vec![packstation()], None)));
    update(&mut state, Event::Highlighted(id(9)));
    state
}

#[test]
fn a_packstation_asks_for_a_post_number_and_nothing_else_does() {
    let mut state = shown();
    update(&mut state, Event::Highlighted(id(3)));
    assert!(!state.asks_for_post_number());
    assert!(at_a_packstation(config()).asks_for_post_number());
}

#[test]
fn without_a_post_number_nothing_is_sent_and_what_was_typed_stays() {
    let mut state = at_a_packstation(config());
    for typed in ["", "12345", "12345678901", "12a456"] {
        update(&mut state, Event::PostNumberTyped(typed.to_owned()));
        assert_eq!(state.problem, None, "nobody is told off while typing");
        assert_eq!(update(&mut state, Event::ChoiceRequested), []);
        assert_eq!((state.problem.clone(), state.post_number.as_str()), (Some(Problem::PostNumberMissing), typed));
        assert_eq!(state.choice, Choice::Open);
    }
}

#[test]
fn the_post_number_is_part_of_the_choice_and_may_be_written_in_groups() {
    let mut state = at_a_packstation(config());
    update(&mut state, Event::PostNumberTyped("1234 5678".to_owned()));
    let (sequence, call) = sent(&update(&mut state, Event::ChoiceRequested));
    assert_eq!(call, Call::Check(id(9)));
    let effects = update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true))));
    let Some(Effect::Propose(_, selection)) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(selection.post_number, PostNumber::new("12345678"));
}

#[test]
fn a_point_that_needs_none_has_none_whatever_the_host_knows() {
    let mut state = State::new(Config { post_number: "12345678".to_owned(), ..config() });
    let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
    update(&mut state, Event::Answered(sequence, list(florence().1, None)));
    update(&mut state, Event::Highlighted(id(3)));
    let (sequence, _) = sent(&update(&mut state, Event::ChoiceRequested));
    let effects = update(&mut state, Event::Answered(sequence, Ok(Answer::Available(true))));
    let Some(Effect::Propose(_, selection)) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(selection.post_number, None);
}

#[test]
fn a_packstation_of_earlier_counts_again_only_with_its_post_number() {
    let restored = |post_number: &str| {
        let preset = Config { preset: Some(id(9)), post_number: post_number.to_owned(), ..config() };
        let mut state = State::new(preset);
        let (sequence, _) = sent(&start(&mut state));
        let effects = update(&mut state, Event::Answered(sequence, Ok(Answer::Point(Box::new(packstation())))));
        (state, effects)
    };
    let (_, effects) = restored("12345678");
    assert_eq!(sent(&effects).1, Call::Check(id(9)));
    let (state, effects) = restored("");
    assert!(effects.contains(&Effect::Report(Report::Ready)), "{effects:?}");
    assert_eq!((state.selection.clone(), state.highlighted), (None, Some(id(9))), "it is shown, and chosen by nobody");
    assert!(state.asks_for_post_number());
}

#[test]
fn a_proxy_that_signs_is_asked_to_and_its_receipt_is_part_of_the_choice() {
    let mut state = at_a_packstation(Config { receipt: true, ..config() });
    update(&mut state, Event::PostNumberTyped("123456".to_owned()));
    let (sequence, call) = sent(&update(&mut state, Event::ChoiceRequested));
    let request = call.request();
    assert_eq!(
        (request.target.as_str(), request.body.as_str()),
        ("/selection", r#"{"id":"9","post_number":"123456"}"#)
    );
    let effects = update(&mut state, Event::Answered(sequence, Ok(Answer::Signed("a.b.c".to_owned()))));
    let Some(Effect::Propose(asked, selection)) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(selection.receipt.as_deref(), Some("a.b.c"));
    update(&mut state, Event::HostDecided(*asked, Some("2026-11-22T12:00:00Z".to_owned())));
    assert_eq!(state.selection.unwrap().receipt.as_deref(), Some("a.b.c"));
}

#[test]
fn a_proxy_that_does_not_sign_is_no_reason_to_call_a_point_gone() {
    let mut state = State::new(Config { receipt: true, ..config() });
    let (sequence, _) = sent(&update(&mut state, Event::AddressSubmitted("Firenze".to_owned())));
    update(&mut state, Event::Answered(sequence, list(florence().1, None)));
    update(&mut state, Event::Highlighted(id(3)));
    let (sequence, call) = sent(&update(&mut state, Event::ChoiceRequested));
    assert_eq!(call.request().body, r#"{"id":"3"}"#);
    let effects = update(&mut state, Event::Answered(sequence, Err(Error::NotFound)));
    assert_eq!(failure(&effects), Some("not_found"));
    assert_eq!(state.unavailable, []);
    assert_eq!(state.problem, Some(Problem::CheckFailed(id(3), Error::NotFound)));
}

#[test]
fn another_country_of_the_shoppers_keeps_the_choice_and_drops_the_list() {
    let germany = CountryCode::new("DE").unwrap();
    let countries = vec![CountryCode::new("IT").unwrap(), germany];
    let mut state = chosen();
    state.config.countries.clone_from(&countries);
    update(&mut state, Event::ChangeRequested);
    let effects = update(&mut state, Event::CountryChosen(germany));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send(..))), "nobody has typed an address there");
    assert_eq!((state.results.points.len(), state.phase), (0, Phase::Empty));
    assert!(state.selection.is_some());
    assert!(query(&update(&mut state, Event::AddressSubmitted("Berlin".to_owned()))).contains("country_code=DE"));

    // What the host says meanwhile of other things leaves the shopper's country alone; a country that is none any more goes.
    let other = Config { follow_map: true, countries, ..config() };
    update(&mut state, Event::Configured(Box::new(other)));
    assert_eq!(state.country, germany);
    update(&mut state, Event::Configured(Box::new(config())));
    assert_eq!(state.country, config().country);
}
