use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::assemble::identity;
use crate::config::Config;
use crate::files::Files;

/// Speaks from now on for whom `config` says, when that works; else goes on as before. What came of it is in the log.
///
/// Only credentials are taken from it (Sendcloud's, Sellercloud's and where their tokens are bought, the keys of receipts
/// and that of the merchant's backend, with what belongs to them), and the folder of the picker's files is read again.
/// Requests under way go on with what they began with.
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
    if let Some(folder) = config.server.files.clone() {
        reload_files(app, folder).await;
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

async fn reload_files(app: &App, folder: PathBuf) {
    // Reading and compressing takes a while, and requests are to go on.
    match tokio::task::spawn_blocking(move || Files::read(&folder)).await {
        Ok(Ok(files)) => {
            tracing::info!(files = files.count(), "the picker's files were read anew");
            app.files.replace(files);
        }
        Ok(Err(error)) => tracing::error!(cause = %error, "the picker's files stay as they were"),
        Err(_) => tracing::error!("the picker's files stay as they were"),
    }
}
