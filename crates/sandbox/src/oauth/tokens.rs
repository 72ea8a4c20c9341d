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
    /// The SHA-256 that the exchange has to show the origin of (RFC 7636); absent: nothing is asked for.
    pub(crate) code_challenge: Option<String>,
}

/// Everything that goes back to one consent. Whoever shows a used code or refresh token ends all of it: one of the two
/// who have it must have stolen it (RFC 9700, section 4.14.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Family(u64);

/// What a refresh token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Renewal {
    pub(crate) client_id: String,
    pub(crate) scope: String,
    pub(crate) family: Family,
}

struct Access {
    end: Timestamp,
    family: Option<Family>,
}

/// Good once, and remembered after.
struct Once<T> {
    used: bool,
    family: Family,
    value: T,
}

/// Everything that the token endpoint has given out.
#[derive(Default)]
pub(crate) struct Tokens {
    access: HashMap<String, Access>,
    refresh: HashMap<String, Once<Renewal>>,
    /// Authorization code -> what for, and until when.
    codes: HashMap<String, Once<(Consent, Timestamp)>>,
    families: u64,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("access", &self.access.len()).finish_non_exhaustive()
    }
}

impl Tokens {
    /// A new access token; `None` when the machine has no random numbers.
    pub(crate) fn issue(&mut self, now: Timestamp, lifetime: SignedDuration, family: Option<Family>) -> Option<String> {
        self.access.retain(|_, access| access.end > now);
        let token = random_text("ory_at_")?;
        self.access.insert(token.clone(), Access { end: end(now, lifetime), family });
        Some(token)
    }

    /// Whether an access token is worth anything now.
    pub(crate) fn is_valid(&self, token: &str, now: Timestamp) -> bool {
        self.access.get(token).is_some_and(|access| access.end > now)
    }

    /// A new refresh token.
    pub(crate) fn keep(&mut self, renewal: Renewal) -> Option<String> {
        let token = random_text("ory_rt_")?;
        let family = renewal.family;
        self.refresh.insert(token.clone(), Once { used: false, family, value: renewal });
        Some(token)
    }

    /// Uses up a refresh token of that client.
    pub(crate) fn renew(&mut self, token: &str, client_id: &str) -> Option<Renewal> {
        let kept = self.refresh.get_mut(token).filter(|kept| kept.value.client_id == client_id)?;
        if std::mem::replace(&mut kept.used, true) {
            let family = kept.family;
            self.revoke(family);
            return None;
        }
        Some(kept.value.clone())
    }

    /// A new authorization code.
    pub(crate) fn consent(&mut self, consent: Consent, now: Timestamp) -> Option<String> {
        let code = random_text("ory_ac_")?;
        self.families += 1;
        let value = (consent, end(now, CODE_LIFETIME));
        self.codes.insert(code.clone(), Once { used: false, family: Family(self.families), value });
        Some(code)
    }

    /// Uses up a code, whether or not it is exchanged by the right client in the right way.
    pub(crate) fn redeem(
        &mut self,
        code: &str,
        client_id: &str,
        redirect_uri: &str,
        now: Timestamp,
    ) -> Option<(Consent, Family)> {
        let kept = self.codes.get_mut(code)?;
        let family = kept.family;
        if std::mem::replace(&mut kept.used, true) {
            self.revoke(family);
            return None;
        }
        let (consent, end) = &kept.value;
        let fits = consent.client_id == client_id && consent.redirect_uri == redirect_uri && *end > now;
        fits.then(|| (consent.clone(), family))
    }

    fn revoke(&mut self, family: Family) {
        self.access.retain(|_, access| access.family != Some(family));
        self.refresh.retain(|_, kept| kept.used || kept.family != family);
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
