//! Reads the answer to a creation. It may be the only time that the secret is sent: whatever else is odd about the
//! answer, the secret that came is kept.

use super::entry::is_whole;
use super::error::Error;
use super::json::{Object, elements, first_value, is_value};
use super::model::Created;
use super::reply::Reply;
use super::secret::ClientSecret;

/// How deep credentials may lie in what a server wraps around them.
const DEEPEST: u8 = 4;
/// In how many places of a broken answer an object or a list is looked for.
const PLACES: usize = 64;

/// Reads the answer to a creation; its three members are in docs/requirements/contract.md,
/// "Applications". They may lie in something else, such as
/// `{"data": …}` or a list of one, and something may stand before or behind them. Two of a kind are a list, which tells
/// nothing of what was created.
///
/// # Errors
/// Without a secret, a client ID or an id: [`Error::NotData`] for a page, [`Error::Unexpected`] for other JSON, and what
/// else [`Reply::fault`] finds.
pub fn created(reply: &Reply) -> Result<Created, Error> {
    if let Some(error) = &reply.broken {
        return Err(error.clone());
    }
    let text = reply.text();
    let mut found = Vec::new();
    if is_value(&text) {
        collect(&text, DEEPEST, &mut found);
        if let Some(bare) = Object::parse(&text).filter(|_| found.is_empty()) {
            found.extend(Some(credentials(&bare)).filter(|bare| bare.id.is_some()));
        }
    } else {
        collect_from_broken(&text, &mut found);
        // A page may well hold some application's client ID.
        found.retain(|found| found.secret != ClientSecret::Missing);
    }
    match <[Created; 1]>::try_from(found) {
        Ok([only]) => Ok(only),
        Err(_) if is_value(&text) => Err(Error::Unexpected),
        Err(_) => Err(reply.data().map_or_else(|error| error, |_| reply.fault())),
    }
}

/// Takes the credentials out of one value, in the order in which they stand there.
fn collect(json: &str, depth: u8, found: &mut Vec<Created>) {
    if depth == 0 {
        return;
    }
    if let Some(members) = Object::parse(json) {
        let here = credentials(&members);
        if here.secret != ClientSecret::Missing || !here.client_id.is_empty() {
            found.push(here);
            return;
        }
        for (_, json) in members.members() {
            collect(json.get(), depth - 1, found);
        }
    } else {
        for json in elements(json).unwrap_or_default() {
            collect(json.get(), depth - 1, found);
        }
    }
}

/// Takes the credentials out of a text that is not JSON from its beginning to its end.
fn collect_from_broken(text: &str, found: &mut Vec<Created>) {
    let mut from = 0;
    for _ in 0..PLACES {
        let rest = text.get(from..).unwrap_or_default();
        let Some(at) = rest.bytes().position(|byte| matches!(byte, b'{' | b'[')) else {
            return;
        };
        let rest = rest.get(at..).unwrap_or_default();
        from += at + 1;
        if let Some(whole) = first_value(rest) {
            collect(whole, DEEPEST, found);
            from += whole.len() - 1;
        } else {
            let part = credentials(&Object::parse_up_to_fault(rest));
            if part.secret != ClientSecret::Missing {
                // The last number may be cut off: the list knows the id.
                found.push(Created { id: None, ..part });
                return;
            }
        }
    }
}

fn credentials(members: &Object<'_>) -> Created {
    let secret = members.read::<String>("client_secret").filter(|secret| is_whole(secret));
    Created {
        id: members.read("id"),
        client_id: members.read("client_id").unwrap_or_default(),
        secret: secret.map_or(ClientSecret::Missing, ClientSecret::from_text),
    }
}

#[cfg(test)]
mod tests {
    use super::created;
    use crate::api::reply::Reply;
    use crate::api::{ClientSecret, Created, Error, SecretText};

    fn read(body: &str) -> Result<Created, Error> {
        created(&Reply::new(201, body.as_bytes()))
    }

