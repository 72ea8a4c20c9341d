//! A service point as it is stored, and as the API writes it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service_points::Position;

use crate::carriers::Carrier;
use crate::opening_times::OpeningTimes;
use crate::zone;

/// A point without what depends on the moment and on the search.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Point {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) carrier: PointCarrier,
    pub(crate) carrier_service_point_id: String,
    pub(crate) carrier_shop_type: Option<String>,
    pub(crate) general_shop_type: Option<String>,
    pub(crate) address: Address,
    pub(crate) position: Coordinates,
    pub(crate) contact: Contact,
    pub(crate) opening_times: OpeningTimes,
    pub(crate) is_expired: bool,
}

/// Who operates a point. The pictures are paths (`/carriers/dhl.svg`) until an answer puts an origin before them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct PointCarrier {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) logo_url: Option<String>,
    pub(crate) icon_url: Option<String>,
}

impl From<&Carrier> for PointCarrier {
    fn from(carrier: &Carrier) -> Self {
        Self {
            code: carrier.code.to_owned(),
            name: carrier.name.to_owned(),
            logo_url: carrier.logo_path(),
            icon_url: Some(carrier.icon_path()),
        }
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) house_number: String,
    pub(crate) postal_code: String,
    pub(crate) city: String,
    pub(crate) country_code: String,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Coordinates {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Contact {
    pub(crate) email: String,
    pub(crate) phone: String,
}

/// What an answer adds to a stored point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    /// Where the carriers' pictures are, without a slash at the end.
    pub(crate) origin: &'a str,
}

/// `ServicePointDetail` of the API.
#[derive(Debug, Serialize)]
pub(crate) struct Detail {
    #[serde(flatten)]
    point: Point,
    is_open_tomorrow: bool,
    next_open_at: Option<String>,
}

/// `ServicePoint` of the API: an entry of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    #[serde(flatten)]
    detail: Detail,
    distance: Option<u32>,
}

impl Point {
    /// The point as it is at a moment.
    pub(crate) fn detail(mut self, moment: Moment<'_>) -> Detail {
        let zone = self.coordinates().map(|position| zone::at(&self.address.country_code, position));
        let zone = zone.unwrap_or(jiff::tz::TimeZone::UTC);
        for url in [&mut self.carrier.logo_url, &mut self.carrier.icon_url].into_iter().flatten() {
            url.insert_str(0, moment.origin);
        }
        Detail {
            is_open_tomorrow: self.opening_times.is_open_tomorrow(moment.now, &zone),
            next_open_at: self.opening_times.next_open_at(moment.now, &zone),
            point: self,
        }
    }

    /// The point in a list, `distance` metres from the reference point.
    pub(crate) fn listed(self, moment: Moment<'_>, distance: Option<f64>) -> Listed {
        Listed { detail: self.detail(moment), distance: distance.map(|metres| metres.round() as u32) }
    }

    pub(crate) fn coordinates(&self) -> Option<Position> {
        Position::new(self.position.latitude, self.position.longitude).ok()
    }
}
