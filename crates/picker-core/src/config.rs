use service_points::{
    Area, CarrierCode, CarrierCodes, CarrierScope, CountryCode, Filters, GeneralShopType, Limit, Position, Radius,
    ReferencePoint, ServicePointId, StructuredAddress,
};

mod error;

pub use error::ConfigError;

/// What the host asks for, after every text became a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Base URL that calls go to, without a slash at its end: the merchant's endpoint, or the API itself.
    pub endpoint: String,
    /// Whether that is the API itself, which is called with a token and has no proxy before it.
    pub direct: bool,
    /// Country to search in, until the shopper chooses another one.
    pub country: CountryCode,
    /// Countries that the shopper can choose from; that country alone is no choice.
    pub countries: Vec<CountryCode>,
    /// Whose points.
    pub carriers: CarrierScope,
    /// Where to start; `None` lets the shopper type it.
    pub start: Option<ReferencePoint>,
    /// The API's own filters.
    pub filters: Filters,
    /// How far around a reference point; `None` is however far.
    pub radius: Option<Radius>,
    /// How many points an answer may have.
    pub limit: Option<Limit>,
    /// Whether the list follows the map by itself.
    pub follow_map: bool,
    /// URL template of the way to a place, with `{latitude}` and `{longitude}`; empty for none.
    pub directions: String,
    /// Whether the proxy is to sign a choice.
    pub receipt: bool,
    /// The shopper's post number, as far as the host knows it; the shopper can correct it.
    pub post_number: String,
    /// The point that the host presets.
    pub preset: Option<ServicePointId>,
}

/// The name of a line that says that the host has a function which gives tokens.
const GET_TOKEN: &str = "get-token";

/// What the host says in attributes.
pub trait Attributes {
    /// The attributes that are there, a line `name=value` for each; a line break within a value is a space. Space at the
    /// ends of values does not count.
    fn lines(&self) -> &str;
    /// An attribute's text as a number; `None` when it is no finite one. The host's own parser reads it.
    fn number(&self, name: &'static str) -> Option<f64>;

    /// An attribute's text; `None` when it is absent or empty.
    fn text(&self, name: &'static str) -> Option<&str> {
        value(self.lines(), name).filter(|text| !text.is_empty())
    }

    /// Whether a boolean attribute is there.
    fn flag(&self, name: &'static str) -> bool {
        value(self.lines(), name).is_some()
    }
}

#[inline(never)]
fn value<'a>(lines: &'a str, name: &str) -> Option<&'a str> {
    lines.split('\n').find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).map(str::trim_ascii)
}

impl Config {
    /// Reads the attributes of the element, and refuses the first one that is missing, wrong or in contradiction to
    /// another.
    pub fn read(attributes: &impl Attributes) -> Result<Self, ConfigError> {
        let (base, direct) = endpoint(attributes)?;
        Ok(Self {
            endpoint: base,
            direct,
            country: country(attributes)?,
            countries: countries(attributes)?,
            carriers: carriers(attributes)?,
            start: start(attributes)?,
            filters: filters(attributes)?,
            radius: whole(attributes, "radius", ConfigError::RadiusInvalid, Radius::new)?,
            limit: whole(attributes, "limit", ConfigError::LimitInvalid, Limit::new)?,
            follow_map: attributes.flag("follow-map"),
            directions: directions(attributes)?,
            receipt: attributes.flag("receipt"),
            post_number: attributes.text("post-number").unwrap_or_default().to_owned(),
            preset: attributes.text("value").map(Self::preset).transpose()?,
        })
    }

    /// The id of a point that the host presets.
    pub fn preset(value: &str) -> Result<ServicePointId, ConfigError> {
        value.parse().map_err(|_| ConfigError::ValueInvalid)
    }

    /// The endpoint that has the carriers' icons; `None` where only a proxy would have them.
    #[must_use]
    pub fn icons(&self) -> Option<&str> {
        (!self.direct).then_some(&self.endpoint)
    }

    /// How far a search around a reference point reaches.
    #[must_use]
    pub fn area(&self) -> Area {
        self.radius.map_or(Area::Closest, Area::Radius)
    }

    /// How many points make an answer full, so that there may be more.
    #[must_use]
    pub fn limit_or_default(&self) -> u32 {
        self.limit.unwrap_or(Limit::DEFAULT).get()
    }
}

fn endpoint(attributes: &impl Attributes) -> Result<(String, bool), ConfigError> {
    let token = attributes.text("token-endpoint");
    if token.is_some_and(|token| base(token).is_err()) {
        return Err(ConfigError::TokenEndpointInvalid);
    }
    let token = token.is_some() || attributes.flag(GET_TOKEN);
    match (attributes.text("endpoint"), attributes.text("api-base"), token) {
        (Some(_), Some(_), _) => Err(ConfigError::EndpointConflict),
        (Some(text), None, false) => Ok((base(text)?, false)),
        (None, Some(text), true) => Ok((base(text).map_err(|_| ConfigError::ApiBaseInvalid)?, true)),
        (_, None, true) => Err(ConfigError::ApiBaseMissing),
        (None, Some(_), false) => Err(ConfigError::TokenEndpointMissing),
        (None, None, false) => Err(ConfigError::EndpointMissing),
    }
}

