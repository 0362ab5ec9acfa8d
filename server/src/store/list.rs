//! A user's applications, oldest first, read a piece at a time and handed out as they are read.
//!
//! Each piece is a question of its own that begins after the last id of the one before. So a client that is slow to read
//! keeps no connection and no old state of the database, and memory holds one piece, however long the list is. What is
//! created or deleted meanwhile is in the list or not, and nothing is in it twice.

use std::{io, sync::Arc};

use rusqlite::{Connection, Row};

use super::{ActiveToken, ClientType, Error, Store, UserId, readers::Readers, tokens::SELECT_ACTIVE};
use crate::{
    clock::now,
    secrets::{Key, Secret, TokenHash},
};

/// How many applications a piece has.
pub const PIECE: usize = 100;

/// The limit is [`PIECE`], and is written down: with one that is bound, SQLite makes a new plan for each question.
const SELECT_PIECE: &str = "SELECT id, name, client_id, client_secret, client_type, authorization_grant_type, created \
    FROM applications WHERE user_id = ? AND id > ? ORDER BY id LIMIT 100";

/// An application of the list, where the database has it. Its secret is opened.
#[derive(Debug)]
pub struct Listed<'a> {
    /// Its id.
    pub id: i64,
    /// Its display name.
    pub name: &'a str,
    /// Its client identifier (RFC 6749 section 2.2).
    pub client_id: &'a str,
    /// Its secret; none for a public client.
    pub client_secret: Option<Secret>,
    /// Confidential or public.
    pub client_type: ClientType,
    /// The grant that it may use.
    pub authorization_grant_type: &'a str,
    /// When it was created, in seconds since 1970.
    pub created: i64,
}

/// What a piece of the list is made into, one application after the other.
pub trait Piece: Default + Send + 'static {
    /// Adds an application.
    ///
    /// # Errors
    /// When it cannot be written down.
    fn add(&mut self, application: &Listed<'_>) -> io::Result<()>;
}

/// The list of a user, read up to some application.
#[derive(Debug)]
pub struct List {
    readers: Arc<Readers>,
    key: Arc<Key>,
    user: UserId,
    /// The id of the last application that was read, once there may be more.
    after: Option<i64>,
}

impl Store {
    /// Finds an active access token, and begins the list of the user whom it acts for: its first piece, and the rest.
    ///
    /// # Errors
    /// What the database says, or a secret that does not open.
    pub async fn list_by<P: Piece>(&self, token: TokenHash) -> Result<Option<(ActiveToken, P, List)>, Error> {
        let key = Arc::clone(&self.key);
        let found = self.lists.ask(move |connection| {
            let mut select = connection.prepare_cached(SELECT_ACTIVE)?;
            let mut rows = select.query((token.as_bytes(), now()))?;
            let Some(row) = rows.next()? else { return Ok::<_, Error>(None) };
            let active = ActiveToken::read_here(row)?;
            let (piece, after) = read(connection, &key, active.user, 0)?;
            Ok(Some((active, piece, after)))
        });
        Ok(found.await?.map(|(active, piece, after)| {
            let (readers, key) = (Arc::clone(&self.lists), Arc::clone(&self.key));
            let rest = List { readers, key, user: active.user, after };
            (active, piece, rest)
        }))
    }
}

impl List {
    /// Whether there may be more.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.after.is_some()
    }

    /// Reads the next piece, which may be empty.
    ///
    /// # Errors
    /// What the database says, or a secret that does not open.
    pub async fn next<P: Piece>(&mut self) -> Result<P, Error> {
        let Some(after) = self.after else { return Ok(P::default()) };
        let (key, user) = (Arc::clone(&self.key), self.user);
        let (piece, after) = self.readers.ask(move |connection| read(connection, &key, user, after)).await?;
        self.after = after;
        Ok(piece)
    }
}

/// The piece after the application with the id `after`, and the id of its last one if there may be more.
fn read<P: Piece>(connection: &Connection, key: &Key, user: UserId, after: i64) -> Result<(P, Option<i64>), Error> {
    let mut select = connection.prepare_cached(SELECT_PIECE)?;
    let mut rows = select.query((user.0, after))?;
    let (mut piece, mut count, mut last) = (P::default(), 0, after);
    while let Some(row) = rows.next()? {
        let application = listed(row, key)?;
        piece.add(&application)?;
        count += 1;
        last = application.id;
    }
    Ok((piece, (count == PIECE).then_some(last)))
}

fn listed<'a>(row: &'a Row<'_>, key: &Key) -> Result<Listed<'a>, Error> {
    let text = |index: usize| Ok::<_, Error>(row.get_ref(index)?.as_str().map_err(rusqlite::Error::from)?);
    let client_id = text(2)?;
    let sealed = row.get_ref(3)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
    Ok(Listed {
        id: row.get(0)?,
        name: text(1)?,
        client_id,
        client_secret: sealed.map(|sealed| key.open(sealed, client_id)).transpose()?,
        client_type: text(4)?.parse()?,
        authorization_grant_type: text(5)?,
        created: row.get(6)?,
    })
}
