use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use super::{Grant, Granted, RefreshFile, TokenEndpoint, TokenError, TokenSource};
use crate::secret::Secret;

/// The refresh token grant (RFC 6749, section 6), for an account whose owner has agreed once.
///
/// Each answer may bring the next refresh token, and the one before is then worth nothing: so the next one is on the disk
/// before its access token is used.
#[derive(Debug)]
pub struct RefreshToken {
    /// Where.
    pub endpoint: TokenEndpoint,
    /// Where the refresh token is kept.
    pub file: RefreshFile,
    /// One that came and could not be written.
    unsaved: Mutex<Option<Unsaved>>,
}

#[derive(Debug)]
struct Unsaved {
    /// What the file held then. When it holds something else, somebody has logged in since.
    instead_of: Secret,
    token: Secret,
}

impl RefreshToken {
    /// With the refresh token of a file, which is read each time it is needed: after a new login there is nothing to
    /// start again.
    #[must_use]
    pub const fn new(endpoint: TokenEndpoint, file: RefreshFile) -> Self {
        Self { endpoint, file, unsaved: Mutex::new(None) }
    }

    async fn grant(&self) -> Result<Grant, TokenError> {
        let saved = self.file.read()?;
        let token = self.latest(&saved);
        match self.ask(&token).await {
            Ok(granted) => Ok(self.keep(saved, granted)),
            Err(refused @ TokenError::Refused { error: "invalid_grant", .. }) => {
                // Somebody may have logged in while the old token was on its way.
                let now = self.file.read()?;
                if now.expose() == saved.expose() {
                    return Err(refused);
                }
                let granted = self.ask(&now).await?;
                Ok(self.keep(now, granted))
            }
            Err(error) => Err(error),
        }
    }

    async fn ask(&self, token: &Secret) -> Result<Granted, TokenError> {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token.expose())];
        self.endpoint.ask(&fields).await
    }

    fn latest(&self, saved: &Secret) -> Secret {
        let unsaved = self.unsaved.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = unsaved.as_ref().filter(|unsaved| unsaved.instead_of.expose() == saved.expose());
        newer.map_or_else(|| saved.clone(), |unsaved| unsaved.token.clone())
    }

    fn keep(&self, instead_of: Secret, granted: Granted) -> Grant {
        if let Some(token) = granted.refresh_token {
            let unsaved = match self.file.write(&token) {
                Ok(()) => None,
                Err(error) => {
                    tracing::error!(
                        cause = %error,
                        "the new refresh token could not be saved; after a restart `service-point-proxy login` is needed"
                    );
                    Some(Unsaved { instead_of, token })
                }
            };
            *self.unsaved.lock().unwrap_or_else(PoisonError::into_inner) = unsaved;
        }
        granted.grant
    }
}

impl TokenSource for RefreshToken {
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>> {
        Box::pin(self.grant())
    }
}
