// The stylesheet of the page: a file, which the static shell uses too, and another one for what comes after the first rows.
// The npm package has both as one text in its scripts.

// Filled in by `cargo xtask dist`: what the files must hash to.
const CSS_INTEGRITY = "";
const LATE_INTEGRITY = "";

/** Its text. `file` fetches with integrity. */
export const css = (file) =>
  file(new URL("./oauth-apps.css", import.meta.url), CSS_INTEGRITY).then((answer) => answer.text());

/** The text of what comes later, whose rules stand behind the others. */
export const late = (file) =>
  file(new URL("./oauth-apps-late.css", import.meta.url), LATE_INTEGRITY).then((answer) => answer.text());
