//! Connections that read on threads of their own: what a question finds is worked on where SQLite has it, and comes back as
//! one answer.
//!
//! sqlx copies every value of every row and hands the rows over one by one, from its thread to the caller's. That costs a
//! list of 20 applications more than all else together (docs/server.md has the numbers), so that lists are read here.

use std::{
    fmt, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crossbeam_channel::{Receiver, Sender, unbounded};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

/// The question panicked, or the readers are closed.
#[derive(Debug, thiserror::Error)]
#[error("the database gave no answer")]
pub struct Unanswered;

type Question = Box<dyn FnOnce(&mut Reader) + Send>;

enum Message {
    Ask(Question),
    /// Answered when the connection is closed.
    Close(oneshot::Sender<()>),
}

/// The threads. They end when this is dropped.
pub struct Readers {
    questions: Sender<Message>,
    threads: usize,
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readers").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl Readers {
    /// Readers of the database `file`, as SQLite names it, which somebody else has open: one for each core, since what they
    /// do is mostly computing. Each opens its connection for its first question.
    ///
    /// # Errors
    /// When the system starts no thread.
    pub fn of(file: &Path, busy_timeout: Duration) -> io::Result<Self> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let (sender, questions) = unbounded();
        for _ in 0..threads {
            let (questions, reader) =
                (questions.clone(), Reader { file: file.to_owned(), busy_timeout, connection: None });
            thread::Builder::new().name("lists".to_owned()).spawn(move || answer(&questions, reader))?;
        }
        Ok(Self { questions: sender, threads })
    }

    /// Asks a question on a thread where it may take its time.
    ///
    /// # Errors
    /// What the database or the question says, or [`Unanswered`].
    pub async fn ask<T, E>(&self, question: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<rusqlite::Error> + From<Unanswered> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        let question: Question = Box::new(move |reader| {
            // Who asked may have gone.
            if !sender.is_closed() {
                let _ = sender.send(reader.connection().map_err(E::from).and_then(question));
            }
        });
        self.questions.send(Message::Ask(question)).map_err(|_| Unanswered)?;
        answer.await.map_err(|_| Unanswered)?
    }

    /// Closes the connections, once the questions that were asked before are answered.
    pub async fn close(&self) {
        for _ in 0..self.threads {
            let (closed, is_closed) = oneshot::channel();
            // Both fail if they are closed already.
            let _ = self.questions.send(Message::Close(closed));
            let _ = is_closed.await;
        }
    }
}

/// Answers questions until there are no more.
fn answer(questions: &Receiver<Message>, mut reader: Reader) {
    while let Ok(message) = questions.recv() {
        match message {
            // Its sender is dropped then, which is an answer, too. The hook of panics has told the log.
            Message::Ask(question) => drop(catch_unwind(AssertUnwindSafe(|| question(&mut reader)))),
            Message::Close(closed) => {
                drop(reader);
                // Whoever closes may have gone.
                let _ = closed.send(());
                return;
            }
        }
    }
}

struct Reader {
    file: PathBuf,
    busy_timeout: Duration,
    connection: Option<Connection>,
}

impl Reader {
    fn connection(&mut self) -> rusqlite::Result<&Connection> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.open()?,
        };
        Ok(self.connection.insert(connection))
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.file, flags)?;
        connection.busy_timeout(self.busy_timeout)?;
        Ok(connection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    enum Error {
        #[error(transparent)]
        Database(#[from] rusqlite::Error),
        #[error(transparent)]
        Unanswered(#[from] Unanswered),
    }

    fn one(connection: &Connection) -> Result<i64, Error> {
        Ok(connection.query_row("SELECT 1", (), |row| row.get(0))?)
    }

    #[tokio::test]
    async fn a_question_that_panics_has_no_answer_and_those_after_it_have_one_until_the_end() {
        let file = Path::new("file:/readers?vfs=memdb");
        let _open = Connection::open(file).unwrap();
        let readers = Readers::of(file, Duration::ZERO).unwrap();
        for _ in 0..2 * readers.threads {
            let asked = readers.ask::<i64, Error>(|_| panic!("as this test wants"));
            assert!(matches!(asked.await, Err(Error::Unanswered(_))));
        }
        assert_eq!(readers.ask(one).await.unwrap(), 1);
        readers.close().await;
        assert!(matches!(readers.ask(one).await, Err(Error::Unanswered(_))));
        readers.close().await;
    }
}
