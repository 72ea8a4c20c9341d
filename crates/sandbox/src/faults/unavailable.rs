use serde::{Deserialize, Serialize};

/// Which points are not available.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged, expecting = "unavailable must be a list of ids or \"all\"")]
pub(crate) enum Unavailable {
    /// Those of these ids.
    Points(Vec<i64>),
    /// Every point.
    Word(All),
}

/// The word for every point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum All {
    All,
}

impl Default for Unavailable {
    fn default() -> Self {
        Self::Points(Vec::new())
    }
}

impl Unavailable {
    /// Whether the point of that id is meant.
    pub(crate) fn includes(&self, id: i64) -> bool {
        match self {
            Self::Points(ids) => ids.contains(&id),
            Self::Word(All::All) => true,
        }
    }
}
