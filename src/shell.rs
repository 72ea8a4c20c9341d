//! The part of the picker that acts: sends calls, waits, asks the host. What comes of it goes back as an event.

use std::cell::RefCell;
use std::rc::Rc;

use any_spawner::Executor;
use picker_core::{Call, Effect, Event};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use crate::context::Picker;
use crate::mount::Callbacks;

mod carriers;
mod clock;
mod fetch;
mod read;

pub(crate) use carriers::icon_address;
pub(crate) use clock::Clock;

/// Longest a call may take, in milliseconds: the proxy answers, or gives up, within ten seconds.
const TIME_OUT: i32 = 15_000;

/// One picker's connection to the browser.
pub(crate) struct Shell {
    callbacks: Rc<Callbacks>,
    clock: Rc<Clock>,
    in_flight: RefCell<Vec<(u32, AbortController)>>,
}

impl Shell {
    pub(crate) fn new(callbacks: Callbacks) -> Self {
        Self { callbacks: Rc::new(callbacks), clock: Rc::new(Clock::default()), in_flight: RefCell::default() }
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn carry_out(&self, effect: Effect, picker: Picker) {
        match effect {
            Effect::Send(sequence, call) => self.send(sequence, call, picker),
            Effect::Cancel(sequence) => self.abort(sequence),
            Effect::Wait(sequence, at_most) => {
                let milliseconds = (js_sys::Math::random() * f64::from(at_most)) as i32;
                after(milliseconds, move || picker.dispatch(Event::Waited(sequence)));
            }
            Effect::Propose(sequence, selection) => {
                let promise = (self.callbacks.propose)(&selection);
                Executor::spawn_local(async move {
                    let accepted = JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy());
                    let instant = accepted.then(|| String::from(js_sys::Date::new_0().to_iso_string()));
                    picker.dispatch(Event::HostDecided(sequence, instant));
                });
            }
            Effect::Report(report) => {
                if let Some(tell) = picker.read(|state| (self.callbacks.report)(&report, state)) {
                    tell();
                }
            }
            Effect::FitMap => {}
        }
    }

    fn send(&self, sequence: u32, call: Call, picker: Picker) {
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        let timed_out = controller.clone();
        after(TIME_OUT, move || timed_out.abort());
        let mut in_flight = self.in_flight.borrow_mut();
        in_flight.retain(|(other, _)| *other != sequence);
        in_flight.push((sequence, controller));
        let clock = Rc::clone(&self.clock);
        let endpoint = picker.read(|state| state.config.endpoint.clone()).unwrap_or_default();
        Executor::spawn_local(async move {
            let answer = fetch::answer(&endpoint, &call, &signal, &clock).await;
            picker.follow_clock();
            picker.with_shell(|shell| shell.in_flight.borrow_mut().retain(|(other, _)| *other != sequence));
            picker.dispatch(Event::Answered(sequence, answer));
        });
    }

    fn abort(&self, sequence: u32) {
        self.in_flight.borrow_mut().retain(|(other, controller)| {
            let other_one = *other != sequence;
            if !other_one {
                controller.abort();
            }
            other_one
        });
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        for (_, controller) in self.in_flight.borrow().iter() {
            controller.abort();
        }
    }
}

/// Runs again and again, until it is dropped.
pub(crate) struct Interval {
    id: Option<i32>,
    _run: Closure<dyn FnMut()>,
}

impl Interval {
    pub(crate) fn new(milliseconds: i32, run: impl FnMut() + 'static) -> Self {
        let run = Closure::<dyn FnMut()>::new(run);
        let set = |window: web_sys::Window| {
            let callback = run.as_ref().unchecked_ref();
            window.set_interval_with_callback_and_timeout_and_arguments_0(callback, milliseconds).ok()
        };
        Self { id: web_sys::window().and_then(set), _run: run }
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (web_sys::window(), self.id) {
            window.clear_interval_with_handle(id);
        }
    }
}

/// Runs once after some milliseconds.
pub(crate) fn after(milliseconds: i32, run: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::once_into_js(run);
        // The only way to fail is a page that is gone, and then nobody waits.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds);
    }
}
