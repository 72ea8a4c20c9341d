//! The details of the element's events, of which `browser.js` makes plain objects.

use js_sys::Array;
use picker_core::{Failure, Selection, State};
use service_points::{Geocoding, OpeningTimes, PostNumber, ServicePoint};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

mod script {
    use super::*;

    #[wasm_bindgen(module = "/src/browser.js")]
    extern "C" {
        pub(super) fn point(
            id: &str,
            carrier_service_point_id: &str,
            code: &str,
            carrier: &str,
            name: &str,
            street: &str,
            house_number: &str,
            postal_code: &str,
            city: &str,
            country_code: &str,
            latitude: f64,
            longitude: f64,
            general_shop_type: Option<&str>,
            carrier_shop_type: Option<&str>,
            email: &str,
            phone: &str,
            distance: Option<u32>,
            times: &[u16],
            is_expired: bool,
        ) -> JsValue;

        pub(super) fn selection(
            point: JsValue,
            post_number: Option<&str>,
            availability: &str,
            receipt: Option<&str>,
            confirmed_at: &str,
        ) -> JsValue;

        #[wasm_bindgen(catch)]
        pub(super) fn selected(selection: JsValue) -> Result<JsValue, JsValue>;

        #[wasm_bindgen(catch)]
        pub(super) fn highlighted(point: JsValue) -> Result<JsValue, JsValue>;

        pub(super) fn geocoding(status: &str, precision: Option<&str>, formatted_address: Option<&str>) -> JsValue;

        #[wasm_bindgen(catch)]
        pub(super) fn area(north: f64, east: f64, south: f64, west: f64) -> Result<JsValue, JsValue>;

        pub(super) fn results(
            count: u32,
            skipped: u32,
            more: bool,
            geocoding: JsValue,
            area: JsValue,
            stale: bool,
        ) -> JsValue;

        pub(super) fn failure(code: &str, message: &str, retry_after: f64) -> JsValue;
    }
}

/// The detail of `spp-error` for what went wrong on the way.
pub(super) fn failure(failure: &Failure) -> JsValue {
    script::failure(failure.code, &failure.message, failure.retry_after.map_or(-1.0, f64::from))
}

/// The detail of `spp-ready` and `spp-change`.
pub(super) fn selected(state: &State) -> JsValue {
    script::selected(state.selection.as_ref().map_or(JsValue::UNDEFINED, selection)).unwrap_or_default()
}

/// The detail of `spp-highlight`.
pub(super) fn highlighted(state: &State) -> JsValue {
    let highlighted = state.highlighted.and_then(|id| state.point(id));
    script::highlighted(highlighted.map_or(JsValue::UNDEFINED, point)).unwrap_or_default()
}

/// The detail of `spp-results`.
pub(super) fn results(state: &State) -> JsValue {
    let results = &state.results;
    let geocoding = results.geocoding.as_ref().map_or(JsValue::UNDEFINED, geocoding);
    let area = results.area.as_ref().map(|area| {
        let (north_east, south_west) = (area.north_east(), area.south_west());
        script::area(north_east.latitude(), north_east.longitude(), south_west.latitude(), south_west.longitude())
    });
    let area = area.and_then(Result::ok).unwrap_or_default();
    script::results(results.points.len() as u32, results.skipped, results.more, geocoding, area, results.stale)
}

fn geocoding(geocoding: &Geocoding) -> JsValue {
    let precision = geocoding.precision.as_ref().map(|precision| precision.as_wire());
    script::geocoding(geocoding.status.as_wire(), precision, geocoding.formatted_address.as_deref())
}

/// The points that are listed.
pub(super) fn points(state: &State) -> JsValue {
    state.results.points.iter().map(point).collect::<Array>().into()
}

/// The selection of the element's contract.
pub(super) fn selection(selection: &Selection) -> JsValue {
    script::selection(
        point(&selection.point),
        selection.post_number.as_ref().map(PostNumber::as_str),
        selection.availability.as_str(),
        selection.receipt.as_deref(),
        &selection.confirmed_at,
    )
}

fn point(point: &ServicePoint) -> JsValue {
    let address = &point.address;
    script::point(
        &point.id.to_digits(),
        &point.carrier_service_point_id,
        &point.carrier.code,
        &point.carrier.name,
        &point.name,
        &address.street,
        &address.house_number,
        &address.postal_code,
        &address.city,
        &address.country_code,
        point.position.latitude(),
        point.position.longitude(),
        point.general_shop_type.as_ref().map(|kind| kind.as_wire()),
        point.carrier_shop_type.as_deref(),
        &point.contact.email,
        &point.contact.phone,
        point.distance,
        &point.opening_times.as_ref().map(flat).unwrap_or_default(),
        point.is_expired,
    )
}

/// For each day, the number of its ranges and then the minutes they start and end at.
fn flat(times: &OpeningTimes) -> Vec<u16> {
    let mut flat = Vec::new();
    for day in &times.days {
        flat.push(day.len() as u16);
        for range in day {
            flat.extend([range.start, range.end]);
        }
    }
    flat
}
