//! Files under names made from their contents, and what their contents hash to.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::stamp::hex;

/// A file of the page under its final name.
pub struct Asset {
    /// `oauth-apps-<hash>.<extension>`, of a part `oauth-apps-<part>-<hash>.wasm`.
    pub name: String,
    /// `sha256-…`, for the `integrity` attribute.
    pub integrity: String,
}

/// Writes `bytes` under a name made from them, and from the name of the part that they are.
///
/// # Errors
/// When the file cannot be written.
pub fn publish(folder: &Path, part: Option<&str>, extension: &str, bytes: &[u8]) -> Result<Asset> {
    let part = part.map(|part| format!("{part}-")).unwrap_or_default();
    let name = format!("oauth-apps-{part}{}.{extension}", &hex(&Sha256::digest(bytes))[..16]);
    fs::write(folder.join(&name), bytes).with_context(|| format!("cannot write {name}"))?;
    Ok(Asset { name, integrity: integrity(bytes) })
}

/// What `bytes` hash to, for the `integrity` attribute. SHA-256, as no hash can be compressed: SHA-384 is 0.2 kB more of the first load.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}
