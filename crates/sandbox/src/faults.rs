//! What can be switched to go wrong.

mod clock_setting;
mod plan;
mod rule;
mod spoilt;
mod switchboard;
mod target;
mod unavailable;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::oauth::Refusal;
use crate::quota::Limits;
use crate::sellercloud::SellercloudFaults;
pub(crate) use clock_setting::ClockSetting;
pub(crate) use plan::Plan;
pub(crate) use rule::{Latency, Rule};
pub(crate) use spoilt::Spoilt;
pub(crate) use switchboard::Switchboard;
pub(crate) use target::Target;
pub(crate) use unavailable::Unavailable;

/// The body of `PUT /sandbox/faults`. Everything is optional; what is absent is off.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Faults {
    /// Where the clock is to stand; absent: as it is.
    #[serde(skip_serializing)]
    pub(crate) clock: Option<ClockSetting>,
    /// Slow, refused and spoilt answers.
    pub(crate) rules: Vec<Rule>,
    /// Whether searches by address are answered with 503.
    pub(crate) geocoder_down: bool,
    /// Whether all points of a search stand where its first one does.
    pub(crate) stacked: bool,
    /// Points that are not available when checked.
    pub(crate) unavailable: Unavailable,
    /// Whether the integration has service points switched off.
    pub(crate) not_enabled: bool,
    /// Requests a minute.
    pub(crate) quota: Option<Limits>,
    /// What is wrong with tokens.
    pub(crate) token: TokenFaults,
    /// What is wrong with Sellercloud.
    pub(crate) sellercloud: SellercloudFaults,
    /// Decides which requests a rule with a rate hits.
    pub(crate) seed: u64,
}

/// What is wrong with tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TokenFaults {
    /// What answers say instead of the true lifetime, in seconds.
    pub(crate) expires_in: Option<i64>,
    /// How long tokens live in truth, in seconds; absent: as long as answers say.
    pub(crate) valid_for: Option<i64>,
    /// The error that every token request gets.
    pub(crate) refuse: Option<Refusal>,
    /// Whether the shop owner refuses when a browser asks for his consent.
    pub(crate) consent_denied: bool,
}

impl Faults {
    /// Reads a body, or says what is wrong with it.
    pub(crate) fn read(body: &[u8]) -> Result<Self, String> {
        let reason = |error: serde_json::Error| format!("The body is no set of faults: {error}");
        // An object first: serde would take an array for one, too.
        let object: Map<String, Value> = serde_json::from_slice(body).map_err(reason)?;
        let faults: Self = serde_json::from_value(Value::Object(object)).map_err(reason)?;
        for (index, rule) in faults.rules.iter().enumerate() {
            rule.check().map_err(|reason| format!("rules[{index}]: {reason}"))?;
        }
        Ok(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_that_make_no_sense_are_refused_with_the_reason() {
        for (body, reason) in [
            (r#"{"latency": 5}"#, "unknown field `latency`"),
            (r#"{"rules":[{"route":"list","statu":500}]}"#, "unknown field `statu`"),
            (r#"{"rules":[{"route":"lists","status":500}]}"#, "unknown variant `lists`"),
            (r#"{"rules":[{"route":"list","status":99}]}"#, "rules[0]: status must be 200 to 599"),
            (r#"{"rules":[{"route":"list","status":500,"rate":1.5}]}"#, "rules[0]: rate must be 0 to 1"),
            (r#"{"rules":[{"method":"post","status":500}]}"#, "unknown variant `post`"),
            (r#"{"rules":[{"route":"list"}]}"#, "rules[0]: needs latency_ms, status, body or drip"),
            (r#"{"rules":[{"drip":{"bytes":0,"every_ms":5}}]}"#, "rules[0]: drip.bytes must be at least 1"),
            (r#"{"rules":[{"drip":{"every_ms":5}}]}"#, "missing field `bytes`"),
            (r#"{"rules":[{"body":"ruined"}]}"#, "unknown variant `ruined`, expected one of `truncated`"),
            (r#"{"rules":[{"latency_ms":"5"}]}"#, "latency_ms must be a whole number"),
            (r#"{"rules":[{"latency_ms":600001}]}"#, "rules[0]: latency_ms must be at most 600000"),
            (r#"{"rules":[{"status":500,"times":0}]}"#, "rules[0]: times must be at least 1"),
            (r#"{"rules":[{"body":"empty","retry_after":"2"}]}"#, "rules[0]: retry_after needs a status"),
            (r#"{"unavailable":"some"}"#, "unavailable must be a list of ids or \"all\""),
            (r#"{"quota":{"reads":-1}}"#, "-1"),
            (r#"{"quota":{"calls":1}}"#, "unknown field `calls`"),
            (r#"{"token":{"refuse":"no"}}"#, "unknown variant `no`"),
            (r#"{"sellercloud":{"team":"x"}}"#, "unknown field `team`"),
            (r#"{"seed":-1}"#, "-1"),
            (r#"{"rules":[{"route":"list","latency_ms":{"min":5,"max":1}}]}"#, "rules[0]: latency_ms"),
            (r#"{"rules":[{"status":503,"retry_after":"a\nb"}]}"#, "rules[0]: retry_after"),
            (r#"{"clock":"yesterday"}"#, "clock"),
            ("", "The body is no set of faults"),
            ("[]", "The body is no set of faults"),
        ] {
            let refused = Faults::read(body.as_bytes()).unwrap_err();
            assert!(refused.contains(reason), "{body}: {refused}");
        }
        assert_eq!(Faults::read(b"{}"), Ok(Faults::default()));
    }
}
