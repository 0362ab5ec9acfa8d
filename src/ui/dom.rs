//! The builder of elements that was before `view!`, over the same renderer: [`View`] and `AnyView` become each other.
//!
//! Everything that is generic here is a boxed closure at once, so that it exists once. Attributes are set by name, never a
//! `style` attribute. What rows of the list are made and changed with stays: they hold no effects.

use std::pin::Pin;

use erased_view::dom::{
    create_comment, create_element, create_fragment, create_svg_element, create_text, document, is_hidden,
};
pub use erased_view::dom::{listen, remove, watch};
use erased_view::{AnyView, IntoView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, HtmlElement, Node};

use super::builder::ask::Ask;

/// Something to put into the document: nothing, a node, or several.
pub struct View(Option<Node>);

/// An element being built. Clones are the same element.
#[derive(Clone)]
pub struct El(Element);

/// The document that this module runs in.
pub fn page() -> Document {
    document()
}

/// Whether nobody can see the page.
pub fn hidden() -> bool {
    is_hidden()
}

/// Makes an element.
pub fn el(name: &str) -> El {
    El(create_element(name))
}

/// Makes an element whose text is data and no words, such as an identifier: what translates pages leaves it alone.
pub fn verbatim(name: &str) -> El {
    el(name).attr("translate", "no")
}

/// Makes an element with a class.
pub fn div(class: &str) -> El {
    el("div").class(class)
}

/// Makes an element of SVG.
pub fn svg(name: &str) -> El {
    El(create_svg_element(name))
}

/// Several views, one after the other.
pub fn all<const N: usize>(views: [View; N]) -> View {
    several(Box::new(views.into_iter()))
}

/// Several views out of an iterator.
pub fn each(views: impl Iterator<Item = View> + 'static) -> View {
    several(Box::new(views))
}

fn several(views: Box<dyn Iterator<Item = View> + '_>) -> View {
    let fragment = create_fragment();
    for view in views {
        append(&fragment, view);
    }
    View(Some(fragment.into()))
}

#[inline(never)]
fn append(parent: &Node, view: View) {
    if let Some(node) = view.0 {
        // A node that was just made has no reason to be refused.
        let _ = parent.append_child(&node);
    }
}

/// Runs something when the current owner is cleaned up.
pub fn at_end(run: impl FnOnce() + 'static) {
    at_end_boxed(Box::new(run));
}

#[inline(never)]
fn at_end_boxed(run: Box<dyn FnOnce()>) {
    let kept: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage> = StoredValue::new_local(Some(run));
    on_cleanup(move || {
        if let Some(run) = kept.try_update_value(Option::take).flatten() {
            run();
        }
    });
}

/// Runs something in the next frame.
pub fn next_frame(run: impl FnOnce() + 'static) {
    next_frame_boxed(Box::new(run));
}

#[inline(never)]
fn next_frame_boxed(run: Box<dyn FnOnce()>) {
    let run = Closure::once_into_js(run);
    let _ = window().request_animation_frame(run.unchecked_ref());
}

/// Options for the browser, in an object without prototype: nothing that somebody put there is one of them.
pub fn bare<T: JsCast>() -> T {
    js_sys::Object::<wasm_bindgen::JsValue>::create(wasm_bindgen::JsValue::NULL.unchecked_ref()).unchecked_into()
}

/// Runs a future beside everything else.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

#[inline(never)]
fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::task::spawn_local(future);
}

/// A view that is made anew whenever a signal that it read changes.
pub fn live(make: impl Fn() -> View + 'static) -> View {
    live_boxed(Box::new(make))
}

#[inline(never)]
fn live_boxed(make: Box<dyn Ask<View>>) -> View {
    let fragment = create_fragment();
    let (start, end) = (create_comment(), create_comment());
    append(&fragment, View(Some(start.clone().into())));
    append(&fragment, View(Some(end.clone().into())));
    watch(move || {
        let view = make.ask();
        while let Some(old) = start.next_sibling().filter(|old| !old.is_same_node(Some(&end))) {
            remove(&old);
        }
        if let (Some(parent), Some(node)) = (end.parent_node(), view.0) {
            let _ = parent.insert_before(&node, Some(&end));
        }
    });
    View(Some(fragment.into()))
}

/// A view that is there while a condition holds.
pub fn when(holds: impl Fn() -> bool + Send + Sync + 'static, make: impl Fn() -> View + 'static) -> View {
    either(holds, make, View::none)
}

/// One of two views.
pub fn either(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> View + 'static,
    otherwise: impl Fn() -> View + 'static,
) -> View {
    either_boxed(flag(holds), Box::new(make), Box::new(otherwise))
}

