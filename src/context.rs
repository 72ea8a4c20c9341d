//! The one handle that every view gets: what it may read, and how it says what happened.

use leptos::prelude::{
    GetUntracked, LocalStorage, Memo, RwSignal, Set, StoredValue, Update, With, WithUntracked, WithValue,
};
use picker_core::{Effect, Event, State, update};
use service_points::ServicePointId;
use slippy_map::Viewport;

use crate::mount::Options;
use crate::shell::Shell;
use crate::text::Locale;

/// Signals of one picker. Views derive from them and send events; nothing else changes the state.
#[derive(Clone, Copy)]
pub(crate) struct Picker {
    state: RwSignal<State>,
    /// Another list is shown when this changes.
    pub(crate) version: Memo<u32>,
    /// The point that the shopper looks at.
    pub(crate) highlighted: Memo<Option<ServicePointId>>,
    /// What the map shows and who drew it.
    pub(crate) tiles: RwSignal<Tiles>,
    /// The language of texts and numbers.
    pub(crate) locale: RwSignal<Locale>,
    /// What the map shows; `None` until there is one.
    pub(crate) viewport: RwSignal<Option<Viewport>>,
    /// Minutes since 1970, as the endpoint's clock has it; changes once a minute.
    pub(crate) minute: RwSignal<i64>,
    /// Grows when the map is to show all results.
    pub(crate) fit: RwSignal<u32>,
    shell: StoredValue<Shell, LocalStorage>,
}

/// Where the map's pictures come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tiles {
    /// URL template; `None` for a picker without a map.
    pub(crate) template: Option<String>,
    /// Whose map it is.
    pub(crate) attribution: String,
}

impl Picker {
    pub(crate) fn new(state: State, options: &Options, shell: Shell) -> Self {
        let minute = RwSignal::new(shell.clock().epoch_minute());
        let state = RwSignal::new(state);
        let picker = Self {
            state,
            version: Memo::new(move |_| state.with(|state| state.results.version)),
            highlighted: Memo::new(move |_| state.with(|state| state.highlighted)),
            tiles: RwSignal::new(Tiles::default()),
            locale: RwSignal::new(Locale::default()),
            viewport: RwSignal::new(None),
            minute,
            fit: RwSignal::new(0),
            shell: StoredValue::new_local(shell),
        };
        picker.set_appearance(options);
        picker
    }

    /// Looks and language are the host's; a change of them loses nothing.
    pub(crate) fn set_appearance(&self, options: &Options) {
        let tiles = Tiles { template: options.tiles.clone(), attribution: options.tiles_attribution.clone() };
        set_if_changed(&self.tiles, tiles);
        set_if_changed(&self.locale, Locale::new(&options.language, options.config.country.as_str()));
    }

    /// Lets something happen, and carries out what follows from it. After the picker has left the page, nothing does.
    pub(crate) fn dispatch(&self, event: Event) {
        if let Some(effects) = self.state.try_update(|state| update(state, event)) {
            self.carry_out(effects);
        }
    }

    /// Runs effects in their order.
    pub(crate) fn carry_out(&self, effects: Vec<Effect>) {
        for effect in effects {
            if effect == Effect::FitMap {
                self.fit.try_update(|count| *count += 1);
            } else {
                let picker = *self;
                self.shell.try_with_value(|shell| shell.carry_out(effect, picker));
            }
        }
    }

    /// Derives from the state, and again when it changes.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with(read)
    }

    /// Reads the state once; `None` after the picker has left the page.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> Option<T> {
        self.state.try_with_untracked(read)
    }

    /// Reads the shell's clock; `None` after the picker has left the page.
    pub(crate) fn with_shell<T>(&self, read: impl FnOnce(&Shell) -> T) -> Option<T> {
        self.shell.try_with_value(read)
    }

    /// Lets everything that depends on the time of day follow the clock.
    pub(crate) fn follow_clock(&self) {
        if let Some(minute) = self.with_shell(|shell| shell.clock().epoch_minute()) {
            set_if_changed(&self.minute, minute);
        }
    }

    /// Whether something is so, told only when it changes.
    pub(crate) fn flag(&self, read: fn(&State) -> bool) -> Memo<bool> {
        let picker = *self;
        Memo::new(move |_| picker.with(read))
    }

    /// The language. Views are built anew for another one, so they need not watch it.
    pub(crate) fn locale(&self) -> Locale {
        self.locale.get_untracked()
    }

    /// A text of the picker's language.
    pub(crate) fn text(&self, text: crate::text::Text) -> String {
        self.locale().text(text)
    }
}

fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: &RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old != value) == Some(true) {
        signal.set(value);
    }
}
