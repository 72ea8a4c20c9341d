/// A number in decimal digits. Formatting as `Display` does it would cost a shopper most of a kilobyte.
#[must_use]
pub fn digits(mut number: u64) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'0' + (number % 10) as u8));
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn digits_are_those_of_display() {
        for number in [0, 1, 9, 10, 99, 100, 12_345, u64::from(u32::MAX), 9_007_199_254_740_991, u64::MAX] {
            assert_eq!(digits(number), number.to_string());
        }
    }
}
