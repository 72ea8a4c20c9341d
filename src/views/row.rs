use picker_core::State;
use picker_core::hours::OpenState;
use service_points::{GeneralShopType, ServicePoint, ServicePointId};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::badge::badge;
use super::hours;
use super::picker::icon;
use crate::context::Picker;
use crate::dom::{Tag, tag};
use crate::text::{Locale, OpenWords, Text};

/// One service point of the list. It listens to nothing and watches nothing: the list does, once for all rows.
pub(super) struct Row {
    id: ServicePointId,
    pub(super) node: Tag,
    radio: Tag,
    door: Tag,
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
        let [radio_id, door_id, week_id] = ["p", "o", "w"].map(|prefix| [prefix, &key].concat());
        let radio = tag("input", "").attrs(&[
            ("type", "radio"),
            ("name", "point"),
            ("id", &radio_id),
            ("value", &key),
            ("aria-describedby", &door_id),
        ]);
        let door = tag("span", "").attr("id", &door_id);
        let week = tag("div", "").attr("id", &week_id);
        let disclose = tag("button", "disclose")
            .attrs(&[
                ("type", "button"),
                ("data-hours", &key),
                ("aria-controls", &week_id),
                ("aria-label", &locale.fill(Text::HoursOf, &[("name", &point.name)])),
            ])
            .text(&locale.text(Text::Hours))
            .with(&[icon()]);
        let node = tag("li", "row").with(&[
            radio.clone(),
            tag("label", "").attr("for", &radio_id).with(&[
                badge(&point.carrier, endpoint),
                tag("span", "what").with(&[name(&point.name, "name"), place(point, locale)]),
                tag("span", "distance").text(&point.distance.map(|metres| locale.distance(metres)).unwrap_or_default()),
            ]),
            tag("div", "door").with(&[door.clone(), disclose.clone()]),
            week.clone(),
        ]);
        Self { id: point.id, node, radio, door, disclose, week, shown: None }
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
        if point.opening_times.is_none() {
            self.disclose.set("hidden", Some(""));
        }
    }

    fn show_door(&self, words: &OpenWords, unavailable: bool, locale: &Locale) {
        let open = words.open.map(|open| if open { "yes" } else { "no" });
        self.door.set("data-open", if unavailable { Some("no") } else { open });
        let state = if unavailable { locale.text(Text::NotAvailable) } else { words.state.clone() };
        let mut parts = vec![tag("b", "").text(&state)];
        if !unavailable && !words.next.is_empty() {
            parts.push(tag("span", "").text(" · ").text(&words.next));
        }
        self.door.replace(&parts);
    }
}

/// A name of the API's, which no translator may touch, and whose direction of writing is its own.
pub(super) fn name(text: &str, class: &str) -> Tag {
    tag("bdi", class).attr("translate", "no").text(text)
}

/// Street, kind of place, and, for those who cannot see the picture, the carrier.
fn place(point: &ServicePoint, locale: &Locale) -> Tag {
    let line = tag("span", "where").with(&[name(&point.address.street_line(), "")]);
    let line = match kind(point.general_shop_type.as_ref()) {
        Some(kind) => line.text(" · ").text(&locale.text(kind)),
        None => line,
    };
    line.with(&[tag("span", "unseen").text(" · ").text(&point.carrier.name)])
}

/// The words for the state of a point's door.
pub(super) fn words_of(picker: Picker, point: &ServicePoint, locale: &Locale) -> OpenWords {
    let now = picker.with_clock(|clock| (clock.at_point(point).0, clock.local_minute(point)));
    let (state, local_minute) = now.unwrap_or((OpenState::Unknown, 0));
    OpenWords::new(state, local_minute, locale)
}

/// The kind of place in words; kinds that have none are not mentioned.
fn kind(general_shop_type: Option<&GeneralShopType>) -> Option<Text> {
    match general_shop_type? {
        GeneralShopType::ServicePoint => Some(Text::ServicePoint),
        GeneralShopType::Locker => Some(Text::Locker),
        GeneralShopType::PostOffice => Some(Text::PostOffice),
        GeneralShopType::CarrierDepot => Some(Text::CarrierDepot),
        GeneralShopType::Other(_) => None,
    }
}
