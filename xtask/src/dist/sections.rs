//! Reads and changes what a wasm module imports and exports, byte by byte, and leaves all its other sections alone.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// What `module` imports: module and name, in order.
///
/// # Errors
/// When the bytes are no wasm.
pub fn imports(module: &[u8]) -> Result<Vec<(String, String)>> {
    let entries = entries(module, IMPORTS, import)?;
    Ok(entries.into_iter().map(|import| (import.module, import.name)).collect())
}

/// The names that `module` exports, in order.
///
/// # Errors
/// When the bytes are no wasm.
pub fn exports(module: &[u8]) -> Result<Vec<String>> {
    Ok(entries(module, EXPORTS, export)?.into_iter().map(|export| export.name).collect())
}

/// `module` with those of its exports that `names` holds, under their names there.
///
/// # Errors
/// When the bytes are no wasm.
pub fn with_exports(module: &[u8], names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let kept = entries(module, EXPORTS, export)?;
    let kept = kept.into_iter().filter_map(|export| Some((names.get(&export.name)?, export.target)));
    let kept = kept.map(|(name, target)| [text(name), target.to_vec()].concat()).collect::<Vec<_>>();
    replaced(module, EXPORTS, &kept)
}

/// `module` with each of its imports from `to`, under its name in `names`.
///
/// # Errors
/// When the bytes are no wasm or `names` lacks one.
pub fn with_imports(module: &[u8], to: &str, names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let renamed = entries(module, IMPORTS, import)?.into_iter().map(|import| {
        let name = names.get(&import.name).with_context(|| format!("{} has no new name", import.name))?;
        Ok([&text(to)[..], &text(name), import.what].concat())
    });
    replaced(module, IMPORTS, &renamed.collect::<Result<Vec<_>>>()?)
}

/// What the custom section `target_features` lists as used: a count, then a prefix byte and a name each. Nothing when
/// there is no such section.
pub fn target_features(module: &[u8]) -> Option<Vec<String>> {
    for (id, content) in sections(module).ok()? {
        let mut section = Reader(content);
        if id == CUSTOM && section.text()? == "target_features" {
            let features = section.list(|section| Some((section.byte()?, section.text()?)))?;
            return Some(features.into_iter().filter(|(prefix, _)| *prefix == b'+').map(|(_, name)| name).collect());
        }
    }
    None
}

/// `module`, which has a section for exports, with exports of all that it imports, but for functions, instead of its own.
///
/// # Errors
/// When the bytes are no wasm.
pub fn with_imports_exported(module: &[u8]) -> Result<Vec<u8>> {
    let mut counts = BTreeMap::new();
    let exported = entries(module, IMPORTS, import)?.into_iter().filter_map(|import| {
        let kind = *import.what.first()?;
        let count = counts.entry(kind).or_insert(0);
        *count += 1;
        (kind != 0).then(|| [&text(&import.name)[..], &[kind], &number(*count - 1)].concat())
    });
    replaced(module, EXPORTS, &exported.collect::<Vec<_>>())
}

/// `module` without the names of its functions and the like, which only tools read.
///
/// # Errors
/// When the bytes are no wasm.
pub fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = HEADER.to_vec();
    for (section, content) in sections(module)? {
        if section != CUSTOM || Reader(content).text().as_deref() != Some("name") {
            bytes.extend([&[section][..], &number(content.len()), content].concat());
        }
    }
    Ok(bytes)
}

struct Import<'a> {
    module: String,
    name: String,
    /// The kind and the type.
    what: &'a [u8],
}

struct Export<'a> {
    name: String,
    /// The kind and the index.
    target: &'a [u8],
}

fn import<'a>(reader: &mut Reader<'a>) -> Option<Import<'a>> {
    let (module, name) = (reader.text()?, reader.text()?);
    let start = reader.0;
    match reader.byte()? {
        // A function: its type.
        0 => drop(reader.number()?),
        // A table: what is in it, and its limits.
        1 => {
            reader.byte()?;
            reader.limits()?;
        }
        // A memory.
        2 => reader.limits()?,
        // A global: its type, and whether it changes.
        3 => drop(reader.take(2)?),
        _ => return None,
    }
    Some(Import { module, name, what: &start[..start.len() - reader.0.len()] })
}

fn export<'a>(reader: &mut Reader<'a>) -> Option<Export<'a>> {
    let name = reader.text()?;
    let start = reader.0;
    reader.byte()?;
    reader.number()?;
    Some(Export { name, target: &start[..start.len() - reader.0.len()] })
}

