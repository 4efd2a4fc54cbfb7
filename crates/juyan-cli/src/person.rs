//! Who gives a command.

use std::sync::LazyLock;

/// The name that the user is logged in with: as the surroundings tell it, else as the system knows the account; empty where
/// neither does, and then whoever changes a ledger has to say who it is.
pub(crate) fn logged_in() -> &'static str {
    static NAME: LazyLock<String> = LazyLock::new(|| {
        let told = ["USER", "USERNAME", "LOGNAME"]
            .iter()
            .filter_map(|name| std::env::var(name).ok());
        let known = std::iter::once_with(|| whoami::username().ok()).flatten();
        told.chain(known)
            .find(|name| !name.trim().is_empty())
            .unwrap_or_default()
    });
    &NAME
}

/// Takes a name that is one: nobody answers for a change by nobody.
pub(crate) fn named(name: &str) -> Result<String, &'static str> {
    let name = name.trim();
    if name.is_empty() {
        return Err("a person has a name");
    }
    Ok(name.to_owned())
}
