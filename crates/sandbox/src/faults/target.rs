use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use crate::route::Route;

/// A route, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    All,
    One(Route),
}

impl Target {
    /// Whether a request of that kind is meant.
    pub(crate) fn includes(self, route: Route) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one == route,
        }
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == "all" {
            return Ok(Self::All);
        }
        Route::deserialize(StrDeserializer::new(&name)).map(Self::One)
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::One(route) => route.serialize(serializer),
        }
    }
}
