//! The host of an element, as far as it gives the token: in the page a function of JavaScript, in tests whatever they need.

use std::fmt;
use std::rc::Rc;

use js_sys::Function;

use super::host_token::{HostFailure, ask_host};
use super::task::Task;
use crate::api::SecretText;

/// What the host answers, in its time: a token, or none where nobody is signed in there.
pub type HostAnswer = Task<Result<Option<SecretText>, HostFailure>>;

/// How an element asks its host for a token. Clones are the same.
#[derive(Clone)]
pub struct HostToken(Rc<dyn Fn(bool) -> HostAnswer>);

impl HostToken {
    /// Asks in any way: `ask` hears whether the server refused the token that it gave before.
    pub fn new(ask: impl Fn(bool) -> HostAnswer + 'static) -> Self {
        Self(Rc::new(ask))
    }

    /// Asks by a function of the host.
    pub fn function(function: Function) -> Self {
        Self::new(move |refused| {
            let function = function.clone();
            Box::pin(async move { ask_host(&function, refused).await })
        })
    }

    /// Asks for a token. None when nobody is signed in at the host.
    ///
    /// # Errors
    /// When the host gives neither a token nor `null`.
    pub async fn ask(&self, refused: bool) -> Result<Option<SecretText>, HostFailure> {
        (self.0)(refused).await
    }
}

impl fmt::Debug for HostToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HostToken")
    }
}
