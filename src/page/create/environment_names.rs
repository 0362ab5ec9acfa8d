//! The names that a service has in each environment, as the texts and the embedder call them.

use std::rc::Rc;

use erased_view::prelude::*;

use crate::applications::environments::{Tier, Words};
use crate::i18n::{Texts, use_i18n};
use crate::page::environment_chip::words;
use crate::page::settings::Settings;

/// The environments that a set has, in the order in which they are created: what is tried first comes first.
pub const SET: [Tier; 3] = [Tier::Development, Tier::Staging, Tier::Production];

/// What names are made of.
#[derive(Clone)]
pub struct EnvironmentNames {
    t: &'static Texts,
    words: Rc<Words>,
}

impl EnvironmentNames {
    /// For the element that the current owner belongs to.
    pub fn of_element() -> Self {
        Self { t: use_i18n().t, words: words(expect_context::<Settings>().environments) }
    }

    /// The name that an application of the same service has for an environment, where there is one that would be read so.
    pub fn named_for(&self, name: &str, tier: Tier) -> Option<String> {
        let own = match tier {
            Tier::Production => self.t.in_production(),
            Tier::Staging => self.t.in_staging(),
            Tier::Development => self.t.in_development(),
            Tier::Other => return None,
        };
        self.words.named_for(name, tier, self.words.name(tier).unwrap_or(own))
    }
}
