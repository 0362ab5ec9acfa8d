//! Tells a client secret from what stands in its place: the form in which a password library stores it, or marks and
//! words for "not shown". Each form is told by its whole shape, since a random secret may begin like any of them.

use table::is_alphanumeric;

/// What a text in the place of a client secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A secret in clear.
    Clear,
    /// What a secret is compared with.
    Hash,
    /// Nothing, or what says so.
    Nothing,
}

impl Form {
    /// Tells a usable secret from a hash and from none.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if is_random(text) {
            Self::Clear
        } else if is_placeholder(text) {
            Self::Nothing
        } else if is_hash(text) {
            Self::Hash
        } else {
            Self::Clear
        }
    }
}

/// Whether this is at first sight what servers make: many letters and digits, which none of the forms below has alone. Others
/// are looked at more closely, which would take long for a hundred thousand.
#[must_use]
fn is_random(text: &str) -> bool {
    text.len() > 40 && is_alphanumeric(text) && !text.starts_with("AQAAAA") && !text.starts_with(['x', 'X'])
}

/// Whether this is a form in which secrets are stored. The server compares with it, and does not take it.
#[must_use]
fn is_hash(text: &str) -> bool {
    // None of them has white space or letters beyond ASCII; `{CLEAR}` and its like may.
    braced(text)
        || text.bytes().all(|byte| byte.is_ascii_graphic())
            && (crypt(text) || named(text) || labelled(text) || of_databases(text) || of_frameworks(text))
}

/// Whether nothing is said: blank, a mask, or a word for "not shown".
#[must_use]
fn is_placeholder(text: &str) -> bool {
    let invisible =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let text = text.trim_matches(invisible);
    text.is_empty() || mask(text) || word(text)
}

/// `$id$…`: crypt(5) of libxcrypt (yescrypt, gost-yescrypt, scrypt, bcrypt, sha512crypt, sha256crypt, md5crypt, SunMD5),
/// the PHC string format (argon2, scrypt, pbkdf2) and passlib's modular crypt formats.
fn crypt(text: &str) -> bool {
    let Some((id, rest)) = text.strip_prefix('$').and_then(|text| text.split_once(['$', ','])) else {
        return false;
    };
    let of = |more: &[u8]| made_of(rest, more);
    // At least a salt and a hash, neither of them empty.
    let fields = || rest.split('$').count() >= 2 && rest.split('$').all(|field| !field.is_empty());
    match id {
        // $6$rounds=5000$salt$hash, $5$salt$hash, $1$salt$hash, Apache's $apr1$salt$hash.
        "1" | "5" | "6" | "apr1" => of(b"./$=") && fields(),
        // $2b$12$22 letters of salt and 31 of hash.
        "2" | "2a" | "2b" | "2x" | "2y" => {
            let digits = rest.split_once('$').map(|(cost, hash)| (cost.len(), is_number(cost), hash.len()));
            of(b"./$") && matches!(digits, Some((1..=2, true, 1..)))
        }
        // $y$j9T$salt$hash, $gy$…, $7$parameters-and-salt$hash, $sm3$salt$hash.
        "y" | "gy" | "7" | "sm3" => of(b"./$=") && fields(),
        // SunMD5, passlib's NT hash, FreeBSD's NT hash.
        "md5" => of(b"./$=,"),
        "3" => rest.strip_prefix('$').is_some_and(|hash| is_hex(hash, 32)),
        // phpass and Drupal: one letter for the rounds, 8 of salt, then the hash.
        "P" | "H" => of(b"./") && rest.len() == 31,
        "S" => of(b"./") && rest.len() == 52,
        id if is_one_of(id, "sha1|scram|p5k2|bcrypt-sha256|scrypt|pbkdf2|argon2|argon2i|argon2d|argon2id|balloon") => {
            rest.len() > 2 && of(b"./+=,$-_:")
        }
        id => id.strip_prefix("pbkdf2-").is_some_and(|digest| digest.starts_with("sha") && of(b"./+=,$-_")),
    }
}

/// `algorithm$…`: Django (`django.contrib.auth.hashers`, also its unusable `!…`), Werkzeug (`method:parameters$salt$hash`)
/// and passlib's Django forms.
fn named(text: &str) -> bool {
    const NAMES: &str = "pbkdf2|scrypt|argon2|bcrypt|bcrypt_sha256|sha1|md5|sha224|sha256|sha384|sha512|crypt|plain|unsalted_md5|unsalted_sha1";
    if let Some(random) = text.strip_prefix('!') {
        return random.len() == 40 && made_of(random, b"");
    }
    let Some((method, rest)) = text.split_once('$') else {
        return false;
    };
    let (method, parameters) = method.split_once(':').map_or((method, None), |(name, more)| (name, Some(more)));
    let known = is_one_of(method, NAMES) || method.strip_prefix("pbkdf2_").is_some_and(|digest| made_of(digest, b""));
    let parameters = parameters
        .is_none_or(|more| method != "plain" && more.split(':').all(|part| !part.is_empty() && made_of(part, b"")));
    let shape = match method {
        // A secret in clear, but with what is no part of it before.
        "plain" => rest.starts_with('$'),
        _ => rest.contains('$') && made_of(rest, b"./+=,$_-:"),
    };
    known && parameters && shape
}

