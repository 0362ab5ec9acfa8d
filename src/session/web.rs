//! What signing in and renewing need of the world around: the authorization server, other tabs, windows. In small traits,
//! so that the operations are tested without a browser.

use std::any::Any;
use std::rc::Rc;

use super::session_channel::{OnMessage, SessionChannel};
use super::{AuthorizationRequest, AuthorizationResponse};
use crate::api::{Cancel, Endpoints, Error, Grant, Metadata, Proof, Revocation};

pub use browser::Web;

/// An authorization server.
pub trait AuthorizationServer: Clone + 'static {
    /// What the server of this name says of itself: see [`crate::api::discover`].
    fn discover(&self, issuer: &str, cancel: &Cancel) -> impl Future<Output = Result<Option<Metadata>, Error>>;

    /// Asks for a token, for at most `timeout` milliseconds: see [`crate::api::request_token`].
    fn request_token(
        &self,
        endpoints: &Endpoints,
        client_id: &str,
        proof: Proof<'_>,
        timeout: u32,
        cancel: &Cancel,
    ) -> impl Future<Output = Result<Grant, Error>>;

    /// Revokes a token: see [`crate::api::revoke_token`].
    fn revoke_token(&self, endpoints: &Endpoints, what: Revocation<'_>) -> impl Future<Output = Result<(), Error>>;
}

/// The other tabs of this origin, and time.
pub trait Tabs: Clone + 'static {
    /// What holds a lock until it is dropped.
    type Lock;

    /// Waits for some milliseconds.
    fn sleep(&self, millis: i32) -> impl Future<Output = ()>;

    /// Waits until nobody else of this origin holds the lock of this name.
    fn lock(&self, name: &str) -> impl Future<Output = Self::Lock>;

    /// Joins those with copies of the session whose family has this name. None where the browser has no such channel.
    fn open_channel(&self, family: &str, on_message: OnMessage) -> Option<SessionChannel>;
}

/// The windows and addresses of the browser.
pub trait Windows: Clone + 'static {
    /// 256 random bits, as text that may stand in a URL.
    fn random(&self) -> Option<String>;

    /// The challenge that belongs to a request (RFC 7636 section 4.2). None outside of a secure context.
    fn challenge(&self, request: &AuthorizationRequest) -> impl Future<Output = Option<String>>;

    /// Opens an empty window that closes when the last handle on it is dropped. None where the browser does not.
    fn open(&self) -> Option<Rc<dyn SignInWindow>>;

    /// Waits for the response to the request with this state, which another window sends, once. It ends when what it
    /// answers is dropped. None where the browser has no way.
    fn listen(&self, state: &str, on_response: Box<dyn FnOnce(AuthorizationResponse)>) -> Option<Box<dyn Any>>;

    /// Leaves for another address, in this window.
    fn go(&self, url: &str);
}

/// A window in which the user signs in.
pub trait SignInWindow {
    /// Leads it to an address.
    fn go(&self, url: &str);
}

mod browser {
    use std::any::Any;
    use std::rc::Rc;

    use js_sys::Promise;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{BroadcastChannel, MessageEvent, Window, window};

    use super::super::session_channel::{OnMessage, SessionChannel, open_channel};
    use super::super::tab::clear_copy;
    use super::super::web_lock::{WebLock, web_lock};
    use super::super::{AuthorizationRequest, AuthorizationResponse, random};
    use super::{AuthorizationServer, SignInWindow, Tabs, Windows};
    use crate::api::{
        Cancel, Endpoints, Error, Grant, Metadata, Proof, Revocation, discover, request_token, revoke_token,
    };

    /// How long a server may take to say how it signs people in, in milliseconds.
    const METADATA: u32 = 10_000;
    /// How long a revocation may take, in milliseconds.
    const REVOCATION: u32 = 15_000;
    /// How long the browser may take to report that the page's policy blocked a request, in milliseconds.
    const POLICY: i32 = 100;

    /// The browser that this page is in.
    #[derive(Clone, Copy)]
    pub struct Web;

    impl Web {
        /// Waits for the browser to report whether the page's policy blocked a request: it does so after that has failed.
        async fn hear_policy<T>(&self, outcome: Result<T, Error>) -> Result<T, Error> {
            if matches!(outcome, Err(Error::Unreachable)) {
                self.sleep(POLICY).await;
            }
            outcome
        }
    }

    impl AuthorizationServer for Web {
        async fn discover(&self, issuer: &str, cancel: &Cancel) -> Result<Option<Metadata>, Error> {
            self.hear_policy(discover(issuer, METADATA, cancel).await).await
        }

        async fn request_token(
            &self,
            endpoints: &Endpoints,
            client_id: &str,
            proof: Proof<'_>,
            timeout: u32,
            cancel: &Cancel,
        ) -> Result<Grant, Error> {
            self.hear_policy(request_token(endpoints, client_id, proof, timeout, None, cancel).await).await
        }

        async fn revoke_token(&self, endpoints: &Endpoints, what: Revocation<'_>) -> Result<(), Error> {
            revoke_token(endpoints, what, REVOCATION, None, &Cancel::new()).await
        }
    }

    impl Tabs for Web {
        type Lock = WebLock;

        async fn sleep(&self, millis: i32) {
            let nap = Promise::new(&mut |wake, _| {
                if let Some(window) = window() {
                    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&wake, millis);
                }
            });
            let _ = JsFuture::from(nap).await;
        }

        async fn lock(&self, name: &str) -> WebLock {
            web_lock(name).await
        }

        fn open_channel(&self, family: &str, on_message: OnMessage) -> Option<SessionChannel> {
            open_channel(family, on_message)
        }
    }

    impl Windows for Web {
        fn random(&self) -> Option<String> {
            random()
        }

        async fn challenge(&self, request: &AuthorizationRequest) -> Option<String> {
            request.challenge().await
        }

        /// Its copy of this tab's session storage is cleared before it goes anywhere, and it can't reach back (security
        /// rule 5).
        fn open(&self) -> Option<Rc<dyn SignInWindow>> {
            let features = "popup,width=520,height=720";
            let opened = window()?.open_with_url_and_target_and_features("about:blank", "", features).ok()??;
            clear_copy(&opened);
            let _ = opened.set_opener(&JsValue::NULL);
            Some(Rc::new(Popup(opened)))
        }

        /// Over a channel that only that window's address names.
        fn listen(&self, state: &str, on_response: Box<dyn FnOnce(AuthorizationResponse)>) -> Option<Box<dyn Any>> {
            let channel = BroadcastChannel::new(state).ok()?;
            let mut on_response = Some(on_response);
            let answered = channel.clone();
            let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(on_response) = on_response.take() {
                    // That window has nothing more to do. One that nobody answers is no window of ours.
                    let _ = answered.post_message(&"heard".into());
                    on_response(AuthorizationResponse::from_js(&event.data()));
                }
            });
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            Some(Box::new(Listening { channel, _on_message: on_message }))
        }

        fn go(&self, url: &str) {
            if let Some(window) = window() {
                let _ = window.location().assign(url);
            }
        }
    }

    struct Popup(Window);

    impl SignInWindow for Popup {
        fn go(&self, url: &str) {
            let _ = self.0.location().replace(url);
        }
    }

    impl Drop for Popup {
        fn drop(&mut self) {
            // One that is closed already stays so.
            let _ = self.0.close();
        }
    }

    struct Listening {
        channel: BroadcastChannel,
        _on_message: Closure<dyn FnMut(MessageEvent)>,
    }

    impl Drop for Listening {
        fn drop(&mut self) {
            self.channel.close();
        }
    }
}
