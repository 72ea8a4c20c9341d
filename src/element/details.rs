//! The details of the element's events, as plain objects with the names of its contract.

use js_sys::{Array, Object, Reflect};
use picker_core::{ConfigError, Failure, Selection, State};
use service_points::{BoundingBox, Position, ServicePoint};
use wasm_bindgen::JsValue;

/// A plain object under construction.
struct Record(Object);

impl Record {
    fn new() -> Self {
        Self(Object::new())
    }

    fn with(self, key: &str, value: impl Into<JsValue>) -> Self {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&self.0, &key.into(), &value.into());
        self
    }
}

impl From<Record> for JsValue {
    fn from(record: Record) -> Self {
        record.0.into()
    }
}

/// A value, or null where there is none.
fn or_null(value: Option<impl Into<JsValue>>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}

pub(super) fn config_error(error: &ConfigError) -> JsValue {
    Record::new().with("code", error.code).with("message", error.message).with("attribute", error.attribute).into()
}

pub(super) fn failure(failure: &Failure) -> JsValue {
    let record = Record::new().with("code", failure.code).with("message", failure.message.as_str());
    match failure.retry_after {
        Some(seconds) => record.with("retryAfter", seconds).into(),
        None => record.into(),
    }
}

/// The detail of `spp-ready` and `spp-change`.
pub(super) fn selected(state: &State) -> JsValue {
    Record::new().with("selection", state.selection.as_ref().map_or(JsValue::NULL, selection)).into()
}

pub(super) fn highlighted(state: &State) -> JsValue {
    let highlighted = state.highlighted.and_then(|id| state.point(id));
    Record::new().with("point", or_null(highlighted.map(point))).into()
}

pub(super) fn results(state: &State) -> JsValue {
    let results = &state.results;
    let geocoding = results.geocoding.as_ref().map(|geocoding| {
        Record::new()
            .with("status", geocoding.status.as_wire())
            .with("precision", or_null(geocoding.precision.as_ref().map(|precision| precision.as_wire())))
            .with("formattedAddress", or_null(geocoding.formatted_address.as_deref()))
    });
    Record::new()
        .with("count", results.points.len() as u32)
        .with("skipped", results.skipped)
        .with("more", results.more)
        .with("geocoding", or_null(geocoding))
        .with("area", or_null(results.area.as_ref().map(area)))
        .with("stale", false)
        .into()
}

pub(super) fn points(state: &State) -> JsValue {
    state.results.points.iter().map(|listed| JsValue::from(point(listed))).collect::<Array>().into()
}

/// The selection of the element's contract.
pub(super) fn selection(selection: &Selection) -> JsValue {
    let confirmed_at = Some(selection.confirmed_at.as_str()).filter(|instant| !instant.is_empty());
    point(&selection.point)
        .with("postNumber", JsValue::NULL)
        .with("availability", selection.availability.as_str())
        .with("confirmedAt", or_null(confirmed_at))
        .into()
}

fn point(point: &ServicePoint) -> Record {
    let address = &point.address;
    let times = point.opening_times.as_ref().map(|times| {
        times
            .days
            .iter()
            .map(|day| {
                let ranges = day.iter().map(|range| {
                    JsValue::from(Record::new().with("start", clock(range.start)).with("end", clock(range.end)))
                });
                JsValue::from(ranges.collect::<Array>())
            })
            .collect::<Array>()
    });
    Record::new()
        .with("id", point.id.get().to_string())
        .with("carrierServicePointId", point.carrier_service_point_id.as_str())
        .with(
            "carrier",
            Record::new().with("code", point.carrier.code.as_str()).with("name", point.carrier.name.as_str()),
        )
        .with("name", point.name.as_str())
        .with(
            "address",
            Record::new()
                .with("street", address.street.as_str())
                .with("houseNumber", address.house_number.as_str())
                .with("postalCode", address.postal_code.as_str())
                .with("city", address.city.as_str())
                .with("countryCode", address.country_code.as_str()),
        )
        .with("position", position(&point.position))
        .with("generalShopType", or_null(point.general_shop_type.as_ref().map(|kind| kind.as_wire())))
        .with("carrierShopType", or_null(point.carrier_shop_type.as_deref()))
        .with(
            "contact",
            Record::new().with("email", point.contact.email.as_str()).with("phone", point.contact.phone.as_str()),
        )
        .with("distance", or_null(point.distance))
        .with("openingTimes", or_null(times))
        .with("isExpired", point.is_expired)
}

fn position(position: &Position) -> Record {
    Record::new().with("latitude", position.latitude()).with("longitude", position.longitude())
}

fn area(area: &BoundingBox) -> Record {
    Record::new().with("northEast", position(&area.north_east())).with("southWest", position(&area.south_west()))
}

/// `HH:mm`.
fn clock(minute: u16) -> String {
    let two = |number: u16| (100 + number).to_string().split_off(1);
    [&two(minute / 60), ":", &two(minute % 60)].concat()
}
