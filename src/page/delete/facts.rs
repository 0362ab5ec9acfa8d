//! Which application is to be deleted.

use std::sync::Arc;

use erased_view::prelude::*;

use super::client_id::ClientId;
use crate::applications::delete::Target;
use crate::i18n::use_i18n;
use crate::page::application_name::ApplicationName;

/// Name, client ID and id.
#[component]
pub fn Facts(
    /// What is to be deleted.
    target: Arc<Target>,
) -> impl IntoView {
    let t = use_i18n().t;
    view! {
        <dl class="facts" data-boxed="">
            <div>
                <dt>{t.name()}</dt>
                <dd class="whole">
                    <bdi translate="no" dir="auto"><ApplicationName name=target.name.clone()/></bdi>
                </dd>
            </div>
            <div>
                <dt>{t.client_id()}</dt>
                <ClientId target=target.clone()/>
            </div>
            <div>
                <dt>{t.id()}</dt>
                <dd translate="no" class="mono">{target.id.to_string()}</dd>
            </div>
        </dl>
    }
}
