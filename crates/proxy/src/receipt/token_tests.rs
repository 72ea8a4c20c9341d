use super::*;

const NEW: &str = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTAwMDE";
const OLD: &str = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTAwMDI";

fn keys(names: &[(&str, &str)]) -> ReceiptKeys {
    let keys: Vec<_> = names.iter().map(|(kid, k)| json!({"kty": "oct", "kid": kid, "k": k})).collect();
    ReceiptKeys::read(&json!({"keys": keys}).to_string()).unwrap()
}

fn claims(post_number: Option<&str>) -> Claims {
    Claims {
        id: "1000001".parse().unwrap(),
        carrier: "dhl".to_owned(),
        post_number: post_number.map(|number| service_points::PostNumber::new(number).unwrap()),
        iat: 1000,
        exp: 2000,
    }
}

/// Signed with the key `new`, whatever it says.
fn signed(header: &str, claims: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &BASE64URL.decode(NEW).unwrap());
    let signed = [BASE64URL.encode(header), BASE64URL.encode(claims)].join(".");
    let signature = BASE64URL.encode(hmac::sign(&key, signed.as_bytes()));
    [signed, signature].join(".")
}

#[test]
fn a_receipt_is_the_jws_that_anybody_else_would_make() {
    let receipt = keys(&[("new", NEW)]).sign(&claims(Some("0012345678")));
    let parts: Vec<_> =
        receipt.split('.').map(|part| String::from_utf8(BASE64URL.decode(part).unwrap_or_default())).collect();
    assert_eq!(parts[0].as_ref().unwrap(), r#"{"alg":"HS256","kid":"new","typ":"JWT"}"#);
    let expected = r#"{"id":"1000001","carrier":"dhl","post_number":"0012345678","iat":1000,"exp":2000}"#;
    assert_eq!(parts[1].as_ref().unwrap(), expected);
    // `printf '%s' "${receipt%.*}" | openssl dgst -sha256 -hmac canary-canary-canary-canary-0001 -binary | basenc --base64url`
    assert_eq!(receipt.rsplit('.').next(), Some("huCV4niCM0uDbW57xWp9ZgES3XKJG1kl3ngnAdmFy5Y"));
    let without = keys(&[("new", NEW)]).sign(&claims(None));
    let json = BASE64URL.decode(without.split('.').nth(1).unwrap()).unwrap();
    assert!(String::from_utf8(json).unwrap().contains(r#""post_number":null"#));
}

#[test]
fn it_counts_until_it_expires_with_any_of_the_keys() {
    let rotated = keys(&[("new", NEW), ("old", OLD)]);
    for signer in [keys(&[("new", NEW)]), keys(&[("old", OLD)])] {
        for claims in [claims(None), claims(Some("1234567"))] {
            let receipt = signer.sign(&claims);
            assert_eq!(rotated.verify(&receipt, 1999), Ok(claims));
            assert_eq!(rotated.verify(&receipt, 2000), Err(ReceiptError::Expired));
        }
    }
    let gone = keys(&[("old", OLD)]).sign(&claims(None));
    assert_eq!(keys(&[("new", NEW)]).verify(&gone, 1500), Err(ReceiptError::UnknownKey));
    let namesake = keys(&[("new", OLD)]).sign(&claims(None));
    assert_eq!(rotated.verify(&namesake, 1500), Err(ReceiptError::Forged));
}

#[test]
fn one_byte_that_is_another_makes_it_no_receipt() {
    let keys = keys(&[("new", NEW), ("old", OLD)]);
    let receipt = keys.sign(&claims(Some("1234567")));
    for place in 0..receipt.len() {
        for byte in 0..=127_u8 {
            let mut forged = receipt.clone().into_bytes();
            forged[place] = byte;
            let forged = String::from_utf8(forged).unwrap();
            assert_eq!(keys.verify(&forged, 1500).is_ok(), forged == receipt, "{forged}");
        }
        let shorter = [&receipt[..place], &receipt[place + 1..]].concat();
        assert!(keys.verify(&shorter, 1500).is_err(), "{shorter}");
    }
}

#[test]
fn only_hs256_and_a_named_key_count() {
    let keys = keys(&[("new", NEW)]);
    let good = claims(None).to_json();
    assert!(keys.verify(&signed(r#"{"alg":"HS256","kid":"new","typ":"other"}"#, &good), 1500).is_ok());
    for (header, error) in [
        (r#"{"alg":"none","kid":"new"}"#, ReceiptError::Algorithm),
        (r#"{"alg":"None","kid":"new"}"#, ReceiptError::Algorithm),
        (r#"{"alg":"hs256","kid":"new"}"#, ReceiptError::Algorithm),
        (r#"{"alg":"HS512","kid":"new"}"#, ReceiptError::Algorithm),
        (r#"{"alg":"RS256","kid":"new"}"#, ReceiptError::Algorithm),
        (r#"{"alg":"HS256","kid":"other"}"#, ReceiptError::UnknownKey),
        (r#"{"alg":"HS256","kid":""}"#, ReceiptError::UnknownKey),
        (r#"{"alg":"HS256"}"#, ReceiptError::UnknownKey),
        (r#"{"alg":"HS256","kid":"new","crit":["exp"]}"#, ReceiptError::Malformed),
        (r#"{"alg":"none","alg":"HS256","kid":"new"}"#, ReceiptError::Malformed),
        (r#"{"alg":["HS256"],"kid":"new"}"#, ReceiptError::Malformed),
        (r#"{"kid":"new"}"#, ReceiptError::Malformed),
        ("null", ReceiptError::Malformed),
    ] {
        assert_eq!(keys.verify(&signed(header, &good), 1500), Err(error), "{header}");
    }
    let receipt = signed(r#"{"alg":"none","kid":"new"}"#, &good);
    let unsigned = &receipt[..=receipt.rfind('.').unwrap()];
    assert_eq!(keys.verify(unsigned, 1500), Err(ReceiptError::Algorithm));
}

#[test]
fn what_is_signed_and_no_receipt_does_not_count() {
    let keys = keys(&[("new", NEW)]);
    let header = r#"{"alg":"HS256","kid":"new"}"#;
    for claims in [
        r#"{"id":"1","carrier":"dhl","iat":1000,"exp":"2000"}"#,
        r#"{"id":"1","carrier":"dhl","iat":1000}"#,
        r#"{"id":1,"carrier":"dhl","iat":1000,"exp":2000}"#,
        r#"{"id":"0","carrier":"dhl","iat":1000,"exp":2000}"#,
        r#"{"id":"1","carrier":"dhl","post_number":"1","iat":1000,"exp":2000}"#,
        r#"{"sub":"somebody","exp":2000}"#,
        "",
    ] {
        assert_eq!(keys.verify(&signed(header, claims), 1500), Err(ReceiptError::Malformed), "{claims}");
    }
    for text in ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "\u{e9}.\u{e9}.\u{e9}"] {
        assert_eq!(keys.verify(text, 1500), Err(ReceiptError::Malformed), "{text}");
    }
    let receipt = keys.sign(&self::claims(None));
    for text in
        [format!(" {receipt}"), format!("{receipt}="), format!("{receipt}."), format!("{receipt}{}", "A".repeat(2000))]
    {
        assert_eq!(keys.verify(&text, 1500), Err(ReceiptError::Malformed), "{text}");
    }
}
