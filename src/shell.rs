//! The part of the picker that acts: sends calls, waits, asks the host. What comes of it goes back as an event.

use std::cell::RefCell;
use std::rc::Rc;

use picker_core::{Effect, Event, State};
use web_sys::AbortController;

use crate::browser::{after, instant, send, when_settled};
use crate::context::Picker;
use crate::mount::Callbacks;

mod answer;
mod carriers;
mod clock;
mod read;

pub(crate) use carriers::icon_address;
pub(crate) use clock::Clock;

/// Longest a call may take, in milliseconds: the proxy answers, or gives up, within ten seconds.
const TIME_OUT: u32 = 15_000;

/// One picker's connection to the browser.
pub(crate) struct Shell {
    callbacks: Callbacks,
    clock: Rc<Clock>,
    in_flight: RefCell<Vec<(u32, AbortController)>>,
}

impl Shell {
    pub(crate) fn new(callbacks: Callbacks) -> Self {
        Self { callbacks, clock: Rc::default(), in_flight: RefCell::default() }
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn carry_out(&self, effect: Effect, picker: Picker) {
        match effect {
            Effect::Send(sequence, call) => {
                let request = call.request();
                let to = |state: &State| ([&state.config.endpoint, &*request.target].concat(), state.config.direct);
                let (address, direct) = picker.read(to).unwrap_or_default();
                let post = (request.method == service_points::Method::Post).then_some(request.body.as_str());
                let clock = Rc::clone(&self.clock);
                let token = self.callbacks.token.as_ref().filter(|_| direct);
                let controller = send(&address, post, TIME_OUT, token, move |reply| {
                    let answer = answer::read(&call, reply, &clock);
                    picker.follow_clock();
                    picker.with_shell(|shell| shell.forget(sequence));
                    picker.dispatch(Event::Answered(sequence, answer));
                });
                self.in_flight.borrow_mut().push((sequence, controller));
            }
            Effect::Cancel(sequence) => {
                if let Some(controller) = self.forget(sequence) {
                    controller.abort();
                }
            }
            Effect::Wait(sequence, least, more) => {
                let random = (js_sys::Math::random() * f64::from(more)) as u32;
                after(least + random, move || picker.dispatch(Event::Waited(sequence)));
            }
            Effect::Propose(sequence, selection) => {
                let promise = (self.callbacks.propose)(&selection);
                when_settled(&promise, move |accepted| {
                    let instant = accepted.then(instant);
                    picker.dispatch(Event::HostDecided(sequence, instant));
                });
            }
            Effect::Report(report) => {
                if let Some(tell) = picker.read(|state| (self.callbacks.report)(&report, state)) {
                    tell();
                }
            }
            Effect::FitMap | Effect::SeeDoors => {}
        }
    }

    /// Takes a call off the list of those that are on their way.
    fn forget(&self, sequence: u32) -> Option<AbortController> {
        let mut in_flight = self.in_flight.borrow_mut();
        let index = in_flight.iter().position(|(other, _)| *other == sequence)?;
        Some(in_flight.swap_remove(index).1)
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        for (_, controller) in self.in_flight.borrow().iter() {
            controller.abort();
        }
    }
}
