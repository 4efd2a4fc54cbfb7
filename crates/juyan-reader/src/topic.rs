//! What a paragraph is speaking of: the chain of named things, and the figures told of each.

use juyan_model::{FigureId, Role, Span};

/// One named thing with the figures told of it so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Topic {
    pub(crate) subject: Option<Span>,
    pub(crate) sentence: Span,
    pub(crate) levels: Vec<FigureId>,
    pub(crate) growth: Option<FigureId>,
    pub(crate) share: Option<FigureId>,
    pub(crate) progress: Option<FigureId>,
    /// The last change, which a rate that is told behind it may be of.
    pub(crate) change: Option<FigureId>,
    /// The last figure in %, which a change in points moves.
    pub(crate) rate: Option<FigureId>,
}

/// The topics of a paragraph, the last one current.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    list: Vec<Topic>,
    /// The last topic that was not opened inside brackets.
    outer: Option<usize>,
}

/// How many topics back those with a level are looked for, and how many levels of a topic are compared: more than a
/// sentence deals out, and few enough that a list of thousands costs no square.
pub(crate) const BACK: usize = 128;

impl Topics {
    /// Opens a topic.
    pub(crate) fn open(&mut self, subject: Option<Span>, sentence: Span, nested: bool) {
        if !nested {
            self.outer = Some(self.list.len());
        }
        self.list.push(Topic {
            subject,
            sentence,
            ..Topic::default()
        });
    }

    /// Position of the topic that figures without a name of their own speak of. After brackets have closed, the thing
    /// before them goes on.
    pub(crate) fn current_at(&self, nested: bool) -> Option<usize> {
        if nested {
            self.list.len().checked_sub(1)
        } else {
            self.outer
        }
    }

    /// Goes back to the topic at `at`: what was named since was told by the way.
    pub(crate) fn resume(&mut self, at: usize) {
        self.outer = Some(at);
    }

    /// The topic at `at`.
    pub(crate) fn get(&self, at: usize) -> Option<&Topic> {
        self.list.get(at)
    }

    /// The topic at `at`, to be added to.
    pub(crate) fn get_mut(&mut self, at: usize) -> Option<&mut Topic> {
        self.list.get_mut(at)
    }

    /// The last `count` topics of `sentence` that have a level, in text order.
    pub(crate) fn last_levels(&self, sentence: Span, count: usize) -> Vec<usize> {
        self.last(sentence, count, |topic| !topic.levels.is_empty())
    }

    /// The last `count` topics of `sentence` that have a growth, in text order.
    pub(crate) fn last_rates(&self, sentence: Span, count: usize) -> Vec<usize> {
        self.last(sentence, count, |topic| topic.growth.is_some())
    }

    /// The last topic of `sentence` that is called `name` and has a level.
    pub(crate) fn named(&self, name: &str, sentence: Span, text: &str) -> Option<usize> {
        (0..self.list.len()).rev().take(BACK).find(|at| {
            let topic = self.list.get(*at);
            topic.is_some_and(|topic| {
                topic.sentence == sentence
                    && !topic.levels.is_empty()
                    && topic.subject.is_some_and(|subject| subject.of(text) == name)
            })
        })
    }

    /// The last topic of `sentence` with a level that is `like`.
    pub(crate) fn measured(&self, sentence: Span, like: impl Fn(&FigureId) -> bool) -> Option<usize> {
        let mut near = (0..self.list.len()).rev().take(BACK).take_while(|at| {
            let topic = self.list.get(*at);
            topic.is_some_and(|topic| topic.sentence == sentence)
        });
        near.find(|at| {
            let topic = self.list.get(*at);
            topic.is_some_and(|topic| topic.levels.iter().any(&like))
        })
    }

    /// The first topic of `sentence`, or of the one it goes on with behind a semicolon, with a level that is `like`.
    pub(crate) fn counted(&self, sentence: Span, like: impl Fn(&FigureId) -> bool) -> Option<usize> {
        let near = (0..self.list.len()).rev().take(BACK).take_while(|at| {
            let topic = self.list.get(*at);
            topic.is_some_and(|topic| topic.sentence == sentence || topic.sentence.end == sentence.start)
        });
        near.filter(|at| {
            let topic = self.list.get(*at);
            topic.is_some_and(|topic| topic.subject.is_some() && topic.levels.iter().any(&like))
        })
        .last()
    }

    fn last(&self, sentence: Span, count: usize, meant: impl Fn(&Topic) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.list.len())
            .rev()
            .take(count.saturating_add(BACK))
            .filter(|at| {
                let topic = self.list.get(*at);
                topic.is_some_and(|topic| topic.sentence == sentence && meant(topic))
            })
            .take(count)
            .collect();
        found.reverse();
        found
    }
}

impl Topic {
    /// Takes a figure of `role` into the topic.
    pub(crate) fn add(&mut self, figure: FigureId, role: Role, ratio: bool) {
        match role {
            Role::Level => self.levels.push(figure),
            Role::Growth => self.growth = Some(figure),
            Role::Share => self.share = Some(figure),
            Role::Progress => self.progress = Some(figure),
            Role::Change => self.change = Some(figure),
            Role::Rank | Role::Period | Role::Name | Role::Heading => {}
        }
        if ratio && matches!(role, Role::Level | Role::Growth | Role::Share | Role::Progress) {
            self.rate = Some(figure);
        }
    }
}
