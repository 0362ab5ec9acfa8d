//! Prepares the wasm to be cut into parts when `OAUTH_APPS_PARTS` is set, as `cargo xtask dist` does. Without it, as for
//! `trunk build` by hand and for the server, the module stays in one piece.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(oauth_apps_parts)");
    println!("cargo::rerun-if-env-changed=OAUTH_APPS_PARTS");
    let for_browser = std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm");
    if for_browser && std::env::var_os("OAUTH_APPS_PARTS").is_some() {
        println!("cargo::rustc-cfg=oauth_apps_parts");
        // What the program refers to, so that its functions and data can be moved to other files.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
