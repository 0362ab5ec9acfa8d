//! Why a command failed, and with it the exit code.

use std::io;

use crate::store;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The configuration is wrong: exit code 2.
    #[error("{0}")]
    Configuration(String),
    /// It failed while running: exit code 1.
    #[error("{0}")]
    Running(String),
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Running(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Running(error.to_string())
    }
}
