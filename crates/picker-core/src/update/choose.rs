use service_points::{Error, ServicePoint, ServicePointId};

use super::{cancel, report_failure, search, send};
use crate::state::Pending;
use crate::{Availability, Call, Choice, Effect, Failure, Problem, Report, Selection, State};

pub(super) fn highlight(state: &mut State, id: ServicePointId, effects: &mut Vec<Effect>) {
    if state.highlighted == Some(id) || state.point(id).is_none() {
        return;
    }
    state.highlighted = Some(id);
    if matches!(state.choice, Choice::Checking(_)) {
        cancel(&mut state.choice_asked, effects);
        state.pending = None;
        state.choice = Choice::Open;
    }
    forget_choice_problem(state);
    effects.push(Effect::Report(Report::Highlight));
}

fn forget_choice_problem(state: &mut State) {
    let about_a_choice = |problem: &mut Problem| !matches!(problem, Problem::SearchFailed(_));
    state.problem.take_if(about_a_choice);
}

/// Checks the highlighted point before it counts. A check is a live call to the carrier, so it is made here only.
pub(super) fn request(state: &mut State, effects: &mut Vec<Effect>) {
    if state.is_choosing() {
        return;
    }
    let Some(point) = state.candidate().cloned() else { return };
    forget_choice_problem(state);
    if state.asks_for_post_number() && state.typed_post_number().is_none() {
        state.problem = Some(Problem::PostNumberMissing);
        return;
    }
    check(state, point, false, effects);
}

/// What is typed is kept as it is, and complained of only when it is to be used.
pub(super) fn post_number(state: &mut State, text: String) {
    state.post_number = text;
    state.problem.take_if(|problem| matches!(problem, Problem::PostNumberMissing));
}

fn check(state: &mut State, point: ServicePoint, restoring: bool, effects: &mut Vec<Effect>) {
    let id = point.id;
    let post_number = state.typed_post_number().filter(|_| point.needs_post_number());
    let availability = Availability::Unknown;
    let call = if state.config.receipt && !state.config.direct {
        Call::Sign(id, post_number.clone())
    } else {
        Call::Check(id)
    };
    let selection = Selection { point, post_number, availability, receipt: None, confirmed_at: String::new() };
    state.pending = Some(Pending { selection, restoring });
    if !restoring {
        state.choice = Choice::Checking(id);
    }
    send(state, call, effects);
}

pub(super) fn available(state: &mut State, receipt: Option<String>, effects: &mut Vec<Effect>) {
    if let Some(pending) = &mut state.pending {
        pending.selection.receipt = receipt;
    }
    propose(state, Availability::Available, effects);
}

/// A check that could not be made holds no order up, unless somebody has to mend something first.
pub(super) fn not_checked(state: &mut State, id: ServicePointId, error: Error, effects: &mut Vec<Effect>) {
    match error {
        // A proxy that signs nothing has no such path either: of the point that says nothing.
        Error::NotFound if !state.config.receipt => gone(state, effects),
        Error::Unavailable { .. } | Error::RateLimited(_) => propose(state, Availability::Unknown, effects),
        Error::NotFound | Error::Setup(_) | Error::Rejected(_) | Error::Malformed | Error::NoAnswer => {
            let restoring = state.pending.take().is_some_and(|pending| pending.restoring);
            report_failure(&error, effects);
            if restoring {
                state.unrestored = Some(id);
                effects.push(Effect::Report(Report::Ready));
            } else {
                state.choice = Choice::Open;
            }
            state.problem = Some(Problem::CheckFailed(id, error));
        }
    }
}

fn propose(state: &mut State, availability: Availability, effects: &mut Vec<Effect>) {
    let Some(pending) = &mut state.pending else { return };
    pending.selection.availability = availability;
    if pending.restoring {
        state.selection = state.pending.take().map(|pending| pending.selection);
        state.choice = Choice::Settled;
        effects.push(Effect::Report(Report::Ready));
        return;
    }
    state.sequence += 1;
    state.proposal = state.sequence;
    state.choice = Choice::Proposed(pending.selection.point.id);
    effects.push(Effect::Propose(state.sequence, Box::new(pending.selection.clone())));
}

