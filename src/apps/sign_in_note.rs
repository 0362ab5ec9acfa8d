//! Says why the sign-in page shows: what ended the session, and what is known of the token afterwards.

use super::desk::Desk;
use crate::i18n::fill;
use crate::session::{Credentials, Notice, Revoked, Way};
use crate::ui::{Icon, Tone, View, note};
use leptos::prelude::*;

/// The note above the box.
pub fn why(desk: Desk, notice: &Notice) -> View {
    let t = desk.i18n.t;
    let time = |ms| desk.i18n.locale.with_untracked(|locale| locale.time(ms));
    match notice {
        Notice::Refused { expired_at, renewable } => {
            let text = match expired_at {
                _ if *renewable => t.not_renewed().to_owned(),
                Some(at) => fill(t.token_expired(), &[("time", &time(*at))]),
                None => t.token_refused().to_owned(),
            };
            let waits = desk.creation.has_draft() || desk.deletion.is_open();
            let text = if waits { [&text, " ", t.token_refused_draft()].concat() } else { text };
            note(Tone::Danger, Icon::Error, t.session_ended(), &text).into()
        }
        // Its own field says so.
        Notice::NotAccepted(Credentials::Token(_)) if desk.account.options().ways.contains(&Way::Token) => View::none(),
        Notice::NotAccepted(_) => note(Tone::Danger, Icon::Error, "", t.token_not_accepted()).into(),
        Notice::SignedOut { until, revocation } => {
            let until = |known: &str, unknown: &str| match until {
                Some(until) => fill(known, &[("time", &time(*until))]),
                None => unknown.to_owned(),
            };
            let (title, text) = match revocation {
                Revoked::NotAsked => (t.signed_out(), until(t.valid_until(), t.valid_longer())),
                Revoked::Asking => (t.signed_out(), t.telling().to_owned()),
                Revoked::Yes => (t.signed_out_everywhere(), t.revoked().to_owned()),
                Revoked::No => (t.signed_out(), until(t.not_told_until(), t.not_told())),
            };
            note(Tone::Neutral, Icon::Check, title, &text).attr("role", "status").into()
        }
        Notice::OwnDeleted => {
            note(Tone::Neutral, Icon::Check, t.signed_out_everywhere(), t.own_deleted()).attr("role", "status").into()
        }
    }
}
