//! A labelled input with help, which an error replaces in place.

use leptos::prelude::*;
use std::rc::Rc;

use super::ask::Ask;
use super::icon;
use crate::ui::Icon;
use crate::ui::dom::{El, View, div, el, live};

/// What a text field is like.
pub struct Field {
    /// Unique in the root: the label and the help refer to it.
    pub id: &'static str,
    /// What is typed.
    pub value: RwSignal<String>,
    /// Hides what is typed.
    pub password: bool,
    /// For identifiers: fixed width.
    pub mono: bool,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
}

impl Field {
    /// A plain field.
    pub fn new(id: &'static str, value: RwSignal<String>) -> Self {
        Self { id, value, password: false, mono: false, autocomplete: "off" }
    }

    /// Builds the field: the whole, and the input in it.
    pub fn build(
        self,
        label: El,
        error: impl Fn() -> Option<String> + 'static,
        help: impl Fn() -> Option<View> + 'static,
        count: impl Fn() -> Option<String> + 'static,
        disabled: Memo<bool>,
    ) -> (El, El) {
        self.build_boxed(label, Rc::new(error), Box::new(help), Box::new(count), disabled)
    }

    fn build_boxed(
        self,
        label: El,
        error: Rc<dyn Ask<Option<String>>>,
        help: Box<dyn Ask<Option<View>>>,
        count: Box<dyn Ask<Option<String>>>,
        disabled: Memo<bool>,
    ) -> (El, El) {
        let foot = [self.id, "-foot"].concat();
        let invalid = error.clone();
        let input = el("input")
            .class(if self.mono { "input mono" } else { "input" })
            .attr("id", self.id)
            .attr("type", if self.password { "password" } else { "text" })
            .attr("autocomplete", self.autocomplete)
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("dir", "auto")
            .attr("aria-describedby", &foot)
            .mark("disabled", "", move || disabled.get())
            .mark("aria-invalid", "true", move || invalid.ask().is_some())
            .bind(self.value);
        let words = div("").attr("id", &foot).child(live(move || match error.ask() {
            Some(error) => field_error(&error).into(),
            None => help.ask().map(|help| el("p").class("help").child(help).into()).into(),
        }));
        let count = live(move || count.ask().map(|count| el("span").class("help count").text(&count).into()).into());
        let whole = div("field")
            .child(label.attr("for", self.id))
            .child(input.clone())
            .child(div("field-foot").child(words).child(count));
        (whole, input)
    }
}

/// The message at a field.
pub fn field_error(text: &str) -> El {
    el("p").class("error").attr("role", "alert").child(icon(Icon::Error)).child(el("span").text(text))
}
