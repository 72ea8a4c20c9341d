use service_points::{
    CarrierCodes, CarrierScope, CountryCode, Limit, Place, ReferencePoint, Request, Search, ServicePointId,
};

/// A read, with the name under which its answer is shared.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    question: Question,
    /// The same for every way of asking the same.
    pub(super) key: String,
    /// Whose weeks its opening times are; of one point, its answer says.
    pub(super) country: Option<CountryCode>,
    /// How many points fill it, when it is a cell.
    pub(super) full_at: Option<u32>,
}

/// What the API is asked, when it is.
#[derive(Clone, Debug)]
enum Question {
    List(Box<Search>),
    One(ServicePointId),
}

impl Asked {
    /// A list as somebody asked for it.
    pub(crate) fn list(search: &Search) -> Self {
        let question = Question::List(Box::new(search.clone()));
        Self { question, key: name(search), country: Some(search.country), full_at: None }
    }

    /// The list of a cell.
    pub(super) fn cell(search: &Search) -> Self {
        let full_at = search.limit.unwrap_or(Limit::DEFAULT).get();
        let asked = Self::list(search);
        Self { key: ["cell ", &asked.key].concat(), full_at: Some(full_at), ..asked }
    }

    /// One point.
    pub(crate) fn one(id: ServicePointId) -> Self {
        Self { key: Request::retrieve(id).target, question: Question::One(id), country: None, full_at: None }
    }

    /// How the API is asked.
    pub(super) fn request(&self) -> Request {
        match &self.question {
            Question::List(search) => Request::list(search),
            Question::One(id) => Request::retrieve(*id),
        }
    }
}

/// A query without what makes no difference: the order of lists, a limit that is said and one that is not, capitals and
/// spaces of an address.
fn name(search: &Search) -> String {
    let mut search = search.clone();
    search.limit.get_or_insert(Limit::DEFAULT);
    if let CarrierScope::Codes(codes) = &search.carriers {
        let mut codes = codes.as_slice().to_vec();
        codes.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        if let Some(codes) = CarrierCodes::new(codes) {
            search.carriers = CarrierScope::Codes(codes);
        }
    }
    search.filters.carrier_service_point_ids.sort();
    search.filters.carrier_service_point_ids.dedup();
    search.filters.general_shop_types.sort_by(|a, b| a.as_wire().cmp(b.as_wire()));
    search.filters.general_shop_types.dedup();
    if let Place::Near(ReferencePoint::Address(address), _) = &mut search.place {
        let words: Vec<_> = address.split_whitespace().map(str::to_lowercase).collect();
        *address = words.join(" ");
    }
    search.to_query()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(query: &str) -> String {
        Asked::list(&Search::parse(query).unwrap()).key
    }

    #[test]
    fn ways_of_asking_the_same_have_one_name() {
        let scope = "country_code=NL&carrier_code=dhl&carrier_code=postnl";
        for (one, other) in [
            (format!("{scope}&limit=100"), "carrier_code=postnl&carrier_code=dhl&country_code=NL".to_owned()),
            (format!("{scope}&address=Dam+1"), format!("{scope}&address=%20dam%20%201")),
            (format!("{scope}&latitude=52.1&longitude=4"), format!("{scope}&longitude=4.0000001&latitude=52.10")),
            (
                format!("{scope}&general_shop_type=locker&general_shop_type=servicepoint"),
                format!("{scope}&general_shop_type=servicepoint&general_shop_type=locker&general_shop_type=locker"),
            ),
            (
                format!("{scope}&carrier_service_point_id=2&carrier_service_point_id=1"),
                format!("{scope}&carrier_service_point_id=1&carrier_service_point_id=2"),
            ),
        ] {
            assert_eq!(key(&one), key(&other), "{one} {other}");
        }
    }

    #[test]
    fn different_questions_have_different_names() {
        let scope = "country_code=NL&use_integration_carriers=1";
        let questions = [
            scope.to_owned(),
            "country_code=BE&use_integration_carriers=1".to_owned(),
            "country_code=NL&carrier_code=dhl".to_owned(),
            format!("{scope}&limit=99"),
            format!("{scope}&address=Dam+1"),
            format!("{scope}&address=Dam+11"),
            format!("{scope}&address_street=Dam&address_house_number=1"),
            format!("{scope}&latitude=52.1&longitude=4"),
            format!("{scope}&latitude=52.1&longitude=4&radius=500"),
            format!("{scope}&latitude=52.100001&longitude=4"),
            format!("{scope}&general_shop_type=locker"),
            format!("{scope}&carrier_shop_type=locker"),
        ];
        let mut keys: Vec<_> = questions.iter().map(|question| key(question)).collect();
        keys.push(Asked::cell(&Search::parse(scope).unwrap()).key);
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), questions.len() + 1);
    }
}
