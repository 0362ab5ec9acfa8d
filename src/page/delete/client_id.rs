//! The client ID of what is to be deleted.

use std::sync::Arc;

use erased_view::prelude::*;

use crate::applications::delete::{Phrase, Target};
use crate::applications::name::plain;
use crate::applications::twins::tail;
use crate::page::identifier::Identifier;

/// The client ID; whole, with its end marked, where the end has to be typed.
#[component]
pub fn ClientId(
    /// What is to be deleted.
    target: Arc<Target>,
) -> impl IntoView {
    let shown = plain(&target.client_id);
    let Phrase::Tail(count) = target.phrase else {
        return view! { <dd><Identifier text=shown/></dd> };
    };
    let end = tail(&shown, count).to_owned();
    let start = shown.strip_suffix(&*end).unwrap_or_default().to_owned();
    view! {
        <dd class="whole">
            <bdi translate="no" class="mono" dir="ltr">{start}<strong>{end}</strong></bdi>
        </dd>
    }
}
