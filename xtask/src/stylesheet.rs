//! Joins `style/*.css` to the stylesheet of the page and the element, and `style/late/*.css` to that of what comes after the
//! first rows. `trunk build` calls it at its end, for these and for the languages.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::languages;
use crate::project::Project;
use crate::stamp::files;

/// The file's name beside the page.
pub const NAME: &str = "oauth-apps.css";

/// The name of what comes with the part `dialogs`. Its rules stand behind those of the other.
pub const LATE: &str = "oauth-apps-late.css";

/// The folder of what comes late, in `style`.
const LATE_FOLDER: &str = "late";

const FIRST: [&str; 2] = ["tokens.css", "base.css"];
const LAST: [&str; 1] = ["preferences.css"];

/// Write the stylesheet and the languages into a folder.
#[derive(clap::Args)]
pub struct Options {
    /// Where to (default: $TRUNK_STAGING_DIR, as set by Trunk).
    folder: Option<PathBuf>,
}

/// Writes the stylesheet and the languages where the options say.
///
/// # Errors
/// When there is no folder to write to, or no style to join.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    write(project, &options.folder.clone().or(staging).context("name a folder: cargo xtask assets FOLDER")?)
}

/// Writes the stylesheet and the languages into `folder`.
///
/// # Errors
/// When there is no style to join, or a file cannot be read or written.
pub fn write(project: &Project, folder: &Path) -> Result<()> {
    let (mut sheets, mut late) = (Vec::new(), Vec::new());
    for file in files(&project.root.join("style"))? {
        let is_late = file.parent().is_some_and(|folder| folder.ends_with(LATE_FOLDER));
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".css") {
            let sheets = if is_late { &mut late } else { &mut sheets };
            sheets.push((name, fs::read_to_string(&file)?));
        }
    }
    for name in FIRST.iter().chain(&LAST) {
        if !sheets.iter().any(|(sheet, _)| sheet == name) {
            bail!("style/{name} is missing");
        }
    }
    languages::write(project, folder)?;
    for (name, sheets) in [(NAME, sheets), (LATE, late)] {
        let text = joined(sheets);
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name} to {}", folder.display()))?;
    }
    Ok(())
}

/// Tokens and base before the components, which are in the order of their names; preferences override all.
fn joined(mut sheets: Vec<(String, String)>) -> String {
    sheets.sort_by_key(|(name, _)| {
        let first = FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len());
        (first, LAST.contains(&name.as_str()), name.clone())
    });
    sheets.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_between_base_and_preferences() {
        let sheets = ["alert", "base", "preferences", "tokens", "zebra"];
        let sheets = sheets.map(|name| (format!("{name}.css"), name.to_owned())).to_vec();
        assert_eq!(joined(sheets), "tokens\nbase\nalert\nzebra\npreferences");
    }
}
