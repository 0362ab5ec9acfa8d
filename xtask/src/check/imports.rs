//! Which file needs which: by import, by path, by macro, and by methods as far as their names tell.
//!
//! A `mod` is no import, and a re-export of a module's own parts is none either: who uses it needs the file that defines
//! what is re-exported. Who calls a method needs the file that defines it, which matters where that is not the file of its
//! type. It is found by its name alone, so only if no other type of the crate and no trait has a method of that name, and
//! if the caller can have a value of the type: its imports lead to the file of the type.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::{Id, Modules, Target};

/// An edge of the graph: one file needs another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that needs the other.
    pub from: String,
    /// The file that it needs.
    pub to: String,
}

/// All imports between the files of the workspace, each with the line of its first use.
pub fn all(modules: &Modules) -> BTreeMap<Import, usize> {
    let methods = Methods::of(modules);
    let mut found = Found(BTreeMap::new());
    for id in 0..modules.all.len() {
        add_uses(modules, id, &methods, &mut found);
        add_paths(modules, id, &methods, &mut found);
    }
    let named = found.0.clone();
    for id in 0..modules.all.len() {
        add_calls(modules, id, &methods, &named, &mut found);
    }
    found.0
}

struct Found(BTreeMap<Import, usize>);

impl Found {
    fn add(&mut self, from: &str, to: &str, line: usize) {
        if from != to {
            self.0.entry(Import { from: from.to_owned(), to: to.to_owned() }).or_insert(line);
        }
    }
}

/// What the imports of a module name.
fn add_uses(modules: &Modules, id: Id, methods: &Methods, found: &mut Found) {
    let module = &modules.all[id];
    for import in &module.uses {
        if let Some(Target::Item(to, name, inner)) = modules.resolve(id, &import.path)
            && !(import.is_public && modules.is_inside(to, id))
        {
            found.add(&module.file, &modules.all[to].file, import.line);
            methods.add_associated(found, &module.file, (to, &name), &inner, import.line);
        }
    }
}

/// What the paths and macros in the items of a module name.
fn add_paths(modules: &Modules, id: Id, methods: &Methods, found: &mut Found) {
    let module = &modules.all[id];
    let text = |at: usize| module.tokens.get(at).map_or("", |token| token.text.as_str());
    let mut at = 0;
    while at < module.tokens.len() {
        let line = module.tokens[at].line;
        let before = if at == 0 { "" } else { text(at - 1) };
        if !is_name(text(at)) || matches!(before, "::" | ".") {
            at += 1;
            continue;
        }
        if text(at + 1) == "!" {
            for to in modules.all.iter().filter(|other| other.root == module.root && other.macros.contains(text(at))) {
                found.add(&module.file, &to.file, line);
            }
        }
        let mut path = vec![text(at).to_owned()];
        while text(at + 1) == "::" && is_name(text(at + 2)) {
            path.push(text(at + 2).to_owned());
            at += 2;
        }
        at += 1;
        let is_own = path.len() == 1 && path[0] == "self";
        if let Some(Target::Item(to, name, inner)) = modules.resolve(id, &path).filter(|_| !is_own) {
            found.add(&module.file, &modules.all[to].file, line);
            methods.add_associated(found, &module.file, (to, &name), &inner, line);
        }
    }
}

/// The methods that the items of a module call, as `value.method()` or `Self::method()`.
fn add_calls(modules: &Modules, id: Id, methods: &Methods, named: &BTreeMap<Import, usize>, found: &mut Found) {
    let module = &modules.all[id];
    let mut reached = None;
    for window in module.tokens.windows(4) {
        let [first, second, third, fourth] = window else { continue };
        let (name, after) = match (first.text.as_str(), second.text.as_str()) {
            (".", _) => (second, third),
            ("Self", "::") => (third, fourth),
            _ => continue,
        };
        if !matches!(after.text.as_str(), "(" | "::") {
            continue;
        }
        let Some(method) = methods.by_name.get(&(module.root, name.text.clone())) else { continue };
        let is_visible = method.private_to.is_none_or(|outer| modules.is_inside(id, outer));
        let reached = reached.get_or_insert_with(|| reachable(&module.file, named));
        if is_visible && reached.contains(method.home.as_str()) {
            found.add(&module.file, &method.file, name.line);
        }
    }
}

