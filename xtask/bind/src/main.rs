//! Binds a wasm file to JavaScript: `bind FILE FOLDER` leaves `oauth-apps.js` there, and `oauth-apps_bg.wasm`, which it
//! calls, as `wasm-bindgen --target web --no-typescript` does; with `--keep-lld-exports` behind, the linker's exports stay.
//! A program of its own, so that it is compiled while the page is.

use std::env;

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments = env::args_os().skip(1).collect::<Vec<_>>();
    let (file, folder, keep) = match &arguments[..] {
        [file, folder] => (file, folder, false),
        [file, folder, option] if option == "--keep-lld-exports" => (file, folder, true),
        _ => bail!("usage: bind FILE FOLDER [--keep-lld-exports]"),
    };
    Bindgen::new()
        .input_path(file)
        .web(true)?
        .out_name("oauth-apps")
        .typescript(false)
        .omit_default_module_path(false)
        .keep_lld_exports(keep)
        .generate(folder)
}
