use std::time::{Duration, SystemTime};

use bytes::{BufMut as _, Bytes, BytesMut};
use http::StatusCode;
use memchr::memmem;
use serde::Deserialize;

use super::asked::Asked;
use super::cell::Cell;
use super::spans::Spans;
use crate::answer::Page;
use crate::calendar::week_left;

/// How long answers are kept, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Answered without a second thought.
    pub fresh: Duration,
    /// Answered while a new one is fetched.
    pub renewable: Duration,
    /// Answered when no new one can be had.
    pub usable: Duration,
    /// For how long somebody who has an old answer waits for a new one.
    pub patience: Duration,
    /// All of them together.
    pub bytes: u64,
}

/// What is not there may be there in a minute.
const NOT_FOUND: Duration = Duration::from_secs(60);

/// An answer, and until when it counts; instants of the proxy's clock.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) page: Page,
    spans: Option<Spans>,
    pub(super) fresh: Duration,
    pub(super) renewable: Duration,
    pub(super) usable: Duration,
}

impl Kept {
    /// An answer that came `now` and that the API made at `made`. Without lifetimes, and for answers that are none worth
    /// keeping, it is at its end already.
    pub(super) fn new(
        page: Page,
        asked: &Asked,
        lifetimes: Option<&Lifetimes>,
        now: Duration,
        made: SystemTime,
    ) -> Self {
        let mut page = page;
        let mut spans = None;
        if let Some(full_at) = asked.full_at.filter(|_| page.status == StatusCode::OK) {
            spans = Spans::read(&page.body).filter(|spans| spans.count() < full_at as usize);
            if spans.is_none() {
                // That the cell is full is all that is worth knowing of it.
                page = page.with_body(Bytes::new());
            }
        }
        let [fresh, renewable, usable] = match lifetimes {
            Some(lifetimes) => spells(&page, asked, lifetimes, made),
            None => [Duration::ZERO; 3],
        };
        Self { page, spans, fresh: now + fresh, renewable: now + renewable, usable: now + usable }
    }

    /// The body of a search in this cell; `None` when the cell does not hold all of its points.
    pub(super) fn within(&self, cell: &Cell) -> Option<Bytes> {
        self.spans.as_ref().map(|spans| spans.within(&self.page.body, cell))
    }
}

fn spells(page: &Page, asked: &Asked, lifetimes: &Lifetimes, made: SystemTime) -> [Duration; 3] {
    let Lifetimes { fresh, renewable, usable, .. } = *lifetimes;
    match page.status {
        StatusCode::OK => {
            let said = Said::of(&page.body, asked);
            let country = asked.country.map(|country| country.as_str().to_owned()).or(said.country);
            let week = week_left(&country.unwrap_or_default(), made);
            let spells = if said.not_found { [NOT_FOUND; 3] } else { [fresh, renewable, usable] };
            spells.map(|spell| spell.min(week))
        }
        StatusCode::NOT_FOUND => [NOT_FOUND.min(fresh); 3],
        _ => [Duration::ZERO; 3],
    }
}

/// What a body says of itself that matters for keeping it.
#[derive(Default)]
struct Said {
    not_found: bool,
    country: Option<String>,
}

#[derive(Deserialize)]
struct Body {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    #[serde(default)]
    geocoding: Option<Geocoding>,
    #[serde(default)]
    address: Option<Address>,
}

#[derive(Deserialize)]
struct Geocoding {
    #[serde(default)]
    status: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    #[serde(default)]
    country_code: Option<String>,
}

impl Said {
    /// Of a list, only whether its address was found is to be known, and a long list of points does not say the
    /// contrary: it is not read once more for that.
    fn of(body: &[u8], asked: &Asked) -> Self {
        let nothing = asked.country.is_some() && memmem::find(body, b"not_found").is_none();
        if nothing { Self::default() } else { Self::read(body) }
    }

    fn read(body: &[u8]) -> Self {
        let Ok(Body { data }) = serde_json::from_slice(body) else { return Self::default() };
        let not_found = data.geocoding.and_then(|geocoding| geocoding.status).as_deref() == Some("not_found");
        Self { not_found, country: data.address.and_then(|address| address.country_code) }
    }
}

/// The same body with `meta.stale`, so that the picker can say that it may be out of date.
pub(super) fn marked(body: &Bytes, reason: &str) -> Bytes {
    let Some(end) = body.iter().rposition(|byte| *byte == b'}') else { return body.clone() };
    let comma = if body[..end].iter().rfind(|byte| !byte.is_ascii_whitespace()) == Some(&b'{') { "" } else { "," };
    let mut marked = BytesMut::with_capacity(body.len() + 64);
    marked.put_slice(&body[..end]);
    marked.put_slice([comma, "\"meta\":{\"stale\":true,\"reason\":\"", reason, "\"}}"].concat().as_bytes());
    marked.freeze()
}

/// What an answer weighs, its encodings and its bookkeeping included.
pub(super) fn size(key: &str, kept: &Kept) -> u32 {
    let spans = kept.spans.as_ref().map_or(0, Spans::count) * 48;
    let bytes = key.len() + kept.page.body.len() * 3 / 2 + spans + 512;
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_added_and_nothing_changed() {
        for (body, expected) in [
            (r#"{"data":{"results":[]}} "#, r#"{"data":{"results":[]},"meta":{"stale":true,"reason":"x"}}"#),
            ("{ }", r#"{ "meta":{"stale":true,"reason":"x"}}"#),
        ] {
            assert_eq!(marked(&Bytes::from(body), "x"), expected);
        }
    }

    #[test]
    fn what_matters_of_a_body_is_found() {
        let said = Said::read(br#"{"data":{"results":[{"geocoding":1}],"geocoding":{"status":"not_found"}}}"#);
        assert!(said.not_found && said.country.is_none());
        let said = Said::read(br#"{"data":{"id":1,"address":{"country_code":"IT","city":"x"}}}"#);
        assert_eq!((said.not_found, said.country.as_deref()), (false, Some("IT")));
        for body in ["", "[]", r#"{"data":[]}"#, r#"{"data":{"geocoding":null,"address":null}}"#] {
            let said = Said::read(body.as_bytes());
            assert!(!said.not_found && said.country.is_none(), "{body}");
        }
    }
}
