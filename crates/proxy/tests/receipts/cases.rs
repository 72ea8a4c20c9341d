//! Receipts, from good to forged, and what each language has to make of them.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::{Sha256, Sha512};

use crate::receipts::{KEYS, NOW, claims, keys};

/// A receipt, what to call it, and what it says when it counts.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) receipt: String,
    pub(crate) now: u64,
    pub(crate) says: Option<Value>,
}

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let says = |post_number: Option<&str>| json!({"id": "1000001", "carrier": "dhl", "post_number": post_number, "iat": NOW, "exp": NOW + 86_400});
    let good = |signer: &str, post_number| keys(&[signer]).sign(&claims(1_000_001, post_number));
    let mut cases = vec![
        case("a good one", good("first", None), NOW, Some(says(None))),
        case("one with a post number", good("first", Some("0012345678")), NOW, Some(says(Some("0012345678")))),
        case("one of the other key", good("second", None), NOW, Some(says(None))),
        case("one in its last second", good("first", None), NOW + 86_399, Some(says(None))),
        case("one that has just expired", good("first", None), NOW + 86_400, None),
        case("one that expired long ago", good("first", None), NOW * 2, None),
        case("one of a key that is not in the file", good("unknown", None), NOW, None),
    ];
    let refused = |name: &str, receipt: String| case(name, receipt, NOW, None);
    cases.extend(headers().into_iter().map(|(name, receipt)| refused(name, receipt)));
    let receipt = good("first", Some("0012345678"));
    for text in ["", ".", "..", "...", "a.b.c", "null", "\u{e9}.\u{e9}.\u{e9}", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA"] {
        cases.push(refused(&format!("{text:?}"), text.to_owned()));
    }
    for (before, after) in [(" ", ""), ("", " "), ("", "="), ("", "."), ("", ".e30"), (".", ""), ("", "\n"), ("", "\0")]
    {
        cases.push(refused(&format!("{before:?} before it and {after:?} behind"), [before, &receipt, after].concat()));
    }
    cases.extend(forged(&receipt).map(|(name, receipt)| refused(&name, receipt)));
    cases
}

fn case(name: &str, receipt: String, now: u64, says: Option<Value>) -> Case {
    Case { name: name.to_owned(), receipt, now, says }
}

/// The claims of a good receipt, under headers that are none of ours.
fn headers() -> Vec<(&'static str, String)> {
    let payload = claims(1_000_001, None);
    let payload = keys(&["first"]).sign(&payload).split('.').nth(1).unwrap().to_owned();
    let signed = |header: Value| [BASE64URL.encode(header.to_string()), payload.clone()].join(".");
    let hs256 = |signed: String, key: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(signed.as_bytes());
        let signature = BASE64URL.encode(mac.finalize().into_bytes());
        [signed, signature].join(".")
    };
    let first = BASE64URL.decode(KEYS[0].1).unwrap();
    let hs512 = {
        let signed = signed(json!({"alg": "HS512", "kid": "first"}));
        let mut mac = Hmac::<Sha512>::new_from_slice(&first).unwrap();
        mac.update(signed.as_bytes());
        let signature = BASE64URL.encode(mac.finalize().into_bytes());
        [signed, signature].join(".")
    };
    let none = signed(json!({"alg": "none", "kid": "first"}));
    vec![
        ("alg none without a signature", format!("{none}.")),
        ("alg none without its second dot", none.clone()),
        ("alg none with a good signature", hs256(none, &first)),
        ("no alg", hs256(signed(json!({"kid": "first"})), &first)),
        ("alg in small letters", hs256(signed(json!({"alg": "hs256", "kid": "first"})), &first)),
        ("alg as a list", hs256(signed(json!({"alg": ["HS256"], "kid": "first"})), &first)),
        ("HS512 with the right key", hs512),
        ("the name of the other key", hs256(signed(json!({"alg": "HS256", "kid": "second"})), &first)),
        ("the name of no key", hs256(signed(json!({"alg": "HS256", "kid": "third"})), &first)),
        ("no name", hs256(signed(json!({"alg": "HS256"})), &first)),
        ("null for a name", hs256(signed(json!({"alg": "HS256", "kid": null})), &first)),
        ("a number for a name", hs256(signed(json!({"alg": "HS256", "kid": 0})), &first)),
        ("a list for a name", hs256(signed(json!({"alg": "HS256", "kid": ["first"]})), &first)),
        ("__proto__ for a name", hs256(signed(json!({"alg": "HS256", "kid": "__proto__"})), &first)),
        ("an empty key", hs256(signed(json!({"alg": "HS256", "kid": "first"})), b"")),
        ("the text of the key for a key", hs256(signed(json!({"alg": "HS256", "kid": "first"})), KEYS[0].1.as_bytes())),
        ("a header that is null", hs256(signed(Value::Null), &first)),
        ("a header that is a text", hs256(signed(json!("HS256")), &first)),
        ("a header that is deeper than anybody reads", {
            let deep = BASE64URL.encode("[".repeat(100_000));
            hs256([deep.as_str(), &payload].join("."), &first)
        }),
    ]
}

/// The same receipt with one other byte, at each of its places, or one byte less.
fn forged(receipt: &str) -> impl Iterator<Item = (String, String)> {
    (0..receipt.len()).flat_map(move |place| {
        let (before, after) = (&receipt[..place], &receipt[place + 1..]);
        let byte = receipt.as_bytes()[place];
        // The neighbour of a last letter often stands for the same bytes, where a decoder is lenient.
        let others = [byte ^ 1, byte ^ 2, b'A', b'-', b'+', b'=', b'.', b' ', b'\n'];
        let replaced = others.into_iter().filter(move |other| *other != byte).map(move |other| {
            let name = format!("{:?} instead of {:?} at {place}", char::from(other), char::from(byte));
            (name, [before, &char::from(other).to_string(), after].concat())
        });
        replaced.chain([(format!("nothing at {place}"), [before, after].concat())])
    })
}
