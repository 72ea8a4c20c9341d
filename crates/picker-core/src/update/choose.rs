use service_points::{Error, ServicePoint, ServicePointId};

use super::{cancel, report_failure, send};
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
    check(state, point, false, effects);
}

fn check(state: &mut State, point: ServicePoint, restoring: bool, effects: &mut Vec<Effect>) {
    let id = point.id;
    let selection = Selection { point, availability: Availability::Unknown, confirmed_at: String::new() };
    state.pending = Some(Pending { selection, restoring });
    if !restoring {
        state.choice = Choice::Checking(id);
    }
    send(state, Call::Check(id), effects);
}

pub(super) fn checked(state: &mut State, available: bool, effects: &mut Vec<Effect>) {
    if available { propose(state, Availability::Available, effects) } else { gone(state, effects) }
}

/// A check that could not be made holds no order up, unless somebody has to mend something first.
pub(super) fn not_checked(state: &mut State, id: ServicePointId, error: Error, effects: &mut Vec<Effect>) {
    match error {
        Error::NotFound => gone(state, effects),
        Error::Unavailable { .. } | Error::RateLimited(_) => propose(state, Availability::Unknown, effects),
        Error::Setup(_) | Error::Rejected(_) | Error::Malformed | Error::NoAnswer => {
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
fn gone(state: &mut State, effects: &mut Vec<Effect>) {
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

fn drop_pending(state: &mut State, effects: &mut Vec<Effect>) {
    cancel(&mut state.choice_asked, effects);
    state.pending = None;
    state.unrestored = None;
}

/// A choice in one country is none in another.
pub(super) fn leave_country(state: &mut State, effects: &mut Vec<Effect>) {
    drop_pending(state, effects);
    if state.selection.take().is_some() {
        effects.push(unavailable_selection("The country changed, and the chosen service point with it."));
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

pub(super) fn restored(state: &mut State, point: ServicePoint, effects: &mut Vec<Effect>) {
    check(state, point, true, effects);
}

pub(super) fn not_restored(state: &mut State, id: ServicePointId, error: &Error, effects: &mut Vec<Effect>) {
    if *error == Error::NotFound {
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
    effects.push(unavailable_selection("The preset service point cannot be chosen any more."));
    effects.push(Effect::Report(Report::Ready));
}

fn unavailable_selection(message: &str) -> Effect {
    let message = message.to_owned();
    Effect::Report(Report::Failed(Failure { code: "selection_unavailable", message, retry_after: None }))
}
