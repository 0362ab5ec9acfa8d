// The backend of a portal in Node.js, without a dependency: its users sign in at the API's authorization server (RFC 6749
// section 4.1 with PKCE), the backend keeps their tokens, and the page gets the access token alone. From the environment:
// API_URL, ORIGIN (the portal's own), CODE_CLIENT_ID (registered there with the redirect URI <ORIGIN>/callback).
import { createHash, randomBytes } from "node:crypto";

const { API_URL, CODE_CLIENT_ID: CLIENT_ID, ORIGIN } = process.env;
const REDIRECT_URI = `${ORIGIN}/callback`;
const random = () => randomBytes(32).toString("base64url");

/** Attempts to log in, and who is logged in, each by the value of a cookie. Yours are in a database, and end. */
const attempts = new Map();
const users = new Map();

/** `GET /login`: sends the browser to the authorization server. */
export function logIn(request, answer) {
  const attempt = { state: random(), verifier: random() };
  const name = random();
  attempts.set(name, attempt);
  const url = new URL("o/authorize/", API_URL);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    scope: "read write offline_access",
    state: attempt.state,
    code_challenge: createHash("sha256").update(attempt.verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  answer.writeHead(303, { location: url.href, "set-cookie": cookie("attempt", name) }).end();
}

/** `GET /callback`: redeems the code that the browser brings back, once, and for the browser that asked. */
export async function callBack(request, answer) {
  const { searchParams } = new URL(request.url, ORIGIN);
  const name = cookieOf(request, "attempt");
  const attempt = attempts.get(name);
  attempts.delete(name);
  if (!attempt || searchParams.get("state") !== attempt.state) return answer.writeHead(400).end("Log in again.");
  const user = await ask({
    grant_type: "authorization_code",
    code: searchParams.get("code") ?? "",
    redirect_uri: REDIRECT_URI,
    code_verifier: attempt.verifier,
  });
  if (!user) return answer.writeHead(400).end("Log in again.");
  const session = random();
  users.set(session, user);
  answer.writeHead(303, { location: "/", "set-cookie": cookie("session", session) }).end();
}

/** `GET /session/token` answers the user's access token as text, `POST` a new one. */
export async function token(request, answer) {
  const session = cookieOf(request, "session");
  const user = users.get(session);
  answer.setHeader("cache-control", "no-store");
  // Another site can make a browser send a request with the cookie, but not one that says "same-origin".
  if (!user || request.headers["sec-fetch-site"] !== "same-origin") return answer.writeHead(401).end();
  if (request.method === "POST" || user.ends < Date.now()) {
    // Requests within five seconds share one renewal: a refresh token may be good for one use, and another renewal may end
    // the access token that the first one gave.
    user.renewal ??= renew(user).finally(() => setTimeout(() => (user.renewal = undefined), 5000));
    if (!(await user.renewal)) {
      users.delete(session);
      return answer.writeHead(401).end();
    }
  }
  answer.writeHead(200, { "content-type": "text/plain" }).end(user.access);
}

/** Gets another access token (RFC 6749 section 6). Whether there is one: the server may have ended it. */
async function renew(user) {
  const renewed = user.refresh && (await ask({ grant_type: "refresh_token", refresh_token: user.refresh }));
  // A new refresh token takes the place of the one that was used; where none comes, that one stays good.
  if (renewed) Object.assign(user, renewed, { refresh: renewed.refresh ?? user.refresh });
  return renewed !== undefined;
}

/** Asks for tokens; nothing where the server refuses. */
async function ask(parameters) {
  const said = await fetch(new URL("o/token/", API_URL), {
    method: "POST",
    body: new URLSearchParams({ ...parameters, client_id: CLIENT_ID }),
  });
  if (said.status === 400 || said.status === 401) return undefined;
  if (!said.ok) throw new Error(`the authorization server answered ${said.status}`);
  const { access_token: access, refresh_token: refresh, expires_in: seconds = 3600 } = await said.json();
  // A minute early, so that it is good when it arrives.
  return { access, refresh, ends: Date.now() + Math.max(seconds - 60, 0) * 1000 };
}

const cookie = (name, value) => `${name}=${value}; Path=/; HttpOnly; Secure; SameSite=Lax`;

function cookieOf(request, name) {
  const all = (request.headers.cookie ?? "").split("; ").map((pair) => pair.split("="));
  return all.find(([key]) => key === name)?.[1];
}
