use picker_core::State;
use picker_core::hours::OpenState;
use service_points::{GeneralShopType, ServicePoint, ServicePointId};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::badge::badge;
use super::hours;
use crate::context::Picker;
use crate::dom::{Tag, build, markup};
use crate::text::{Locale, OpenWords, Text};

/// One service point of the list. It listens to nothing and watches nothing: the list does, once for all rows.
pub(super) struct Row {
    id: ServicePointId,
    pub(super) node: Tag,
    radio: Tag,
    door: Tag,
    state: Tag,
    next: Tag,
    disclose: Tag,
    week: Tag,
    shown: Option<Shown>,
}

/// What a row shows that can change.
#[derive(Clone, Copy, PartialEq)]
struct Shown {
    minute: i64,
    unavailable: bool,
    open: bool,
    checked: bool,
}

impl Row {
    pub(super) fn new(point: &ServicePoint, endpoint: &str, locale: &Locale) -> Self {
        let key = point.id.get().to_string();
        let [node, radio, label, name, street, kind, carrier, distance, door, state, next, disclose, week] =
            build(markup!("row"), locale, &key);
        label.prepend(&badge(&point.carrier, endpoint));
        name.set_text(&point.name);
        street.set_text(&point.address.street_line());
        if let Some(words) = words_for(point.general_shop_type.as_ref()) {
            kind.set_text(&[" · ", &locale.text(words)].concat());
        }
        // For those who cannot see the picture.
        carrier.set_text(&[" · ", &point.carrier.name].concat());
        if let Some(metres) = point.distance {
            distance.set_text(&locale.distance(metres));
        }
        disclose.set("aria-label", Some(&locale.fill(Text::HoursOf, "name", &point.name)));
        disclose.show(point.opening_times.is_some());
        Self { id: point.id, node, radio, door, state, next, disclose, week, shown: None }
    }

    pub(super) fn id(&self) -> ServicePointId {
        self.id
    }

    /// Brings the row up to date, and touches only what changed.
    pub(super) fn update(&mut self, picker: Picker, state: &State, minute: i64, locale: &Locale) {
        let shown = Shown {
            minute,
            unavailable: state.unavailable.contains(&self.id),
            open: state.hours_open.contains(&self.id),
            checked: state.highlighted == Some(self.id),
        };
        let before = self.shown.replace(shown);
        if before == Some(shown) {
            return;
        }
        let input: &HtmlInputElement = self.radio.node().unchecked_ref();
        input.set_checked(shown.checked);
        let Some(point) = state.point(self.id) else { return };
        let clock_moved = before.is_none_or(|before| before.minute != minute);
        if clock_moved || before.is_none_or(|before| before.unavailable != shown.unavailable) {
            self.node.node().set_class_name(if shown.unavailable { "row gone" } else { "row" });
            input.set_disabled(shown.unavailable);
            self.show_door(&words_of(picker, point, locale), shown.unavailable, locale);
        }
        if before.is_none_or(|before| before.open != shown.open) || (shown.open && clock_moved) {
            self.disclose.set("aria-expanded", Some(if shown.open { "true" } else { "false" }));
            let week = point.opening_times.as_ref().filter(|_| shown.open);
            let now = picker.with_clock(|clock| clock.at_point(point).1).flatten();
            self.week.replace(&week.map(|times| hours::week(times, now, locale)).into_iter().collect::<Vec<_>>());
        }
    }

    fn show_door(&self, words: &OpenWords, unavailable: bool, locale: &Locale) {
        let open = words.open.map(|open| if open { "yes" } else { "no" });
        self.door.set("data-open", if unavailable { Some("no") } else { open });
        let (state, next) = match words.next.as_str() {
            _ if unavailable => (locale.text(Text::NotAvailable), String::new()),
            "" => (words.state.clone(), String::new()),
            next => (words.state.clone(), [" · ", next].concat()),
        };
        self.state.set_text(&state);
        self.next.set_text(&next);
    }
}

/// The words for the state of a point's door.
pub(super) fn words_of(picker: Picker, point: &ServicePoint, locale: &Locale) -> OpenWords {
    let now = picker.with_clock(|clock| (clock.at_point(point).0, clock.local_minute(point)));
    let (state, local_minute) = now.unwrap_or((OpenState::Unknown, 0));
    OpenWords::new(state, local_minute, locale)
}

/// The kind of place in words; kinds that have none are not mentioned.
fn words_for(general_shop_type: Option<&GeneralShopType>) -> Option<Text> {
    match general_shop_type? {
        GeneralShopType::ServicePoint => Some(Text::ServicePoint),
        GeneralShopType::Locker => Some(Text::Locker),
        GeneralShopType::PostOffice => Some(Text::PostOffice),
        GeneralShopType::CarrierDepot => Some(Text::CarrierDepot),
        GeneralShopType::Other(_) => None,
    }
}
