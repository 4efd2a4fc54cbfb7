//! How often somebody tried to sign in and failed. A name is held back at the address from which it was tried, never everywhere,
//! and for a while, never for good: nobody can lock others out.

use std::collections::BTreeMap;
use std::net::IpAddr;

/// So many failures are nobody's typing error.
const PER_NAME: usize = 5;

/// So many from one address, whatever the names.
const PER_ADDRESS: usize = 40;

/// Seconds after which a failure is forgotten.
const MEMORY: i64 = 300;

/// So many names are remembered at once; beyond, the oldest are forgotten.
const MOST: usize = 10_000;

/// Failures, by whom they were.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    failed: BTreeMap<(Option<IpAddr>, String), Vec<i64>>,
}

impl Attempts {
    /// Seconds to wait before `name` may be tried again from `address`; none where it may be now.
    pub(crate) fn wait(&mut self, name: &str, address: Option<IpAddr>, now: i64) -> Option<i64> {
        self.forget(now);
        let of_name = self
            .failed
            .get(&(address, name.to_owned()))
            .map_or(&[][..], Vec::as_slice);
        let of_address = self.failed.iter().filter(|((from, _), _)| *from == address);
        let mut all: Vec<i64> = of_address.flat_map(|(_, times)| times).copied().collect();
        all.sort_unstable();
        let until = |times: &[i64], most: usize| {
            let first = times.len().checked_sub(most)?;
            times.get(first).map(|time| time + MEMORY - now)
        };
        until(of_name, PER_NAME).max(until(&all, PER_ADDRESS))
    }

    /// Remembers a failure.
    pub(crate) fn fail(&mut self, name: &str, address: Option<IpAddr>, now: i64) {
        self.forget(now);
        if self.failed.len() >= MOST {
            let oldest = self.failed.iter().min_by_key(|(_, times)| times.last().copied());
            if let Some(oldest) = oldest.map(|(whose, _)| whose.clone()) {
                self.failed.remove(&oldest);
            }
        }
        // A name of a megabyte is no name.
        let name = name.chars().take(64).collect();
        self.failed.entry((address, name)).or_default().push(now);
    }

    /// Forgets the failures of who got in.
    pub(crate) fn forgive(&mut self, name: &str, address: Option<IpAddr>) {
        self.failed.remove(&(address, name.to_owned()));
    }

    fn forget(&mut self, now: i64) {
        for times in self.failed.values_mut() {
            times.retain(|time| now - time < MEMORY);
        }
        self.failed.retain(|_, times| !times.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn a_name_is_held_back_where_it_was_tried_and_for_a_while() {
        let here = Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)));
        let there = Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 2)));
        let mut attempts = Attempts::default();
        for second in 0..5 {
            assert_eq!(attempts.wait("admin", here, second), None);
            attempts.fail("admin", here, second);
        }
        assert_eq!(attempts.wait("admin", here, 5), Some(295));
        assert_eq!(attempts.wait("admin", there, 5), None);
        assert_eq!(attempts.wait("other", here, 5), None);
        assert_eq!(attempts.wait("admin", here, 300), None);
        attempts.forgive("admin", here);
        assert_eq!(attempts.wait("admin", here, 6), None);
    }

    #[test]
    fn many_names_from_one_address_are_one_guesser() {
        let here = Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let mut attempts = Attempts::default();
        for name in 0..40 {
            attempts.fail(&format!("name{name}"), here, 0);
        }
        assert_eq!(attempts.wait("fresh", here, 1), Some(299));
    }
}
