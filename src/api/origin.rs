//! Takes origins out of absolute URLs.
//!
//! Pure text: the URLs are as `URL.href` writes them, or what a server says of itself.

/// Scheme, host and port of an absolute URL as `URL.href` writes it.
#[must_use]
pub fn origin_of(url: &str) -> &str {
    let rest = after_scheme(url);
    let host = rest.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#')).count();
    url.get(..url.len() - rest.len() + host).unwrap_or(url)
}

/// What follows the scheme: host, port and the rest.
pub(super) fn after_scheme(url: &str) -> &str {
    url.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or(url)
}
