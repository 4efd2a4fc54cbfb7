//! What several write at the same time is made durable together: to wait for the disk takes longer than to write.
//!
//! Who writes has the store for himself while he does. Who then sees others waiting for it leaves it to them to wait for the disk, and
//! waits for them; the last of them waits for the disk for all. Nobody is told what came of it before it is on the disk, not even that
//! he came too late: he was told so by what another wrote.

use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The first of a round waits so long for others who write.
const LONGEST: Duration = Duration::from_millis(25);

/// Something that is written to.
pub(crate) trait Store {
    type Error;

    /// From now on what is written waits for [`Store::keep`].
    fn gather(&mut self) -> Result<(), Self::Error>;

    /// Whether what was written waits; no more where the store gave up what was gathered.
    fn is_gathering(&self) -> bool;

    /// Makes durable what waits, all of it or none.
    fn keep(&mut self) -> Result<(), Self::Error>;

    /// The error as each is told it of those who wrote together.
    fn to_each(error: &Arc<Self::Error>) -> Self::Error;
}

/// A store to which several write.
pub(crate) struct Together<S: Store> {
    pen: Mutex<Pen<S>>,
    /// So many wait to write something short.
    coming: AtomicUsize,
}

/// Who holds it writes.
struct Pen<S: Store> {
    store: S,
    /// What waits to be made durable.
    round: Option<Arc<Round<S::Error>>>,
    /// When the first of the round began to wait.
    since: Option<Instant>,
}

/// Those whose writing is made durable together.
struct Round<E> {
    /// What came of it.
    outcome: Mutex<Option<Result<(), Arc<E>>>>,
    is_told: Condvar,
}

impl<E> Round<E> {
    fn begin() -> Self {
        Self {
            outcome: Mutex::new(None),
            is_told: Condvar::new(),
        }
    }

    fn tell(&self, outcome: Result<(), E>) {
        let mut own = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        *own = Some(outcome.map_err(Arc::new));
        self.is_told.notify_all();
    }

    /// Waits until somebody tells what came of it.
    fn outcome(&self) -> Result<(), Arc<E>> {
        let mut own = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(outcome) = own.as_ref() {
                return outcome.clone();
            }
            own = self.is_told.wait(own).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<S: Store> Pen<S> {
    /// The round that is on, or a new one.
    fn round(&mut self) -> Result<Arc<Round<S::Error>>, S::Error> {
        // Where the store gave up what was gathered while nobody wrote, those who wait are told before anybody joins them.
        if self.round.is_some() && !self.store.is_gathering() {
            self.keep();
        }
        if let Some(round) = &self.round {
            return Ok(Arc::clone(round));
        }
        self.store.gather()?;
        Ok(Arc::clone(self.round.insert(Arc::new(Round::begin()))))
    }

    /// Makes durable what waits, and tells those who wait for it.
    fn keep(&mut self) {
        self.since = None;
        if let Some(round) = self.round.take() {
            round.tell(self.store.keep());
        }
    }
}

impl<S: Store> Together<S> {
    pub(crate) const fn new(store: S) -> Self {
        Self {
            pen: Mutex::new(Pen {
                store,
                round: None,
                since: None,
            }),
            coming: AtomicUsize::new(0),
        }
    }

    fn pen(&self) -> MutexGuard<'_, Pen<S>> {
        self.pen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has `work` write something short, which is made durable with what others write at the same time. Where `work` fails it has to
    /// leave what they wrote as it is.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&mut S) -> T) -> Result<T, S::Error> {
        self.coming.fetch_add(1, Ordering::SeqCst);
        let mut pen = self.pen();
        self.coming.fetch_sub(1, Ordering::SeqCst);
        let round = pen.round()?;
        // Others wait for what they wrote before: it is kept whatever becomes of this one.
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut pen.store)));
        let since = *pen.since.get_or_insert_with(Instant::now);
        let goes_on = done.is_ok() && pen.store.is_gathering() && since.elapsed() < LONGEST;
        // Whoever comes finds the round on, and ends it or leaves it to who comes after him.
        if !goes_on || self.coming.load(Ordering::SeqCst) == 0 {
            pen.keep();
        }
        drop(pen);
        let outcome = round.outcome();
        let done = done.unwrap_or_else(|panic| resume_unwind(panic));
        outcome.map(|()| done).map_err(|error| S::to_each(&error))
    }

    /// The store, for who makes durable himself what he writes; nothing of others waits any more.
    pub(crate) fn alone(&self) -> Held<'_, S> {
        let mut pen = self.pen();
        pen.keep();
        Held(pen)
    }

    /// The store, for who looks at what changes nothing of what others write; what these wrote may be waiting.
    pub(crate) fn look(&self) -> Held<'_, S> {
        Held(self.pen())
    }
}

