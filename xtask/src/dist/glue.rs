//! Changes the JavaScript that wasm-bindgen makes: what it imports into the wasm, and the names both use. It knows the
//! layout of that file, and says so when a new version of wasm-bindgen lays it out in another way.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

/// The module that the wasm imports from, as wasm-bindgen names it.
pub const MODULE: &str = "./oauth-apps_bg.js";

const HEAD: &str = "\n    const import0 = {\n        __proto__: null,\n";
const TAIL: &str = "    };\n    return {\n        __proto__: null,\n        \"./oauth-apps_bg.js\": import0,\n    };\n";

/// The guards around what every browser of docs/deployment.md has. Without them esbuild sees that a class nobody uses is dead.
const REGISTRY: &str = "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(";
const PURE_REGISTRY: &str = "/* @__PURE__ */ new FinalizationRegistry(";
const DISPOSE: &str = "if (Symbol.dispose) ";

/// The generated file, around the object that the wasm imports.
pub struct Glue {
    before: String,
    entries: Vec<(String, String)>,
    after: String,
}

impl Glue {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// When it is not laid out as expected.
    pub fn read(text: &str) -> Result<Self> {
        let text = droppable(text)?;
        let (before, rest) = text.split_once(HEAD).with_context(|| changed("the start of the imports"))?;
        let (imports, after) = rest.split_once(TAIL).with_context(|| changed("the end of the imports"))?;
        let mut entries: Vec<(String, String)> = Vec::new();
        for line in imports.lines() {
            let outer = line.strip_prefix("        ").filter(|line| !line.starts_with([' ', '}']));
            match (outer.map(|line| line.split_once(": ")), entries.last_mut()) {
                (Some(Some((name, value))), _) if is_identifier(name) => {
                    entries.push((name.to_owned(), format!("{value}\n")));
                }
                (None, Some((_, value))) => {
                    value.push_str(line);
                    value.push('\n');
                }
                _ => bail!(changed(line)),
            }
        }
        Ok(Self { before: before.to_owned(), entries, after: after.to_owned() })
    }

    /// The text of the file, its functions as methods: that is shorter, and the wasm does not see a difference.
    pub fn text(&self) -> String {
        let entries = self.entries.iter().map(|(name, value)| match value.strip_prefix("function(") {
            Some(method) => format!("        {name}({method}"),
            None => format!("        {name}: {value}"),
        });
        let entries = entries.collect::<String>();
        [&self.before, HEAD, &entries, TAIL, &self.after].concat()
    }

    /// Drops what is not in `imports`, and answers whether there was such a thing.
    ///
    /// # Errors
    /// When the file lacks one of them.
    pub fn retain(&mut self, imports: &[(String, String)]) -> Result<bool> {
        let before = self.entries.len();
        for (module, name) in imports {
            let known = module == MODULE && self.entries.iter().any(|(entry, _)| entry == name);
            ensure!(known, changed(&format!("the wasm imports {name} from {module}, which it does not hold")));
        }
        self.entries.retain(|(entry, _)| imports.iter().any(|(_, name)| entry == name));
        Ok(self.entries.len() < before)
    }

    /// Answers the text with the imports and exports under the names in `imports` and `exports`, and [`MODULE`] under
    /// the name `module`.
    ///
    /// # Errors
    /// When an import has no name.
    pub fn renamed(mut self, module: &str, imports: &Names, exports: &Names) -> Result<String> {
        for (name, _) in &mut self.entries {
            *name = imports.get(name).with_context(|| format!("{name} has no new name"))?.clone();
        }
        // Functions that are alike stand together: compression likes that.
        self.entries.sort_by(|(_, one), (_, other)| one.cmp(other));
        let mut text = String::new();
        let mut copied = 0;
        let whole = self.text().replace(&format!("\"{MODULE}\": import0"), &format!("{module}: import0"));
        for (start, name) in members(&whole) {
            if let Some(new) = exports.get(name) {
                text.push_str(&whole[copied..start]);
                text.push_str(new);
                copied = start + name.len();
            }
        }
        text.push_str(&whole[copied..]);
        Ok(text)
    }
}

/// Old names and the new ones.
pub type Names = BTreeMap<String, String>;

/// The exports of the wasm that `script` uses: the generated file or a bundle of it, its names as they were.
///
/// # Errors
/// When it reaches them in another way than by their name.
pub fn exports(script: &str) -> Result<BTreeSet<String>> {
    ensure!(!script.contains("wasm["), changed("exports by a computed name"));
    ensure!(script.contains("wasm = instance.exports;"), changed("where the exports come from"));
    Ok(members(script).map(|(_, name)| name.to_owned()).collect())
}

/// Short names for `old`: `a`, `b`, …, `aa`, ….
pub fn short_names<'a>(old: impl IntoIterator<Item = &'a str>) -> Names {
    old.into_iter().enumerate().map(|(index, old)| (old.to_owned(), short_name(index))).collect()
}

fn short_name(index: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let last = char::from(LETTERS[index % LETTERS.len()]);
    match index / LETTERS.len() {
        0 => last.to_string(),
        more => short_name(more - 1) + &last.to_string(),
    }
}

fn droppable(text: &str) -> Result<String> {
    ensure!(text.contains(REGISTRY), changed("how it guards FinalizationRegistry"));
    let text = text.replace(REGISTRY, PURE_REGISTRY);
    Ok(text.lines().filter(|line| !line.starts_with(DISPOSE)).flat_map(|line| [line, "\n"]).collect())
}

/// Every `wasm.name` of `script`: where the name starts, and the name.
fn members(script: &str) -> impl Iterator<Item = (usize, &str)> {
    script.match_indices("wasm.").filter_map(|(start, found)| {
        let part = |character: char| is_part(character) || character == '.';
        if script[..start].ends_with(part) {
            return None;
        }
        let name = &script[start + found.len()..];
        let end = name.find(|character| !is_part(character)).unwrap_or(name.len());
        (end > 0).then(|| (start + found.len(), &name[..end]))
    })
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_part)
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || character == '$'
}

fn changed(what: &str) -> String {
    format!("wasm-bindgen's JavaScript is not laid out as xtask/src/dist/glue.rs knows it: {what}")
}

#[cfg(test)]
mod tests;
