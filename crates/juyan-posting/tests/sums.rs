//! Sums that are held ready beside the ledger: nobody takes their word for what the rows come to.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod desk;

use desk::{Desk, act, projects};
use juyan_ledger::{LedgerError, Tally};

/// Who reckons the whole chain anew can have it vouch for sums of another ledger; the rows tell.
#[test]
fn sums_that_the_chain_was_made_to_vouch_for_are_held_against_the_rows() {
    let (mut desk, mut other) = (Desk::new(), Desk::new());
    desk.post(&projects(18, 17)).unwrap();
    other.post(&projects(40, 3)).unwrap();
    assert!(desk.unfounded().is_empty());
    let sums: Vec<Tally> = other
        .ledger
        .read(|reading| {
            let ready = reading.ready()?;
            let names = ready.names().filter(|name| name.starts_with("key_project"));
            names
                .map(|name| {
                    Ok::<_, LedgerError>(Tally {
                        name: name.to_owned(),
                        bytes: ready.get(name)?.unwrap(),
                    })
                })
                .collect::<Result<_, _>>()
        })
        .unwrap();
    assert!(!sums.is_empty());
    desk.ledger
        .change(&act(desk.at), |change| change.hold_ready(&sums, &[]))
        .unwrap();
    assert_eq!(desk.ledger.verify(None).unwrap().flaws, []);
    let unfounded = desk.unfounded();
    let told = |name: &str| unfounded.sums.iter().any(|sum| sum == name);
    assert!(
        unfounded.facts.is_empty() && told("key_project_start/2024-01-01/2024-06-30"),
        "{unfounded:?}"
    );
}
