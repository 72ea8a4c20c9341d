use picker_core::facets::{ALL_DAY, Choosable, LATE, OPEN_FIRST, OPEN_LATE, OPEN_NOW, OPEN_ON_SUNDAY, SHOP_TYPES};
use picker_core::{Event, State};
use service_points::digits;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::row::words_for;
use crate::context::Picker;
use crate::dom::{Tag, build, closest, live, markup};
use crate::text::{Locale, Text};

/// One thing that the shopper can ask for.
struct Chip {
    bit: u32,
    node: Tag,
    input: Tag,
    count: Tag,
}

/// What the shopper can ask of the points, each with how many there would be. A chip that was once there stays, so that
/// the one that was just pressed keeps the focus.
pub(super) fn filters(picker: Picker) -> Tag {
    let [filters, number, list] = build(markup!("filters"), &picker.locale(), "");
    list.on("change", move |event| {
        if let Some(Ok(bit)) = closest(&event, "input", "value").map(|bit| bit.parse()) {
            picker.dispatch(Event::FacetToggled(bit));
        }
    });
    let shown = filters.clone();
    let chips = std::cell::RefCell::new(Vec::<Chip>::new());
    live(Box::new(move || {
        let locale = picker.locale();
        picker.with(|state| {
            let wanted = state.facets.wanted;
            // Where nothing was found there is nothing to leave out, unless that is what was asked for.
            shown.show(wanted != 0 || !state.results.points.is_empty());
            let asked = (wanted & !OPEN_FIRST).count_ones();
            number.set_text(&if asked == 0 { String::new() } else { digits(asked.into()) });
            let chips = &mut *chips.borrow_mut();
            for chip in chips.iter() {
                chip.node.show(false);
            }
            let all = state.choosable();
            let order = Choosable { bit: OPEN_FIRST, count: state.results.points.len() };
            for choosable in [order].into_iter().chain(all) {
                let known = chips.iter().position(|chip| chip.bit == choosable.bit);
                let index = known.unwrap_or_else(|| {
                    let chip = chip(choosable.bit, &words(state, choosable.bit, &locale), &locale);
                    list.add(std::slice::from_ref(&chip.node));
                    chips.push(chip);
                    chips.len() - 1
                });
                let Some(chip) = chips.get(index) else { continue };
                let on = wanted & choosable.bit != 0;
                let input: &HtmlInputElement = chip.input.node().unchecked_ref();
                input.set_checked(on);
                input.set_disabled(choosable.count == 0 && !on);
                chip.node.show(true);
                if choosable.bit != OPEN_FIRST {
                    chip.count.set_text(&digits(choosable.count as u64));
                }
            }
        });
    }));
    filters
}

fn chip(bit: u32, words: &str, locale: &Locale) -> Chip {
    let [node, input, name, count] = build(markup!("chip"), locale, &digits(bit.into()));
    name.set_text(words);
    Chip { bit, node, input, count }
}

fn words(state: &State, bit: u32, locale: &Locale) -> String {
    match bit {
        OPEN_NOW => locale.text(Text::OpenNow),
        OPEN_ON_SUNDAY => locale.text(Text::OpenOnSunday),
        OPEN_LATE => locale.fill(Text::OpenAfter, "time", &locale.time(LATE)),
        ALL_DAY => locale.text(Text::AllDay),
        OPEN_FIRST => locale.text(Text::OpenFirst),
        _ => {
            let bit = bit.trailing_zeros() as usize;
            let kind = SHOP_TYPES.get(bit.wrapping_sub(4)).and_then(|kind| words_for(Some(kind)));
            let carrier = || state.facets.carriers.get(bit - 8).map(|(_, name)| name.clone()).unwrap_or_default();
            kind.map_or_else(carrier, |kind| locale.text(kind))
        }
    }
}
