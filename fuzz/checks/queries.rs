//! What must hold for any bytes as a query string. The fuzz target and the test that replays its corpus share it.

use service_points::{Area, BoundingBox, ErrorObject, MAX_DIAGONAL_METRES, Place, Request, Search};

/// A query: it is refused with a parameter to blame, or what is sent on is safe in a request line, means the same when
/// it is read again, and keeps the rules that the types promise.
pub(crate) fn check(query: &[u8]) {
    match Search::parse(&String::from_utf8_lossy(query)) {
        Ok(search) => check_search(&search),
        Err(error) => {
            assert!(error.parameter.is_none_or(Search::knows_parameter), "{error:?}");
            let object = ErrorObject::from(error);
            assert!(object.status == "400" && object.code.is_some() && !object.detail.is_empty(), "{object:?}");
        }
    }
}

fn check_search(search: &Search) {
    let sent = search.to_query();
    let again = Search::parse(&sent).unwrap_or_else(|error| panic!("{sent}: {error:?}"));
    assert_eq!(&again, search, "{sent}");
    assert_eq!(again.to_query(), sent);
    let target = Request::list(search).target;
    let in_a_line = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%&=?/".contains(&byte);
    assert!(target.starts_with("/service-points?country_code=") && target.bytes().all(in_a_line), "{target}");
    if let Some(corners) = corners(&search.place) {
        assert!(corners.diagonal() <= MAX_DIAGONAL_METRES, "{corners:?}");
        assert!(corners.south_west().latitude() <= corners.north_east().latitude(), "{corners:?}");
    }
}

fn corners(place: &Place) -> Option<&BoundingBox> {
    match place {
        Place::Within(corners) | Place::Near(_, Area::Box(corners)) => Some(corners),
        Place::Near(..) | Place::Country => None,
    }
}