/// `{scheme}…`: RFC 2307 and what OpenLDAP, 389 Directory Server and Dovecot add to it, and the `{id}` of Spring Security's
/// `DelegatingPasswordEncoder`. In `{noop}` and `{CLEAR}` the secret itself follows, but what stands here is not it.
fn braced(text: &str) -> bool {
    const SCHEMES: &str = "bcrypt|scrypt|argon2|argon2i|argon2id|pbkdf2|noop|ldap|crypt|md4|md5|smd5|sha|ssha|clear|cleartext|plain|plaintext|blf-crypt|pkcs5s2";
    let Some((scheme, hash)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) else {
        return false;
    };
    let scheme = scheme.to_ascii_lowercase();
    // Spring's versions (`scrypt@SpringSecurity_v5_8`), Dovecot's encodings (`SSHA256.b64`), passlib's `FSHP1|16|8192`.
    let name = scheme.split(['@', '.', '|']).next().unwrap_or_default();
    let sized = "ssha|sha|sha-|fshp|x-pbkdf2|pbkdf2-sha|pbkdf2_sha|scram-sha-";
    let name = name.strip_suffix("-crypt").unwrap_or(name);
    !hash.is_empty()
        && (is_one_of(name, SCHEMES)
            || sized.split('|').any(|start| name.strip_prefix(start).is_some_and(is_number))
            || name == "blf")
}

/// `label:…`: PostgreSQL's SCRAM verifiers (RFC 5803), GRUB's, and the PBKDF2 of crackstation.net.
fn labelled(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix("SCRAM-SHA-256$").or_else(|| text.strip_prefix("SCRAM-SHA-1$")) {
        return rest.contains(':');
    }
    if let Some(rest) = text.strip_prefix("grub.pbkdf2.") {
        return rest.split('.').count() == 4;
    }
    let parts: Vec<&str> = text.split(':').collect();
    matches!(*parts.as_slice(), ["sha1" | "sha256" | "sha512", rounds, .., _, _] if parts.len() >= 4 && is_number(rounds))
}

/// MySQL's `*` and 40 digits, PostgreSQL's `md5` and 32.
fn of_databases(text: &str) -> bool {
    text.strip_prefix('*').is_some_and(|hash| is_hex(hash, 40) && !hash.bytes().any(|byte| byte.is_ascii_lowercase()))
        || text.strip_prefix("md5").is_some_and(|hash| is_hex(hash, 32))
}

/// ASP.NET Core Identity, version 3: 61 bytes in base64, of which the first four are 1, 0, 0, 0.
fn of_frameworks(text: &str) -> bool {
    text.len() == 84 && text.starts_with("AQAAAA") && made_of(text, b"+/=")
}

/// Whether a text is letters, digits and some more.
#[inline(never)]
fn made_of(text: &str, more: &[u8]) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
}

/// Whether a text is one of some, which are written with a bar between them: a list of pointers to them is longer.
#[inline(never)]
fn is_one_of(text: &str, words: &str) -> bool {
    words.split('|').any(|word| word == text)
}

#[inline(never)]
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[inline(never)]
fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Asterisks, bullets and the like; also around what is left of a secret (`****abcd`). A secret has no bullet: RFC 6749
/// appendix A.2 allows visible ASCII.
fn mask(text: &str) -> bool {
    let bullet = |c: char| matches!(c, '•' | '●' | '∙' | '⋅' | '·' | '⬤' | '○' | '■' | '█' | '▪' | '＊' | '∗' | '…');
    let whole = text.chars().all(|c| bullet(c) || matches!(c, '*' | '.' | '-' | '_' | '?' | '#' | ' '));
    let crosses = text.len() >= 4 && text.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'));
    whole || crosses || text.chars().any(bullet) || text.starts_with("****") || text.ends_with("****")
}

/// A word for "not shown" or "nothing". Words that somebody may have chosen as a secret count in brackets alone.
fn word(text: &str) -> bool {
    const ALONE: &str = "null|none|nil|undefined|redacted|n/a|nan|[object object]|(null)";
    const IN_BRACKETS: &str = "null|none|nil|undefined|redacted|n/a|hidden|masked|filtered|removed|omitted|secret|protected|encrypted|sensitive|sensitive value|confidential|not shown|not available|hashed|known after apply|client_secret";
    let text = text.to_ascii_lowercase();
    let inner = text.trim_matches(['[', ']', '<', '>', '(', ')', '{', '}', '*', '_', '"', '\'', '%']);
    let in_brackets = inner.len() + 2 <= text.len();
    // `[redacted by the gateway]`: what comes behind the word does not matter.
    let first = inner.split_whitespace().next().unwrap_or_default();
    is_one_of(&text, ALONE) || in_brackets && (is_one_of(inner.trim(), IN_BRACKETS) || is_one_of(first, IN_BRACKETS))
}

#[cfg(test)]
#[path = "secret_forms_tests.rs"]
mod tests;
