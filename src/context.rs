//! The one handle that every view gets: what it may read, and how it says what happened.
//!
//! Each kind of value in a signal is another copy of the signal's code for the shopper to download. So the values lie in
//! one plain store, and what reacts are triggers, which carry none.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use picker_core::hours::OpenState;
use picker_core::{Effect, Event, State, update};
use service_points::ServicePointId;
use slippy_map::Viewport;

use crate::browser::after;
use crate::dom::{Trigger, hold};
use crate::mount::Options;
use crate::shell::{Clock, Shell};
use crate::text::{Locale, Text};

/// One picker. Views derive from it and send events; nothing else changes the state.
///
/// Every closure of every view holds one, so it is a mere reference, to a slot that is empty after the picker has left
/// the page. Two words for each mount are never given back.
#[derive(Clone, Copy)]
pub(crate) struct Picker(&'static RefCell<Option<Rc<Store>>>);

struct Store {
    state: RefCell<State>,
    shell: Shell,
    looks: RefCell<Looks>,
    viewport: Cell<Option<Viewport>>,
    minute: Cell<i64>,
    watched: RefCell<Vec<Option<Watched>>>,
    triggers: [Trigger; 5],
}

/// What triggers there are.
#[derive(Clone, Copy)]
enum On {
    Changed,
    Looks,
    Moved,
    Ticked,
    Fit,
}

impl Store {
    fn on(&self, trigger: On) -> &Trigger {
        &self.triggers[trigger as usize]
    }
}

/// Something of the state that a view watches.
struct Watched {
    read: fn(&State) -> u64,
    value: u64,
    trigger: Trigger,
}

/// What of the host's wishes the state knows nothing of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looks {
    /// A number that stands for all of it, by which a change is noticed.
    mark: u64,
    /// The language of texts and numbers.
    pub(crate) locale: Locale,
    /// Whether to offer a search near the shopper.
    pub(crate) geolocation: bool,
    /// URL template of the map's tiles; `None` for a picker without a map.
    pub(crate) tiles: Option<String>,
    /// Whose map it is.
    pub(crate) attribution: String,
}

/// A whole number derived from the state; who watches it hears of it only when it changes.
#[derive(Clone, Copy)]
pub(crate) struct Watch {
    picker: Picker,
    index: usize,
}

impl Watch {
    #[inline(never)]
    pub(crate) fn get(self) -> u64 {
        let Some(store) = self.picker.store() else { return 0 };
        let watched = store.watched.borrow();
        let Some(Some(watched)) = watched.get(self.index) else { return 0 };
        watched.trigger.track();
        watched.value
    }

    pub(crate) fn is_set(self) -> bool {
        self.get() != 0
    }
}

/// Ends a watch with the part of the page that it was made for.
struct Watching(Watch);

impl Drop for Watching {
    fn drop(&mut self) {
        if let Some(store) = self.0.picker.store()
            && let Some(watched) = store.watched.borrow_mut().get_mut(self.0.index)
        {
            *watched = None;
        }
    }
}

impl Picker {
    pub(crate) fn new(state: State, looks: Looks, shell: Shell) -> Self {
        let store = Store {
            minute: Cell::new(shell.clock().epoch_minute()),
            state: RefCell::new(state),
            shell,
            looks: RefCell::new(looks),
            viewport: Cell::new(None),
            watched: RefCell::default(),
            triggers: Default::default(),
        };
        Self(Box::leak(Box::new(RefCell::new(Some(Rc::new(store))))))
    }

    /// The picker leaves the page: from now on nothing happens.
    pub(crate) fn leave(&self) {
        let store = self.0.take();
        // What goes with it may ask for it.
        drop(store);
    }

    /// The values; `None` after the picker has left the page.
    #[inline(never)]
    fn store(&self) -> Option<Rc<Store>> {
        self.0.borrow().clone()
    }

    #[inline(never)]
    fn notify(&self, on: On) {
        if let Some(store) = self.store() {
            store.on(on).notify();
        }
    }

    #[inline(never)]
    fn track(&self, on: On) {
        if let Some(store) = self.store() {
            store.on(on).track();
        }
    }

    /// Looks and language are the host's; a change of them loses nothing.
    pub(crate) fn set_looks(&self, new: Looks) {
        let mark = new.mark;
        if self.store().is_some_and(|store| store.looks.replace(new).mark != mark) {
            self.notify(On::Looks);
        }
    }

