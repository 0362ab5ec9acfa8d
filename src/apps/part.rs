//! Parts of the module that are files of their own: what a visitor does not need at once. The facade fetches them
//! (`assets.js`), `cargo xtask dist` cuts them off; in any other build they are there from the start.
//!
//! A part is what can be reached through its functions marked `#[part]` (`crates/part`) alone. None may be called before its part is there: [`lazy`] and [`come`] see to it. What others reach too stays with the others.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::desk::Desk;
use crate::api::own;
use crate::ui::{El, Kind, View, action, all, div, el, live, spawn, watch};

/// A part, by the name that it has in `assets.js`.
#[derive(Clone, Copy)]
pub enum Part {
    /// The sign-in page, and what renews and ends a session.
    SignIn,
    /// What a signed-in user sees.
    List,
    /// What is in the dialogs.
    Dialogs,
}

/// What shows in the place of a view that is on its way.
#[derive(Clone, Copy)]
pub enum Meanwhile {
    /// That it loads.
    Words,
    /// That it loads, in a dialog: the id of its heading, and how the user leaves it.
    Dialog(&'static str, fn(Desk)),
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    There,
    Coming,
    /// Another try may bring it.
    Missing,
    /// It was there with a version that another one has taken the place of.
    Replaced,
    /// It is not on the server, is not what was published, or is blocked.
    Spoilt,
}

impl Stage {
    /// By the error of the facade.
    fn of(error: &JsValue) -> Self {
        match own(error, "code").and_then(|code| code.as_string()).as_deref() {
            Some("updated") => Self::Replaced,
            Some("integrity" | "blocked" | "wasm_blocked") => Self::Spoilt,
            Some(_) if own(error, "status").is_some_and(|status| !status.is_null()) => Self::Spoilt,
            _ => Self::Missing,
        }
    }
}

thread_local! {
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Names the function of the facade that loads a part: called with the part's name, it answers a promise, or nothing
/// when the part is there; called without, it fetches all parts when the browser has time.
pub fn set_loader(loader: Option<Function>) {
    LOADER.set(loader);
}

/// Lets the parts come that nobody needs yet, so that nobody waits for them later.
pub fn fetch_all() {
    let _ = call(&JsValue::UNDEFINED);
}

/// A view whose code is in a part. Until that came, or when it does not, the view says so.
pub fn lazy(desk: Desk, part: Part, meanwhile: Meanwhile, make: fn(Desk) -> View) -> View {
    let stage = RwSignal::new(Stage::Coming);
    ask(stage, part);
    watch(move || {
        if desk.browser.online.get() && stage.with_untracked(|stage| *stage == Stage::Missing) {
            ask(stage, part);
        }
    });
    live(move || match stage.get() {
        Stage::There => make(desk),
        Stage::Coming => words(desk, meanwhile, desk.i18n.t.loading(), None),
        Stage::Missing => {
            let retry = action(Kind::Primary, desk.i18n.t.retry(), move || ask(stage, part));
            words(desk, meanwhile, desk.i18n.t.part_missing(), Some(retry))
        }
        Stage::Replaced => words(desk, meanwhile, desk.i18n.t.part_replaced(), Some(reload(desk))),
        Stage::Spoilt => words(desk, meanwhile, desk.i18n.t.part_spoilt(), Some(reload(desk))),
    })
}

/// Waits for a part. `false` when it did not come: ask again.
pub async fn come(part: Part) -> bool {
    match fetch(part) {
        Some(coming) => JsFuture::from(coming).await.is_ok(),
        None => true,
    }
}

/// Whether a part is there. It is on its way from now on where it is not.
pub fn is_there(part: Part) -> bool {
    fetch(part).is_none()
}

fn fetch(part: Part) -> Option<Promise> {
    let name = match part {
        Part::SignIn => "signin",
        Part::List => "list",
        Part::Dialogs => "dialogs",
    };
    call(&name.into())
}

fn ask(stage: RwSignal<Stage>, part: Part) {
    let Some(coming) = fetch(part) else {
        stage.set(Stage::There);
        return;
    };
    stage.set(Stage::Coming);
    spawn(async move {
        let came = JsFuture::from(coming).await;
        stage.try_set(came.map_or_else(|error| Stage::of(&error), |_| Stage::There));
    });
}

/// The way out that another try is not. The browser asks first where something would be lost.
fn reload(desk: Desk) -> El {
    action(Kind::Primary, desk.i18n.t.reload(), || {
        let _ = window().location().reload();
    })
}

fn call(name: &JsValue) -> Option<Promise> {
    let loader = LOADER.with_borrow(Clone::clone)?;
    loader.call1(&JsValue::NULL, name).ok()?.dyn_into().ok()
}

fn words(desk: Desk, meanwhile: Meanwhile, text: &str, way_out: Option<El>) -> View {
    let role = if way_out.is_some() { "alert" } else { "status" };
    let Meanwhile::Dialog(id, dismiss) = meanwhile else {
        let text = el("p").class("muted").text(text);
        return el("section")
            .class("fail")
            .attr("role", role)
            .child(text)
            .child(View::from(way_out.map(View::from)))
            .into();
    };
    let text = el("p").attr("id", id).attr("role", role).text(text);
    let cancel = action(Kind::Plain, desk.i18n.t.cancel(), move || dismiss(desk));
    let way_out = View::from(way_out.map(|way_out| way_out.focused().into()));
    all([div("dlg-body").child(text).into(), div("dlg-foot").child(cancel).child(way_out).into()])
}
