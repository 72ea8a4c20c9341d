//! The proxy before the sandbox, which keeps the API's rules: the whole way of a search.

use serde_json::{Value, json};

use crate::support::sandbox::{SEARCH, Sandbox};
use crate::support::{get, post};

#[tokio::test]
async fn a_shopper_gets_from_an_address_to_an_available_point() {
    let sandbox = Sandbox::start().await;
    let proxy = sandbox.proxy(&[]).await;
    let found = get(proxy.address, SEARCH).await;
    assert_eq!((found.status, found.header("date")), (200, Some("Mon, 23 Nov 2026 09:00:00 GMT")));
    let list = service_points::read_list(&&found.json()).unwrap();
    assert_eq!((list.points.len(), list.skipped), (20, 0));
    assert!(list.points.windows(2).all(|pair| pair[0].distance <= pair[1].distance));
    let mut icons = 0;
    for point in &list.points {
        assert_eq!(point.carrier.logo_url, None);
        // Two carriers of Florence have no icon, and null stays null.
        let without = matches!(point.carrier.code.as_str(), "gls_it" | "fedex");
        assert_eq!(point.carrier.icon_url.is_none(), without, "{:?}", point.carrier);
        let Some(icon) = &point.carrier.icon_url else { continue };
        icons += 1;
        assert_eq!(*icon, format!("carriers/{}.svg", point.carrier.code));
        let icon = get(proxy.address, &format!("/api/{icon}")).await;
        assert_eq!((icon.status, icon.header("content-type")), (200, Some("image/svg+xml")));
    }

    assert!(icons > 5, "{icons}");
    let id = list.points[0].id;
    let read = get(proxy.address, &format!("/api/service-points/{id}")).await;
    assert_eq!(service_points::read_point(&&read.json()).map(|point| point.id), Ok(id));
    let check = format!("/api/service-points/{id}/check-availability");
    assert_eq!(service_points::read_availability(&&post(proxy.address, &check).await.json()), Ok(true));
    sandbox.set("/sandbox/faults", &json!({"unavailable": [id.get()]})).await;
    assert_eq!(service_points::read_availability(&&post(proxy.address, &check).await.json()), Ok(false));
    let missing = get(proxy.address, "/api/service-points/9007199254740991").await;
    assert_eq!((missing.status, &missing.json()["errors"][0]["code"]), (404, &json!("not_found")));
}

#[tokio::test]
async fn a_geocoders_outage_is_tried_again_and_then_told() {
    let sandbox = Sandbox::start().await;
    let proxy = sandbox.proxy(&[]).await;
    sandbox.set("/sandbox/faults", &json!({"geocoder_down": true})).await;
    let down = get(proxy.address, SEARCH).await;
    assert_eq!((down.status, &down.json()["errors"][0]["code"]), (503, &Value::Null));
    assert_eq!(sandbox.statuses("/api/v3").await, [503, 503, 503]);
    sandbox.set("/sandbox/faults", &json!({})).await;
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
}
