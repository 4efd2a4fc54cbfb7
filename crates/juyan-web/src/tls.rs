//! The certificate that the program shows, where it is to encrypt what goes over the network.

use axum_server::tls_rustls::RustlsConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use rustls::{InconsistentKeys, ServerConfig};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A certificate with its key, ready to be shown.
pub struct Tls(Arc<ServerConfig>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}

/// Why there is no certificate to show.
#[derive(Debug)]
pub enum TlsError {
    /// The file cannot be read.
    File(PathBuf, std::io::Error),
    /// No certificate as PEM stands in the file.
    NoCertificate(PathBuf),
    /// No key as PEM stands in the file; one that is encrypted is none.
    NoKey(PathBuf),
    /// The key is another's than the certificate's.
    OtherKey,
    /// The certificate or the key is of a kind that cannot be used.
    Unusable(rustls::Error),
}

impl TlsError {
    /// The wording that says it.
    pub const fn says(&self) -> &'static str {
        match self {
            Self::File(..) => "web.tls-file",
            Self::NoCertificate(_) => "web.tls-no-certificate",
            Self::NoKey(_) => "web.tls-no-key",
            Self::OtherKey => "web.tls-other-key",
            Self::Unusable(_) => "web.tls-unusable",
        }
    }

    /// The file that is meant; empty where both are.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path, _) | Self::NoCertificate(path) | Self::NoKey(path) => path,
            Self::OtherKey | Self::Unusable(_) => Path::new(""),
        }
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(_, error) => write!(f, "{error}"),
            Self::NoCertificate(_) => write!(f, "no certificate"),
            Self::NoKey(_) => write!(f, "no key"),
            Self::OtherKey => write!(f, "another's key"),
            Self::Unusable(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for TlsError {}

impl Tls {
    /// The certificate in one file, those that vouch for it behind it, and its key in another, both as PEM.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let chain =
            CertificateDer::pem_slice_iter(&bytes(certificate)?).collect::<Result<Vec<_>, pem::Error>>();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        let chain = chain.ok_or_else(|| TlsError::NoCertificate(certificate.to_owned()))?;
        let own = PrivateKeyDer::from_pem_slice(&bytes(key)?);
        let own = own.map_err(|_| TlsError::NoKey(key.to_owned()))?;
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Unusable)?
            .with_no_client_auth()
            .with_single_cert(chain, own);
        let mut config = config.map_err(|error| match error {
            rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => TlsError::OtherKey,
            other => TlsError::Unusable(other),
        })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config)))
    }

    pub(crate) fn config(&self) -> RustlsConfig {
        RustlsConfig::from_config(Arc::clone(&self.0))
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError::File(path.to_owned(), error))
}
