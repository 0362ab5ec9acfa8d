//! The language of an element, for whoever shows something.

use erased_view::prelude::*;

use super::{Locale, Texts};

/// A context: the texts and the formats of an element's language. Copies are the same.
#[derive(Clone, Copy)]
pub struct I18n {
    /// The texts.
    pub t: &'static Texts,
    /// The formats of dates, numbers and lengths of time.
    pub locale: RwSignal<Locale>,
}

impl I18n {
    /// The language of a locale.
    pub fn new(locale: Locale) -> Self {
        Self { t: locale.texts, locale: RwSignal::new(locale) }
    }
}

/// The language of the element that the current owner belongs to.
pub fn use_i18n() -> I18n {
    expect_context()
}
