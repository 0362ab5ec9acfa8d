//! Makes the wasm small with binaryen's `wasm-opt`, allowed to use what the module itself says it uses: with all
//! features it makes modules that browsers refuse.

use std::fs;

use anyhow::{Context, Result, bail};

use super::sections;
use super::tools::binaryen;
use crate::project::Project;

/// The names are for [`super::ledger`], and change nothing else.
const KEEP_NAMES: &str = "--debuginfo";

/// Binaryen's optimiser, with what one module allows it.
pub struct Optimiser<'a> {
    project: &'a Project,
    features: Vec<String>,
}

impl<'a> Optimiser<'a> {
    /// For `module`, as wasm-bindgen leaves it.
    ///
    /// # Errors
    /// When the module says nothing of its features, or something unknown.
    pub fn of(project: &'a Project, module: &[u8]) -> Result<Self> {
        let features = sections::target_features(module)
            .context("the wasm has no target_features section: the profile must not strip it (strip = \"none\")")?;
        Ok(Self { project, features: features.iter().map(|name| flag(name)).collect::<Result<_>>()? })
    }

    /// `module` without what nothing in it and no export reaches. Quick.
    ///
    /// # Errors
    /// When the optimiser fails.
    pub fn pruned(&self, module: &[u8]) -> Result<Vec<u8>> {
        self.run(module, &["--remove-unused-module-elements"])
    }

    /// `module`, optimised for size and without sections for tools, but for the names of its functions.
    ///
    /// # Errors
    /// When the optimiser fails.
    pub fn optimised(&self, module: &[u8]) -> Result<Vec<u8>> {
        self.shrunk(module, &[])
    }

    /// The same for a part, with its small functions in their callers: browsers compile a function when it is first called, in
    /// the way of the first rows. The part `list` has 473 functions in the place of 783, and weighs 1 % less; the main module
    /// would have 7 % fewer and weigh 0.5 % more.
    ///
    /// # Errors
    /// When the optimiser fails.
    pub fn optimised_part(&self, module: &[u8]) -> Result<Vec<u8>> {
        self.shrunk(module, &["--always-inline-max-function-size", "6"])
    }

    fn shrunk(&self, module: &[u8], how: &[&str]) -> Result<Vec<u8>> {
        // rustc puts the stack first: what is at the end of it, the lowest addresses, is never reached by an offset.
        // Flattening first and a second round take 0.7 % more off than one round, merging between them 0.2 %.
        let optimise = ["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "--merge-similar-functions", "-Oz"];
        let strip = ["--strip-dwarf", "--strip-producers", "--strip-target-features"];
        self.run(module, &[how, &optimise, &strip].concat())
    }

    /// `module` with the code of `more` in it, which imports from it under the name `as_module`.
    ///
    /// # Errors
    /// When the tool fails.
    pub fn merged(&self, module: &[u8], as_module: &str, more: &[Vec<u8>]) -> Result<Vec<u8>> {
        let folder = self.project.work()?;
        let mut arguments = self.features.clone();
        arguments.push(KEEP_NAMES.to_owned());
        let named = [(as_module.to_owned(), module)];
        let more = more.iter().enumerate().map(|(index, more)| (format!("more{index}"), more.as_slice()));
        for (name, module) in named.into_iter().chain(more) {
            let file = folder.join(format!("merge-{name}.wasm"));
            fs::write(&file, module)?;
            arguments.extend([file.display().to_string(), name]);
        }
        let to = folder.join("merged.wasm");
        arguments.extend(["-o".to_owned(), to.display().to_string()]);
        binaryen(self.project, "wasm-merge", &arguments)?;
        Ok(fs::read(to)?)
    }

    fn run(&self, module: &[u8], passes: &[&str]) -> Result<Vec<u8>> {
        let folder = self.project.work()?;
        let (from, to) = (folder.join("before.wasm"), folder.join("after.wasm"));
        fs::write(&from, module)?;
        let files = [from.display().to_string(), "-o".to_owned(), to.display().to_string()];
        let passes = passes.iter().chain([&KEEP_NAMES]).map(|pass| (*pass).to_owned());
        let arguments = self.features.iter().cloned().chain(passes).chain(files).collect::<Vec<_>>();
        binaryen(self.project, "wasm-opt", &arguments)?;
        Ok(fs::read(to)?)
    }
}

/// The argument of wasm-opt that allows `feature`, as rustc names it.
fn flag(feature: &str) -> Result<String> {
    let name = match feature {
        "nontrapping-fptoint" => "nontrapping-float-to-int",
        "simd128" => "simd",
        "bulk-memory"
        | "bulk-memory-opt"
        | "call-indirect-overlong"
        | "extended-const"
        | "multivalue"
        | "mutable-globals"
        | "reference-types"
        | "sign-ext"
        | "tail-call" => feature,
        _ => bail!("the wasm uses {feature}: see whether all browsers have it, then add it to xtask/src/dist/wasm.rs"),
    };
    Ok(format!("--enable-{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_feature_is_an_error() {
        assert!(flag("nontrapping-fptoint").is_ok_and(|flag| flag == "--enable-nontrapping-float-to-int"));
        assert!(flag("threads").is_err());
    }
}
