// Takes the answer of an authorization server (RFC 6749 section 4.1.2) out of the URL before anything else runs: the code
// is then in no history entry, no Referer and no report of an error. Needs no wasm.

import { own } from "./own.js";

const PARTS = ["code", "state", "iss", "error", "error_description", "error_uri", "session_state"];
const MARK = "oauth-apps~";

let answer;
let inWindow = false;

/**
 * Takes the answer to an attempt of ours; the host's own sign-in is left alone. `all`: the page is ours alone, so is
 * whatever comes back to it. In the window of a sign-in the answer goes to the page that opened it, and the window closes.
 */
export function takeAnswer(all) {
  const url = new URL(location.href);
  const given = url.searchParams;
  const state = given.get("state") ?? "";
  if (!state.startsWith(MARK) && !(all && (given.has("code") || given.has("error")))) return;
  answer = own(Object.fromEntries(PARTS.filter((name) => given.has(name)).map((name) => [name, given.get(name)])));
  for (const name of PARTS) given.delete(name);
  history.replaceState(history.state, "", url);
  if (state.startsWith(`${MARK}p~`)) {
    new BroadcastChannel(state).postMessage(answer);
    answer = undefined;
    inWindow = true;
    close();
  }
}

/** Whether this is the window of a sign-in, which has nothing more to do. */
export const isFinishedWindow = () => inWindow;

/** Whether an answer waits for its element. */
export const hasAnswer = () => answer !== undefined;

/** Hands over the answer for the element with this storage key, once. */
export function answerFor(key) {
  const [mark, , tag] = answer?.state?.split("~") ?? [];
  if (!answer || (`${mark}~` === MARK && tag !== (key || "oauth-apps.session").replace(/[^\w.-]/g, ""))) return;
  const mine = answer;
  answer = undefined;
  return mine;
}
