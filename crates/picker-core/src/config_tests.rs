use super::*;

struct Given(String);

impl Attributes for Given {
    fn lines(&self) -> &str {
        &self.0
    }

    fn number(&self, name: &'static str) -> Option<f64> {
        self.text(name)?.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

const MINIMAL: [(&str, &str); 3] = [("endpoint", "/api/"), ("country", "nl"), ("use-integration-carriers", "")];

fn read(more: &[(&'static str, &'static str)]) -> Result<Config, ConfigError> {
    let overridden = |key: &str| more.iter().any(|(other, _)| *other == key);
    let mut given: Vec<_> = MINIMAL.into_iter().filter(|(key, _)| !overridden(key)).collect();
    given.extend(more.iter().filter(|(_, value)| *value != "(absent)"));
    let lines: Vec<String> = given.iter().map(|(key, value)| format!("{key}={}", value.replace('\n', " "))).collect();
    Config::read(&Given(lines.join("\n")))
}

#[test]
fn the_least_a_host_can_say_is_enough() {
    let config = read(&[]).unwrap();
    assert_eq!(config.endpoint, "/api");
    assert_eq!(config.country.as_str(), "NL");
    assert_eq!((config.carriers, config.start, config.limit), (CarrierScope::Integration, None, None));
}

#[test]
fn what_is_wrong_is_named() {
    for (more, code, attribute) in [
        (&[("endpoint", "")][..], "attribute_missing", "endpoint"),
        (&[("endpoint", "javascript:alert(1)")], "attribute_invalid", "endpoint"),
        (&[("endpoint", "//evil.example/api")], "attribute_invalid", "endpoint"),
        (&[("endpoint", "https://user:secret@shop.example/api")], "attribute_invalid", "endpoint"),
        (&[("endpoint", "https://")], "attribute_invalid", "endpoint"),
        (&[("endpoint", "/api?key=1")], "attribute_invalid", "endpoint"),
        (&[("api-base", "https://api.example/v3"), ("token-endpoint", "/token")], "attributes_conflict", "endpoint"),
        (&[("endpoint", "(absent)"), ("token-endpoint", "/token")], "attribute_missing", "api-base"),
        (&[("token-endpoint", "/token")], "attribute_missing", "api-base"),
        (&[("endpoint", "(absent)"), ("api-base", "https://api.example")], "attribute_missing", "token-endpoint"),
        (&[("endpoint", "(absent)"), ("api-base", "api"), ("get-token", "")], "attribute_invalid", "api-base"),
        (
            &[("endpoint", "(absent)"), ("api-base", "/api"), ("token-endpoint", "https://me:pw@shop.example/token")],
            "attribute_invalid",
            "token-endpoint",
        ),
        (&[("country", "(absent)")], "attribute_missing", "country"),
        (&[("country", "Netherlands")], "attribute_invalid", "country"),
        (&[("carriers", "dhl")], "attributes_conflict", "carriers"),
        (&[("use-integration-carriers", "(absent)")], "attribute_missing", "carriers"),
        (&[("use-integration-carriers", "(absent)"), ("carriers", "dhl,ups")], "attribute_invalid", "carriers"),
        (&[("address", "Dam 1"), ("city", "Amsterdam")], "attributes_conflict", "address"),
        (&[("latitude", "52"), ("city", "Amsterdam")], "attributes_conflict", "address"),
        (&[("latitude", "52")], "attribute_invalid", "latitude"),
        (&[("latitude", "north"), ("longitude", "4")], "attribute_invalid", "latitude"),
        (&[("latitude", "91"), ("longitude", "4")], "attribute_invalid", "latitude"),
        (&[("house-number", "10"), ("city", "Eindhoven")], "attribute_invalid", "house-number"),
        (&[("shop-types", "locker kiosk")], "attribute_invalid", "shop-types"),
        (&[("radius", "99")], "attribute_invalid", "radius"),
        (&[("radius", "5 km")], "attribute_invalid", "radius"),
        (&[("limit", "0")], "attribute_invalid", "limit"),
        (&[("limit", "1e9")], "attribute_invalid", "limit"),
        (&[("value", "../1")], "attribute_invalid", "value"),
    ] {
        let error = read(more).expect_err(attribute);
        let message = error.message();
        assert_eq!((error.code(), error.attribute()), (code, attribute), "{more:?}: {message}");
        assert!(message.contains(attribute), "the message names the attribute: {message}");
    }
}

#[test]
fn every_filter_of_the_api_has_an_attribute() {
    let config = read(&[
        ("use-integration-carriers", "(absent)"),
        ("carriers", "  dhl\n postnl "),
        ("street", "Stadhuisplein"),
        ("house-number", "10"),
        ("shop-types", "locker post_office"),
        ("carrier-shop-type", "packStation"),
        ("carrier-service-point-ids", "12345 NL98765"),
        ("radius", "5000"),
        ("limit", "20"),
        ("value", "1000002"),
    ])
    .unwrap();
    assert!(matches!(&config.carriers, CarrierScope::Codes(codes) if codes.as_slice().len() == 2));
    assert!(matches!(&config.start, Some(ReferencePoint::Structured(address)) if address.house_number() == "10"));
    assert_eq!(config.filters.general_shop_types.len(), 2);
    assert_eq!(config.filters.carrier_service_point_ids, ["12345", "NL98765"]);
    assert_eq!(config.area(), Area::Radius(Radius::new(5000).unwrap()));
    assert_eq!(config.limit_or_default(), 20);
    assert_eq!(config.preset, ServicePointId::new(1_000_002));
}

#[test]
fn a_token_leads_to_the_api_itself_where_no_icons_are() {
    for token in [("token-endpoint", "/token"), (GET_TOKEN, "")] {
        let config = read(&[("endpoint", "(absent)"), ("api-base", "https://api.example/v3/"), token]).unwrap();
        assert_eq!((config.endpoint.as_str(), config.direct), ("https://api.example/v3", true));
        assert_eq!(config.icons(), None);
    }
    assert_eq!(read(&[]).unwrap().icons(), Some("/api"));
}
