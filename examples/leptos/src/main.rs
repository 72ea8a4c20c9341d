//! A checkout in Leptos with the service point picker on it: what the shopper says elsewhere on the page reaches the picker
//! by signals, and what the shopper chooses comes back by a callback.

use leptos::prelude::*;
use service_point_picker::picker_core::{Failure, Selection};
use service_point_picker::service_points::{CarrierScope, CountryCode, GeneralShopType, ReferencePoint};
use service_point_picker::{Language, ServicePointPicker, languages};

/// A country that the shop delivers to.
#[derive(Clone, Copy)]
struct Country {
    code: CountryCode,
    name: &'static str,
    /// Where the picker starts. A real shop takes the shopper's own address.
    address: &'static str,
    /// What is spoken there; English where nothing else is said.
    language: Option<fn() -> Language>,
    /// Where there is a map that is fit for streets: the sandbox has Florence's. Elsewhere the list does without.
    tiles: Option<&'static str>,
}

const COUNTRIES: [Country; 3] = [
    Country {
        code: CountryCode::new("IT").unwrap(),
        name: "Italy",
        address: "Via Romana 20, Firenze",
        language: Some(languages::it),
        tiles: Some("/tiles/{z}/{x}/{y}{r}"),
    },
    Country {
        code: CountryCode::new("NL").unwrap(),
        name: "Netherlands",
        address: "Stadhuisplein 10, Eindhoven",
        language: Some(languages::nl),
        tiles: None,
    },
    Country {
        code: CountryCode::new("IE").unwrap(),
        name: "Ireland",
        address: "O’Connell Street 1, D01 Dublin",
        language: None,
        tiles: None,
    },
];

#[component]
fn Checkout() -> impl IntoView {
    let country = RwSignal::new(COUNTRIES[0]);
    let bulky = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Selection>);
    let start = move || ReferencePoint::Address(country.get().address.to_owned());
    let deliver_to = move |event| {
        let code = event_target_value(&event);
        if let Some(named) = COUNTRIES.into_iter().find(|country| country.code.as_str() == code) {
            country.set(named);
        }
    };
    let offered = |country: Country| view! { <option value=country.code.to_string()>{country.name}</option> };
    view! {
        <main>
            <h1>"Checkout"</h1>
            <div class="wishes">
                <label>"Deliver to " <select on:change=deliver_to>{COUNTRIES.map(offered)}</select></label>
                <label><input type="checkbox" bind:checked=bulky /> " It is bulky"</label>
            </div>
            <ServicePointPicker
                endpoint="/api"
                country=Signal::derive(move || country.get().code)
                carriers=CarrierScope::Integration
                start=Signal::derive(start)
                tiles=Signal::derive(move || country.get().tiles.map(str::to_owned))
                tiles_attribution="© OpenStreetMap contributors"
                language=Signal::derive(move || country.get().language.map(|language| language()))
                value=Signal::derive(move || chosen.read().as_ref().map(|selection| selection.point.id))
                accepts=move |selection: Selection| {
                    let locker = selection.point.general_shop_type == Some(GeneralShopType::Locker);
                    let fits = !(locker && bulky.get_untracked());
                    // Here a shop may ask its server.
                    async move { fits }
                }
                on_change=move |selection| chosen.set(selection)
                on_error=move |failure: Failure| {
                    leptos::logging::warn!("{}: {}", failure.code, failure.message);
                    if failure.code == "selection_unavailable" {
                        chosen.set(None);
                    }
                }
            />
            <Order chosen />
        </main>
    }
}

/// What the shop knows of the choice.
#[component]
fn Order(chosen: RwSignal<Option<Selection>>) -> impl IntoView {
    let told = move |Selection { point, .. }: Selection| {
        view! {
            <p>
                "Your parcel goes to " <strong translate="no">{point.name.clone()}</strong> ", "
                {point.address.street_line()} ", " {point.address.city_line()} "."
            </p>
            <p>"The order holds point " <code>{point.id.to_digits()}</code> " of " {point.carrier.name.clone()} "."</p>
            <button on:click=move |_| chosen.set(None)>"Bring it to my door instead"</button>
        }
    };
    view! {
        <section aria-live="polite">
            {move || match chosen.get() {
                Some(selection) => told(selection).into_any(),
                None => view! { <p>"Choose where to collect your parcel."</p> }.into_any(),
            }}
        </section>
    }
}

fn main() {
    mount_to_body(Checkout);
}
