//! Finds the folders of the project: its root, cargo's target folder, the per-user cache of tools. Touches no file
//! apart from the locks.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::step;

/// Where things are.
pub struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
    /// Tools that outlive a checkout: `$OAUTH_APPS_CACHE`, else `$XDG_CACHE_HOME/oauth-apps`, else `~/.cache/oauth-apps`.
    pub cache: PathBuf,
}

impl Project {
    /// Finds the project that this binary was built from.
    ///
    /// # Errors
    /// When neither a cache folder nor a home folder is known.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("xtask has no parent folder")?.to_owned();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { root, target, cache: cache()? })
    }

    /// The folder for what xtask keeps between calls; made when missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn work(&self) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// The binary `name` of the workspace, from cargo's folder of a profile: `debug` or `release`.
    pub fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// Waits until no other `cargo xtask` does `what`; held until the answer is dropped.
    ///
    /// # Errors
    /// When the lock file cannot be made.
    pub fn lock(&self, what: &str) -> Result<File> {
        let file = File::create(self.work()?.join(format!("{what}.lock")))?;
        if file.try_lock().is_err() {
            step(&format!("Waiting for another cargo xtask that works on {what}"));
            file.lock()?;
        }
        Ok(file)
    }
}

fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("OAUTH_APPS_CACHE") {
        return Ok(std::path::absolute(folder)?);
    }
    let caches = env::var_os("XDG_CACHE_HOME")
        .or_else(|| env::var_os("LOCALAPPDATA"))
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")));
    Ok(caches.context("no home folder: set OAUTH_APPS_CACHE to a folder for tools")?.join("oauth-apps"))
}
