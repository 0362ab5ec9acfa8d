//! Does something at the API as who is signed in. After a 401 the session is renewed, and it is done once more.

use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use leptos::task::spawn_local;

use super::event::SessionEvent;
use super::{Account, Session};
use crate::api::{Act, Cancel, Client, Error};

/// The outcome of a request.
pub struct Requested<T> {
    /// What the server answered, or why nothing came of it.
    pub answer: Result<T, Error>,
    /// The session that asked, with the token that was used last.
    pub session: Session,
    /// Whether the server may have done what was asked. Not where the token was refused and could not be renewed.
    pub may_be_done: bool,
}

impl Account {
    /// Does something as who is signed in; none where nobody is. After a 401 the session is renewed, and it is done once
    /// more. The listener is told when it has ended.
    pub async fn request<T>(
        self,
        act: Act,
        cancel: &Cancel,
        run: impl AsyncFn(&Client) -> Result<T, Error>,
    ) -> Option<Requested<T>> {
        let (mut client, mut session) = self.client()?;
        let mut renewed = false;
        let mut may_be_done = true;
        let answer = loop {
            // In one place: what is waited for here is code for each.
            let answer = run(&client).await;
            if renewed || !answer.as_ref().is_err_and(Error::wants_token) || self.is_disposed() {
                break answer;
            }
            let error = match self.renew_unless_cancelled(&session, cancel).await {
                Ok(false) => break answer,
                Ok(true) => match self.client() {
                    Some(next) => {
                        (client, session) = next;
                        renewed = true;
                        continue;
                    }
                    None => Error::Cancelled,
                },
                Err(error) => error,
            };
            may_be_done = false;
            break Err(error);
        };
        self.emit(SessionEvent::RequestEnded { act, error: answer.as_ref().err().cloned() });
        Some(Requested { answer, session, may_be_done })
    }

    /// Renews, but waits no longer than the user. The renewal goes on then: it has the only token that works afterwards.
    async fn renew_unless_cancelled(self, refused: &Session, cancel: &Cancel) -> Result<bool, Error> {
        let (done, renewal) = oneshot::channel();
        let refused = refused.clone();
        spawn_local(async move {
            // Nobody waits any more where this can't be told.
            let _ = done.send(self.renew_session(&refused).await);
        });
        match select(renewal, pin!(cancel.cancelled())).await {
            Either::Left((outcome, _)) => outcome.unwrap_or(Err(Error::Cancelled)),
            Either::Right(_) => Err(Error::Cancelled),
        }
    }
}
