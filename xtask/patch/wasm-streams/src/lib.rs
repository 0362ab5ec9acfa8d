//! Stands in for the crate `wasm-streams`, which Leptos' server functions bring along. This project has no server
//! functions, but what the real crate exports to JavaScript stays in the page for good: classes and their futures,
//! which no linker can know to be dead. Here is what `server_fn` compiles against, and none of it works.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

const ABSENT: &str = "this build has no streams of server functions: see xtask/patch/wasm-streams";

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Does not work here.
    ///
    /// # Panics
    /// Always.
    pub fn from_stream<S>(_stream: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        panic!("{ABSENT}")
    }

    /// The stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream of one error.
    pub fn into_stream(self) -> IntoStream<'static> {
        IntoStream { told: false, reader: PhantomData }
    }
}

/// A stream that says that it is not there.
#[derive(Debug)]
pub struct IntoStream<'reader> {
    told: bool,
    reader: PhantomData<&'reader ()>,
}

impl Stream for IntoStream<'_> {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let told = std::mem::replace(&mut self.told, true);
        Poll::Ready((!told).then(|| Err(ABSENT.into())))
    }
}
