//! Opens the database that the options name, with its key.

use super::{failure::Failure, key_file::read_key};
use crate::{
    config::StoreOptions,
    store::{self, Store},
};

/// Opens the database.
///
/// # Errors
/// [`Failure::Configuration`] when the key is wrong or the database cannot be opened.
pub async fn open_store(options: &StoreOptions) -> Result<Store, Failure> {
    let key = read_key(options)?;
    Store::open(&options.database, key).await.map_err(|error| match error {
        store::Error::WrongKey => Failure::Configuration(error.to_string()),
        error => Failure::Configuration(format!("cannot open {}: {error}", options.database)),
    })
}
