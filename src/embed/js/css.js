// The stylesheet of the page: a file, which the static shell uses too. The npm package has it as text in its scripts.

// Filled in by `cargo xtask dist`: what the file must hash to.
const CSS_INTEGRITY = "";

/** Its text. `file` fetches with integrity. */
export const css = (file) =>
  file(new URL("./oauth-apps.css", import.meta.url), CSS_INTEGRITY).then((answer) => answer.text());
