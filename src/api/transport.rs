//! Sends one request and reads its whole answer; the only place that calls `fetch`.
//!
//! Knows nothing of applications. Never follows a redirect, never sends cookies, never touches a cache
//! (security requirement 6), and aborts without a reason, since gloo-net panics on a rejection that is no `Error`.

use std::pin::Pin;

use gloo_net::http::Request;
use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode,
    RequestRedirect, ResponseType,
};
use zeroize::Zeroizing;

use super::cancel::Cancel;
use super::error::{Error, Problem};
use super::problem::problem;
use super::reply::Reply;

/// One request.
pub(super) struct Call<'a> {
    pub(super) method: &'a str,
    pub(super) url: &'a str,
    /// The whole value of `Authorization`.
    pub(super) authorization: Option<&'a str>,
    /// The content type and the body.
    pub(super) body: Option<(&'a str, &'a str)>,
    /// For the answer and its body together, in milliseconds.
    pub(super) timeout: u32,
    /// Whether the browser may finish it after the page is left.
    pub(super) keepalive: bool,
}

/// A request on its way.
pub(super) type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Box<Reply>, Error>> + 'a>>;

impl Call<'_> {
    /// Sends the request and turns 4xx and 5xx into [`Error::Refused`].
    pub(super) async fn send(&self, cancel: &Cancel) -> Result<Box<Reply>, Error> {
        let reply = self.reply(cancel).await?;
        if reply.succeeded() { Ok(reply) } else { Err(refusal(&reply)) }
    }

    /// Sends the request and gives back whatever the server answered, but for a redirect.
    ///
    /// In a box, so that the code of a whole exchange is not copied into each caller's.
    #[inline(never)]
    pub(super) fn reply<'a>(&'a self, cancel: &'a Cancel) -> Exchange<'a> {
        Box::pin(self.exchange(cancel))
    }

    async fn exchange(&self, cancel: &Cancel) -> Result<Box<Reply>, Error> {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let deadline = Deadline::new(self.timeout, cancel).ok_or(Error::Unreachable)?;
        let request = self.request(&deadline.controller.signal())?;
        let response = Request::from(request).send().await.map_err(|_| deadline.verdict(Error::Unreachable))?;
        if response.type_() == ResponseType::Opaqueredirect {
            return Err(Error::NotData { status: 0 });
        }
        let raw: web_sys::Response = response.into();
        let headers = raw.headers();
        let header = |name| headers.get(name).ok().flatten();
        let mut reply = Box::new(Reply {
            status: raw.status(),
            content_type: header("content-type"),
            date: header("date"),
            retry_after: header("retry-after"),
            www_authenticate: header("www-authenticate"),
            request_id: header("x-request-id"),
            ..Reply::default()
        });
        match gloo_net::http::Response::from(raw).binary().await {
            Ok(body) => reply.body = Zeroizing::new(body),
            Err(_) => reply.broken = Some(deadline.verdict(Error::Incomplete)),
        }
        Ok(reply)
    }

    fn request(&self, signal: &AbortSignal) -> Result<web_sys::Request, Error> {
        let headers = Headers::new().map_err(|_| Error::Unreachable)?;
        let _ = headers.set("Accept", "application/json");
        if let Some(value) = self.authorization
            && headers.set("Authorization", value).is_err()
        {
            // No header can carry this token, so no server would take it.
            let code = Some("invalid_token".to_owned());
            return Err(Error::Refused(Box::new(Problem { status: 401, code, ..Problem::default() })));
        }
        let options = RequestInit::new();
        if let Some((content_type, body)) = self.body {
            let _ = headers.set("Content-Type", content_type);
            options.set_body(&body.into());
        }
        options.set_method(self.method);
        options.set_headers(&headers);
        options.set_signal(Some(signal));
        options.set_mode(RequestMode::Cors);
        options.set_cache(RequestCache::NoStore);
        options.set_credentials(RequestCredentials::Omit);
        options.set_redirect(RequestRedirect::Manual);
        options.set_referrer_policy(ReferrerPolicy::NoReferrer);
        if self.keepalive {
            // Setting a property of a plain object cannot fail.
            let _ = Reflect::set(&options, &"keepalive".into(), &true.into());
        }
        web_sys::Request::new_with_str_and_init(self.url, &options).map_err(|_| Error::Unreachable)
    }
}

/// What an answer that is no success means.
pub(super) fn refusal(reply: &Reply) -> Error {
    if reply.status < 400 {
        Error::NotData { status: reply.status }
    } else if reply.broken == Some(Error::Cancelled) {
        Error::Cancelled
    } else {
        Error::Refused(Box::new(problem(reply, Date::now())))
    }
}

/// Waits, and tells each second how many are left. Wall-clock time, so that sleep counts.
pub(super) async fn wait(seconds: u32, cancel: &Cancel, tick: &dyn Fn(u32)) -> Result<(), Error> {
    let length = f64::from(seconds) * 1000.0;
    let mut until = Date::now() + length;
    loop {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let now = Date::now();
        // The clock was set back: wait no longer than at first.
        until = until.min(now + length);
        let left = until - now;
        if left <= 0.0 {
            return Ok(());
        }
        let seconds = (left / 1000.0).round().max(1.0);
        tick(seconds as u32);
        let mut resolve = None;
        let nap = Promise::new(&mut |wake, _| resolve = Some(wake));
        let part = (left - (seconds - 1.0) * 1000.0).ceil();
        let _timer = Timer::new(part as i32, resolve.ok_or(Error::Cancelled)?, cancel);
        let _ = JsFuture::from(nap).await;
    }
}

/// Ends a request: after a time, on the caller's cancel, or when the future that waits for it is dropped.
struct Deadline {
    controller: AbortController,
    cancel: Cancel,
    _timer: Timer,
    _stop: Closure<dyn FnMut()>,
}

impl Deadline {
    fn new(millis: u32, cancel: &Cancel) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let stopped = controller.clone();
        let stop = Closure::new(move || stopped.abort());
        let function = stop.as_ref().unchecked_ref::<Function>().clone();
        let timer = Timer::new(i32::try_from(millis).unwrap_or(i32::MAX), function, cancel);
        Some(Self { controller, cancel: cancel.clone(), _timer: timer, _stop: stop })
    }

    /// Why `fetch` or the body failed; `otherwise` when nobody stopped it.
    fn verdict(&self, otherwise: Error) -> Error {
        if self.cancel.is_cancelled() {
            Error::Cancelled
        } else if self.controller.signal().aborted() {
            Error::TimedOut
        } else {
            otherwise
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

/// Calls a function after a time, or at once on a cancel; never after it was dropped.
struct Timer {
    id: Option<i32>,
    signal: Option<AbortSignal>,
    function: Function,
}

impl Timer {
    fn new(millis: i32, function: Function, cancel: &Cancel) -> Self {
        let id = web_sys::window()
            .and_then(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&function, millis).ok());
        let signal = cancel.signal();
        if let Some(signal) = &signal {
            let _ = signal.add_event_listener_with_callback("abort", &function);
        }
        Self { id, signal, function }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
        if let Some(signal) = &self.signal {
            let _ = signal.remove_event_listener_with_callback("abort", &self.function);
        }
    }
}