fn entries<'a, T>(module: &'a [u8], id: u8, read: impl Fn(&mut Reader<'a>) -> Option<T>) -> Result<Vec<T>> {
    let Some((_, content)) = sections(module)?.into_iter().find(|(section, _)| *section == id) else {
        return Ok(Vec::new());
    };
    let mut reader = Reader(content);
    match reader.list(read) {
        Some(entries) if reader.0.is_empty() => Ok(entries),
        _ => bail!("section {id} of the wasm is not as expected"),
    }
}

fn replaced(module: &[u8], id: u8, entries: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut bytes = HEADER.to_vec();
    for (section, content) in sections(module)? {
        let new = (section == id).then(|| [number(entries.len()), entries.concat()].concat());
        let content = new.as_deref().unwrap_or(content);
        bytes.push(section);
        bytes.extend(number(content.len()));
        bytes.extend(content);
    }
    Ok(bytes)
}

fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut reader = Reader(module.strip_prefix(HEADER).context("this is no wasm")?);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        let section = reader.section().context("the wasm ends inside of a section")?;
        sections.push(section);
    }
    Ok(sections)
}

fn text(text: &str) -> Vec<u8> {
    [&number(text.len()), text.as_bytes()].concat()
}

/// `number` as unsigned LEB128.
fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn section(&mut self) -> Option<(u8, &'a [u8])> {
        let id = self.byte()?;
        let size = self.number()?;
        Some((id, self.take(size)?))
    }

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

    /// A least number, and with the first bit of the byte before them a largest one.
    fn limits(&mut self) -> Option<()> {
        let has_largest = self.byte()? & 1 == 1;
        self.number()?;
        has_largest.then(|| self.number()).map_or(Some(()), |largest| largest.map(drop))
    }

    fn text(&mut self) -> Option<String> {
        let size = self.number()?;
        String::from_utf8(self.take(size)?.to_vec()).ok()
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[(u8, &[u8])]) -> Vec<u8> {
        let section = |(id, content): &(u8, &[u8])| [vec![*id], number(content.len()), content.to_vec()].concat();
        [HEADER.to_vec(), sections.iter().flat_map(section).collect()].concat()
    }

    fn names(names: &[(&str, &str)]) -> BTreeMap<String, String> {
        names.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    #[test]
    fn the_features_are_those_that_the_module_uses() {
        let with = module(&[(1, b"\0"), (0, b"\x0ftarget_features\x02+\x08sign-ext-\x07simd128")]);
        assert_eq!(target_features(&with), Some(vec!["sign-ext".to_owned()]));
        assert_eq!(target_features(HEADER), None);
    }

    #[test]
    fn exports_are_dropped_and_renamed() -> Result<()> {
        let before = module(&[(7, b"\x02\x06memory\x02\x00\x04main\x00\x85\x01"), (10, b"\0")]);
        assert_eq!(exports(&before)?, ["memory", "main"]);
        let after = with_exports(&before, &names(&[("main", "a")]))?;
        assert_eq!(after, module(&[(7, b"\x01\x01a\x00\x85\x01"), (10, b"\0")]));
        Ok(())
    }

    #[test]
    fn imports_are_renamed() -> Result<()> {
        let before = module(&[(2, b"\x01\x04./bg\x05fetch\x00\x03")]);
        assert_eq!(imports(&before)?, [("./bg".to_owned(), "fetch".to_owned())]);
        let after = with_imports(&before, "a", &names(&[("fetch", "b")]))?;
        assert_eq!(after, module(&[(2, b"\x01\x01a\x01b\x00\x03")]));
        assert!(with_imports(&before, "a", &names(&[])).is_err());
        Ok(())
    }

    #[test]
    fn what_is_imported_can_be_exported() -> Result<()> {
        let imports = (2, &b"\x02\x01s\x06memory\x02\x00\x11\x01s\x05stack\x03\x7f\x01"[..]);
        let after = with_imports_exported(&module(&[imports, (7, b"\0")]))?;
        assert_eq!(after, module(&[imports, (7, b"\x02\x06memory\x02\x00\x05stack\x03\x00")]));
        Ok(())
    }

    #[test]
    fn a_memory_a_table_and_a_global_are_imports_too() -> Result<()> {
        let before =
            b"\x03\x01s\x06memory\x02\x00\x11\x01s\x05table\x01\x70\x01\x9d\x08\x9d\x08\x01s\x05stack\x03\x7f\x01";
        let before = module(&[(2, before)]);
        let all = names(&[("memory", "a"), ("table", "b"), ("stack", "c")]);
        let after = b"\x03\x01m\x01a\x02\x00\x11\x01m\x01b\x01\x70\x01\x9d\x08\x9d\x08\x01m\x01c\x03\x7f\x01";
        assert_eq!(with_imports(&before, "m", &all)?, module(&[(2, after)]));
        assert!(imports(b"<!doctype html>").is_err());
        Ok(())
    }
}
