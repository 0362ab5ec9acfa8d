//! What may stand in a view as a child.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::either::Either;
use web_sys::{Element, HtmlElement, Node};

use crate::element::{ElementBuilder, fragment};
use crate::into_view::{AnyView, Content, IntoView};
use crate::region::{live, live_text};

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
