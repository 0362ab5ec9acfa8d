//! Makes the wasm small with binaryen's `wasm-opt`, allowed to use what the module itself says it uses: with all
//! features it makes modules that browsers refuse.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::wasm_opt;
use crate::project::Project;

/// The bytes of `module`, optimised for size and without sections for tools.
///
/// # Errors
/// When the module says nothing of its features, says something unknown, or the optimiser fails.
pub fn optimise(project: &Project, module: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let features = target_features(&bytes)
        .context("the wasm has no target_features section: the profile must not strip it (strip = \"none\")")?;
    let mut arguments = vec!["-Oz".to_owned()];
    for feature in features {
        arguments.push(flag(&feature)?);
    }
    let strips = ["--strip-debug", "--strip-producers", "--strip-target-features"];
    arguments.extend(strips.map(str::to_owned));
    let small = project.work()?.join("optimised.wasm");
    arguments.extend([module.display().to_string(), "-o".to_owned(), small.display().to_string()]);
    wasm_opt(project, &arguments).context("wasm-opt failed")?;
    Ok(fs::read(small)?)
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

/// What the custom section `target_features` lists as used: a count, then a prefix byte and a name each.
fn target_features(module: &[u8]) -> Option<Vec<String>> {
    let mut reader = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    loop {
        let id = reader.byte()?;
        let size = reader.number()?;
        let mut section = Reader(reader.take(size)?);
        if id == 0 && section.text()? == "target_features" {
            let count = section.number()?;
            let features = (0..count).map(|_| Some((section.byte()?, section.text()?)));
            let features = features.collect::<Option<Vec<_>>>()?;
            return Some(features.into_iter().filter(|(prefix, _)| *prefix == b'+').map(|(_, name)| name).collect());
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, size: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let size = self.number()?;
        String::from_utf8(self.take(size)?.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_features_are_those_that_the_module_uses() {
        let mut module = b"\0asm\x01\0\0\0\x01\x01\x00".to_vec();
        let section = b"\x0ftarget_features\x02+\x08sign-ext-\x07simd128";
        module.extend([0, u8::try_from(section.len()).unwrap_or_default()]);
        module.extend(section);
        assert_eq!(target_features(&module), Some(vec!["sign-ext".to_owned()]));
        assert_eq!(target_features(b"\0asm\x01\0\0\0"), None);
    }

    #[test]
    fn an_unknown_feature_is_an_error() {
        assert!(flag("nontrapping-fptoint").is_ok_and(|flag| flag == "--enable-nontrapping-float-to-int"));
        assert!(flag("threads").is_err());
    }
}
