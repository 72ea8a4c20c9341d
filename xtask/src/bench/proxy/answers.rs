//! What the server behind both answers.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

/// Points of a list, as many as the picker shows before anybody scrolls far.
const POINTS: u32 = 20;

/// The files, by the names that the server knows them by.
pub(super) const LIST: &str = "list.json";
pub(super) const POINT: &str = "point.json";
/// The answer to a check, which is too short for a file.
pub(super) const AVAILABILITY: &str = r#"{"data":{"is_available":true}}"#;

/// Writes them into `folder`.
///
/// # Errors
/// When they cannot be written.
pub(super) fn write(folder: &Path) -> Result<()> {
    let points: Vec<Value> = (0..POINTS).map(point).collect();
    let geocoding =
        json!({"status": "matched", "precision": "street", "formatted_address": "Stadhuisplein, Eindhoven"});
    let list = json!({"data": {"geocoding": geocoding, "results": points}});
    fs::write(folder.join(LIST), list.to_string())?;
    fs::write(folder.join(POINT), json!({"data": point(0)}).to_string())?;
    Ok(())
}

/// With everything that a point of the API's has.
fn point(number: u32) -> Value {
    let carrier = ["dhl", "postnl", "dpd", "ups"][number as usize % 4];
    let hours = json!([{"start_time": "08:00", "end_time": "12:30"}, {"start_time": "13:00", "end_time": "18:00"}]);
    let position =
        json!({"latitude": 51.43 + f64::from(number) / 1000.0, "longitude": 5.47 + f64::from(number) / 900.0});
    json!({
        "id": 1_000_000 + number,
        "name": format!("Boekhandel en Postagentschap {number}"),
        "carrier": {
            "code": carrier,
            "name": carrier.to_uppercase(),
            "logo_url": format!("https://cdn.sendcloud.com/carriers/{carrier}/logo.svg"),
            "icon_url": format!("https://cdn.sendcloud.com/carriers/{carrier}/icon.svg"),
        },
        "carrier_service_point_id": format!("NL-{number:05}"),
        "carrier_shop_type": "paketshop",
        "general_shop_type": "servicepoint",
        "address": {
            "street": "Stadhuisplein",
            "house_number": number.to_string(),
            "postal_code": "5611 EM",
            "city": "Eindhoven",
            "country_code": "NL",
        },
        "position": position,
        "contact": {"email": "shop@points.example", "phone": ""},
        "opening_times": {
            "monday": hours, "tuesday": hours, "wednesday": hours, "thursday": hours, "friday": hours,
            "saturday": [{"start_time": "09:00", "end_time": "17:00"}],
            "sunday": null,
        },
        "is_expired": false,
        "next_open_at": "2026-11-23T08:00:00+01:00",
        "distance": 85 * number,
    })
}