/// The carrier takes nothing for this point: it stays in the list, marked, so that nobody wonders where it went.
pub(super) fn gone(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(pending) = state.pending.take() else { return };
    let point = pending.selection.point;
    if !state.unavailable.contains(&point.id) {
        state.unavailable.push(point.id);
    }
    if pending.restoring {
        preset_gone(state, effects);
        return;
    }
    state.choice = Choice::Open;
    state.problem = Some(Problem::Unavailable(point.name));
    let message = "The service point cannot be chosen any more.".to_owned();
    effects.push(Effect::Report(Report::Failed(Failure { code: "point_unavailable", message, retry_after: None })));
}

/// The host's word on a proposal: the instant of its yes, or `None` for a no.
pub(super) fn decided(state: &mut State, sequence: u32, at: Option<String>, effects: &mut Vec<Effect>) {
    if sequence != state.sequence_of_proposal() {
        return;
    }
    let Some(Pending { mut selection, .. }) = state.pending.take() else { return };
    match at {
        Some(instant) => {
            selection.confirmed_at = instant;
            state.selection = Some(selection);
            state.unrestored = None;
            state.choice = Choice::Settled;
            effects.push(Effect::Report(Report::Change));
        }
        None => {
            state.choice = Choice::Open;
            state.problem = Some(Problem::Refused(selection.point.name));
        }
    }
}

pub(super) fn abandon(state: &mut State, effects: &mut Vec<Effect>) {
    if state.selection.is_some() {
        drop_pending(state, effects);
        state.choice = Choice::Settled;
    }
}

pub(super) fn clear(state: &mut State, effects: &mut Vec<Effect>) {
    drop_pending(state, effects);
    state.selection = None;
    state.highlighted = None;
    state.choice = Choice::Open;
    forget_choice_problem(state);
}

/// Lets a choice go that is on its way; the one that counts stays.
pub(super) fn stop(state: &mut State, effects: &mut Vec<Effect>) {
    if state.is_choosing() {
        drop_pending(state, effects);
        state.choice = Choice::Open;
    }
}

fn drop_pending(state: &mut State, effects: &mut Vec<Effect>) {
    cancel(&mut state.choice_asked, effects);
    state.pending = None;
    state.unrestored = None;
}

/// A choice in one country is none in another.
pub(super) fn leave_country(state: &mut State, effects: &mut Vec<Effect>) {
    drop_pending(state, effects);
    if state.selection.take().is_some() {
        effects.push(unavailable_selection("The country changed."));
    }
    state.choice = Choice::Open;
}

/// Another point takes the place of what was chosen, or was about to be. The point that counts already stays as it is.
pub(super) fn preset(state: &mut State, id: ServicePointId, effects: &mut Vec<Effect>) {
    if state.selection.as_ref().is_some_and(|selection| selection.point.id == id) {
        return;
    }
    clear(state, effects);
    restore(state, id, effects);
}

/// Reads a point that was chosen earlier again, and checks it, before it counts.
pub(super) fn restore(state: &mut State, id: ServicePointId, effects: &mut Vec<Effect>) {
    send(state, Call::Retrieve(id), effects);
}

/// Without the post number that it needs, a point of earlier is no choice: it is looked at, and the number is asked for.
pub(super) fn restored(state: &mut State, point: ServicePoint, effects: &mut Vec<Effect>) {
    if point.needs_post_number() && state.typed_post_number().is_none() {
        search::show(state, point, effects);
        state.problem = Some(Problem::PostNumberMissing);
        effects.push(Effect::Report(Report::Ready));
        return;
    }
    check(state, point, true, effects);
}

pub(super) fn not_restored(state: &mut State, id: ServicePointId, error: &Error, effects: &mut Vec<Effect>) {
    if matches!(error, Error::NotFound) {
        preset_gone(state, effects);
    } else {
        report_failure(error, effects);
        effects.push(Effect::Report(Report::Ready));
        state.unrestored = Some(id);
        state.problem = Some(Problem::CheckFailed(id, error.clone()));
    }
}

fn preset_gone(state: &mut State, effects: &mut Vec<Effect>) {
    state.problem = Some(Problem::PresetGone);
    effects.push(unavailable_selection("The service point cannot be chosen any more."));
    effects.push(Effect::Report(Report::Ready));
}

fn unavailable_selection(message: &str) -> Effect {
    let message = message.to_owned();
    Effect::Report(Report::Failed(Failure { code: "selection_unavailable", message, retry_after: None }))
}
