use leptos::prelude::*;
use picker_core::Choice;

use super::{bar, feedback, list, problem, search_form, summary};
use crate::context::Picker;
use crate::map;
use crate::text::{Locale, Text};

/// The whole picker: the summary of a choice that counts, else all that a shopper needs to make one.
pub(crate) fn picker(picker: Picker) -> impl IntoView {
    let settled = Memo::new(move |_| picker.with(|state| state.choice == Choice::Settled));
    let has_map = Memo::new(move |_| picker.tiles.with(|tiles| tiles.template.is_some()));
    let shows_map = RwSignal::new(false);
    let chooser = move || {
        view! { class="s",
            <div class="chooser" hidden=settled data-map=move || shows_map.get().then_some("")>
                <div class="side">
                    {search_form::search_form(picker)}
                    {feedback::feedback(picker)}
                    {problem::problem(picker)}
                    {move || has_map.get().then(|| view_switch(picker, shows_map))}
                    {list::list(picker)}
                    {bar::bar(picker)}
                </div>
                {move || has_map.get().then(|| map::pane(picker))}
            </div>
        }
    };
    view! { class="s",
        <section class="picker" part="picker" lang=Locale::language()>
            {chooser()}
            {move || settled.get().then(|| summary::summary(picker))}
        </section>
    }
}

/// In a narrow picker, list and map take turns.
fn view_switch(picker: Picker, shows_map: RwSignal<bool>) -> impl IntoView {
    let button = move |text, map: bool| {
        view! { class="s",
            <button type="button" aria-pressed=move || if shows_map.get() == map { "true" } else { "false" }
                on:click=move |_| shows_map.set(map)>{move || picker.text(text)}</button>
        }
    };
    view! { class="s", <div class="switch">{button(Text::List, false)}{button(Text::Map, true)}</div> }
}
