//! What a check reports.

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Relative to the project's root.
    pub file: String,
    /// Counted from 1; 0 for the whole file.
    pub line: usize,
    /// The rule, and what to do.
    pub text: String,
}
