//! What is in the drawer: the head, what there is to note, and a section for each kind of thing.

use erased_view::dom::listen;
use erased_view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, MouseEvent};

use super::changes::Field;
use super::delete_section::DeleteSection;
use super::facts::{Actions, Facts};
use super::flaws::Flaws;
use super::head::Head;
use super::namesakes::Namesakes;
use super::neighbours::Neighbours;
use super::opened::Details;
use super::other_fields::OtherFields;
use super::quick_start_section::QuickStartSection;
use super::shown::{Shown, State};
use super::subject::Subject;
use crate::applications::Applications;
use crate::i18n::{Texts, fill, use_i18n};
use crate::ui::{Icon, Note, Notifications, Tone, focus_in_place};

/// The content of the drawer.
#[component]
pub fn Panel(
    /// The id of its heading, by which the drawer is named.
    heading_id: &'static str,
) -> impl IntoView {
    let t = use_i18n().t;
    let (details, applications) = (expect_context::<Details>(), expect_context::<Applications>());
    let shown = Memo::new(move |before: Option<&Option<Shown>>| {
        let (wanted, loaded) = (details.wanted.get()?, applications.loaded()?);
        let found = loaded.table.find(wanted);
        Some(Shown::next(before.and_then(Option::as_ref), wanted, found, loaded.is_whole()))
    });
    let subject = Subject { shown, copy_failed: RwSignal::new(false) };
    provide_context(subject);
    say_changes(subject);
    // What could not be copied was of the one before.
    Effect::new(move |_| {
        details.wanted.track();
        subject.copy_failed.set(false);
    });
    let has_application =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|it| it.application().is_some())));
    let neighbours = Neighbours::new();
    let panel = NodeRef::<html::Div>::new();
    close_by_click_beside(panel, details);
    begin_at_top(panel);
    keep_focus(panel, details);
    let keydown = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            neighbours.step(by);
        }
    };
    view! {
        <div node_ref=panel class="details" on:keydown=keydown>
            <Head heading_id/>
            <Notes/>
            <Show when=move || has_application.get()>
                <section aria-labelledby="details-credentials">
                    <h3 id="details-credentials">{t.credentials()}</h3>
                    <Facts/>
                    <Actions/>
                </section>
                <OtherFields/>
                <Namesakes/>
                <QuickStartSection/>
                <DeleteSection/>
            </Show>
        </div>
    }
}

/// What has to be known first: that it is gone, that there is none, what is wrong with it.
#[component]
fn Notes() -> impl IntoView {
    let t = use_i18n().t;
    let (details, subject) = (expect_context::<Details>(), expect_context::<Subject>());
    let shown = subject.shown;
    let missing = Memo::new(move |_| {
        shown.with(|shown| match shown.as_ref().map(|shown| &shown.state) {
            Some(State::Gone { is_sure: true, .. }) => Some((t.gone().to_owned(), t.gone_text())),
            Some(State::Gone { is_sure: false, .. }) => Some((t.not_listed().to_owned(), t.not_listed_text())),
            Some(State::Unknown { is_sure }) => {
                let id = details.wanted.get().and_then(|key| details.id(key)).unwrap_or_default();
                let text = if *is_sure { t.no_such_text() } else { t.not_listed_text() };
                Some((fill(t.no_such(), &[("id", &id)]), text))
            }
            _ => None,
        })
    });
    let missing = move || {
        let note = |(title, text): (String, &'static str)| {
            view! { <Note tone=Tone::Warn icon=Icon::Warn title text status=true/> }
        };
        missing.get().map(note)
    };
    let failed = move || {
        let note = || {
            let title = [t.copy_failed(), "."].concat();
            view! { <Note tone=Tone::Danger icon=Icon::Error title text=t.copy_failed_text()/> }
        };
        subject.copy_failed.get().then(note)
    };
    view! {
        <div class="notes">
            {missing}
            <Flaws/>
            {failed}
        </div>
    }
}

/// Says to a screen reader what a refresh has changed. The marks beside the fields show it.
fn say_changes(subject: Subject) {
    let t = use_i18n().t;
    let announcer = expect_context::<Notifications>().announcer;
    let changed = Memo::new(move |_| {
        subject.shown.with(|shown| shown.as_ref().map(|shown| shown.changed().to_vec()).unwrap_or_default())
    });
    Effect::new(move |before: Option<usize>| {
        let fields = changed.get();
        if before.is_some_and(|before| fields.len() > before) {
            let names: Vec<String> = fields.iter().map(|field| field_name(t, field)).collect();
            announcer.say(fill(t.changed_fields(), &[("fields", &names.join(", "))]));
        }
        fields.len()
    });
}

fn field_name(t: &Texts, field: &Field) -> String {
    let name = match field {
        Field::Name => t.name(),
        Field::ClientId => t.client_id(),
        Field::Secret => t.client_secret(),
        Field::ClientType => t.type_(),
        Field::GrantType => t.grant_type(),
        Field::RedirectUris => t.redirect_uris(),
        Field::SkipAuthorization => t.skips_consent(),
        Field::Created => t.created(),
        Field::Updated => t.last_updated(),
        Field::Other(name) => name,
    };
    name.to_owned()
}

/// The drawer is the same element each time: it is opened at its top, wherever it was scrolled to before.
fn begin_at_top(panel: NodeRef<html::Div>) {
    Effect::new(move |_| {
        if let Some(dialog) = panel.get().and_then(|panel| panel.closest("dialog").ok().flatten()) {
            dialog.set_scroll_top(0);
        }
    });
}

/// What has the focus may be gone with the application before: the heading takes it, so that keys go on to work.
fn keep_focus(panel: NodeRef<html::Div>, details: Details) {
    Effect::new(move |_| {
        details.wanted.track();
        request_animation_frame(move || {
            let panel = panel.try_get_untracked().flatten();
            let heading = panel
                .filter(|panel| !panel.matches(":focus-within").unwrap_or(true))
                .and_then(|panel| panel.query_selector("h2").ok().flatten());
            if let Some(heading) = heading {
                focus_in_place(&heading);
            }
        });
    });
}

/// A click on what is behind the drawer closes it: nothing in it can be lost.
fn close_by_click_beside(panel: NodeRef<html::Div>, details: Details) {
    Effect::new(move |_| {
        let dialog = panel.get().and_then(|panel| panel.closest("dialog").ok().flatten());
        let Some(dialog) = dialog else {
            return;
        };
        let around = dialog.clone();
        listen(&dialog, "click", false, move |event| {
            let event: MouseEvent = event.unchecked_into();
            let is_on_it = event.target().is_some_and(|target| target == *around.unchecked_ref::<EventTarget>());
            if is_on_it && is_beside(&around, &event) {
                details.close();
            }
        });
    });
}

fn is_beside(element: &Element, event: &MouseEvent) -> bool {
    let place = element.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    x < place.left() || x > place.right() || y < place.top() || y > place.bottom()
}
