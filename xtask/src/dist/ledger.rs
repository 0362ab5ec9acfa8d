//! The ledger of bytes: which crate the bytes of the page come from, and which file they are in.
//!
//! Functions keep their names until the wasm is optimised. Their bytes are those of the code that is shipped; what the
//! optimiser put into a caller is the caller's, and what it made one of several belongs to one of them. A crate's share of
//! the brotli bytes of a file is taken to be its share of the file.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use super::folder::{empty, names};
use super::parts::{MAIN, Part};
use super::sections;
use crate::project::Project;
use crate::sizes;

/// How many crates have a line of their own.
const LINES: usize = 10;
/// The crates of Rust's standard library, which have one line.
const STANDARD: [&str; 4] = ["core", "alloc", "std", "compiler_builtins"];
/// What that line is called. It has what tells no crate, too.
const STANDARD_LIBRARY: &str = "standard library, and no name";

/// The bytes of a file by where they come from.
type Origins = BTreeMap<String, u64>;

/// Keeps the modules, whose functions have names still, for [`print`].
///
/// # Errors
/// When they cannot be written.
pub fn keep(project: &Project, main: &[u8], parts: &[Part]) -> Result<()> {
    let folder = folder(project)?;
    empty(&folder)?;
    fs::write(folder.join(format!("{MAIN}.wasm")), main)?;
    for part in parts {
        fs::write(folder.join(format!("{}.wasm", part.name)), &part.wasm)?;
    }
    Ok(())
}

/// Prints the ledger of the page in `dist`.
///
/// # Errors
/// When a file cannot be read.
pub fn print(project: &Project, dist: &Path) -> Result<()> {
    let mut files = names(dist)?;
    files.retain(|name| [".html", ".wasm", ".js", ".css"].iter().any(|ending| name.ends_with(ending)));
    let mut columns = Vec::new();
    for size in sizes::weigh(project, dist, &files, false)? {
        let column = column(&size.file);
        let origins = match size.file.ends_with(".wasm") {
            true => kept(project, &column)
                .with_context(|| format!("there is no ledger of {}: cargo xtask dist --force makes one", size.file))?,
            false => Origins::from([("scripts, styles, document".to_owned(), size.raw)]),
        };
        let raw = origins.values().sum::<u64>();
        ensure!(raw == size.raw, "the ledger of {} has {raw} bytes instead of {}", size.file, size.raw);
        columns.push((column, shares(&origins, size.brotli)));
    }
    // The main module first, then its parts, then the rest.
    columns.sort_by_key(|(name, _)| (name != MAIN, ["js", "css", "html"].contains(&name.as_str()), name.clone()));
    println!("{}", table(&columns));
    Ok(())
}

fn kept(project: &Project, module: &str) -> Result<Origins> {
    origins(&fs::read(folder(project)?.join(format!("{module}.wasm")))?)
}

fn folder(project: &Project) -> Result<PathBuf> {
    Ok(project.work()?.join("ledger"))
}

/// What the file is called in the ledger: a part by its name, others by their kind.
fn column(file: &str) -> String {
    let (stem, kind) = file.rsplit_once('.').unwrap_or((file, ""));
    match stem.strip_prefix("oauth-apps-").and_then(|stem| stem.rsplit_once('-')) {
        Some((part, _)) => part.to_owned(),
        None if kind == "wasm" => MAIN.to_owned(),
        None => kind.to_owned(),
    }
}

/// Where the bytes of a module come from, without its names.
fn origins(wasm: &[u8]) -> Result<Origins> {
    let (mut imported, mut sizes, mut names, mut data) = (0, Vec::new(), BTreeMap::new(), 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len() as u64),
            Payload::DataSection(section) => data = section.range().len() as u64,
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    names = function_names(section)?;
                }
            }
            _ => {}
        }
    }
    let mut origins = Origins::from([("constants of the modules".to_owned(), data)]);
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).map_or("", |name| *name);
        *origins.entry(origin(name)).or_default() += size;
    }
    let rest = sections::without_names(wasm)?.len() as u64 - origins.values().sum::<u64>();
    origins.insert("types, exports, lengths".to_owned(), rest);
    Ok(origins)
}

