//! Places whose content changes.

use wasm_bindgen::JsCast;
use web_sys::{Comment, Node, Text};

use crate::dom::{create_comment, create_fragment, create_text, remove, watch_boxed};
use crate::erased::Read;
use crate::into_view::{AnyView, Content};

/// A place between two comments.
#[derive(Clone)]
pub(crate) struct Region {
    start: Comment,
    end: Comment,
}

impl Region {
    /// An empty place, and the view that puts it into the document.
    pub(crate) fn new() -> (Self, AnyView) {
        let region = Self { start: create_comment(), end: create_comment() };
        let fragment = create_fragment();
        for mark in [&region.start, &region.end] {
            let _ = fragment.append_child(mark);
        }
        (region, AnyView::of_node(fragment))
    }

    /// Puts a view in the place of what is there. A text in the place of a text changes that.
    pub(crate) fn fill(&self, view: AnyView) {
        if let Content::Text(text) = &view.0
            && let Some(node) = self.only_text()
        {
            return write_text(&node, text);
        }
        self.clear();
        if let Some(node) = view.into_node() {
            self.insert(&node, self.end());
        }
    }

    /// Puts a node before one that is here.
    pub(crate) fn insert(&self, node: &Node, before: &Node) {
        if let Some(parent) = self.end.parent_node() {
            let _ = parent.insert_before(node, Some(before));
        }
    }

    /// The mark at the end.
    pub(crate) fn end(&self) -> &Node {
        &self.end
    }

    /// The first node that is not the mark at the start: perhaps the mark at the end.
    pub(crate) fn first(&self) -> Option<Node> {
        self.start.next_sibling()
    }

    /// Takes away what is there.
    pub(crate) fn clear(&self) {
        while let Some(node) = self.first().filter(|node| !node.is_same_node(Some(&self.end))) {
            remove(&node);
        }
    }

    /// Takes away the place itself, with what is there.
    pub(crate) fn remove(&self) {
        self.clear();
        remove(&self.start);
        remove(&self.end);
    }

    fn only_text(&self) -> Option<Text> {
        let node = self.first()?;
        let is_last = node.next_sibling().is_some_and(|next| next.is_same_node(Some(&self.end)));
        if is_last { node.dyn_into().ok() } else { None }
    }
}

/// A view that is made anew whenever a signal that it read changes.
#[inline(never)]
pub(crate) fn live(mut make: Box<dyn Read<AnyView>>) -> AnyView {
    let (region, view) = Region::new();
    watch_boxed(Box::new(move || region.fill(make.read())));
    view
}

/// A text that changes: one node, whatever it says.
#[inline(never)]
pub(crate) fn live_text(mut read: Box<dyn Read<AnyView>>) -> AnyView {
    let node = create_text("");
    let view = AnyView::of_node(node.clone());
    watch_boxed(Box::new(move || match read.read().0 {
        Content::Text(text) => write_text(&node, &text),
        _ => write_text(&node, ""),
    }));
    view
}

/// What is the same stays: a selection in it, and what a screen reader has read.
fn write_text(node: &Text, text: &str) {
    if node.data() != text {
        node.set_data(text);
    }
}
