//! Starts the artifact. It does nothing by itself: the facade in JavaScript calls what the library exports.

fn main() {
    // Names the library, so that its exports are linked in.
    let _ = oauth_apps::embed::mount;
}

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
