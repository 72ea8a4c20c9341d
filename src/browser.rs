//! What `browser.js` and the browser itself do for the widget: calls, promises and timers. In wasm they would cost a
//! shopper ten times as much.

use js_sys::Function;
use service_points::Position;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since 1970, by this device.
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    pub(crate) fn now() -> f64;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(run: &JsValue, milliseconds: u32);

    #[wasm_bindgen(js_name = setInterval)]
    fn set_interval(run: &JsValue, milliseconds: u32) -> f64;

    #[wasm_bindgen(js_name = clearInterval)]
    fn clear_interval(id: f64);
}

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    fn exchange(
        address: &str,
        post: Option<&str>,
        milliseconds: u32,
        token: Option<&Function>,
        done: &JsValue,
    ) -> AbortController;

    // What has no text or number to convert would be imported past the glue, whose names are the ones that are shortened.
    #[wasm_bindgen(catch)]
    fn settle(promise: &JsValue, done: &JsValue) -> Result<(), JsValue>;

    /// This instant, in ISO 8601 and UTC.
    pub(crate) fn instant() -> String;

    #[wasm_bindgen(catch, js_name = canLocate)]
    fn browser_can_locate() -> Result<bool, JsValue>;

    #[wasm_bindgen(js_name = locate)]
    fn locate_shopper(milliseconds: u32, done: &JsValue);

    /// Where the shopper is, or why that is not known.
    type Located;

    #[wasm_bindgen(method, getter, structural)]
    fn latitude(this: &Located) -> Option<f64>;

    #[wasm_bindgen(method, getter, structural)]
    fn longitude(this: &Located) -> Option<f64>;

    #[wasm_bindgen(method, getter, structural)]
    fn code(this: &Located) -> Option<u32>;

    #[cfg(test)]
    #[wasm_bindgen(js_name = madeAt)]
    pub(crate) fn made_at(headers: &web_sys::Headers) -> f64;

    /// An answer of the endpoint. Numbers that its headers do not tell are NaN.
    #[derive(Clone)]
    pub(crate) type Reply;

    /// HTTP status.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn status(this: &Reply) -> u16;

    /// When it was made: milliseconds since 1970.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn made(this: &Reply) -> f64;

    /// `Retry-After` in its form with seconds.
    #[wasm_bindgen(method, getter, structural, js_name = waitSeconds)]
    pub(crate) fn wait_seconds(this: &Reply) -> f64;

    /// `Retry-After` in its form with a date: seconds since 1970.
    #[wasm_bindgen(method, getter, structural, js_name = waitUntil)]
    pub(crate) fn wait_until(this: &Reply) -> f64;

    /// What `JSON.parse` made of the body; undefined when it is no JSON, or longer than an answer can be.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn body(this: &Reply) -> JsValue;
}

/// A function that the browser calls until it is dropped. All are of this type, since each further one costs a shopper 150
/// bytes.
#[inline(never)]
pub(crate) fn repeatedly(run: Box<dyn FnMut(JsValue)>) -> Closure<dyn FnMut(JsValue)> {
    Closure::wrap(run)
}

/// A function that the browser calls once.
#[inline(never)]
fn once(run: Box<dyn FnOnce(JsValue)>) -> JsValue {
    Closure::once_into_js(run)
}

/// Runs once after some milliseconds.
pub(crate) fn after(milliseconds: u32, run: impl FnOnce() + 'static) {
    set_timeout(&once(Box::new(|_| run())), milliseconds);
}

/// Sends a call, with `post` as the body of a POST, and hears of its answer once, whatever happens: of none when the network fails, the time
/// is up, or the controller aborts. `token` gives the tokens for it, which it is sent with.
pub(crate) fn send(
    address: &str,
    post: Option<&str>,
    milliseconds: u32,
    token: Option<&Function>,
    done: impl FnOnce(Option<Reply>) + 'static,
) -> AbortController {
    let done = |reply: JsValue| done((!reply.is_undefined()).then(|| reply.unchecked_into()));
    exchange(address, post, milliseconds, token, &once(Box::new(done)))
}

/// Whether the browser could tell where the shopper is.
pub(crate) fn can_locate() -> bool {
    browser_can_locate().unwrap_or(false)
}

/// Asks the browser where the shopper is, who may be asked in turn. Without an answer: whether it was refused.
pub(crate) fn locate(milliseconds: u32, done: impl FnOnce(Result<Position, bool>) + 'static) {
    let done = move |located: JsValue| {
        let located: Located = located.unchecked_into();
        let place = located.latitude().zip(located.longitude());
        let place = place.and_then(|(latitude, longitude)| Position::new(latitude, longitude).ok());
        done(place.ok_or_else(|| located.code() == Some(1)));
    };
    locate_shopper(milliseconds, &once(Box::new(done)));
}

/// Hears whether a promise gives something true.
pub(crate) fn when_settled(promise: &JsValue, done: impl FnOnce(bool) + 'static) {
    // What promises nothing says neither yes nor no, and so no.
    let _ = settle(promise, &once(Box::new(|answer| done(answer.is_truthy()))));
}

/// Runs again and again, until it is dropped.
pub(crate) struct Interval {
    id: f64,
    _run: Closure<dyn FnMut(JsValue)>,
}

impl Interval {
    pub(crate) fn new(milliseconds: u32, mut run: impl FnMut() + 'static) -> Self {
        let run = repeatedly(Box::new(move |_| run()));
        Self { id: set_interval(run.as_ref(), milliseconds), _run: run }
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        clear_interval(self.id);
    }
}