    #[test]
    fn a_creation_brings_its_id_exactly() {
        let whole = read(r#"{"id":-9007199254740993,"client_id":"c","client_secret":"s"}"#).unwrap();
        assert_eq!(whole.id.unwrap().to_string(), "-9007199254740993");
        assert_eq!((&*whole.client_id, whole.secret.usable().map(SecretText::expose)), ("c", Some("s")));
        let bare = read(r#"{"id":1}"#).unwrap();
        assert_eq!((&*bare.client_id, bare.secret), ("", ClientSecret::Missing));
    }

    #[test]
    fn the_secret_that_came_is_kept_whatever_else_is_odd() {
        let odd = [
            r#"{"id":99.0,"client_id":"c","client_secret":"s"}"#,
            r#"{"id":true,"client_id":"c","client_secret":"s"}"#,
            r#"{"id":{"$oid":"6"},"client_id":"c","client_secret":"s"}"#,
            r#"{"id":"0198c0de-uuid","client_id":"c","client_secret":"s"}"#,
            r#"{"id":null,"client_id":"c","client_secret":"s"}"#,
            r#"{"client_id":"c","client_secret":"s","created":[],"name":7}"#,
            r#"[{"id":1,"client_id":"c","client_secret":"s"}]"#,
            r#"{"data":{"id":1,"client_id":"c","client_secret":"s"}}"#,
            r#"{"status":"ok","data":{"application":{"client_id":"c","client_secret":"s"}}}"#,
            r#"{"id":1,"client_id":"c","client_secret":"s"} <!-- served by x -->"#,
            "{\"id\":1,\"client_id\":\"c\",\"client_secret\":\"s\"}\n{\"log\":1}",
            r#"{"id":1,"client_id":"c","client_secret":"s",}"#,
            r#"{"data":{"id":1,"client_id":"c","client_secret":"s",},"#,
            r#"{"client_id":"c","client_secret":"s","id":12"#,
            ")]}',\n{\"id\":1,\"client_id\":\"c\",\"client_secret\":\"s\"}",
            "<br />\n<b>Deprecated</b>: each() {main} [x]\n{\"id\":1,\"client_id\":\"c\",\"client_secret\":\"s\"}",
            "\u{feff} {\"id\":1,\"client_id\":\"c\",\"client_secret\":\"s\"}\0",
            r#"{"client_id":"c","client_secret":"s","client_secret_expires_at":NaN}"#,
        ];
        for body in odd {
            for content_type in [None, Some("application/octet-stream"), Some("text/html"), Some("text/plain")] {
                let mut reply = Reply::new(201, body.as_bytes());
                reply.content_type = content_type.map(str::to_owned);
                let found = created(&reply).unwrap_or_else(|error| panic!("{body}: {error:?}"));
                assert_eq!(found.secret.usable().map(SecretText::expose), Some("s"), "{body}");
                assert_eq!(found.client_id, "c", "{body}");
            }
        }
        let lone = read(r#"{"id":7,"client_secret":"s"}"#).unwrap();
        assert_eq!((lone.id.is_some(), &*lone.client_id), (true, ""));
    }

    #[test]
    fn what_may_be_cut_off_is_not_kept() {
        assert_eq!(read(r#"{"client_id":"c","client_secret":"s","id":12"#).unwrap().id, None);
        assert_eq!(read(r#"{"id":1,"client_id":"c","client_secret":"s"#), Err(Error::Incomplete));
        assert_eq!(read(r#"{"id":1,"client_id":"c"#), Err(Error::Incomplete));
        let mut reply = Reply::new(201, br#"{"id":1,"client_id":"c","client_secret":"s"}"#);
        reply.broken = Some(Error::TimedOut);
        assert_eq!(created(&reply), Err(Error::TimedOut));
        let latin1 =
            created(&Reply::new(201, b"{\"id\":1,\"client_id\":\"c\",\"client_secret\":\"caf\xe9\"}")).unwrap();
        assert_eq!(latin1.secret, ClientSecret::Missing);
    }

    #[test]
    fn what_holds_no_credentials_or_those_of_several_says_why() {
        for (body, error) in [
            ("", Error::Incomplete),
            ("{", Error::Incomplete),
            ("{}", Error::Unexpected),
            ("[]", Error::Unexpected),
            ("null", Error::Unexpected),
            ("true", Error::Unexpected),
            (r#"{"id":null}"#, Error::Unexpected),
            ("created", Error::Malformed),
            (r#"[{"client_id":"a","client_secret":"1"},{"client_id":"b","client_secret":"2"}]"#, Error::Unexpected),
            (r#"{"results":[{"client_id":"a"},{"client_id":"b"}]}"#, Error::Unexpected),
            (r#"[{"client_id":"a","client_secret":"1"},{"client_id":"b","client_secret":"2"}"#, Error::Incomplete),
            ("<html>", Error::NotData { status: 201 }),
            (r#"<script>boot({"client_id":"login-page"})</script>"#, Error::NotData { status: 201 }),
        ] {
            assert_eq!(read(body), Err(error), "{body}");
        }
    }
}
