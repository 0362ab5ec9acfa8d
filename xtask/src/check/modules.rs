//! The modules of the workspace's crates: which file each is in, which names it has, and what a path in it leads to.
//!
//! Follows `mod`, `use`, re-exports and globs as the compiler does, but knows no visibility and expands no macro. Leaves
//! tests out: what is behind `#[cfg(test)]` may import whatever it tests.

use std::collections::{BTreeMap, BTreeSet};

use syn::{File, Item, ItemMod, Visibility};

use super::crates::Crate;
use super::finding::Finding;
use super::tokens::{self, Token, Use};

/// The number of a module.
pub type Id = usize;

/// A module: a file, or a block in one.
pub struct Module {
    /// The file that it is written in.
    pub file: String,
    /// Its path in its crate, such as `api::client`; empty for the crate itself.
    pub path: String,
    /// The module that the crate begins with.
    pub root: Id,
    /// What it imports and re-exports.
    pub uses: Vec<Use>,
    /// The text of its items, without imports, other modules and tests.
    pub tokens: Vec<Token>,
    /// The blocks of its methods.
    pub impls: Vec<Impl>,
    /// The names of methods that a trait declares or implements here.
    pub trait_methods: BTreeSet<String>,
    /// The macros that it defines.
    pub macros: BTreeSet<String>,
    parent: Option<Id>,
    children: BTreeMap<String, Id>,
    items: BTreeSet<String>,
}

/// Whether a file is read by tests alone: they and their fakes are behind `#[cfg(test)]`.
fn is_for_tests(file: &str) -> bool {
    file.ends_with("tests.rs") || file.contains("/tests/") || file.contains("/fake_")
}

/// The methods that one `impl` block without a trait defines.
pub struct Impl {
    /// The path of the type.
    pub of: Vec<String>,
    /// The names of its functions, and whether others than this module may call them.
    pub methods: Vec<(String, bool)>,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A module.
    Module(Id),
    /// An item of a module, and the rest of the path: variants, methods and the like.
    Item(Id, String, Vec<String>),
}

/// All modules of the workspace.
#[derive(Default)]
pub struct Modules {
    /// Each by its number.
    pub all: Vec<Module>,
    libraries: BTreeMap<String, Id>,
}

impl Modules {
    /// Reads all `crates` out of `files`.
    pub fn read(crates: &[Crate], files: &BTreeMap<&str, File>) -> Self {
        let mut modules = Self::default();
        for Crate { root, library } in crates {
            let id = modules.all.len();
            let Some(file) = files.get(root.as_str()) else { continue };
            if let Some(name) = library {
                modules.libraries.insert(name.clone(), id);
            }
            modules.add(Place {
                file: root.clone(),
                path: String::new(),
                root: id,
                parent: None,
                folder: folder(root),
            });
            modules.fill(id, &folder(root), &file.items, files);
        }
        modules
    }

