//! The browser's reader agrees with the native one, which has tests of its own, whatever the text.

use js_sys::{JSON, Object, Reflect};
use serde_json::{Value as Json, json};
use service_points::{Error, GeneralShopType, ServicePointList, read_error, read_list, read_point};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::*;

wasm_bindgen_test_configure!(run_in_browser);

fn documented() -> Json {
    json!({
        "id": 1_000_002, "name": "Stationsplein Parcel Locker",
        "carrier": {"code": "postnl", "name": "PostNL", "logo_url": null, "icon_url": "https://cdn.example/icon.svg"},
        "carrier_service_point_id": "NL-00002", "carrier_shop_type": "pakketautomaat", "general_shop_type": "locker",
        "address": {"street": "Stationsplein", "house_number": "1", "postal_code": "5611 AC", "city": "Eindhoven",
                    "country_code": "NL"},
        "position": {"latitude": 51.443_218, "longitude": 5.4816},
        "contact": {"email": "a@shop.example", "phone": "+31 40 1234567"},
        "opening_times": {
            "monday": [{"start_time": "10:00", "end_time": "12:00"}, {"start_time": "13:00", "end_time": "21:00"}],
            "tuesday": null, "wednesday": [], "thursday": [{"start_time": "22:00", "end_time": "02:00"}],
            "friday": [{"start_time": "00:00", "end_time": "24:00"}], "saturday": null,
            "sunday": [{"start_time": "09:00", "end_time": "17:30"}]},
        "is_open_tomorrow": true, "next_open_at": "2026-03-13T10:00:00+01:00", "is_expired": true, "distance": 919,
    })
}

/// The documented point with something else in one place.
fn with(path: &str, value: &Json) -> Json {
    let mut point = documented();
    *point.pointer_mut(path).unwrap() = value.clone();
    point
}

fn without(path: &str) -> Json {
    let mut point = documented();
    let (parent, name) = path.rsplit_once('/').unwrap();
    point.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    point
}

fn answer(points: &Json) -> String {
    let geocoding = json!({"status": "matched", "precision": "street", "formatted_address": "Stationsplein"});
    json!({"data": {"results": points, "geocoding": geocoding}}).to_string()
}

fn here(text: &str) -> Result<ServicePointList, Error> {
    read_list(&Value::root(JSON::parse(text).unwrap()))
}

fn natively(text: &str) -> Result<ServicePointList, Error> {
    let document: Json = serde_json::from_str(text).unwrap();
    read_list(&&document)
}

#[track_caller]
fn assert_agree(text: &str) -> Result<ServicePointList, Error> {
    let (here, natively) = (here(text), natively(text));
    assert_eq!(here, natively, "{}", text.chars().take(2000).collect::<String>());
    here
}

#[wasm_bindgen_test]
fn the_documented_point_is_read_as_natively() {
    let list = assert_agree(&answer(&json!([documented(), documented()]))).unwrap();
    assert_eq!((list.points.len(), list.skipped), (2, 0));
    let point = &list.points[0];
    assert_eq!((point.id.get(), point.distance, point.is_expired), (1_000_002, Some(919), true));
    assert_eq!(point.opening_times.as_ref().map(|times| times.days[0].len()), Some(2));
    let text = json!({"data": documented()}).to_string();
    let alone = read_point(&Value::root(JSON::parse(&text).unwrap()));
    assert_eq!(alone.as_ref(), Ok(point));
}

/// Every field there is, in every kind of place where it stands, is missing, null or of another type.
#[wasm_bindgen_test]
fn every_field_may_be_missing_null_or_of_another_type() {
    let mut places = vec!["/opening_times/monday/0".to_owned(), "/opening_times/monday/0/start_time".to_owned()];
    for (name, value) in documented().as_object().unwrap() {
        places.push(format!("/{name}"));
        let inner = value.as_object().into_iter().flatten();
        places.extend(inner.map(|(inner, _)| format!("/{name}/{inner}")));
    }
    assert_eq!(places.len(), 36);
    let odd = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!(0),
        json!(1e300),
        json!("x"),
        json!(""),
        json!([]),
        json!({}),
        json!([[1]]),
    ];
    for place in &places {
        for value in &odd {
            assert_agree(&answer(&json!([with(place, value), documented()]))).unwrap();
        }
        if !place.ends_with("/0") {
            assert_agree(&answer(&json!([without(place), documented()]))).unwrap();
        }
    }
}

