use picker_core::Event;

use super::badge::badge;
use super::bar::line;
use super::picker::focus_on;
use crate::browser::after;
use crate::context::Picker;
use crate::dom::{Tag, build, markup};

/// The choice that counts, and the way back to the list.
pub(super) fn summary(picker: Picker, chooser: &Tag) -> Option<Tag> {
    let (selection, badge) = picker.read(|state| {
        let selection = state.selection.clone()?;
        let badge = badge(&selection.point.carrier, state.config.icons());
        Some((selection, badge))
    })??;
    let [summary, what, name, place, expired, about, change] = build(markup!("summary"), &picker.locale(), "");
    let chooser = chooser.clone();
    // The button that was pressed is gone: focus goes on to what took its place. A restored choice takes no focus.
    if !selection.confirmed_at.is_empty() {
        let change = change.clone();
        // Not before it is on the page.
        after(0, move || change.focus());
    }
    let point = selection.point;
    what.before(&badge);
    name.set_text(&point.name);
    place.set_text(&[&point.address.street_line(), ", ", &*point.address.city_line()].concat());
    if !point.is_expired {
        expired.remove();
    }
    about.live_text(move || {
        picker.live_minute();
        line(picker, &point)
    });
    change.on("click", move |_| {
        picker.dispatch(Event::ChangeRequested);
        focus_on(&chooser);
    });
    Some(summary)
}
