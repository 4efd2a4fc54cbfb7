//! Passwords are kept as argon2id, with the cost that OWASP asks for: 19 MiB, two passes.

use super::{AccountError, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

/// What it costs to try a password.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cost {
    /// What it should.
    Full,
    /// Next to nothing, for accounts that are gone with the program.
    Trial,
}

impl Cost {
    pub(super) fn hash(self, password: &str) -> Result<String> {
        let failed = |error: &dyn std::fmt::Display| AccountError::Hash(error.to_string());
        let params = match self {
            Self::Full => Params::default(),
            Self::Trial => Params::new(Params::MIN_M_COST, 1, 1, None).map_err(|error| failed(&error))?,
        };
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash = argon
            .hash_password(password.as_bytes())
            .map_err(|error| failed(&error))?;
        Ok(hash.to_string())
    }
}

/// Whether a password is the one that was hashed, with the cost that the hash tells.
pub(super) fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}
