use url::Url;

use super::{Problems, Sources, upstream};
use crate::secret::Secret;

/// How the proxy proves to Sellercloud whom it speaks for.
#[derive(Clone, Debug)]
pub struct SellercloudConfig {
    /// A user of its own.
    pub username: Secret,
    /// The user's password.
    pub password: Secret,
    /// Where the API is.
    pub place: SellercloudPlace,
    /// Where a choice is written to.
    pub columns: OrderColumns,
}

/// The orders' custom columns that a choice is written to, by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderColumns {
    /// For the id of the point.
    pub id: String,
    /// For the code of its carrier, if there is one.
    pub carrier: Option<String>,
    /// For the post number, if there is one.
    pub post_number: Option<String>,
}

/// Where a team's API is.
#[derive(Clone, Debug)]
pub enum SellercloudPlace {
    /// Here.
    Endpoint(Url),
    /// Where the directory says.
    Team {
        /// The team's name.
        name: String,
        /// Whom to ask.
        directory: Url,
    },
}

impl SellercloudConfig {
    /// `Some(None)` when nothing of Sellercloud is configured.
    pub(super) fn read(sources: &Sources, allow_http: bool, problems: &mut Problems) -> Option<Option<Self>> {
        let names = ["SELLERCLOUD_USERNAME", "SELLERCLOUD_PASSWORD", "SELLERCLOUD_TEAM", "SELLERCLOUD_ENDPOINT"];
        let is_given = |name: &str| sources.text(name).or_else(|| sources.text(&[name, "_FILE"].concat())).is_some();
        if !names.into_iter().any(is_given) {
            return Some(None);
        }
        let username = sources.password("SELLERCLOUD_USERNAME", problems);
        let password = sources.password("SELLERCLOUD_PASSWORD", problems);
        let place = place(sources, allow_http, problems);
        let columns = columns(sources, problems);
        Some(Some(Self { username: username?, password: password?, place: place?, columns: columns? }))
    }
}

fn columns(sources: &Sources, problems: &mut Problems) -> Option<OrderColumns> {
    let mut name = |setting: &str| {
        let name = sources.text(setting).unwrap_or_default().trim();
        let legal = !name.is_empty() && !name.chars().any(char::is_control);
        if !legal {
            problems.add(setting, "is the name of a custom column");
        }
        legal.then(|| (name != "none").then(|| name.to_owned()))
    };
    let id = name("SELLERCLOUD_COLUMN_ID");
    let carrier = name("SELLERCLOUD_COLUMN_CARRIER");
    let post_number = name("SELLERCLOUD_COLUMN_POST_NUMBER");
    if id == Some(None) {
        problems.add("SELLERCLOUD_COLUMN_ID", "cannot be none: the id is what a choice is");
    }
    let columns = OrderColumns { id: id??, carrier: carrier?, post_number: post_number? };
    let names = [Some(&columns.id), columns.carrier.as_ref(), columns.post_number.as_ref()];
    let names: Vec<_> = names.into_iter().flatten().collect();
    if (1..names.len()).any(|index| names[index..].contains(&names[index - 1])) {
        problems.add("SELLERCLOUD_COLUMN_ID", "the custom columns need a name each");
        return None;
    }
    Some(columns)
}

fn place(sources: &Sources, allow_http: bool, problems: &mut Problems) -> Option<SellercloudPlace> {
    match (sources.text("SELLERCLOUD_ENDPOINT"), sources.text("SELLERCLOUD_TEAM")) {
        (Some(_), None) => {
            upstream::url(sources, "SELLERCLOUD_ENDPOINT", allow_http, problems).map(SellercloudPlace::Endpoint)
        }
        (None, Some(team)) => {
            let directory = upstream::url(sources, "SELLERCLOUD_DIRECTORY", allow_http, problems)?;
            Some(SellercloudPlace::Team { name: team.trim().to_owned(), directory })
        }
        (Some(_), Some(_)) => {
            problems.add("SELLERCLOUD_ENDPOINT", "is given, and SELLERCLOUD_TEAM too; give one of them");
            None
        }
        (None, None) => {
            problems.add("SELLERCLOUD_TEAM", "is missing; give it, or SELLERCLOUD_ENDPOINT");
            None
        }
    }
}
