//! What must hold for any bytes as the body of an answer. The fuzz target and the test that replays its corpus share it.

use service_points::{
    Error, Json, MINUTES_A_DAY, Node, ServicePoint, ServicePointId, ServicePointList, Source, read_availability,
    read_error, read_list, read_point,
};

/// Longest text of an answer, in characters.
const LONGEST: usize = 240;

/// The body of an answer: whatever it is, it is read without harm, and serde_json, where it takes the body at all, leads
/// to the same.
pub(crate) fn check(body: &[u8]) {
    let ours = Json::parse(body);
    let read = ours.as_ref().map(|document| read_all(&document));
    if let Some(read) = &read {
        if let Ok(list) = &read.list {
            list.points.iter().for_each(check_point);
        }
        if let Ok(point) = &read.point {
            check_point(point);
        }
        read.errors.iter().for_each(check_error);
    }
    let theirs: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    if let Some(document) = theirs.as_ref().filter(|_| body.len() <= 4_000_000) {
        assert_eq!(read, Some(read_all(&document)), "serde_json's document says something else");
    }
}

#[derive(Debug, PartialEq)]
struct Everything {
    list: Result<ServicePointList, Error>,
    point: Result<ServicePoint, Error>,
    available: Result<bool, Error>,
    errors: [Error; 4],
}

fn read_all<N: Node>(document: &N) -> Everything {
    Everything {
        list: read_list(document),
        point: read_point(document),
        available: read_availability(document),
        errors: [400, 401, 429, 503].map(|status| read_error(status, None, Some(document))),
    }
}

fn check_point(point: &ServicePoint) {
    assert!((1..=ServicePointId::MAX_SAFE).contains(&point.id.get()), "{}", point.id);
    assert!(!point.carrier.code.is_empty() && !point.carrier.name.is_empty());
    assert!(point.distance.is_none_or(|metres| metres <= 20_037_509), "{:?}", point.distance);
    let (address, contact) = (&point.address, &point.contact);
    let shown = [
        &point.name,
        &point.carrier.code,
        &point.carrier.name,
        &point.carrier_service_point_id,
        &address.street,
        &address.house_number,
        &address.postal_code,
        &address.city,
        &address.country_code,
        &contact.email,
        &contact.phone,
    ];
    let optional = [&point.carrier_shop_type, &point.next_open_at];
    shown.into_iter().chain(optional.into_iter().flatten()).for_each(|text| check_text(text));
    for range in point.opening_times.iter().flat_map(|times| &times.days).flatten() {
        assert!(range.start < range.end && range.end <= MINUTES_A_DAY, "{range:?}");
    }
}

fn check_error(error: &Error) {
    let (Error::Rejected(errors) | Error::Setup(errors) | Error::Unavailable { errors, .. }) = error else { return };
    assert!(errors.len() <= 8);
    for error in errors {
        check_text(&error.status);
        check_text(&error.detail);
        error.code.iter().chain(&error.reason).for_each(|text| check_text(text));
        if let Some(Source::Parameter(name) | Source::Pointer(name) | Source::Header(name)) = &error.source {
            check_text(name);
        }
    }
}

/// No text is longer than anybody wants to see, controls a terminal or turns the text around it.
fn check_text(text: &str) {
    let harmful = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(text.chars().count() <= LONGEST && !text.contains(harmful), "{text:?}");
}
