//! The root of an element: its contexts, its effects, and what it shows.

use erased_view::dom::watch;
use erased_view::prelude::*;
use part::part;

use super::header::Header;
use super::session_effects::SessionEffects;
use super::signed_in::SignedIn;
use super::surroundings::follow_surroundings;
use super::unsaved_events::emit_unsaved;
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::applications::{Applications, Runtime};
use crate::i18n::{I18n, Locale, use_i18n};
use crate::page::create::{CreateDialog, keep_unsaved};
use crate::page::delete::{DeleteDialog, open_delete};
use crate::page::details::{Details, DetailsDialog};
use crate::page::host_events::HostEvents;
use crate::page::list::load_list;
use crate::page::list_view::ListView;
use crate::page::parts::{LazyView, Part, load_all};
use crate::page::return_point::PageReturnPoint;
use crate::page::session_part::InSessionPart;
use crate::page::settings::{Options, Settings};
use crate::page::sign_in::SignIn;
use crate::session::{Account, Audience, SessionStore, Step};
use crate::ui::{Browser, LiveRegion, Notifications, Toasts, monotonic, now};

/// The content of an element, for as long as the current owner lives.
pub fn app(options: Options) -> AnyView {
    let (answer, application) = (options.answer.clone(), options.application.clone());
    provide_contexts(options);
    let account = expect_context::<Account>();
    let effects = SessionEffects::new();
    account.connect(move |event| effects.run(event), InSessionPart(PageReturnPoint::of_element()));
    follow_surroundings();
    account.start(answer);
    emit_unsaved();
    if let Some(id) = application {
        expect_context::<Details>().ask(id);
    }
    load_for_session();
    let creation = expect_context::<Creation>();
    on_cleanup(move || {
        keep_unsaved(account, creation);
        account.stop_requests();
    });
    view! { <App/> }.into_any()
}

/// Sets out the state of an element. A session that storage holds already is picked up.
fn provide_contexts(options: Options) {
    let store = SessionStore::new(options.sign_in, Audience::of(&options.endpoints));
    provide_context(I18n::new(Locale::new(&options.locale, options.texts)));
    provide_context(Settings {
        standalone: options.standalone,
        features: options.features,
        environments: RwSignal::new(options.environments),
        docs_url: RwSignal::new(options.docs_url),
    });
    provide_context(Account::new(options.endpoints, options.timeouts, options.fetch, store));
    provide_context(Applications::new(Runtime { now, monotonic, spawn: leptos::task::spawn_local }));
    provide_context(ListView::new());
    provide_context(Creation::new());
    provide_context(Deletion::new());
    provide_context(Notifications::new());
    provide_context(Browser::new());
    provide_context(HostEvents::new(options.host));
    provide_context(Details::of_element());
}

/// A session that begins loads its list, and shows again what waited for it.
fn load_for_session() {
    let (account, applications) = (expect_context::<Account>(), expect_context::<Applications>());
    let (creation, deletion) = (expect_context::<Creation>(), expect_context::<Deletion>());
    let has_dialogs = expect_context::<ListView>().has_dialogs;
    let signed_in = Memo::new(move |_| account.is_signed_in());
    watch(move || {
        if signed_in.get() {
            untrack(|| load_list(applications, account));
            creation.resume();
            deletion.resume();
        }
    });
    // What is not needed yet comes when the visitor has something to look at.
    let shows = Memo::new(move |_| !signed_in.get() || applications.state.with(|list| !list.is_first_running()));
    watch(move || {
        if shows.get() {
            load_all(move || {
                has_dialogs.try_set(true);
            });
            untrack(|| account.join_channel());
        }
    });
}

#[component]
fn App() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let account = expect_context::<Account>();
    let notifications = expect_context::<Notifications>();
    let has_list = RwSignal::new(false);
    provide_context(HasList(has_list));
    let tag = use_i18n().locale.with_untracked(|locale| locale.tag.clone());
    view! {
        <div class="app" lang=tag hidden=move || account.veiled.get()>
            {settings.standalone.then(|| view! { <Header/> })}
            {if settings.standalone {
                view! { <main class="page" part="page"><Content/></main> }
            } else {
                view! { <div class="page" part="page"><Content/></div> }
            }}
            {move || has_list.get().then(dialogs)}
            <LiveRegion announcer=notifications.announcer/>
        </div>
    }
}

/// The list or the sign-in page, each of which is in a part of its own.
#[component]
fn Content() -> impl IntoView {
    let account = expect_context::<Account>();
    // Redeeming a code ends with the list in nearly all cases: its outline shows at once.
    let inside = Memo::new(move |_| {
        account.is_signed_in() || account.code.step.get() == Step::Redeeming || account.withheld.get()
    });
    view! {
        <Show when=move || inside.get() fallback=|| view! { <LazyView part=Part::SignIn view=sign_in/> }>
            <LazyView part=Part::List view=signed_in/>
        </Show>
    }
}

#[part(signin)]
fn sign_in() -> AnyView {
    let (creation, deletion) = (expect_context::<Creation>(), expect_context::<Deletion>());
    let has_draft = move |()| creation.has_draft() || deletion.is_open();
    view! { <SignIn return_point=PageReturnPoint::of_element() has_draft/> }.into_any()
}

#[part(list)]
fn signed_in() -> AnyView {
    let HasList(has_list) = expect_context();
    if !has_list.get_untracked() {
        has_list.set(true);
    }
    view! { <SignedIn/> }.into_any()
}

/// A context: whether somebody was signed in and saw the list. What they have open from then on stays, whoever is signed
/// in.
#[derive(Clone, Copy)]
struct HasList(RwSignal<bool>);

/// What shows above the page.
#[part(list)]
fn dialogs() -> AnyView {
    let (applications, creation) = (expect_context::<Applications>(), expect_context::<Creation>());
    let (deletion, details) = (expect_context::<Deletion>(), expect_context::<Details>());
    let delete_created = move |key| {
        if let Some(application) = applications.application(key) {
            open_delete(applications, deletion, &application);
        }
    };
    let forget = move |key| {
        creation.forget(key);
        details.forget(key);
    };
    let toasts = expect_context::<Notifications>().toasts;
    view! {
        <DetailsDialog/>
        <CreateDialog on_delete=delete_created/>
        <DeleteDialog on_deleted=forget/>
        <Show when=move || toasts.with(|toasts| !toasts.is_empty())>
            <div class="toasts"><LazyView part=Part::Dialogs view=messages/></div>
        </Show>
    }
    .into_any()
}

/// The messages that pass: of what dialogs and rows do, whose code is in the same part. Where that does not come, this says so
/// in their place.
#[part(dialogs)]
fn messages() -> AnyView {
    view! { <Toasts/> }.into_any()
}
