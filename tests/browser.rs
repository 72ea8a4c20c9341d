//! The widget through its one seam, [`mount`](service_point_picker::mount), in a real browser with a `fetch` of our own.
#![cfg(target_family = "wasm")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends by panicking")]

#[path = "browser/fetch.rs"]
mod fetch;
#[path = "browser/host.rs"]
mod host;

use js_sys::Promise;
use service_point_picker::picker_core::Choice;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use fetch::{FakeFetch, Reply, available, json, points};
use host::{Host, Page, until};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_submitted_address_shows_rows() {
    let fetch = FakeFetch::new(|_, _| json(&points(3)));
    let page = Page::new();
    let host = Host::mount(&page).await;
    assert!(page.text("legend").contains("Pickup points"));
    assert_eq!(page.count("li.row"), 0);
    host.search("Via Romana 20, Firenze").await;

    assert_eq!(page.count("li.row"), 3);
    assert!(page.text("li.row .name").contains("Point 1"));
    assert!(page.text("li.row .distance").contains("100"));
    assert!(page.text("[role=status]").contains('3'), "{}", page.text("[role=status]"));
    assert_eq!(page.count("[role=alert] *"), 0);
    let requests = fetch.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    assert!(requests[0].starts_with("GET /api/service-points?country_code=IT&"), "{requests:?}");
    assert!(requests[0].contains("address=Via%20Romana%2020"), "{requests:?}");
    assert_eq!(host.told(), ["ready", "results"]);
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn hostile_text_is_text() {
    let hostile = points(1).replace("Point 1", "<img src=x onerror=alert(1)>\\u202e");
    let _fetch = FakeFetch::new(move |_, _| json(&hostile));
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    assert_eq!(page.count("li.row img, script"), 0);
    assert!(page.text("li.row bdi.name").starts_with("<img src=x"), "{}", page.text("li.row bdi.name"));
}

/// The shop's page may have put a `fetch` of its own in place, which throws where the standard rejects.
#[wasm_bindgen_test]
async fn a_fetch_that_throws_or_rejects_is_an_error_that_can_be_tried_again() {
    for reply in [Reply::Throw, Reply::Reject] {
        let fetch = FakeFetch::new(move |_, count| if count <= 2 { reply.clone() } else { json(&points(2)) });
        let page = Page::new();
        let host = Host::mount(&page).await;
        host.search("Firenze").await;
        assert_eq!(fetch.requests().len(), 2, "a request that nobody answered is sent twice");
        assert!(page.text("[role=alert]").contains("No connection"), "{}", page.text("[role=alert]"));
        assert_eq!(host.told(), ["ready", "failed endpoint_unreachable"]);
        page.click("[role=alert] button");
        assert!(until(|| page.count("li.row") == 2).await);
        assert_eq!(page.count("[role=alert] *"), 0);
        page.assert_no_errors();
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_answers_with_no_response_is_an_error() {
    let _fetch = FakeFetch::new(|_, _| Reply::Odd);
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    assert_eq!(host.told(), ["ready", "failed answer_malformed"]);
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn html_with_status_200_is_an_error_and_no_list() {
    let _fetch = FakeFetch::new(|_, _| Reply::Answer(200, "<!doctype html><p>Hello</p>".to_owned()));
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    assert_eq!(host.told(), ["ready", "failed answer_malformed"]);
    assert!(page.text("[role=alert]").contains("not available"), "{}", page.text("[role=alert]"));
    assert_eq!(page.count("li.row"), 0);
    assert_eq!(page.count("fieldset[aria-busy]"), 0);
}

#[wasm_bindgen_test]
async fn errors_of_the_endpoint_are_told_apart() {
    for (status, code, words) in [
        (400, "request_rejected", "did not work"),
        (401, "endpoint_setup", "not available"),
        (404, "not_found", "not available"),
        (429, "rate_limited", "Too many searches"),
        (503, "service_unavailable", "does not work at the moment"),
    ] {
        let body = r#"{"errors": [{"status": "400", "detail": "Wrong.", "source": {"parameter": "address"}}]}"#;
        let _fetch = FakeFetch::new(move |_, _| Reply::Answer(status, body.to_owned()));
        let page = Page::new();
        let host = Host::mount(&page).await;
        host.search("Firenze").await;
        assert_eq!(host.told(), ["ready".to_owned(), format!("failed {code}")], "{status}");
        assert!(page.text("[role=alert]").contains(words), "{status}: {}", page.text("[role=alert]"));
    }
}

/// What is longer than an answer of the API can be is not read; one that just fits is.
#[wasm_bindgen_test]
async fn a_body_that_never_seems_to_end_is_an_error() {
    let padded = |length: usize| {
        let mut body = points(1);
        body.push_str(&" ".repeat(length - body.len()));
        json(&body)
    };
    let (fits, too_long) = (padded(4_000_000), padded(4_000_001));
    let _fetch = FakeFetch::new(move |_, count| if count == 1 { fits.clone() } else { too_long.clone() });
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    assert_eq!(page.count("li.row"), 1);
    host.search("Fiesole").await;
    assert_eq!(host.told(), ["ready", "results", "failed answer_malformed"]);
    assert_eq!(page.count("li.row"), 1, "what was found before stays");
}

#[wasm_bindgen_test]
async fn unmounting_mid_request_aborts_it_and_leaves_nothing() {
    let fetch = FakeFetch::new(|_, _| Reply::Later);
    let page = Page::new();
    let host = Host::mount(&page).await;
    page.submit("Firenze");
    assert!(until(|| fetch.requests().len() == 1).await);
    assert!(!fetch.aborted(0));
    let told = host.log();
    drop(host);
    assert_eq!(page.root_children(), 0);
    assert!(fetch.aborted(0), "nobody waits for the answer any more");
    // An own fetch may answer although it was told to stop.
    fetch.answer(0, &json(&points(3)));
    host::turns(20).await;
    assert_eq!(page.root_children(), 0);
    assert_eq!(*told.borrow(), ["ready"]);
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn the_answer_to_an_older_search_is_dropped() {
    let fetch = FakeFetch::new(|_, _| Reply::Later);
    let page = Page::new();
    let host = Host::mount(&page).await;
    page.submit("Firenze");
    page.submit("Fiesole");
    assert!(until(|| fetch.requests().len() == 2).await);
    assert!(fetch.aborted(0) && !fetch.aborted(1));
    fetch.answer(1, &json(&points(2)));
    assert!(until(|| page.count("li.row") == 2).await);
    fetch.answer(0, &json(&points(5)));
    host::turns(20).await;
    assert_eq!(page.count("li.row"), 2);
    assert_eq!(host.told(), ["ready", "dropped", "results"]);
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn many_mounts_leave_no_nodes_and_no_sheets() {
    let fetch = FakeFetch::new(|_, _| json(&points(20)));
    let page = Page::new();
    let nodes_before = page.all_nodes();
    for turn in 0..30 {
        let host = Host::mount(&page).await;
        assert!(page.root_children() > 0);
        if turn % 10 == 0 {
            host.search("Firenze").await;
            assert_eq!(page.count("li.row"), 20);
        }
        drop(host);
        assert_eq!((page.root_children(), page.sheets()), (0, 1), "after {turn}");
    }
    assert_eq!(page.all_nodes(), nodes_before);
    assert_eq!(fetch.requests().len(), 3);
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn unmounting_before_anything_showed_is_no_error() {
    let page = Page::new();
    drop(Host::begin(&page, host::never));
    host::turns(5).await;
    assert_eq!(page.root_children(), 0);
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn two_pickers_of_a_page_do_not_know_of_each_other() {
    let _fetch = FakeFetch::new(|_, _| json(&points(2)));
    let (first, second) = (Page::new(), Page::new());
    let host = Host::mount(&first).await;
    let _other = Host::mount(&second).await;
    host.search("Firenze").await;
    assert_eq!((first.count("li.row"), second.count("li.row")), (2, 0));
    drop(host);
    assert!(second.root_children() > 0, "the other one stays");
    second.assert_no_errors();
}

fn points_and_check(available_now: bool) -> FakeFetch {
    FakeFetch::new(
        move |request, _| {
            if request.starts_with("POST") { json(&available(available_now)) } else { json(&points(3)) }
        },
    )
}

#[wasm_bindgen_test]
async fn a_choice_is_checked_then_proposed_then_reported() {
    let fetch = points_and_check(true);
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    assert_eq!(page.attribute("button.use", "disabled").as_deref(), Some(""), "nothing is chosen unasked");
    page.choose(1);
    assert!(until(|| page.attribute("button.use", "disabled").is_none()).await);
    page.click("button.use");
    assert!(until(|| host.told().len() == 5).await, "{:?}", host.told());

    assert_eq!(host.told(), ["ready", "results", "highlight", "propose 2 available", "change 2"]);
    assert_eq!(fetch.requests()[1], "POST /api/service-points/2/check-availability X-Service-Point-Picker: 1");
    let confirmed = host.handle.with_state(|state| state.selection.clone()).flatten().unwrap();
    assert!(confirmed.confirmed_at.ends_with('Z'), "{}", confirmed.confirmed_at);
    assert!(until(|| page.count(".summary") == 1).await);
    assert!(page.text(".summary").contains("Point 2"));
    page.assert_no_errors();
}

/// The API lists a shop once for each of its carriers; to a shopper it is one place.
#[wasm_bindgen_test]
async fn a_shop_of_two_carriers_is_one_row_with_a_choice_of_carrier() {
    let shop =
        points(3).replace("Point 2", "POINT 1").replace(r#""id":2,"#, r#""id":22,"#).replacen("43.772", "43.7713", 1);
    let (before, after) = shop.split_once("POINT 1").unwrap();
    // The fields of a point stand in the order of their names: the carrier of the second comes before its name.
    let at = before.rfind(r#""code":"dhl","name":"DHL""#).unwrap();
    let shop = [&before[..at], r#""code":"ups","name":"UPS""#, &before[at + 25..], "POINT 1", after].concat();
    let _fetch = FakeFetch::new(move |request, _| match request.starts_with("GET") {
        true => json(&shop),
        false => json(&available(true)),
    });
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    assert_eq!((page.count("li.row"), page.count("li.row input")), (2, 3));
    let carriers = page.text("li.row .shared");
    assert!(carriers.contains("DHL") && carriers.contains("UPS"), "the carriers stand side by side: {carriers}");
    assert!(page.text("li.row .distance").contains("100"));
    page.choose(1);
    assert!(until(|| page.text("li.row .distance").contains("200")).await, "the distance is that of the point chosen");
    page.click("button.use");
    assert!(until(|| page.count(".summary") == 1).await);
    let chosen = host.handle.with_state(|state| state.selection.clone()).flatten().unwrap().point;
    assert_eq!((chosen.id.get(), chosen.carrier.code.as_str()), (22, "ups"));
    page.assert_no_errors();
}

#[wasm_bindgen_test]
async fn a_host_that_says_no_takes_no_choice() {
    let answers = [
        || Promise::resolve(&JsValue::FALSE),
        || Promise::resolve(&JsValue::UNDEFINED),
        || Promise::reject(&JsValue::from("the shop's own error")),
    ];
    for answer in answers {
        let _fetch = points_and_check(true);
        let page = Page::new();
        let host = Host::mount_with(&page, answer).await;
        host.search("Firenze").await;
        page.choose(0);
        host::turns(2).await;
        page.click("button.use");
        assert!(until(|| page.text("[role=alert]").contains("cannot deliver to Point 1")).await);
        assert_eq!(host.told(), ["ready", "results", "highlight", "propose 1 available"]);
        let state = host.handle.with_state(|state| (state.choice, state.selection.is_none()));
        assert_eq!(state, Some((Choice::Open, true)));
        assert_eq!(page.count(".summary"), 0);
        page.assert_no_errors();
    }
}

#[wasm_bindgen_test]
async fn a_point_that_became_unavailable_is_not_proposed() {
    let _fetch = points_and_check(false);
    let page = Page::new();
    let host = Host::mount(&page).await;
    host.search("Firenze").await;
    page.choose(0);
    host::turns(2).await;
    page.click("button.use");
    assert!(until(|| page.text("[role=alert]").contains("Point 1 cannot take your parcel")).await);
    assert_eq!(host.told(), ["ready", "results", "highlight", "failed point_unavailable"]);
    assert!(until(|| page.count("li.row.gone") == 1).await);
}

#[wasm_bindgen_test]
async fn unmounting_while_the_host_thinks_is_no_error() {
    let _fetch = points_and_check(true);
    let page = Page::new();
    let host = Host::mount_with(&page, host::never).await;
    host.search("Firenze").await;
    page.choose(0);
    host::turns(2).await;
    page.click("button.use");
    assert!(until(|| host.told().len() == 4).await, "{:?}", host.told());
    drop(host);
    host::turns(20).await;
    assert_eq!(page.root_children(), 0);
    page.assert_no_errors();
}
