use super::*;

fn refusal(query: &str) -> (&'static str, &'static str, String) {
    let error = Search::parse(query).expect_err(query);
    (error.code, error.parameter.unwrap_or_default(), error.detail)
}

#[test]
fn documented_refusals_have_the_documented_body() {
    let scope = "country_code=NL&use_integration_carriers=true";
    for (query, code, parameter, detail) in [
        ("use_integration_carriers=true".to_owned(), "required", "country_code", "Field required"),
        (
            "country_code=XX&carrier_code=dhl".to_owned(),
            "invalid_choice",
            "country_code",
            "\"XX\" is not a valid country code",
        ),
        (
            format!("{scope}&latitude=abc&longitude=5"),
            "invalid",
            "latitude",
            "Input should be a valid number, unable to parse string as a number",
        ),
        (
            format!("{scope}&general_shop_type=kiosk"),
            "invalid_choice",
            "general_shop_type",
            "Input should be 'servicepoint', 'locker', 'post_office' or 'carrier_depot'",
        ),
        (
            format!("{scope}&carrier_code=dhl"),
            "validation_error",
            "carrier_code",
            "carrier_code and use_integration_carriers are mutually exclusive",
        ),
        (
            format!("{scope}&ne_latitude=51.49"),
            "validation_error",
            "ne_latitude",
            "ne_latitude, ne_longitude, sw_latitude, and sw_longitude must all be provided together",
        ),
    ] {
        assert_eq!(refusal(&query), (code, parameter, detail.to_owned()), "{query}");
    }
}

#[test]
fn rules_in_prose_name_the_first_parameter_that_breaks_them() {
    let scope = "country_code=NL&carrier_code=dhl";
    for (rest, code, parameter) in [
        ("", "ok", ""),
        ("&use_integration_carriers=false", "ok", ""),
        ("&carrier_code=postnl", "ok", ""),
        ("&carrier_code=a,b", "validation_error", ""),
        ("&use_integration_carriers=maybe", "invalid", "use_integration_carriers"),
        ("&address=x&latitude=1&longitude=2", "validation_error", "address"),
        ("&address_city=x&latitude=1&longitude=2", "validation_error", "address_city"),
        ("&address_house_number=10", "validation_error", "address_house_number"),
        ("&address_house_number=10&address_city=Eindhoven", "validation_error", "address_house_number"),
        ("&address_house_number=10&address_postal_code=5611", "ok", ""),
        ("&latitude=51.4", "validation_error", "latitude"),
        ("&longitude=5.4", "validation_error", "longitude"),
        ("&latitude=91&longitude=5.4", "invalid", "latitude"),
        ("&latitude=NaN&longitude=5.4", "invalid", "latitude"),
        ("&radius=5000", "validation_error", "radius"),
        ("&address=x&radius=99", "min_value", "radius"),
        ("&address=x&radius=50001", "invalid", "radius"),
        ("&address=x&radius=5.5", "invalid", "radius"),
        (
            "&address=x&radius=100&ne_latitude=51.49&ne_longitude=5.57&sw_latitude=51.38&sw_longitude=5.36",
            "validation_error",
            "radius",
        ),
        ("&ne_latitude=51.49&ne_longitude=5.57&sw_latitude=51.38&sw_longitude=5.36", "ok", ""),
        ("&address=x&ne_latitude=51.49&ne_longitude=5.57&sw_latitude=51.38&sw_longitude=5.36", "ok", ""),
        ("&ne_latitude=52.49&ne_longitude=5.57&sw_latitude=51.38&sw_longitude=5.36", "validation_error", "ne_latitude"),
        ("&ne_latitude=51.38&ne_longitude=5.57&sw_latitude=51.49&sw_longitude=5.36", "validation_error", "ne_latitude"),
        ("&limit=0", "min_value", "limit"),
        ("&limit=1e9", "invalid", "limit"),
        ("&limit=201", "invalid", "limit"),
        ("&limit=200&utm_source=mail", "ok", ""),
    ] {
        match Search::parse(&format!("{scope}{rest}")) {
            Ok(_) => assert_eq!(code, "ok", "{rest}"),
            Err(error) => {
                let blamed = error.parameter.unwrap_or_default();
                assert_eq!((error.code, blamed), (code, parameter), "{rest}: {}", error.detail);
            }
        }
    }
    assert_eq!(refusal("country_code=NL").1, "carrier_code");
    assert_eq!(refusal("country_code=nl&carrier_code=dhl").0, "invalid_choice");
}

#[test]
fn what_is_encoded_is_read_back() {
    let corners = "ne_latitude=51.490000&ne_longitude=5.570000&sw_latitude=51.380000&sw_longitude=5.360000";
    for query in [
        "country_code=NL&use_integration_carriers=true".to_owned(),
        format!("country_code=NL&carrier_code=dhl&carrier_code=postnl&{corners}"),
        format!(
            "country_code=NL&use_integration_carriers=true&latitude=51.435046&longitude=-5.479507&{corners}&limit=7"
        ),
        "country_code=FR&use_integration_carriers=true&address=Caf%C3%A9%20%26%20%23%2B%25&radius=5000".to_owned(),
        "country_code=DE&carrier_code=dhl&address_street=Am%20Markt&address_house_number=1&carrier_service_point_id=1\
         &carrier_service_point_id=2&carrier_shop_type=packStation&general_shop_type=locker"
            .to_owned(),
    ] {
        assert_eq!(Search::parse(&query).unwrap().to_query(), query);
    }
    assert_eq!(
        Search::parse("country_code=NL&carrier_code=dhl&address=a+b%2Bc").unwrap().to_query(),
        "country_code=NL&carrier_code=dhl&address=a%20b%2Bc"
    );
}

/// A box of not quite 50 km was accepted here and, rounded on its way to a little more, refused by the API.
#[test]
fn a_box_is_measured_as_it_will_be_sent() {
    let query =
        "country_code=NL&carrier_code=dhl&ne_latitude=0.4496605&ne_longitude=0&sw_latitude=0.0000004&sw_longitude=0";
    assert_eq!(refusal(query).1, "ne_latitude");
    let fits = query.replace("0.4496605", "0.4496604");
    assert_eq!(Search::parse(&Search::parse(&fits).unwrap().to_query()), Search::parse(&fits));
}
