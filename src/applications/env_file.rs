//! Writes credentials as an `.env` file. Its readers agree on plain values alone: a POSIX shell runs backticks and `$(…)` and
//! needs quotes, the dotenv libraries of Node.js and Python each take quotes and escapes away by rules of their own, and
//! Docker's `--env-file` takes every character as it stands, quotes included. So a value is written plain, or not at all.

use super::fold::fold;

/// How much of a name is in the name of its file, in characters.
const LONGEST: usize = 60;

/// What the file is called: by its application, so that nobody takes the one of staging for that of production. Letters, digits
/// and hyphens of ASCII, which every shell and file system takes as they stand.
pub fn file_name(application: &str) -> String {
    let folded = fold(application);
    let words = folded.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = "oauth-client".to_owned();
    for word in words {
        if name.len() + word.len() > LONGEST {
            break;
        }
        name.push('-');
        name.push_str(word);
    }
    name + ".env"
}

/// The file; none where a value can't be written so that each reader finds the same bytes.
pub fn env_file(client_id: &str, client_secret: &str) -> Option<String> {
    let fits = is_plain(client_id) && is_plain(client_secret);
    fits.then(|| ["CLIENT_ID=", client_id, "\nCLIENT_SECRET=", client_secret, "\n"].concat())
}

/// Whether every reader takes a value as it stands.
fn is_plain(value: &str) -> bool {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:@%+=,!*?^".contains(&byte));
    // A shell puts a home in the place of `~` at the beginning and behind a colon; zsh a program's path in that of `=`.
    let expands = |part: &str| part.starts_with(['~', '=']);
    plain && !value.is_empty() && !value.split(':').any(expands)
}

#[cfg(test)]
mod tests {
    use super::{env_file, file_name};

    #[test]
    fn the_file_is_called_as_the_application_is() {
        for (application, file) in [
            ("Checkout (production)", "oauth-client-checkout-production.env"),
            ("checkout_prod.2", "oauth-client-checkout-prod-2.env"),
            ("Żółw testowy", "oauth-client-zolw-testowy.env"),
            ("決済 prod", "oauth-client-prod.env"),
            ("本番", "oauth-client.env"),
            ("", "oauth-client.env"),
            ("../../etc/passwd", "oauth-client-etc-passwd.env"),
            ("$(id) `x` '\"; rm -rf ~\n\u{202e}", "oauth-client-id-x-rm-rf.env"),
        ] {
            assert_eq!(file_name(application), file);
        }
        let long = file_name(&"word ".repeat(50));
        assert!(long.len() <= 64 && long.ends_with("-word.env"), "{long}");
        assert_eq!(file_name(&"a".repeat(255)), "oauth-client.env", "no half of a word");
    }

    #[test]
    fn what_servers_make_is_written_plain() {
        let secret = "aB3-x_.9/+=,:@%!*?^~";
        assert_eq!(env_file("id", secret).unwrap(), format!("CLIENT_ID=id\nCLIENT_SECRET={secret}\n"));
    }

    /// Docker's rules (`opts/file.go` of docker/cli): a line that begins with `#` is a comment, the name ends at the first
    /// `=`, and everything behind it is the value: no quotes, no escapes, no comments, no variables.
    fn docker(file: &str) -> Vec<(&str, &str)> {
        let lines = file.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('=')).collect()
    }

    #[test]
    fn docker_reads_the_same_bytes() {
        for secret in ["abc", "a=b==", "-x", "!a", "a~b", "%41", "a:b", "*", "^"] {
            assert_eq!(docker(&env_file("id", secret).unwrap()), [("CLIENT_ID", "id"), ("CLIENT_SECRET", secret)]);
        }
    }

    #[test]
    fn what_a_reader_would_change_or_run_is_not_written() {
        for secret in [
            "",
            " ",
            "a b",
            " a",
            "a ",
            "`id`",
            "$(id)",
            "$HOME",
            "${HOME}",
            "a$b",
            "a'b",
            "a\"b",
            "'a'",
            "\"a\"",
            "a\\b",
            "a\\",
            "a\nb",
            "a\rb",
            "a\0b",
            "a#b",
            "#a",
            "a;b",
            "a&b",
            "a|b",
            "a<b",
            "a>b",
            "(a)",
            "{a,b}",
            "[a]",
            "~",
            "~root",
            "a:~",
            "=ls",
            "a:=ls",
            "zażółć",
            "a\u{a0}b",
        ] {
            assert_eq!(env_file("id", secret), None, "{secret:?}");
            assert_eq!(env_file(secret, "s"), None, "{secret:?}");
        }
    }
}
