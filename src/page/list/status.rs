//! How many applications there are, or how the loading goes; and how old the list is.

use erased_view::prelude::*;

use crate::api::Progress;
use crate::applications::Applications;
use crate::i18n::{I18n, fill, use_i18n};
use crate::page::countdown::seconds_text;
use crate::page::shown_rows::ShownRows;
use crate::ui::Browser;

/// The numbers of the toolbar.
#[component]
pub fn Status(
    /// The rows that show.
    shown: ShownRows,
) -> impl IntoView {
    let i18n = use_i18n();
    let applications = expect_context::<Applications>();
    let browser = expect_context::<Browser>();
    view! {
        <div class="status" role="status">
            <span class="count">{move || count(i18n, applications, shown)}</span>
            // The live region around it would read the age out each minute.
            <span
                class="age"
                aria-live="off"
                data-stale=move || applications.state.with(|state| state.failure().is_some())
            >
                {move || age(i18n, applications, browser)}
            </span>
        </div>
    }
}

fn count(i18n: I18n, applications: Applications, shown: ShownRows) -> String {
    let t = i18n.t;
    let number = |number: usize| i18n.locale.with_untracked(|locale| locale.number(number as f64));
    match (applications.loaded(), applications.progress.get()) {
        (_, Some(Progress::Waiting { seconds })) => fill(t.retrying_in(), &[("time", &seconds_text(i18n, seconds))]),
        (None, Some(Progress::Page { loaded, .. })) => fill(t.loading_some(), &[("loaded", &number(loaded))]),
        (None, None) => t.loading().to_owned(),
        (Some(loaded), _) => {
            let total = loaded.table.len();
            let all = i18n.locale.with_untracked(|locale| locale.count(&t.count_applications(), total as f64));
            match shown.count() {
                shown if shown == total => all,
                shown => fill(t.some_of(), &[("shown", &number(shown)), ("total", &all)]),
            }
        }
    }
}

/// How old the list is: `Updated 2 min ago`. Empty where there is none.
pub fn age(i18n: I18n, applications: Applications, browser: Browser) -> String {
    let Some(loaded) = applications.loaded() else {
        return String::new();
    };
    let age = browser.now.get() - loaded.at;
    if age < 60_000.0 {
        i18n.t.updated_now().to_owned()
    } else {
        fill(i18n.t.updated(), &[("ago", &i18n.locale.with_untracked(|locale| locale.ago(age)))])
    }
}
