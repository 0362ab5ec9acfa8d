//! What may stand behind an attribute's `=`, fixed or kept in step, and where it goes.

use std::borrow::Cow;
use std::sync::Arc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::dom::watch_boxed;
use crate::erased::Read;

/// What a place is given.
#[derive(PartialEq)]
pub enum Value {
    /// The attribute is absent, the property of the style is not set.
    Nothing,
    /// The attribute is there without a value, or absent; the class is on or off.
    Flag(bool),
    /// The text.
    Text(Cow<'static, str>),
}

/// Where a value goes.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Attribute,
    Class,
    Style,
    Property,
}

/// A value by itself: text, flag, whole number, or perhaps one of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an attribute",
    note = "`&'static str`, `String`, `bool`, whole numbers and `Option` of these can; write fractions as text by the \
            page's own format"
)]
pub trait PlainValue {
    /// Makes it what a place is given.
    fn into_value(self) -> Value;
}

/// A [`PlainValue`], or a closure or a signal that gives one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an attribute",
    label = "neither a plain value nor a closure or signal that gives one",
    note = "`&'static str`, `String`, `bool`, whole numbers, `Option` of these, closures and signals of these can"
)]
pub trait ValueSource {
    /// What it gives.
    type Plain: PlainValue;

    #[doc(hidden)]
    fn give(self, element: &Element, place: Where);
}

/// The place of an element that a value goes to.
#[derive(Clone, Copy)]
pub struct Where {
    pub(crate) place: Place,
    pub(crate) name: &'static str,
}

macro_rules! plain {
    ($($type:ty: $of:ident => $value:expr),* $(,)?) => {$(
        impl PlainValue for $type {
            fn into_value(self) -> Value {
                let $of = self;
                $value
            }
        }

        impl ValueSource for $type {
            type Plain = Self;

            fn give(self, element: &Element, place: Where) {
                write(element, place, &self.into_value());
            }
        }
    )*};
}
plain! {
    &'static str: of => Value::Text(of.into()),
    String: of => Value::Text(of.into()),
    Cow<'static, str>: of => Value::Text(of),
    Arc<str>: of => Value::Text(of.to_string().into()),
    bool: of => Value::Flag(of),
    u8: of => Value::Text(of.to_string().into()),
    u16: of => Value::Text(of.to_string().into()),
    u32: of => Value::Text(of.to_string().into()),
    u64: of => Value::Text(of.to_string().into()),
    usize: of => Value::Text(of.to_string().into()),
    i32: of => Value::Text(of.to_string().into()),
    i64: of => Value::Text(of.to_string().into()),
}

impl<V: PlainValue> PlainValue for Option<V> {
    fn into_value(self) -> Value {
        self.map_or(Value::Nothing, V::into_value)
    }
}

/// What is absent when the element is made stays so.
impl<V: ValueSource> ValueSource for Option<V> {
    type Plain = V::Plain;

    fn give(self, element: &Element, place: Where) {
        if let Some(value) = self {
            value.give(element, place);
        }
    }
}

/// Leptos' renderer asks for `Send`, so this does: a page that goes back has it.
impl<V: PlainValue, F: FnMut() -> V + Send + 'static> ValueSource for F {
    type Plain = V;

    fn give(mut self, element: &Element, place: Where) {
        follow(element.clone(), place, Box::new(move || self().into_value()));
    }
}

#[inline(never)]
fn follow(element: Element, place: Where, mut value: Box<dyn Read<Value>>) {
    let mut before = None;
    watch_boxed(Box::new(move || {
        let now = value.read();
        // A property may be another by now than it was made: what a user typed.
        if matches!(place.place, Place::Property) || before.as_ref() != Some(&now) {
            write(&element, place, &now);
        }
        before = Some(now);
    }));
}

#[inline(never)]
fn write(element: &Element, Where { place, name }: Where, value: &Value) {
    let text = match value {
        Value::Nothing => None,
        Value::Flag(flag) => flag.then_some(""),
        Value::Text(text) => Some(&**text),
    };
    // What is refused is not shown: a view has nobody to tell.
    match (place, text) {
        (Place::Attribute, Some(text)) => {
            let _ = element.set_attribute(name, text);
        }
        (Place::Attribute, None) => {
            let _ = element.remove_attribute(name);
        }
        (Place::Class, text) => {
            let _ = element.class_list().toggle_with_force(name, text.is_some());
        }
        (Place::Style, Some(text)) => {
            let _ = element.unchecked_ref::<HtmlElement>().style().set_property(name, text);
        }
        (Place::Style, None) => {
            let _ = element.unchecked_ref::<HtmlElement>().style().remove_property(name);
        }
        (Place::Property, text) => {
            let value = match value {
                Value::Flag(flag) => JsValue::from_bool(*flag),
                _ => text.map_or(JsValue::UNDEFINED, JsValue::from_str),
            };
            let _ = Reflect::set(element, &JsValue::from_str(name), &value);
        }
    }
}
