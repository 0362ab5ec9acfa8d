//! What the server says of an application, as far as the contract names it. What it does not say has no line.

use erased_view::prelude::*;

use super::changes::Field;
use super::fact::{CopiedText, Fact};
use super::masked::Masked;
use super::shown::Shown;
use super::subject::Subject;
use crate::api::SecretText;
use crate::i18n::{Texts, use_i18n};
use crate::page::address::address_of;
use crate::page::application_words::{no_secret, type_words};
use crate::page::env_download::{download_env, has_env};
use crate::page::settings::Settings;
use crate::ui::{Browser, Button, Glyph, Icon};

/// The fields that the contract names.
#[component]
pub fn Facts() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let subject = expect_context::<Subject>();
    let client_type = Memo::new(move |_| {
        subject.shown.with(|shown| {
            let application = shown.as_ref().and_then(Shown::application);
            application.map(|application| type_words(i18n, &application.client_type)).unwrap_or_default()
        })
    });
    view! {
        <dl class="facts">
            <ClientId/>
            <Secret/>
            <TextFact label=t.type_() field=Field::ClientType text=client_type/>
            <GrantType/>
            <RedirectUris/>
            <SkipAuthorization/>
            <Id/>
            <MomentFact label=t.created() field=Field::Created at=subject.read(|it| it.created)/>
            <MomentFact label=t.last_updated() field=Field::Updated at=subject.read(|it| it.updated)/>
            <Link/>
        </dl>
    }
}

#[component]
fn ClientId() -> impl IntoView {
    let t = use_i18n().t;
    let text = expect_context::<Subject>().read(|application| application.client_id.clone());
    let value = move || match text.with(String::is_empty) {
        true => view! { <span class="none">{t.secret_not_available()}</span> }.into_any(),
        false => view! { <CopiedText text what=t.client_id() label=t.copy_client_id()/> }.into_any(),
    };
    view! { <Fact label=t.client_id() field=Field::ClientId>{value}</Fact> }
}

#[component]
fn Secret() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let subject = expect_context::<Subject>();
    let secret = subject.read(|application| application.secret.usable().cloned());
    let has_secret = Memo::new(move |_| secret.with(Option::is_some));
    let instead = Memo::new(move |_| {
        subject.shown.with(|shown| {
            let application = shown.as_ref().and_then(Shown::application);
            application.and_then(|application| no_secret(i18n, application)).unwrap_or_default()
        })
    });
    let listed = subject.is_listed();
    let value = move || match (listed.get(), has_secret.get()) {
        // What is gone has no secret that anybody could use.
        (false, _) => view! { <span class="none">{t.secret_not_available()}</span> }.into_any(),
        (_, true) => {
            view! { <Masked field="client_secret" value=secret what=t.client_secret() label=t.copy_secret()/> }
                .into_any()
        }
        (_, false) => view! { <span class="none">{instead}</span> }.into_any(),
    };
    view! { <Fact label=t.client_secret() field=Field::Secret>{value}</Fact> }
}

#[component]
fn GrantType() -> impl IntoView {
    let t = use_i18n().t;
    let kind = expect_context::<Subject>().read(|application| application.grant_type.clone().unwrap_or_default());
    let text = Memo::new(move |_| kind.with(|kind| grant_words(t, kind).map_or_else(|| kind.clone(), str::to_owned)));
    view! { <TextFact label=t.grant_type() field=Field::GrantType text/> }
}

/// The words for a grant (RFC 6749 section 1.3, RFC 8628, OpenID Connect Core section 3.3), as servers write it; none for
/// another.
fn grant_words(t: &Texts, kind: &str) -> Option<&'static str> {
    Some(match kind.replace('_', "-").as_str() {
        "authorization-code" => t.authorization_code(),
        "client-credentials" => t.client_credentials(),
        "implicit" => t.implicit(),
        "password" => t.password_grant(),
        "openid-hybrid" => t.openid_hybrid(),
        "device-code" | "urn:ietf:params:oauth:grant-type:device-code" => t.device_code(),
        _ => return None,
    })
}