fn function_names(section: wasmparser::NameSectionReader<'_>) -> Result<BTreeMap<u32, &str>> {
    let mut names = BTreeMap::new();
    for subsection in section {
        if let Name::Function(map) = subsection? {
            for naming in map {
                let naming = naming?;
                names.insert(naming.index, naming.name);
            }
        }
    }
    Ok(names)
}

/// The crate that a function is from: the first that its name tells and that is not the standard library.
fn origin(name: &str) -> String {
    let demangled = demangled(name);
    let first = crates(&demangled).find(|name| !STANDARD.contains(name));
    first.map_or(STANDARD_LIBRARY.to_owned(), str::to_owned)
}

/// The name as Rust writes it. Tools put words before and after what the compiler wrote, or have read it already.
fn demangled(name: &str) -> String {
    let Some(start) = ["_ZN", "_R"].iter().filter_map(|start| name.find(start)).min() else {
        return name.to_owned();
    };
    let mangled = name[start..].split(' ').next().unwrap_or_default();
    // Where two have one name, a number follows the second's.
    let end = mangled.rfind('E').filter(|_| mangled.starts_with("_ZN")).map_or(mangled.len(), |at| at + 1);
    format!("{:#}", rustc_demangle::demangle(&mangled[..end]))
}

/// The first words of all paths in `name`: of `<a::B as c::D>::e` they are `a` and `c`.
fn crates(name: &str) -> impl Iterator<Item = &str> {
    let pieces = name.split("::").collect::<Vec<_>>();
    let last = pieces.len() - 1;
    pieces.into_iter().take(last).enumerate().filter_map(|(index, piece)| {
        let word = piece.rfind(|character: char| !character.is_alphanumeric() && character != '_');
        let start = word.map_or(0, |at| at + 1);
        let is_first = start > 0 || index == 0;
        (is_first && start < piece.len()).then(|| &piece[start..])
    })
}

/// `total` divided as `origins` are: whole numbers that add up to it.
fn shares(origins: &Origins, total: u64) -> Origins {
    let sum = origins.values().sum::<u64>().max(1);
    let (mut before, mut given) = (0, 0);
    let share = |(name, bytes): (&String, &u64)| {
        before += bytes;
        let share = total * before / sum - given;
        given += share;
        (name.clone(), share)
    };
    origins.iter().map(share).collect()
}

/// The columns as text: a line for each of the largest crates, one for all others, and what is of no crate.
fn table(columns: &[(String, Origins)]) -> String {
    let mut lines = BTreeMap::<&str, Vec<u64>>::new();
    for (column, (_, origins)) in columns.iter().enumerate() {
        for (origin, bytes) in origins {
            lines.entry(origin).or_insert_with(|| vec![0; columns.len()])[column] += bytes;
        }
    }
    let total = added(lines.values(), columns.len());
    let (mut crates, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(origin, _)| !origin.contains(' '));
    crates.sort_by_key(|(_, bytes)| Reverse(bytes.iter().sum::<u64>()));
    let rest = crates.split_off(crates.len().min(LINES));
    let rest_title = format!("{} more crates", rest.len());
    let rest = [(rest_title.as_str(), added(rest.iter().map(|(_, bytes)| bytes), columns.len()))];
    let head = columns.iter().map(|(name, _)| name.clone()).chain(["total".to_owned()]);
    let head = line("where brotli's bytes come from", head);
    let lines = crates.into_iter().chain(rest).chain(others).chain([("total", total)]);
    let lines = lines.map(|(title, bytes)| {
        let sum = bytes.iter().sum::<u64>();
        line(title, bytes.into_iter().chain([sum]).map(|bytes| bytes.to_string()))
    });
    [head].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

/// The sums of `lines`, each of so many columns.
fn added<'a>(lines: impl Iterator<Item = &'a Vec<u64>>, columns: usize) -> Vec<u64> {
    lines.fold(vec![0; columns], |sums, line| sums.iter().zip(line).map(|(sum, bytes)| sum + bytes).collect())
}

