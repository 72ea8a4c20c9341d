//! The tokens and codes that are out.

use std::collections::HashMap;
use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};

/// How long an authorization code can be exchanged.
const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// What a shop owner agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Consent {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
}

/// Everything that the token endpoint has given out.
#[derive(Default)]
pub(crate) struct Tokens {
    /// Access token -> the instant from which on it is worth nothing.
    access: HashMap<String, Timestamp>,
    /// Refresh token -> client and scope.
    refresh: HashMap<String, (String, String)>,
    /// Authorization code -> what for, and until when.
    codes: HashMap<String, (Consent, Timestamp)>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("access", &self.access.len()).finish_non_exhaustive()
    }
}

impl Tokens {
    /// A new access token; `None` when the machine has no random numbers.
    pub(crate) fn issue(&mut self, now: Timestamp, lifetime: SignedDuration) -> Option<String> {
        self.access.retain(|_, end| *end > now);
        let token = random_text("ory_at_")?;
        self.access.insert(token.clone(), end(now, lifetime));
        Some(token)
    }

    /// Whether an access token is worth anything now.
    pub(crate) fn is_valid(&self, token: &str, now: Timestamp) -> bool {
        self.access.get(token).is_some_and(|end| *end > now)
    }

    /// A new refresh token.
    pub(crate) fn keep(&mut self, client_id: String, scope: String) -> Option<String> {
        let token = random_text("ory_rt_")?;
        self.refresh.insert(token.clone(), (client_id, scope));
        Some(token)
    }

    /// Uses up a refresh token of that client and gives its scope.
    pub(crate) fn renew(&mut self, token: &str, client_id: &str) -> Option<String> {
        self.refresh.get(token).filter(|(owner, _)| owner == client_id)?;
        self.refresh.remove(token).map(|(_, scope)| scope)
    }

    /// A new authorization code.
    pub(crate) fn consent(&mut self, consent: Consent, now: Timestamp) -> Option<String> {
        let code = random_text("ory_ac_")?;
        self.codes.insert(code.clone(), (consent, end(now, CODE_LIFETIME)));
        Some(code)
    }

    /// Uses up a code, whether or not it is exchanged by the right client in the right way.
    pub(crate) fn redeem(
        &mut self,
        code: &str,
        client_id: &str,
        redirect_uri: &str,
        now: Timestamp,
    ) -> Option<Consent> {
        let (consent, end) = self.codes.remove(code)?;
        let fits = consent.client_id == client_id && consent.redirect_uri == redirect_uri && end > now;
        fits.then_some(consent)
    }
}

fn end(now: Timestamp, lifetime: SignedDuration) -> Timestamp {
    now.saturating_add(lifetime).unwrap_or(Timestamp::MAX)
}

/// Two runs of 32 random bytes, as Hydra's tokens are formed.
fn random_text(prefix: &str) -> Option<String> {
    let mut bytes = [0; 64];
    getrandom::fill(&mut bytes).ok()?;
    let (first, second) = bytes.split_at(32);
    Some(format!("{prefix}{}.{}", BASE64_URL_SAFE_NO_PAD.encode(first), BASE64_URL_SAFE_NO_PAD.encode(second)))
}
