//! The widget's way of reading an answer, from the bytes of a response on, agrees with the native one on every answer of
//! the shared suite, and with what the suite expects.

#[path = "../../tests/fixtures/answers.rs"]
mod answers;

use std::rc::Rc;

use js_sys::{Promise, Reflect, global};
use picker_core::{Answer, Call};
use service_points::{Search, ServicePointId};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Headers, Response, ResponseInit};

use super::Clock;
use crate::browser::send;
use answers::{Asked, Case, Read, cases};

wasm_bindgen_test_configure!(run_in_browser);

/// A `fetch` that gives one response, until it is dropped.
struct Fetch {
    before: JsValue,
    _fetch: Closure<dyn FnMut() -> Promise>,
}

impl Fetch {
    fn new(case: &Case) -> Self {
        let headers = Headers::new().unwrap();
        if let Some(retry_after) = &case.retry_after {
            headers.set("Retry-After", retry_after).unwrap();
        }
        let options = ResponseInit::new();
        options.set_status(case.status);
        options.set_headers(&headers);
        let mut body = case.body.clone();
        let response: JsValue = Response::new_with_opt_u8_array_and_init(Some(&mut body), &options).unwrap().into();
        let fetch = Closure::<dyn FnMut() -> Promise>::new(move || Promise::resolve(&response));
        let before = Reflect::get(&global(), &"fetch".into()).unwrap();
        Reflect::set(&global(), &"fetch".into(), fetch.as_ref()).unwrap();
        Self { before, _fetch: fetch }
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        let _ = Reflect::set(&global(), &"fetch".into(), &self.before);
    }
}

async fn here(case: &Case) -> Read {
    let id = ServicePointId::new(1_000_002).unwrap();
    let call = match case.call {
        Asked::List => Call::List(Box::new(Search::parse("country_code=NL&use_integration_carriers=1").unwrap())),
        Asked::Point => Call::Retrieve(id),
        Asked::Availability => Call::Check(id),
    };
    let _fetch = Fetch::new(case);
    let read = Rc::new(std::cell::Cell::new(None));
    let promise = Promise::new(&mut |resolve, _| {
        let (read, call) = (Rc::clone(&read), call.clone());
        let _controller = send("/api", None, 15_000, None, move |reply| {
            read.set(Some(super::read(&call, reply, &Clock::default())));
            resolve.call0(&JsValue::UNDEFINED).unwrap();
        });
    });
    JsFuture::from(promise).await.unwrap();
    match read.take().unwrap() {
        Ok(Answer::List(list)) => Read::List(*list),
        Ok(Answer::Point(point)) => Read::Point(point),
        Ok(Answer::Available(available)) => Read::Available(available),
        Ok(Answer::Signed(_)) => unreachable!("no case asks for a signature"),
        Err(error) => Read::Failed(error),
    }
}

#[wasm_bindgen_test]
async fn every_answer_is_read_as_expected_and_as_natively() {
    let mut complaints = Vec::new();
    for case in cases() {
        let read = here(&case).await;
        complaints.extend(case.complaint(&read));
        if read != case.read_natively() {
            complaints.push(format!("{}: the two readers disagree", case.name));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
