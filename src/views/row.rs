use leptos::prelude::*;
use service_points::{GeneralShopType, ServicePoint};

use super::hours;
use super::letters;
use crate::context::Picker;
use crate::shell::icon_address;
use crate::text::{OpenWords, Text};

/// One service point of the list. Its events are heard by the list, so that 200 rows cost no more than one.
pub(super) fn row(picker: Picker, point: &ServicePoint, endpoint: &str) -> impl IntoView + use<> {
    let id = point.id;
    let key = id.to_string();
    let locale = picker.locale.get_untracked();
    let door = move || door_words(picker, id);
    let open_hours = Memo::new(move |_| picker.with(|state| state.hours_open.contains(&id)));
    let unavailable = move || picker.with(|state| state.unavailable.contains(&id));
    let kind = kind(point.general_shop_type.as_ref()).map(|text| [" · ", &locale.text(text)].concat());
    let (radio, state_id, week_id) = (["p", &key].concat(), ["o", &key].concat(), ["w", &key].concat());
    view! { class="s",
        <li class="row" class:gone=unavailable>
            <input type="radio" name="point" id=radio.clone() value=key.clone() aria-describedby=state_id.clone()
                checked=picker.highlighted.get_untracked() == Some(id) disabled=unavailable />
            <label for=radio>
                <span class="badge" aria-hidden="true">
                    {letters(&point.carrier)}
                    {icon_address(endpoint, &point.carrier).map(|address| view! { class="s", <img src=address alt="" loading="lazy" decoding="async" /> })}
                </span>
                <span class="what">
                    <bdi class="name" translate="no">{point.name.clone()}</bdi>
                    <span class="where">
                        <bdi translate="no">{point.address.street_line()}</bdi>{kind}
                        <span class="unseen">" · "{point.carrier.name.clone()}</span>
                    </span>
                </span>
                <span class="distance">{point.distance.map(|metres| locale.distance(metres))}</span>
            </label>
            <div class="door">
                <span id=state_id data-open=move || door().open.map(|open| if open { "yes" } else { "no" })>
                    <b>{move || if unavailable() { picker.text(Text::NotAvailable) } else { door().state }}</b>
                    {move || Some(door().next).filter(|next| !next.is_empty()).map(|next| [" · ", &next].concat())}
                </span>
                <button type="button" class="disclose" data-hours=key aria-controls=week_id.clone()
                    aria-label=locale.fill(Text::HoursOf, &[("name", &point.name)])
                    aria-expanded=move || if open_hours.get() { "true" } else { "false" }>
                    {move || picker.text(Text::Hours)}<i class="icon"></i>
                </button>
            </div>
            <div id=week_id>{move || open_hours.get().then(|| hours::week(picker, id))}</div>
        </li>
    }
}

/// The words for the state of a listed point's door, anew each minute.
pub(super) fn door_words(picker: Picker, id: service_points::ServicePointId) -> OpenWords {
    picker.minute.track();
    let point = picker.read(|state| state.point(id).cloned()).flatten();
    point.map_or_else(
        || OpenWords { open: None, state: String::new(), next: String::new() },
        |point| words_of(picker, &point),
    )
}

/// The words for the state of a point's door.
pub(super) fn words_of(picker: Picker, point: &ServicePoint) -> OpenWords {
    let minute = picker.minute.get();
    let state = picker.with_shell(|shell| shell.clock().at_point(point).0);
    OpenWords::new(state.unwrap_or(picker_core::hours::OpenState::Unknown), minute, &picker.locale.get())
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
