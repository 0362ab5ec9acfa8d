// The static shell, until the page takes its place: whose API it is, and the outline of the list for who is signed in. Both are
// without words, since the language is not known to index.html.
import { baseOf, find } from "./dom.js";

/** The widths of names to come, in their order, twice: as `src/page/list/skeleton.rs` has them. */
const WIDTHS = ["w0", "w1", "w2", "w3"];

/** Shows in the shell what comes: the host of the API at `address`, and the outline of the list where `isList`. */
export function outline(address, isList) {
  const shell = (selector) => find(`oauth-apps[standalone] > .oauth-apps ${selector}`);
  const name = shell(".brand bdi");
  const page = shell("> .outline");
  // Whoever deploys this page may have changed its shell; and the module says what is wrong with an address.
  if (!name || !page || !URL.canParse(address, baseOf())) return;
  name.textContent = new URL(address, baseOf()).host;
  page.hidden = !isList;
  if (!isList) return;
  const row = page.querySelector(".row:last-child");
  const rows = [...WIDTHS, ...WIDTHS].map((width) => {
    const copy = row.cloneNode(true);
    copy.querySelector(".bone").classList.add(width);
    return copy;
  });
  row.replaceWith(...rows);
}
