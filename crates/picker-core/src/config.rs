use service_points::{
    Area, CarrierCode, CarrierCodes, CarrierScope, CountryCode, Filters, GeneralShopType, Limit, Position, Radius,
    ReferencePoint, ServicePointId, StructuredAddress, StructuredAddressError,
};

/// What the host asks for, after every text became a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Base URL of the merchant's endpoint, without a slash at its end.
    pub endpoint: String,
    /// Country to search in.
    pub country: CountryCode,
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
    /// The point that the host presets.
    pub preset: Option<ServicePointId>,
}

/// Which attribute is wrong, and how. The element shows it, and reports it as `spp-error`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// `attribute_missing`, `attribute_invalid` or `attributes_conflict`.
    pub code: &'static str,
    /// The attribute to mend.
    pub attribute: &'static str,
    /// Sentence for the merchant's developer.
    pub message: &'static str,
}

impl ConfigError {
    fn new(code: &'static str, attribute: &'static str, message: &'static str) -> Self {
        Self { code, attribute, message }
    }

    fn missing(attribute: &'static str, message: &'static str) -> Self {
        Self::new("attribute_missing", attribute, message)
    }

    fn invalid(attribute: &'static str, message: &'static str) -> Self {
        Self::new("attribute_invalid", attribute, message)
    }

    fn conflict(attribute: &'static str, message: &'static str) -> Self {
        Self::new("attributes_conflict", attribute, message)
    }
}

