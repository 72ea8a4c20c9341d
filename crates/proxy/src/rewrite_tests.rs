use super::*;

fn relative(code: &str, url: &str) -> Option<String> {
    url.starts_with("https://").then(|| format!("carriers/{code}.svg"))
}

#[test]
fn icons_come_from_the_proxy_and_logos_from_nowhere() {
    let body = r#"{"data": {"geocoding": {"status": "matched"}, "results": [
        {"id": 1, "carrier": {"code": "dhl", "name": "DHL", "logo_url": "https://x/l.svg", "icon_url": "https://x/i.svg"}, "distance": 5},
        {"id": 2, "carrier": {"icon_url": "javascript:alert(1)", "code": "evil", "logo_url": "data:,"}},
        {"id": 3, "carrier": {"code": "ups", "logo_url": null, "icon_url": null}}]}}"#;
    let expected = concat!(
        r#"{"data":{"geocoding":{"status": "matched"},"results":["#,
        r#"{"id":1,"carrier":{"code":"dhl","name":"DHL","logo_url":null,"icon_url":"carriers/dhl.svg"},"distance":5},"#,
        r#"{"id":2,"carrier":{"icon_url":null,"code":"evil","logo_url":null}},"#,
        r#"{"id":3,"carrier":{"code":"ups","logo_url":null,"icon_url":null}}]}}"#
    );
    assert_eq!(rewrite(body.as_bytes(), relative).as_deref(), Ok(expected));
}

#[test]
fn a_single_point_is_rewritten_too() {
    let body = br#"{"data":{"id":7,"carrier":{"code":"gls","icon_url":"https://x/y.png"}}}"#;
    let expected = r#"{"data":{"id":7,"carrier":{"code":"gls","icon_url":"carriers/gls.svg"}}}"#;
    assert_eq!(rewrite(body, relative).as_deref(), Ok(expected));
}

#[test]
fn everything_else_keeps_its_bytes() {
    let deep = format!("{}{}", "[".repeat(2000), "]".repeat(2000));
    for data in [
        r#"{"results":[{"id":9223372036854775808,"position":{"latitude":1e999}}]}"#.to_owned(),
        r#"{"results":[{"__proto__":{"x":1},"name":"\ud83d\ude00 \u0000"},null,7,"x",[]]}"#.to_owned(),
        r#"{"results":"none"}"#.to_owned(),
        r#"{"is_available":true}"#.to_owned(),
        r#"{"carrier":[]}"#.to_owned(),
        "null".to_owned(),
        deep,
    ] {
        let body = format!(r#"{{"data":{data}}}"#);
        assert_eq!(rewrite(body.as_bytes(), relative).as_deref(), Ok(body.as_str()));
    }
}

#[test]
fn no_spelling_of_a_key_escapes() {
    let body =
        br#"{"d\u0061ta":{"carrier":{"code":"a","code":"b","icon\u005furl":"https://1","icon_url":"https://2"}}}"#;
    let expected =
        r#"{"data":{"carrier":{"code":"a","code":"b","icon_url":"carriers/b.svg","icon_url":"carriers/b.svg"}}}"#;
    assert_eq!(rewrite(body, relative).as_deref(), Ok(expected));
}

#[test]
fn what_is_no_json_object_is_refused() {
    let bad: [&[u8]; 9] = [
        b"",
        b"<html></html>",
        br#"{"data":{"results":["#,
        br#"{"data":1} trailing"#,
        b"[]",
        b"7",
        b"\xff\xfe",
        br#"{"data":"lone \udc00 surrogate", x}"#,
        br#"{data:1}"#,
    ];
    for body in bad {
        assert_eq!(rewrite(body, relative), Err(NotAnObject), "{}", String::from_utf8_lossy(body));
    }
}

/// What would become of every answer that differs from a good one in a single byte.
#[test]
fn it_takes_what_is_json_and_nothing_else() {
    let good = r#" {"data" : {"geocoding":null,"results":[{"id":1,"carrier":{"code":"dhl","icon_url":"http://x"}},[],{}, 7 ,{"a":-1.5e9}],
        "carrier":{"logo_url":"\u00e9"} , "t":[true,{"x":{}}]},"data":[1,2],"d\u0061ta":{"results":[]},"meta":"\\"} "#;
    let (mut taken, mut refused) = (0, 0);
    for at in 0..good.len() {
        for new in ["", ",", "{", "}", "[", "]", "\"", ":", "\\", "1", "e", " ", "\n", "\u{b}", "-", "nul"] {
            let text = [&good[..at], new, &good[at + 1..]].concat();
            let is_json = serde_json::from_str::<Object<'_>>(&text).is_ok();
            let rewritten = rewrite(text.as_bytes(), |_, _| Some("icon".to_owned()));
            assert_eq!(rewritten.is_ok(), is_json, "{text}");
            if let Ok(rewritten) = rewritten {
                assert!(serde_json::from_str::<Object<'_>>(&rewritten).is_ok(), "{text} became {rewritten}");
                taken += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(taken > 500 && refused > 500, "{taken} {refused}");
}