#[component]
fn RedirectUris() -> impl IntoView {
    let t = use_i18n().t;
    let subject = expect_context::<Subject>();
    let uris = subject.read(|application| application.redirect_uris.clone());
    // A server that says which grant an application has says where it redirects to, too.
    let is_told = subject.read(|application| application.grant_type.is_some() || !application.redirect_uris.is_empty());
    let list = move || match uris.get() {
        uris if uris.is_empty() => view! { <span class="none">{t.none()}</span> }.into_any(),
        uris => {
            let item = |uri: String| {
                view! { <li><CopiedText text=uri what=t.redirect_uri() label=t.copy_redirect_uri()/></li> }
            };
            view! { <ul class="values">{uris.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <Show when=move || is_told.get()>
            <Fact label=t.redirect_uris() field=Field::RedirectUris>{list}</Fact>
        </Show>
    }
}

#[component]
fn SkipAuthorization() -> impl IntoView {
    let t = use_i18n().t;
    let skips = expect_context::<Subject>().read(|application| application.skip_authorization);
    let text = Memo::new(move |_| skips.get().map_or("", |skips| if skips { t.yes() } else { t.no_() }).to_owned());
    view! { <TextFact label=t.skips_consent() field=Field::SkipAuthorization text/> }
}

#[component]
fn Id() -> impl IntoView {
    let t = use_i18n().t;
    let text =
        expect_context::<Subject>().read(|application| application.id.map(|id| id.to_string()).unwrap_or_default());
    view! {
        <Show when=move || text.with(|text| !text.is_empty())>
            // An id never changes: with another one it is another application.
            <div><dt>{t.id()}</dt><dd><CopiedText text what=t.id() label=t.copy_id()/></dd></div>
        </Show>
    }
}

/// The address of these details, in the page of its own.
#[component]
fn Link() -> impl IntoView {
    let t = use_i18n().t;
    let subject = expect_context::<Subject>();
    let id = subject.read(|application| application.id.map(|id| id.to_string()).unwrap_or_default());
    let is_there = expect_context::<Settings>().standalone;
    let text = Memo::new(move |_| id.with(|id| address_of(id)));
    view! {
        <Show when=move || is_there && id.with(|id| !id.is_empty())>
            <div><dt>{t.link()}</dt><dd><CopiedText text what=t.link() label=t.copy_link()/></dd></div>
        </Show>
    }
}

/// A line with words; none where there are none.
#[component]
fn TextFact(label: &'static str, field: Field, text: Memo<String>) -> impl IntoView {
    view! {
        <Show when=move || text.with(|text| !text.is_empty())>
            <Fact label field=field.clone()>{text}</Fact>
        </Show>
    }
}

/// A line with a moment to the second, and how long ago that is.
#[component]
fn MomentFact(label: &'static str, field: Field, at: Memo<Option<f64>>) -> impl IntoView {
    let i18n = use_i18n();
    let browser = expect_context::<Browser>();
    let moment = move || at.get().map(|at| i18n.locale.with_untracked(|locale| locale.moment(at)));
    let age = move || at.get().map(|at| i18n.locale.with_untracked(|locale| locale.age(browser.now.get() - at)));
    view! {
        <Show when=move || at.with(Option::is_some)>
            <Fact label field=field.clone()>
                <span>{moment} " " <span class="muted">{age}</span></span>
            </Fact>
        </Show>
    }
}

/// What can be done with the credentials.
#[component]
pub fn Actions() -> impl IntoView {
    let t = use_i18n().t;
    let subject = expect_context::<Subject>();
    let settings = expect_context::<Settings>();
    let listed = subject.is_listed();
    let has_file = subject.read(|application| {
        application.secret.usable().is_some_and(|secret| has_env(&application.client_id, secret.expose()))
    });
    let download = move || {
        let application = subject.application();
        let secret = application.as_ref().and_then(|application| application.secret.usable());
        if let Some((application, secret)) = application.as_ref().zip(secret) {
            download_env(&application.name, &application.client_id, SecretText::expose(secret));
        }
    };
    view! {
        <Show when=move || settings.features.secrets && listed.get() && has_file.get()>
            <div class="actions">
                <Button small=true on_click=download><Glyph icon=Icon::Download/>{t.download_env()}</Button>
            </div>
        </Show>
    }
}
