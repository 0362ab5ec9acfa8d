//! Which application is to be deleted.

use std::sync::Arc;

use erased_view::prelude::*;

use super::client_id::ClientId;
use super::environment::DeleteEnvironment;
use crate::applications::delete::Target;
use crate::apps::row::name_view;
use crate::i18n::use_i18n;

/// Name, client ID and id.
#[component]
pub fn Facts(
    /// What is to be deleted.
    target: Arc<Target>,
) -> impl IntoView {
    let t = use_i18n().t;
    let env = expect_context::<DeleteEnvironment>();
    view! {
        <dl class="facts" data-boxed="">
            <div>
                <dt>{t.name()}</dt>
                <dd class="whole">
                    <bdi translate="no" dir="auto">{name_view(env.desk, &target.name)}</bdi>
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
