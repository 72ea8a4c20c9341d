use std::time::SystemTime;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::keys::SHORTEST;
use super::{KeyFileError, ReceiptKeys};

/// A new key: its name, which says from which day it is, and itself as a JWK. `None` when the machine has no random
/// numbers.
pub(super) fn new_key(now: SystemTime) -> Option<(String, Value)> {
    let random = SystemRandom::new();
    let mut bytes = Zeroizing::new([0; SHORTEST]);
    let mut suffix = [0; 3];
    random.fill(bytes.as_mut()).ok()?;
    random.fill(&mut suffix).ok()?;
    let day = Timestamp::try_from(now).ok()?.to_zoned(TimeZone::UTC).date();
    let [a, b, c] = suffix;
    let kid = format!("{day}-{a:02x}{b:02x}{c:02x}");
    let k = BASE64_URL_SAFE_NO_PAD.encode(*bytes);
    let jwk = json!({"kty": "oct", "alg": "HS256", "use": "sig", "kid": kid, "k": k});
    Some((kid, jwk))
}

/// The text of a key file with one more key, first or last. What else the file holds stays in it.
///
/// # Errors
/// When the file is none.
pub(super) fn add(file: Option<&str>, key: Value, last: bool) -> Result<Zeroizing<String>, KeyFileError> {
    let mut set = match file {
        None => Map::new(),
        Some(text) => {
            // One without any key yet is as good as a new one; whatever else is wrong has to be mended first.
            match ReceiptKeys::read(text) {
                Ok(_) | Err(KeyFileError::Empty) => {}
                Err(error) => return Err(error),
            }
            serde_json::from_str(text).map_err(|_| KeyFileError::NoKeySet)?
        }
    };
    let Value::Array(keys) = set.entry("keys").or_insert_with(|| json!([])) else { return Err(KeyFileError::NoKeySet) };
    let place = if last { keys.len() } else { 0 };
    keys.insert(place, key);
    let mut text = serde_json::to_string_pretty(&set).map_err(|_| KeyFileError::NoKeySet)?;
    text.push('\n');
    Ok(Zeroizing::new(text))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(seconds: u64) -> (String, Value) {
        new_key(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap()
    }

    #[test]
    fn keys_are_new_each_time_and_stand_where_they_are_wanted() {
        let [(one, first), (two, second), (three, third)] = [784_111_777, 784_111_777, 1_795_424_400].map(at);
        assert!(one.starts_with("1994-11-06-") && three.starts_with("2026-11-23-"), "{one} {three}");
        assert!(one != two && first["k"] != second["k"]);
        let text = add(None, first, false).unwrap();
        let text = add(Some(&text), second, false).unwrap();
        let text = text.replacen("{\n", "{\n  \"note\": \"mine\",\n", 1);
        let text = add(Some(&text), third, true).unwrap();
        let keys = ReceiptKeys::read(&text).unwrap();
        assert_eq!(keys.names().collect::<Vec<_>>(), [two, one, three]);
        assert!(text.contains("\"note\": \"mine\"") && text.ends_with("}\n"));
    }

    #[test]
    fn a_file_that_is_none_is_left_alone() {
        let (_, key) = at(0);
        assert!(add(Some(r#"{"keys":[]}"#), key.clone(), false).is_ok());
        for text in ["", "secret", "[]", r#"{"keys":1}"#, r#"{"keys":[{"kid":"a"}]}"#] {
            assert!(add(Some(text), key.clone(), false).is_err(), "{text}");
        }
    }
}