    /// Reports the files of the crates' own folders that no `mod` leads to: what is in them is not checked.
    pub fn unread<'a>(&self, files: impl Iterator<Item = &'a str>) -> Vec<Finding> {
        let read: BTreeSet<&str> = self.all.iter().map(|module| module.file.as_str()).collect();
        let is_code = |file: &&str| file.starts_with("src/") || file.contains("/src/");
        let unread = files.filter(is_code).filter(|file| !read.contains(file) && !is_for_tests(file));
        let text = "no module leads to this file";
        unread.map(|file| Finding { file: file.to_owned(), line: 0, text: text.to_owned() }).collect()
    }

    /// Where `path` leads, seen from a module. None for what other crates define.
    pub fn resolve(&self, module: Id, path: &[String]) -> Option<Target> {
        self.follow(module, path, &mut BTreeSet::new())
    }

    /// Whether `inner` is `outer` or a module inside it.
    pub fn is_inside(&self, inner: Id, outer: Id) -> bool {
        let mut at = Some(inner);
        while let Some(id) = at {
            if id == outer {
                return true;
            }
            at = self.all[id].parent;
        }
        false
    }

    fn follow(&self, module: Id, path: &[String], seen: &mut BTreeSet<(Id, String)>) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(self.all[module].root),
            "self" => Target::Module(module),
            "super" => Target::Module(self.all[module].parent?),
            name => match self.named(module, name, seen) {
                Some(target) => target,
                None => Target::Module(*self.libraries.get(name)?),
            },
        };
        while let (Target::Module(id), Some((name, further))) = (&target, rest.split_first()) {
            target = match name.as_str() {
                "super" => Target::Module(self.all[*id].parent?),
                "self" => Target::Module(*id),
                name => self.named(*id, name, seen)?,
            };
            rest = further;
        }
        match target {
            Target::Item(id, name, mut inner) => {
                inner.extend(rest.iter().cloned());
                Some(Target::Item(id, name, inner))
            }
            module => Some(module),
        }
    }

    /// What a name is in a module. `seen` ends imports that lead back to themselves.
    fn named(&self, module: Id, name: &str, seen: &mut BTreeSet<(Id, String)>) -> Option<Target> {
        let here = &self.all[module];
        if let Some(child) = here.children.get(name) {
            return Some(Target::Module(*child));
        }
        if here.items.contains(name) {
            return Some(Target::Item(module, name.to_owned(), Vec::new()));
        }
        if !seen.insert((module, name.to_owned())) {
            return None;
        }
        for import in here.uses.iter().filter(|import| import.name == name) {
            // `use name::more;` names the other crate.
            let is_itself = import.path.first().is_some_and(|first| first == name) && import.path.len() == 1;
            if let Some(target) = (!is_itself).then(|| self.follow(module, &import.path, seen)).flatten() {
                return Some(target);
            }
        }
        here.uses.iter().filter(|import| import.name == "*").find_map(|import| {
            match self.follow(module, &import.path, seen)? {
                Target::Module(id) if id != module => self.named(id, name, seen),
                _ => None,
            }
        })
    }

    fn add(&mut self, place: Place) -> Id {
        let Place { file, path, root, parent, .. } = place;
        self.all.push(Module {
            file,
            path,
            root,
            parent,
            uses: Vec::new(),
            tokens: Vec::new(),
            impls: Vec::new(),
            trait_methods: BTreeSet::new(),
            macros: BTreeSet::new(),
            children: BTreeMap::new(),
            items: BTreeSet::new(),
        });
        self.all.len() - 1
    }

    /// Reads items into a module, and the modules inside it, whose files are in `folder`.
    fn fill(&mut self, id: Id, folder: &str, items: &[Item], files: &BTreeMap<&str, File>) {
        for item in items.iter().filter(|item| !tokens::is_test(attributes(item))) {
            match item {
                Item::Mod(inner) => self.fill_child(id, folder, inner, files),
                Item::Use(item) => {
                    let is_public = !matches!(item.vis, Visibility::Inherited);
                    self.all[id].uses.extend(tokens::imports(&tokens::of(item), is_public));
                }
                item => self.fill_item(id, item),
            }
        }
    }

    fn fill_child(&mut self, parent: Id, folder: &str, inner: &ItemMod, files: &BTreeMap<&str, File>) {
        let name = tokens::plain(&inner.ident);
        let written = tokens::path_attribute(&inner.attrs);
        let (file, items) = match &inner.content {
            Some((_, items)) => (self.all[parent].file.clone(), items),
            None => {
                let beside = self.all[parent].file.rsplit_once('/').map_or("", |(folder, _)| folder);
                let candidates = match written {
                    Some(path) => vec![format!("{beside}/{path}")],
                    None => vec![format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")],
                };
                let Some(file) = candidates.into_iter().find(|file| files.contains_key(file.as_str())) else {
                    return;
                };
                let Some(read) = files.get(file.as_str()) else { return };
                (file, &read.items)
            }
        };
        let outer = &self.all[parent];
        let path = if outer.path.is_empty() { name.clone() } else { format!("{}::{name}", outer.path) };
        let folder = format!("{folder}/{name}");
        let place = Place { file, path, root: outer.root, parent: Some(parent), folder };
        let folder = place.folder.clone();
        let id = self.add(place);
        self.all[parent].children.insert(name, id);
        self.fill(id, &folder, items, files);
    }

    fn fill_item(&mut self, id: Id, item: &Item) {
        let module = &mut self.all[id];
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        module.items.extend(name.map(tokens::plain));
        match item {
            Item::Macro(item) => module.macros.extend(item.ident.as_ref().map(tokens::plain)),
            Item::Trait(item) => module.trait_methods.extend(tokens::methods_of_trait(item)),
            Item::Impl(item) if item.trait_.is_some() => {
                module.trait_methods.extend(tokens::methods_of_impl(item).map(|(name, _)| name));
            }
            Item::Impl(item) => {
                let methods = tokens::methods_of_impl(item).collect();
                module.impls.extend(tokens::path_of_type(&item.self_ty).map(|of| Impl { of, methods }));
            }
            _ => {}
        }
        let text = tokens::of(item);
        module.uses.extend(tokens::imports(&text, false));
        module.tokens.extend(text);
    }
}

/// Where a module is.
struct Place {
    file: String,
    path: String,
    root: Id,
    parent: Option<Id>,
    /// Where the files of the modules inside it are.
    folder: String,
}

/// The folder of the modules that the first file of a crate declares.
fn folder(root: &str) -> String {
    root.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