/// Where the attributes come from: a text, trimmed, or `None` when it is absent or empty.
pub trait Attributes {
    /// The attribute's text.
    fn text(&self, name: &'static str) -> Option<String>;
    /// The attribute's text as a number; `None` when it is no finite one. The host's own parser reads it.
    fn number(&self, name: &'static str) -> Option<f64>;
    /// Whether a boolean attribute is there.
    fn flag(&self, name: &'static str) -> bool;
}

impl Config {
    /// Reads the attributes of the element, and refuses the first one that is missing, wrong or in contradiction to
    /// another.
    pub fn read(attributes: &impl Attributes) -> Result<Self, ConfigError> {
        Ok(Self {
            endpoint: endpoint(attributes)?,
            country: country(attributes)?,
            carriers: carriers(attributes)?,
            start: start(attributes)?,
            filters: filters(attributes)?,
            radius: whole(attributes, "radius", "radius is a whole number of metres, 100 to 50000.", Radius::new)?,
            limit: whole(attributes, "limit", "limit is a whole number, 1 to 200.", Limit::new)?,
            preset: attributes.text("value").map(|text| Self::preset(&text)).transpose()?,
        })
    }

    /// The id of a point that the host presets.
    pub fn preset(value: &str) -> Result<ServicePointId, ConfigError> {
        let wrong = |_| ConfigError::invalid("value", "value is the id of a service point: digits only.");
        value.parse().map_err(wrong)
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

fn endpoint(attributes: &impl Attributes) -> Result<String, ConfigError> {
    let name = "endpoint";
    let text = attributes.text(name).ok_or_else(|| {
        ConfigError::missing(name, "Set endpoint to the address of your proxy, for example endpoint=\"/api\".")
    })?;
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let path = text.starts_with('/') && !text.starts_with("//");
    let plain = |c: char| !(c.is_ascii_control() || matches!(c, ' ' | '?' | '#' | '\\' | '"' | '<' | '>'));
    if (authority.is_none_or(str::is_empty) && !path) || !text.chars().all(plain) {
        return Err(ConfigError::invalid(name, "endpoint is a path such as /api, or an http(s) URL without a query."));
    }
    if authority.is_some_and(|rest| rest.split('/').next().is_some_and(|host| host.contains('@'))) {
        return Err(ConfigError::invalid(name, "endpoint must not carry credentials: every shopper would see them."));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn country(attributes: &impl Attributes) -> Result<CountryCode, ConfigError> {
    let text = attributes.text("country").ok_or_else(|| {
        ConfigError::missing("country", "Set country to an ISO 3166-1 code, for example country=\"NL\".")
    })?;
    CountryCode::new(&text)
        .ok_or_else(|| ConfigError::invalid("country", "country is a two-letter ISO 3166-1 code, such as NL."))
}

fn carriers(attributes: &impl Attributes) -> Result<CarrierScope, ConfigError> {
    let integration = attributes.flag("use-integration-carriers");
    match (attributes.text("carriers"), integration) {
        (Some(_), true) => {
            Err(ConfigError::conflict("carriers", "Set either carriers or use-integration-carriers, not both."))
        }
        (None, false) => Err(ConfigError::missing(
            "carriers",
            "Set carriers to carrier codes separated by spaces, or set use-integration-carriers.",
        )),
        (None, true) => Ok(CarrierScope::Integration),
        (Some(text), false) => {
            let codes = words(&text).map(|word| {
                CarrierCode::new(word).ok_or_else(|| {
                    ConfigError::invalid("carriers", "carriers are codes separated by spaces, without commas.")
                })
            });
            let codes = codes.collect::<Result<Vec<_>, _>>()?;
            CarrierCodes::new(codes)
                .map(CarrierScope::Codes)
                .ok_or_else(|| ConfigError::missing("carriers", "carriers names no carrier."))
        }
    }
}

fn start(attributes: &impl Attributes) -> Result<Option<ReferencePoint>, ConfigError> {
    let text = |name| attributes.text(name).unwrap_or_default();
    let address = text("address");
    let parts = ["street", "house-number", "postal-code", "city"].map(text);
    let position = ["latitude", "longitude"].map(|name| attributes.text(name));
    let structured = parts.iter().any(|part| !part.is_empty());
    let positioned = position.iter().any(Option::is_some);
    if u8::from(!address.is_empty()) + u8::from(structured) + u8::from(positioned) > 1 {
        return Err(ConfigError::conflict(
            if address.is_empty() { "latitude" } else { "address" },
            "Say where to start in one way: address, or street/house-number/postal-code/city, or latitude/longitude.",
        ));
    }
    if positioned {
        let (Some(latitude), Some(longitude)) = (attributes.number("latitude"), attributes.number("longitude")) else {
            return Err(ConfigError::invalid("latitude", "latitude and longitude are two numbers, given together."));
        };
        return Position::new(latitude, longitude)
            .map(|position| Some(ReferencePoint::Position(position)))
            .map_err(|_| ConfigError::invalid("latitude", "latitude is -90 to 90 degrees, longitude -180 to 180."));
    }
    if structured {
        let [street, house_number, postal_code, city] = &parts;
        return match StructuredAddress::new(street, house_number, postal_code, city) {
            Ok(address) => Ok(Some(ReferencePoint::Structured(address))),
            Err(StructuredAddressError::HouseNumberAlone | StructuredAddressError::Empty) => {
                Err(ConfigError::invalid("house-number", "house-number needs street or postal-code beside it."))
            }
        };
    }
    Ok((!address.is_empty()).then_some(ReferencePoint::Address(address)))
}

fn filters(attributes: &impl Attributes) -> Result<Filters, ConfigError> {
    let list = |name| attributes.text(name).unwrap_or_default();
    let shop_types = list("shop-types");
    let general_shop_types = words(&shop_types).map(|word| match GeneralShopType::from_wire(word) {
        GeneralShopType::Other(_) => Err(ConfigError::invalid(
            "shop-types",
            "shop-types knows servicepoint, locker, post_office and carrier_depot.",
        )),
        known => Ok(known),
    });
    Ok(Filters {
        general_shop_types: general_shop_types.collect::<Result<_, _>>()?,
        carrier_service_point_ids: words(&list("carrier-service-point-ids")).map(str::to_owned).collect(),
        carrier_shop_type: attributes.text("carrier-shop-type"),
    })
}

fn whole<T>(
    attributes: &impl Attributes,
    name: &'static str,
    wrong: &'static str,
    new: fn(u32) -> Option<T>,
) -> Result<Option<T>, ConfigError> {
    if attributes.text(name).is_none() {
        return Ok(None);
    }
    let whole = |number: &f64| *number == number.trunc() && (0.0..=1e6).contains(number);
    let value = attributes.number(name).filter(whole).and_then(|number| new(number as u32));
    value.map(Some).ok_or_else(|| ConfigError::invalid(name, wrong))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace()
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
