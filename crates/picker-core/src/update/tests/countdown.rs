//! A search that is refused for a while.

use super::*;

/// A search that is answered like this, and what follows.
fn refused(state: &mut State, seconds: u32) -> Vec<Effect> {
    let (sequence, _) = sent(&update(state, Event::AddressSubmitted("Firenze".to_owned())));
    update(state, Event::Answered(sequence, Err(Error::RateLimited(Some(RetryAfter::Seconds(seconds))))))
}

fn wait(effects: &[Effect]) -> Option<u32> {
    effects.iter().find_map(|effect| match effect {
        Effect::Wait(number, 1000, 0) => Some(*number),
        _ => None,
    })
}

#[test]
fn the_seconds_are_counted_down_and_the_search_is_tried_once_more() {
    let mut state = State::new(config());
    let number = wait(&refused(&mut state, 3)).unwrap();
    for left in [2, 1] {
        let effects = update(&mut state, Event::Waited(number));
        assert_eq!((state.countdown, wait(&effects)), (left, Some(number)));
    }
    let (sequence, call) = sent(&update(&mut state, Event::Waited(number)));
    assert!(call.request().target.contains("address=Firenze"));
    assert_eq!((state.countdown, state.phase), (0, Phase::Searching));

    // The second refusal is the shopper's to answer; what they ask for is waited for again.
    let again = Err(Error::RateLimited(Some(RetryAfter::Seconds(3))));
    assert_eq!(wait(&update(&mut state, Event::Answered(sequence, again))), None);
    assert!(wait(&refused(&mut state, 3)).is_some());
}

#[test]
fn more_than_half_a_minute_is_not_counted_down() {
    let mut state = State::new(config());
    assert!(wait(&refused(&mut state, 30)).is_some());
    assert_eq!(wait(&refused(&mut state, 31)), None);
    assert_eq!(state.countdown, 0);
    assert_eq!(wait(&refused(&mut state, 0)), None);
}

#[test]
fn another_search_ends_the_wait_and_a_choice_does_not() {
    let mut state = shown();
    let number = wait(&refused(&mut state, 2)).unwrap();
    update(&mut state, Event::Highlighted(id(2)));
    sent(&update(&mut state, Event::ChoiceRequested));
    assert!(wait(&update(&mut state, Event::Waited(number))).is_some(), "calls of another kind have numbers, too");
    update(&mut state, Event::AddressSubmitted("Prato".to_owned()));
    assert_eq!(state.countdown, 0);
    assert_eq!(update(&mut state, Event::Waited(number)), []);
}
