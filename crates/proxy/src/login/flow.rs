use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use http::Uri;
use ring::digest;
use ring::rand::{SecureRandom as _, SystemRandom};
use thiserror::Error;
use url::form_urlencoded;

use crate::auth::known_word;
use crate::secret::Secret;

/// One attempt to get somebody's consent.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    redirect_uri: String,
    /// Comes back with the answer, so that nobody can slip in an answer of his own.
    state: Secret,
    /// Shown when the code is exchanged, so that nobody else can exchange it (PKCE, RFC 7636). Sendcloud does not
    /// document it, and a server that does not know it must ignore it (RFC 6749, section 3.2).
    verifier: Secret,
}

/// What the browser brings, to be exchanged for tokens.
#[derive(Debug)]
pub(super) struct Code(pub(super) Secret);

/// The answer to the question for consent is no.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("Sendcloud gave no consent: {0}")]
pub(super) struct Refused(&'static str);

/// The request is no answer to this question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoAnswer;

impl Flow {
    /// With new random texts; `None` when the machine has none.
    pub(super) fn new(redirect_uri: String) -> Option<Self> {
        Some(Self { redirect_uri, state: random()?, verifier: random()? })
    }

    pub(super) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    pub(super) fn verifier(&self) -> &str {
        self.verifier.expose()
    }

    /// Where the browser asks for consent. `offline` is what brings a refresh token.
    pub(super) fn url(&self, authorize_url: &Uri, client_id: &str) -> String {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(hash(self.verifier.expose()));
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", client_id),
                ("redirect_uri", &self.redirect_uri),
                ("scope", "api offline"),
                ("state", self.state.expose()),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ])
            .finish();
        format!("{authorize_url}?{query}")
    }

    /// Reads the query that the browser comes back with. Without the right state it is anybody's.
    pub(super) fn read(&self, query: &str) -> Result<Result<Code, Refused>, NoAnswer> {
        let state = only(query, "state").ok_or(NoAnswer)?;
        // Hashes are compared, so that the time it takes says nothing about the state.
        if hash(&state).as_ref() != hash(self.state.expose()).as_ref() {
            return Err(NoAnswer);
        }
        match (only(query, "code"), only(query, "error")) {
            (Some(code), None) if !code.is_empty() => Ok(Ok(Code(Secret::new(code)))),
            (_, Some(error)) => Ok(Err(Refused(known_word(&error)))),
            (_, None) => Err(NoAnswer),
        }
    }
}

fn hash(text: &str) -> digest::Digest {
    digest::digest(&digest::SHA256, text.as_bytes())
}

/// A parameter that is there once; of two, neither can be relied on.
fn only(query: &str, name: &str) -> Option<String> {
    let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name);
    let (_, value) = values.next()?;
    values.next().is_none().then(|| value.into_owned())
}

/// 256 bits as 43 characters, which is what PKCE asks for at the least.
fn random() -> Option<Secret> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(Secret::new(BASE64_URL_SAFE_NO_PAD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow() -> Flow {
        let secret = |text: &str| Secret::new(text.to_owned());
        Flow {
            redirect_uri: "http://127.0.0.1:8089/callback".to_owned(),
            state: secret("the-state"),
            // The example of RFC 7636, appendix B.
            verifier: secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        }
    }

    #[test]
    fn the_url_asks_for_a_refresh_token_with_state_and_pkce() {
        let url = flow().url(&Uri::from_static("https://account.example/oauth2/auth"), "pk&1");
        assert_eq!(
            url,
            "https://account.example/oauth2/auth?response_type=code&client_id=pk%261&redirect_uri=http%3A%2F%2F127.0.0.1\
             %3A8089%2Fcallback&scope=api+offline&state=the-state&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\
             &code_challenge_method=S256"
        );
    }

    #[test]
    fn only_the_answer_to_this_question_counts() {
        let read = |query| flow().read(query).map(|answer| answer.map(|code| code.0.expose().to_owned()));
        assert_eq!(read("code=c%2F1&scope=api&state=the-state"), Ok(Ok("c/1".to_owned())));
        assert_eq!(read("error=access_denied&state=the-state"), Ok(Err(Refused("access_denied"))));
        assert_eq!(read("error=my_secret&state=the-state"), Ok(Err(Refused("an unknown error"))));
        for query in [
            "",
            "code=1",
            "code=1&state=",
            "code=1&state=another",
            "code=1&state=the-state&state=the-state",
            "code=1&state=another&state=the-state",
            "code=1&code=2&state=the-state",
            "code=&state=the-state",
            "state=the-state",
            "error=access_denied&state=another",
        ] {
            assert_eq!(read(query), Err(NoAnswer), "{query}");
        }
    }

    #[test]
    fn no_two_attempts_are_alike_and_nothing_prints() {
        let [one, two] = [(); 2].map(|()| Flow::new("http://127.0.0.1:1/callback".to_owned()).unwrap());
        assert_ne!(one.state.expose(), two.state.expose());
        assert_ne!(one.verifier.expose(), two.verifier.expose());
        assert_eq!(one.verifier().len(), 43);
        assert!(!format!("{one:?}").contains(one.verifier()));
    }
}
