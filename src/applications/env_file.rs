//! Writes credentials as an `.env` file. Its readers agree on plain values alone: a POSIX shell runs backticks and `$(…)` and
//! needs quotes, the dotenv libraries of Node.js and Python each take quotes and escapes away by rules of their own, and
//! Docker's `--env-file` takes every character as it stands, quotes included. So a value is written plain, or not at all.

use super::fold::fold;

/// How long the name of a file is at the most, without `.env`.
const LONGEST: usize = 60;

/// What the file is called: by its application, so that nobody takes the one of staging for that of production. Letters, digits
/// and hyphens of ASCII, which every shell and file system takes as they stand; where the name has none, by the client ID. Of a
/// long name the last word stays, which mostly is the environment.
pub fn file_name(application: &str, client_id: &str) -> String {
    let folded = fold(application);
    let mut words: Vec<&str> = parts(&folded).collect();
    let id: String = client_id.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    if words.is_empty() && !id.is_empty() {
        words.push(&id);
    }
    let mut name = "oauth-client".to_owned();
    let last = words.pop();
    let rest = last.map_or(0, |last| last.len() + 1);
    for word in words {
        if name.len() + 1 + word.len() + rest > LONGEST {
            break;
        }
        name = [&name, "-", word].concat();
    }
    match last.filter(|_| name.len() + rest <= LONGEST) {
        Some(last) => [&name, "-", last, ".env"].concat(),
        None => name + ".env",
    }
}

/// What is left of a text where only letters and digits of ASCII stand.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
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
    use super::{LONGEST, env_file, file_name};

    #[test]
    fn the_file_is_called_as_the_application_is() {
        for (application, file) in [
            ("Checkout (production)", "oauth-client-checkout-production.env"),
            ("checkout_prod.2", "oauth-client-checkout-prod-2.env"),
            ("Żółw testowy", "oauth-client-zolw-testowy.env"),
            ("決済 prod", "oauth-client-prod.env"),
            ("本番", "oauth-client-aB3xyz90.env"),
            ("", "oauth-client-aB3xyz90.env"),
            ("../../etc/passwd", "oauth-client-etc-passwd.env"),
            ("$(id) `x` '\"; rm -rf ~\n\u{202e}", "oauth-client-id-x-rm-rf.env"),
        ] {
            assert_eq!(file_name(application, "aB3-xyz_9012"), file);
        }
        for environment in ["production", "staging"] {
            let long = file_name(&["word ".repeat(50), environment.to_owned()].concat(), "");
            assert!(long.len() <= LONGEST + 4 && long.ends_with(&format!("-word-{environment}.env")), "{long}");
        }
        assert_eq!(file_name(&"a".repeat(255), ""), "oauth-client.env", "no half of a word");
        assert_eq!(file_name("", "…"), "oauth-client.env");
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
