//! The slots for connections, and which connection is closed when a new one needs a slot and none is free.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::task::AbortHandle;

use crate::network::Network;

/// How often at most the log says that no slot is free.
const WARNING_INTERVAL: Duration = Duration::from_secs(60);

/// The slots of a server.
#[derive(Debug)]
pub struct Slots {
    capacity: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    next_id: u64,
    connections: HashMap<u64, Connection>,
    warned: Option<Instant>,
}

#[derive(Debug)]
struct Connection {
    network: Network,
    /// Since when the server has been waiting for its client; none while a request is being answered.
    waiting_since: Option<Instant>,
    task: AbortHandle,
}

/// The slot of one connection, which is free again when this is dropped.
#[derive(Debug)]
pub struct Slot {
    slots: Arc<Slots>,
    id: u64,
}

impl Slots {
    /// Slots for `capacity` connections.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, inner: Mutex::default() }
    }

    /// Starts the task of a connection. Starts nothing if a request is being answered in every slot.
    pub fn admit(self: &Arc<Self>, network: Network, start: impl FnOnce(Arc<Slot>) -> AbortHandle) {
        let mut inner = self.lock();
        if inner.connections.len() >= self.capacity && !inner.evict(Some(network)) {
            return;
        }
        let id = inner.next_id;
        inner.next_id += 1;
        // Under the lock, so that a task which ends at once is in the map before its slot is dropped.
        let task = start(Arc::new(Slot { slots: Arc::clone(self), id }));
        inner.connections.insert(id, Connection { network, waiting_since: Some(Instant::now()), task });
    }

    /// Closes the connection that [`Slots::admit`] would close next, if there is one.
    pub fn evict(&self) {
        self.lock().evict(None);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Closes the connection that has been waiting for its client longest, of the network with the most connections, the
    /// newcomer included. Returns false if no connection is waiting.
    fn evict(&mut self, newcomer: Option<Network>) -> bool {
        if self.warned.is_none_or(|warned| warned.elapsed() > WARNING_INTERVAL) {
            self.warned = Some(Instant::now());
            tracing::warn!(
                connections = self.connections.len(),
                "no place is left: those that wait longest are closed"
            );
        }
        let mut per_network = HashMap::<Network, usize>::new();
        for network in self.connections.values().map(|connection| connection.network).chain(newcomer) {
            *per_network.entry(network).or_default() += 1;
        }
        let waiting = self.connections.iter().filter_map(|(id, connection)| {
            let since = connection.waiting_since?;
            Some(((per_network.get(&connection.network).copied(), Reverse(since)), *id))
        });
        let Some((_, id)) = waiting.max() else { return false };
        if let Some(connection) = self.connections.remove(&id) {
            connection.task.abort();
        }
        true
    }
}

impl Slot {
    /// The headers of a request have arrived; `is_complete` if it has no body.
    pub fn request_started(&self, is_complete: bool) {
        self.set_waiting_since(if is_complete { None } else { Some(Instant::now()) });
    }

    /// All of the request has arrived.
    pub fn request_complete(&self) {
        self.set_waiting_since(None);
    }

    /// The response is being sent: the server waits for its client again.
    pub fn response_started(&self) {
        self.set_waiting_since(Some(Instant::now()));
    }

    fn set_waiting_since(&self, since: Option<Instant>) {
        if let Some(connection) = self.slots.lock().connections.get_mut(&self.id) {
            connection.waiting_since = since;
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.slots.lock().connections.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Clients(Arc<Slots>, Vec<Arc<Slot>>);

    impl Clients {
        /// Starts a connection from that network.
        fn admit(&mut self, last: u8) {
            let network = Network::of([192, 0, 2, last].into());
            let slots = &mut self.1;
            self.0.admit(network, |slot| {
                slots.push(slot);
                tokio::spawn(std::future::pending::<()>()).abort_handle()
            });
        }

        /// The connections that have a slot, in the order in which they started.
        fn open(&self) -> Vec<u64> {
            let mut open: Vec<u64> = self.0.lock().connections.keys().copied().collect();
            open.sort_unstable();
            open
        }
    }

    #[tokio::test]
    async fn the_connection_that_waits_longest_of_the_largest_network_is_closed_and_never_one_that_is_being_answered() {
        let mut clients = Clients(Arc::new(Slots::new(5)), Vec::new());
        for network in [1, 2, 2, 2, 3] {
            clients.admit(network);
        }
        assert_eq!(clients.open(), [0, 1, 2, 3, 4]);
        clients.1[1].request_started(true);
        clients.1[2].request_started(false);
        clients.admit(4);
        assert_eq!(clients.open(), [0, 1, 2, 4, 5], "the second is answered, the third has just sent headers");
        clients.admit(2);
        assert_eq!(clients.open(), [0, 1, 4, 5, 6], "a body that does not arrive is waited for, too");
        clients.1[1].response_started();
        clients.1[6].request_started(true);
        clients.admit(5);
        assert_eq!(clients.open(), [0, 4, 5, 6, 7], "its answer went out: it waits again");
        for slot in &clients.1 {
            slot.request_started(true);
        }
        clients.admit(6);
        assert_eq!(clients.open(), [0, 4, 5, 6, 7], "nobody waits: the newcomer is refused");
        clients.1.remove(4);
        clients.admit(6);
        assert_eq!(clients.open(), [0, 5, 6, 7, 8], "an end frees a slot");
    }
}
