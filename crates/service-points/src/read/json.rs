use serde_json::Value;

use super::{Field, Node};

impl Node for &Value {
    fn field(&self, field: Field) -> Option<Self> {
        self.get(field.name()).filter(|value| !value.is_null())
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.as_array().map(|items| items.iter().collect())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_object(&self) -> bool {
        Value::is_object(self)
    }
}
