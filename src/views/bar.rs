use leptos::prelude::*;
use picker_core::Event;
use service_points::ServicePoint;

use super::row::words_of;
use crate::context::Picker;
use crate::text::Text;

/// Names the point that the shopper looks at, beside the one button that takes it.
pub(super) fn bar(picker: Picker) -> impl IntoView {
    let busy = move || picker.with(|state| state.is_choosing());
    let candidate = Memo::new(move |_| picker.with(|state| state.candidate().cloned()));
    let name = move || {
        let hint = if picker.tiles.with(|tiles| tiles.template.is_some()) { Text::PickHintMap } else { Text::PickHint };
        candidate.get().map_or_else(|| picker.text(hint), |point| point.name)
    };
    let more = move || candidate.get().map(|point| line(picker, &point));
    let label = move || picker.text(if busy() { Text::Checking } else { Text::Use });
    let kept = move || picker.with(|state| state.selection.as_ref().map(|selection| selection.point.name.clone()));
    view! { class="s",
        <div class="bar" part="bar">
            {move || kept().map(|name| view! { class="s",
                <button type="button" class="keep" on:click=move |_| picker.dispatch(Event::ChangeAbandoned)>
                    {picker.locale.get().fill(Text::Keep, &[("name", &name)])}
                </button>
            })}
            <div class="candidate" data-none=move || candidate.get().is_none().then_some("")>
                <bdi class="name">{name}</bdi>
                <span>{more}</span>
            </div>
            <button type="button" class="use" part="confirm" disabled=move || candidate.get().is_none()
                aria-busy=move || busy().then_some("true")
                on:click=move |_| picker.dispatch(Event::ChoiceRequested)>{label}</button>
        </div>
    }
}

/// Distance and state of the door on one line.
pub(super) fn line(picker: Picker, point: &ServicePoint) -> String {
    let locale = picker.locale.get();
    let words = words_of(picker, point);
    let away = point.distance.map(|metres| locale.fill(Text::Away, &[("distance", &locale.distance(metres))]));
    match away {
        Some(away) => [words.state.as_str(), " · ", &away].concat(),
        None => words.state,
    }
}
