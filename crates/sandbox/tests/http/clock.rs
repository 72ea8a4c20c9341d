use serde_json::json;

use crate::support::Client;

#[tokio::test]
async fn hours_and_date_go_by_the_clock() {
    let client = Client::new();
    let shop = json!(1_000_001);
    for (now, date, next, tomorrow) in [
        ("2026-03-10T20:00:00Z", "Tue, 10 Mar 2026 20:00:00 GMT", "2026-03-11T09:00:00+01:00", true),
        ("2026-07-03T09:00:00Z", "Fri, 03 Jul 2026 09:00:00 GMT", "2026-07-06T09:00:00+02:00", false),
        ("2026-07-05T22:30:00Z", "Sun, 05 Jul 2026 22:30:00 GMT", "2026-07-06T09:00:00+02:00", true),
    ] {
        client.set_clock(now).await;
        let answer = client.retrieve(&shop).await;
        assert_eq!(answer.header("date"), date);
        let point = &answer.json()["data"];
        assert_eq!(
            (point["next_open_at"].as_str(), point["is_open_tomorrow"].as_bool()),
            (Some(next), Some(tomorrow)),
            "{now}"
        );
    }
}

#[tokio::test]
async fn islands_far_out_keep_their_own_time() {
    let client = Client::new();
    for (country, town, offset) in [
        ("ES", "Madrid", "+01:00"),
        ("ES", "Las Palmas de Gran Canaria", "+00:00"),
        ("PT", "Lisboa", "+00:00"),
        ("PT", "Ponta Delgada", "-01:00"),
        ("GB", "London", "+00:00"),
        ("DE", "Berlin", "+01:00"),
    ] {
        let points = client.near(country, town, &[("limit", "20")]).await.results();
        assert!(!points.is_empty(), "{town}");
        let next = points.iter().filter_map(|point| point["next_open_at"].as_str());
        assert!(
            next.clone().count() > 0 && next.clone().all(|next| next.ends_with(offset)),
            "{town}: {:?}",
            next.collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn a_clock_that_cannot_be_read_is_refused() {
    let client = Client::new();
    for body in ["", "{}", r#"{"clock":"noon"}"#, r#"{"clock":"2026-11-22"}"#, r#"{"clock":"system","x":1}"#] {
        assert_eq!(client.ask("PUT", "/sandbox/clock", body).await.status, 400, "{body}");
    }
    client.set_clock("system").await;
    assert_eq!(client.get("/sandbox/faults").await.json()["clock"], "system");
}
