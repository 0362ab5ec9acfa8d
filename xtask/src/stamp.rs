//! Remembers what an output was made from, so that a second call does nothing. Compares contents, not times.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A file that holds the digest of the inputs of the last build.
pub struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    /// The stamp `file` for what `inputs` (files and folders under `root`) and `more` are now.
    ///
    /// # Errors
    /// When an input cannot be read.
    pub fn of(file: PathBuf, root: &Path, inputs: &[&str], more: &[&str]) -> Result<Self> {
        let mut hasher = Sha256::new();
        for input in inputs {
            for path in files(&root.join(input))? {
                let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                hasher.update(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().as_bytes());
                hasher.update(bytes.len().to_le_bytes());
                hasher.update(&bytes);
            }
        }
        for text in more {
            hasher.update(text.len().to_le_bytes());
            hasher.update(text.as_bytes());
        }
        Ok(Self { file, digest: hex(&hasher.finalize()) })
    }

    /// Whether nothing changed since [`Stamp::write`].
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|written| written == self.digest)
    }

    /// Remembers the inputs.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self) -> Result<()> {
        fs::write(&self.file, &self.digest).with_context(|| format!("cannot write {}", self.file.display()))
    }

    /// Forgets the inputs, before a build that may fail half way.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.file);
    }
}

/// The files at or under `path`, sorted; none when it does not exist. Skips what builds and installs leave behind.
///
/// # Errors
/// When a folder cannot be listed.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    if !path.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
        let entry = entry?.path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let generated = ["node_modules", "target", "test-results", "playwright-report", "__pycache__"];
        if entry.is_file() {
            found.push(entry);
        } else if entry.is_dir() && !name.starts_with('.') && !generated.contains(&name.as_str()) {
            found.extend(files(&entry)?);
        }
    }
    found.sort();
    Ok(found)
}

/// `bytes` in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_input_makes_the_stamp_stale() -> Result<()> {
        let root = std::env::temp_dir().join(format!("oauth-apps-stamp-{}", std::process::id()));
        fs::create_dir_all(root.join("src"))?;
        fs::write(root.join("src/a"), "1")?;
        let stamp = |text| Stamp::of(root.join("stamp"), &root, &["src"], &[text]);
        assert!(!stamp("x")?.is_fresh());
        stamp("x")?.write()?;
        assert!(stamp("x")?.is_fresh());
        assert!(!stamp("y")?.is_fresh());
        fs::write(root.join("src/a"), "2")?;
        assert!(!stamp("x")?.is_fresh());
        fs::remove_dir_all(root)?;
        Ok(())
    }
}
