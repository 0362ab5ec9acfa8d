//! An answer as it came over the wire, before anybody knows what it means.
//!
//! Pure, so that everything behind the transport is tested natively.

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::error::Error;
use super::json::{fault, is_value};

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

    /// The body of a success. JSON is data whatever its type says: some servers call everything `text/html`.
    ///
    /// # Errors
    /// Whatever kept the body from being data: it broke off, or it is a page.
    pub fn data(&self) -> Result<Cow<'_, str>, Error> {
        let text = self.text();
        if let Some(error) = &self.broken {
            Err(error.clone())
        } else if self.is_page() && !is_value(&text) {
            Err(if self.is_xml() { Error::Malformed } else { Error::NotData { status: self.status } })
        } else {
            Ok(text)
        }
    }

    /// Why a body that is no page can't be read as JSON.
    #[must_use]
    pub fn fault(&self) -> Error {
        let body: &[u8] = &self.body;
        // A character that is cut off at the end has no length: the body broke off there.
        let other_charset = std::str::from_utf8(body).is_err_and(|error| error.error_len().is_some());
        if other_charset || body.contains(&0) { Error::Garbled } else { fault(&self.text()) }
    }

    /// Whether this is a document of XML that is no page: what object stores and old gateways answer.
    fn is_xml(&self) -> bool {
        let of_type = self.content_type.as_deref().is_some_and(|content_type| {
            let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            matches!(&*essence, "text/xml" | "application/xml")
                || essence.ends_with("+xml") && essence != "application/xhtml+xml"
        });
        let text = self.text();
        let is_html = || text.as_bytes().windows(5).any(|tag| tag.eq_ignore_ascii_case(b"<html"));
        (of_type || text.starts_with("<?xml")) && !is_html()
    }
}

#[cfg(test)]
mod tests {
    use super::Reply;
    use crate::api::Error;

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
    fn a_page_is_said_of_html_alone() {
        let data = |content_type, body| of(content_type, body).data().map(|text| text.into_owned());
        for (content_type, body) in [
            (Some("text/html"), "Sign in"),
            (None, "<!DOCTYPE html><title>Sign in</title>"),
            (Some("application/xhtml+xml"), "<html/>"),
            (Some("text/html"), "<?xml version='1.0'?><html></html>"),
        ] {
            assert_eq!(data(content_type, body), Err(Error::NotData { status: 404 }), "{body}");
        }
        for (content_type, body) in [(Some("application/xml"), "<Error/>"), (None, "<?xml version='1.0'?><Error/>")] {
            assert_eq!(data(content_type, body), Err(Error::Malformed), "{body}");
        }
        for content_type in [None, Some("text/html"), Some("application/octet-stream"), Some("text/plain")] {
            assert_eq!(data(content_type, "[]").as_deref(), Ok("[]"), "{content_type:?}");
        }
    }

    #[test]
    fn each_way_of_being_no_json_is_told_from_the_others() {
        let fault = |body: &[u8]| Reply::new(200, body).fault();
        for cut in ["", "[", "{\"a", "{\"a\\", "{\"a\":", "[1,", "tru", "-", "{\"a\":\"\\u00", "[{\"id\":1}"] {
            assert_eq!(fault(cut.as_bytes()), Error::Incomplete, "{cut}");
        }
        assert_eq!(fault("[{\"name\":\"ż".as_bytes()), Error::Incomplete);
        assert_eq!(fault(b"[{\"name\":\"\xc5"), Error::Incomplete, "in the middle of a character");
        for other in ["[1,]", "OK", "{'a':1}", "[1] x", "trux", "{\"a\":1,}", "id,name", "callback([])"] {
            assert_eq!(fault(other.as_bytes()), Error::Malformed, "{other}");
        }
        let utf16: Vec<u8> = "[{}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b"\x1f\x8b\x08\0\0"[..], b"\xff\xfe[\0]\0", &utf16, b"{\"name\":\"Caf\xe9\",}"] {
            assert_eq!(fault(bytes), Error::Garbled, "{bytes:?}");
        }
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
