//! What the parts of the drawer are about.

use std::sync::Arc;

use erased_view::prelude::*;

use super::changes::Field;
use super::shown::Shown;
use crate::api::Application;
use crate::i18n::use_i18n;
use crate::page::copied::{OnCopied, copied_what};
use crate::ui::Notifications;

/// A context: what shows in the drawer. Copies are the same.
#[derive(Clone, Copy)]
pub struct Subject {
    /// What shows; nothing while the drawer closes.
    pub shown: Memo<Option<Shown>>,
    /// A copy did not work: the value is selected.
    pub copy_failed: RwSignal<bool>,
}

impl Subject {
    /// The application just now.
    pub fn application(self) -> Option<Arc<Application>> {
        self.shown.with_untracked(|shown| shown.as_ref().and_then(|shown| shown.application().cloned()))
    }

    /// Something of the application, in step with it. Its default where there is none.
    pub fn read<T>(self, get: fn(&Application) -> T) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.shown.with(|shown| shown.as_ref().and_then(Shown::application).map_or_else(T::default, |it| get(it)))
        })
    }

    /// Whether a field has changed while the drawer was open.
    pub fn has_changed(self, field: Field) -> Memo<bool> {
        Memo::new(move |_| {
            self.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.changed().contains(&field)))
        })
    }

    /// Whether the list has it.
    pub fn is_listed(self) -> Memo<bool> {
        Memo::new(move |_| self.shown.with(|shown| shown.as_ref().is_some_and(Shown::is_listed)))
    }

    /// Says to a screen reader what was copied, or shows that it was not.
    pub fn on_copied(self) -> OnCopied {
        let i18n = use_i18n();
        let announcer = expect_context::<Notifications>().announcer;
        OnCopied::new(move |(copied, what): (bool, &'static str)| {
            self.copy_failed.set(!copied);
            if copied {
                announcer.say(copied_what(i18n, what, ""));
            }
        })
    }
}
