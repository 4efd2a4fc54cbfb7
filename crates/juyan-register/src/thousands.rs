//! Where the signs stand that part a number's digits into thousands.

/// So many digits stand in each group but the first, which may have fewer.
const OF_GROUP: usize = 3;

/// The groups of digits before the point, as they are read from left to right.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// Digits of the group that is being read.
    digits: usize,
    /// Digits of each group before it.
    before: Vec<usize>,
    /// Whether the last sign was a space, which may stand behind a comma.
    spaced: bool,
    is_past_point: bool,
    /// Whether a sign stands where none can.
    is_misplaced: bool,
}

impl Groups {
    /// A digit comes.
    pub(crate) const fn digit(&mut self) {
        self.spaced = false;
        if !self.is_past_point {
            self.digits += 1;
        }
    }

    /// The point comes, behind which nothing is parted.
    pub(crate) const fn dot(&mut self) {
        self.is_past_point = true;
    }

    /// A comma comes.
    pub(crate) fn part(&mut self) {
        self.is_misplaced |= self.is_past_point || self.digits == 0;
        self.before.push(std::mem::take(&mut self.digits));
    }

    /// A space comes; several of them, or those behind a comma, part no more than one.
    pub(crate) fn space(&mut self) {
        let follows = self.spaced || (self.digits == 0 && !self.before.is_empty());
        self.spaced = true;
        if !follows {
            self.part();
        }
    }

    /// Whether each group but the first has three digits, and that one to three.
    pub(crate) fn are_thousands(&self) -> bool {
        let Some((first, others)) = self.before.split_first() else {
            return true;
        };
        let is_whole = |digits: &usize| *digits == OF_GROUP;
        !self.is_misplaced && *first <= OF_GROUP && others.iter().all(is_whole) && is_whole(&self.digits)
    }
}
