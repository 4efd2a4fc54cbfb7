//! How far a posting is, told row by row to who shows it.

use std::fmt;

/// Who is told of each row that is done; nobody where nothing is said.
///
/// ```
/// use juyan_posting::Steps;
/// use std::cell::Cell;
/// let done = Cell::new(0);
/// let count = || done.set(done.get() + 1);
/// Steps::told(&count).step();
/// assert_eq!(done.get(), 1);
/// ```
#[derive(Clone, Copy)]
pub struct Steps<'s>(pub(crate) Option<&'s dyn Fn()>);

impl<'s> Steps<'s> {
    /// Tells `step` of each.
    pub const fn told(step: &'s dyn Fn()) -> Self {
        Self(Some(step))
    }

    /// A row is done.
    pub fn step(self) {
        if let Some(step) = self.0 {
            step();
        }
    }
}

impl fmt::Debug for Steps<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Steps(told)" } else { "Steps" })
    }
}
