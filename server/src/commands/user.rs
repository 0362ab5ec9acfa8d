//! `user`: creates a user, or gives one another password, so that they can sign in at the authorization endpoint.
//!
//! The password comes by standard input, never by a flag, which other users of the machine could see.

use std::io::{self, BufRead as _, Write as _};

use serde_json::json;
use zeroize::Zeroizing;

use super::{failure::Failure, open_store::open_store};
use crate::{
    config::UserOptions,
    passwords,
    secrets::{self, Secret},
    store::PasswordChange,
};

const NAME_LIMIT: usize = 255;
/// Length of a random password: more than 118 bits.
const RANDOM_PASSWORD_LENGTH: usize = 20;

/// Reads or makes the password, and prints `user` (and a random `password`) as JSON.
///
/// # Errors
/// When the name, the password, the database or the key is wrong.
pub async fn set_password(options: &UserOptions) -> Result<(), Failure> {
    let name = options.name.trim();
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
        let text = "NAME has 1 to 255 characters, and no control characters";
        return Err(Failure::Configuration(text.to_owned()));
    }
    let password = match options.random {
        true => secrets::random_text(RANDOM_PASSWORD_LENGTH).map_err(|error| Failure::Running(error.to_string()))?,
        false => read_password()?,
    };
    let hash = passwords::hash(password.clone()).await.map_err(|error| match error {
        passwords::Error::Length => Failure::Configuration(error.to_string()),
        error => Failure::Running(error.to_string()),
    })?;
    let store = open_store(&options.store).await?;
    let user = store.ensure_user(name).await?;
    let change = if options.keep_grants { PasswordChange::KeepGrants } else { PasswordChange::RevokeGrants };
    store.set_password(user, &hash, change).await?;
    store.close().await;
    let shown = match options.random {
        true => json!({ "user": name, "password": password.expose() }),
        false => json!({ "user": name }),
    };
    Ok(writeln!(io::stdout(), "{shown}")?)
}

/// Reads one line of standard input.
fn read_password() -> Result<Secret, Failure> {
    let mut line = Zeroizing::new(String::new());
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failure::Configuration(format!("the password on standard input cannot be read: {error}")))?;
    Ok(Secret::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}
