//! What was here is in `page`: for those who still build elements one by one.

use super::desk::Desk;
use crate::page::unreachable::{self, UnreachableHints};
use crate::ui::View;
use erased_view::prelude::*;

/// What an unreachable server may mean. `line` is a command that shows more, introduced by `intro`.
pub fn may_be(_: Desk, origin: String, intro: &'static str, line: &str) -> View {
    view! { <UnreachableHints origin intro command=line.to_owned()/> }.into()
}

/// A word in code.
pub fn code(word: &str) -> View {
    unreachable::code(word).into()
}
