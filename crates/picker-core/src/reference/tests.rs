use service_points::Position;

use super::recover;

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

/// A fixed sequence of numbers in 0..1 (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A place in a disc of so many metres around another.
    fn around(&mut self, middle: &Position, radius: f64) -> Position {
        let (length, angle) = (radius * self.next().sqrt(), self.next() * std::f64::consts::TAU);
        moved(middle, length * angle.cos(), length * angle.sin())
    }
}

/// A place so many metres east and north of another, across the antimeridian if need be.
fn moved(from: &Position, east: f64, north: f64) -> Position {
    let latitude = from.latitude() + north / 111_195.0;
    let longitude = from.longitude() + east / 111_195.0 / from.latitude().to_radians().cos();
    at(latitude, (longitude + 180.0).rem_euclid(360.0) - 180.0)
}

/// What the API would answer.
fn measured(reference: &Position, points: &[Position]) -> Vec<(Position, u32)> {
    points.iter().map(|point| (*point, point.distance_to(reference).round() as u32)).collect()
}

fn error(reference: &Position, points: &[Position]) -> f64 {
    recover(&measured(reference, points)).map_or(f64::INFINITY, |found| found.distance_to(reference))
}

const FLORENCE: (f64, f64) = (43.7731, 11.2558);

#[test]
fn the_middle_of_a_town_is_found_from_five_points() {
    let reference = at(FLORENCE.0, FLORENCE.1);
    let points = [(120.0, 80.0), (-300.0, 40.0), (60.0, -400.0), (500.0, 350.0), (-90.0, -610.0)]
        .map(|(x, y)| moved(&reference, x, y));
    let error = error(&reference, &points);
    assert!(error < 1.0, "{error}");
}

#[test]
fn random_answers_lead_back_to_their_reference_point() {
    let mut numbers = Numbers(7);
    let middles = [FLORENCE, (-33.87, 151.21), (64.15, -21.94), (-16.8, 179.99), (0.0, 0.0), (51.44, 5.47)];
    let (mut good, mut close, mut all) = (0, 0, 0);
    for case in 0..3000 {
        let (latitude, longitude) = middles[case % middles.len()];
        let middle = at(latitude, longitude);
        let count = 5 + (numbers.next() * 96.0) as usize;
        let points: Vec<Position> = (0..count).map(|_| numbers.around(&middle, 5000.0)).collect();
        let error = error(&numbers.around(&middle, 5000.0), &points);
        all += 1;
        good += usize::from(error < 50.0);
        close += usize::from(error < 20.0);
        assert!(error < 50.0 || error.is_infinite(), "case {case}: rather no answer than a wrong one, {error}");
    }
    assert!(good * 100 >= all * 99, "{good} of {all} within 50 m");
    assert!(close * 100 >= all * 99, "{close} of {all} within 20 m");
}

#[test]
fn five_points_of_a_street_corner_or_of_a_region_will_do() {
    let mut numbers = Numbers(11);
    // Far away even a small share of a distance is many metres: then there may be no answer, but never a wrong one.
    for (radius, least) in [(200.0, 950), (1000.0, 970), (20_000.0, 970), (50_000.0, 500)] {
        let (mut good, mut wrong) = (0, 0);
        for _ in 0..1000 {
            let middle = at(52.0, 5.0);
            let points: Vec<Position> = (0..5).map(|_| numbers.around(&middle, radius)).collect();
            let error = error(&numbers.around(&middle, radius), &points);
            good += usize::from(error < 50.0);
            wrong += usize::from(error.is_finite() && error >= 50.0);
        }
        assert!(good >= least && wrong == 0, "{radius} m: {good} found, {wrong} wrong of 1000");
    }
}

