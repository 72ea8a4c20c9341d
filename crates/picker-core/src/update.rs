use service_points::Error;

use crate::facets;
use crate::state::Asked;
use crate::{Answer, Call, Choice, Config, Effect, Event, Failure, Phase, Problem, Report, State};

mod choose;
mod search;

pub(crate) use search::wider;

/// How long to wait at the most before the second try of a call.
const SECOND_TRY_MILLISECONDS: u32 = 400;

/// How long may be waited for one call, however often it is tried: what a shopper bears.
const PATIENCE_MILLISECONDS: u32 = 10_000;

/// The longest wait that an answer may ask for.
const LONGEST_PAUSE_MILLISECONDS: u32 = 5_000;

/// The first effects: searches where the host says to start, and reads a preset point again.
pub fn start(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    match state.config.preset {
        Some(id) => choose::restore(state, id, &mut effects),
        None => effects.push(Effect::Report(Report::Ready)),
    }
    search::at_start(state, &mut effects);
    effects
}

/// Takes one event in, and says what to do about it.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    match event {
        Event::AddressSubmitted(address) => search::address(state, &address, &mut effects),
        Event::Located(position) => search::located(state, position, &mut effects),
        Event::Sought(reference) => search::near(state, reference, &mut effects),
        Event::RefreshRequested => search::refresh(state, &mut effects),
        Event::NotLocated { refused } => state.problem = Some(Problem::NotLocated { refused }),
        Event::AreaRequested(area) => search::area(state, area, &mut effects),
        Event::WiderRequested => search::wider_one(state, &mut effects),
        Event::MapMoved(view) => search::moved(state, view, &mut effects),
        Event::RetryRequested => retry(state, &mut effects),
        Event::Highlighted(id) => choose::highlight(state, id, &mut effects),
        Event::HoursToggled(id) => toggle(&mut state.hours_open, id),
        Event::FacetToggled(bit) => facets::toggle(state, bit),
        Event::FacetsCleared => facets::toggle(state, state.facets.wanted & !facets::OPEN_FIRST),
        Event::DoorsSeen(open) => facets::doors(state, &open),
        Event::CountryChosen(country) => search::abroad(state, country, &mut effects),
        Event::PostNumberTyped(text) => choose::post_number(state, text),
        Event::ChoiceRequested => choose::request(state, &mut effects),
        Event::ChangeRequested => state.choice = Choice::Open,
        Event::ChangeAbandoned => choose::abandon(state, &mut effects),
        Event::Cleared => choose::clear(state, &mut effects),
        Event::Restored(id) => choose::preset(state, id, &mut effects),
        Event::Configured(config) => configure(state, *config, &mut effects),
        Event::Answered(sequence, answer) => answered(state, sequence, answer, &mut effects),
        Event::Waited(sequence) => waited(state, sequence, &mut effects),
        Event::HostDecided(sequence, at) => choose::decided(state, sequence, at, &mut effects),
    }
    effects
}

/// The calls of a search and those of a choice go side by side; within each, a newer call replaces the older.
fn lane<'a>(state: &'a mut State, call: &Call) -> &'a mut Option<Asked> {
    match call {
        Call::List(_) => &mut state.search_asked,
        Call::Retrieve(_) | Call::Check(_) | Call::Sign(..) => &mut state.choice_asked,
    }
}

/// Sends a call, in place of the one of its kind that was on its way.
fn send(state: &mut State, call: Call, effects: &mut Vec<Effect>) {
    cancel(lane(state, &call), effects);
    state.sequence += 1;
    let sequence = state.sequence;
    *lane(state, &call) = Some(Asked { sequence, call: call.clone(), waited: 0 });
    effects.push(Effect::Send(sequence, call));
}

/// Drops a call that is on its way: its answer counts no more.
fn cancel(asked: &mut Option<Asked>, effects: &mut Vec<Effect>) {
    if let Some(asked) = asked.take() {
        effects.push(Effect::Cancel(asked.sequence));
        if matches!(asked.call, Call::List(_)) {
            effects.push(Effect::Report(Report::Dropped));
        }
    }
}