fn line(title: &str, cells: impl Iterator<Item = String>) -> String {
    cells.fold(format!("{title:<34}"), |line, cell| line + &format!(" {cell:>8}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_of_the_first_crate_that_is_not_the_standard_library() {
        for (name, origin_is) in [
            ("_ZN10oauth_apps4i18n2en5Texts12confidential17h42ced0fab3fed14dE", "oauth_apps"),
            ("_ZN49_$LT$F$u20$as$u20$erased_view..erased..Handle$GT$6handle17he2dba275e7a76b21E", "erased_view"),
            ("byn$mgfn-shared$_ZN14reactive_graph5owner5Owner8register17ha0e7b269c76d8e95E_1 shim", "reactive_graph"),
            ("<oauth_apps::page::Row as core::fmt::Display>::fmt", "oauth_apps"),
            ("core::ptr::drop_in_place<alloc::vec::Vec<leptos::Row>>", "leptos"),
            ("_RNvNtCs5cOc02OMXlo_5alloc7raw_vec12handle_error", STANDARD_LIBRARY),
            ("<a::B as c::D>::e", "a"),
            ("memcpy", STANDARD_LIBRARY),
            ("", STANDARD_LIBRARY),
        ] {
            assert_eq!(origin(name), origin_is, "{name}");
        }
    }

    #[test]
    fn a_module_is_divided_without_rest() -> Result<()> {
        // A type, two functions of it that return at once, and their names.
        let wasm = [
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0".as_slice(),
            b"\x0a\x09\x02\x04\0\x01\x01\x0b\x02\0\x0b".as_slice(),
            b"\0\x14\x04name\x01\x0d\x02\0\x04a::b\x01\x04c::d".as_slice(),
        ];
        let origins = origins(&wasm.concat())?;
        assert_eq!((origins.get("a"), origins.get("c")), (Some(&4), Some(&2)));
        assert_eq!(origins.values().sum::<u64>(), sections::without_names(&wasm.concat())?.len() as u64);
        Ok(())
    }

    #[test]
    fn shares_add_up_to_what_is_divided() {
        let origins = Origins::from([("a".to_owned(), 1), ("b".to_owned(), 1), ("c".to_owned(), 1)]);
        for total in 0..20 {
            let shares = shares(&origins, total);
            assert_eq!(shares.values().sum::<u64>(), total);
            assert!(shares.values().all(|share| share.abs_diff(total / 3) <= 1), "{shares:?}");
        }
    }

    #[test]
    fn every_column_and_every_line_of_the_table_adds_up() {
        let origins = |from: u64| (from..from + 12).map(|at| (format!("crate_{at}"), at)).collect::<Origins>();
        let columns = [(MAIN.to_owned(), origins(1)), ("list".to_owned(), origins(4))];
        let table = table(&columns);
        let numbers = table.lines().skip(1).map(|line| {
            let numbers = line.rsplit(' ').filter(|word| !word.is_empty()).take(3);
            numbers.map(|number| number.parse::<u64>().unwrap_or_default()).collect::<Vec<_>>()
        });
        let numbers = numbers.collect::<Vec<_>>();
        assert_eq!(numbers.len(), LINES + 2, "{table}");
        assert!(numbers.iter().all(|line| line[0] == line[1] + line[2]), "{table}");
        let (total, lines) = numbers.split_last().unwrap_or((&numbers[0], &[]));
        assert_eq!(&added(lines.iter(), 3), total, "{table}");
        assert_eq!(total[0], columns.iter().map(|(_, origins)| origins.values().sum::<u64>()).sum::<u64>());
    }
}
