//! Orders: their custom columns and notes. Every order exists, but for those that a fault takes away.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::Refusal;
use crate::state::Sandbox;

/// What was written to one order.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Order {
    #[serde(rename = "CustomColumns")]
    columns: BTreeMap<String, Value>,
    #[serde(rename = "Notes")]
    notes: Vec<Note>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Note {
    #[serde(rename = "Message")]
    message: String,
    /// 0 general, 1 customer's instructions, 2 customer service.
    #[serde(rename = "Category")]
    category: u8,
}

#[derive(Debug, Deserialize)]
struct Column {
    #[serde(rename = "ColumnName")]
    name: String,
    #[serde(rename = "Value")]
    value: Value,
}

/// Writes one column.
pub(super) async fn set_column(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    write(&sandbox, &id, serde_json::from_slice(&body).map(|column| vec![column]))
}

/// Writes several columns, all or none.
pub(super) async fn set_columns(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    if sandbox.faults().sellercloud().single_columns_only {
        let message = "No HTTP resource was found that matches the request URI.";
        return Err(Refusal::new(StatusCode::NOT_FOUND, message));
    }
    write(&sandbox, &id, serde_json::from_slice(&body))
}

fn write(sandbox: &Sandbox, id: &str, columns: serde_json::Result<Vec<Column>>) -> Result<StatusCode, Refusal> {
    let id = existing(sandbox, id)?;
    let columns = columns.map_err(|_| wrong("ColumnName and Value are required."))?;
    let known = sandbox.faults().sellercloud().columns;
    let is_known = |name: &String| known.as_ref().is_none_or(|known| known.contains(name));
    if let Some(column) = columns.iter().find(|column| column.name.is_empty() || !is_known(&column.name)) {
        return Err(wrong(format!("There is no custom column \"{}\".", column.name)));
    }
    let written = columns.into_iter().map(|column| (column.name, column.value));
    sandbox.sellercloud().orders.entry(id).or_default().columns.extend(written);
    Ok(StatusCode::OK)
}

/// Adds a note.
pub(super) async fn add_note(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let id = existing(&sandbox, &id)?;
    let note: Option<Note> = serde_json::from_slice(&body).ok();
    let note = note.filter(|note| !note.message.trim().is_empty() && note.category <= 2);
    let note = note.ok_or_else(|| wrong("Message and a Category of 0 to 2 are required."))?;
    sandbox.sellercloud().orders.entry(id).or_default().notes.push(note);
    Ok(StatusCode::OK)
}

/// The notes of an order.
pub(super) async fn notes(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Result<Json<Vec<Value>>, Refusal> {
    let id = existing(&sandbox, &id)?;
    let account = sandbox.sellercloud();
    let notes = account.orders.get(&id).into_iter().flat_map(|order| &order.notes);
    let shown = notes.zip(1..).map(
        |(note, number)| json!({ "EntityID": id, "Category": note.category, "NoteID": number, "Note": note.message }),
    );
    Ok(Json(shown.collect()))
}

fn existing(sandbox: &Sandbox, id: &str) -> Result<i64, Refusal> {
    let missing = sandbox.faults().sellercloud().missing_orders;
    let id = id.parse().ok().filter(|id| *id > 0 && !missing.contains(id));
    id.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "The order was not found."))
}

fn wrong(message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, message)
}

/// `GET /sandbox/orders`: what was written to every order, by id.
pub(crate) async fn all_orders(State(sandbox): State<Sandbox>) -> Json<BTreeMap<i64, Order>> {
    Json(sandbox.sellercloud().orders.clone())
}

/// `DELETE /sandbox/orders`.
pub(crate) async fn forget_orders(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.sellercloud().orders.clear();
    StatusCode::NO_CONTENT
}
