//! The sign-in page: the ways that configuration and server offer, best first. Signing in at the server comes before
//! credentials that the user has; one way alone shows no choice.

mod code;
mod credentials;
mod error_text;
mod errors;
mod failure;
mod form;
mod hosted;
mod notice;
mod way_tabs;

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use leptos::task::spawn_local;

use self::code::SignInByCode;
use self::credentials::CredentialsForm;
use self::error_text::use_sign_in_texts;
use self::failure::Failure;
use self::form::{FormNotes, SignInForm};
use self::hosted::HostedSignIn;
use self::notice::SignInNotice;
use crate::i18n::use_i18n;
use crate::page::return_point::PageReturnPoint;
use crate::page::session_part::{finish_sign_in, look_ahead};
use crate::session::{Account, Way};
use crate::ui::{ButtonKind, Glyph, Icon, RichText};

/// The sign-in page.
#[component]
pub fn SignIn(
    /// Where the user is, for when they come back from the server.
    return_point: PageReturnPoint,
    /// Tells whether something that the user typed waits for a session.
    #[prop(into)]
    has_draft: Callback<(), bool>,
) -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let texts = use_sign_in_texts();
    let settings = account.options();
    if account.code.pending.get_untracked() {
        // Not bound to this page: it ends with the user signed in.
        spawn_local(finish_sign_in(account, return_point));
    }
    let by_code = settings.ways.contains(&Way::Code) && !settings.client_id.is_empty();
    let others: Vec<Way> = settings.ways.iter().copied().filter(|way| *way != Way::Code).collect();
    let form = SignInForm::new(account, texts, &others);
    let host = account.endpoints.with_untracked(|endpoints| endpoints.host().to_owned());
    let places = vec![("host", view! { <bdi>{host}</bdi> }.into_any())];

    let ways = if settings.is_hosted() {
        view! { <HostedSignIn/> }.into_any()
    } else if !by_code && others.is_empty() {
        view! { <p class="muted">{t.no_way_in()}</p> }.into_any()
    } else if !by_code {
        view! { <CredentialsForm form ways=others kind=ButtonKind::Primary/> }.into_any()
    } else {
        // While the user reads.
        if !account.endpoints.with_untracked(|endpoints| endpoints.settled) {
            spawn_local_scoped_with_cancellation(look_ahead(account));
        }
        view! {
            <SignInByCode return_point/>
            <OtherWays form ways=others/>
        }
        .into_any()
    };
    let kept = match (settings.is_hosted(), account.session_lasts()) {
        (true, _) => None,
        (_, true) => Some(t.kept_in_tab()),
        (_, false) => Some(t.kept_in_memory()),
    };
    view! {
        <section class="signin" part="sign-in">
            <div>
                <h1>{t.sign_in()}</h1>
                <p class="muted"><RichText text=t.sign_in_for() places/></p>
            </div>
            {move || account.notice.get().map(|notice| view! { <SignInNotice notice has_draft/> })}
            {move || account.code.error.get().map(|error| view! { <Failure text=texts.code_error(&error)/> })}
            <FormNotes form/>
            <div class="box">{ways}</div>
            {kept.map(|text| view! { <p class="keep"><Glyph icon=Icon::Lock/><span>{text}</span></p> })}
        </section>
    }
}

/// The ways that need credentials, as far as the server offers them, beside the sign-in at the server.
#[component]
fn OtherWays(
    /// What is typed in them.
    form: SignInForm,
    /// The ways that are configured.
    ways: Vec<Way>,
) -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let credentials = Memo::new(move |_| account.endpoints.with(|endpoints| endpoints.offers_credentials));
    move || {
        let is_offered = |way: &Way| *way != Way::Credentials || credentials.get();
        let ways: Vec<Way> = ways.iter().copied().filter(is_offered).collect();
        if ways.is_empty() {
            return ().into_any();
        }
        form.offer(&ways);
        view! {
            <div class="or">{t.or_with()}</div>
            <CredentialsForm form ways kind=ButtonKind::Plain/>
        }
        .into_any()
    }
}