#[wasm_bindgen_test]
fn an_answer_of_another_shape_is_read_alike() {
    for text in [
        "null",
        "1",
        r#""text""#,
        "[]",
        "{}",
        r#"{"data": null}"#,
        r#"{"data": []}"#,
        r#"{"data": {"results": null}}"#,
        r#"{"data": {"results": {"length": 1, "0": {}}}}"#,
        r#"{"data": {"results": "text"}}"#,
        r#"{"data": {"results": []}}"#,
        r#"{"data": {"results": [], "geocoding": []}}"#,
        r#"{"data": {"results": [], "geocoding": {"status": "not_found", "precision": null}}}"#,
        r#"{"data": {"results": [], "geocoding": {"status": "guessed", "precision": "rooftop", "formatted_address": ""}}}"#,
        r#"{"data": {"results": [null, 1, "x", [], {}, [[]], true]}}"#,
        r#"{"data": {"results": []}, "data": {"results": [1]}}"#,
    ] {
        let read = assert_agree(text);
        let has_results = text.contains(r#""results": ["#);
        assert_eq!(read.is_ok(), has_results, "{text}: {read:?}");
    }
}

#[wasm_bindgen_test]
fn hostile_values_are_read_alike() {
    let skipped = |point: Json| assert_agree(&answer(&json!([point, documented()]))).unwrap().skipped;
    for id in [json!(9_007_199_254_740_992_i64), json!(i64::MAX), json!(u64::MAX), json!(-1), json!(0), json!(1.5)] {
        assert_eq!(skipped(with("/id", &id)), 1, "id {id}");
    }
    assert_eq!(skipped(with("/id", &json!(9_007_199_254_740_991_i64))), 0);
    for (place, value) in [("latitude", 91), ("latitude", -91), ("longitude", 181), ("longitude", -181)] {
        assert_eq!(skipped(with(&format!("/position/{place}"), &json!(value))), 1, "{place} {value}");
    }
    for text in ["\u{0}NUL\u{7f}", "\u{202e}right to left", "<img src=x onerror=alert(1)>", &"e\u{301}".repeat(10_000)]
    {
        assert_eq!(skipped(with("/name", &json!(text))), 0, "{text}");
    }
    let kiosk = assert_agree(&answer(&json!([with("/general_shop_type", &json!("kiosk"))]))).unwrap();
    assert_eq!(kiosk.points[0].general_shop_type, Some(GeneralShopType::Other("kiosk".to_owned())));
    for (start, end) in [("9:00", "24:00"), ("18:00", "9:00"), ("25:00", "26:00"), ("soon", ""), ("00:00", "00:00")] {
        let monday = json!([{"start_time": start, "end_time": end}]);
        assert_eq!(skipped(with("/opening_times/monday", &monday)), 0, "{start} to {end}");
    }
}

#[wasm_bindgen_test]
fn much_is_read_alike() {
    let ranges: Vec<Json> = (0..300).map(|_| json!({"start_time": "09:00", "end_time": "10:00"})).collect();
    let list = assert_agree(&answer(&json!([with("/opening_times/monday", &json!(ranges))]))).unwrap();
    let monday = list.points[0].opening_times.as_ref().map(|times| times.days[0].len());
    assert!(monday.is_some_and(|ranges| (1..300).contains(&ranges)), "{monday:?}");

    let many = vec![documented(); 1100];
    let list = assert_agree(&answer(&json!(many))).unwrap();
    assert_eq!(list.points.len() + list.skipped as usize, 1100);
    assert!(list.skipped > 0);

    let deep = ["[".repeat(100), "]".repeat(100)].concat();
    let text = answer(&json!([documented()])).replace("\"Stationsplein Parcel Locker\"", &deep);
    assert_eq!(assert_agree(&text).unwrap().skipped, 1);
}

#[wasm_bindgen_test]
fn a_prototype_in_the_document_is_no_prototype() {
    let text = answer(&json!([without("/distance")]));
    let text = text.replacen("\"id\":", r#""__proto__":{"distance":7,"name":"inherited"},"constructor":1,"id":"#, 1);
    let list = assert_agree(&text).unwrap();
    assert_eq!(list.points[0].distance, None);
    assert_eq!(assert_agree(r#"{"__proto__":{"data":{"results":[]}}}"#), Err(Error::Malformed));
}

/// Natively such a text is no JSON at all; a browser reads infinity.
#[wasm_bindgen_test]
fn numbers_beyond_all_measure_are_none() {
    let text = answer(&json!([documented(), documented(), documented()]));
    let text = text.replacen("1000002", "1e999", 1);
    let list = here(&text).unwrap();
    assert_eq!((list.points.len(), list.skipped), (2, 1));
    let list = here(&text.replace("919", "1e999").replacen("51.443218", "-1e999", 1)).unwrap();
    assert_eq!((list.points.len(), list.skipped), (2, 1));
    assert_eq!(list.points[0].distance, None);
}

#[wasm_bindgen_test]
fn errors_are_read_as_natively() {
    for (status, text) in [
        (
            400,
            r#"{"errors": [{"status": "400", "code": "required", "detail": "Field required", "source": {"parameter": "country_code"}}]}"#,
        ),
        (400, r#"{"errors": [{"detail": "Not enabled."}]}"#),
        (
            503,
            r#"{"errors": {"status": 503, "code": null, "detail": "Later.", "meta": {"reason": "upstream_timeout"}}}"#,
        ),
        (422, r#"{"errors": [1, [], null, {"source": {"pointer": "/data"}}, {"source": {"header": "Origin"}}]}"#),
        (401, "[]"),
        (500, r#"{"errors": "text"}"#),
    ] {
        let document: Json = serde_json::from_str(text).unwrap();
        let natively = read_error(status, None, Some(&&document));
        assert_eq!(read_error(status, None, Some(&Value::root(JSON::parse(text).unwrap()))), natively, "{text}");
    }
}

/// Puts fields on `Object.prototype`, as an old library of the host's page may, until it is dropped.
struct Pollution(Vec<JsValue>);

fn prototype() -> Object {
    Object::get_prototype_of(&Object::new())
}

impl Pollution {
    fn new(fields: &[(&str, JsValue)]) -> Self {
        for (name, value) in fields {
            assert_eq!(Reflect::set(&prototype(), &JsValue::from(*name), value), Ok(true));
        }
        Self(fields.iter().map(|(name, _)| JsValue::from(*name)).collect())
    }
}

impl Drop for Pollution {
    fn drop(&mut self) {
        for name in &self.0 {
            let _ = Reflect::delete_property(&prototype(), name);
        }
    }
}

#[wasm_bindgen_test]
fn nothing_inherited_is_read() {
    let bare = json!({
        "id": 7, "name": "Bare", "carrier": {"code": "dhl"}, "position": {"latitude": 43.7, "longitude": 11.2},
    });
    let text = answer(&json!([bare, without("/name"), documented()]));
    let expected = natively(&text);
    let results = JSON::parse(&answer(&json!([documented()]))).unwrap();
    let data = Reflect::get(&results, &"data".into()).unwrap();

    let pollution = Pollution::new(&[
        ("distance", 7.into()),
        ("name", "inherited".into()),
        ("street", "inherited".into()),
        ("is_expired", true.into()),
        ("monday", js_sys::Array::of1(&1.into()).into()),
        ("data", data.clone()),
        ("geocoding", data),
    ]);
    let read = here(&text);
    let nothing = here("{}");
    drop(pollution);

    assert_eq!(read, expected);
    assert_eq!(nothing, Err(Error::Malformed));
    assert_eq!(here("{}"), Err(Error::Malformed), "the test cleans up");
}

#[wasm_bindgen_test]
fn every_field_is_read_by_its_name() {
    for field in Field::ALL {
        let object = Object::new();
        Reflect::set(&object, &field.name().into(), &field.name().into()).unwrap();
        let value = Value::root(object.into());
        assert_eq!(value.field(*field).and_then(|value| value.text()).as_deref(), Some(field.name()));
        for other in Field::ALL.iter().filter(|other| *other != field) {
            assert!(value.field(*other).is_none(), "{other:?} reads {field:?}");
        }
    }
}