    /// What the picker looks like, and again when that changes.
    pub(crate) fn live_looks(&self) -> Looks {
        self.track(On::Looks);
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
    ///
    /// While a view reads the state it may take the focus from an element that it removes; a host that answers to that by
    /// a call of its own is served right after.
    pub(crate) fn dispatch(&self, event: Event) {
        let Some(store) = self.store() else { return };
        let Ok(mut state) = store.state.try_borrow_mut() else {
            let picker = *self;
            after(0, move || picker.dispatch(event));
            return;
        };
        let effects = update(&mut state, event);
        drop(state);
        let state = store.state.borrow();
        let changed = |watched: &mut Watched| {
            let value = (watched.read)(&state);
            (mem::replace(&mut watched.value, value) != value).then(|| watched.trigger.clone())
        };
        let triggers: Vec<Trigger> = store.watched.borrow_mut().iter_mut().flatten().filter_map(changed).collect();
        drop(state);
        self.notify(On::Changed);
        for trigger in triggers {
            trigger.notify();
        }
        self.carry_out(effects);
    }

    /// Runs effects in their order.
    pub(crate) fn carry_out(&self, effects: Vec<Effect>) {
        for effect in effects {
            let Some(store) = self.store() else { return };
            match effect {
                Effect::FitMap => self.notify(On::Fit),
                Effect::SeeDoors => self.see_doors(),
                other => store.shell.carry_out(other, *self),
            }
        }
    }

    /// Derives from the state, and again when it changes.
    pub(crate) fn with<T: Default>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.track(On::Changed);
        self.read(read).unwrap_or_default()
    }

    /// Reads the state once; `None` after the picker has left the page.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> Option<T> {
        self.store().map(|store| read(&store.state.borrow()))
    }

    /// Watches something of the state, until the part of the page goes that watches.
    #[inline(never)]
    pub(crate) fn watch(&self, read: fn(&State) -> u64) -> Watch {
        let watched = Watched { read, value: self.read(read).unwrap_or_default(), trigger: Trigger::default() };
        let mut index = 0;
        if let Some(store) = self.store() {
            let mut all = store.watched.borrow_mut();
            index = all.iter().position(Option::is_none).unwrap_or_else(|| {
                all.push(None);
                all.len() - 1
            });
            all[index] = Some(watched);
        }
        let watch = Watch { picker: *self, index };
        hold(Box::new(Watching(watch)));
        watch
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
        self.track(On::Ticked);
        self.store().map_or(0, |store| store.minute.get())
    }

    /// Lets everything that depends on the time of day follow the clock.
    pub(crate) fn follow_clock(&self) {
        let Some(store) = self.store() else { return };
        let minute = store.shell.clock().epoch_minute();
        if store.minute.replace(minute) != minute {
            self.notify(On::Ticked);
            self.see_doors();
        }
    }

    /// Tells the state which points are open now.
    fn see_doors(&self) {
        let Some(store) = self.store() else { return };
        let open = self.read(|state| {
            let doors = state.results.points.iter().map(|point| store.shell.clock().at_point(point).0);
            doors.map(|door| matches!(door, OpenState::Open { .. } | OpenState::AllDay)).collect()
        });
        self.dispatch(Event::DoorsSeen(open.unwrap_or_default()));
    }

    /// What the map shows, and again when it moves; `None` until there is a map.
    pub(crate) fn live_viewport(&self) -> Option<Viewport> {
        self.track(On::Moved);
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
            self.notify(On::Moved);
        }
    }

    /// Runs again whenever the map is to show all results.
    pub(crate) fn track_fit(&self) {
        self.track(On::Fit);
    }
}

/// What a host's options say about looks.
pub(crate) fn looks(options: &Options) -> Looks {
    let country = options.config.country.as_str();
    let (tag, texts) = options.language.as_ref().map_or(("", ""), |language| (&language.tag, &language.texts));
    let tiles = options.tiles.as_deref().unwrap_or_default();
    Looks {
        mark: mark(&[country, tag, texts, tiles, "\n", &options.tiles_attribution].concat())
            ^ u64::from(options.geolocation),
        locale: Locale::new(country, options.language.as_ref()),
        geolocation: options.geolocation,
        tiles: options.tiles.clone(),
        attribution: options.tiles_attribution.clone(),
    }
}

/// A number that stands for a text, by which a change of it is noticed (FNV-1a). An empty text is 0.
pub(crate) fn mark(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    if text.is_empty() { 0 } else { text.bytes().fold(0xcbf2_9ce4_8422_2325, step) }
}
