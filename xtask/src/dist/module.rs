//! Bundles our JavaScript: the page's to one module, the package's to one an entry. All know the final names and the
//! integrity of the other files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::asset::Asset;
use super::folder::{empty, names};
use super::parts::Part;
use super::tools::esbuild;
use crate::project::Project;
use crate::{languages, stylesheet};

const WASM: &str = "oauth-apps_bg.wasm";

/// What wasm-bindgen calls the script between the wasm and ours.
const GLUE: &str = "oauth-apps.js";

/// The scripts around one wasm: ours and the generated one.
#[derive(Clone)]
pub struct Scripts {
    /// Names and texts.
    files: Vec<(String, String)>,
    /// The script that reaches all others.
    entry: &'static str,
    /// The generated one.
    glue: &'static str,
}

/// The files that the scripts name.
pub struct Assets {
    /// The main module.
    pub wasm: Asset,
    /// Its parts.
    pub parts: Vec<(Part, Asset)>,
    /// What the whole module in one piece hashes to, which only the package has as a file.
    pub whole_integrity: String,
    /// The stylesheet.
    pub css: Asset,
    /// The stylesheets of parts.
    pub part_css: Vec<(&'static str, Asset)>,
    /// The languages other than English.
    pub languages: Vec<(String, Asset)>,
}

impl Scripts {
    /// Takes over `files`, their names and texts, of which one is the `entry` and one is the generated `glue`.
    pub fn new(files: Vec<(String, String)>, entry: &'static str, glue: &'static str) -> Self {
        Self { files, entry, glue }
    }

    /// Reads the scripts of the page in `page`.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn read(page: &Path) -> Result<Self> {
        let mut scripts = Vec::new();
        for name in names(page)?.into_iter().filter(|name| name.ends_with(".js")) {
            let text = fs::read_to_string(page.join(&name)).with_context(|| format!("cannot read {name}"))?;
            scripts.push((name, text));
        }
        Ok(Self::new(scripts, "start.js", GLUE))
    }

    /// The generated script.
    ///
    /// # Errors
    /// When there is none.
    pub fn glue(&mut self) -> Result<&mut String> {
        let glue = self.files.iter_mut().find(|(name, _)| name == self.glue);
        glue.map(|(_, text)| text).with_context(|| format!("wasm-bindgen made no {}", self.glue))
    }

    /// One module of what the entry reaches, with all names as they are: to see what is used.
    ///
    /// # Errors
    /// When esbuild fails.
    pub fn joined(&self, project: &Project) -> Result<String> {
        self.bundle(project, &[])
    }

    /// Changes the name of the module that the parts import from.
    ///
    /// # Errors
    /// When no script hands that module to the parts.
    pub fn rename_module(&mut self, name: &str) -> Result<()> {
        replace(&mut self.files, "{ __wasm_split: main }", &format!("{{ {name}: main }}"), true)
    }

    /// Puts the final names and the integrity of the other files into the scripts.
    ///
    /// # Errors
    /// When a place for one is missing.
    pub fn fill(&mut self, assets: &Assets) -> Result<()> {
        fill(&mut self.files, assets)
    }

    /// Adds a script, or puts it in the place of the one with its name.
    pub fn put(&mut self, name: &str, text: String) {
        self.files.retain(|(other, _)| other != name);
        self.files.push((name.to_owned(), text));
    }

    /// One module, minified.
    ///
    /// # Errors
    /// When esbuild fails.
    pub fn minified(&self, project: &Project) -> Result<String> {
        self.bundle(project, &["--minify"])
    }

    /// Writes a module for each of `entries` (its name, the script) into the folder `to`, and what they share.
    ///
    /// # Errors
    /// When esbuild fails.
    pub fn split(&self, project: &Project, entries: &[(&str, &str)], to: &Path) -> Result<()> {
        let folder = self.lay_out(project)?;
        let entries = entries.iter().map(|(name, script)| format!("{name}={}", folder.join(script).display()));
        let how = ["--bundle", "--format=esm", "--splitting", "--minify", "--chunk-names=shared-[hash]"];
        let mut arguments = how.map(str::to_owned).to_vec();
        arguments.extend(entries);
        arguments.push(format!("--outdir={}", to.display()));
        esbuild(project, None, &arguments.iter().map(String::as_str).collect::<Vec<_>>())?;
        Ok(())
    }

    fn bundle(&self, project: &Project, arguments: &[&str]) -> Result<String> {
        let folder = self.lay_out(project)?;
        let bundle = ["--bundle", "--format=esm"];
        esbuild(project, Some(&folder.join(self.entry)), &[&bundle, arguments].concat())
    }

    fn lay_out(&self, project: &Project) -> Result<PathBuf> {
        let folder = project.work()?.join("scripts");
        empty(&folder)?;
        for (name, text) in &self.files {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            fs::write(file, text)?;
        }
        Ok(folder)
    }
}

