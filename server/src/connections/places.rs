//! Who has a place among the connections, and who gives one up when all are taken.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::task::AbortHandle;

use crate::network::Network;

/// How often at most the log says that the places are taken.
const SAID_AGAIN: Duration = Duration::from_secs(60);

/// The connections of a server.
#[derive(Debug)]
pub struct Places {
    most: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    next: u64,
    connections: HashMap<u64, Connection>,
    said: Option<Instant>,
}

#[derive(Debug)]
struct Connection {
    network: Network,
    /// Since when it has been the client's turn.
    waits: Option<Instant>,
    task: AbortHandle,
}

/// A connection's place, which is free again when this is dropped.
#[derive(Debug)]
pub struct Place {
    places: Arc<Places>,
    id: u64,
}

impl Places {
    /// Places for so many connections.
    pub fn new(most: usize) -> Self {
        Self { most, held: Mutex::default() }
    }

    /// Starts a connection. Nothing is started if every place is taken by a request that is being answered.
    pub fn enter(self: &Arc<Self>, network: Network, start: impl FnOnce(Arc<Place>) -> AbortHandle) {
        let mut held = self.lock();
        if held.connections.len() >= self.most && !held.make_room(Some(network)) {
            return;
        }
        let id = held.next;
        held.next += 1;
        // Under the lock, so that one which ends at once is there to be taken out.
        let task = start(Arc::new(Place { places: Arc::clone(self), id }));
        held.connections.insert(id, Connection { network, waits: Some(Instant::now()), task });
    }

    /// Ends the connection that can be missed most, if there is one.
    pub fn make_room(&self) {
        self.lock().make_room(None);
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Takes the place of the connection that has waited longest, of the network that has most, the newcomer counted.
    fn make_room(&mut self, newcomer: Option<Network>) -> bool {
        if self.said.is_none_or(|said| said.elapsed() > SAID_AGAIN) {
            self.said = Some(Instant::now());
            tracing::warn!(
                connections = self.connections.len(),
                "no place is left: those that wait longest are closed"
            );
        }
        let mut of_network = HashMap::<Network, usize>::new();
        for network in self.connections.values().map(|connection| connection.network).chain(newcomer) {
            *of_network.entry(network).or_default() += 1;
        }
        let waiting = self.connections.iter().filter_map(|(id, connection)| {
            let since = connection.waits?;
            Some(((of_network.get(&connection.network).copied(), Reverse(since)), *id))
        });
        let Some((_, id)) = waiting.max() else { return false };
        if let Some(connection) = self.connections.remove(&id) {
            connection.task.abort();
        }
        true
    }
}

impl Place {
    /// The headers of a request are there; and all of its body, if it has none.
    pub fn asked(&self, all: bool) {
        self.turn(if all { None } else { Some(Instant::now()) });
    }

    /// All of the request is there.
    pub fn has_sent_all(&self) {
        self.turn(None);
    }

    /// The answer goes out: it is the client's turn again.
    pub fn answered(&self) {
        self.turn(Some(Instant::now()));
    }

    fn turn(&self, waits: Option<Instant>) {
        if let Some(connection) = self.places.lock().connections.get_mut(&self.id) {
            connection.waits = waits;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.lock().connections.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Hall(Arc<Places>, Vec<Arc<Place>>);

    impl Hall {
        /// Lets a connection in from that network.
        fn enter(&mut self, last: u8) {
            let network = Network::of([192, 0, 2, last].into());
            let entered = &mut self.1;
            self.0.enter(network, |place| {
                entered.push(place);
                tokio::spawn(std::future::pending::<()>()).abort_handle()
            });
        }

        /// The connections that have a place, by the order in which they came.
        fn there(&self) -> Vec<u64> {
            let mut there: Vec<u64> = self.0.lock().connections.keys().copied().collect();
            there.sort_unstable();
            there
        }
    }

    #[tokio::test]
    async fn the_network_with_the_most_gives_up_the_one_that_waited_longest_and_never_one_that_is_answered() {
        let mut hall = Hall(Arc::new(Places::new(5)), Vec::new());
        for network in [1, 2, 2, 2, 3] {
            hall.enter(network);
        }
        assert_eq!(hall.there(), [0, 1, 2, 3, 4]);
        hall.1[1].asked(true);
        hall.1[2].asked(false);
        hall.enter(4);
        assert_eq!(hall.there(), [0, 1, 2, 4, 5], "the second is answered, the third has just sent headers");
        hall.enter(2);
        assert_eq!(hall.there(), [0, 1, 4, 5, 6], "a body that does not come waits, too");
        hall.1[1].answered();
        hall.1[6].asked(true);
        hall.enter(5);
        assert_eq!(hall.there(), [0, 4, 5, 6, 7], "its answer went out: it waits again");
        for place in &hall.1 {
            place.asked(true);
        }
        hall.enter(6);
        assert_eq!(hall.there(), [0, 4, 5, 6, 7], "nobody can be missed: the newcomer is");
        hall.1.remove(4);
        hall.enter(6);
        assert_eq!(hall.there(), [0, 5, 6, 7, 8], "an end makes room");
    }
}
