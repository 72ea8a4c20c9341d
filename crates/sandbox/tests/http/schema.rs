//! The project's copy of the API's contract.

use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// The contract as one JSON document.
pub(crate) static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/spec/service-points-v3.contract.yaml"));
    serde_yaml_ng::from_str(text).unwrap()
});

pub(crate) static LIST: LazyLock<Validator> = LazyLock::new(|| answer("/service-points", "get", "200"));
pub(crate) static RETRIEVE: LazyLock<Validator> =
    LazyLock::new(|| answer("/service-points/{service_point_id}", "get", "200"));
pub(crate) static CHECK: LazyLock<Validator> =
    LazyLock::new(|| answer("/service-points/{service_point_id}/check-availability", "post", "200"));
pub(crate) static ERRORS: LazyLock<Validator> = LazyLock::new(|| at("#/components/schemas/errors"));

fn answer(path: &str, method: &str, status: &str) -> Validator {
    let path = path.replace('/', "~1");
    at(&format!("#/paths/{path}/{method}/responses/{status}/content/application~1json/schema"))
}

fn at(pointer: &str) -> Validator {
    let mut document = CONTRACT.clone();
    document["$ref"] = json!(pointer.replace('{', "%7B").replace('}', "%7D"));
    jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true).build(&document).unwrap()
}

/// Fails with everything that is wrong.
pub(crate) fn assert_valid(validator: &Validator, body: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(body).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{body:#}");
}

#[test]
fn the_contract_refuses_what_is_wrong() {
    assert!(!LIST.is_valid(&json!({ "data": { "results": [{}], "geocoding": null } })));
    assert!(!CHECK.is_valid(&json!({ "data": { "is_available": "yes" } })));
    assert!(!ERRORS.is_valid(&json!({ "errors": [{ "detail": "no status" }] })));
}
