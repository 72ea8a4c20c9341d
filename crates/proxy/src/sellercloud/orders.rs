//! A choice, written to an order. Writing it twice leaves what writing it once leaves.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::OrderError;
use super::calls::{Call, Calls, Failed};
use crate::app::App;
use crate::client::Incoming;
use crate::config::OrderColumns;
use crate::hand_off::Note;
use crate::receipt::Claims;

/// What an order holds of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its custom columns, by name.
    pub(crate) columns: BTreeMap<String, String>,
    /// What came of it, for the log.
    pub(crate) calls: u32,
    /// The API's last status.
    pub(crate) status: Option<u16>,
}

/// Orders that are being written: each by one request at a time, so that two choices do not mix.
#[derive(Debug, Default)]
pub struct OrderLocks(Mutex<HashMap<u64, Arc<tokio::sync::Mutex<()>>>>);

impl OrderLocks {
    async fn enter(&self, order: u64) -> tokio::sync::OwnedMutexGuard<()> {
        let lock = {
            let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Those that nobody holds or waits for are done.
            locks.retain(|_, lock| Arc::strong_count(lock) > 1);
            Arc::clone(locks.entry(order).or_default())
        };
        lock.lock_owned().await
    }
}

/// Writes a choice to the custom columns of an order, and then a note for people. Each step is repeated while that may
/// help, within half a minute.
pub(crate) async fn write(app: &App, order: u64, claims: &Claims, note: &Note) -> Result<Written, OrderError> {
    let _alone = app.order_locks.enter(order).await;
    let identity = app.identity();
    let Some(sellercloud) = &identity.sellercloud else { return Err(OrderError::NotConfigured) };
    let columns = columns(&sellercloud.columns, claims);
    let mut calls = Calls::new(app, Arc::clone(&identity));
    write_columns(&mut calls, order, &columns).await?;
    write_note(&mut calls, order, note).await?;
    Ok(Written { columns, calls: calls.count, status: calls.status })
}

/// A post number of an earlier choice must not stay, so an empty text takes its place.
fn columns(names: &OrderColumns, claims: &Claims) -> BTreeMap<String, String> {
    let post_number = claims.post_number.as_ref().map_or("", |number| number.as_str());
    let columns = [
        (Some(&names.id), claims.id.to_string()),
        (names.carrier.as_ref(), claims.carrier.clone()),
        (names.post_number.as_ref(), post_number.to_owned()),
    ];
    columns.into_iter().filter_map(|(name, value)| Some((name?.clone(), value))).collect()
}

/// All of them at once; one by one where Sellercloud has no route for that, which it answers as it does an order that it
/// does not have.
async fn write_columns(
    calls: &mut Calls<'_>,
    order: u64,
    columns: &BTreeMap<String, String>,
) -> Result<(), OrderError> {
    let column = |(name, value): (&String, &String)| json!({"ColumnName": name, "Value": value});
    let several = Call {
        method: Method::PUT,
        path: format!("/api/Orders/{order}/CustomColumns/Multiple"),
        body: Some(columns.iter().map(column).collect()),
    };
    match calls.ask(&several).await {
        Ok(_) => return Ok(()),
        Err(OrderError::NotFound | OrderError::Refused { status: 405, .. }) => {}
        Err(error) => return Err(error),
    }
    for entry in columns {
        let path = format!("/api/Orders/{order}/CustomColumns");
        calls.ask(&Call { method: Method::PUT, path, body: Some(column(entry)) }).await?;
    }
    Ok(())
}

/// Adds the note unless the order has it. An attempt that may have succeeded is not repeated before the order's notes have
/// been read again.
async fn write_note(calls: &mut Calls<'_>, order: u64, note: &Note) -> Result<(), OrderError> {
    let path = format!("/api/Orders/{order}/Notes");
    let read = Call { method: Method::GET, path: path.clone(), body: None };
    let add = Call { method: Method::POST, path, body: Some(json!({"Message": note.text, "Category": 0})) };
    let mut made = 0;
    loop {
        let known = match calls.ask(&read).await {
            Ok(incoming) => holds(&incoming, &note.mark),
            // Where notes cannot be read, the one attempt has to do.
            Err(OrderError::NotFound | OrderError::Refused { .. }) => None,
            Err(error) => return Err(error),
        };
        if known == Some(true) {
            return Ok(());
        }
        match calls.once(&add, &mut made).await {
            Ok(_) => return Ok(()),
            Err(Failed { again: Some(wait), .. }) if known.is_some() => calls.wait(wait).await,
            Err(Failed { error, .. }) => return Err(error),
        }
    }
}

/// Whether a text of these notes has the mark; `None` when they cannot be read.
fn holds(incoming: &Incoming, mark: &str) -> Option<bool> {
    if incoming.status == StatusCode::NO_CONTENT {
        return Some(false);
    }
    let notes: Value = serde_json::from_slice(&incoming.body).ok()?;
    Some(has_text(&notes, mark))
}

fn has_text(value: &Value, mark: &str) -> bool {
    match value {
        Value::String(text) => text.contains(mark),
        Value::Array(items) => items.iter().any(|item| has_text(item, mark)),
        Value::Object(fields) => fields.values().any(|field| has_text(field, mark)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use super::*;

    #[tokio::test]
    async fn one_order_is_written_by_one_at_a_time_and_others_do_not_wait() {
        let locks = OrderLocks::default();
        let first = locks.enter(1).await;
        let _other = locks.enter(2).await;
        let mut second = Box::pin(locks.enter(1));
        assert!(std::future::poll_fn(|cx| Poll::Ready(second.as_mut().poll(cx).is_pending())).await);
        drop(first);
        let second = second.await;
        drop(second);
        let _third = locks.enter(3).await;
        assert_eq!(locks.0.lock().unwrap().len(), 2, "what nobody waits for is forgotten");
    }

    #[test]
    fn a_mark_is_found_wherever_a_note_has_its_text() {
        let notes = |text: &str| Incoming {
            status: StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: text.to_owned().into(),
        };
        assert_eq!(holds(&notes(r#"[{"NoteID":1,"Note":"Chosen. [receipt abc]"}]"#), "[receipt abc]"), Some(true));
        assert_eq!(holds(&notes(r#"{"Items":[{"Note":"[receipt abd]"}]}"#), "[receipt abc]"), Some(false));
        assert_eq!(holds(&notes("<html>"), "[receipt abc]"), None);
    }
}
