//! A menu behind a button, in the top layer, so that no frame clips it.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Event, FocusOptions, HtmlElement, KeyboardEvent};

use super::button::bare_icon_button;
use super::dom::{El, bare, div, el, next_frame, remove};
use super::sight::{own_height, px};
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

/// The button that opens a menu.
pub fn menu_button(label: &str) -> El {
    bare_icon_button(label, Icon::More).attr("aria-haspopup", "menu").attr("aria-expanded", "false")
}

/// Opens the menu of a button, or closes it when it is open. What is in it ends when it closes, or with `owner`.
pub fn open_menu(owner: &Owner, button: &El, items: Vec<MenuItem>) {
    let menu = button.node().next_element_sibling();
    if let Some((menu, close)) = menu.zip(Event::new("close").ok()) {
        let _ = menu.dispatch_event(&close);
        return;
    }
    let owner = owner.child();
    let inner = owner.clone();
    owner.with(|| open(inner, button, items));
}

fn open(owner: Owner, button: &El, items: Vec<MenuItem>) {
    let menu = div("menu").attr("role", "menu").attr("popover", "auto");
    button.set("aria-expanded", Some("true"));
    let (back, node) = (button.clone(), menu.node().clone());
    let close: Rc<dyn Fn()> = Rc::new(move || {
        back.set("aria-expanded", Some("false"));
        remove(&node);
        owner.cleanup();
    });
    let (back, away) = (button.html(), close.clone());
    let leave: Rc<dyn Fn()> = Rc::new(move || {
        away();
        let _ = back.focus();
    });
    for item in items {
        let (leave, run) = (leave.clone(), item.run);
        let entry = el("button")
            .attr("type", "button")
            .attr("role", "menuitem")
            .attr("tabindex", "-1")
            .maybe("data-kind", item.danger.then_some("danger"))
            .child(icon(item.glyph))
            .text(item.label)
            .on_click(move || {
                leave();
                run();
            });
        if item.danger {
            menu.clone().child(el("hr"));
        }
        menu.clone().child(entry);
    }
    let (node, asked, gone) = (menu.html(), close.clone(), close.clone());
    let menu = menu
        .on("keydown", move |event| {
            if step(&node, event.unchecked_ref()) {
                leave();
            }
        })
        .on("close", move |_| asked())
        // Closed by a click elsewhere.
        .on("toggle", move |event| {
            if word(&event, "newState").as_deref() == Some("closed") {
                close();
            }
        });
    let (node, button) = (menu.html(), button.html());
    let _ = button.insert_adjacent_element("afterend", &node);
    next_frame(move || {
        if node.is_connected() {
            show(node.clone(), button, gone);
            focus(&node, 0);
        }
    });
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

fn word(event: &Event, name: &str) -> Option<String> {
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

/// Puts a popover on top of all that is in the top layer, or takes it out.
pub fn raise(popover: &HtmlElement, shows: bool) {
    // Absent before Firefox 125: it then shows in its place in the document.
    if !js_sys::Reflect::has(popover, &JsValue::from_str("showPopover")).unwrap_or(false) {
        return;
    }
    // Refused where it is so already.
    let _ = popover.hide_popover();
    if shows {
        let _ = popover.show_popover();
    }
}

/// Shows the menu, and keeps it at its button for as long as it is there: pages scroll, dialogs grow, rows move.
fn show(menu: HtmlElement, button: HtmlElement, close: Rc<dyn Fn()>) {
    raise(&menu, true);
    follow(menu, button, close, [f64::NAN; 4]);
}

fn follow(menu: HtmlElement, button: HtmlElement, close: Rc<dyn Fn()>, before: [f64; 4]) {
    let at = button.get_bounding_client_rect();
    let (width, height) = viewport();
    let is = [at.right(), at.bottom(), width, height];
    if at.right() <= 0.0 || at.left() >= width || at.bottom() <= 0.0 || at.top() >= height {
        close();
        // Out of sight, where the user left it.
        let stay: FocusOptions = bare();
        stay.set_prevent_scroll(true);
        let _ = button.focus_with_options(&stay);
        return;
    }
    if is != before {
        place(&menu, &at, width, height);
    }
    next_frame(move || {
        if menu.is_connected() {
            follow(menu, button, close, is);
        }
    });
}

fn viewport() -> (f64, f64) {
    let side = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    (side(window().inner_width()), side(window().inner_height()))
}

/// Puts the menu below its button, or above where there is no room. Where its own corner is and how large its pixels
/// are is read from it: zoom counts in the top layer, too, and without a top layer so does each transform around it.
fn place(menu: &HtmlElement, at: &DomRect, width: f64, height: f64) {
    let style = menu.style();
    let put = |name: &str, value: f64| {
        let _ = style.set_property(name, &px(value));
    };
    put("top", 0.0);
    put("left", 0.0);
    let size = menu.get_bounding_client_rect();
    let scale = own_height(menu).map_or(1.0, |(_, scale)| scale);
    let below = at.bottom() + 4.0;
    let top = if below + size.height() > height - 8.0 { (at.top() - 4.0 - size.height()).max(8.0) } else { below };
    let start = if is_right_to_left(menu) { at.left() } else { at.right() - size.width() };
    // No `clamp` of fractions: its message for a wrong range would bring the code that writes them.
    let left = start.min(width - size.width() - 8.0).max(8.0);
    put("top", (top - size.top()) / scale);
    put("left", (left - size.left()) / scale);
}

fn is_right_to_left(element: &HtmlElement) -> bool {
    element.matches(":dir(rtl)").unwrap_or(false)
}