/// The files that the imports of a file lead to, itself included.
fn reachable<'a>(from: &'a str, imports: &'a BTreeMap<Import, usize>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        let begin = Import { from: file.to_owned(), to: String::new() };
        for import in imports.range(begin..).map(|(import, _)| import).take_while(|import| import.from == file) {
            if reached.insert(&import.to) {
                next.push(&import.to);
            }
        }
    }
    reached
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// A method that is defined in another file than its type.
struct Method {
    /// The file that defines it.
    file: String,
    /// The file of its type.
    home: String,
    /// The module that alone may call it, with those inside it.
    private_to: Option<Id>,
}

/// Where the methods of our own types are defined.
struct Methods {
    /// The file, by the module and the name of the type, and the name of the method.
    by_type: BTreeMap<(Id, String, String), String>,
    /// By the crate and the name of the method: those that only one type has.
    by_name: BTreeMap<(Id, String), Method>,
}

impl Methods {
    fn of(modules: &Modules) -> Self {
        let mut by_type = BTreeMap::new();
        let mut all: BTreeMap<(Id, String), Vec<Method>> = BTreeMap::new();
        for (id, module) in modules.all.iter().enumerate() {
            for block in &module.impls {
                let Some(Target::Item(home, name, _)) = modules.resolve(id, &block.of) else { continue };
                for (method, is_public) in &block.methods {
                    by_type.insert((home, name.clone(), method.clone()), module.file.clone());
                    let private_to = (!is_public).then_some(id);
                    let home = modules.all[home].file.clone();
                    let found = Method { file: module.file.clone(), home, private_to };
                    all.entry((module.root, method.clone())).or_default().push(found);
                }
            }
        }
        let of_traits: BTreeSet<&String> = modules.all.iter().flat_map(|module| &module.trait_methods).collect();
        let by_name = all.into_iter().filter_map(|(key, mut methods)| {
            let method = methods.pop().filter(|_| methods.is_empty() && !of_traits.contains(&key.1))?;
            (method.file != method.home).then_some((key, method))
        });
        Self { by_type, by_name: by_name.collect() }
    }

