//! The quick start: programs that use an application, ready to run. The secret is in none of them: they take it from the environment.

mod fill;
mod language;
mod language_tabs;
mod programs;

pub use programs::QuickStart;
