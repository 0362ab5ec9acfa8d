// Finds the word that somebody may have meant.

/** A word without case and without what is between its parts: `base_url` and `baseURL` are the same then. */
const squeezed = (word) => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** How many letters must be changed, added, left out or swapped with the next one to make one word of the other. */
function distance(one, other) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      now[at] = Math.min(now[at - 1] + 1, last[at] + 1, last[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

/** The word of `known` that is so near to this one that it was meant; none where there is no such word. */
export function nearest(word, known) {
  const given = squeezed(String(word));
  let found;
  let least = given.length < 5 ? 1 : 2;
  for (const each of known) {
    const far = distance(given, squeezed(each));
    if (far > least || (far === least && found)) continue;
    [found, least] = [each, far];
  }
  return found;
}

/** ` Did you mean "…"?` where there is a word that may have been meant. */
export function didYouMean(word, known) {
  const meant = nearest(word, known);
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

const said = new Set();

/** Says something to developers, once. */
export function warn(message) {
  if (said.has(message)) return;
  said.add(message);
  console.warn(message);
}
