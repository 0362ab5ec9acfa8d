// Names that do harm where a page is careless.
import { createRequire } from "node:module";

const strings = createRequire(import.meta.url)("big-list-of-naughty-strings") as string[];

/** The big list of naughty strings, and what it lacks. */
export const hostile: readonly string[] = [
  ...new Set([
    ...strings,
    "Billing \u202eIPA",
    "\u2066isolated\u2069 \u061c\u200f\u200e",
    "zero\u200bwidth\u2060joined\ufeff",
    "👩‍👩‍👧‍👦 family",
    "❤️ heart \ufe0e",
    "a\u200db",
    "e\u0301\u0302\u0303\u0304\u0305".repeat(20),
    "soft\u00adhyphen",
    "NUL\u0000 inside",
    "line\nbreak\r\nand\ttab",
    "\u001b[31mred\u0007",
    "   ",
    "tags \u{e0041}\u{e0042}",
    "x".repeat(10_000),
    "‮".repeat(300),
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "{name} {query} {{7*7}} ${7*7}",
    "null",
    "undefined",
  ]),
];

/** Without white space around it, as Unicode has it; JavaScript's own `trim` takes U+FEFF for white space too. */
export const trimmed = (name: string): string => name.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");

/** Whether docs/requirements/contract.md lets a name be created. */
export function isAllowed(name: string): boolean {
  const kept = trimmed(name);
  return kept !== "" && [...kept].length <= 255 && !/\p{Cc}/u.test(kept);
}
