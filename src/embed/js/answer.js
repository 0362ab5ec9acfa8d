// Takes the answer of an authorization server (RFC 6749 section 4.1.2) out of the URL before anything else runs: the code
// is then in no history entry, no Referer and no report of an error. Needs no wasm.

import { own } from "./own.js";

const PARTS = ["code", "state", "iss", "error", "error_description", "error_uri", "session_state"];
// As `Attempt` makes them: the way, the letters of a storage key, and 256 random bits.
const OURS = /^oauth-apps~([rp])~([\w.-]*)~[\w-]{43}$/;
/** How long the page that opened a window may take to hear its answer, in milliseconds. */
const PATIENCE = 2000;

let answer;
let finished = Promise.resolve(false);

/**
 * Takes the answer to an attempt of ours; the host's own sign-in, and whatever else only begins like one of ours, is left
 * alone. `all`: the page is ours alone, so is whatever comes back to it. In the window of a sign-in the answer goes to the
 * page that opened it, and the window closes.
 */
export function takeAnswer(all) {
  const url = new URL(location.href);
  const given = url.searchParams;
  const [state, way] = OURS.exec(given.get("state") ?? "") ?? [];
  if (!(given.has("code") || given.has("error")) || !(all || state)) return;
  answer = own(Object.fromEntries(PARTS.filter((name) => given.has(name)).map((name) => [name, given.get(name)])));
  for (const name of PARTS) given.delete(name);
  answer.query = url.search;
  history.replaceState(history.state, "", url);
  if (way === "p") finished = handOver(state, answer);
}

/** Gives the answer to the page that opened this window. `false` when there is none: then this is a page like any other. */
async function handOver(state, message) {
  const channel = new BroadcastChannel(state);
  const isTaken = await new Promise((done) => {
    channel.onmessage = () => done(true);
    setTimeout(done, PATIENCE, false);
    channel.postMessage(message);
  });
  channel.close();
  if (!isTaken) return false;
  answer = undefined;
  close();
  return true;
}

/** Whether this is the window of a sign-in, which has nothing more to do. A promise: the page that opened it is asked. */
export const isFinishedWindow = () => finished;

/** Whether an answer waits for its element. */
export const hasAnswer = () => answer !== undefined;

/** The answer for elements with this storage key, until one of them has taken it. */
export function answerFor(key) {
  const [, , tag] = OURS.exec(answer?.state ?? "") ?? [];
  if (tag === undefined || tag === (key || "oauth-apps.session").replace(/[^\w.-]/g, "")) return answer;
}

/** Somebody has the answer: nobody else gets it. */
export const forgetAnswer = () => (answer = undefined);
