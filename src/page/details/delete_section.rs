//! The last section of the drawer: the way to the delete dialog.

use erased_view::prelude::*;

use super::subject::Subject;
use crate::api::ClientType;
use crate::applications::Applications;
use crate::applications::deletion::Deletion;
use crate::i18n::use_i18n;
use crate::page::best_practice::BestPractice;
use crate::page::delete::open_delete;
use crate::page::settings::Settings;
use crate::session::Account;
use crate::ui::{Button, ButtonKind};

/// The section, where the application can be deleted.
#[component]
pub fn DeleteSection() -> impl IntoView {
    let t = use_i18n().t;
    let (account, settings) = (expect_context::<Account>(), expect_context::<Settings>());
    let (applications, deletion) = (expect_context::<Applications>(), expect_context::<Deletion>());
    let subject = expect_context::<Subject>();
    let has_id = subject.read(|application| application.id.is_some());
    let listed = subject.is_listed();
    let may_delete =
        Memo::new(move |_| settings.features.delete && account.may_write() && listed.get() && has_id.get());
    let is_confidential = subject.read(|application| application.client_type == ClientType::Confidential);
    let may_rotate = Memo::new(move |_| settings.features.create && is_confidential.get());
    let delete = move || {
        if let Some(application) = subject.application() {
            open_delete(applications, deletion, &application);
        }
    };
    view! {
        <Show when=move || may_delete.get()>
            <section aria-labelledby="details-delete">
                <h3 id="details-delete">{t.delete_this()}</h3>
                <Show when=move || may_rotate.get()>
                    <BestPractice text=t.rotate_first()/>
                </Show>
                <div class="side">
                    <p class="muted small">{t.delete_this_text()}</p>
                    <Button small=true kind=ButtonKind::DangerQuiet on_click=delete>{t.delete_menu()}</Button>
                </div>
            </section>
        </Show>
    }
}