fn base(text: &str) -> Result<String, ConfigError> {
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let path = text.starts_with('/') && !text.starts_with("//");
    let plain = |byte: u8| byte > b' ' && !b"?#\\\"<>\x7f".contains(&byte);
    if (authority.is_none_or(str::is_empty) && !path) || !text.bytes().all(plain) {
        return Err(ConfigError::EndpointInvalid);
    }
    if authority.is_some_and(|rest| rest.bytes().take_while(|byte| *byte != b'/').any(|byte| byte == b'@')) {
        return Err(ConfigError::EndpointCredentials);
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// The country to begin with: the one that is said, or the first of those that the shopper can choose from.
fn country(attributes: &impl Attributes) -> Result<CountryCode, ConfigError> {
    match attributes.text("country") {
        Some(text) => CountryCode::new(text).ok_or(ConfigError::CountryInvalid),
        None => countries(attributes)?.first().copied().ok_or(ConfigError::CountryMissing),
    }
}

fn countries(attributes: &impl Attributes) -> Result<Vec<CountryCode>, ConfigError> {
    let mut countries = Vec::new();
    for word in attributes.text("countries").unwrap_or_default().split_ascii_whitespace() {
        countries.push(CountryCode::new(word).ok_or(ConfigError::CountriesInvalid)?);
    }
    Ok(countries)
}

fn directions(attributes: &impl Attributes) -> Result<String, ConfigError> {
    let template = attributes.text("directions").unwrap_or_default();
    let leads = template.starts_with("https://") || template.starts_with("geo:");
    // std's search for texts in texts would cost every shopper more than all else of this.
    let names = |name: &[u8]| template.as_bytes().windows(name.len()).any(|part| part == name);
    if template.is_empty() || (leads && names(b"{latitude}") && names(b"{longitude}")) {
        Ok(template.to_owned())
    } else {
        Err(ConfigError::DirectionsInvalid)
    }
}

fn carriers(attributes: &impl Attributes) -> Result<CarrierScope, ConfigError> {
    match (attributes.text("carriers"), attributes.flag("use-integration-carriers")) {
        (Some(_), true) => Err(ConfigError::CarriersConflict),
        (None, false) => Err(ConfigError::CarriersMissing),
        (None, true) => Ok(CarrierScope::Integration),
        (Some(text), false) => {
            let mut codes = Vec::new();
            for word in text.split_ascii_whitespace() {
                codes.push(CarrierCode::new(word).ok_or(ConfigError::CarriersInvalid)?);
            }
            CarrierCodes::new(codes).map(CarrierScope::Codes).ok_or(ConfigError::CarriersEmpty)
        }
    }
}

fn start(attributes: &impl Attributes) -> Result<Option<ReferencePoint>, ConfigError> {
    let text = |name| attributes.text(name).unwrap_or_default();
    let address = text("address");
    let [street, house_number, postal_code, city] = ["street", "house-number", "postal-code", "city"].map(text);
    let [latitude, longitude] = ["latitude", "longitude"].map(|name| attributes.text(name).is_some());
    let structured = !(street.is_empty() && house_number.is_empty() && postal_code.is_empty() && city.is_empty());
    let positioned = latitude || longitude;
    match (!address.is_empty(), structured, positioned) {
        (false, false, false) => Ok(None),
        (true, false, false) => Ok(Some(ReferencePoint::Address(address.to_owned()))),
        (false, true, false) => StructuredAddress::new(street, house_number, postal_code, city)
            .map(|address| Some(ReferencePoint::Structured(address)))
            .map_err(|_| ConfigError::HouseNumberAlone),
        (false, false, true) => {
            let (Some(latitude), Some(longitude)) = (attributes.number("latitude"), attributes.number("longitude"))
            else {
                return Err(ConfigError::PositionInvalid);
            };
            Position::new(latitude, longitude)
                .map(|position| Some(ReferencePoint::Position(position)))
                .map_err(|_| ConfigError::PositionOutside)
        }
        _ => Err(ConfigError::StartConflict),
    }
}

fn filters(attributes: &impl Attributes) -> Result<Filters, ConfigError> {
    let list = |name| attributes.text(name).unwrap_or_default();
    let mut general_shop_types = Vec::new();
    for word in list("shop-types").split_ascii_whitespace() {
        match GeneralShopType::from_wire(word) {
            GeneralShopType::Other(_) => return Err(ConfigError::ShopTypesUnknown),
            known => general_shop_types.push(known),
        }
    }
    let ids = list("carrier-service-point-ids");
    Ok(Filters {
        general_shop_types,
        carrier_service_point_ids: ids.split_ascii_whitespace().map(str::to_owned).collect(),
        carrier_shop_type: attributes.text("carrier-shop-type").map(str::to_owned),
    })
}

fn whole<T>(
    attributes: &impl Attributes,
    name: &'static str,
    wrong: ConfigError,
    new: fn(u32) -> Option<T>,
) -> Result<Option<T>, ConfigError> {
    if attributes.text(name).is_none() {
        return Ok(None);
    }
    let whole = |number: &f64| *number == number.trunc() && (0.0..=1e6).contains(number);
    let value = attributes.number(name).filter(whole).and_then(|number| new(number as u32));
    value.map(Some).ok_or(wrong)
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
