//! The states of a creation, and which one follows when the session ends or the name is changed. What follows an answer is
//! in [`super::creation`].

use std::sync::Arc;

use super::create::{CreateError, Lost, Made};
use crate::api::Application;

/// How far the creation is.
#[derive(Clone)]
pub enum Create {
    /// There is no dialog.
    Closed,
    /// The name is being typed; the last try may have come to nothing.
    Editing(Option<CreateError>),
    /// It is under way.
    Sending {
        /// Which one: an earlier one's answer comes too late.
        attempt: u32,
        /// Whether the request was sent. Before that, an old list is asked for again.
        posted: bool,
    },
    /// The answer was lost: the list is being asked.
    Checking {
        /// Which time.
        attempt: u32,
        /// What was lost.
        lost: Arc<Lost>,
    },
    /// The answer was lost, and the list can't tell.
    Unknown {
        /// What was lost.
        lost: Arc<Lost>,
        /// Why the list can't tell.
        doubt: Doubt,
    },
    /// It was made.
    Made(Arc<Made>),
}

/// Why the list can't tell whether an application was created.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// It did not come.
    NotLoaded,
    /// It came in part.
    Incomplete,
    /// There is none from before.
    NothingBefore,
    /// It has new applications, any of which may be the one.
    Choose(Vec<Arc<Application>>),
}

/// How a secret was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is on the clipboard.
    Copied,
    /// It was downloaded.
    Downloaded,
}

impl Create {
    /// Whether there is a dialog, shown or waiting.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// Whether something is waited for.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending { .. } | Self::Checking { .. })
    }

    /// The state after the session ended: what was typed waits for the next one, and what was made stays.
    pub fn interrupted(&self) -> Self {
        match self {
            Self::Sending { .. } => Self::Editing(None),
            // What the list held belongs to the session that ended.
            Self::Checking { lost, .. } | Self::Unknown { lost, .. } => {
                Self::Unknown { lost: lost.clone(), doubt: Doubt::NotLoaded }
            }
            state => state.clone(),
        }
    }

    /// The state after the name was changed, where that is another one. A message at the field is about what was sent, not
    /// about what is typed now.
    pub fn edited(&self) -> Option<Self> {
        match self {
            Self::Editing(Some(CreateError::Name(_))) => Some(Self::Editing(None)),
            Self::Editing(Some(CreateError::Refused { error, retry_at, edited: false })) => {
                let (error, retry_at) = (error.clone(), *retry_at);
                Some(Self::Editing(Some(CreateError::Refused { error, retry_at, edited: true })))
            }
            _ => None,
        }
    }
}
