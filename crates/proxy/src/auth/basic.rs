use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use http::header::InvalidHeaderValue;
use zeroize::Zeroizing;

use super::Authorization;
use crate::secret::Secret;

/// Public key as user, secret key as password (RFC 7617).
#[derive(Clone, Debug)]
pub struct Basic {
    header: HeaderValue,
}

impl Basic {
    /// The header of a key pair.
    ///
    /// # Errors
    /// Never in practice, since base64 knows nothing that a header may not hold.
    pub fn new(public_key: &Secret, secret_key: &Secret) -> Result<Self, InvalidHeaderValue> {
        let pair = Zeroizing::new([public_key.expose(), ":", secret_key.expose()].concat());
        let text = Zeroizing::new(["Basic ", &STANDARD.encode(pair.as_bytes())].concat());
        let mut header = HeaderValue::try_from(text.as_str())?;
        header.set_sensitive(true);
        Ok(Self { header })
    }

    pub(crate) fn authorization(&self) -> Authorization {
        Authorization { header: self.header.clone(), generation: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_that_of_rfc_7617_and_does_not_print() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let basic = Basic::new(&secret("Aladdin"), &secret("open sesame")).unwrap();
        assert_eq!(basic.authorization().header, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(!format!("{basic:?}").contains("QWxh"));
    }
}
