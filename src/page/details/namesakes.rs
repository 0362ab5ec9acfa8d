//! The other applications whose names look the same, with what tells them apart.

use std::sync::Arc;

use erased_view::prelude::*;

use super::opened::Details;
use super::subject::Subject;
use crate::api::Application;
use crate::applications::Applications;
use crate::i18n::{fill, use_i18n};
use crate::page::application_name::spoken_name;
use crate::page::identifier::Identifier;
use crate::ui::{Browser, Button};

/// The most that show.
const MOST: usize = 10;

/// A section with them, where there are any.
#[component]
pub fn Namesakes() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let applications = expect_context::<Applications>();
    let subject = expect_context::<Subject>();
    let alike = Memo::new(move |_| {
        let application = subject.shown.with(|shown| shown.as_ref().and_then(|shown| shown.application().cloned()));
        let found = application.zip(applications.loaded());
        found.map(|(application, loaded)| loaded.table.namesakes(&application)).unwrap_or_default()
    });
    let rows = move || {
        let alike = alike.get();
        let more = alike.len().saturating_sub(MOST);
        let rows = alike.into_iter().take(MOST).map(|application| view! { <Namesake application/> }).collect_view();
        let more = (more > 0).then(|| {
            let count = i18n.locale.with_untracked(|locale| locale.count(&t.more(), more as f64));
            view! { <li class="muted">{count}</li> }
        });
        view! { {rows}{more} }
    };
    view! {
        <Show when=move || alike.with(|alike| !alike.is_empty())>
            <section aria-labelledby="details-namesakes">
                <h3 id="details-namesakes">{t.same_name()}</h3>
                <ul class="choices">{rows}</ul>
            </section>
        </Show>
    }
}

#[component]
fn Namesake(application: Arc<Application>) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let (details, browser) = (expect_context::<Details>(), expect_context::<Browser>());
    let created = application.created.map(|at| {
        let age = move || {
            let age = i18n.locale.with_untracked(|locale| locale.age(browser.now.get() - at));
            fill(t.created_ago(), &[("age", &age)])
        };
        view! { <span class="muted">" " {age}</span> }
    });
    let label = [t.open(), ": ", &spoken_name(i18n, &application), ", ", &application.client_id].concat();
    let key = application.key;
    view! {
        <li class="side">
            <div><Identifier text=application.client_id.clone()/>{created}</div>
            " "
            <Button small=true aria_label=label on_click=move || details.open(key)>{t.open()}</Button>
        </li>
    }
}
