//! A menu behind a button, in the top layer, so that no frame clips it.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, KeyboardEvent};

use super::dom::{El, View, div, each, el, live, next_frame};
use super::state::State;
use super::{Icon, icon};

/// An entry of a menu.
pub struct MenuItem {
    /// The verb.
    pub label: &'static str,
    /// What it looks like.
    pub glyph: Icon,
    /// Leads to deleting something: last, after a line.
    pub danger: bool,
    /// What it does.
    pub run: Rc<dyn Fn()>,
}

/// A button that opens a menu. The entries are asked for when it opens; without any, it takes no click.
pub fn menu(label: &str, items: impl Fn() -> Vec<MenuItem> + 'static) -> View {
    menu_boxed(label, Rc::new(items))
}

fn menu_boxed(label: &str, items: Rc<dyn Fn() -> Vec<MenuItem>>) -> View {
    let open = State::new(false);
    let none = items.clone();
    let button = el("button")
        .class("icon")
        .attr("type", "button")
        .attr("aria-label", label)
        .attr("title", label)
        .attr("aria-haspopup", "menu")
        .state("aria-expanded", move || open.get())
        .mark("disabled", "", move || none().is_empty())
        .child(icon(Icon::More))
        .on_click(move || open.update(|open| *open = !*open));
    let opener = button.html();
    let popover = live(move || if open.get() { entries(open, &opener, items()).into() } else { View::none() });
    super::dom::all([button.into(), popover])
}

fn entries(open: State<bool>, opener: &HtmlElement, items: Vec<MenuItem>) -> El {
    let back = opener.clone();
    let close = Rc::new(move || {
        open.set(false);
        let _ = back.focus();
    });
    let chosen = close.clone();
    let items = each(items.into_iter().map(move |item| {
        let (chosen, run) = (chosen.clone(), item.run);
        let entry = el("button")
            .attr("type", "button")
            .attr("role", "menuitem")
            .attr("tabindex", "-1")
            .maybe("data-kind", item.danger.then_some("danger"))
            .child(icon(item.glyph))
            .text(item.label)
            .on_click(move || {
                chosen();
                run();
            });
        super::dom::all([item.danger.then(|| el("hr").into()).into(), entry.into()])
    }));
    let menu = div("menu").attr("role", "menu").attr("popover", "auto").child(items);
    let node = menu.html();
    let menu = menu
        .on("keydown", move |event| {
            let event: KeyboardEvent = event.unchecked_into();
            if step(&node, &event) {
                close();
            }
        })
        // Closed by a click elsewhere.
        .on("toggle", move |event| {
            if word(&event, "newState").as_deref() == Some("closed") {
                open.try_set(false);
            }
        });
    let (node, opener) = (menu.html(), opener.clone());
    next_frame(move || {
        place(&node, &opener);
        focus(&node, 0);
    });
    menu
}

/// Moves through the entries. `true` when the key closes the menu.
fn step(menu: &HtmlElement, event: &KeyboardEvent) -> bool {
    let entries = buttons(menu);
    let count = entries.len().max(1);
    let at = entries.iter().position(|entry| entry.matches(":focus").unwrap_or(false)).unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowDown" => (at + 1) % count,
        "ArrowUp" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        "Tab" => return true,
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            return true;
        }
        _ => return false,
    };
    event.prevent_default();
    focus(menu, next);
    false
}

fn word(event: &web_sys::Event, name: &str) -> Option<String> {
    js_sys::Reflect::get(event, &JsValue::from_str(name)).ok()?.as_string()
}

fn buttons(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all("[role=menuitem]") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn focus(menu: &HtmlElement, at: usize) {
    if let Some(entry) = buttons(menu).get(at) {
        let _ = entry.focus();
    }
}

/// Shows the menu below its button, or above where there is no room.
fn place(menu: &HtmlElement, button: &HtmlElement) {
    // Absent before Firefox 125: the menu then shows in its place in the row.
    if js_sys::Reflect::has(menu, &JsValue::from_str("showPopover")).unwrap_or(false) {
        let _ = menu.show_popover();
    }
    let (at, size) = (button.get_bounding_client_rect(), menu.get_bounding_client_rect());
    let side = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let (width, height) = (side(window().inner_width()), side(window().inner_height()));
    let below = at.bottom() + 4.0;
    let top = if below + size.height() > height - 8.0 { (at.top() - 4.0 - size.height()).max(8.0) } else { below };
    let left = (at.right() - size.width()).clamp(8.0, (width - size.width() - 8.0).max(8.0));
    let style = menu.style();
    let _ = style.set_property("top", &[&(top as i32).to_string(), "px"].concat());
    let _ = style.set_property("left", &[&(left as i32).to_string(), "px"].concat());
}