#[test]
fn distances_on_the_ellipsoid_are_good_enough() {
    let mut numbers = Numbers(13);
    let (mut good, mut wrong) = (0, 0);
    for _ in 0..1000 {
        let middle = at(52.0, 5.0);
        let points: Vec<Position> = (0..20).map(|_| numbers.around(&middle, 3000.0)).collect();
        let reference = numbers.around(&middle, 3000.0);
        let stretched: Vec<_> = points
            .iter()
            .map(|point| {
                // Up to 0.44 % longer, more so eastwards.
                let east = ((point.longitude() - reference.longitude()) * 111_195.0 * 0.616).abs();
                let metres = point.distance_to(&reference);
                (*point, (metres * (1.0 + 0.0044 * east / metres.max(1.0))).round() as u32)
            })
            .collect();
        let error = recover(&stretched).map_or(f64::INFINITY, |found| found.distance_to(&reference));
        good += usize::from(error < 20.0);
        wrong += usize::from(error.is_finite() && error >= 50.0);
    }
    assert!(good >= 990 && wrong == 0, "{good} within 20 m, {wrong} wrong of 1000");
}

#[test]
fn an_address_at_a_point_itself_is_found() {
    let reference = at(FLORENCE.0, FLORENCE.1);
    let points =
        [(0.0, 0.0), (0.0, 0.0), (310.0, -20.0), (-150.0, 260.0), (80.0, 400.0)].map(|(x, y)| moved(&reference, x, y));
    let error = error(&reference, &points);
    assert!(error < 2.0, "{error}");
}

#[test]
fn three_points_are_the_least() {
    let reference = at(FLORENCE.0, FLORENCE.1);
    let points = [(200.0, 0.0), (0.0, 300.0), (-400.0, -100.0)].map(|(x, y)| moved(&reference, x, y));
    assert!(error(&reference, &points) < 3.0);
    for count in 0..3 {
        assert_eq!(recover(&measured(&reference, &points[..count])), None);
    }
}

#[test]
fn points_on_a_line_leave_its_sides_open() {
    let reference = at(FLORENCE.0, FLORENCE.1);
    for wobble in [0.0, 0.05, 0.2] {
        let points: Vec<Position> = (0..10)
            .map(|i| moved(&reference, 300.0 + wobble * f64::from(i % 2), 100.0 * f64::from(i) - 450.0))
            .collect();
        assert_eq!(recover(&measured(&reference, &points)), None, "{wobble}");
    }
}

#[test]
fn points_at_one_spot_say_nothing_about_the_direction() {
    let reference = at(FLORENCE.0, FLORENCE.1);
    let spot = moved(&reference, 800.0, 100.0);
    assert_eq!(recover(&measured(&reference, &[spot; 200])), None);
    let nearly: Vec<Position> = (0..20).map(|i| moved(&spot, f64::from(i % 3), f64::from(i % 2))).collect();
    let error = error(&reference, &nearly);
    assert!(error.is_infinite() || error < 50.0, "{error}");
}

#[test]
fn distances_that_fit_nowhere_are_refused() {
    let mut numbers = Numbers(17);
    let middle = at(FLORENCE.0, FLORENCE.1);
    for _ in 0..200 {
        let points: Vec<Position> = (0..20).map(|_| numbers.around(&middle, 3000.0)).collect();
        let samples: Vec<_> = points.iter().map(|point| (*point, (numbers.next() * 5000.0) as u32)).collect();
        assert_eq!(recover(&samples), None);
        let far: Vec<_> = points.iter().map(|point| (*point, u32::MAX)).collect();
        assert_eq!(recover(&far), None);
    }
}

#[test]
fn poles_and_the_antimeridian_are_places_too() {
    for (latitude, longitude) in [(-16.8, 180.0), (-16.8, -179.999), (89.0, 40.0)] {
        let reference = at(latitude, longitude);
        let points =
            [(220.0, 80.0), (-300.0, 40.0), (60.0, -400.0), (500.0, 350.0)].map(|(x, y)| moved(&reference, x, y));
        let error = error(&reference, &points);
        assert!(error < 5.0, "{latitude} {longitude}: {error}");
    }
    let pole = [at(90.0, 0.0), at(90.0, 90.0), at(89.9999, 180.0), at(89.9999, 90.0)];
    let error = error(&at(89.9999, 0.0), &pole);
    assert!(error.is_infinite() || error < 50.0, "{error}");
}
