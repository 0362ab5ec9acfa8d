//! Builds the plain page: un-bundled, as `serve` shows it and `dist` starts from. Needs nothing but cargo: no Node, and no
//! Trunk, whose own build takes minutes. It reads from `index.html` what Trunk does, and makes of it what `trunk build` by
//! hand makes; `cargo xtask test trunk` compares the two.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::{cargo, execute, in_parallel, step};
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{bindgen, rust, stylesheet};

/// What the page is made from.
pub const INPUTS: [&str; 11] = [
    "src",
    "crates",
    "style",
    "index.html",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/bind/src",
    "xtask/src/page.rs",
    "xtask/src/stylesheet.rs",
    "xtask/src/languages.rs",
];

/// The variable that tells `build.rs` to prepare the wasm to be cut.
const PARTS: &str = "OAUTH_APPS_PARTS";

/// What starts the page, in the place of Trunk's link to the program: `pattern_script` of `Trunk.toml`.
const SCRIPT: &str = r#"<script type="module" src="./start.js"></script>"#;

/// How much the compiler optimises.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// `wasm-release`: small.
    Release,
    /// `wasm-release`, prepared to be cut into parts: the wasm is at [`unsplit_wasm`] instead of in the page, and has no script.
    Parts,
    /// `dev`: quick to build.
    Development,
}

impl Profile {
    /// What cargo calls it.
    fn name(self) -> &'static str {
        if self == Self::Development { "dev" } else { "wasm-release" }
    }
}

/// Builds the page unless nothing changed, and returns its folder.
///
/// # Errors
/// When the build fails.
pub fn build(project: &Project, profile: Profile) -> Result<PathBuf> {
    let name = match profile {
        Profile::Release => "page",
        Profile::Parts => "page-parts",
        Profile::Development => "page-dev",
    };
    // Both builds of one profile leave their wasm in the same place.
    let _lock = project.lock(profile.name())?;
    // Not Trunk's own folder: whoever calls `trunk build` by hand writes there with another profile.
    let folder = project.work()?.join(name);
    // Not for development: its build is that of the browser's tests, and cargo makes everything again for other flags.
    let flags = (profile != Profile::Development).then(|| paths::flags(project));
    let more = flags.iter().map(|(_, flags)| flags.as_str()).collect::<Vec<_>>();
    let stamp = Stamp::of(project.work()?.join(format!("{name}.stamp")), &project.root, &INPUTS, &more)?;
    if stamp.is_fresh() && folder.join("index.html").is_file() {
        return Ok(folder);
    }
    rust::wasm_target()?;
    step(&format!("Building the page (profile {})", profile.name()));
    stamp.forget();
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let (wasm, bind) = in_parallel(|| compile(project, profile, flags), || bindgen::build(project))?;
    if profile == Profile::Parts {
        fs::copy(&wasm, unsplit_wasm(project)?).with_context(|| format!("cargo made no {}", wasm.display()))?;
    } else {
        bindgen::bind(&bind, &wasm, &folder, &[])?;
    }
    let index = fs::read_to_string(project.root.join("index.html")).context("index.html is missing")?;
    let (index, scripts) = apply_trunk_links(&index)?;
    for script in scripts {
        let name = Path::new(script).file_name().with_context(|| format!("index.html: {script} is no file"))?;
        fs::copy(project.root.join(script), folder.join(name)).with_context(|| format!("cannot copy {script}"))?;
    }
    fs::write(folder.join("index.html"), index)?;
    stylesheet::write(project, &folder)?;
    stamp.write()?;
    Ok(folder)
}

/// What the compiler made for [`Profile::Parts`], before any tool changed it.
///
/// # Errors
/// When the folder for it cannot be made.
pub fn unsplit_wasm(project: &Project) -> Result<PathBuf> {
    Ok(project.work()?.join("page-parts.wasm"))
}

/// Compiles the page and returns its wasm, as the linker leaves it.
fn compile(project: &Project, profile: Profile, flags: Option<(&str, String)>) -> Result<PathBuf> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut build = cargo();
    build
        .args(["build", "--locked", "--package", "oauth-apps", "--bin", "oauth-apps", "--target", TARGET])
        .args(["--profile", profile.name()])
        .env_remove(PARTS)
        .envs(flags)
        .current_dir(&project.root);
    if profile == Profile::Parts {
        build.env(PARTS, "1");
    }
    execute(&mut build).context("the page does not build")?;
    let folder = if profile == Profile::Development { "debug" } else { profile.name() };
    Ok(project.target.join(TARGET).join(folder).join("oauth-apps.wasm"))
}

/// `index` without what it asks Trunk for, each on a line of its own: the program, which the script takes the place of, and
/// the files beside the page, which are the second answer.
fn apply_trunk_links(index: &str) -> Result<(String, Vec<&str>)> {
    let (mut page, mut copied) = (String::with_capacity(index.len()), Vec::new());
    for line in index.lines() {
        let Some(asked) = line.trim_start().strip_prefix("<link data-trunk ") else {
            page.extend([line, "\n"]);
            continue;
        };
        let file = asked.strip_prefix("rel=\"copy-file\" href=\"").and_then(|rest| rest.strip_suffix("\" />"));
        match file {
            Some(file) => copied.push(file),
            None if asked.starts_with("rel=\"rust\" ") => {
                page.extend([&line[..line.len() - line.trim_start().len()], SCRIPT, "\n"]);
            }
            None => bail!("Trunk may know what this line of index.html is, xtask/src/page.rs does not: {line}"),
        }
    }
    Ok((page, copied))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_index_html_asks_trunk_for_is_done_and_the_rest_stays() -> Result<()> {
        let index = r#"<head>
    <link data-trunk rel="rust" data-bin="oauth-apps" />
    <link data-trunk rel="copy-file" href="src/a.js" />
</head>
"#;
        assert_eq!(apply_trunk_links(index)?, (format!("<head>\n    {SCRIPT}\n</head>\n"), vec!["src/a.js"]));
        assert!(apply_trunk_links("<link data-trunk rel=\"scss\" href=\"a.scss\" />").is_err());
        Ok(())
    }

    #[test]
    fn the_page_has_every_script_that_its_scripts_import() -> Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let index = fs::read_to_string(root.join("index.html"))?;
        let (page, scripts) = apply_trunk_links(&index)?;
        assert!(page.contains(SCRIPT) && !page.contains("data-trunk"), "{page}");
        let names = scripts.iter().filter_map(|script| script.rsplit('/').next()).collect::<Vec<_>>();
        for script in &scripts {
            let text = fs::read_to_string(root.join(script))?;
            let imports = text.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next());
            for import in imports.filter(|import| *import != "oauth-apps.js") {
                assert!(names.contains(&import), "{script} imports {import}, which index.html does not name");
            }
        }
        Ok(())
    }
}
