use serde_json::Value;

use crate::schema::CONTRACT;
use crate::support::Client;

fn documented(path: &str, method: &str, status: &str, example: &str) -> Value {
    let examples = &CONTRACT["paths"][path][method]["responses"][status]["content"]["application/json"]["examples"];
    let value = examples[example]["value"].clone();
    assert!(value["errors"].is_array(), "{example}");
    value
}

#[tokio::test]
async fn every_documented_refusal_of_a_search_is_word_for_word_the_documented_one() {
    let client = Client::new();
    let scope = "country_code=NL&use_integration_carriers=true";
    for (example, query) in [
        ("RequiredParameterMissing", "use_integration_carriers=true".to_owned()),
        ("InvalidCountryCode", "country_code=XX&use_integration_carriers=true".to_owned()),
        ("InvalidParameterType", format!("{scope}&latitude=north&longitude=5.4")),
        ("InvalidEnumChoice", format!("{scope}&general_shop_type=kiosk")),
        ("MutuallyExclusiveParams", format!("{scope}&carrier_code=dhl")),
        ("MutuallyInclusiveParams", format!("{scope}&ne_latitude=51.49")),
        ("CarrierNotSupported", "country_code=NL&carrier_code=acme".to_owned()),
    ] {
        let answer = client.get(&format!("/api/v3/service-points?{query}")).await;
        assert_eq!(answer.status, 400, "{example}");
        assert_eq!(answer.json(), documented("/service-points", "get", "400", example), "{example}");
    }
    client.set_faults(r#"{"not_enabled":true}"#).await;
    let answer = client.get(&format!("/api/v3/service-points?{scope}")).await;
    let wanted = documented("/service-points", "get", "400", "ServicePointsDisabledForIntegration");
    assert_eq!((answer.status.as_u16(), answer.json()), (400, wanted));
}

#[tokio::test]
async fn a_geocoder_that_is_down_fails_only_searches_by_address() {
    let client = Client::new();
    client.set_faults(r#"{"geocoder_down":true}"#).await;
    let wanted = documented("/service-points", "get", "503", "AddressLookupFailed");
    let scope = [("country_code", "IT"), ("use_integration_carriers", "true")];
    for address in [vec![("address", "Firenze")], vec![("address_city", "Firenze")]] {
        let answer = client.search(&[&scope[..], &address].concat()).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (503, wanted.clone()));
    }
    let answer = client.search(&[&scope[..], &[("latitude", "43.77"), ("longitude", "11.25")]].concat()).await;
    assert_eq!(answer.results().len(), 100);
    assert_eq!(client.ask("DELETE", "/sandbox/faults", "").await.status, 204);
    assert_eq!(client.near("IT", "Firenze", &[]).await.results().len(), 100);
}

#[tokio::test]
async fn what_is_no_id_has_no_point() {
    let client = Client::new();
    let wanted = documented("/service-points/{service_point_id}", "get", "404", "ServicePointNotFound");
    for id in
        ["0", "-1", "abc", "1", "9007199254740993", "99999999999999999999", "1.5", "%00", "100000007", "20000000000"]
    {
        let answer = client.get(&format!("/api/v3/service-points/{id}")).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (404, wanted.clone()), "{id}");
        let answer = client.ask("POST", &format!("/api/v3/service-points/{id}/check-availability"), "").await;
        assert_eq!((answer.status.as_u16(), answer.json()), (404, wanted.clone()), "{id}");
    }
}
