//! Reads answers from the browser's own objects, through one getter for each field: a parser in the wasm would cost a
//! shopper more than the whole map.

use js_sys::Array;
use service_points::{Field, Node};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// A value of a document that `JSON.parse` made.
pub(super) struct Value {
    value: JsValue,
    /// Something put one of our names on `Object.prototype`, so that a getter may see what the document does not hold.
    polluted: bool,
}

impl Value {
    /// The document itself. Whether inherited fields have to be told from own ones is found out here, once.
    pub(super) fn root(value: JsValue) -> Self {
        let prototype = js_sys::Object::get_prototype_of(&js_sys::Object::new());
        let inherited = |field: &Field| js_sys::Reflect::has(&prototype, &field.name().into()).unwrap_or(true);
        Self { value, polluted: Field::ALL.iter().any(inherited) }
    }

    fn child(&self, value: JsValue) -> Self {
        Self { value, polluted: self.polluted }
    }
}

impl Node for Value {
    fn field(&self, field: Field) -> Option<Self> {
        if !self.value.is_object() || (self.polluted && !is_own(&self.value, field)) {
            return None;
        }
        let value = get(self.value.unchecked_ref(), field);
        (!value.is_undefined() && !value.is_null()).then(|| self.child(value))
    }

    fn items(&self) -> Option<Vec<Self>> {
        let array: &Array = self.value.dyn_ref()?;
        Some(array.iter().map(|item| self.child(item)).collect())
    }

    fn text(&self) -> Option<String> {
        self.value.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.value.as_f64()
    }

    fn boolean(&self) -> Option<bool> {
        self.value.as_bool()
    }

    fn is_object(&self) -> bool {
        self.value.is_object() && !Array::is_array(&self.value)
    }
}

fn is_own(value: &JsValue, field: Field) -> bool {
    js_sys::Reflect::own_keys(value).is_ok_and(|keys| keys.includes(&field.name().into(), 0))
}

#[wasm_bindgen]
extern "C" {
    /// An object of the document.
    type Object;
    #[wasm_bindgen(method, getter, structural)]
    fn address(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn carrier(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn carrier_service_point_id(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn carrier_shop_type(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn city(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn code(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn contact(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn country_code(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn data(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn detail(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn distance(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn email(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn end_time(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn errors(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn formatted_address(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn friday(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn general_shop_type(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn geocoding(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn header(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn house_number(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn icon_url(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn id(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn is_available(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn is_expired(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn is_open_tomorrow(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn latitude(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn logo_url(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn longitude(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn meta(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn monday(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn name(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn next_open_at(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn opening_times(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn parameter(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn phone(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn pointer(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn position(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn postal_code(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn precision(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn reason(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn results(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn saturday(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn source(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn stale(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn start_time(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn status(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn street(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn sunday(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn thursday(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn tuesday(this: &Object) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn wednesday(this: &Object) -> JsValue;
}

fn get(object: &Object, field: Field) -> JsValue {
    match field {
        Field::Address => object.address(),
        Field::Carrier => object.carrier(),
        Field::CarrierServicePointId => object.carrier_service_point_id(),
        Field::CarrierShopType => object.carrier_shop_type(),
        Field::City => object.city(),
        Field::Code => object.code(),
        Field::Contact => object.contact(),
        Field::CountryCode => object.country_code(),
        Field::Data => object.data(),
        Field::Detail => object.detail(),
        Field::Distance => object.distance(),
        Field::Email => object.email(),
        Field::EndTime => object.end_time(),
        Field::Errors => object.errors(),
        Field::FormattedAddress => object.formatted_address(),
        Field::Friday => object.friday(),
        Field::GeneralShopType => object.general_shop_type(),
        Field::Geocoding => object.geocoding(),
        Field::Header => object.header(),
        Field::HouseNumber => object.house_number(),
        Field::IconUrl => object.icon_url(),
        Field::Id => object.id(),
        Field::IsAvailable => object.is_available(),
        Field::IsExpired => object.is_expired(),
        Field::IsOpenTomorrow => object.is_open_tomorrow(),
        Field::Latitude => object.latitude(),
        Field::LogoUrl => object.logo_url(),
        Field::Longitude => object.longitude(),
        Field::Meta => object.meta(),
        Field::Monday => object.monday(),
        Field::Name => object.name(),
        Field::NextOpenAt => object.next_open_at(),
        Field::OpeningTimes => object.opening_times(),
        Field::Parameter => object.parameter(),
        Field::Phone => object.phone(),
        Field::Pointer => object.pointer(),
        Field::Position => object.position(),
        Field::PostalCode => object.postal_code(),
        Field::Precision => object.precision(),
        Field::Reason => object.reason(),
        Field::Results => object.results(),
        Field::Saturday => object.saturday(),
        Field::Source => object.source(),
        Field::Stale => object.stale(),
        Field::StartTime => object.start_time(),
        Field::Status => object.status(),
        Field::Street => object.street(),
        Field::Sunday => object.sunday(),
        Field::Thursday => object.thursday(),
        Field::Tuesday => object.tuesday(),
        Field::Wednesday => object.wednesday(),
    }
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
#[path = "read_tests.rs"]
mod tests;
