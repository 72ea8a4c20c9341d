//! How well the reference point of a search is recovered from its answer, measured on answers such as the API gives: the
//! closest points, up to a limit, and their distances in whole metres, on the sphere or on the ellipsoid.
#![expect(clippy::unwrap_used, reason = "a test ends by panicking")]

use std::path::Path;

use geographiclib_rs::{Geodesic, InverseGeodesic};
use picker_core::reference::recover;
use service_points::Position;

const METRES_A_DEGREE: f64 = 111_195.08;

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

/// How the API might measure: nobody says.
#[derive(Clone, Copy, Debug)]
enum Measure {
    Sphere,
    Ellipsoid,
}

impl Measure {
    fn metres(self, a: &Position, b: &Position) -> f64 {
        match self {
            Self::Sphere => a.distance_to(b),
            Self::Ellipsoid => Geodesic::wgs84().inverse(a.latitude(), a.longitude(), b.latitude(), b.longitude()),
        }
    }

    /// An answer: the `limit` closest points.
    fn answer(self, reference: &Position, points: &[Position], limit: usize) -> Vec<(Position, u32)> {
        let mut found: Vec<(Position, f64)> =
            points.iter().map(|point| (*point, self.metres(reference, point))).collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        found.into_iter().take(limit).map(|(point, metres)| (point, metres.round() as u32)).collect()
    }
}

/// What came of many answers.
#[derive(Debug, Default)]
struct Score {
    /// Within 50 m.
    close: u32,
    /// Off by more, but by no more than a hundredth of the distances.
    near: u32,
    /// No answer.
    open: u32,
    /// Somewhere else.
    wrong: u32,
}

impl Score {
    fn count(&mut self, reference: &Position, answer: &[(Position, u32)]) {
        let mean = answer.iter().map(|(_, metres)| f64::from(*metres)).sum::<f64>() / answer.len() as f64;
        match recover(answer) {
            Some(found) if found.distance_to(reference) <= 50.0 => self.close += 1,
            Some(found) if found.distance_to(reference) <= 0.01 * mean => self.near += 1,
            Some(_) => self.wrong += 1,
            None => self.open += 1,
        }
    }

    fn all(&self) -> u32 {
        self.close + self.near + self.open + self.wrong
    }

    /// Per mille of all answers that lead within 50 m.
    fn close_per_mille(&self) -> u32 {
        self.close * 1000 / self.all()
    }

    fn add(&mut self, other: &Self) {
        self.close += other.close;
        self.near += other.near;
        self.open += other.open;
        self.wrong += other.wrong;
    }
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

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    /// A place in a disc of so many metres around another, with the five decimals that carriers give.
    fn around(&mut self, middle: &Position, radius: f64) -> Position {
        let (length, angle) = (radius * self.next().sqrt(), self.next() * std::f64::consts::TAU);
        let place = moved(middle, length * angle.cos(), length * angle.sin());
        let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
        at(rounded(place.latitude()), rounded(place.longitude()))
    }
}

fn moved(from: &Position, east: f64, north: f64) -> Position {
    let across = METRES_A_DEGREE * from.latitude().to_radians().cos();
    at(from.latitude() + north / METRES_A_DEGREE, from.longitude() + east / across)
}

