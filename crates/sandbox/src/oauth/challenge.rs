//! Proof Key for Code Exchange (RFC 7636).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::{Fields, Problem, Refusal};

/// The challenge of an authorization request; `None` when there is none, which is allowed.
pub(super) fn asked(fields: &Fields) -> Result<Option<String>, Problem> {
    let Some(challenge) = fields.get("code_challenge") else { return Ok(None) };
    if fields.get("code_challenge_method") != Some("S256") {
        let hint = "Clients must use code_challenge_method=S256, plain is not allowed.";
        return Err(Problem::new(Refusal::InvalidRequest, hint));
    }
    Ok(Some(challenge.to_owned()))
}

/// Holds the verifier of a token request against the challenge that its code was asked with.
pub(super) fn verify(challenge: Option<&str>, verifier: Option<&str>) -> Result<(), Problem> {
    let hint = match (challenge, verifier) {
        (None, None) => return Ok(()),
        (Some(challenge), Some(verifier)) if is_verifier(verifier) && of_verifier(verifier) == challenge => {
            return Ok(());
        }
        (None, Some(_)) => "The code was asked for without code_challenge, but comes with a code_verifier.",
        (Some(_), None) => "The code was asked for with a code_challenge: the code_verifier is missing.",
        (Some(_), Some(_)) => "The code_verifier does not belong to the code_challenge.",
    };
    Err(Problem::new(Refusal::InvalidGrant, hint))
}

fn of_verifier(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

/// 43 to 128 unreserved characters (section 4.1).
fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_rfc_fits_and_another_verifier_does_not() {
        // Appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(verify(Some(challenge), Some(verifier)).is_ok());
        assert!(verify(None, None).is_ok());
        for (challenge, verifier) in [
            (Some(challenge), Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")),
            (Some(challenge), Some("short")),
            (Some(challenge), None),
            (None, Some(verifier)),
        ] {
            assert!(verify(challenge, verifier).is_err(), "{challenge:?} {verifier:?}");
        }
    }
}
