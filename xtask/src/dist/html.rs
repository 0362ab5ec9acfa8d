//! Writes the final names and the integrity of the assets into `index.html`, and leaves the rest as people wrote it.

use anyhow::{Result, bail};

use super::asset::Asset;

const STYLESHEET: &str = r#"<link rel="stylesheet" href="oauth-apps.css" />"#;
const SCRIPT: &str = r#"<script type="module" src="./start.js"></script>"#;

/// `index` with the assets in place of the two elements that stand for them.
///
/// # Errors
/// When one of them is missing or there twice.
pub fn with_assets(index: &str, js: &Asset, css: &Asset, wasm: &Asset) -> Result<String> {
    let stylesheet =
        format!(r#"<link rel="stylesheet" href="./{}" integrity="{}" crossorigin />"#, css.name, css.integrity);
    // No integrity here: Chromium ignores it on a preload. The module checks the file when it starts it.
    let preload =
        format!(r#"<link rel="preload" as="fetch" type="application/wasm" href="./{}" crossorigin />"#, wasm.name);
    let script =
        format!(r#"<script type="module" src="./{}" integrity="{}" crossorigin></script>"#, js.name, js.integrity);
    let index = replaced(index, STYLESHEET, &stylesheet)?;
    let index = replaced(&index, SCRIPT, "")?;
    let indent = indent_of(&index, &stylesheet);
    replaced(&index, &stylesheet, &[stylesheet.as_str(), &preload, &script].join(&format!("\n{indent}")))
}

fn replaced(index: &str, from: &str, to: &str) -> Result<String> {
    match index.matches(from).count() {
        1 => Ok(index.replacen(from, to, 1)),
        count => bail!("index.html must hold this once, but holds it {count} times: {from}"),
    }
}

fn indent_of<'a>(index: &'a str, element: &str) -> &'a str {
    let before = index.split(element).next().unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    &line[..line.len() - line.trim_start().len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str) -> Asset {
        Asset { name: name.to_owned(), integrity: format!("sha384-{name}") }
    }

    #[test]
    fn the_assets_are_named_with_their_integrity() -> Result<()> {
        let index = format!("<head>\n  {STYLESHEET}\n</head><body>Hand-written{SCRIPT}</body>");
        let index = with_assets(&index, &asset("a.js"), &asset("a.css"), &asset("a.wasm"))?;
        assert!(index.contains(r#"  <link rel="stylesheet" href="./a.css" integrity="sha384-a.css" crossorigin />"#));
        assert!(
            index.contains(r#"  <script type="module" src="./a.js" integrity="sha384-a.js" crossorigin></script>"#)
        );
        assert!(index.contains(r#"type="application/wasm" href="./a.wasm" crossorigin />"#));
        assert!(index.ends_with("<body>Hand-written</body>"));
        Ok(())
    }

    #[test]
    fn a_missing_element_is_an_error_that_names_it() {
        let error = with_assets(SCRIPT, &asset("a.js"), &asset("a.css"), &asset("a.wasm")).err();
        assert!(error.is_some_and(|error| error.to_string().contains("oauth-apps.css")));
    }
}
