//! What was made last for those who asked, each once for all who ask for the same at once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many are kept ready.
const READY: usize = 32;

/// What was made last, and what it was asked for by.
#[derive(Debug)]
pub(crate) struct Recent<K, V> {
    /// Held while something is made: fifty who ask for the same at once would each make it.
    making: Mutex<()>,
    kept: Mutex<VecDeque<(K, Arc<V>)>>,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self {
            making: Mutex::default(),
            kept: Mutex::default(),
        }
    }
}

impl<K: Clone + PartialEq, V> Recent<K, V> {
    /// What is asked for by `key`: made where it is not ready.
    pub(crate) fn get_or_make<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        let found = || self.find(|own| *own == key).map(|(_, value)| value);
        if let Some(value) = found() {
            return Ok(value);
        }
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = found() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        let mut kept = self.kept();
        kept.push_front((key, Arc::clone(&value)));
        kept.truncate(READY);
        Ok(value)
    }

    /// The last that was asked for so.
    pub(crate) fn find(&self, is_meant: impl Fn(&K) -> bool) -> Option<(K, Arc<V>)> {
        self.kept().iter().find(|(key, _)| is_meant(key)).cloned()
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<(K, Arc<V>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn who_asks_while_it_is_made_makes_it_not_again() {
        let (recent, made) = (Recent::default(), AtomicUsize::new(0));
        let ask = |key: usize| {
            recent.get_or_make(key, || {
                made.fetch_add(1, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(20));
                Ok::<_, Infallible>(key * 2)
            })
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(*ask(4).unwrap(), 8));
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
        // Of many the last are ready.
        for key in 10..10 + READY {
            ask(key).unwrap();
        }
        assert!(recent.find(|key| *key == 4).is_none());
        assert!(recent.find(|key| *key == 10).is_some());
    }
}
