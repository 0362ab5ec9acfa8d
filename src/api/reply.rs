//! An answer as it came over the wire, before anybody knows what it means.
//!
//! Pure, so that everything behind the transport is tested natively.

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::error::Error;
use super::json::is_value;

/// Status, the headers that matter, and the body. Cross-origin, most headers are hidden.
#[derive(Clone, Default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Date`.
    pub date: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    /// `X-Request-ID`.
    pub request_id: Option<String>,
    /// What came of the body; wiped afterwards, since it may hold secrets.
    pub body: Zeroizing<Vec<u8>>,
    /// Why the body could not be read to its end.
    pub broken: Option<Error>,
}

impl Reply {
    /// A whole answer of the given status and body.
    #[must_use]
    pub fn new(status: u16, body: &[u8]) -> Self {
        Self { status, body: Zeroizing::new(body.to_vec()), ..Self::default() }
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether this is a page for people, by its type or by its looks. An empty body is none, whatever its type.
    #[must_use]
    pub fn is_page(&self) -> bool {
        let html = self.content_type.as_deref().is_some_and(|content_type| {
            let content_type = content_type.trim_start().to_ascii_lowercase();
            content_type.starts_with("text/html") || content_type.starts_with("application/xhtml")
        });
        let text = self.text();
        text.starts_with('<') || html && !text.is_empty()
    }

    /// Whether this is what an API writes: JSON, or nothing.
    #[must_use]
    pub fn is_data(&self) -> bool {
        let text = self.text();
        !self.is_page() && (text.is_empty() || is_value(&text))
    }

    /// The body as text, without a byte order mark and white space around it.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        let body: &[u8] = &self.body;
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
        String::from_utf8_lossy(body)
    }

    /// The body of a success.
    ///
    /// # Errors
    /// Whatever kept the body from being data: it broke off, or it is a page.
    pub fn data(&self) -> Result<Cow<'_, str>, Error> {
        if let Some(error) = &self.broken {
            Err(error.clone())
        } else if self.is_page() {
            Err(Error::NotData { status: self.status })
        } else {
            Ok(self.text())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reply;

    fn of(content_type: Option<&str>, body: &str) -> Reply {
        let mut reply = Reply::new(404, body.as_bytes());
        reply.content_type = content_type.map(str::to_owned);
        reply
    }

    #[test]
    fn a_page_is_told_by_its_type_or_by_its_looks() {
        assert!(of(Some("text/html"), "Sign in").is_page());
        assert!(of(Some(" Application/XHTML+xml"), "x").is_page());
        assert!(of(None, "\u{feff}\n<!doctype html>").is_page());
        assert!(!of(Some("text/html"), " ").is_page());
        assert!(!of(Some("application/json"), "{}").is_page());
    }

    #[test]
    fn the_api_answers_with_json_or_with_nothing() {
        assert!(of(None, "").is_data());
        assert!(of(Some("text/html"), "").is_data());
        assert!(of(Some("text/plain"), r#"{"detail":"Not found."}"#).is_data());
        assert!(!of(Some("text/plain"), "404 page not found").is_data());
        assert!(!of(Some("text/html"), "{}").is_data());
    }
}
