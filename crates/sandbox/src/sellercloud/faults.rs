use serde::{Deserialize, Serialize};

/// What can go wrong with Sellercloud alone.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SellercloudFaults {
    /// What token answers say instead of 3600.0: any JSON value, since clients have to survive odd ones.
    pub(crate) expires_in: Option<serde_json::Value>,
    /// How long tokens live in truth, in seconds; absent: an hour.
    pub(crate) valid_for: Option<i64>,
    /// Whether no user is let in.
    pub(crate) login_refused: bool,
    /// Whether no team is known.
    pub(crate) unknown_team: bool,
    /// Ids of orders that do not exist; all others do.
    pub(crate) missing_orders: Vec<i64>,
    /// The only custom columns that orders have; absent: every name is one.
    pub(crate) columns: Option<Vec<String>>,
    /// Whether there is no route that writes several columns at once.
    pub(crate) single_columns_only: bool,
    /// Calls an hour, 10,800 with the real one; absent: no end of them.
    pub(crate) calls_per_hour: Option<u32>,
}
