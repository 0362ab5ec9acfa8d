//! Gives the served pages their client: a copy of the built page, and the demo of a portal beside it, whose elements name
//! it. The build stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::stamp::files;

const TAG: &str = "<oauth-apps";

/// The copy that is served on one port.
pub struct Served {
    /// Its folder.
    pub folder: PathBuf,
    demo: PathBuf,
    client_id: String,
}

impl Served {
    /// An empty folder for the page on `port`, which signs in with the public client `client_id`.
    ///
    /// # Errors
    /// When the folder cannot be emptied.
    pub fn new(project: &Project, port: u16, client_id: String) -> Result<Self> {
        let folder = project.work()?.join(format!("served-{port}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        Ok(Self { folder, demo: project.root.join("src/embed/demo"), client_id })
    }

    /// Copies the page that was built in the folder `built`, and the demo, over those before.
    ///
    /// # Errors
    /// When a file cannot be copied, or `index.html` has no element.
    pub fn copy(&self, built: &Path) -> Result<()> {
        let attributes = [
            ("sign-in", "code credentials token"),
            ("client-id", &self.client_id),
            ("scope", "read write offline_access"),
        ];
        let pages = [built, &self.demo].map(|folder| Ok((folder, files(folder)?)));
        let pages = pages.into_iter().collect::<Result<Vec<_>>>()?;
        for (from, file) in pages.iter().flat_map(|(folder, files)| files.iter().map(move |file| (folder, file))) {
            let copy = self.folder.join(file.strip_prefix(from)?);
            fs::create_dir_all(copy.parent().unwrap_or(&self.folder))?;
            if file.extension().is_some_and(|extension| extension == "html") {
                fs::write(&copy, with_attributes(&fs::read_to_string(file)?, &attributes)?)?;
            } else {
                fs::copy(file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
            }
        }
        Ok(())
    }
}

/// `index` with these attributes on its element, in place of those of the same name.
fn with_attributes(index: &str, attributes: &[(&str, &str)]) -> Result<String> {
    let starts: Vec<usize> = index
        .match_indices(TAG)
        .map(|(place, _)| place)
        .filter(|place| index[place + TAG.len()..].starts_with([' ', '\n', '\t', '>']))
        .collect();
    let [start] = starts[..] else { bail!("index.html must hold one {TAG}> element, but holds {}", starts.len()) };
    let inside = start + TAG.len();
    let length = index[inside..].find('>').context("the tag of the element does not end")?;
    let kept = without(&index[inside..inside + length], attributes)?;
    let added: String = attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    Ok(format!("{}{}{added}{}", &index[..inside], kept.trim_end(), &index[inside + length..]))
}

/// The attributes of a tag, but those that are named. Values must be quoted, as in the page's own `index.html`.
fn without(tag: &str, named: &[(&str, &str)]) -> Result<String> {
    let mut kept = String::new();
    let mut rest = tag;
    while let Some(start) = rest.find(|character: char| !character.is_whitespace()) {
        let name_end = rest[start..].find(|character: char| character.is_whitespace() || character == '=');
        let name_end = name_end.map_or(rest.len(), |length| start + length);
        let end = match rest[name_end..].strip_prefix("=\"") {
            Some(value) => {
                name_end + 2 + value.find('"').context("a value in the tag of the element does not end")? + 1
            }
            None if rest[name_end..].starts_with('=') => bail!("a value in the tag of the element is not quoted"),
            None => name_end,
        };
        if !named.iter().any(|(name, _)| *name == &rest[start..name_end]) {
            kept.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_element_gets_its_attributes_and_keeps_the_others() -> Result<()> {
        let index = "<body>\n  <oauth-apps standalone base-url=\"./\" sign-in=\"credentials token\">\n    <div></div>";
        let with_client = with_attributes(index, &[("sign-in", "code token"), ("client-id", "abc")])?;
        let tag = "<oauth-apps standalone base-url=\"./\" sign-in=\"code token\" client-id=\"abc\">";
        assert_eq!(with_client, format!("<body>\n  {tag}\n    <div></div>"));
        assert_eq!(with_attributes(&with_client, &[("sign-in", "code token"), ("client-id", "abc")])?, with_client);
        Ok(())
    }

    #[test]
    fn the_pages_of_this_project_can_be_dressed() -> Result<()> {
        for page in [include_str!("../../../index.html"), include_str!("../../../src/embed/demo/demo.html")] {
            let with_client = with_attributes(page, &[("client-id", "abc")])?;
            assert_eq!(with_client.replace(" client-id=\"abc\"", ""), page);
        }
        Ok(())
    }

    #[test]
    fn a_page_without_the_element_or_with_two_is_refused() {
        for index in
            ["<oauth-apps-list>", "", "<oauth-apps></oauth-apps><oauth-apps>", "<oauth-apps a=b>", "<oauth-apps a"]
        {
            assert!(with_attributes(index, &[("a", "b")]).is_err(), "{index}");
        }
    }
}
