//! A glue as wasm-bindgen 0.2.129 writes it, in small, and what is changed in it.

use super::*;

const GLUE: &str = r#"export class Handle {
    free() { wasm.__wbg_handle_free(this.ptr, 0); }
}
if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_fetch_0a1b: function(arg0) {
            const ret = fetch(arg0);
            return ret;
        },
        __wbg_send_2c3d: function() { return handleError(function (arg0) {
            arg0.send(wasm.memory, wasm.memory_more);
        }, arguments); },
    };
    return {
        __proto__: null,
        "./oauth-apps_bg.js": import0,
    };
}
const HandleFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_handle_free(ptr, 1));
function init(instance) {
    wasm = instance.exports;
    new URL('oauth-apps_bg.wasm', import.meta.url);
    wasm.__wbindgen_start();
}
"#;

fn import(name: &str) -> (String, String) {
    (MODULE.to_owned(), name.to_owned())
}

#[test]
fn what_keeps_a_class_alive_goes_and_the_rest_stays() -> Result<()> {
    let text = Glue::read(GLUE)?.text();
    let expected = GLUE
        .replace(REGISTRY, PURE_REGISTRY)
        .replace("_0a1b: function(", "_0a1b(")
        .replace("_2c3d: function(", "_2c3d(");
    let line = "if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;\n";
    assert_eq!(text, expected.replace(line, ""));
    Ok(())
}

#[test]
fn what_the_wasm_does_not_import_is_dropped() -> Result<()> {
    let mut glue = Glue::read(GLUE)?;
    assert!(!glue.retain(&[import("__wbg_send_2c3d"), import("__wbg_fetch_0a1b")])?);
    assert!(glue.retain(&[import("__wbg_send_2c3d")])?);
    assert!(!glue.text().contains("fetch"));
    assert!(glue.text().contains("}, arguments); },\n    };\n    return {"));
    assert!(glue.retain(&[import("__wbg_open_4e5f")]).is_err());
    Ok(())
}

#[test]
fn both_sides_get_short_names() -> Result<()> {
    let imports = short_names(["__wbg_send_2c3d", "__wbg_fetch_0a1b"]);
    let exports = short_names(["memory", "__wbg_handle_free"]);
    let text = Glue::read(GLUE)?.renamed("m", &imports, &exports)?;
    assert!(text.contains("        b(arg0) {\n            const ret = fetch(arg0);"));
    assert!(text.contains("        a() { return handleError("));
    assert!(text.contains("arg0.send(wasm.a, wasm.memory_more)"));
    assert!(text.contains("new FinalizationRegistry(ptr => wasm.b(ptr, 1))"));
    assert!(text.contains("        m: import0,"));
    assert!(text.contains("'oauth-apps_bg.wasm'"));
    Ok(())
}

#[test]
fn the_exports_are_those_that_the_script_names() -> Result<()> {
    let names = ["__wbg_handle_free", "__wbindgen_start", "memory", "memory_more"].map(str::to_owned);
    assert_eq!(exports(GLUE)?, BTreeSet::from(names));
    assert!(exports(&GLUE.replace("wasm.memory,", "wasm[name],")).is_err());
    Ok(())
}

#[test]
fn another_layout_is_an_error_that_names_it() {
    for (known, other) in
        [("        __proto__: null,", ""), ("__wbg_fetch_0a1b: ", "\"fetch\"; "), ("typeof Final", "Final")]
    {
        let error = Glue::read(&GLUE.replace(known, other)).err();
        assert!(error.is_some_and(|error| error.to_string().contains("not laid out")), "{other}");
    }
}

#[test]
fn short_names_are_all_different() {
    let names = (0..3000).map(short_name).collect::<BTreeSet<_>>();
    assert_eq!(names.len(), 3000);
    assert_eq!([short_name(51), short_name(52), short_name(53)], ["Z", "aa", "ab"]);
}
