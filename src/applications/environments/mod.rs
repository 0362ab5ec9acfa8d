//! Which environment an application is for, by its name. OAuth knows nothing of environments: what there is to go by is what
//! people write. `docs/environments.md` has these rules for users:
//!
//! 1. Whole words count, in any case and with or without accents: `prod`, not `product`. A digit ends a word: `prod2`. In
//!    camel case the last part is one: `checkoutProd`, but `DevOps` is not development.
//! 2. A word behind `non`, `not` and the like does not count; the production behind `pre` is staging.
//! 3. A mark in brackets counts before what is outside: `Production planning (staging)`. A remark does not, where something is
//!    said outside: `Staging (copy of production)`.
//! 4. Staging beside development is staging: `Staging test client`. Production beside another is nothing that can be relied
//!    on, and so is no environment.
//!
//! Pure.

mod names;
mod reading;
#[cfg(test)]
mod tests;
mod tier;
mod words;

pub use tier::Tier;
pub use words::Words;
