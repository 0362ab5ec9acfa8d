//! Finds applications by what was typed: each word, in the name, the client ID or the id. Pure.

use super::fold::{fold, fold_all};
use crate::api::{Application, ClientType};

/// Which client types are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TypeFilter {
    /// Every type.
    #[default]
    All,
    /// Confidential clients (RFC 6749 section 2.1).
    Confidential,
    /// Public clients.
    Public,
}

impl TypeFilter {
    /// Whether an application of this type is shown.
    pub fn admits(self, client_type: &ClientType) -> bool {
        match self {
            Self::All => true,
            Self::Confidential => *client_type == ClientType::Confidential,
            Self::Public => *client_type == ClientType::Public,
        }
    }
}

/// What is searched of each application, folded once.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
}

/// The folded name, client ID and id of an application, a line each.
#[derive(Clone, Debug)]
struct Entry {
    text: String,
    name: usize,
}

impl SearchIndex {
    /// Folds a list, in its order.
    pub fn new<'a>(applications: impl Iterator<Item = &'a Application> + Clone) -> Self {
        let names = fold_all(applications.clone().map(|application| application.name.as_str()));
        let ids = fold_all(applications.clone().map(|application| application.client_id.as_str()));
        let entries = applications
            .zip(names.into_iter().zip(ids))
            .map(|(application, (mut text, client_id))| {
                let name = text.len();
                text.push('\n');
                text.push_str(&client_id);
                if let Some(id) = application.id {
                    text.push('\n');
                    text.push_str(id.as_str());
                }
                Entry { text, name }
            })
            .collect();
        Self { entries }
    }

    /// The folded name of the application at `index`.
    pub fn name(&self, index: usize) -> &str {
        self.entries.get(index).and_then(|entry| entry.text.get(..entry.name)).unwrap_or_default()
    }

    /// Whether the application at `index` has every word of the query.
    pub fn matches(&self, index: u32, query: &Query) -> bool {
        let Some(entry) = self.entries.get(index as usize) else {
            return false;
        };
        query.words.iter().all(|word| holds(&entry.text, word))
    }
}

/// What was typed, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads a query. Words may stand in any order; what [`fold`] takes for the same is the same.
    pub fn new(typed: &str) -> Self {
        // Folded first: a word may fall apart by it.
        Self { words: fold(typed).split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether it finds everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// `str::contains` for short words: its algorithm for long ones is more code than the rest of the search.
fn holds(entry: &str, word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return true };
    let mut windows = entry.as_bytes().windows(word.len());
    windows.any(|window| window.first() == Some(&first) && window == word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::decode_list;

    fn index() -> SearchIndex {
        let page = decode_list(
            br#"[{"id": 41, "name": "Production API", "client_id": "Abc9", "client_secret": "hush", "client_type": "public"},
                 {"id": 42, "name": "STRASSE \u0141\u00f3d\u017a", "client_id": "x", "client_secret": "", "client_type": "public"}]"#,
        )
        .unwrap();
        SearchIndex::new(page.applications.iter())
    }

    fn found(typed: &str) -> Vec<u32> {
        let (index, query) = (index(), Query::new(typed));
        (0..2).filter(|at| index.matches(*at, &query)).collect()
    }

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert_eq!(found("api PROD"), [0]);
        assert_eq!(found("aBC9"), [0]);
        assert_eq!(found("łódź"), [1]);
        assert_eq!(found("lodz strasse"), [1]);
        assert_eq!(found("Straße ŁO\u{301}DZ\u{301}"), [1]);
        assert_eq!(found("ｐｒｏｄｕｃｔｉｏｎ"), [0]);
        assert_eq!(found("prod\u{a0}api"), [0]);
        assert_eq!(found("42"), [1]);
        assert_eq!(found("  "), [0, 1]);
        assert_eq!(found("api x"), [0; 0]);
    }

    #[test]
    fn a_secret_is_never_searched() {
        assert_eq!(found("hush"), [0; 0]);
    }
}