fn fill(scripts: &mut [(String, String)], assets: &Assets) -> Result<()> {
    let Assets { wasm, parts, whole_integrity, css, part_css, languages } = assets;
    let mut replace = |from: &str, to: &str, once: bool| replace(scripts, from, to, once);
    replace("const WASM_INTEGRITY = \"\";", &format!("const WASM_INTEGRITY = \"{}\";", wasm.integrity), true)?;
    replace("const WHOLE_INTEGRITY = \"\";", &format!("const WHOLE_INTEGRITY = \"{whole_integrity}\";"), true)?;
    replace("const CSS_INTEGRITY = \"\";", &format!("const CSS_INTEGRITY = \"{}\";", css.integrity), true)?;
    replace(&format!("new URL(\"./{WASM}\", import.meta.url)"), &url(wasm), true)?;
    replace(&format!("new URL(\"./{}\", import.meta.url)", stylesheet::NAME), &url(css), true)?;
    for (part, css) in part_css {
        let file = stylesheet::of_part(part);
        let entry = format!("[new URL(\"./{file}\", import.meta.url), \"\"]");
        replace(&entry, &format!("[{}, \"{}\"]", url(css), css.integrity), true)?;
    }
    let places = parts.iter().map(|(part, asset)| {
        let needs = part.needs.iter().map(|name| format!(", \"{name}\"")).collect::<String>();
        format!("{}: [{}, \"{}\"{needs}]", part.name, url(asset), asset.integrity)
    });
    replace("const PARTS = {};", &format!("const PARTS = {{ {} }};", places.collect::<Vec<_>>().join(", ")), true)?;
    for (language, asset) in languages {
        replace(&languages::entry(language), &format!("[{}, \"{}\"]", url(asset), asset.integrity), true)?;
    }
    // The generated glue names the file too, for when nobody hands it over.
    replace(WASM, &wasm.name, false)
}

fn replace(scripts: &mut [(String, String)], from: &str, to: &str, once: bool) -> Result<()> {
    let count: usize = scripts.iter().map(|(_, text)| text.matches(from).count()).sum();
    if count == 0 || (once && count > 1) {
        bail!("the scripts of src/embed/js must hold this once, but hold it {count} times: {from}");
    }
    for (_, text) in scripts {
        *text = text.replace(from, to);
    }
    Ok(())
}

fn url(asset: &Asset) -> String {
    format!("new URL(\"./{}\", import.meta.url)", asset.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets(parts: &[(&'static str, &[&'static str])]) -> Assets {
        let asset = |name: &str| Asset { name: name.to_owned(), integrity: format!("sha384-{name}") };
        let part = |(name, needs): &(&'static str, &[&'static str])| {
            (Part { name, needs: needs.to_vec(), wasm: Vec::new() }, asset("a.wasm"))
        };
        Assets {
            wasm: asset("a.wasm"),
            parts: parts.iter().map(part).collect(),
            whole_integrity: "sha384-whole".into(),
            css: asset("a.css"),
            part_css: vec![("signin", asset("b.css")), ("dialogs", asset("c.css"))],
            languages: vec![("pl".into(), asset("a.json"))],
        }
    }

    fn scripts(element: &str) -> Vec<(String, String)> {
        let glue = "module_or_path = new URL('oauth-apps_bg.wasm', import.meta.url);";
        vec![("element.js".into(), element.into()), ("oauth-apps.js".into(), glue.into())]
    }

    const ELEMENT: &str = r#"const WASM_INTEGRITY = "";
const WHOLE_INTEGRITY = "";
const CSS_INTEGRITY = "";
file(new URL("./oauth-apps_bg.wasm", import.meta.url));
file(new URL("./oauth-apps.css", import.meta.url));
({ signin: [new URL("./oauth-apps-signin.css", import.meta.url), ""], dialogs: [new URL("./oauth-apps-dialogs.css", import.meta.url), ""] });
const PARTS = {};
({ pl: [new URL("./oauth-apps.pl.json", import.meta.url), ""] });"#;

    #[test]
    fn names_and_integrity_are_filled_in() -> Result<()> {
        let mut scripts = scripts(ELEMENT);
        fill(&mut scripts, &assets(&[("list", &[]), ("dialogs", &["signin", "list"])]))?;
        assert!(scripts[0].1.contains(r#"list: [new URL("./a.wasm", import.meta.url), "sha384-a.wasm"],"#));
        assert!(scripts[0].1.contains(r#""sha384-a.wasm", "signin", "list"] };"#));
        assert!(scripts[0].1.contains(r#"WASM_INTEGRITY = "sha384-a.wasm""#));
        assert!(scripts[0].1.contains(r#"WHOLE_INTEGRITY = "sha384-whole""#));
        assert!(scripts[0].1.contains(r#"CSS_INTEGRITY = "sha384-a.css""#));
        assert!(scripts[0].1.contains(r#"new URL("./a.css", import.meta.url)"#));
        assert!(
            scripts[0].1.contains(r#"signin: [new URL("./b.css", import.meta.url), "sha384-b.css"], dialogs: [new"#)
        );
        assert!(scripts[1].1.contains("new URL('a.wasm', import.meta.url)"));
        Ok(())
    }

    #[test]
    fn a_missing_place_is_an_error_that_names_it() {
        let error = fill(&mut scripts(&ELEMENT.replace("CSS_", "STYLE_")), &assets(&[])).err();
        assert!(error.is_some_and(|error| error.to_string().contains("CSS_INTEGRITY")));
    }
}
