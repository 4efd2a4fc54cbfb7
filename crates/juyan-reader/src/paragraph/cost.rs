//! What a work cost, where the work is named behind the amount: 投资3.3亿元的快速路.

use super::Paragraph;
use crate::clause::Clause;
use juyan_catalogue::{Class, UnitClass};
use juyan_model::Span;

impl Paragraph<'_, '_> {
    /// The cost that an amount is of, `own` being what stands before it.
    pub(super) fn cost(&self, clause: &Clause<'_>, at: usize, own: Option<Span>) -> Option<Span> {
        own.filter(|span| self.is_cost(clause, at, *span))
            .or_else(|| self.costs_on(clause, at))
    }

    /// 投资3.3亿元的快速路建成通车: what a work cost, which is told of the cost and not of the work.
    fn is_cost(&self, clause: &Clause<'_>, at: usize, own: Span) -> bool {
        // 某公司投资5000万元的生产线: whoever spent it stands before.
        let mut costs = self.catalogue.list("attribute.costs").iter();
        costs.any(|cost| own.of(self.text).ends_with(cost.as_str())) && self.is_price(clause, at)
    }

    /// Whether the work that an amount of money was spent on stands behind it: 3.3亿元的快速路.
    fn is_price(&self, clause: &Clause<'_>, at: usize) -> bool {
        let (item, of) = (clause.items.get(at), clause.items.get(at + 1));
        item.zip(of).is_some_and(|(item, of)| {
            let class = self.quantity(item).and_then(|quantity| quantity.class);
            class == Some(UnitClass::Currency) && of.is(Class::Of) && of.span.start == item.span.end
        })
    }

    /// 投资3.3亿元的快速路、1.4亿元的客运站: the cost of the next work, where the one before was told as such.
    fn costs_on(&self, clause: &Clause<'_>, at: usize) -> Option<Span> {
        let item = clause.items.get(at).filter(|_| self.is_price(clause, at))?;
        let listed = self.text.get(..item.span.start)?.ends_with('、');
        let last = self
            .facts
            .figures
            .last()
            .filter(|last| listed && last.sentence == clause.sentence)?;
        let cost = last.subject.filter(|span| span.end <= last.span.start)?;
        let mut costs = self.catalogue.list("attribute.costs").iter();
        costs.any(|name| name == cost.of(self.text)).then_some(cost)
    }
}
