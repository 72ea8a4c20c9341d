use serde::Deserialize;
use serde_json::{Value, json};
use service_points::ServicePoint;

use crate::receipt::Claims;

/// Where a choice goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Platform {
    /// Written to an order of Sellercloud's by the proxy itself.
    Sellercloud,
    /// Answered, as Sendcloud's Shipments API v3 wants it.
    SendcloudShipment,
    /// Answered, as its Orders API v3 wants it.
    SendcloudOrder,
    /// Answered, as its Parcels API v2 wants it.
    SendcloudParcel,
}

/// `to_service_point` of a shipment, and the post number where its address has a post box.
pub(crate) fn shipment(claims: &Claims) -> Value {
    let mut shipment = json!({"to_service_point": {"id": claims.id.to_string()}});
    if let Some(number) = &claims.post_number {
        shipment["to_address"] = json!({"po_box": number.as_str()});
    }
    shipment
}

/// `service_point_details` of an order, all of them texts. What the point does not say is left out.
pub(crate) fn order(claims: &Claims, point: &ServicePoint) -> Value {
    let (latitude, longitude) = (point.position.latitude().to_string(), point.position.longitude().to_string());
    let mut details = json!({"id": claims.id.to_string(), "latitude": latitude, "longitude": longitude});
    if let Some(number) = &claims.post_number {
        details["post_number"] = json!(number.as_str());
    }
    if let Some(kind) = &point.general_shop_type {
        details["type"] = json!(kind.as_wire());
    }
    json!({"service_point_details": details})
}

/// `to_service_point` of a parcel, which is a number here, and `to_post_number`.
pub(crate) fn parcel(claims: &Claims) -> Value {
    let mut parcel = json!({"to_service_point": claims.id.get()});
    if let Some(number) = &claims.post_number {
        parcel["to_post_number"] = json!(number.as_str());
    }
    parcel
}

#[cfg(test)]
mod tests {
    use service_points::{PostNumber, read_point};

    use super::*;

    fn claims(post_number: Option<&str>) -> Claims {
        let post_number = post_number.map(|number| PostNumber::new(number).unwrap());
        Claims { id: "123".parse().unwrap(), carrier: "dhl".to_owned(), post_number, iat: 0, exp: 1 }
    }

    fn point(kind: Value) -> ServicePoint {
        let position = json!({"latitude": 52.5, "longitude": 13.400_01});
        let point = json!({"id": 123, "name": "x", "carrier": {"code": "dhl"}, "position": position, "general_shop_type": kind});
        read_point(&&json!({"data": point})).unwrap()
    }

    #[test]
    fn each_platform_gets_its_own_shape() {
        let with = claims(Some("0012345"));
        let shipment_with = json!({"to_service_point": {"id": "123"}, "to_address": {"po_box": "0012345"}});
        assert_eq!(shipment(&with), shipment_with);
        assert_eq!(parcel(&with), json!({"to_service_point": 123, "to_post_number": "0012345"}));
        let details = json!({"id": "123", "post_number": "0012345", "latitude": "52.5", "longitude": "13.40001", "type": "locker"});
        assert_eq!(order(&with, &point(json!("locker"))), json!({"service_point_details": details}));
    }

    #[test]
    fn what_there_is_not_is_left_out() {
        let without = claims(None);
        assert_eq!(shipment(&without), json!({"to_service_point": {"id": "123"}}));
        assert_eq!(parcel(&without), json!({"to_service_point": 123}));
        let details = json!({"id": "123", "latitude": "52.5", "longitude": "13.40001"});
        assert_eq!(order(&without, &point(json!(null))), json!({"service_point_details": details}));
    }
}