/// Only the answer to the latest call of its kind counts. One that nobody answered is sent a second time, after a moment.
fn answered(state: &mut State, sequence: u32, answer: Result<Answer, Error>, effects: &mut Vec<Effect>) {
    let is_this = |asked: &mut Asked| asked.sequence == sequence;
    let Some(asked) = state.search_asked.take_if(is_this).or_else(|| state.choice_asked.take_if(is_this)) else {
        return;
    };
    if let Err(error) = &answer
        && let Some((least, more)) = pause(error, asked.waited, state.config.direct)
    {
        let waited = asked.waited + least + more;
        let slot = lane(state, &asked.call);
        *slot = Some(Asked { waited, ..asked });
        effects.push(Effect::Wait(sequence, least, more));
        return;
    }
    match (asked.call, answer) {
        (Call::List(search), Ok(Answer::List(list))) => search::found(state, &search, *list, effects),
        (Call::List(_), other) => search::failed(state, error_of(other), effects),
        (Call::Retrieve(_), Ok(Answer::Point(point))) => choose::restored(state, *point, effects),
        (Call::Retrieve(id), other) => choose::not_restored(state, id, &error_of(other), effects),
        (Call::Check(_), Ok(Answer::Available(true))) => choose::available(state, None, effects),
        (Call::Sign(..), Ok(Answer::Signed(receipt))) => choose::available(state, Some(receipt), effects),
        (Call::Check(_) | Call::Sign(..), Ok(Answer::Available(false))) => choose::gone(state, effects),
        (Call::Check(id) | Call::Sign(id, _), other) => choose::not_checked(state, id, error_of(other), effects),
    }
}

/// How long to wait before a call that failed is tried again, and how much longer at random; `None` when it is not. A
/// proxy tries again what the API answers, so that only a call that nobody answered is worth a second try; without one,
/// this is the only layer that does.
fn pause(error: &Error, waited: u32, direct: bool) -> Option<(u32, u32)> {
    let may = match error {
        Error::NoAnswer => direct || waited < SECOND_TRY_MILLISECONDS,
        Error::RateLimited(_) => direct,
        Error::Unavailable { status, .. } => direct && matches!(status, 408 | 502 | 503 | 504),
        _ => false,
    };
    let pause = match State::retry_after_seconds(error) {
        Some(seconds) => (seconds.saturating_mul(1000), SECOND_TRY_MILLISECONDS),
        // Twice the time with each try.
        None => (0, waited + SECOND_TRY_MILLISECONDS),
    };
    let bearable = pause.0 <= LONGEST_PAUSE_MILLISECONDS && waited + pause.0 + pause.1 <= PATIENCE_MILLISECONDS;
    (may && bearable).then_some(pause)
}

/// An answer to another question than the one asked is as good as none that can be read.
fn error_of(answer: Result<Answer, Error>) -> Error {
    answer.err().unwrap_or(Error::Malformed)
}

fn waited(state: &mut State, sequence: u32, effects: &mut Vec<Effect>) {
    if sequence == state.counting && state.countdown > 0 {
        search::count_down(state, effects);
        return;
    }
    let asked =
        [&state.search_asked, &state.choice_asked].into_iter().flatten().find(|asked| asked.sequence == sequence);
    if let Some(asked) = asked.filter(|asked| asked.waited > 0) {
        effects.push(Effect::Send(sequence, asked.call.clone()));
    }
}

/// Tries what failed again: a choice of earlier that could not be read, a check, a search. One press is for all of them,
/// since the shopper is told of one failure at a time.
fn retry(state: &mut State, effects: &mut Vec<Effect>) {
    let problem = state.problem.take();
    let unrestored = state.unrestored.take();
    if let Some(id) = unrestored {
        choose::restore(state, id, effects);
    } else if let Some(Problem::CheckFailed(id, _)) = problem
        && state.point(id).is_some()
    {
        state.highlighted = Some(id);
        choose::request(state, effects);
    }
    if state.phase == Phase::Failed {
        search::again(state, effects);
    }
}

/// Follows the host without losing the shopper's work: only what the change touches is done again.
fn configure(state: &mut State, mut config: Config, effects: &mut Vec<Effect>) {
    config.preset = state.config.preset;
    let old = std::mem::replace(&mut state.config, config);
    if old.post_number != state.config.post_number {
        state.post_number = state.config.post_number.clone();
    }
    let allowed = state.country == state.config.country || state.config.countries.contains(&state.country);
    let elsewhere = old.country != state.config.country || !allowed;
    if elsewhere {
        state.country = state.config.country;
        choose::leave_country(state, effects);
    }
    let moved = state.config.start.is_some() && state.config.start != old.start;
    let scope = old.radius != state.config.radius || search::scope(&old) != search::scope(&state.config);
    search::reconfigured(state, elsewhere, moved, scope, effects);
}

fn report_failure(error: &Error, effects: &mut Vec<Effect>) {
    effects.push(Effect::Report(Report::Failed(Failure::of(error))));
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|other| *other == item) {
        Some(index) => drop(list.swap_remove(index)),
        None => list.push(item),
    }
}

#[cfg(test)]
mod tests;
