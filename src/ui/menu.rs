//! A menu behind a button, in the top layer, so that no frame clips it. It is made when it opens, since a list has more
//! buttons than anybody opens menus.

use std::rc::Rc;

use erased_view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Event, HtmlElement};

use super::focus::focus_without_scrolling;
use super::popover::raise;
use super::viewport::{own_height, px};
use super::{Glyph, Icon};

/// An entry of a menu.
pub struct MenuItem {
    /// The verb.
    pub label: &'static str,
    /// What it looks like.
    pub glyph: Icon,
    /// Whether it leads to deleting something: it is the last then, after a line.
    pub danger: bool,
    /// What it does. Not a callback: the menu and all that belongs to it are gone by then.
    pub run: Rc<dyn Fn()>,
}

/// Opens the menu of a button, or closes it when it is open. What is in it ends when it closes, or with `owner`.
pub fn open_menu(owner: &Owner, button: &HtmlElement, items: Vec<MenuItem>) {
    let menu = button.next_element_sibling();
    if let Some((menu, close)) = menu.zip(Event::new("close").ok()) {
        let _ = menu.dispatch_event(&close);
        return;
    }
    let owner = owner.child();
    let (ended, labelled) = (owner.clone(), button.clone());
    let menu = owner.with(|| {
        let on_close = UnsyncCallback::new(move |()| {
            let _ = labelled.set_attribute("aria-expanded", "false");
            if let Some(menu) = labelled.next_element_sibling() {
                menu.remove();
            }
            ended.cleanup();
        });
        view! { <Menu items button=button.clone() on_close/> }.into_any().into_node()
    });
    if let Some(menu) = menu {
        let _ = button.set_attribute("aria-expanded", "true");
        let _ = button.insert_adjacent_element("afterend", menu.unchecked_ref());
    }
}

/// The menu.
#[component]
fn Menu(
    /// Its entries.
    items: Vec<MenuItem>,
    /// The button that it belongs to.
    button: HtmlElement,
    /// Takes it away, and ends all that is in it.
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let close = move || {
        on_close.try_run(());
    };
    let back = button.clone();
    let leave = UnsyncCallback::new(move |()| {
        close();
        let _ = back.focus();
    });
    let keydown = move |event: KeyboardEvent| {
        if node.get_untracked().is_some_and(|menu| step(&menu, &event)) {
            leave.run(());
        }
    };
    let toggle = move |event: Event| {
        // Closed by a click elsewhere.
        if text_of(&event, "newState").as_deref() == Some("closed") {
            close();
        }
    };
    let entry = move |item: MenuItem| {
        let click = move |_| {
            leave.run(());
            (item.run)();
        };
        view! {
            {item.danger.then(|| view! { <hr/> })}
            <button
                type="button"
                role="menuitem"
                tabindex="-1"
                data-kind=item.danger.then_some("danger")
                on:click=click
            >
                <Glyph icon=item.glyph/>
                {item.label}
            </button>
        }
    };
    request_animation_frame(move || {
        if let Some(menu) = node.try_get_untracked().flatten().filter(|menu| menu.is_connected()) {
            raise(&menu, true);
            follow(&menu, button, close, [f64::NAN; 4]);
            focus_entry(&menu, 0);
        }
    });
    view! {
        <div
            node_ref=node
            class="menu"
            role="menu"
            popover="auto"
            on:keydown=keydown
            on:close=move |_: Event| close()
            on:toggle=toggle
        >
            {items.into_iter().map(entry).collect_view()}
        </div>
    }
}

/// Moves through the entries. `true` when the key closes the menu.
fn step(menu: &HtmlElement, event: &KeyboardEvent) -> bool {
    let entries = entries(menu);
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
    focus_entry(menu, next);
    false
}

fn text_of(event: &Event, name: &str) -> Option<String> {
    js_sys::Reflect::get(event, &JsValue::from_str(name)).ok()?.as_string()
}

fn entries(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all("[role=menuitem]") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn focus_entry(menu: &HtmlElement, at: usize) {
    if let Some(entry) = entries(menu).get(at) {
        let _ = entry.focus();
    }
}

/// Keeps the menu at its button, frame by frame for as long as it is there: pages scroll, dialogs grow, rows move.
fn follow(menu: &HtmlElement, button: HtmlElement, close: impl Fn() + 'static, before: [f64; 4]) {
    let at = button.get_bounding_client_rect();
    let (width, height) = window_size();
    let is = [at.right(), at.bottom(), width, height];
    if at.right() <= 0.0 || at.left() >= width || at.bottom() <= 0.0 || at.top() >= height {
        close();
        // Out of view, where the user left it.
        focus_without_scrolling(&button);
        return;
    }
    if is != before {
        place(menu, &at, width, height);
    }
    let menu = menu.clone();
    request_animation_frame(move || {
        if menu.is_connected() {
            follow(&menu, button, close, is);
        }
    });
}

fn window_size() -> (f64, f64) {
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
