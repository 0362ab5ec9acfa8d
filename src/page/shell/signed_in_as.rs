//! Who is signed in, and the way out: in the header of the standalone page, else below the list.

use erased_view::prelude::*;

use crate::i18n::{fill, use_i18n};
use crate::session::{Account, Origin, Session};
use crate::ui::{Button, ButtonKind};

/// Who is signed in, until when, and the way out. Nothing where nobody is.
#[component]
pub fn SignedInAs() -> impl IntoView {
    let account = expect_context::<Account>();
    move || account.session.get().map(|session| view! { <Who session/> })
}

#[component]
fn Who(session: Session) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let account = expect_context::<Account>();
    let until = match session.expires_at {
        Some(at) => fill(t.signed_in_until(), &[("time", &i18n.locale.with_untracked(|locale| locale.time(at)))]),
        None => t.signed_in().to_owned(),
    };
    // Who it is; and how they came in, where that is all that is known.
    let name = match (&session.user, &session.origin) {
        (Some(user), _) => Some(user.clone()),
        (None, Origin::Client(client_id)) => Some(fill(t.signed_in_as(), &[("client", client_id)])),
        _ => None,
    };
    let name = name.map(|name| view! { <bdi translate="no" title=name.clone()>{name}</bdi> });
    // A server may grant any number of scopes: in a tooltip, and for screen readers.
    let scopes = session.scope.as_deref().map(|scope| fill(t.scopes(), &[("scope", scope)]));
    let spoken_scopes = scopes.clone().map(|scopes| view! { <span class="vh">" " {scopes}</span> });
    let is_hosted = matches!(session.origin, Origin::Portal | Origin::Host);
    view! {
        <span class="who">
            {name}
            <span class="until" title=scopes>{until}{spoken_scopes}</span>
            {(!is_hosted).then(|| view! {
                <Button kind=ButtonKind::Quiet small=true on_click=move |()| account.sign_out()>{t.sign_out()}</Button>
            })}
        </span>
    }
}
