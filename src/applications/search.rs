//! Finds applications by what was typed: each word, in the name, the client ID or the id. Pure.

use table::Lines;

use super::environments::Tier;
use super::fold::{FoldedTexts, fold};
use crate::api::{ClientType, Rows};

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

/// Which applications are shown, whatever is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of a type.
    pub types: TypeFilter,
    /// Those for an environment; all where it is none.
    pub tier: Option<Tier>,
}

impl Filter {
    /// Whether it leaves anything out.
    pub fn is_set(self) -> bool {
        self != Self::default()
    }
}

/// What is searched of each application, folded once: its name, client ID and id, with a line break between them.
#[derive(Default)]
pub struct SearchIndex {
    lines: Lines,
    /// How long each name is, in bytes.
    names: Vec<u32>,
}

impl SearchIndex {
    /// Folds a list, in its order.
    pub fn new(rows: &Rows) -> Self {
        let parts = (0..rows.len()).map(|index| (rows.names(index), rows.id(index)));
        let length = parts.clone().map(|((name, client_id), id)| name.len() + client_id.len() + id.len() + 2).sum();
        let mut lines = Lines::with_capacity(rows.len(), length);
        let mut names = Vec::with_capacity(rows.len());
        let mut folded = FoldedTexts::new(parts.clone().flat_map(|((name, client_id), _)| [name, client_id]));
        for ((name, client_id), id) in parts {
            names.push(folded.push(name, &mut lines) as u32);
            lines.push("\n");
            folded.push(client_id, &mut lines);
            lines.push("\n");
            lines.push(id);
            lines.end();
        }
        Self { lines, names }
    }

    /// The folded name of the application at `index`.
    pub fn name(&self, index: usize) -> &str {
        let length = self.names.get(index).copied().unwrap_or_default() as usize;
        let name = self.lines.get(index).get(..length).unwrap_or_default();
        str::from_utf8(name).unwrap_or_default()
    }

    /// Whether the application at `index` has every word of the query.
    pub fn matches(&self, index: usize, query: &Query) -> bool {
        self.lines.has(index, &query.words)
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
        SearchIndex::new(&page.applications)
    }

    fn found(typed: &str) -> Vec<u32> {
        let (index, query) = (index(), Query::new(typed));
        (0..2).filter(|at| index.matches(*at as usize, &query)).collect()
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
