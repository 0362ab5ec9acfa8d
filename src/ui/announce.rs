//! Says to a screen reader what a sighted user sees happen.

use leptos::prelude::*;

/// The one voice of an element.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Default for Announcer {
    fn default() -> Self {
        Self(RwSignal::new(String::new()))
    }
}

impl Announcer {
    /// Says a sentence, politely. The same sentence twice is said twice: a no-break space makes it a change.
    pub fn say(self, mut sentence: String) {
        self.0.try_update(|said| {
            if *said == sentence {
                sentence.push('\u{a0}');
            }
            *said = sentence;
        });
    }

    /// What was said last; follows it.
    pub fn said(self) -> String {
        self.0.get()
    }
}
