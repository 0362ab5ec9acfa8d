//! Folders of files that are shipped: what is in them, and how they are emptied and replaced.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::stamp::files;

/// Puts a folder that is ready in the place of the one that was there.
///
/// # Errors
/// When the one that was there cannot be removed.
pub fn replace(ready: &Path, folder: &Path) -> Result<()> {
    empty(folder)?;
    fs::remove_dir(folder)?;
    fs::rename(ready, folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// The files under `folder`, relative to it and with `/`.
///
/// # Errors
/// When the folder cannot be read.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let relative = |file: PathBuf| Some(file.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/"));
    Ok(files(folder)?.into_iter().filter_map(relative).collect())
}

/// Makes an empty folder, in place of one that was there.
///
/// # Errors
/// When what was there is no folder or cannot be removed.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    } else if folder.exists() {
        bail!("{} is not a folder: move it away", folder.display());
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}
