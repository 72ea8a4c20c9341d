//! A `fetch` that answers as a test wants it to, in place of the browser's.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Math, Promise, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Headers, Response, ResponseInit};

/// What comes of a request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// A status and a body.
    Answer(u16, String),
    /// Nothing, until [`FakeFetch::answer`] says it.
    Later,
    /// `fetch` itself throws.
    Throw,
    /// The promise is rejected, as when there is no network.
    Reject,
    /// The promise is fulfilled with something that is no response.
    Odd,
}

/// A body of JSON with status 200.
pub(crate) fn json(body: &str) -> Reply {
    Reply::Answer(200, body.to_owned())
}

/// An answer to a search with so many points, each 100 m further away.
pub(crate) fn points(count: u32) -> String {
    let point = |number: u32| -> Value {
        json!({
            "id": number, "name": format!("Point {number}"), "carrier": {"code": "dhl", "name": "DHL"},
            "carrier_service_point_id": number.to_string(), "general_shop_type": "servicepoint",
            "address": {"street": "Via Romana", "house_number": number.to_string(), "postal_code": "50125",
                        "city": "Firenze", "country_code": "IT"},
            "position": {"latitude": 43.77 + f64::from(number) / 1000.0, "longitude": 11.25},
            "opening_times": {"monday": [{"start_time": "09:00", "end_time": "19:00"}]},
            "distance": number * 100,
        })
    };
    let results: Vec<Value> = (1..=count).map(point).collect();
    json!({"data": {"results": results, "geocoding": null}}).to_string()
}

/// An answer to a check.
pub(crate) fn available(available: bool) -> String {
    json!({"data": {"is_available": available}}).to_string()
}

#[derive(Default)]
struct Seen {
    requests: Vec<String>,
    signals: Vec<AbortSignal>,
    resolvers: Vec<Option<Function>>,
}

type Fetch = dyn FnMut(String, JsValue) -> Result<Promise, JsValue>;

/// Stands in for `fetch` until it is dropped. What is random is 0 meanwhile, so that no second try waits.
pub(crate) struct FakeFetch {
    seen: Rc<RefCell<Seen>>,
    before: [JsValue; 2],
    _closures: (Closure<Fetch>, Closure<dyn FnMut() -> f64>),
}

impl FakeFetch {
    /// `reply` gets a request, such as `GET /api/service-points?…`, and its number, from 1 on.
    pub(crate) fn new(mut reply: impl FnMut(&str, usize) -> Reply + 'static) -> Self {
        let seen = Rc::new(RefCell::new(Seen::default()));
        let kept = Rc::clone(&seen);
        let fetch = Closure::<Fetch>::new(move |address: String, options: JsValue| {
            let request = describe(&address, &options);
            let mut seen = kept.borrow_mut();
            seen.signals.push(field(&options, "signal").unchecked_into());
            let reply = reply(&request, seen.signals.len());
            seen.requests.push(request);
            seen.resolvers.push(None);
            match reply {
                Reply::Throw => Err(js_sys::Error::new("an own fetch that throws").into()),
                Reply::Reject => Ok(Promise::reject(&js_sys::TypeError::new("Failed to fetch"))),
                Reply::Odd => Ok(Promise::resolve(&JsValue::from("no response"))),
                Reply::Answer(status, body) => Ok(Promise::resolve(&response(status, &body))),
                Reply::Later => Ok(Promise::new(&mut |resolve, _| {
                    if let Some(slot) = seen.resolvers.last_mut() {
                        *slot = Some(resolve);
                    }
                })),
            }
        });
        let random = Closure::<dyn FnMut() -> f64>::new(|| 0.0);
        let before = [
            replace(&js_sys::global(), "fetch", fetch.as_ref()),
            replace(&field(&js_sys::global(), "Math"), "random", random.as_ref()),
        ];
        assert_eq!(Math::random(), 0.0);
        Self { seen, before, _closures: (fetch, random) }
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.borrow().requests.clone()
    }

    /// Whether a request, from 0 on, was aborted.
    pub(crate) fn aborted(&self, index: usize) -> bool {
        self.seen.borrow().signals[index].aborted()
    }

    /// Answers a request that waits.
    pub(crate) fn answer(&self, index: usize, reply: &Reply) {
        let resolve = self.seen.borrow_mut().resolvers[index].take().unwrap();
        let Reply::Answer(status, body) = reply else { panic!("only an answer answers") };
        resolve.call1(&JsValue::UNDEFINED, &response(*status, body)).unwrap();
    }
}

impl Drop for FakeFetch {
    fn drop(&mut self) {
        let [fetch, random] = &self.before;
        replace(&js_sys::global(), "fetch", fetch);
        replace(&field(&js_sys::global(), "Math"), "random", random);
    }
}

fn describe(address: &str, options: &JsValue) -> String {
    let method = field(options, "method").as_string().unwrap_or_else(|| "GET".to_owned());
    let mut request = format!("{method} {address}");
    // Headers in whichever form a caller of `fetch` may give them.
    let given = field(options, "headers");
    if given.is_object()
        && let Some(value) = Headers::new_with_record_from_str_to_str(given.unchecked_ref())
            .unwrap()
            .get("X-Service-Point-Picker")
            .unwrap()
    {
        request.push_str(&format!(" X-Service-Point-Picker: {value}"));
    }
    assert_eq!(field(options, "credentials").as_string().as_deref(), Some("omit"), "no cookie goes along");
    assert_eq!(field(options, "redirect").as_string().as_deref(), Some("error"), "nobody leads us elsewhere");
    request
}

fn response(status: u16, body: &str) -> JsValue {
    let options = ResponseInit::new();
    options.set_status(status);
    Response::new_with_opt_str_and_init(Some(body), &options).unwrap().into()
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn replace(object: &JsValue, name: &str, value: &JsValue) -> JsValue {
    let before = field(object, name);
    assert_eq!(Reflect::set(object, &name.into(), value), Ok(true));
    before
}
