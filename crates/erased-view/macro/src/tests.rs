//! What `view!` refuses.
