use std::ops::Range;

use bytes::{BufMut as _, Bytes, BytesMut};
use serde::Deserialize;
use serde_json::value::RawValue;
use service_points::Position;

use super::cell::Cell;

/// Where each point of a list stands in its body, so that some of them can be answered without reading it again.
#[derive(Debug)]
pub(super) struct Spans {
    /// What is between the brackets of `results`.
    inside: Range<usize>,
    points: Vec<(Option<Position>, Range<usize>)>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    results: &'a RawValue,
}

#[derive(Deserialize)]
struct Placed {
    position: Coordinates,
}

#[derive(Deserialize)]
struct Coordinates {
    latitude: f64,
    longitude: f64,
}

impl Spans {
    /// Reads a body; `None` when it is no list, or one that another reader could read in another way.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let text = str::from_utf8(body).ok()?;
        let results = serde_json::from_str::<Body>(text).ok()?.data.results.get();
        let at = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
        let start = at(results);
        let points: Vec<&RawValue> = serde_json::from_str(results).ok()?;
        let points = points.into_iter().map(|point| {
            let placed = serde_json::from_str::<Placed>(point.get()).ok();
            let position =
                placed.and_then(|Placed { position }| Position::new(position.latitude, position.longitude).ok());
            let start = at(point.get());
            (position, start..start + point.get().len())
        });
        Some(Self { inside: start + 1..start + results.len() - 1, points: points.collect() })
    }

    /// How many points there are.
    pub(super) fn count(&self) -> usize {
        self.points.len()
    }

    /// The same body with no points but those that a search in the cell asked for, in their order.
    pub(super) fn within(&self, body: &[u8], cell: &Cell) -> Bytes {
        let inside = |position: &Option<Position>| position.is_some_and(|position| cell.asked.contains(&position));
        let chosen = self.points.iter().filter(|(position, _)| inside(position)).take(cell.limit);
        let mut narrowed = BytesMut::with_capacity(body.len());
        narrowed.put_slice(&body[..self.inside.start]);
        for (index, (_, span)) in chosen.enumerate() {
            if index > 0 {
                narrowed.put_u8(b',');
            }
            narrowed.put_slice(&body[span.clone()]);
        }
        narrowed.put_slice(&body[self.inside.end..]);
        narrowed.freeze()
    }
}

#[cfg(test)]
mod tests {
    use service_points::{Limit, Search};

    use super::*;

    fn cell(limit: u32) -> Cell {
        let query = format!(
            "country_code=NL&use_integration_carriers=true&limit={limit}&ne_latitude=52.02&ne_longitude=4.03&sw_latitude=52\
             &sw_longitude=4"
        );
        Cell::around(&Search::parse(&query).unwrap(), Limit::MAX).unwrap()
    }

    const BODY: &str = r#" {"data": {"geocoding": null, "results": [ {"id": 1, "position": {"latitude": 52.01, "longitude": 4.01}} ,
        {"id": 2, "position": {"latitude": 51.99, "longitude": 4.01}}, {"id": 3}, {"id": 4, "position": {"latitude": 91, "longitude": 4}},
        {"id": 5, "position": {"longitude": 4.03, "latitude": 52.02, "x": [1]}} ] }, "more": 1.0} "#;

    #[test]
    fn what_is_answered_lies_inside_what_was_asked_and_keeps_its_bytes() {
        let spans = Spans::read(BODY.as_bytes()).unwrap();
        assert_eq!(spans.count(), 5);
        let text = |limit| String::from_utf8(spans.within(BODY.as_bytes(), &cell(limit)).to_vec()).unwrap();
        assert_eq!(
            text(100),
            r#" {"data": {"geocoding": null, "results": [{"id": 1, "position": {"latitude": 52.01, "longitude": 4.01}},{"id": 5, "position": {"longitude": 4.03, "latitude": 52.02, "x": [1]}}] }, "more": 1.0} "#
        );
        assert!(text(1).contains("\"id\": 1") && !text(1).contains("\"id\": 5"));
    }

    #[test]
    fn an_empty_list_stays_one() {
        let body = br#"{"data":{"results":[]}}"#;
        assert_eq!(Spans::read(body).unwrap().within(body, &cell(100)), body.as_slice());
    }

    #[test]
    fn what_is_no_list_has_no_spans() {
        for body in
            ["", "{}", r#"{"data":{"id":1}}"#, r#"{"data":{"results":{}}}"#, r#"{"data":{"results":[],"results":[1]}}"#]
        {
            assert!(Spans::read(body.as_bytes()).is_none(), "{body}");
        }
    }
}
