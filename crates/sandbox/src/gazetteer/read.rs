//! Reads a table of postal codes.

use std::collections::HashMap;

use csv::ReaderBuilder;
use flate2::read::GzDecoder;
use service_points::Position;

use super::Row;

/// The rows and the names of provinces that they point to.
pub(super) fn rows(table: &[u8]) -> (Vec<Row>, Vec<String>) {
    let mut reader = ReaderBuilder::new().from_reader(GzDecoder::new(table));
    let mut rows = Vec::new();
    let mut admins: Vec<String> = Vec::new();
    let mut crowds: HashMap<(u64, u64), u32> = HashMap::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let Some(mut row) = row(&record) else { continue };
        let admin = record.get(3).unwrap_or_default();
        // Rows are ordered by code, so the province is mostly one of the last few.
        let known = admins.iter().rposition(|known| known == admin);
        let index = known.unwrap_or_else(|| {
            admins.push(admin.to_owned());
            admins.len() - 1
        });
        row.admin = u16::try_from(index).unwrap_or_default();
        *crowds.entry(spot(&row.position)).or_default() += 1;
        rows.push(row);
    }
    for row in &mut rows {
        row.crowd = crowds.get(&spot(&row.position)).copied().unwrap_or(1);
    }
    (rows, admins)
}

fn spot(position: &Position) -> (u64, u64) {
    (position.latitude().to_bits(), position.longitude().to_bits())
}

fn row(record: &csv::StringRecord) -> Option<Row> {
    let degrees = |index| record.get(index).and_then(|text: &str| text.parse::<f64>().ok());
    Some(Row {
        postal_code: record.get(1)?.into(),
        place: record.get(2)?.into(),
        admin: 0,
        position: Position::new(degrees(4)?, degrees(5)?).ok()?,
        crowd: 0,
    })
}