    /// `Type::method`: the file of the block that defines it, which may be another than the type's.
    fn add_associated(&self, found: &mut Found, from: &str, of: (Id, &str), inner: &[String], line: usize) {
        let Some(method) = inner.first() else { return };
        if let Some(file) = self.by_type.get(&(of.0, of.1.to_owned(), method.clone())) {
            found.add(from, file, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{crates, tokens};
    use super::*;

    /// The imports between files of `src/`, without the folder and the ending.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let manifest = ("Cargo.toml".to_owned(), "[package]\nname = \"the-crate\"\n".to_owned());
        let files = files.iter().map(|(name, text)| (format!("src/{name}.rs"), (*text).to_owned()));
        let sources: Vec<_> = [manifest].into_iter().chain(files).collect();
        let (rust, findings) = tokens::parse(&sources);
        assert!(findings.is_empty(), "{findings:?}");
        let modules = Modules::read(&crates::find(&sources), &rust);
        let plain = |file: &str| file.trim_start_matches("src/").trim_end_matches(".rs").to_owned();
        all(&modules).keys().map(|import| format!("{} {}", plain(&import.from), plain(&import.to))).collect()
    }

    const LIB: (&str, &str) = ("lib", "mod a; mod b; mod c;");

    #[test]
    fn imports_and_paths_count_and_modules_alone_do_not() {
        assert_eq!(found(&[LIB, ("a", "use crate::b::B;"), ("b", "pub struct B;"), ("c", "")]), ["a b"]);
        assert_eq!(found(&[LIB, ("a", "fn f() { crate::b::f() }"), ("b", "pub fn f() {}")]), ["a b"]);
        assert_eq!(found(&[LIB, ("a", "use crate::b;\nfn f() { b::f() }"), ("b", "pub fn f() {}")]), ["a b"]);
        assert_eq!(found(&[LIB, ("a", "fn f() { g!(super::b::f()) }"), ("b", "pub fn f() {}")]), ["a b"]);
        assert_eq!(found(&[LIB, ("a", "use super::b::{self, *};\nfn f() { h() }"), ("b", "pub fn h() {}")]), ["a b"]);
        assert_eq!(found(&[LIB, ("a", "fn f() { use crate::b::B; }"), ("b", "pub struct B;")]), ["a b"]);
        assert_eq!(found(&[LIB, ("a", "use crate::b;"), ("b", "pub struct B;"), ("c", "use std::fmt;")]), [""; 0]);
    }

    #[test]
    fn a_re_export_is_resolved_to_the_file_that_defines_the_item() {
        let room = ("b/mod", "mod inner;\npub use inner::Inner as Other;");
        let inner = ("b/inner", "use super::Other;\npub struct Inner;");
        assert_eq!(found(&[LIB, ("a", "use crate::b::Other;"), room, inner]), ["a b/inner"]);
        let globs = ("b/mod", "mod inner;\npub use inner::*;");
        assert_eq!(found(&[LIB, ("a", "fn f(b: crate::b::Inner) {}"), globs, inner]), ["a b/inner"]);
        let used = ("b/mod", "mod inner;\npub use inner::Inner;\nfn f(inner: Inner) {}");
        assert_eq!(found(&[LIB, used, ("b/inner", "pub struct Inner;")]), ["b/mod b/inner"]);
        let of_another = ("c", "pub use crate::b::Inner;");
        assert_eq!(found(&[LIB, globs, ("b/inner", "pub struct Inner;"), of_another]), ["c b/inner"]);
    }

    #[test]
    fn a_child_that_imports_from_its_parent_needs_it() {
        let parent = ("b", "mod inner;\npub struct B;\nfn f() { inner::f() }");
        assert_eq!(found(&[LIB, parent, ("b/inner", "use super::B;\npub fn f() {}")]), ["b b/inner", "b/inner b"]);
        let hidden = ("b", "mod inner;\nuse crate::c::C;\n");
        assert_eq!(found(&[LIB, hidden, ("b/inner", "use super::C;"), ("c", "pub struct C;")]), ["b c", "b/inner c"]);
    }

    #[test]
    fn a_method_belongs_to_the_file_of_its_block_and_not_of_its_type() {
        let (home, block) = (("b", "pub struct B;"), ("c", "use crate::b::B;\nimpl B { pub fn call(&self) {} }"));
        assert_eq!(
            found(&[LIB, ("a", "use crate::b::B;\nfn f(b: B) { b.call() }"), home, block]),
            ["a b", "a c", "c b"]
        );
        assert_eq!(found(&[LIB, ("a", "fn f() { crate::b::B::call(b) }"), home, block]), ["a b", "a c", "c b"]);
        let own = ("b", "pub struct B;\nimpl B { fn f(&self) { self.call() } }");
        assert_eq!(found(&[LIB, own, block]), ["b c", "c b"]);
    }

    #[test]
    fn a_method_that_another_type_or_a_trait_may_mean_is_nobodys() {
        let home = ("b", "pub struct B;");
        let block = ("c", "use crate::b::B;\nimpl B { pub fn call(&self) {} fn own(&self) {} }");
        let with = |text| found(&[LIB, ("a", text), home, block]);
        assert_eq!(with("fn f(other: Other) { other.call() }"), ["c b"], "no value of the type can be here");
        assert_eq!(with("use crate::b::B;\nfn f(b: B) { b.own() }"), ["a b", "c b"], "that is private");
        assert_eq!(
            with("use crate::b::B;\nstruct A;\nimpl A { fn call(&self) {} }\nfn f(a: A) { a.call() }"),
            ["a b", "c b"]
        );
        assert_eq!(with("use crate::b::B;\ntrait T { fn call(&self); }\nfn f(t: impl T) { t.call() }"), ["a b", "c b"]);
    }

    #[test]
    fn tests_may_import_what_they_test() {
        let tested = "#[cfg(test)]\nmod tests { use crate::b::B; }\n#[cfg(all(unix, test))]\nuse crate::b::B;";
        assert_eq!(found(&[LIB, ("a", tested), ("b", "pub struct B;")]), [""; 0]);
        let not_for_tests_alone = "#[cfg(any(unix, test))]\nuse crate::b::B;";
        assert_eq!(found(&[LIB, ("a", not_for_tests_alone), ("b", "pub struct B;")]), ["a b"]);
    }

    #[test]
    fn programs_name_the_library_by_its_name() {
        assert_eq!(
            found(&[("lib", "pub mod b;"), ("b", "pub fn f() {}"), ("main", "use the_crate::b::f;")]),
            ["main b"]
        );
    }

    #[test]
    fn comments_texts_and_names_of_others_are_no_imports() {
        let text = "/// crate::b::B\nfn f(b: &B2) { g(\"crate::b::B\", b.b, 'b', Self::B) }\nfn h<'B>() {}";
        assert_eq!(found(&[LIB, ("a", text), ("b", "pub struct B;")]), [""; 0]);
        let dependency = "use b::B;\nuse c;";
        assert_eq!(found(&[("lib", "mod a;"), ("a", dependency)]), [""; 0]);
    }

    #[test]
    fn macros_count() {
        let defines = ("b", "#[macro_export]\nmacro_rules! make { () => {} }");
        assert_eq!(found(&[LIB, ("a", "make!();"), defines]), ["a b"]);
    }
}
