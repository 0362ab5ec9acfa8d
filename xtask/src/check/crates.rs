//! The crates of the workspace: the files that they begin with, out of the names and texts of all files.

/// A library, a program or a test.
#[derive(Debug, PartialEq)]
pub struct Crate {
    /// The file that it begins with.
    pub root: String,
    /// What others import it as, if it is a library.
    pub library: Option<String>,
}

/// Finds the crates of each `Cargo.toml` among `sources`: libraries first.
pub fn find(sources: &[(String, String)]) -> Vec<Crate> {
    let is_there = |file: &str| sources.iter().any(|(name, _)| name == file);
    let (mut libraries, mut others) = (Vec::new(), Vec::new());
    for (manifest, text) in sources {
        let Some(folder) =
            manifest.strip_suffix("Cargo.toml").filter(|folder| folder.is_empty() || folder.ends_with('/'))
        else {
            continue;
        };
        let Some(name) = package(text) else { continue };
        let library = format!("{folder}src/lib.rs");
        if is_there(&library) {
            libraries.push(Crate { root: library, library: Some(name.replace('-', "_")) });
        }
        let paths = text.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix('"'));
        let mut roots: Vec<String> = paths.map(|path| format!("{folder}{path}")).collect();
        roots.push(format!("{folder}src/main.rs"));
        roots.extend(tests(sources, folder));
        roots.retain(|root| root.ends_with(".rs") && is_there(root) && !root.ends_with("/lib.rs"));
        roots.sort();
        roots.dedup();
        others.extend(roots.into_iter().map(|root| Crate { root, library: None }));
    }
    libraries.append(&mut others);
    libraries
}

/// The name of the package that a manifest describes.
fn package(manifest: &str) -> Option<&str> {
    let (_, package) = manifest.split_once("[package]\n")?;
    let name =
        package.lines().take_while(|line| !line.starts_with('[')).find_map(|line| line.strip_prefix("name = "))?;
    Some(name.trim().trim_matches('"'))
}

/// The integration tests of the package in `folder`.
fn tests(sources: &[(String, String)], folder: &str) -> Vec<String> {
    let tests = format!("{folder}tests/");
    let names = sources.iter().map(|(name, _)| name).filter(|name| {
        let Some(rest) = name.strip_prefix(&tests) else { return false };
        match rest.split_once('/') {
            None => rest.ends_with(".rs"),
            Some((_, file)) => file == "main.rs",
        }
    });
    names.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_programs_and_tests_are_found() {
        let sources = [
            ("Cargo.toml", "[package]\nname = \"a-page\"\n[[bin]]\nname = \"b\"\npath = \"src/client.rs\"\n"),
            ("src/lib.rs", ""),
            ("src/client.rs", ""),
            ("src/other.rs", ""),
            ("tests/one.rs", ""),
            ("tests/two/main.rs", ""),
            ("tests/two/part.rs", ""),
            ("server/Cargo.toml", "[package]\nname = \"server\"\n"),
            ("server/src/main.rs", ""),
        ];
        let sources = sources.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let found = find(&sources);
        let roots: Vec<_> = found.iter().map(|found| found.root.as_str()).collect();
        let expected = ["src/lib.rs", "src/client.rs", "tests/one.rs", "tests/two/main.rs", "server/src/main.rs"];
        assert_eq!(roots, expected);
        assert_eq!(found[0].library.as_deref(), Some("a_page"));
    }
}
