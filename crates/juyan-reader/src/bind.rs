//! Facts to the catalogue's indicators: which of them do a figure's words name?
//!
//! A figure is bound by its own words first ([`name`]), then by the level it speaks of, then by the whole of which it
//! is a part. The unit has to agree ([`agree`]). What the words leave open stays unbound, with the indicators that
//! they may mean as candidates. Nothing is learned about the figures themselves here.

mod agree;
mod apart;
mod around;
mod book;
mod cost;
mod elided;
mod frame;
mod name;
mod scope;
mod understood;
mod whose;

pub(crate) use agree::agrees;
pub(crate) use apart::{REGION, of_row};
use juyan_catalogue::{Catalogue, Class, Identity, IdentityKind, Kind, folded};
use juyan_model::{Claim, ClaimKind, Figure, FigureId, MemberRole, Role, Span};
use name::{Naming, Sure, Turn};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Sets `indicator` and `candidates` on every fact. `blocks` are the paragraphs, `claims` what the text says of parts
/// and wholes; both may be empty.
pub fn bind(figures: &mut [Figure], text: &str, catalogue: &Catalogue, blocks: &[Span], claims: &[Claim]) {
    let indicators = catalogue.indicators.iter().enumerate();
    let longer = indicators.filter(|(_, indicator)| !indicator.within.is_empty());
    let binder = Binder {
        text,
        catalogue,
        longer: longer.filter_map(|(at, _)| u32::try_from(at).ok()).collect(),
        colons: elided::colons(text),
    };
    let turns = binder.turns(figures);
    let named: Vec<Naming> = figures
        .iter()
        .zip(&turns)
        .map(|(figure, turn)| binder.named(figure, *turn))
        .collect();
    for (figure, naming) in figures.iter_mut().zip(&named) {
        if figure.is_fact() {
            binder.own(figure, naming);
        }
    }
    // A tie may point at a figure that is tied itself, forwards or back.
    for _ in 0..2 {
        binder.tied(figures, &named);
    }
    binder.parts(figures, claims);
    binder.elided(figures);
    binder.sides(figures, blocks);
    binder.states(figures, blocks);
    binder.predicates(figures);
    binder.understood(figures, blocks);
    binder.costs(figures);
    binder.levels(figures, blocks);
    binder.tied(figures, &named);
}

struct Binder<'a> {
    text: &'a str,
    catalogue: &'a Catalogue,
    /// The indicators that a shorter name may mean.
    longer: Vec<u32>,
    /// Where the colons stand, behind which a list may have its heading.
    colons: Vec<usize>,
}

