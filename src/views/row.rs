use picker_core::State;
use picker_core::hours::OpenState;
use service_points::{GeneralShopType, ServicePoint, ServicePointId};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::badge::badge;
use super::details::details;
use super::hours;
use crate::context::Picker;
use crate::dom::{Tag, build, markup};
use crate::text::{Locale, OpenWords, Text};

/// One place of the list: a service point, or one for each of several carriers, of which the shopper picks one. It
/// listens to nothing and watches nothing: the list does, once for all rows.
pub(super) struct Row {
    points: Vec<(ServicePointId, Tag)>,
    /// What is to be seen when a point is looked at: the row, or its carrier's own line.
    spots: Vec<Tag>,
    pub(super) node: Tag,
    distance: Tag,
    door: Tag,
    state: Tag,
    next: Tag,
    disclose: Tag,
    week: Tag,
    /// The day that the week marks.
    today: Option<u8>,
    shown: Option<Shown>,
}

/// What a row shows that can change. Sets of its points are bits, the first point's the lowest: no place has 64 carriers.
#[derive(Clone, Copy, PartialEq)]
struct Shown {
    minute: i64,
    /// Which points cannot be had.
    gone: u64,
    /// Which of them have what the shopper asks for.
    fits: u64,
    hours_open: bool,
    checked: Option<usize>,
}

impl Shown {
    /// The point whose distance and hours are shown: the one looked at, else the first that is asked for and can be had.
    fn point(&self) -> usize {
        let first = (self.fits & !self.gone).trailing_zeros() as usize;
        self.checked.unwrap_or(if first < 64 { first } else { 0 })
    }
}

impl Row {
    pub(super) fn new(site: &[&ServicePoint], endpoint: Option<&str>, locale: &Locale) -> Option<Self> {
        let (point, others) = site.split_first()?;
        let key = point.id.to_digits();
        let [
            node,
            radio,
            label,
            name,
            street,
            kind,
            carrier,
            distance,
            shared,
            door,
            state,
            next,
            disclose,
            disclosed,
            week,
        ] = build(markup!("row"), locale, &key);
        name.set_text(&point.name);
        street.set_text(&point.address.street_line());
        if let Some(words) = words_for(point.general_shop_type.as_ref()) {
            kind.set_text(&[" · ", &locale.text(words)].concat());
        }
        let (mut points, mut spots) = (Vec::new(), Vec::new());
        if others.is_empty() {
            label.prepend(&badge(&point.carrier, endpoint));
            // The picture says it to those who see it.
            carrier.set_text(&[" · ", &point.carrier.name].concat());
            points.push((point.id, radio));
            spots.push(node.clone());
        } else {
            radio.remove();
            shared.show(true);
            for point in site {
                let [also, radio, carrier] = build(markup!("also"), locale, &point.id.to_digits());
                radio.set("aria-label", Some(&[&point.name, ", ", &point.carrier.name].concat()));
                radio.set("aria-describedby", Some(&["o", &key].concat()));
                radio.after(&badge(&point.carrier, endpoint));
                carrier.set_text(&point.carrier.name);
                shared.add(std::slice::from_ref(&also));
                points.push((point.id, radio));
                spots.push(also);
            }
        }
        let what = if point.opening_times.is_some() {
            locale.fill(Text::HoursOf, "name", &point.name)
        } else {
            let details = locale.text(Text::Details);
            disclosed.set_text(&details);
            [&details, ": ", &point.name].concat()
        };
        disclose.set("aria-label", Some(&what));
        Some(Self { points, spots, node, distance, door, state, next, disclose, week, today: None, shown: None })
    }

    /// What is to be seen when a point is looked at; `None` for a point of another place.
    pub(super) fn spot(&self, id: ServicePointId) -> Option<Tag> {
        let index = self.points.iter().position(|(point, _)| *point == id)?;
        self.spots.get(index).cloned()
    }

    /// Brings the row up to date, and touches only what changed.
    pub(super) fn update(&mut self, picker: Picker, state: &State, minute: i64, locale: &Locale) {
        let ids = || self.points.iter().map(|(id, _)| *id);
        let set = |has: &dyn Fn(ServicePointId) -> bool| {
            ids().enumerate().filter(|(_, id)| has(*id)).fold(0, |set, (index, _)| set | 1_u64 << (index & 63))
        };
        let shown = Shown {
            minute,
            gone: set(&|id| state.unavailable.contains(&id)),
            fits: set(&|id| state.fitting().any(|point| point.id == id)),
            hours_open: ids().next().is_some_and(|id| state.hours_open.contains(&id)),
            checked: ids().position(|id| state.highlighted == Some(id)),
        };
        if self.shown == Some(shown) {
            return;
        }
        let before = self.shown.replace(shown);
        for (index, (_, radio)) in self.points.iter().enumerate() {
            let input: &HtmlInputElement = radio.node().unchecked_ref();
            input.set_checked(shown.checked == Some(index));
            input.set_disabled(is_in(shown.gone, index));
        }
        let same_point = |before: Shown| before.minute == minute && before.point() == shown.point();
        let Some((id, _)) = self.points.get(shown.point()) else { return };
        let Some(point) = state.point(*id) else { return };
        let gone = shown.gone.count_ones() as usize == self.points.len();
        self.node.node().set_class_name(if gone { "row gone" } else { "row" });
        self.node.show(shown.fits != 0);
        if before.is_none_or(|before| !same_point(before) || before.gone != shown.gone) {
            let gone = is_in(shown.gone, shown.point());
            self.show_door(&words_of(picker, point, locale), gone, locale);
            self.distance.set_text(&point.distance.map(|metres| locale.distance(metres)).unwrap_or_default());
        }
        let now = picker.with_clock(|clock| clock.at_point(point).1).flatten().filter(|_| shown.hours_open);
        let today = now.map(|now| now.weekday);
        let other = |before: Shown| before.point() != shown.point() || before.hours_open != shown.hours_open;
        // Not with each minute: what has the focus in there would be gone.
        if before.is_none_or(other) || self.today != today {
            self.today = today;
            self.disclose.set("aria-expanded", Some(if shown.hours_open { "true" } else { "false" }));
            self.week.replace(&[]);
            if shown.hours_open {
                if let Some(times) = &point.opening_times {
                    self.week.add(&[hours::week(times, now, locale)]);
                }
                self.week.add(&[details(picker, point, &state.config.directions)]);
            }
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

fn is_in(set: u64, index: usize) -> bool {
    set >> (index & 63) & 1 == 1
}

/// The words for the state of a point's door.
pub(super) fn words_of(picker: Picker, point: &ServicePoint, locale: &Locale) -> OpenWords {
    let now = picker.with_clock(|clock| (clock.at_point(point).0, clock.local_minute(point)));
    let (state, local_minute) = now.unwrap_or((OpenState::Unknown, 0));
    OpenWords::new(state, local_minute, locale)
}

/// The kind of place in words; kinds that have none are not mentioned.
pub(super) fn words_for(general_shop_type: Option<&GeneralShopType>) -> Option<Text> {
    match general_shop_type? {
        GeneralShopType::ServicePoint => Some(Text::ServicePoint),
        GeneralShopType::Locker => Some(Text::Locker),
        GeneralShopType::PostOffice => Some(Text::PostOffice),
        GeneralShopType::CarrierDepot => Some(Text::CarrierDepot),
        GeneralShopType::Other(_) => None,
    }
}
