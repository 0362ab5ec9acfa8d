//! What a scope says of this API: the one place that reads the words of one.

/// What a token may do, as far as it is known (docs/requirements/contract.md, "What varies").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// `write` is among the words, or nothing is known: the server decides.
    Write,
    /// The words of this API are there, and `write` is not among them.
    ReadOnly,
}

impl Permit {
    /// Reads a scope; none where it says nothing of this API. Servers write lists with spaces (RFC 6749 section 3.3), with
    /// commas, and as their language prints them.
    #[must_use]
    pub fn of(scope: &str) -> Option<Self> {
        let part_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.:/*~@#%&=?!$".contains(byte);
        let has = |wanted: &[u8]| scope.as_bytes().split(|byte| !part_of_word(byte)).any(|word| word == wanted);
        match (has(b"write"), has(b"read")) {
            (true, _) => Some(Self::Write),
            (false, true) => Some(Self::ReadOnly),
            (false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Permit;

    #[test]
    fn only_the_words_of_this_api_without_write_are_read_only_however_a_server_lists_them() {
        let (write, read_only) = (Some(Permit::Write), Some(Permit::ReadOnly));
        for (scope, permit) in [
            ("read write", write),
            ("write", write),
            ("read,write", write),
            ("read, write", write),
            ("read;write", write),
            ("read+write", write),
            ("read|write", write),
            ("[\"read\", \"write\"]", write),
            ("['read', 'write']", write),
            ("[read, write]", write),
            ("\"read write\"", write),
            (" write\tread\n", write),
            ("openid profile write", write),
            ("read", read_only),
            (" read ", read_only),
            ("read,openid", read_only),
            ("openid read offline_access", read_only),
            ("read writer", read_only),
            ("read apps:write", read_only),
            ("", None),
            (" ", None),
            ("openid profile email", None),
            ("openid,offline_access", None),
            ("apps:read apps:write", None),
            ("https://api.example/read", None),
            ("api.read", None),
            ("read-only", None),
            ("READ", None),
        ] {
            assert_eq!(Permit::of(scope), permit, "{scope:?}");
        }
    }
}
