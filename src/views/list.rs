use leptos::ev;
use leptos::html::Ul;
use leptos::prelude::*;
use picker_core::{Event, Phase};
use service_points::ServicePointId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::row::row;
use crate::context::Picker;
use crate::text::Text;

/// The points, as a group of radio buttons: arrow keys look at them, Enter or the button below takes one.
pub(super) fn list(picker: Picker) -> impl IntoView {
    let node = NodeRef::<Ul>::new();
    let rows = move || {
        picker.version.track();
        let rows = picker.read(|state| {
            let points = state.results.points.iter();
            points.map(|point| row(picker, point, &state.config.endpoint)).collect::<Vec<_>>()
        });
        rows.unwrap_or_default()
    };
    Effect::new(move |_| {
        picker.version.track();
        if let (Some(id), Some(list)) = (picker.highlighted.get(), node.get()) {
            show(&list, id);
        }
    });
    let highlight = move |event: ev::Event| {
        if let Some(id) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            if let Ok(id) = id.value().parse() {
                picker.dispatch(Event::Highlighted(id));
            }
        }
    };
    let disclose = move |event: ev::MouseEvent| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = button.and_then(|target| target.closest("[data-hours]").ok().flatten());
        if let Some(Ok(id)) = button.and_then(|button| button.get_attribute("data-hours")).map(|id| id.parse()) {
            picker.dispatch(Event::HoursToggled(id));
        }
    };
    let confirm = move |event: ev::KeyboardEvent| {
        let radio = event.target().is_some_and(|target| target.has_type::<HtmlInputElement>());
        if radio && event.key() == "Enter" {
            event.prevent_default();
            picker.dispatch(Event::ChoiceRequested);
        }
    };
    let busy = move || picker.with(|state| state.phase == Phase::Searching);
    view! { class="s",
        <fieldset class="points" aria-busy=move || busy().then_some("true")>
            <legend class="unseen">{move || picker.text(Text::Points)}</legend>
            {move || note(picker)}
            <ul node_ref=node on:change=highlight on:click=disclose on:keydown=confirm>{rows}</ul>
            {move || skeleton(picker)}
        </fieldset>
    }
}

/// Lets the list follow what is highlighted elsewhere.
fn show(list: &Element, id: ServicePointId) {
    let selector = ["#p", &id.to_string()].concat();
    let radio = list.query_selector(&selector).ok().flatten().and_then(|node| node.dyn_into::<HtmlInputElement>().ok());
    if let Some(radio) = radio {
        radio.set_checked(true);
        if let Some(row) = radio.parent_element() {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

/// What there is to say about the list as a whole, and a way on where there is none.
fn note(picker: Picker) -> impl IntoView {
    let (text, widen) = picker.with(|state| {
        let nothing = state.results.points.is_empty();
        match state.phase {
            Phase::Empty => (Some(Text::Start), false),
            Phase::Shown if nothing && state.can_widen() => (Some(Text::NoPoints), true),
            Phase::Shown if nothing && state.feedback() != Some(picker_core::Feedback::NotFound) => {
                (Some(Text::NoPointsAtAll), false)
            }
            Phase::Shown if state.results.clamped => (Some(Text::Clamped), false),
            Phase::Shown if state.results.more => (Some(Text::More), false),
            Phase::Shown if state.results.skipped > 0 => (Some(Text::Skipped), false),
            _ => (None, false),
        }
    });
    text.map(|text| {
        view! { class="s",
            <div class="note">
                <p>{picker.text(text)}</p>
                {widen.then(|| view! { class="s",
                    <button type="button" on:click=move |_| picker.dispatch(Event::WiderRequested)>
                        {picker.text(Text::Wider)}
                    </button>
                })}
            </div>
        }
    })
}

/// Rows to come, while the first search is on its way.
fn skeleton(picker: Picker) -> Option<impl IntoView> {
    let first = picker.with(|state| state.phase == Phase::Searching && state.results.points.is_empty());
    first.then(|| view! { class="s", <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div> })
}
