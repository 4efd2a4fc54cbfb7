//! What accounts promise.

use super::session::{IDLE, LONGEST};
use super::*;

fn with_one(role: Role) -> Accounts {
    let accounts = Accounts::in_memory().unwrap();
    let new = NewAccount {
        name: "one",
        shown: "One",
        department: "",
        role,
    };
    accounts.add(&new, "a long password").unwrap();
    accounts
}

#[test]
fn a_password_is_kept_as_argon2id_and_opens_its_account_alone() {
    let accounts = with_one(Role::Leader);
    assert!(accounts.opened("one", "a long password").unwrap().is_some());
    assert!(accounts.opened("one", "another password").unwrap().is_none());
    assert!(accounts.opened("two", "a long password").unwrap().is_none());
    let hash: String = accounts
        .db()
        .query_row("SELECT hash FROM account", [], |row| row.get(0))
        .unwrap();
    assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
    let full = Cost::Full.hash("a long password").unwrap();
    assert!(full.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{full}");
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_at_the_end_of_the_day() {
    let accounts = with_one(Role::Leader);
    let token = accounts.begin("one", 0).unwrap();
    assert!(accounts.signed(&token, IDLE - 1, true).unwrap().is_some());
    assert!(
        accounts.signed(&token, 2 * IDLE - 2, true).unwrap().is_some(),
        "it was used in between"
    );
    assert!(accounts.signed(&token, 3 * IDLE, true).unwrap().is_none());
    let token = accounts.begin("one", 0).unwrap();
    assert!(accounts.signed(&token, IDLE - 1, false).unwrap().is_some());
    let listened = accounts.signed(&token, IDLE + 1, true).unwrap();
    assert!(listened.is_none(), "a page that listens keeps nobody signed in");
    let token = accounts.begin("one", 0).unwrap();
    for at in 1..(LONGEST / 600) {
        assert!(accounts.signed(&token, at * 600, true).unwrap().is_some());
    }
    assert!(accounts.signed(&token, LONGEST, true).unwrap().is_none());
}

#[test]
fn the_file_does_not_hold_what_the_browser_keeps() {
    let accounts = with_one(Role::Leader);
    let token = accounts.begin("one", 0).unwrap();
    let kept: String = accounts
        .db()
        .query_row("SELECT token FROM session", [], |row| row.get(0))
        .unwrap();
    assert_ne!(kept, token);
    accounts.end(&token).unwrap();
    assert!(accounts.signed(&token, 1, true).unwrap().is_none());
}

#[test]
fn who_is_closed_is_out_at_once_and_the_last_administrator_stays() {
    let accounts = with_one(Role::Administrator);
    assert!(matches!(
        accounts.set_closed("one", true),
        Err(AccountError::LastAdministrator)
    ));
    let new = NewAccount {
        name: "two",
        shown: "Two",
        department: "",
        role: Role::Administrator,
    };
    accounts.add(&new, "a long password").unwrap();
    let token = accounts.begin("one", 0).unwrap();
    accounts.set_closed("one", true).unwrap();
    assert!(accounts.signed(&token, 1, true).unwrap().is_none());
    assert!(accounts.opened("one", "a long password").unwrap().is_none());
}

#[test]
fn names_and_passwords_that_are_none_are_refused() {
    let accounts = with_one(Role::Leader);
    let new = |name| NewAccount {
        name,
        shown: "",
        department: "",
        role: Role::Leader,
    };
    assert!(matches!(
        accounts.add(&new("one"), "a long password"),
        Err(AccountError::Taken(_))
    ));
    assert!(matches!(
        accounts.add(&new("a b"), "a long password"),
        Err(AccountError::BadName)
    ));
    assert!(matches!(
        accounts.add(&new("two"), "short"),
        Err(AccountError::ShortPassword)
    ));
}

#[test]
fn deeds_are_only_added() {
    let accounts = with_one(Role::Leader);
    accounts.note("one", "web.deed-in", "", 7).unwrap();
    assert!(accounts.db().execute("DELETE FROM deed", []).is_err());
    assert!(accounts.db().execute("UPDATE deed SET at = 0", []).is_err());
    assert_eq!(accounts.deeds(10).unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn its_owner_alone_reads_the_file_and_it_is_begun_once() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.juyan-users");
    private::begin(&path).unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    std::fs::write(&path, "kept").unwrap();
    private::begin(&path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "kept");
}

#[test]
fn a_token_ends_with_its_day_and_with_the_password_of_its_account() {
    let accounts = Accounts::in_memory().unwrap();
    let new = NewAccount {
        name: "a",
        shown: "A",
        department: "",
        role: Role::Leader,
    };
    accounts.add(&new, "a long password").unwrap();
    let token = accounts.grant("a", "nightly", (0, 1)).unwrap();
    let day = 24 * 60 * 60;
    assert!(accounts.asks_as(&token, day - 1).unwrap().is_some());
    assert!(accounts.asks_as(&token, day).unwrap().is_none());
    assert!(accounts.asks_as("", 0).unwrap().is_none());
    accounts.set_password("a", "another password").unwrap();
    assert!(accounts.asks_as(&token, 1).unwrap().is_none());
}
