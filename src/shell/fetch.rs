//! Carries a call out with the browser's own `fetch`: the smallest HTTP client there is.

use js_sys::Promise;
use picker_core::{Answer, Call};
use service_points::{Error, Method, RetryAfter, read_availability, read_error, read_list, read_point};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCredentials, RequestInit, RequestRedirect, Response};

use super::Clock;
use super::read::Value;

/// No answer of the API is nearly as long, in UTF-16 units; what is longer is not its answer.
const MAX_LENGTH: u32 = 4_000_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(address: &str, options: &RequestInit) -> Result<Promise, JsValue>;

    /// The text stays in the browser: it never has to be copied into the wasm's memory.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// Sends a call and reads its answer. A fetch that was aborted ends as [`Error::NoAnswer`].
pub(super) async fn answer(endpoint: &str, call: &Call, signal: &AbortSignal, clock: &Clock) -> Result<Answer, Error> {
    let request = call.request();
    let options = RequestInit::new();
    options.set_signal(Some(signal));
    options.set_credentials(RequestCredentials::Omit);
    options.set_redirect(RequestRedirect::Error);
    if request.method == Method::Post {
        let headers = Headers::new().map_err(|_| Error::NoAnswer)?;
        headers.set("X-Service-Point-Picker", "1").map_err(|_| Error::NoAnswer)?;
        options.set_method("POST");
        options.set_headers(&headers);
    }
    let address = [endpoint, &request.target].concat();
    let promise = fetch(&address, &options).map_err(|_| Error::NoAnswer)?;
    let response = JsFuture::from(promise).await.map_err(|_| Error::NoAnswer)?;
    let response: Response = response.dyn_into().map_err(|_| Error::Malformed)?;
    clock.learn(&response.headers());
    let text = response.text().map_err(|_| Error::Malformed)?;
    let text = JsFuture::from(text).await.map_err(|_| Error::NoAnswer)?;
    read(call, &response, &text)
}

fn read(call: &Call, response: &Response, text: &JsValue) -> Result<Answer, Error> {
    let length = text.unchecked_ref::<js_sys::JsString>().length();
    let body = if length > MAX_LENGTH { None } else { parse(text).ok().map(Value::root) };
    if !response.ok() {
        return Err(read_error(response.status(), retry_after(&response.headers()), body.as_ref()));
    }
    let body = body.ok_or(Error::Malformed)?;
    match call {
        Call::List(_) => read_list(&body).map(|list| Answer::List(Box::new(list))),
        Call::Retrieve(_) => read_point(&body).map(|point| Answer::Point(Box::new(point))),
        Call::Check(_) => read_availability(&body).map(Answer::Available),
    }
}

fn retry_after(headers: &Headers) -> Option<RetryAfter> {
    let header = headers.get("Retry-After").ok()??;
    let date = || {
        let milliseconds = js_sys::Date::parse(&header);
        milliseconds.is_finite().then_some(RetryAfter::At((milliseconds / 1000.0) as i64))
    };
    RetryAfter::from_seconds(&header).or_else(date)
}
