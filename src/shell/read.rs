//! Reads answers from the browser's own objects, whose fields are known to the script by their numbers: a parser in the
//! wasm would cost a shopper more than the whole map, and a getter for each field a third of one.

use js_sys::Array;
use service_points::{Field, Node};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = nameFields)]
    fn name_fields(names: &str);

    // An own field that is not null: what a page has put on `Object.prototype` is none of the document's.
    fn field(value: &JsValue, number: u32) -> Option<Value>;

    /// A value of a document that `JSON.parse` made.
    pub(super) type Value;
}

impl Value {
    /// The document itself.
    pub(super) fn root(value: JsValue) -> Self {
        name_fields(Field::NAMES);
        value.unchecked_into()
    }
}

impl Node for Value {
    fn field(&self, field: Field) -> Option<Self> {
        self::field(self, field as u32)
    }

    fn items(&self) -> Option<Vec<Self>> {
        let array: &Array = self.dyn_ref()?;
        Some(array.iter().map(JsCast::unchecked_into).collect())
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_object(&self) -> bool {
        JsValue::is_object(self) && !Array::is_array(self)
    }
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
#[path = "read_tests.rs"]
mod tests;
