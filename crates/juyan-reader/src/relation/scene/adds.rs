//! What adds up: of a mean, a price, a concentration, a score no part is a part, and 其中 behind one tells other means.

use super::{Fact, Scene};
use juyan_catalogue::{Catalogue, Class, Family, UnitClass};

impl Scene<'_> {
    /// Whether a fact adds up with others: no mean, price or score. Asked of the few that rules would add, for it takes a while.
    pub(in super::super) fn adds(&self, fact: &Fact<'_>) -> bool {
        !fact.is_level() || self.is_amount(fact)
    }

    /// Whether a level is an amount of things, by its unit, its name and the words right before it.
    fn is_amount(&self, fact: &Fact<'_>) -> bool {
        let clause = fact.clause.of(self.text);
        let last = self.words_in(fact.clause).last();
        // 月均7.2亿元
        let mut times = self.catalogue.list("average.times").iter();
        let averaged = last.is_some_and(|word| word.is(Class::Average))
            || times.any(|word| clause.ends_with(word.as_str()));
        // 每百户拥有汽车42辆
        unit_adds(fact.unit(), self.catalogue)
            && !is_mean(fact.subject, self.catalogue)
            && !averaged
            && !self.catalogue.tells_mean(clause)
    }
}

/// Whether amounts in a unit add up: not what is so much of something each, unless that is a time (吨/日 of a plant), and no
/// steps of an order.
fn unit_adds(unit: &str, catalogue: &Catalogue) -> bool {
    let class = |name: &str| catalogue.unit(name).map(|unit| unit.class);
    let Some((amount, each)) = unit.split_once(['/', '／']) else {
        let family = catalogue.unit(unit).map(juyan_catalogue::Unit::family);
        return family != Some(Family::Grade);
    };
    class(each) == Some(UnitClass::Time) && class(amount) != Some(UnitClass::Currency)
}

/// Whether words name a mean, a price, an index or the like.
fn is_mean(name: &str, catalogue: &Catalogue) -> bool {
    let mut ends = catalogue.list("adds-not.ends").iter();
    catalogue.tells_mean(name) || ends.any(|word| name.ends_with(word.as_str()))
}
