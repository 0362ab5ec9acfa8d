//! Turns the languages of `src/i18n/*.json` into what the element fetches: their strings alone, in the order of the file.
//! The script that fetches them is told where they are: a new language is a new file there, and nothing else.
//!
//! That the order is the catalogue's is a test of `src/i18n`.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::project::Project;
use crate::stamp::files;

/// The script that fetches them, and the place in it that is filled in.
const SCRIPT: &str = "assets.js";
const TABLE: &str = "const LANGUAGES = {};";

/// The languages in `src/i18n`, but for English, which is in the module.
///
/// # Errors
/// When the folder cannot be read.
pub fn names(project: &Project) -> Result<Vec<String>> {
    let files = files(&project.root.join("src/i18n"))?;
    let names = files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    Ok(names.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect())
}

/// What the file of a language is called beside the page.
pub fn file_name(language: &str) -> String {
    format!("oauth-apps.{language}.json")
}

/// How the script says where a language is. It hashes to nothing yet.
pub fn entry(language: &str) -> String {
    format!("[new URL(\"./{}\", import.meta.url), \"\"]", file_name(language))
}

/// Writes each language into `folder`, and names them all in the script that is there.
///
/// # Errors
/// When a file is no catalogue, or cannot be read or written.
pub fn write(project: &Project, folder: &Path) -> Result<()> {
    let languages = names(project)?;
    let script = folder.join(SCRIPT);
    let text = fs::read_to_string(&script).with_context(|| format!("cannot read {SCRIPT}"))?;
    fs::write(&script, named(&text, &languages)?).with_context(|| format!("cannot write {SCRIPT}"))?;
    for language in languages {
        let path = project.root.join(format!("src/i18n/{language}.json"));
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let strings = strings(&text).with_context(|| format!("{} is no catalogue", path.display()))?;
        let name = file_name(&language);
        fs::write(folder.join(&name), serde_json::to_vec(&strings)?).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// The script with its table filled in.
fn named(script: &str, languages: &[String]) -> Result<String> {
    let entries = languages.iter().map(|language| format!("\"{language}\": {}", entry(language)));
    let table = format!("const LANGUAGES = {{ {} }};", entries.collect::<Vec<_>>().join(", "));
    let (before, after) = script.split_once(TABLE).with_context(|| format!("{SCRIPT} must hold: {TABLE}"))?;
    Ok([before, &table, after].concat())
}

/// One string for each text, four for each plural.
fn strings(text: &str) -> Result<Vec<String>> {
    let Entries(entries) = serde_json::from_str(text)?;
    let mut strings = Vec::new();
    for (name, value) in entries {
        match value {
            Value::String(text) => strings.push(text),
            Value::Object(forms) => {
                for form in ["one", "few", "many", "other"] {
                    let text = forms.get(form).and_then(Value::as_str);
                    strings.push(text.with_context(|| format!("{name} lacks the form {form}"))?.to_owned());
                }
            }
            _ => bail!("{name} must be a string or an object of plural forms"),
        }
    }
    Ok(strings)
}

/// The members of an object, in their order.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Entries;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Entries(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_the_order_of_the_file_and_a_plural_has_four() -> Result<()> {
        let text = r#"{"b": "1", "a": {"other": "5", "many": "4", "few": "3", "one": "2"}, "c": "6"}"#;
        assert_eq!(strings(text)?, ["1", "2", "3", "4", "5", "6"]);
        Ok(())
    }

    #[test]
    fn the_script_names_every_language() -> Result<()> {
        let script = named("a;\nconst LANGUAGES = {};\nb;", &["pl".to_owned(), "pt-BR".to_owned()])?;
        let table = r#"{ "pl": [new URL("./oauth-apps.pl.json", import.meta.url), ""], "pt-BR": [new URL("./oauth-apps.pt-BR.json", import.meta.url), ""] }"#;
        assert_eq!(script, format!("a;\nconst LANGUAGES = {table};\nb;"));
        assert!(named("const LANGUAGES = { pl: 1 };", &[]).is_err());
        Ok(())
    }

    #[test]
    fn the_script_has_a_place_for_them() -> Result<()> {
        let script = include_str!("../../src/embed/js/assets.js");
        named(script, &[]).map(|_| ())
    }

    #[test]
    fn a_missing_form_is_an_error_that_names_it() {
        let error = strings(r#"{"a": {"one": "2"}}"#).err();
        assert!(error.is_some_and(|error| error.to_string().contains("a lacks the form few")));
    }
}
