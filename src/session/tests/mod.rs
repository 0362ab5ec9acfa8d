//! The session as machines: every way that signing in, renewing and signing out can end, and the races between them.
//!
//! [`world`] is the browser and the servers: nothing is answered until a test answers it, and the clock stands still until
//! a test moves it.

mod code_flow;
mod code_flow_races;
mod embedded;
mod hosted;
mod lifecycle;
mod renew;
mod renew_races;
mod request;
mod world;
