use service_points::Carrier;

/// Up to two letters that stand for a carrier where there is no picture of it.
pub(crate) fn letters(carrier: &Carrier) -> String {
    let mut words = carrier.name.split([' ', '-', '_', '.']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or(&carrier.code);
    let letters: String = match words.next() {
        Some(second) => first.chars().take(1).chain(second.chars().take(1)).collect(),
        None => first.chars().take(2).collect(),
    };
    letters.to_uppercase()
}
