//! Parts of the module that are files of their own: what a visitor does not need at once. The facade fetches them
//! (`assets.js`), `cargo xtask dist` cuts them off; in any other build they are there from the start.
//!
//! A part is what can be reached through its functions marked `#[part]` (`crates/part`) alone. None of these may be called
//! before its part is there: [`LazyView`] and [`ensure_loaded`] see to it. What other code reaches too stays with that.

use std::cell::RefCell;

use erased_view::dom::watch;
use erased_view::prelude::*;
use js_sys::{Function, Promise};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api::own;
use crate::i18n::use_i18n;
use crate::ui::{Browser, Button, ButtonKind};

/// A part, by the name that it has in `assets.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sign-in page.
    SignIn,
    /// What begins, renews and ends a session.
    Session,
    /// What a signed-in user sees.
    List,
    /// What is in the dialogs.
    Dialogs,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Loaded,
    Loading,
    /// Another try may bring it.
    Missing,
    /// It was there with a version that another one has taken the place of.
    Replaced,
    /// It is not on the server, is not what was published, or is blocked.
    Unusable,
}

impl Stage {
    /// By the error of the facade.
    fn of(error: &JsValue) -> Self {
        match own(error, "code").and_then(|code| code.as_string()).as_deref() {
            Some("updated") => Self::Replaced,
            Some("integrity" | "blocked" | "wasm_blocked") => Self::Unusable,
            Some(_) if own(error, "status").is_some_and(|status| !status.is_null()) => Self::Unusable,
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

/// Lets the parts come that nobody needs yet, so that nobody waits for them later. Does something once all are there: one that did
/// not come is asked for again by whoever needs it.
pub fn load_all(act: impl FnOnce() + 'static) {
    once(call(&JsValue::UNDEFINED), Box::new(act));
}

/// A view whose code is in a part. While the part is loading, this says so or shows `fallback`; when it does not come, this
/// says so.
#[component]
pub fn LazyView(
    /// Where its code is.
    part: Part,
    /// Makes the view. It is called when the part is there.
    view: fn() -> AnyView,
    /// What shows while the part is loading.
    #[prop(optional, into)]
    fallback: Option<ViewFn>,
    /// In a dialog: the id of the dialog's heading.
    #[prop(optional)]
    heading_id: Option<&'static str>,
    /// In a dialog: leaves it.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
) -> impl IntoView {
    let t = use_i18n().t;
    let browser = expect_context::<Browser>();
    let stage = RwSignal::new(Stage::Loading);
    load_into(stage, part);
    watch(move || {
        if browser.online.get() && stage.with_untracked(|stage| *stage == Stage::Missing) {
            load_into(stage, part);
        }
    });
    move || {
        let (text, way_out) = match stage.get() {
            Stage::Loaded => return view(),
            Stage::Loading => match &fallback {
                Some(fallback) => return fallback.run(),
                None => (t.loading(), None),
            },
            Stage::Missing => (t.part_missing(), Some(WayOut::Retry)),
            Stage::Replaced => (t.part_replaced(), Some(WayOut::Reload)),
            Stage::Unusable => (t.part_spoilt(), Some(WayOut::Reload)),
        };
        let on_retry = move |()| load_into(stage, part);
        view! { <Placeholder text way_out on_retry heading_id on_dismiss/> }.into_any()
    }
}

/// What can be done about a part that did not come.
#[derive(Clone, Copy, PartialEq)]
enum WayOut {
    Retry,
    /// The browser asks first where something would be lost.
    Reload,
}

/// What shows in the place of a view that is not there.
#[component]
fn Placeholder(
    text: &'static str,
    way_out: Option<WayOut>,
    #[prop(into)] on_retry: Callback<()>,
    heading_id: Option<&'static str>,
    on_dismiss: Option<Callback<()>>,
) -> impl IntoView {
    let t = use_i18n().t;
    let role = if way_out.is_some() { "alert" } else { "status" };
    let way_out = way_out.map(|way_out| {
        let label = if way_out == WayOut::Retry { t.retry() } else { t.reload() };
        let act = move |()| match way_out {
            WayOut::Retry => on_retry.run(()),
            WayOut::Reload => {
                let _ = window().location().reload();
            }
        };
        view! { <Button kind=ButtonKind::Primary focused=heading_id.is_some() on_click=act>{label}</Button> }
    });
    let Some(heading_id) = heading_id else {
        return view! {
            <section class="fail" role=role>
                <p class="muted">{text}</p>
                {way_out}
            </section>
        }
        .into_any();
    };
    let cancel = on_dismiss.map(|on_dismiss| view! { <Button on_click=on_dismiss>{t.cancel()}</Button> });
    view! {
        <div class="dlg-body"><p id=heading_id role=role>{text}</p></div>
        <div class="dlg-foot">{cancel}{way_out}</div>
    }
    .into_any()
}

/// Does something as soon as a part is there: at once where it is, and never where it does not come. Bound to no view, which
/// may be gone by then.
pub fn once_loaded(part: Part, act: impl FnOnce() + 'static) {
    once(fetch(part), Box::new(act));
}

/// Does something once what is coming came: at once where nothing is to come.
#[inline(never)]
fn once(coming: Option<Promise>, act: Box<dyn FnOnce()>) {
    let Some(coming) = coming else {
        return act();
    };
    spawn_local(async move {
        if JsFuture::from(coming).await.is_ok() {
            act();
        }
    });
}

/// Waits for a part. `false` when it did not come: ask again.
pub async fn ensure_loaded(part: Part) -> bool {
    match fetch(part) {
        Some(coming) => JsFuture::from(coming).await.is_ok(),
        None => true,
    }
}

/// Whether a part is there. It is on its way from now on where it is not.
pub fn is_loaded(part: Part) -> bool {
    fetch(part).is_none()
}

fn fetch(part: Part) -> Option<Promise> {
    let name = match part {
        Part::SignIn => "signin",
        Part::Session => "session",
        Part::List => "list",
        Part::Dialogs => "dialogs",
    };
    call(&name.into())
}

/// Fetches a part, and keeps a signal in step with how far that is.
fn load_into(stage: RwSignal<Stage>, part: Part) {
    let Some(coming) = fetch(part) else {
        stage.set(Stage::Loaded);
        return;
    };
    stage.set(Stage::Loading);
    // Bound to no view: the button that asks once more is gone as soon as the part is on its way.
    spawn_local(async move {
        let came = JsFuture::from(coming).await;
        stage.try_set(came.map_or_else(|error| Stage::of(&error), |_| Stage::Loaded));
    });
}

fn call(name: &JsValue) -> Option<Promise> {
    let loader = LOADER.with_borrow(Clone::clone)?;
    loader.call1(&JsValue::NULL, name).ok()?.dyn_into().ok()
}