impl Binder<'_> {
    /// Where each figure stands among those of its role that are told of the same words.
    fn turns(&self, figures: &[Figure]) -> Vec<Turn> {
        let mut counts: FxHashMap<(Span, Role), usize> = FxHashMap::default();
        let mut turns = Vec::with_capacity(figures.len());
        for figure in figures {
            let count = figure.subject.map_or(0, |subject| {
                let count = counts.entry((subject, figure.role)).or_default();
                *count += 1;
                *count - 1
            });
            let shared = figure.role != Role::Level || agree::is_ratio(figure, self.catalogue);
            turns.push(Turn {
                nth: count,
                of: 1,
                shared,
            });
        }
        for (figure, turn) in figures.iter().zip(&mut turns) {
            turn.of = figure
                .subject
                .and_then(|subject| counts.get(&(subject, figure.role)).copied())
                .unwrap_or(1);
        }
        turns
    }

    /// What the words of a figure name.
    fn named(&self, figure: &Figure, turn: Turn) -> Naming {
        let Some(subject) = figure.subject.filter(|_| figure.is_fact()) else {
            return Naming::default();
        };
        // 工业投资占比: a rate told of an amount is its share.
        let share = agree::is_ratio(figure, self.catalogue) && self.ends_as_share(subject.of(self.text));
        let accepts = |number: u32| {
            share
                || self
                    .indicator(number)
                    .is_some_and(|it| agrees(it, figure, self.catalogue))
        };
        name::naming(self.text, (subject, figure), turn, self.catalogue, &accepts)
    }

    /// Whether words end with the name of a share: 占比, 比重.
    fn ends_as_share(&self, words: &str) -> bool {
        const LONGEST: usize = 6;
        let mut endings = self.catalogue.lexicon.endings(words, Class::ShareNoun, LONGEST);
        endings.next().is_some()
    }

    fn indicator(&self, number: u32) -> Option<&juyan_catalogue::Indicator> {
        self.catalogue.indicators.get(usize::try_from(number).ok()?)
    }

    fn id(&self, number: u32) -> Option<SmolStr> {
        self.indicator(number).map(|indicator| indicator.id.clone())
    }

    /// Binds a figure by its own words. Where these name nothing for sure, what the heading over a cell names stands.
    fn own(&self, figure: &mut Figure, naming: &Naming) {
        let mut ids = naming.indicators.iter().filter_map(|number| self.id(*number));
        if naming.sure < Sure::Tail && figure.indicator.is_some() {
            return;
        }
        figure.indicator = if naming.sure >= Sure::Tail {
            ids.next()
        } else {
            None
        };
        figure.candidates = ids.collect();
        if let (Some(_), Some(number), Some(subject)) =
            (&figure.indicator, naming.indicators.first(), figure.subject)
        {
            figure.dimensions = self.apart(subject.of(self.text), *number);
            if figure.dimensions.is_empty() {
                figure.dimensions = self.before_generic(figure, subject, *number);
            }
            if let (true, Some(indicator)) = (figure.dimensions.is_empty(), self.indicator(*number)) {
                let lead = around::lead(self.text, subject, figure.span);
                figure.dimensions = apart::deed(&[lead, subject.of(self.text)].concat(), indicator);
            }
            self.lengthened(figure, *number);
        }
    }

    /// What the words of a subject tell the indicator at `number` apart by: those before its name, those before the
    /// object that it is told with, those of the name itself.
    fn apart(&self, subject: &str, number: u32) -> apart::Dimensions {
        let Some(indicator) = self.indicator(number) else {
            return apart::Dimensions::new();
        };
        let before = apart::before_name(subject, number, self.catalogue)
            .unwrap_or_else(|| apart::before_object(subject, indicator, self.catalogue));
        let before = apart::not_restated(before, indicator, self.catalogue);
        let before = if apart::is_known_thing(subject, indicator, self.catalogue) {
            apart::Dimensions::new()
        } else {
            before
        };
        if before.is_empty() {
            apart::kind(subject, indicator)
        } else {
            before
        }
    }

    /// What stands before a name that begins with a thing of any kind, which may be said of it in a clause of its own: of
    /// 污染防治已下达项目的实施进度 the thing is 污染防治, not all 项目 there are.
    fn before_generic(&self, figure: &Figure, subject: Span, number: u32) -> apart::Dimensions {
        let lead = folded(around::lead(self.text, subject, figure.span));
        let phrase = [&*lead, &*folded(subject.of(self.text))].concat();
        let lexicon = &self.catalogue.lexicon;
        let names = |at: &usize| {
            let mut hits = lexicon.names(phrase.get(*at..).unwrap_or_default());
            let crosses = |len: usize| at.saturating_add(len) > lead.len();
            hits.any(|hit| crosses(hit.len) && hit.entry.indicators.contains(&number))
        };
        let mut places = lead.char_indices().map(|(at, _)| at);
        let start = places.find(names).unwrap_or(lead.len());
        let (before, name) = phrase.split_at_checked(start).unwrap_or_default();
        // What was counted has a number of its own.
        let is_counted = before.contains(|character: char| character.is_ascii_digit());
        if !is_counted && whose::is_generic(name, lexicon) {
            apart::of_words(whose::thing(before, lexicon), self.catalogue)
        } else {
            apart::Dimensions::new()
        }
    }

    /// Takes a name for the longer one that the sentence is about: 货运量 for 口岸货运量 behind 口岸 or 边民互市.
    fn lengthened(&self, figure: &mut Figure, number: u32) {
        let Some(short) = self.indicator(number) else {
            return;
        };
        let before = Span::new(figure.sentence.start, figure.span.start).of(self.text);
        let longer = self.longer.iter().filter_map(|longer| self.indicator(*longer));
        let meant = longer.filter(|longer| {
            longer.name.len() > short.name.len()
                && longer.name.ends_with(short.name.as_str())
                && longer.within.iter().any(|word| before.contains(word.as_str()))
                && agrees(longer, figure, self.catalogue)
        });
        if let Some(meant) = meant.max_by_key(|longer| longer.name.len()) {
            set(figure, meant.id.clone());
        }
    }

    /// A growth, change, share, progress or rank is of what its level is of, unless it names a rate of its own.
    fn tied(&self, figures: &mut [Figure], named: &[Naming]) {
        for at in 0..figures.len() {
            let Some(figure) = figures.get(at) else { continue };
            let Some(of) = figure.of else { continue };
            if named
                .get(at)
                .is_some_and(|naming| self.keeps_own(figure, figures.get(of.0), naming))
            {
                continue;
            }
            let Some(level) = figures.get(of.0).and_then(|level| level.indicator.clone()) else {
                continue;
            };
            let dimensions = figures.get(of.0).map(|level| level.dimensions.clone());
            if let Some(figure) = figures.get_mut(at) {
                set(figure, level);
                figure.dimensions = dimensions.unwrap_or_default();
            }
        }
    }

    /// Whether the figure's own words say more than its level's: a share or progress that is a rate of its own, a change
    /// told of another thing than its level (比重 of one sector, the level of all), a progress of another thing than the one
    /// told before (重点项目18项，教育支出执行进度98%).
    fn keeps_own(&self, figure: &Figure, level: Option<&Figure>, naming: &Naming) -> bool {
        let differs = || {
            let words = |figure: &Figure| figure.subject.map(|subject| subject.of(self.text));
            level.is_some_and(|level| words(level) != words(figure))
        };
        // A share is of what its own words name, whatever it is a share in.
        if figure.role == Role::Share && naming.sure == Sure::Tail {
            return differs();
        }
        if figure.role == Role::Progress && self.is_of_another(figure, level) {
            return true;
        }
        if naming.sure != Sure::Exact {
            return false;
        }
        let own = naming
            .indicators
            .first()
            .and_then(|number| self.indicator(*number));
        match figure.role {
            Role::Share => differs() || own.is_some_and(|it| it.kind == Kind::Ratio),
            Role::Progress | Role::Level => own.is_some_and(|it| it.kind == Kind::Ratio),
            Role::Change => differs(),
            _ => false,
        }
    }

    /// Whether the figure's own words name a thing of which those of its level say nothing.
    fn is_of_another(&self, figure: &Figure, level: Option<&Figure>) -> bool {
        let words = |figure: &Figure| figure.subject.map(|subject| folded(subject.of(self.text)));
        let both = words(figure).zip(level.and_then(words));
        both.is_some_and(|(own, other)| whose::names_another(&own, &other, &self.catalogue.lexicon))
    }

    /// Parts without a row of their own belong to the whole; but not where other parts have rows, for then the whole is
    /// made of unlike things.
    fn parts(&self, figures: &mut [Figure], claims: &[Claim]) {
        for claim in claims
            .iter()
            .filter(|claim| matches!(claim.kind, ClaimKind::Sum | ClaimKind::SumPartial))
        {
            let Some(total) = claim
                .one(MemberRole::Total)
                .and_then(|id| figures.get(id.0)?.indicator.clone())
            else {
                continue;
            };
            if self.is_grand_total(&total) {
                continue;
            }
            let parts: Vec<FigureId> = claim.of(MemberRole::Part).collect();
            // What accrues is no part of what stands: its words mean something else here.
            let unlike = parts.iter().any(|id| {
                let own = figures.get(id.0).and_then(|part| part.indicator.as_ref());
                own.is_some_and(|own| *own != total && self.kind(own) == self.kind(&total))
            });
            let within = unlike && self.are_of_greater(&parts, figures, &total);
            if unlike && !within {
                continue;
            }
            for id in parts {
                if exceeds(figures, id, claim.one(MemberRole::Total)) {
                    continue;
                }
                let row = claim
                    .one(MemberRole::Total)
                    .and_then(|whole| figures.get(whole.0))
                    .zip(figures.get(id.0))
                    .filter(|_| !within)
                    .and_then(|(whole, part)| self.of_part(part, whole));
                if let Some(part) = figures.get_mut(id.0) {
                    if row.is_none() {
                        self.tell_apart(part, &total);
                    }
                    set(part, row.unwrap_or_else(|| total.clone()));
                }
            }
        }
    }

    /// Whether parts bear the names of what makes up a greater whole, of which `total` is some itself: 第一产业增加值 among
    /// 民营经济增加值 is not that of all the economy.
    fn are_of_greater(&self, parts: &[FigureId], figures: &[Figure], total: &str) -> bool {
        let identities = || self.catalogue.identities.iter();
        let holds = |identity: &Identity, id: &str| identity.parts.iter().any(|part| part == id);
        let own = |id: &FigureId| figures.get(id.0)?.indicator.as_deref();
        let makes_up = |greater: &Identity| {
            let mut ids = parts.iter().map(own);
            greater.kind == IdentityKind::Sum && ids.all(|id| id.is_some_and(|id| holds(greater, id)))
        };
        let mut around = identities().filter(|it| it.kind == IdentityKind::Part && holds(it, total));
        around.any(|around| identities().any(|it| it.total == around.total && makes_up(it)))
    }

    /// Whether an indicator adds up unlike things (收入总计), so that its parts are not of its kind.
    fn is_grand_total(&self, id: &str) -> bool {
        let name = self
            .catalogue
            .indicator(id)
            .map(|indicator| indicator.name.as_str())
            .unwrap_or_default();
        name.char_indices().any(|(at, _)| {
            let tail = name.get(at..).unwrap_or_default();
            self.catalogue.lexicon.is(tail, Class::InAll)
        })
    }

    fn kind(&self, id: &str) -> Option<Kind> {
        self.catalogue.indicator(id).map(|indicator| indicator.kind)
    }

    /// A count told of a state alone (新建, 已开工) counts what the last count of the paragraph counted.
    fn states(&self, figures: &mut [Figure], blocks: &[Span]) {
        let mut last: Option<(usize, Span, Option<SmolStr>, Option<SmolStr>)> = None;
        for figure in figures.iter_mut().filter(|figure| figure.role == Role::Level) {
            let block = blocks.partition_point(|block| block.end <= figure.span.start);
            let state = figure
                .subject
                .is_some_and(|subject| self.is_state(subject.of(self.text)));
            if let (true, Some((in_block, _, unit, indicator))) = (state, &last) {
                if *in_block == block && *unit == figure.unit {
                    figure.indicator.clone_from(indicator);
                    figure.dimensions = figure
                        .subject
                        .filter(|_| figure.indicator.is_some())
                        .map(|subject| apart::of_words(subject.of(self.text), self.catalogue))
                        .unwrap_or_default();
                }
                continue;
            }
            let counted = figure
                .unit
                .as_ref()
                .is_some_and(|unit| agree::is_counter(unit, self.catalogue));
            if counted && !state {
                last = Some((block, figure.span, figure.unit.clone(), figure.indicator.clone()));
            }
        }
    }

    /// Counts told one after the other of the same words are told apart by what is said of them behind: 2家在建、3家投产.
    fn predicates(&self, figures: &mut [Figure]) {
        let words = |figure: &Figure| figure.subject.map(|subject| subject.of(self.text));
        let alike = |one: &Figure, other: &Figure| {
            let is_count = one.role == Role::Level && other.role == Role::Level;
            let same =
                (words(one), &one.unit, &one.indicator) == (words(other), &other.unit, &other.indicator);
            is_count && same && one.subject.is_some() && one.dimensions == other.dimensions
        };
        for at in 1..figures.len() {
            let Some([one, other]) = figures.get_mut(at - 1..=at) else {
                continue;
            };
            if !alike(one, other) {
                continue;
            }
            let (first, second) = (self.state_behind(one), self.state_behind(other));
            let (first, second) = if first == second {
                (self.said_behind(one), self.said_behind(other))
            } else {
                (first, second)
            };
            if !second.is_empty() && first != second {
                one.dimensions.extend(first);
                other.dimensions.extend(second);
            }
        }
    }

    /// What is said of counted things behind their name, up to the next mark: 前期手续进展顺利 of 2家企业前期手续进展顺利.
    fn said_behind(&self, figure: &Figure) -> apart::Dimensions {
        let subject = figure.subject.filter(|subject| subject.start >= figure.span.end);
        let behind = subject.filter(|_| self.is_counted(figure));
        let behind = behind
            .and_then(|subject| self.text.get(subject.end..))
            .unwrap_or_default();
        let words = behind
            .chars()
            .take(SAID)
            .take_while(|character| character.is_alphabetic());
        apart::of_words(&words.collect::<String>(), self.catalogue)
    }

    fn is_counted(&self, figure: &Figure) -> bool {
        let unit = figure.unit.as_ref();
        unit.is_some_and(|unit| agree::is_counter(unit, self.catalogue))
    }

    /// The state that is told of a count right behind it, up to the next mark.
    fn state_behind(&self, figure: &Figure) -> apart::Dimensions {
        let behind = self
            .text
            .get(figure.span.end..)
            .filter(|_| self.is_counted(figure))
            .unwrap_or_default();
        let words = behind.char_indices().take(SAID);
        let words = words.take_while(|(_, character)| character.is_alphabetic());
        words
            .filter_map(|(at, _)| self.catalogue.codes.begins(behind.get(at..)?))
            .find(|said| said.dimension == apart::STAGE)
            .map(|said| (said.dimension.clone(), juyan_model::Term::Id(said.code.clone())))
            .into_iter()
            .collect()
    }

    /// A part that bears no name of the whole's indicator is told apart by its own words.
    fn tell_apart(&self, part: &mut Figure, total: &str) {
        if part.indicator.as_deref() == Some(total) {
            return;
        }
        part.dimensions = part
            .subject
            .map(|subject| apart::of_words(subject.of(self.text), self.catalogue))
            .unwrap_or_default();
    }

    fn is_state(&self, words: &str) -> bool {
        self.catalogue.lexicon.is(words, Class::PartState)
    }
}

/// How many characters behind a count tell what is said of it.
const SAID: usize = 12;

/// Whether `part` is more than the whole it was taken for a part of.
fn exceeds(figures: &[Figure], part: FigureId, whole: Option<FigureId>) -> bool {
    let value = |id: FigureId| figures.get(id.0)?.value?.single();
    let both = value(part).zip(whole.and_then(value));
    both.is_some_and(|(part, whole)| part > whole)
}

/// Binds `figure` to `indicator` by its context, keeping what its own words named as a candidate.
fn set(figure: &mut Figure, indicator: SmolStr) {
    if let Some(own) = figure.indicator.replace(indicator) {
        figure.candidates.insert(0, own);
    }
    let bound = figure.indicator.clone();
    figure
        .candidates
        .retain(|candidate| Some(candidate) != bound.as_ref());
    figure.candidates.dedup();
}
