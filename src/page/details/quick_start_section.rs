//! The quick start of the application that shows.

use erased_view::prelude::*;

use super::subject::Subject;
use crate::api::{Application, ClientType};
use crate::i18n::use_i18n;
use crate::page::quick_start::QuickStart;

/// The section, where the list has the application.
#[component]
pub fn QuickStartSection() -> impl IntoView {
    let t = use_i18n().t;
    let subject = expect_context::<Subject>();
    let listed = subject.is_listed();
    let client_id = subject.read(|application| application.client_id.clone());
    let name = subject.read(|application| application.name.clone());
    let has_own_tokens = subject.read(has_own_tokens);
    view! {
        <Show when=move || listed.get() && client_id.with(|id| !id.is_empty())>
            <section aria-labelledby="details-quick-start">
                <h3 id="details-quick-start">{t.quick_start()}</h3>
                <QuickStart name client_id has_own_tokens/>
            </section>
        </Show>
    }
}

/// Whether it can have tokens for itself (RFC 6749 section 4.4). Where the server names no grant, it may be this one.
fn has_own_tokens(application: &Application) -> bool {
    let grant = application.grant_type.as_deref().unwrap_or("client-credentials").replace('_', "-");
    application.client_type != ClientType::Public && grant == "client-credentials"
}
