//! Banners about what was just created: where it is, and what else has its name.

use erased_view::prelude::*;

use crate::applications::create::Twice;
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::applications::name::plain;
use crate::applications::{Applications, Filter};
use crate::i18n::{fill, use_i18n};
use crate::page::application_name::spoken_name;
use crate::page::delete::open_delete;
use crate::page::list_view::ListView;
use crate::page::settings::Settings;
use crate::ui::{Banner, Button, Icon, Tone};

/// All of them that apply.
#[component]
pub fn CreatedBanners() -> impl IntoView {
    let creation = expect_context::<Creation>();
    view! {
        {move || {
            creation.twice.get().map(|twice| match twice.repeated {
                true => view! { <CreatedTwiceBanner twice/> },
                false => view! { <AnotherNewBanner name=twice.name/> },
            })
        }}
        <NotShownBanner/>
    }
}

/// One creation, and several new applications of its name: the browser repeated the request.
#[component]
fn CreatedTwiceBanner(twice: Twice) -> impl IntoView {
    let t = use_i18n().t;
    let deletion = expect_context::<Deletion>();
    let applications = expect_context::<Applications>();
    let creation = expect_context::<Creation>();
    let may_delete = expect_context::<Settings>().features.delete;
    let count = (twice.others.len() + 1).to_string();
    let text = fill(t.created_twice_text(), &[("count", &count), ("name", &plain(&twice.name))]);
    let other = twice.others.first().copied();
    let delete_other = move |()| {
        if let Some(other) = other.and_then(|key| applications.application(key)) {
            open_delete(applications, deletion, &other);
        }
    };
    let actions = move || {
        view! {
            <Button small=true on_click=move |()| creation.twice.set(None)>{t.keep_both()}</Button>
            {may_delete.then(|| view! { <Button small=true on_click=delete_other>{t.delete_other()}</Button> })}
        }
    };
    view! { <Banner tone=Tone::Warn icon=Icon::Warn title=t.created_twice() actions>{text}</Banner> }
}

/// Another new application has the name, and nobody knows whose it is.
#[component]
fn AnotherNewBanner(name: String) -> impl IntoView {
    let t = use_i18n().t;
    let list_view = expect_context::<ListView>();
    let creation = expect_context::<Creation>();
    let text = fill(t.another_new_text(), &[("name", &plain(&name))]);
    let name = StoredValue::new(name);
    let show = move |()| {
        list_view.filter.set(Filter::default());
        list_view.query.set(name.get_value());
        creation.twice.set(None);
    };
    let actions = move || {
        view! {
            <Button small=true on_click=show>{t.show_them()}</Button>
            <Button small=true on_click=move |()| creation.twice.set(None)>{t.dismiss()}</Button>
        }
    };
    view! { <Banner tone=Tone::Warn icon=Icon::Warn title=t.another_new() actions>{text}</Banner> }
}

/// The new application is not among those that show.
#[component]
fn NotShownBanner() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let applications = expect_context::<Applications>();
    let list_view = expect_context::<ListView>();
    let creation = expect_context::<Creation>();
    let actions = move || {
        view! {
            <Button small=true on_click=move |()| list_view.show_all()>{t.show_it()}</Button>
            <Button small=true on_click=move |()| creation.unseen.set(false)>{t.dismiss()}</Button>
        }
    };
    move || {
        let fresh = creation.fresh().filter(|_| creation.unseen.get())?;
        let loaded = applications.loaded()?;
        let application = match list_view.shown.get()?.place_of(fresh) {
            None => loaded.table.find(fresh)?,
            Some(_) => return None,
        };
        let title = fill(t.out_of_sight(), &[("name", &spoken_name(i18n, &application))]);
        Some(view! {
            <Banner tone=Tone::Neutral icon=Icon::Check title actions>{t.out_of_sight_text()}</Banner>
        })
    }
}