/// A table of the sandbox, line by line.
fn table(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sandbox/data/florence").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The real places of Florence, with the carrier that each stands for.
fn florence() -> Vec<(String, Position)> {
    let point = |line: &str| {
        let point: serde_json::Value = serde_json::from_str(line).unwrap();
        let coordinate = |name: &str| point["position"][name].as_f64().unwrap();
        let carrier = point["carrier"]["code"].as_str().unwrap().to_owned();
        (carrier, at(coordinate("latitude"), coordinate("longitude")))
    };
    table("points.jsonl").lines().map(point).collect()
}

/// A place on each street of Florence.
fn streets() -> Vec<Position> {
    let street = |line: &str| {
        let mut columns = line.rsplit(',');
        let (longitude, latitude) = (columns.nth(2).unwrap(), columns.next().unwrap());
        at(latitude.parse().unwrap(), longitude.parse().unwrap())
    };
    table("streets.csv").lines().skip(1).map(street).collect()
}

#[test]
fn every_street_of_a_town_is_found_from_the_answer_to_its_search() {
    let (points, streets) = (florence(), streets());
    assert!(points.len() > 400 && streets.len() > 2000);
    let mut carriers: Vec<&str> = points.iter().map(|(carrier, _)| carrier.as_str()).collect();
    carriers.sort_unstable();
    carriers.dedup();
    let all: Vec<Position> = points.iter().map(|(_, position)| *position).collect();
    let of = |carrier: &str| -> Vec<Position> {
        points.iter().filter(|(code, _)| code == carrier).map(|(_, position)| *position).collect()
    };
    let mut searches: Vec<(Vec<Position>, usize)> = vec![(all.clone(), 5), (all.clone(), 10), (all, 100)];
    searches.extend(carriers.iter().map(|carrier| (of(carrier), 10)));

    let mut total = Score::default();
    for measure in [Measure::Sphere, Measure::Ellipsoid] {
        for (points, limit) in &searches {
            let mut score = Score::default();
            for street in streets.iter().step_by(5) {
                score.count(street, &measure.answer(street, points, *limit));
            }
            println!("{measure:?}, {limit} of {}: {score:?}", points.len());
            total.add(&score);
        }
    }
    println!("{total:?}: {} per mille", total.close_per_mille());
    assert_eq!(total.wrong, 0, "rather no place than a wrong one");
    assert!(total.close_per_mille() >= 990, "{total:?}");
}

#[test]
fn other_lands_have_other_patterns() {
    let mut numbers = Numbers(23);
    let mut total = Score::default();
    for (latitude, radius) in
        [(52.37, 800.0), (52.37, 3000.0), (40.4, 3000.0), (64.1, 8000.0), (-33.9, 8000.0), (28.1, 20_000.0)]
    {
        for measure in [Measure::Sphere, Measure::Ellipsoid] {
            let mut score = Score::default();
            for _ in 0..600 {
                let middle = at(latitude, numbers.between(-170.0, 170.0));
                let count = 5 + (numbers.next() * 60.0) as usize;
                let points: Vec<Position> = (0..count).map(|_| numbers.around(&middle, radius)).collect();
                let reference = numbers.around(&middle, radius);
                let limit = if numbers.next() < 0.5 { 100 } else { 5 };
                score.count(&reference, &measure.answer(&reference, &points, limit));
            }
            println!("{measure:?}, {latitude} degrees, {radius} m: {score:?}");
            total.add(&score);
        }
    }
    println!("{total:?}: {} per mille", total.close_per_mille());
    assert_eq!(total.wrong, 0, "{total:?}");
    assert!(total.close_per_mille() >= 990, "{total:?}");
}

/// A village of one street: its points leave open on which side of it the address is, the less so the more they stray.
#[test]
fn points_along_one_street_lead_to_no_wrong_side() {
    let mut numbers = Numbers(29);
    let mut total = Score::default();
    for stray in [0.0, 1.0, 5.0, 20.0, 60.0, 200.0] {
        for measure in [Measure::Sphere, Measure::Ellipsoid] {
            let mut score = Score::default();
            for _ in 0..500 {
                let middle = at(numbers.between(36.0, 65.0), numbers.between(-9.0, 28.0));
                let angle = numbers.next() * std::f64::consts::TAU;
                let length = numbers.between(500.0, 5000.0);
                let count = 5 + (numbers.next() * 8.0) as usize;
                let points: Vec<Position> = (0..count)
                    .map(|_| {
                        let (along, aside) = (numbers.between(-length, length), numbers.between(-stray, stray));
                        let (sine, cosine) = angle.sin_cos();
                        moved(&middle, along * cosine - aside * sine, along * sine + aside * cosine)
                    })
                    .collect();
                let reference = numbers.around(&middle, length);
                score.count(&reference, &measure.answer(&reference, &points, 100));
            }
            println!("{measure:?}, {stray} m astray: {score:?}");
            total.add(&score);
        }
    }
    assert_eq!(total.wrong, 0, "{total:?}");
}
