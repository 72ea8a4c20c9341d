use picker_core::{Answer, Call};
use service_points::{Error, RetryAfter, read_availability, read_error, read_list, read_point, read_receipt};

use super::Clock;
use super::read::Value;
use crate::browser::Reply;

/// Reads what came of a call, and learns the time from it.
///
/// # Errors
/// [`Error::NoAnswer`] for a call that was aborted, and whatever else an endpoint can go wrong with.
pub(super) fn read(call: &Call, reply: Option<Reply>, clock: &Clock) -> Result<Answer, Error> {
    let reply = reply.ok_or(Error::NoAnswer)?;
    clock.learn(reply.made());
    let body = reply.body();
    let body = (!body.is_undefined()).then(|| Value::root(body));
    let status = reply.status();
    if !(200..300).contains(&status) {
        return Err(read_error(status, retry_after(&reply), body.as_ref()));
    }
    let body = body.ok_or(Error::Malformed)?;
    match call {
        Call::List(_) => read_list(&body).map(|list| Answer::List(Box::new(list))),
        Call::Retrieve(_) => read_point(&body).map(|point| Answer::Point(Box::new(point))),
        Call::Check(_) => read_availability(&body).map(Answer::Available),
        Call::Sign(..) => match (read_availability(&body)?, read_receipt(&body)) {
            (true, Some(receipt)) => Ok(Answer::Signed(receipt)),
            (true, None) => Err(Error::Malformed),
            (false, _) => Ok(Answer::Available(false)),
        },
    }
}

fn retry_after(reply: &Reply) -> Option<RetryAfter> {
    let (seconds, until) = (reply.wait_seconds(), reply.wait_until());
    if seconds.is_nan() {
        return (!until.is_nan()).then_some(RetryAfter::At(until as i64));
    }
    Some(RetryAfter::Seconds(seconds as u32))
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
#[path = "contract_tests.rs"]
mod contract;
