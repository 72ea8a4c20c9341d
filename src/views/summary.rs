use leptos::html::Button;
use leptos::prelude::*;
use picker_core::Event;

use super::bar::line;
use super::letters;
use crate::context::Picker;
use crate::shell::icon_address;
use crate::text::Text;

/// The choice that counts, and the way back to the list.
pub(super) fn summary(picker: Picker) -> impl IntoView {
    let change = NodeRef::<Button>::new();
    let selection = picker.read(|state| (state.selection.clone(), state.config.endpoint.clone()));
    let (selection, endpoint) = selection.unwrap_or_default();
    // The button that was pressed is gone: focus goes on to what took its place. A restored choice takes no focus.
    Effect::new(move |_| {
        let just_confirmed =
            picker.read(|state| state.selection.as_ref().is_some_and(|selection| !selection.confirmed_at.is_empty()));
        if let (Some(true), Some(button)) = (just_confirmed, change.get()) {
            let _ = button.focus();
        }
    });
    selection.map(|selection| {
        let point = selection.point;
        let address = [point.address.street_line(), point.address.city_line()].join(", ");
        let warning = point.is_expired.then(|| view! { class="s", <p class="warning">{picker.text(Text::Expired)}</p> });
        view! { class="s",
            <div class="summary" part="summary">
                <span class="badge" aria-hidden="true">
                    {letters(&point.carrier)}
                    {icon_address(&endpoint, &point.carrier).map(|address| view! { class="s", <img src=address alt="" decoding="async" /> })}
                </span>
                <div class="what">
                    <span class="chosen">{picker.text(Text::Chosen)}</span>
                    <bdi class="name" translate="no">{point.name.clone()}</bdi>
                    <bdi class="where" translate="no">{address}</bdi>
                    <span class="where">{move || line(picker, &point)}</span>
                    {warning}
                </div>
                <button type="button" node_ref=change on:click=move |_| picker.dispatch(Event::ChangeRequested)>
                    {picker.text(Text::Change)}
                </button>
            </div>
        }
    })
}
