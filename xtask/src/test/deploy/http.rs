//! Asks an HTTP server and keeps the whole answer. Follows no redirects, and every status is an answer.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::Result;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

/// What a server answered.
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    headers: HeaderMap,
    /// As sent, with its content encoding.
    pub body: Vec<u8>,
}

impl Answer {
    /// The header `name`; several are joined by a comma, as the standard has it.
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        values.collect::<Vec<_>>().join(", ")
    }

    fn of(mut response: Response<Body>) -> Result<Self> {
        Ok(Self {
            status: response.status().as_u16(),
            body: response.body_mut().read_to_vec()?,
            headers: response.headers().clone(),
        })
    }
}

/// Asks for `url` with `headers`.
///
/// # Errors
/// When there is no answer.
pub fn get(url: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let request = headers.iter().fold(agent().get(url), |request, (name, value)| request.header(*name, *value));
    Answer::of(request.call()?)
}

/// Sends the form `body` to `url`.
///
/// # Errors
/// When there is no answer.
pub fn post(url: &str, body: &str) -> Result<Answer> {
    let request = agent().post(url).header("content-type", "application/x-www-form-urlencoded");
    Answer::of(request.send(body)?)
}

/// Asks for `path` as it is written, and answers all that comes.
///
/// # Errors
/// When there is no answer.
pub fn raw(base: &str, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(base.trim_start_matches("http://"))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None).build().into()
}
