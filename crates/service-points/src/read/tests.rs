#![cfg(feature = "json")]

use serde_json::{Value, json};

use super::*;

fn point() -> Value {
    json!({
        "id": 1_000_002, "name": "Stationsplein Parcel Locker",
        "carrier": {"code": "postnl", "name": "PostNL", "logo_url": null, "icon_url": "https://cdn.example/icon.svg"},
        "carrier_service_point_id": "NL-00002", "carrier_shop_type": "pakketautomaat", "general_shop_type": "locker",
        "address": {"street": "Stationsplein", "house_number": "1", "postal_code": "5611 AC", "city": "Eindhoven", "country_code": "NL"},
        "position": {"latitude": 51.443_218, "longitude": 5.4816},
        "contact": {"email": "", "phone": ""},
        "opening_times": {"monday": [{"start_time": "10:00", "end_time": "21:00"}], "tuesday": null, "wednesday": null,
                          "thursday": null, "friday": null, "saturday": null, "sunday": null},
        "is_open_tomorrow": false, "next_open_at": "2026-03-13T10:00:00+01:00", "is_expired": false, "distance": 919,
    })
}

fn list_of(points: Value) -> ServicePointList {
    read_list(&&json!({"data": {"results": points, "geocoding": null}})).unwrap()
}

#[test]
fn the_documented_point_is_read_whole() {
    let list = list_of(json!([point()]));
    assert_eq!((list.points.len(), list.skipped), (1, 0));
    let read = &list.points[0];
    assert_eq!(read.id.get(), 1_000_002);
    assert_eq!(read.address.street_line(), "Stationsplein 1");
    assert_eq!(read.general_shop_type, Some(GeneralShopType::Locker));
    assert_eq!(read.opening_times.as_ref().map(|times| times.days[0].len()), Some(1));
    assert_eq!(read.distance, Some(919));
    assert_eq!(read.carrier.logo_url, None);
}

#[test]
fn a_bad_point_is_skipped_and_counted() {
    for (path, value) in [
        ("/id", json!(9_007_199_254_740_992_i64)),
        ("/id", json!(0)),
        ("/id", json!(1.5)),
        ("/id", json!("1000002")),
        ("/name", Value::Null),
        ("/carrier", json!("postnl")),
        ("/carrier/code", json!("")),
        ("/position/latitude", json!(91)),
        ("/position", json!([])),
    ] {
        let mut bad = point();
        *bad.pointer_mut(path).unwrap() = value.clone();
        let list = list_of(json!([bad, point()]));
        assert_eq!((list.points.len(), list.skipped), (1, 1), "{path} = {value}");
    }
    assert_eq!(list_of(json!([null, 1, "x", [], point()])).skipped, 4);
}

#[test]
fn what_can_be_missing_may_be_missing() {
    for path in
        ["/contact", "/address", "/opening_times", "/distance", "/next_open_at", "/is_expired", "/general_shop_type"]
    {
        let mut odd = point();
        *odd.pointer_mut(path).unwrap() = json!(["wrong type"]);
        assert_eq!(list_of(json!([odd])).points.len(), 1, "{path}");
    }
}

#[test]
fn hours_that_cannot_be_read_are_unknown_and_not_closed() {
    let mut odd = point();
    odd["opening_times"] = json!({"monday": [{"start_time": "soon", "end_time": "late"}]});
    assert_eq!(list_of(json!([odd.clone()])).points[0].opening_times, None);
    odd["opening_times"] = json!({"monday": null});
    assert_eq!(list_of(json!([odd])).points[0].opening_times, Some(OpeningTimes::default()));
}

#[test]
fn an_answer_of_another_shape_is_malformed() {
    for body in [json!(null), json!([]), json!({}), json!({"data": []}), json!({"data": {"results": {}}})] {
        assert_eq!(read_list(&&body), Err(Error::Malformed), "{body}");
    }
    assert_eq!(read_availability(&&json!({"data": {"is_available": "yes"}})), Err(Error::Malformed));
    assert_eq!(read_availability(&&json!({"data": {"is_available": false}})), Ok(false));
    assert_eq!(read_point(&&json!({"data": point()})).map(|read| read.id.get()), Ok(1_000_002));
}

#[test]
fn errors_say_what_the_caller_can_do() {
    let body = json!({"errors": [{"status": "400", "code": "required", "detail": "Field required", "source": {"parameter": "country_code"}}]});
    assert!(matches!(read_error(400, None, Some(&&body)), Error::Rejected(errors)
        if errors[0].source == Some(Source::Parameter("country_code".to_owned()))));
    let body = json!({"errors": [{"status": "400", "code": "validation_error", "detail": "Service points are not enabled for the authenticated integration."}]});
    assert!(matches!(read_error(400, None, Some(&&body)), Error::Setup(_)));
    let body = json!({"errors": {"status": "503", "code": null, "detail": "Try again later.", "meta": {"reason": "upstream_timeout"}}});
    assert!(matches!(read_error(503, Some(RetryAfter::Seconds(3)), Some(&&body)), Error::Unavailable { errors, .. }
        if errors[0].reason.as_deref() == Some("upstream_timeout")));
    assert_eq!(read_error::<&Value>(429, None, None), Error::RateLimited(None));
    assert_eq!(read_error::<&Value>(302, None, None), Error::Malformed);
    assert!(matches!(read_error::<&Value>(401, None, None), Error::Setup(_)));
}

#[test]
fn geocoding_keeps_what_it_does_not_know() {
    let body = json!({"data": {"results": [], "geocoding": {"status": "matched", "precision": "rooftop", "formatted_address": ""}}});
    let geocoding = read_list(&&body).unwrap().geocoding.unwrap();
    assert_eq!(geocoding.precision, Some(Precision::Other("rooftop".to_owned())));
    assert_eq!(geocoding.formatted_address, None);
}
