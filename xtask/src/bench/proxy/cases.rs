/// A question, and what it shows.
#[derive(Debug)]
pub(super) struct Case {
    /// Word for programs.
    pub(super) name: &'static str,
    /// What it is, for people.
    pub(super) about: &'static str,
    /// What the proxy may cost at the most, in nginx's cost of passing the same on; `None` where there is no goal.
    pub(super) goal: Option<f64>,
    pub(super) method: &'static str,
    /// The path and query below `/api`. `{}` stands for a number that no other request has.
    pub(super) target: &'static str,
    /// More header lines.
    pub(super) headers: &'static str,
}

const AVAILABILITY: &str = "/service-points/1/check-availability";
const POINT: &str = "/service-points/{}";
const SEARCH: &str = "/service-points?country_code=NL&use_integration_carriers=true&limit=20&address=Straat%20{}";
const SAME: &str = "/service-points?country_code=NL&use_integration_carriers=true&limit=20&address=Stadhuisplein";

/// Nothing is kept of the first; the next two are asked for the first time with every request; the last two were asked
/// for before.
pub(super) const CASES: &[Case] = &[
    Case {
        name: "pass_through",
        about: "availability, passed through",
        goal: Some(1.4),
        method: "POST",
        target: AVAILABILITY,
        headers: "X-Service-Point-Picker: 1\\r\\nContent-Length: 0\\r\\n",
    },
    Case { name: "miss_point", about: "a point, not kept", goal: None, method: "GET", target: POINT, headers: "" },
    Case { name: "miss_list", about: "20 points, not kept", goal: None, method: "GET", target: SEARCH, headers: "" },
    Case { name: "hit_list", about: "20 points, kept", goal: Some(1.0), method: "GET", target: SAME, headers: "" },
    Case {
        name: "hit_compressed",
        about: "the same, compressed",
        goal: Some(1.0),
        method: "GET",
        target: SAME,
        headers: "Accept-Encoding: gzip, br\\r\\n",
    },
];
