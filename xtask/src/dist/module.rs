//! Bundles the page's JavaScript to one module that knows the final names and the integrity of the other files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::parts::Part;
use super::{Asset, empty, esbuild, names};
use crate::project::Project;
use crate::{languages, stylesheet};

const WASM: &str = "oauth-apps_bg.wasm";

/// What wasm-bindgen calls the script between the wasm and ours.
const GLUE: &str = "oauth-apps.js";

/// The scripts of the page: ours and the generated one.
pub struct Scripts(Vec<(String, String)>);

impl Scripts {
    /// Reads the scripts in `page`.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn read(page: &Path) -> Result<Self> {
        let mut scripts = Vec::new();
        for name in names(page)?.into_iter().filter(|name| name.ends_with(".js")) {
            let text = fs::read_to_string(page.join(&name)).with_context(|| format!("cannot read {name}"))?;
            scripts.push((name, text));
        }
        Ok(Self(scripts))
    }

    /// The generated script.
    ///
    /// # Errors
    /// When there is none.
    pub fn glue(&mut self) -> Result<&mut String> {
        let glue = self.0.iter_mut().find(|(name, _)| name == GLUE);
        glue.map(|(_, text)| text).with_context(|| format!("wasm-bindgen made no {GLUE}"))
    }

    /// One module of what `start.js` reaches, with all names as they are: to see what is used.
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
        replace(&mut self.0, "{ __wasm_split: main }", &format!("{{ {name}: main }}"), true)
    }

    /// One module, minified, which knows the final names and the integrity of the other files.
    ///
    /// # Errors
    /// When a place for a name or an integrity is missing, or esbuild fails.
    pub fn minified(
        mut self,
        project: &Project,
        wasm: &Asset,
        parts: &[(Part, Asset)],
        css: &Asset,
        languages: &[(String, Asset)],
    ) -> Result<String> {
        fill(&mut self.0, wasm, parts, css, languages)?;
        self.bundle(project, &["--minify"])
    }

    fn bundle(&self, project: &Project, arguments: &[&str]) -> Result<String> {
        let folder = project.work()?.join("scripts");
        empty(&folder)?;
        for (name, text) in &self.0 {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            fs::write(file, text)?;
        }
        let bundle = ["--bundle", "--format=esm"];
        esbuild(project, &folder.join("start.js"), &[&bundle, arguments].concat())
    }
}

/// Puts the final names and the integrity into the scripts.
fn fill(
    scripts: &mut [(String, String)],
    wasm: &Asset,
    parts: &[(Part, Asset)],
    css: &Asset,
    languages: &[(String, Asset)],
) -> Result<()> {
    let mut replace = |from: &str, to: &str, once: bool| replace(scripts, from, to, once);
    replace("const WASM_INTEGRITY = \"\";", &format!("const WASM_INTEGRITY = \"{}\";", wasm.integrity), true)?;
    replace("const CSS_INTEGRITY = \"\";", &format!("const CSS_INTEGRITY = \"{}\";", css.integrity), true)?;
    replace(&format!("new URL(\"./{WASM}\", import.meta.url)"), &url(wasm), true)?;
    replace(&format!("new URL(\"./{}\", import.meta.url)", stylesheet::NAME), &url(css), true)?;
    let places = parts.iter().map(|(part, asset)| {
        let needs = part.needs().iter().map(|name| format!(", \"{name}\"")).collect::<String>();
        format!("{}: [{}, \"{}\"{needs}]", part.name, url(asset), asset.integrity)
    });
    replace("const PARTS = {};", &format!("const PARTS = {{ {} }};", places.collect::<Vec<_>>().join(", ")), true)?;
    for (language, asset) in languages {
        let from = format!("[new URL(\"./{}\", import.meta.url), \"\"]", languages::file_name(language));
        replace(&from, &format!("[{}, \"{}\"]", url(asset), asset.integrity), true)?;
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

    fn assets() -> (Asset, Asset, Asset) {
        let asset = |name: &str| Asset { name: name.to_owned(), integrity: format!("sha384-{name}") };
        (asset("a.wasm"), asset("a.css"), asset("a.json"))
    }

    fn scripts(element: &str) -> Vec<(String, String)> {
        let glue = "module_or_path = new URL('oauth-apps_bg.wasm', import.meta.url);";
        vec![("element.js".into(), element.into()), ("oauth-apps.js".into(), glue.into())]
    }

    const ELEMENT: &str = r#"const WASM_INTEGRITY = "";
const CSS_INTEGRITY = "";
file(new URL("./oauth-apps_bg.wasm", import.meta.url));
file(new URL("./oauth-apps.css", import.meta.url));
const PARTS = {};
({ pl: [new URL("./oauth-apps.pl.json", import.meta.url), ""] });"#;

    #[test]
    fn names_and_integrity_are_filled_in() -> Result<()> {
        let (wasm, css, pl) = assets();
        let mut scripts = scripts(ELEMENT);
        let part = |name: &str| (Part { name: name.to_owned(), wasm: Vec::new() }, assets().0);
        fill(&mut scripts, &wasm, &[part("list"), part("dialogs")], &css, &[("pl".into(), pl)])?;
        assert!(scripts[0].1.contains(r#"list: [new URL("./a.wasm", import.meta.url), "sha384-a.wasm"],"#));
        assert!(scripts[0].1.contains(r#""sha384-a.wasm", "signin", "list"] };"#));
        assert!(scripts[0].1.contains(r#"WASM_INTEGRITY = "sha384-a.wasm""#));
        assert!(scripts[0].1.contains(r#"CSS_INTEGRITY = "sha384-a.css""#));
        assert!(scripts[0].1.contains(r#"new URL("./a.css", import.meta.url)"#));
        assert!(scripts[1].1.contains("new URL('a.wasm', import.meta.url)"));
        Ok(())
    }

    #[test]
    fn a_missing_place_is_an_error_that_names_it() {
        let (wasm, css, pl) = assets();
        let error =
            fill(&mut scripts(&ELEMENT.replace("CSS_", "STYLE_")), &wasm, &[], &css, &[("pl".into(), pl)]).err();
        assert!(error.is_some_and(|error| error.to_string().contains("CSS_INTEGRITY")));
    }
}
