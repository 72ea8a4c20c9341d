use picker_core::Event;

use super::badge::badge;
use super::bar::line;
use super::picker::{button, focus_on};
use super::row::name;
use crate::browser::after;
use crate::context::Picker;
use crate::dom::{Tag, tag};
use crate::text::Text;

/// The choice that counts, and the way back to the list.
pub(super) fn summary(picker: Picker, chooser: &Tag) -> Option<Tag> {
    let (selection, endpoint) =
        picker.read(|state| state.selection.clone().map(|selection| (selection, state.config.endpoint.clone())))??;
    let (change, chooser) = (button(&picker.text(Text::Change), ""), chooser.clone());
    // The button that was pressed is gone: focus goes on to what took its place. A restored choice takes no focus.
    if !selection.confirmed_at.is_empty() {
        let change = change.clone();
        // Not before it is on the page.
        after(0, move || change.focus());
    }
    let point = selection.point;
    let address = [point.address.street_line(), point.address.city_line()].join(", ");
    let mut what = vec![
        tag("span", "chosen").text(&picker.text(Text::Chosen)),
        name(&point.name, "name"),
        name(&address, "where"),
    ];
    if point.is_expired {
        what.push(tag("p", "warning").text(&picker.text(Text::Expired)));
    }
    let badge = badge(&point.carrier, &endpoint);
    what.push(tag("span", "where").live_text(move || {
        picker.live_minute();
        line(picker, &point)
    }));
    Some(tag("div", "summary").attr("part", "summary").with(&[
        badge,
        tag("div", "what").with(&what),
        change.on("click", move |_| {
            picker.dispatch(Event::ChangeRequested);
            focus_on(&chooser);
        }),
    ]))
}
