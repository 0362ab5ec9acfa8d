//! The one type that all views become, and the trait of what becomes one.

use std::borrow::Cow;

use send_wrapper::SendWrapper;
use web_sys::Node;

use crate::dom::create_text;

/// A view: nothing, a text, a node, or several. It goes into the document once, and then is the document's.
#[derive(Default)]
#[must_use = "a view shows nothing before it is put somewhere"]
pub struct AnyView(pub(crate) Content);

#[derive(Default)]
pub(crate) enum Content {
    #[default]
    Nothing,
    /// Not a node yet: a text that changes stays the node that it is.
    Text(Cow<'static, str>),
    Node(SendWrapper<Node>),
}

/// What may stand in a view as a child.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a view",
    label = "this cannot stand here",
    note = "texts, whole numbers, `Option`, `Vec`, arrays and tuples of views, closures and signals of views, and what \
            `view!` gives can; write fractions as text by the page's own format; `Result` and `Suspend` are not known"
)]
pub trait IntoView: Sized {
    /// Whether it is a text, whatever its value.
    #[doc(hidden)]
    const TEXT: bool = false;

    /// Makes it the view that it stands for.
    fn into_view(self) -> AnyView;
}

/// Leptos' name for making views alike that are made in different ways. Here all are.
pub trait IntoAny {
    /// Makes it the view that it stands for.
    fn into_any(self) -> AnyView;
}

impl<V: IntoView> IntoAny for V {
    #[inline(always)]
    fn into_any(self) -> AnyView {
        self.into_view()
    }
}

/// Views out of an iterator.
pub trait CollectView {
    /// Makes each of them.
    fn collect_view(self) -> Vec<AnyView>;
}

impl<I: IntoIterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> Vec<AnyView> {
        self.into_iter().map(IntoView::into_view).collect()
    }
}

impl AnyView {
    /// Puts the view at the end of a node.
    #[inline(never)]
    pub fn append_to(self, parent: &Node) {
        if let Some(node) = self.into_node() {
            // A node that was just made has no reason to be refused.
            let _ = parent.append_child(&node);
        }
    }

    /// The node, or a fragment of several; nothing for nothing.
    pub fn into_node(self) -> Option<Node> {
        match self.0 {
            Content::Nothing => None,
            Content::Text(text) => Some(create_text(&text).into()),
            Content::Node(node) => Some(node.take()),
        }
    }

    pub(crate) fn of_node(node: impl Into<Node>) -> Self {
        Self(Content::Node(SendWrapper::new(node.into())))
    }
}

impl IntoView for AnyView {
    #[inline(always)]
    fn into_view(self) -> AnyView {
        self
    }
}