#[inline(never)]
fn either_boxed(holds: Memo<bool>, make: Box<dyn Ask<View>>, otherwise: Box<dyn Ask<View>>) -> View {
    live_boxed(Box::new(move || if holds.get() { make.ask() } else { otherwise.ask() }))
}

/// A condition that tells only of its changes.
pub fn flag(holds: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    Memo::new(move |_| holds())
}

impl View {
    /// Nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// Puts the view at the end of a node.
    pub fn append_to(self, parent: &Node) {
        append(parent, self);
    }
}

impl IntoView for View {
    fn into_view(self) -> AnyView {
        // What a view is of goes into the document in the same way, whatever node it is.
        self.0.map(JsCast::unchecked_into::<Element>).into_view()
    }
}

impl IntoView for El {
    fn into_view(self) -> AnyView {
        self.0.into_view()
    }
}

impl From<AnyView> for View {
    fn from(view: AnyView) -> Self {
        Self(view.into_node())
    }
}

impl From<Element> for El {
    fn from(element: Element) -> Self {
        Self(element)
    }
}

impl From<El> for View {
    fn from(element: El) -> Self {
        Self(Some(element.0.into()))
    }
}

impl From<&str> for View {
    fn from(text: &str) -> Self {
        Self(Some(create_text(text).into()))
    }
}

impl From<String> for View {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Option<Self>> for View {
    fn from(view: Option<Self>) -> Self {
        view.unwrap_or(Self(None))
    }
}

impl El {
    /// Sets the class.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute, or takes it away.
    pub fn set(&self, name: &str, value: Option<&str>) {
        let _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// Sets an attribute where there is a value.
    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Keeps an attribute in step; without a value it is absent.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.live_attr_boxed(name, Box::new(value))
    }

    #[inline(never)]
    fn live_attr_boxed(self, name: &'static str, value: Box<dyn Ask<Option<String>>>) -> Self {
        let element = self.clone();
        watch(move || {
            element.set(name, value.ask().as_deref());
        });
        self
    }

    /// Keeps an attribute with a fixed value there while a condition holds.
    pub fn mark(self, name: &'static str, value: &'static str, holds: impl Fn() -> bool + 'static) -> Self {
        self.mark_boxed(name, Some(value), None, Box::new(holds))
    }

    #[inline(never)]
    fn mark_boxed(
        self,
        name: &'static str,
        on: Option<&'static str>,
        off: Option<&'static str>,
        holds: Box<dyn Ask<bool>>,
    ) -> Self {
        let element = self.clone();
        watch(move || {
            element.set(name, if holds.ask() { on } else { off });
        });
        self
    }

    /// Keeps an attribute of ARIA at `true` or `false`.
    pub fn state(self, name: &'static str, holds: impl Fn() -> bool + 'static) -> Self {
        self.mark_boxed(name, Some("true"), Some("false"), Box::new(holds))
    }

    /// Appends a view.
    pub fn child(self, view: impl Into<View>) -> Self {
        append(&self.0, view.into());
        self
    }

    /// Appends text.
    pub fn text(self, text: &str) -> Self {
        append(&self.0, text.into());
        self
    }

    /// Appends text that is kept in step.
    pub fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        self.live_text_boxed(Box::new(words))
    }

    #[inline(never)]
    fn live_text_boxed(self, words: Box<dyn Ask<String>>) -> Self {
        let node = create_text("");
        append(&self.0, View(Some(node.clone().into())));
        watch(move || {
            let words = words.ask();
            if node.data() != words {
                node.set_data(&words);
            }
        });
        self
    }

    /// Listens to an event.
    pub fn on(self, event: &'static str, hear: impl Fn(Event) + 'static) -> Self {
        listen(&self.0, event, false, hear);
        self
    }

    /// Listens to clicks.
    pub fn on_click(self, hear: impl Fn() + 'static) -> Self {
        let hear: Box<dyn Ask<()>> = Box::new(hear);
        self.on("click", move |_| hear.ask())
    }

    /// Takes the focus once it is in the document.
    pub fn focused(self) -> Self {
        let element = self.html();
        next_frame(move || {
            let _ = element.focus();
        });
        self
    }

    /// A copy with all that is in it, but without listeners and effects.
    pub fn copy(&self) -> Self {
        // A node that is no document can be cloned.
        Self(self.0.clone_node_with_deep(true).map_or_else(|_| self.0.clone(), JsCast::unchecked_into))
    }

    /// The first element in it that a selector finds.
    pub fn find(&self, selector: &str) -> Option<Self> {
        self.0.query_selector(selector).ok().flatten().map(Self)
    }

    /// The element.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The element, with what HTML elements have.
    pub fn html(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }
}
