//! Sends one request and reads its whole answer; the only place that calls `fetch`, the page's or the caller's own.
//!
//! Knows nothing of applications. Never follows a redirect, never sends cookies, never touches a cache (security
//! rule 6). Whatever `fetch` answers or throws, also what no browser would, becomes a reply or an [`Error`].

use gloo_net::http::Headers;
use js_sys::{Date, Function, Object, Promise, Uint8Array};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;
use zeroize::Zeroizing;

use super::cancel::Cancel;
use super::error::{Error, Problem};
use super::object::bare;
use super::problem::problem;
use super::reply::Reply;
use super::timer::Deadline;

/// What each request is sent with.
const OPTIONS: [(&str, &str); 5] = [
    ("mode", "cors"),
    ("cache", "no-store"),
    ("credentials", "omit"),
    ("redirect", "manual"),
    ("referrerPolicy", "no-referrer"),
];

#[wasm_bindgen]
extern "C" {
    // Looked up at each call: a host may have replaced it.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, options: &Object) -> Result<JsValue, JsValue>;

    /// A `Response`, or what another implementation of `fetch` answers in its place.
    type Answer;
    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &Answer) -> Result<u16, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn headers(this: &Answer) -> Result<AnswerHeaders, JsValue>;
    #[wasm_bindgen(method, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &Answer) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn body(this: &Answer) -> Result<Option<Body>, JsValue>;

    /// A `ReadableStream` of bytes.
    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Body) -> Result<Reader, JsValue>;
    /// Its reader.
    type Reader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader) -> Result<JsValue, JsValue>;

    /// What a reader gives; without a value at the end.
    type Piece;
    #[wasm_bindgen(method, getter, catch)]
    fn value(this: &Piece) -> Result<Option<Object>, JsValue>;

    /// Its headers.
    type AnswerHeaders;
    #[wasm_bindgen(method, catch)]
    fn get(this: &AnswerHeaders, name: &str) -> Result<Option<String>, JsValue>;
}

/// Takes a piece of a body.
type Take<'a> = &'a mut dyn FnMut(&[u8]);

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
    /// Is called in place of the global `fetch`.
    pub(super) fetch: Option<&'a Function>,
}

impl Call<'_> {
    /// Sends the request and turns 4xx and 5xx into [`Error::Refused`].
    pub(super) async fn send(&self, cancel: &Cancel) -> Result<Box<Reply>, Error> {
        let reply = self.reply(cancel).await?;
        if reply.succeeded() { Ok(reply) } else { Err(error_of(&reply)) }
    }

    /// The same, but the body of a success goes piece by piece to `take` in place of the reply.
    pub(super) async fn stream(&self, cancel: &Cancel, take: Take<'_>) -> Result<Box<Reply>, Error> {
        let reply = self.exchange(cancel, Some(take)).await?;
        if reply.succeeded() { Ok(reply) } else { Err(error_of(&reply)) }
    }

    /// Sends the request and gives back whatever the server answered; a redirect has the status 0 in browsers.
    pub(super) async fn reply(&self, cancel: &Cancel) -> Result<Box<Reply>, Error> {
        self.exchange(cancel, None).await
    }

    async fn exchange(&self, cancel: &Cancel, take: Option<Take<'_>>) -> Result<Box<Reply>, Error> {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let deadline = Deadline::new(self.timeout, cancel).ok_or(Error::Unreachable)?;
        let options = self.options(&deadline.signal())?;
        let sent = match self.fetch {
            Some(own) => own.call2(&JsValue::UNDEFINED, &self.url.into(), &options),
            None => fetch(self.url, &options),
        };
        let answer = settled(sent).await.map_err(|_| deadline.verdict(Error::Unreachable))?;
        let answer: Answer = answer.unchecked_into();
        let status = answer.status().unwrap_or_default();
        if status == 0 {
            // A redirect, which the browser hides, or no answer of HTTP at all.
            return Err(Error::NotData { status });
        }
        let headers = answer.headers();
        let header = |name| headers.as_ref().ok()?.get(name).ok().flatten();
        let mut reply = Box::new(Reply {
            status,
            content_type: header("content-type"),
            date: header("date"),
            retry_after: header("retry-after"),
            www_authenticate: header("www-authenticate"),
            request_id: header("x-request-id"),
            ..Reply::default()
        });
        let end = match take.filter(|_| reply.succeeded()) {
            Some(take) => read_pieces(&answer, take).await,
            None => settled(answer.array_buffer())
                .await
                .map(|body| reply.body = Zeroizing::new(Uint8Array::new(&body).to_vec())),
        };
        match end {
            Ok(()) => deadline.finish(),
            Err(_) => reply.broken = Some(deadline.verdict(Error::Incomplete)),
        }
        Ok(reply)
    }

    fn options(&self, signal: &AbortSignal) -> Result<Object, Error> {
        let headers = Headers::new();
        headers.set("Accept", "application/json");
        if let Some(value) = self.authorization {
            if !value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                // No header can carry this token, so no server would take it.
                let code = Some("invalid_token".to_owned());
                return Err(Error::Refused(Box::new(Problem { status: 401, code, ..Problem::default() })));
            }
            headers.set("Authorization", value);
        }
        let mut options = OPTIONS.map(|(name, value)| (name, JsValue::from_str(value))).to_vec();
        if let Some((content_type, body)) = self.body {
            headers.set("Content-Type", content_type);
            options.push(("body", body.into()));
        }
        options.push(("method", self.method.into()));
        options.push(("headers", headers.into_raw().into()));
        options.push(("signal", signal.into()));
        if self.keepalive {
            options.push(("keepalive", JsValue::TRUE));
        }
        Ok(bare(&options))
    }
}

/// Reads a body as it comes in; at once where an implementation of `fetch` has no streams.
async fn read_pieces(answer: &Answer, take: Take<'_>) -> Result<(), JsValue> {
    let mut piece = Zeroizing::new(Vec::new());
    let mut give = |bytes: &Uint8Array| {
        let length = bytes.length() as usize;
        if piece.len() < length {
            piece = Zeroizing::new(vec![0; length]);
        }
        if let Some(room) = piece.get_mut(..length) {
            bytes.copy_to(room);
            take(room);
        }
    };
    let body = answer.body().ok().flatten();
    let Some(reader) = body.and_then(|body| body.get_reader().ok()) else {
        give(&Uint8Array::new(&settled(answer.array_buffer()).await?));
        return Ok(());
    };
    loop {
        let read: Piece = settled(reader.read()).await?.unchecked_into();
        let Some(bytes) = read.value()? else {
            return Ok(());
        };
        // Of another realm it is none of this one.
        give(&bytes.dyn_into().unwrap_or_else(|bytes| Uint8Array::new(&bytes)));
    }
}

/// What comes of a promise, or of a value that another implementation gives in its place.
async fn settled(outcome: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&outcome?)).await
}

/// What an answer that is no success means.
pub(super) fn error_of(reply: &Reply) -> Error {
    if reply.status < 400 {
        Error::NotData { status: reply.status }
    } else if reply.broken == Some(Error::Cancelled) {
        Error::Cancelled
    } else {
        Error::Refused(Box::new(problem(reply, Date::now())))
    }
}
