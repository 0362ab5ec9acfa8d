//! Banners about what was just created: where it is, and what else has its name.

use super::banners::act;
use super::desk::Desk;
use super::list::place_of;
use super::row::spoken;
use crate::applications::TypeFilter;
use crate::applications::name::plain;
use crate::i18n::fill;
use crate::page::delete::open_delete;
use crate::ui::{Icon, Tone, View, all, banner, live};
use leptos::prelude::*;

/// All of them that apply.
pub fn news(desk: Desk) -> View {
    all([created_twice(desk), out_of_sight(desk)])
}

/// One creation, and several new applications of its name: the browser repeated the request, or somebody else made one.
fn created_twice(desk: Desk) -> View {
    let t = desk.i18n.t;
    live(move || {
        let Some(twice) = desk.creation.twice.get() else {
            return View::none();
        };
        if !twice.repeated {
            return another_new(desk, twice.name);
        }
        let count = (twice.others.len() + 1).to_string();
        let text = fill(t.created_twice_text(), &[("count", &count), ("name", &plain(&twice.name))]);
        let delete_other = move || {
            if let Some(other) = twice.others.first().and_then(|key| desk.application(*key)) {
                open_delete(desk, &other);
            }
        };
        let delete: Option<View> = desk.settings.features.delete.then(|| act(t.delete_other(), delete_other).into());
        let acts = all([act(t.keep_both(), move || desk.creation.twice.set(None)).into(), delete.into()]);
        banner(Tone::Warn, Icon::Warn, t.created_twice(), text.into(), acts).into()
    })
}

/// Another new application has the name, and nobody knows whose it is.
fn another_new(desk: Desk, name: String) -> View {
    let t = desk.i18n.t;
    let text = fill(t.another_new_text(), &[("name", &plain(&name))]);
    let show = move || {
        desk.view.types.set(TypeFilter::All);
        desk.view.query.set(name.clone());
        desk.creation.twice.set(None);
    };
    let acts = all([act(t.show_them(), show).into(), act(t.dismiss(), move || desk.creation.twice.set(None)).into()]);
    banner(Tone::Warn, Icon::Warn, t.another_new(), text.into(), acts).into()
}

/// The new application is not among those that show.
fn out_of_sight(desk: Desk) -> View {
    let t = desk.i18n.t;
    let hidden = move || {
        let fresh = desk.creation.fresh().filter(|_| desk.creation.unseen.get())?;
        desk.loaded()?;
        place_of(desk, desk.view.shown.get()?, fresh).is_none().then(|| desk.application(fresh)).flatten()
    };
    live(move || {
        let Some(application) = hidden() else {
            return View::none();
        };
        let title = fill(t.out_of_sight(), &[("name", &spoken(desk, &application))]);
        let show = move || {
            desk.view.query.set(String::new());
            desk.view.types.set(TypeFilter::All);
        };
        let acts =
            all([act(t.show_it(), show).into(), act(t.dismiss(), move || desk.creation.unseen.set(false)).into()]);
        banner(Tone::Neutral, Icon::Check, &title, t.out_of_sight_text().into(), acts).into()
    })
}