/// A store that one holds and others wait for.
pub(crate) struct Held<'t, S: Store>(MutexGuard<'t, Pen<S>>);

impl<S: Store> Deref for Held<'_, S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.0.store
    }
}

impl<S: Store> DerefMut for Held<'_, S> {
    fn deref_mut(&mut self) -> &mut S {
        &mut self.0.store
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::thread;

    /// A store that counts: what was written, what of it is durable, how often one waited for the disk.
    #[derive(Debug, Default)]
    struct Counted {
        written: usize,
        kept: usize,
        times: usize,
        is_gathering: bool,
        is_broken: bool,
    }

    impl Store for Counted {
        type Error = String;

        fn gather(&mut self) -> Result<(), String> {
            self.is_gathering = true;
            Ok(())
        }

        fn is_gathering(&self) -> bool {
            self.is_gathering
        }

        fn keep(&mut self) -> Result<(), String> {
            self.is_gathering = false;
            self.times += 1;
            if self.is_broken {
                self.written = self.kept;
                return Err("no disk".to_owned());
            }
            self.kept = self.written;
            Ok(())
        }

        fn to_each(error: &Arc<String>) -> String {
            error.to_string()
        }
    }

    const MANY: usize = 8;

    /// Many write while another still does: `work` with the place of each. Gives what each was told.
    fn at_once<T: Send>(
        together: &Together<Counted>,
        work: impl Fn(usize, &mut Counted) -> T + Sync,
    ) -> Vec<thread::Result<Result<T, String>>> {
        let is_writing = Barrier::new(2);
        thread::scope(|scope| {
            let first = scope.spawn(|| {
                together.write(|own| {
                    is_writing.wait();
                    while together.coming.load(Ordering::SeqCst) < MANY {
                        thread::yield_now();
                    }
                    work(0, own)
                })
            });
            is_writing.wait();
            let work = &work;
            let others = (1..=MANY).map(|place| scope.spawn(move || together.write(|own| work(place, own))));
            let others: Vec<_> = others.collect();
            std::iter::once(first)
                .chain(others)
                .map(thread::ScopedJoinHandle::join)
                .collect()
        })
    }

    #[test]
    fn who_waits_for_the_disk_waits_for_all() {
        let together = Together::new(Counted::default());
        let told = at_once(&together, |place, own| {
            own.written += 1;
            place
        });
        let places: Vec<usize> = told.into_iter().map(|one| one.unwrap().unwrap()).collect();
        assert_eq!(places, (0..=MANY).collect::<Vec<usize>>());
        let own = together.alone();
        assert_eq!((own.written, own.kept), (MANY + 1, MANY + 1));
        // On a machine that lets one wait for long there may be more of them.
        assert!(own.times < MANY, "{own:?}", own = *own);
    }

    #[test]
    fn who_is_alone_waits_for_nobody() {
        let together = Together::new(Counted::default());
        together.write(|own| own.written += 1).unwrap();
        let kept = |own: Held<'_, Counted>| (own.kept, own.times);
        assert_eq!(kept(together.look()), (1, 1));
        drop(together.alone());
        assert_eq!(together.look().times, 1, "nothing waited");
    }

    #[test]
    fn what_could_not_be_kept_is_told_to_everyone() {
        let together = Together::new(Counted {
            is_broken: true,
            ..Counted::default()
        });
        let told = at_once(&together, |_, own| own.written += 1);
        assert_eq!(told.len(), MANY + 1);
        assert!(told.into_iter().all(|one| one.unwrap().is_err()));
        assert_eq!(together.look().kept, 0);
    }

    #[test]
    fn who_breaks_off_keeps_nobody_waiting() {
        let together = Together::new(Counted::default());
        let told = at_once(&together, |place, own| {
            assert!(place != 3, "it breaks off");
            own.written += 1;
        });
        let broke_off = told.iter().filter(|one| one.is_err()).count();
        let kept = told.iter().filter(|one| matches!(one, Ok(Ok(())))).count();
        assert_eq!((broke_off, kept), (1, MANY));
        assert_eq!(together.look().kept, MANY);
    }

    #[test]
    fn a_store_that_gave_up_tells_it_at_once() {
        let together = Together::new(Counted::default());
        let told = at_once(&together, |place, own| {
            own.written += 1;
            // The disk is full under one, and the store gives up what all before it wrote.
            if place == 3 {
                (own.is_gathering, own.is_broken, own.written) = (false, true, own.kept);
            } else {
                own.is_broken = false;
            }
        });
        let kept = told.into_iter().filter(|one| matches!(one, Ok(Ok(())))).count();
        assert_eq!(kept, together.look().kept);
        assert!(kept <= MANY);
    }
}
