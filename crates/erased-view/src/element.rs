//! The builder that `view!` expands to. What is generic here is one line that makes it concrete.

use leptos::ev::{EventDescriptor, Targeted};
use leptos::html::{ElementType, HtmlElement};
use leptos::tachys::html::directive::IntoDirective;
use leptos::tachys::html::node_ref::NodeRefContainer;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::dom::{create_element, create_fragment, create_svg_element, create_text, listen_boxed};
use crate::erased::Handle;
use crate::into_view::{AnyView, IntoView};
use crate::value::{Place, ValueSource, Where};

/// Stands between the name of an element, the names of its fixed attributes, and their values: the macro puts all that
/// is fixed into one text, which is one call.
const SEPARATOR: char = '\u{1f}';

/// An element being built.
#[must_use]
pub struct ElementBuilder(pub(crate) Element);

/// Makes an element with its fixed attributes.
#[inline(never)]
pub fn element(head: &'static str) -> ElementBuilder {
    built(head, create_element)
}

/// Makes an element of SVG with its fixed attributes.
#[inline(never)]
pub fn svg_element(head: &'static str) -> ElementBuilder {
    built(head, create_svg_element)
}

fn built(head: &'static str, create: fn(&str) -> Element) -> ElementBuilder {
    let mut parts = head.split(SEPARATOR);
    let element = create(parts.next().unwrap_or_default());
    while let Some((name, value)) = parts.next().zip(parts.next()) {
        let _ = element.set_attribute(name, value);
    }
    ElementBuilder(element)
}

/// Makes what several nodes stand in before they are in the document. It is only ever given children.
#[inline(never)]
pub fn fragment() -> ElementBuilder {
    ElementBuilder(create_fragment().unchecked_into())
}

impl IntoView for ElementBuilder {
    #[inline(always)]
    fn into_view(self) -> AnyView {
        AnyView::of_node(self.0)
    }
}

impl ElementBuilder {
    /// `name=value`.
    #[inline(always)]
    pub fn attribute(self, name: &'static str, value: impl ValueSource) -> Self {
        value.give(&self.0, Where { place: Place::Attribute, name });
        self
    }

    /// `class:name=flag`.
    #[inline(always)]
    pub fn class(self, name: &'static str, flag: impl ValueSource<Plain = bool>) -> Self {
        flag.give(&self.0, Where { place: Place::Class, name });
        self
    }

    /// `style:name=value`.
    #[inline(always)]
    pub fn style(self, name: &'static str, value: impl ValueSource) -> Self {
        value.give(&self.0, Where { place: Place::Style, name });
        self
    }

    /// `prop:name=value`.
    #[inline(always)]
    pub fn property(self, name: &'static str, value: impl ValueSource) -> Self {
        value.give(&self.0, Where { place: Place::Property, name });
        self
    }

    /// A fixed text.
    #[inline(never)]
    pub fn text(self, text: &'static str) -> Self {
        let _ = self.0.append_child(&create_text(text));
        self
    }

    /// A child.
    #[inline(always)]
    pub fn child(self, view: impl IntoView) -> Self {
        view.into_view().append_to(&self.0);
        self
    }

    /// `on:name=handler`, for an event that Leptos has a type for.
    #[inline(always)]
    pub fn on<E>(self, _: E, name: &'static str, capture: bool, handler: impl Fn(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.on_custom(name, capture, handler)
    }

    /// `on:name:target=handler`: the event knows the type of its target. `tag` is Leptos' function for the element.
    #[inline(always)]
    pub fn on_target<T, E>(
        self,
        _tag: fn() -> HtmlElement<T, (), ()>,
        event: E,
        name: &'static str,
        capture: bool,
        handler: impl Fn(Targeted<E::EventType, T::Output>) + 'static,
    ) -> Self
    where
        T: ElementType,
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.on(event, name, capture, move |event| handler(Targeted::from(event)))
    }

    /// `on:name=handler`, for any other.
    #[inline(always)]
    pub fn on_custom<E: JsCast>(self, name: &'static str, capture: bool, handler: impl Fn(E) + 'static) -> Self {
        self.on_boxed(name, capture, Box::new(move |event: Event| handler(event.unchecked_into())))
    }

    #[inline(never)]
    fn on_boxed(self, name: &'static str, capture: bool, handler: Box<dyn Handle>) -> Self {
        listen_boxed(self.0.clone().into(), name, capture, handler);
        self
    }

    /// `node_ref=name`. `tag` is Leptos' function for the element, which has its type.
    #[inline(always)]
    pub fn node_ref<E: ElementType>(
        self,
        _tag: fn() -> HtmlElement<E, (), ()>,
        node: impl NodeRefContainer<E>,
    ) -> Self {
        node.load(&self.0);
        self
    }

    /// `use:directive=parameter`.
    #[inline(always)]
    pub fn directive<T, P, D: IntoDirective<T, P>>(self, directive: D, parameter: P) -> Self {
        directive.run(self.0.clone(), parameter);
        self
    }
}
