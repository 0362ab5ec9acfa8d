//! What every handler shares: the database, the configuration, and the limits on sign-ins.

use std::sync::Arc;

use crate::{config::Settings, store::Store, throttle::Throttle};

/// The state of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The database.
    pub store: Store,
    /// The configuration.
    pub settings: Arc<Settings>,
    /// The limits on sign-ins.
    pub throttle: Arc<Throttle>,
}

impl AppState {
    /// The state of a server with that database and configuration.
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        Self { store, settings: Arc::new(settings), throttle: Arc::default() }
    }
}
