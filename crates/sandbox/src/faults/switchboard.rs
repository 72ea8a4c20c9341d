use std::time::Duration;

use axum::http::Method;

use super::{Faults, Latency, Plan, TokenFaults};
use crate::quota::Limits;
use crate::random::Random;
use crate::route::Route;
use crate::sellercloud::SellercloudFaults;

/// The faults that are on, and what chance has left of them.
#[derive(Debug)]
pub(crate) struct Switchboard {
    faults: Faults,
    random: Random,
}

impl Default for Switchboard {
    fn default() -> Self {
        Self { faults: Faults::default(), random: Random::seeded("faults", 0) }
    }
}

impl Switchboard {
    /// Replaces all faults.
    pub(crate) fn set(&mut self, faults: Faults) {
        self.random = Random::seeded("faults", faults.seed);
        self.faults = faults;
    }

    /// The faults that are on; rules that have hit as often as they were to are gone.
    pub(crate) fn current(&self) -> &Faults {
        &self.faults
    }

    /// What the next request of that kind suffers. Latencies add up; of several statuses, bodies and drips, the first
    /// counts.
    pub(crate) fn plan(&mut self, route: Route, method: &Method) -> Plan {
        let mut plan = Plan::default();
        for rule in self.faults.rules.iter_mut().filter(|rule| rule.concerns(route, method)) {
            if rule.times == Some(0) || !rule.rate.is_none_or(|rate| self.random.chance(rate)) {
                continue;
            }
            rule.times = rule.times.map(|times| times - 1);
            plan.latency += match rule.latency_ms {
                None => Duration::ZERO,
                Some(Latency::Fixed(milliseconds)) => Duration::from_millis(milliseconds),
                Some(Latency::Between { min, max }) => {
                    Duration::from_millis(min + self.random.below((max - min + 1) as usize) as u64)
                }
            };
            if plan.status.is_none() {
                plan.status = rule.status;
                plan.retry_after.clone_from(&rule.retry_after);
            }
            plan.body = plan.body.or(rule.body);
            plan.drip = plan.drip.or(rule.drip);
        }
        self.faults.rules.retain(|rule| rule.times != Some(0));
        plan
    }

    pub(crate) fn geocoder_down(&self) -> bool {
        self.faults.geocoder_down
    }

    pub(crate) fn stacked(&self) -> bool {
        self.faults.stacked
    }

    pub(crate) fn not_enabled(&self) -> bool {
        self.faults.not_enabled
    }

    pub(crate) fn is_unavailable(&self, id: i64) -> bool {
        self.faults.unavailable.includes(id)
    }

    pub(crate) fn quota(&self) -> Option<Limits> {
        self.faults.quota
    }

    pub(crate) fn token(&self) -> TokenFaults {
        self.faults.token.clone()
    }

    pub(crate) fn sellercloud(&self) -> SellercloudFaults {
        self.faults.sellercloud.clone()
    }
}
