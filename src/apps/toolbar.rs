//! Search, type filter, how many there are, how old the list is, refresh.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, Node};

use super::desk::Desk;
use super::load::{cancel_loading, load};
use super::wait::seconds;
use crate::api::Progress;
use crate::applications::TypeFilter;
use crate::i18n::fill;
use crate::ui::{Icon, View, div, either, el, flag, icon, icon_button, listen, live_icon_button};

/// The toolbar above the list. `shown` are the rows that show.
pub fn toolbar(desk: Desk, shown: Memo<Arc<Vec<u32>>>) -> View {
    let status = el("div").class("status").attr("role", "status").child(count(desk, shown)).child(age_text(desk));
    div("toolbar")
        .attr("part", "toolbar")
        .attr("role", "search")
        .child(search(desk))
        .child(types(desk))
        .child(status)
        .child(refresh(desk))
        .into()
}

fn search(desk: Desk) -> View {
    let t = desk.i18n.t;
    let input = el("input")
        .attr("type", "search")
        .attr("placeholder", t.search())
        .attr("aria-label", t.search())
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .bind(desk.view.query);
    let node: HtmlInputElement = input.node().clone().unchecked_into();
    search_by_slash(desk, node.clone());
    let clear = move || {
        desk.view.query.set(String::new());
        let _ = node.focus();
    };
    let by_key = clear.clone();
    let typed = input.html().unchecked_into::<HtmlInputElement>();
    let input = input.on("keydown", move |event| {
        let key = event.unchecked_ref::<KeyboardEvent>().key();
        if key == "Enter" {
            // What filled it in may have told nobody.
            desk.view.query.set(typed.value());
        }
        if key == "Escape" && !desk.view.query.with_untracked(String::is_empty) {
            event.prevent_default();
            by_key();
        }
    });
    let end = either(
        move || desk.view.query.with(String::is_empty),
        || el("kbd").attr("aria-hidden", "true").text("/").into(),
        move || icon_button(t.clear_search(), Icon::X, clear.clone()).class("icon clear").into(),
    );
    el("label").class("search").child(icon(Icon::Search)).child(input).child(end).into()
}

/// `/` goes to the search, unless something is being typed or a dialog is open. In another page it does so only where
/// the focus is inside: the rest of the keyboard is the host's.
fn search_by_slash(desk: Desk, input: HtmlInputElement) {
    listen(&window(), "keydown", false, move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() != "/" || event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        // The innermost target: the event comes out of shadow roots.
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        let target_node = target.clone().map(Node::from);
        let typing = target.is_some_and(|target| {
            matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                || target.closest("dialog").ok().flatten().is_some()
                || target.dyn_into::<HtmlElement>().is_ok_and(|target| target.is_content_editable())
        });
        let inside = desk.settings.standalone || input.get_root_node().contains(target_node.as_ref());
        if inside && !typing {
            event.prevent_default();
            let _ = input.focus();
            input.select();
        }
    });
}

/// The filter by client type.
fn types(desk: Desk) -> View {
    let t = desk.i18n.t;
    let option = |value: &str, label: &str| el("option").attr("value", value).text(label);
    let select = el("select")
        .attr("aria-label", t.type_())
        .child(option("", t.all_types()))
        .child(option("confidential", t.confidential()))
        .child(option("public", t.public()));
    let node: HtmlSelectElement = select.node().clone().unchecked_into();
    let written = node.clone();
    crate::ui::watch(move || {
        written.set_value(match desk.view.types.get() {
            TypeFilter::All => "",
            TypeFilter::Confidential => "confidential",
            TypeFilter::Public => "public",
        });
    });
    let select = select.on("change", move |_| {
        desk.view.types.set(match node.value().as_str() {
            "confidential" => TypeFilter::Confidential,
            "public" => TypeFilter::Public,
            _ => TypeFilter::All,
        });
    });
    el("span")
        .class("select")
        .mark("data-set", "", move || desk.view.types.get() != TypeFilter::All)
        .child(select)
        .child(icon(Icon::Down))
        .into()
}

/// How many applications there are, or how the loading goes.
fn count(desk: Desk, shown: Memo<Arc<Vec<u32>>>) -> View {
    let t = desk.i18n.t;
    let words = move || {
        let number = |number: usize| desk.i18n.locale.with_untracked(|locale| locale.number(number as f64));
        match (desk.loaded(), desk.applications.progress.get()) {
            (_, Some(Progress::Waiting { seconds: left })) => fill(t.retrying_in(), &[("time", &seconds(desk, left))]),
            (None, Some(Progress::Page { loaded, .. })) => fill(t.loading_some(), &[("loaded", &number(loaded))]),
            (None, None) => t.loading().to_owned(),
            (Some(loaded), _) => {
                let total = loaded.table.len();
                let count =
                    desk.i18n.locale.with_untracked(|locale| locale.count(&t.count_applications(), total as f64));
                let shown = shown.with(|shown| shown.len());
                if shown == total { count } else { fill(t.some_of(), &[("shown", &number(shown)), ("total", &count)]) }
            }
        }
    };
    el("span").class("count").live_text(words).into()
}

/// How old the list is: `Updated 2 min ago`.
fn age(desk: Desk) -> String {
    let Some(loaded) = desk.loaded() else {
        return String::new();
    };
    let age = desk.browser.now.get() - loaded.at;
    if age < 60_000.0 {
        desk.i18n.t.updated_now().to_owned()
    } else {
        fill(desk.i18n.t.updated(), &[("ago", &desk.i18n.locale.with_untracked(|locale| locale.ago(age)))])
    }
}

fn age_text(desk: Desk) -> View {
    // The live region around it would read the age out each minute.
    el("span")
        .class("age")
        .attr("aria-live", "off")
        .mark("data-stale", "", move || desk.applications.state.with(|list| list.failure().is_some()))
        .live_text(move || age(desk))
        .into()
}

/// Refreshes, or cancels what is under way.
fn refresh(desk: Desk) -> View {
    let t = desk.i18n.t;
    let running = flag(move || desk.applications.state.with(|list| list.is_running()));
    let label = move || match (running.get(), age(desk).as_str()) {
        (true, _) => t.cancel_loading().to_owned(),
        (_, "") => t.refresh().to_owned(),
        (_, age) => fill(t.refresh_age(), &[("age", age)]),
    };
    let glyph = move || if running.get() { Icon::Spin } else { Icon::Refresh };
    let click = move || {
        if running.get_untracked() { cancel_loading(desk) } else { load(desk) }
    };
    live_icon_button(label, glyph, click).into()
}
