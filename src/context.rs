//! The one handle that every view gets: what it may read, and how it says what happened.
//!
//! Each kind of value in a signal is another copy of the signal's code for the shopper to download. So the values lie in
//! one plain store, and what reacts are triggers, which carry none, and memos of one kind, whole numbers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use picker_core::{Effect, Event, State, update};
use reactive_graph::computed::Memo;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::prelude::*;
use reactive_graph::signal::Trigger;
use service_points::ServicePointId;
use slippy_map::Viewport;

use crate::mount::Options;
use crate::shell::{Clock, Shell};
use crate::text::{Locale, Text};

/// One picker. Views derive from it and send events; nothing else changes the state.
#[derive(Clone, Copy)]
pub(crate) struct Picker {
    store: StoredValue<Rc<Store>, LocalStorage>,
    changed: Trigger,
    looks: Trigger,
    moved: Trigger,
    ticked: Trigger,
    fit: Trigger,
}

struct Store {
    state: RefCell<State>,
    shell: Shell,
    looks: RefCell<Looks>,
    viewport: Cell<Option<Viewport>>,
    minute: Cell<i64>,
}

/// What of the host's wishes the state knows nothing of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Looks {
    /// The language of texts and numbers.
    pub(crate) locale: Locale,
    /// URL template of the map's tiles; `None` for a picker without a map.
    pub(crate) tiles: Option<String>,
    /// Whose map it is.
    pub(crate) attribution: String,
}

/// A whole number derived from the state; who watches it hears of it only when it changes.
#[derive(Clone, Copy)]
pub(crate) struct Watch(Memo<u64>);

impl Watch {
    pub(crate) fn get(self) -> u64 {
        self.0.get()
    }

    pub(crate) fn is_set(self) -> bool {
        self.get() != 0
    }
}

impl Picker {
    pub(crate) fn new(state: State, options: &Options, shell: Shell) -> Self {
        let store = Store {
            minute: Cell::new(shell.clock().epoch_minute()),
            state: RefCell::new(state),
            shell,
            looks: RefCell::new(looks(options)),
            viewport: Cell::new(None),
        };
        let [changed, looks, moved, ticked, fit] = [(); 5].map(|()| Trigger::new());
        Self { store: StoredValue::new_local(Rc::new(store)), changed, looks, moved, ticked, fit }
    }

    /// The values; `None` after the picker has left the page.
    fn store(&self) -> Option<Rc<Store>> {
        self.store.try_get_value()
    }

    /// Looks and language are the host's; a change of them loses nothing.
    pub(crate) fn set_looks(&self, options: &Options) {
        let new = looks(options);
        if self.store().is_some_and(|store| store.looks.replace(new.clone()) != new) {
            self.looks.notify();
        }
    }

    /// What the picker looks like, and again when that changes.
    pub(crate) fn live_looks(&self) -> Looks {
        self.looks.track();
        self.looks()
    }

    /// What the picker looks like. Views are built anew for another look, so they need not watch it.
    pub(crate) fn looks(&self) -> Looks {
        self.store().map(|store| store.looks.borrow().clone()).unwrap_or_default()
    }

    /// The language.
    pub(crate) fn locale(&self) -> Locale {
        self.looks().locale
    }

    /// A text of the picker's language.
    pub(crate) fn text(&self, text: Text) -> String {
        self.locale().text(text)
    }

    /// Lets something happen, and carries out what follows from it. After the picker has left the page, nothing does.
    pub(crate) fn dispatch(&self, event: Event) {
        let Some(store) = self.store() else { return };
        let effects = update(&mut store.state.borrow_mut(), event);
        self.changed.notify();
        self.carry_out(effects);
    }

    /// Runs effects in their order.
    pub(crate) fn carry_out(&self, effects: Vec<Effect>) {
        for effect in effects {
            let Some(store) = self.store() else { return };
            if effect == Effect::FitMap { self.fit.notify() } else { store.shell.carry_out(effect, *self) }
        }
    }

    /// Derives from the state, and again when it changes.
    pub(crate) fn with<T: Default>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.changed.track();
        self.read(read).unwrap_or_default()
    }

    /// Reads the state once; `None` after the picker has left the page.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> Option<T> {
        self.store().map(|store| read(&store.state.borrow()))
    }

    /// Watches something of the state.
    pub(crate) fn watch(&self, read: fn(&State) -> u64) -> Watch {
        let picker = *self;
        Watch(Memo::new(move |_| picker.with(read)))
    }

    /// Watches which point the shopper looks at.
    pub(crate) fn watch_highlight(&self) -> Watch {
        self.watch(|state| state.highlighted.map_or(0, |id| id.get().unsigned_abs()))
    }

    /// The point that the shopper looks at.
    pub(crate) fn highlighted(&self) -> Option<ServicePointId> {
        self.read(|state| state.highlighted).flatten()
    }

    /// Reads the shell; `None` after the picker has left the page.
    pub(crate) fn with_shell<T>(&self, read: impl FnOnce(&Shell) -> T) -> Option<T> {
        self.store().map(|store| read(&store.shell))
    }

    /// Reads the clock.
    pub(crate) fn with_clock<T>(&self, read: impl FnOnce(&Clock) -> T) -> Option<T> {
        self.with_shell(|shell| read(shell.clock()))
    }

    /// Minutes since 1970, by the endpoint's clock, and again a minute later.
    pub(crate) fn live_minute(&self) -> i64 {
        self.ticked.track();
        self.store().map_or(0, |store| store.minute.get())
    }

    /// Lets everything that depends on the time of day follow the clock.
    pub(crate) fn follow_clock(&self) {
        let Some(store) = self.store() else { return };
        let minute = store.shell.clock().epoch_minute();
        if store.minute.replace(minute) != minute {
            self.ticked.notify();
        }
    }

    /// What the map shows, and again when it moves; `None` until there is a map.
    pub(crate) fn live_viewport(&self) -> Option<Viewport> {
        self.moved.track();
        self.viewport()
    }

    /// What the map shows.
    pub(crate) fn viewport(&self) -> Option<Viewport> {
        self.store()?.viewport.get()
    }

    /// Moves the map.
    pub(crate) fn set_viewport(&self, viewport: Viewport) {
        if let Some(store) = self.store() {
            store.viewport.set(Some(viewport));
            self.moved.notify();
        }
    }

    /// Runs again whenever the map is to show all results.
    pub(crate) fn track_fit(&self) {
        self.fit.track();
    }
}

fn looks(options: &Options) -> Looks {
    Looks {
        locale: Locale::new(options.config.country.as_str()),
        tiles: options.tiles.clone(),
        attribution: options.tiles_attribution.clone(),
    }
}

/// A number that stands for a text, by which a change of it is noticed (FNV-1a). An empty text is 0.
pub(crate) fn mark(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    if text.is_empty() { 0 } else { text.bytes().fold(0xcbf2_9ce4_8422_2325, step) }
}
