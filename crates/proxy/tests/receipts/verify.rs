//! The snippet of docs/receipts.md, word for word below this line.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

pub fn verify_receipt(receipt: &str, key_set: &Value, now: u64) -> Option<Value> {
    let (signed, signature) = receipt.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.').filter(|_| receipt.len() <= 1024)?;
    let decode = |part: &str| BASE64URL.decode(part).ok();
    let header: Value = serde_json::from_slice(&decode(header)?).ok()?;
    let key = key_set["keys"].as_array()?.iter().find(|key| key["kid"] == header["kid"])?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&decode(key["k"].as_str()?)?).ok()?;
    mac.update(signed.as_bytes());
    mac.verify_slice(&decode(signature)?).ok().filter(|()| header["alg"] == "HS256")?;
    let said: Value = serde_json::from_slice(&decode(claims)?).ok()?;
    said["exp"].as_u64().is_some_and(|exp| exp > now).then_some(said)
}
