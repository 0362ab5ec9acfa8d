// The stylesheet of the page: a file, which the static shell uses too, and others for parts of the module. The npm package has them
// as one text in its scripts.

// Filled in by `cargo xtask dist`: what the file must hash to.
const CSS_INTEGRITY = "";

// The stylesheets of parts, in their order: where each is, and what it hashes to.
const SHEETS = {
  signin: [new URL("./oauth-apps-signin.css", import.meta.url), ""],
  dialogs: [new URL("./oauth-apps-dialogs.css", import.meta.url), ""],
};

/** Its text. `file` fetches with integrity. */
export const css = (file) =>
  file(new URL("./oauth-apps.css", import.meta.url), CSS_INTEGRITY).then((answer) => answer.text());

/** The text for a part, whose rules stand behind those of the parts before it; nothing for one that has none. */
export const partCss = (file, part) => Object.hasOwn(SHEETS, part) && file(...SHEETS[part]).then((answer) => answer.text());

/** The texts for all parts. */
export const restCss = (file) => Promise.all(Object.keys(SHEETS).map((part) => partCss(file, part))).then((texts) => texts.join(""));
