use thiserror::Error;
use url::Url;

/// The pages that may use the proxy from a browser, by their origin, letter for letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedOrigins(Vec<String>);

/// Why a text is no origin that can be allowed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidOrigin {
    /// Any page of the world.
    #[error("\"*\" would let every page use the endpoint; list the shop's origins one by one")]
    Any,
    /// What sandboxed frames and files send: it may be anybody.
    #[error("\"null\" is what any file or sandboxed frame sends; list the shop's origins")]
    Null,
    /// Nearly one.
    #[error("\"{given}\" is not what a browser sends; write \"{expected}\"")]
    NotCanonical {
        /// As configured.
        given: String,
        /// As a browser sends it.
        expected: String,
    },
    /// None at all.
    #[error("\"{0}\" is not an origin such as https://shop.example")]
    NotAnOrigin(String),
}

impl AllowedOrigins {
    /// Checks each origin; every invalid one is reported.
    ///
    /// # Errors
    /// When any is invalid.
    pub fn new<'a>(origins: impl IntoIterator<Item = &'a str>) -> Result<Self, Vec<InvalidOrigin>> {
        let (mut valid, mut invalid) = (Vec::new(), Vec::new());
        for origin in origins {
            match check(origin) {
                Ok(()) => valid.push(origin.to_owned()),
                Err(error) => invalid.push(error),
            }
        }
        if invalid.is_empty() { Ok(Self(valid)) } else { Err(invalid) }
    }

    /// Whether no page may call from another origin.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an `Origin` header names one of them.
    #[must_use]
    pub fn allow(&self, origin: &[u8]) -> bool {
        self.0.iter().any(|allowed| allowed.as_bytes() == origin)
    }
}

fn check(origin: &str) -> Result<(), InvalidOrigin> {
    match origin {
        "*" => return Err(InvalidOrigin::Any),
        "null" => return Err(InvalidOrigin::Null),
        _ => {}
    }
    let none = || InvalidOrigin::NotAnOrigin(origin.to_owned());
    let url = Url::parse(origin).map_err(|_| none())?;
    if !matches!(url.scheme(), "http" | "https") || origin.contains('*') {
        return Err(none());
    }
    let expected = url.origin().ascii_serialization();
    if expected == origin { Ok(()) } else { Err(InvalidOrigin::NotCanonical { given: origin.to_owned(), expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_browsers_send() {
        let good =
            ["https://shop.example", "http://127.0.0.1:8080", "http://localhost:8090", "https://xn--bcher-kva.example"];
        let origins = AllowedOrigins::new(good).unwrap();
        for origin in good {
            assert!(origins.allow(origin.as_bytes()), "{origin}");
        }
        for other in [
            "null",
            "",
            "http://shop.example",
            "https://shop.example:443",
            "https://shop.example/",
            "https://shop.example.evil.example",
            "https://evilshop.example",
            "https://SHOP.example",
            "https://shop.example, https://shop.example",
            "http://127.0.0.1:80800",
        ] {
            assert!(!origins.allow(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn every_wrong_origin_is_reported_with_its_cure() {
        let given = [
            "*",
            "null",
            "https://shop.example/",
            "https://SHOP.example:443",
            "shop.example",
            "ftp://x",
            "https://*.x",
        ];
        let errors = AllowedOrigins::new(given).unwrap_err();
        assert_eq!(errors.len(), given.len());
        assert_eq!(
            errors[2].to_string(),
            r#""https://shop.example/" is not what a browser sends; write "https://shop.example""#
        );
        assert!(errors[3].to_string().ends_with(r#"write "https://shop.example""#));
        assert_eq!(errors[4], InvalidOrigin::NotAnOrigin("shop.example".to_owned()));
    }
}
