//! The database: the only module with SQL.
//!
//! Values are always bound, never written into a statement. Client secrets are sealed and tokens are hashed before they
//! are written, so no statement, file or log of the database holds either in clear. Knows nothing of HTTP.
//!
//! What a write depends on is read again in the transaction of the write: since the request arrived its user may have
//! signed out, got another password or been deleted.

mod application;
mod applications;
mod grants;
mod list;
mod readers;
mod redirect_uris;
mod sessions;
mod tokens;
mod user_id;
mod users;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use sqlx::{
    SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use application::{Application, ClientType};
pub use applications::{DeleteOutcome, Draft};
pub use grants::{AuthorizationError, GrantError, Issued, NewCode, NewTokens, Redemption};
pub use list::{List, Listed, PIECE, Piece};
pub use sessions::{SessionUser, VerifiedPassword};
pub use tokens::{ActiveToken, NewAccessToken};
pub use user_id::UserId;
pub use users::PasswordChange;

use self::readers::{Readers, Unanswered};

use crate::{
    private_file,
    secrets::{self, Key, Secret},
};

/// The migrations, oldest first. A released one is never edited: add the next.
const MIGRATIONS: [(i64, &str, &str); 2] = [
    (1, "applications", include_str!("../migrations/0001_applications.sql")),
    (2, "authorization", include_str!("../migrations/0002_authorization.sql")),
];

/// A write takes the lock at its start, so that writes wait for each other instead of failing in the middle.
const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";
const KEY_CHECK: &str = "oauth-apps";
const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// What failed in the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A statement or the connection.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A question for a list.
    #[error("database: {0}")]
    Reading(#[from] rusqlite::Error),
    /// What was found cannot be handed out.
    #[error("a list cannot be written: {0}")]
    Write(#[from] io::Error),
    /// The database is closed, or the question failed.
    #[error(transparent)]
    Unanswered(#[from] Unanswered),
    /// The schema could not be brought up to date.
    #[error("database migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A secret could not be made, sealed or opened.
    #[error(transparent)]
    Secret(#[from] secrets::Error),
    /// The database was made with another key.
    #[error("the key does not open this database: give the key that it was created with")]
    WrongKey,
    /// The database holds something that this version does not know.
    #[error("the database holds an unknown {0}")]
    Unknown(&'static str),
}

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In memory: gone with the process.
    Memory,
    /// In a file, created if missing.
    File(PathBuf),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str(":memory:"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl FromStr for Location {
    type Err = &'static str;

    /// Reads `:memory:` or a path. A `sqlite:` prefix is accepted.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err("give a file, or :memory:"),
            ":memory:" => Ok(Self::Memory),
            path if path.contains("://") => Err("only SQLite is supported: give a file, or :memory:"),
            path => Ok(Self::File(PathBuf::from(path))),
        }
    }
}

/// The open database with the key for its secrets. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    readers: SqlitePool,
    /// One connection, so that writers queue here. For a database in memory it is also the reader.
    writer: SqlitePool,
    /// What lists are read by.
    lists: Arc<Readers>,
    key: Arc<Key>,
}

impl Store {
    /// Opens the database, brings its schema up to date and checks the key.
    ///
    /// # Errors
    /// [`Error::WrongKey`] when the database was made with another key, else what the database says.
    pub async fn open(location: &Location, key: Key) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "ON");
        let one = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let (readers, writer, file) = match location {
            Location::Memory => {
                let name = memory_name();
                let pool = one.connect_with(options.filename(&name)).await?;
                (pool.clone(), pool, name)
            }
            Location::File(path) => {
                make_private(path).map_err(sqlx::Error::Io)?;
                let options = options.filename(path).journal_mode(SqliteJournalMode::Wal);
                let writer = one.connect_with(options.clone()).await?;
                let many = SqlitePoolOptions::new().max_connections(READERS);
                (many.connect_lazy_with(options), writer, path.clone())
            }
        };
        let migrations = MIGRATIONS.map(|(version, name, sql)| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
        });
        Migrator::with_migrations(migrations.to_vec()).run(&writer).await?;
        let store = Self { readers, writer, lists: Arc::new(Readers::of(&file, BUSY_TIMEOUT)?), key: Arc::new(key) };
        store.check_key().await?;
        Ok(store)
    }

    /// The key of the configuration.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Checks that the database can be read.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1 FROM users LIMIT 1").fetch_optional(&self.readers).await?;
        Ok(())
    }

    /// Closes the connections; with a file, the write-ahead log is folded in.
    pub async fn close(&self) {
        self.lists.close().await;
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn check_key(&self) -> Result<(), Error> {
        let candidate = self.key.seal(&Secret::new(KEY_CHECK.to_owned()), KEY_CHECK)?;
        sqlx::query("INSERT INTO key_check (id, sealed) VALUES (1, ?) ON CONFLICT DO NOTHING")
            .bind(candidate)
            .execute(&self.writer)
            .await?;
        let sealed: Vec<u8> =
            sqlx::query_scalar("SELECT sealed FROM key_check WHERE id = 1").fetch_one(&self.writer).await?;
        self.key.open(&sealed, KEY_CHECK).map(drop).map_err(|_| Error::WrongKey)
    }
}

/// A name for a database in memory, which all connections of this process find it by: <https://sqlite.org/inmemorydb.html>
/// has one that only a connection's own process and lock see; `memdb` waits for locks as a file does.
fn memory_name() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("file:/oauth-apps-{}?vfs=memdb", COUNT.fetch_add(1, Ordering::Relaxed)).into()
}

/// Creates the file before SQLite does, so that its owner alone may read it: SQLite gives its log files the same
/// permissions. Takes the permissions of others from files that were there before.
fn make_private(path: &Path) -> io::Result<()> {
    match private_file::create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        private_file::remove_others_access(Path::new(&file));
    }
    Ok(())
}
