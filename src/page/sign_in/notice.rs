//! Says why the sign-in page shows: what ended the session, and what is known of the token afterwards.

use erased_view::prelude::*;

use crate::i18n::{fill, use_i18n};
use crate::session::{Account, Credentials, Notice, Revoked, Way};
use crate::ui::{Icon, Note, Tone};

/// The note above the box.
#[component]
pub fn SignInNotice(
    /// What happened.
    notice: Notice,
    /// Tells whether something that the user typed waits for a session.
    has_draft: Callback<(), bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let account = expect_context::<Account>();
    let time = move |at: f64| i18n.locale.with_untracked(|locale| locale.time(at));
    match notice {
        Notice::Refused { expired_at, renewable } => {
            let text = match expired_at {
                _ if renewable => t.not_renewed().to_owned(),
                Some(at) => fill(t.token_expired(), &[("time", &time(at))]),
                None => t.token_refused().to_owned(),
            };
            let draft = untrack(|| has_draft.run(()));
            let text = if draft { [&text, " ", t.token_refused_draft()].concat() } else { text };
            view! { <Note tone=Tone::Danger icon=Icon::Error title=t.session_ended() text/> }.into_any()
        }
        // Its own field says so.
        Notice::NotAccepted(Credentials::Token(_)) if account.options().ways.contains(&Way::Token) => ().into_any(),
        Notice::NotAccepted(_) => {
            view! { <Note tone=Tone::Danger icon=Icon::Error text=t.token_not_accepted()/> }.into_any()
        }
        Notice::SignedOut { until, revocation } => {
            let known_or = |known: &str, unknown: &str| match until {
                Some(until) => fill(known, &[("time", &time(until))]),
                None => unknown.to_owned(),
            };
            let (title, text) = match revocation {
                Revoked::NotAsked => (t.signed_out(), known_or(t.valid_until(), t.valid_longer())),
                Revoked::Asking => (t.signed_out(), t.telling().to_owned()),
                Revoked::Yes => (t.signed_out_everywhere(), t.revoked().to_owned()),
                Revoked::No => (t.signed_out(), known_or(t.not_told_until(), t.not_told())),
            };
            view! { <Note tone=Tone::Neutral icon=Icon::Check title text status=true/> }.into_any()
        }
        Notice::OwnDeleted => {
            let (title, text) = (t.signed_out_everywhere(), t.own_deleted());
            view! { <Note tone=Tone::Neutral icon=Icon::Check title text status=true/> }.into_any()
        }
    }
}
