use std::sync::Arc;

use crate::app::App;
use crate::assemble::identity;
use crate::config::Config;

/// Speaks from now on for whom `config` says, when that works; else goes on as before. What came of it is in the log.
///
/// Only credentials are taken from it: Sendcloud's, Sellercloud's and where their tokens are bought, the keys of receipts and
/// that of the merchant's backend, with what belongs to them. Requests under way
/// go on with those that they began with.
pub async fn reload(app: &App, config: &Config) {
    let before = app.identity();
    for (setting, was_on, is_on) in [
        ("SPP_TOKEN_MODE", app.token_mode.is_some(), config.token_mode.is_some()),
        ("SPP_RECEIPT_KEYS_FILE", before.receipts.is_some(), config.receipts.is_some()),
        ("SPP_ORDERS_KEY", before.orders_key.is_some(), config.orders_key.is_some()),
    ] {
        if was_on != is_on {
            tracing::warn!(setting, "a part was switched on or off; that needs a restart");
        }
    }
    let next = match identity(config, &app.upstream.client, &Arc::clone(&app.clock)) {
        Ok(next) => next,
        Err(error) => {
            tracing::error!(cause = %error, "the credentials stay as they were");
            return;
        }
    };
    match app.upstream.identities.replace(next).await {
        Ok(()) => {
            app.points.forget();
            tracing::info!("the credentials were read anew");
        }
        Err(error) => tracing::error!(cause = %error, "the credentials stay as they were"),
    }
}
