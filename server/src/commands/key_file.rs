//! Reads the key from its file or the environment, and creates the file if `--create-key` is given.

use std::{
    env, fs,
    io::{self, Write as _},
    path::Path,
};

use zeroize::Zeroizing;

use super::failure::Failure;
use crate::{config::StoreOptions, private_file, secrets::Key};

/// The environment variable with the key itself.
const KEY_VARIABLE: &str = "OAUTH_APPS_KEY";

/// Reads the key that the options or the environment name.
///
/// # Errors
/// [`Failure::Configuration`] when there is none, two, or one that is malformed.
pub fn read_key(options: &StoreOptions) -> Result<Key, Failure> {
    let wrong = Failure::Configuration;
    let variable = env::var(KEY_VARIABLE).ok().filter(|text| !text.is_empty()).map(Zeroizing::new);
    match (&options.key_file, variable) {
        (Some(_), Some(_)) => Err(wrong(format!("give the key by --key-file or {KEY_VARIABLE}, not by both"))),
        (None, None) => {
            Err(wrong(format!("no key: give --key-file FILE (and --create-key the first time), or set {KEY_VARIABLE}")))
        }
        (None, Some(text)) => Key::from_base64(&text).map_err(|error| wrong(format!("{KEY_VARIABLE}: {error}"))),
        (Some(file), None) => {
            let shown = file.display();
            if options.create_key {
                create(file).map_err(|error| wrong(format!("cannot create the key file {shown}: {error}")))?;
            }
            private_file::remove_others_access(file);
            let text = fs::read_to_string(file).map(Zeroizing::new).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => wrong(format!("no key file {shown}: add --create-key to make one")),
                _ => wrong(format!("cannot read the key file {shown}: {error}")),
            })?;
            Key::from_base64(&text).map_err(|error| wrong(format!("{shown}: {error}")))
        }
    }
}

/// Writes a new key, readable by the owner alone, unless the file is there.
fn create(file: &Path) -> io::Result<()> {
    match private_file::create(file) {
        Ok(mut opened) => {
            let text = Key::generate_base64().map_err(io::Error::other)?;
            writeln!(opened, "{}", text.expose())?;
            opened.sync_all()
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}
