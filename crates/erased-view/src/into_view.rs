//! What may stand in a view as a child, and the one type that all of it becomes.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::either::Either;
use send_wrapper::SendWrapper;
use web_sys::{Element, HtmlElement, Node};

use crate::dom::create_text;
use crate::element::{ElementBuilder, fragment};
use crate::region::{live, live_text};

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

impl IntoView for () {
    fn into_view(self) -> AnyView {
        AnyView::default()
    }
}

macro_rules! nodes {
    ($($type:ty),*) => {$(
        /// What was made by hand. Leptos' own renderer has no such thing.
        impl IntoView for $type {
            fn into_view(self) -> AnyView {
                AnyView::of_node(self)
            }
        }
    )*};
}
nodes!(Node, Element, HtmlElement);

impl IntoView for ElementBuilder {
    #[inline(always)]
    fn into_view(self) -> AnyView {
        AnyView::of_node(self.0)
    }
}

fn text(text: Cow<'static, str>) -> AnyView {
    AnyView(Content::Text(text))
}

macro_rules! texts {
    ($($type:ty: $of:ident => $text:expr),* $(,)?) => {$(
        impl IntoView for $type {
            const TEXT: bool = true;

            fn into_view(self) -> AnyView {
                let $of = self;
                text($text)
            }
        }
    )*};
}
texts! {
    &'static str: of => of.into(),
    String: of => of.into(),
    Cow<'static, str>: of => of,
    Arc<str>: of => of.to_string().into(),
    char: of => of.to_string().into(),
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl IntoView for $type {
            const TEXT: bool = true;

            fn into_view(self) -> AnyView {
                text(self.to_string().into())
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> AnyView {
        self.map_or_else(AnyView::default, V::into_view)
    }
}

impl<A: IntoView, B: IntoView> IntoView for Either<A, B> {
    fn into_view(self) -> AnyView {
        match self {
            Self::Left(view) => view.into_view(),
            Self::Right(view) => view.into_view(),
        }
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> AnyView {
        self.into_iter().fold(fragment(), ElementBuilder::child).into_view()
    }
}

impl<V: IntoView, const N: usize> IntoView for [V; N] {
    fn into_view(self) -> AnyView {
        self.into_iter().fold(fragment(), ElementBuilder::child).into_view()
    }
}

macro_rules! tuples {
    ($(($($name:ident),*)),*) => {$(
        impl<$($name: IntoView),*> IntoView for ($($name,)*) {
            #[expect(non_snake_case, reason = "each name is a type and its value")]
            fn into_view(self) -> AnyView {
                let ($($name,)*) = self;
                fragment()$(.child($name))*.into_view()
            }
        }
    )*};
}
tuples!((A, B), (A, B, C), (A, B, C, D));

/// Leptos' renderer asks for `Send`, so this does: a page that goes back has it.
impl<V: IntoView, F: FnMut() -> V + Send + 'static> IntoView for F {
    fn into_view(mut self) -> AnyView {
        let read = Box::new(move || self().into_view());
        if V::TEXT { live_text(read) } else { live(read) }
    }
}
