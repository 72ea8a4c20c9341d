//! `GET /api/v3/service-points`.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use geographiclib_rs::{Geodesic, InverseGeodesic as _};
use serde_json::{Value, json};
use service_points::{Area, CarrierScope, MAX_DIAGONAL_METRES, Place, QueryError, ReferencePoint, Search};

use super::Origin;
use crate::answer;
use crate::carriers::current_code;
use crate::catalogue::{Found, Geocoding};
use crate::point::Moment;
use crate::state::Sandbox;

/// A list of points, or the refusal that the API documents.
pub(crate) async fn list(State(sandbox): State<Sandbox>, origin: Origin, RawQuery(query): RawQuery) -> Response {
    let search = match Search::parse(&query.unwrap_or_default()).and_then(keep_geodesic) {
        Ok(search) => search,
        Err(refused) => return answer::error(&refused.into()),
    };
    let unknown = unknown_carriers(&search);
    if !unknown.is_empty() {
        let detail = format!("Service points are not supported for the requested carriers: {}.", unknown.join(", "));
        return answer::refusal(400, Some("validation_error"), detail);
    }
    let (not_enabled, geocoder_down, stacked) = {
        let faults = sandbox.faults();
        (faults.not_enabled(), faults.geocoder_down(), faults.stacked())
    };
    if not_enabled {
        let detail = "Service points are not enabled for the authenticated integration.";
        return answer::refusal(400, Some("validation_error"), detail);
    }
    if geocoder_down && needs_geocoder(&search) {
        return answer::refusal(503, None, "The address could not be resolved at this time. Try again later.");
    }
    let now = sandbox.now();
    // The first search in a country reads its tables, which takes a while.
    let written = tokio::task::spawn_blocking(move || {
        let found = sandbox.catalogue().search(&search);
        write(found, Moment { now, origin: &origin.0 })
    });
    match written.await {
        Ok(body) if stacked => answer::data(stack(body)),
        Ok(body) => answer::data(body),
        Err(_) => answer::refusal(500, None, "Internal server error"),
    }
}

/// Nobody says how the real API measures a diagonal, so it has to be short enough by the longer of two measures: on the
/// sphere, which the query was held against already, and on the ellipsoid.
fn keep_geodesic(search: Search) -> Result<Search, QueryError> {
    if let Place::Within(area) | Place::Near(_, Area::Box(area)) = &search.place {
        let (a, b) = (area.north_east(), area.south_west());
        let metres: f64 = Geodesic::wgs84().inverse(a.latitude(), a.longitude(), b.latitude(), b.longitude());
        if metres > MAX_DIAGONAL_METRES {
            let detail = "The diagonal of the bounding box must not exceed 50 km".to_owned();
            return Err(QueryError { code: "validation_error", detail, parameter: Some("ne_latitude") });
        }
    }
    Ok(search)
}

fn unknown_carriers(search: &Search) -> Vec<&str> {
    match &search.carriers {
        CarrierScope::Integration => Vec::new(),
        CarrierScope::Codes(codes) => {
            let codes = codes.as_slice().iter().map(|code| code.as_str());
            codes.filter(|code| current_code(code).is_none()).collect()
        }
    }
}

fn needs_geocoder(search: &Search) -> bool {
    matches!(search.place, Place::Near(ReferencePoint::Address(_) | ReferencePoint::Structured(_), _))
}

/// All points at the place of the first, as in a shopping centre whose carriers all give its entrance.
fn stack(mut body: Value) -> Value {
    if let Some([first, rest @ ..]) = body["results"].as_array_mut().map(Vec::as_mut_slice) {
        for point in rest {
            for field in ["position", "distance"] {
                point[field] = first[field].clone();
            }
        }
    }
    body
}

fn write(found: Found, moment: Moment<'_>) -> Value {
    let geocoding = match found.geocoding {
        Geocoding::NotAsked => Value::Null,
        Geocoding::NotFound => json!({ "status": "not_found", "precision": null, "formatted_address": null }),
        Geocoding::Matched(place) => json!({
            "status": place.status.as_wire(),
            "precision": place.precision.as_wire(),
            "formatted_address": place.formatted_address,
        }),
    };
    let results: Vec<_> = found.points.into_iter().map(|(point, distance)| point.listed(moment, distance)).collect();
    json!({ "results": results, "geocoding": geocoding })
}
