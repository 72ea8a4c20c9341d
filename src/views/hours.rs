use leptos::prelude::*;
use picker_core::hours::display_week;
use service_points::ServicePointId;

use crate::context::Picker;
use crate::text::{Text, day_hours};

/// This week's hours of a listed point, today marked.
pub(super) fn week(picker: Picker, id: ServicePointId) -> impl IntoView {
    let locale = picker.locale.get();
    let today = move || {
        picker.minute.track();
        let moment = |shell: &crate::shell::Shell| {
            picker.read(|state| state.point(id).and_then(|point| shell.clock().at_point(point).1))
        };
        picker.with_shell(moment).flatten().flatten().map(|moment| moment.weekday)
    };
    let days = picker.read(|state| {
        let times = state.point(id).and_then(|point| point.opening_times.as_ref());
        times.map(display_week)
    });
    let days = days.flatten().into_iter().flatten().zip(0_u8..).map(|(hours, day)| {
        let lines = day_hours(&hours, &locale);
        let is_today = move || today() == Some(day);
        view! { class="s",
            <tr class:today=is_today>
                <th scope="row">
                    {locale.weekday(day)}
                    {move || is_today().then(|| [" (", &picker.text(Text::Today), ")"].concat())}
                </th>
                <td>{lines.into_iter().map(|line| view! { class="s", <div>{line}</div> }).collect::<Vec<_>>()}</td>
            </tr>
        }
    });
    view! { class="s", <table class="week"><tbody>{days.collect::<Vec<_>>()}</tbody></table> }
}
