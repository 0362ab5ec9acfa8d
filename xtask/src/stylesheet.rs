//! Joins `style/*.css` to the stylesheet of the page and the element, and the files of each folder in `style` to that of the part of
//! the module with the folder's name. `trunk build` calls it at its end, for these and for the languages.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::languages;
use crate::project::Project;
use crate::stamp::files;

/// The file's name beside the page.
pub const NAME: &str = "oauth-apps.css";

/// The parts of the module that have a stylesheet, in their order: the rules of each stand behind those before it.
pub const PARTS: [&str; 2] = ["signin", "dialogs"];

/// The name of a part's stylesheet.
pub fn of_part(part: &str) -> String {
    format!("oauth-apps-{part}.css")
}

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
    let folder_of = |file: &Path| file.strip_prefix(project.root.join("style")).ok()?.parent().map(Path::to_owned);
    let sheets_of = |folder: &str| {
        let mut sheets = Vec::new();
        for file in files(&project.root.join("style").join(folder))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".css") && folder_of(&file).as_deref() == Some(Path::new(folder)) {
                sheets.push((name, fs::read_to_string(&file)?));
            }
        }
        anyhow::Ok(sheets)
    };
    let sheets = sheets_of("")?;
    for name in FIRST.iter().chain(&LAST) {
        if !sheets.iter().any(|(sheet, _)| sheet == name) {
            bail!("style/{name} is missing");
        }
    }
    languages::write(project, folder)?;
    let mut texts = vec![(NAME.to_owned(), joined(sheets))];
    for part in PARTS {
        texts.push((of_part(part), joined(sheets_of(part)?)));
    }
    for (name, text) in texts {
        fs::write(folder.join(&name), text).with_context(|| format!("cannot write {name} to {}", folder.display()))?;
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
