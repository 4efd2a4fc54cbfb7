//! What a submission is, and what may become of it.

/// Where a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// The department writes it.
    Drafted,
    /// The bureau has it.
    Submitted,
    /// The department has it back, with reasons.
    Returned,
    /// The bureau takes it; its figures are being recorded.
    Approved,
    /// Its figures stand in the ledger; what is wrong with them is put right by another.
    Locked,
}

impl State {
    pub(crate) const ALL: [Self; 5] = [
        Self::Drafted,
        Self::Submitted,
        Self::Returned,
        Self::Approved,
        Self::Locked,
    ];

    /// The name that is stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Locked => "locked",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// The wording that says it.
    pub(crate) const fn says(self) -> &'static str {
        match self {
            Self::Drafted => "submission.drafted",
            Self::Submitted => "submission.submitted",
            Self::Returned => "submission.returned",
            Self::Approved => "submission.approved",
            Self::Locked => "submission.locked",
        }
    }

    /// Whether its cells may be written.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Drafted | Self::Returned)
    }

    /// Whether it may become `next`.
    pub(crate) const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Drafted | Self::Returned, Self::Submitted)
                | (Self::Submitted, Self::Returned | Self::Approved)
                | (Self::Approved, Self::Locked)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn what_was_approved_never_opens_again() {
        for state in State::ALL {
            assert!(!State::Locked.may_become(state), "{state:?}");
            assert_eq!(State::named(state.name()), Some(state));
        }
        let after: Vec<State> = State::ALL
            .into_iter()
            .filter(|next| State::Approved.may_become(*next))
            .collect();
        assert_eq!(after, [State::Locked]);
        assert!(!State::Submitted.is_open() && !State::Approved.is_open());
    }
}
