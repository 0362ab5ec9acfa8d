// The server of the portals that need no framework for it: `node backend.js plain`. It keeps the user's session by cookie,
// gets the user's token with the portal's own client credentials, and serves the portal's files under a strict policy.
// From the environment: PORT, API_URL, CLIENT_ID, CLIENT_SECRET; PROXY=1 hands /o/ on to the API. `node backend.js node` is
// the plain portal with the backend of node/session.js, at whose API users sign in themselves.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const here = import.meta.dirname;
const { API_URL, CLIENT_ID, CLIENT_SECRET, PORT = "0", PROXY } = process.env;
const portal = process.argv[2];
// React's pages, rendered on the server.
const { render } = portal === "react-server" ? await import("./.build/react-server/server.js") : {};
const own = portal === "node" ? await import("./node/session.js") : undefined;
const folder = portal === "plain" || own ? join(here, "plain") : join(here, ".build", render ? "react" : portal);
const vendor = join(here, "node_modules/oauth-apps");

const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
// The policy of the guide. Frameworks have policies of Trusted Types of their own; the plain page needs none at all.
const policies = [atApi(await readFile(join(here, "csp.txt"), "utf8")).trim().replace("Content-Security-Policy: ", "")];
if (portal === "plain" || own) policies.push("require-trusted-types-for 'script'; trusted-types 'none'");

const LOGIN = `<!doctype html><html lang="en"><title>Log in</title><form method="post"><button>Log in</button></form></html>`;

/** Tokens of those who are logged in, by the value of their cookie. */
const sessions = new Map();

const server = createServer(async (request, answer) => {
  try {
    const { pathname } = new URL(request.url, "http://portal");
    const session = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
    if (own && pathname === "/login") own.logIn(request, answer);
    else if (own && pathname === "/callback") await own.callBack(request, answer);
    else if (own && pathname === "/session/token") await own.token(request, answer);
    else if (pathname === "/login") await logIn(request, answer);
    else if (pathname === "/session/token") await token(request, answer, session);
    else if (PROXY && pathname.startsWith("/o/")) await handOn(request, answer);
    else if (extname(pathname) === "" && !own && !sessions.has(session)) answer.writeHead(303, { location: "/login" }).end();
    else await file(answer, pathname);
  } catch (error) {
    console.error(error);
    answer.writeHead(500).end();
  }
});

server.listen(Number(PORT), "127.0.0.1", () => console.log(`Listening on http://127.0.0.1:${server.address().port}`));

async function logIn(request, answer) {
  if (request.method !== "POST") return answer.writeHead(200, { "content-type": TYPES[".html"] }).end(LOGIN);
  const session = randomBytes(16).toString("base64url");
  sessions.set(session, undefined);
  answer.writeHead(303, { location: "/", "set-cookie": `session=${session}; Path=/; HttpOnly; SameSite=Lax` }).end();
}

/** `GET` gives the session's token, `POST` a new one. */
async function token(request, answer, session) {
  const foreign = request.headers["sec-fetch-site"] !== "same-origin";
  if (!sessions.has(session) || foreign) return answer.writeHead(401, { "cache-control": "no-store" }).end();
  if (request.method === "POST" || !sessions.get(session)) sessions.set(session, await newToken());
  answer.writeHead(200, { "content-type": "text/plain", "cache-control": "no-store" }).end(sessions.get(session));
}

/** RFC 6749 section 4.4. */
async function newToken() {
  const said = await fetch(new URL("o/token/", API_URL), {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "read write" }),
  });
  if (!said.ok) throw new Error(`the API answered ${said.status} to the portal`);
  return (await said.json()).access_token;
}

async function handOn(request, answer) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { authorization = "", "content-type": type = "" } = request.headers;
  const said = await fetch(new URL(request.url.slice(1), API_URL), {
    method: request.method,
    headers: { ...(authorization && { authorization }), ...(type && { "content-type": type }) },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
  const kept = ["content-type", "cache-control", "www-authenticate", "retry-after"].filter((name) => said.headers.has(name));
  answer.writeHead(said.status, Object.fromEntries(kept.map((name) => [name, said.headers.get(name)])));
  answer.end(Buffer.from(await said.arrayBuffer()));
}

async function file(answer, pathname) {
  const path = normalize(pathname === "/" ? "/index.html" : pathname);
  const from = path.startsWith("/vendor/oauth-apps/") ? join(vendor, path.slice("/vendor/oauth-apps".length)) : join(folder, path);
  const bytes = await readFile(from).catch(() => undefined);
  if (!bytes) return answer.writeHead(404).end();
  const isText = /\.(html|js)$/.test(from) && !from.startsWith(vendor);
  answer.writeHead(200, {
    "content-type": TYPES[extname(from)] ?? "application/octet-stream",
    "content-security-policy": policies,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  const text = () => (render ? bytes.toString().replace('<div id="root"></div>', `<div id="root">${render()}</div>`) : bytes.toString());
  answer.end(isText ? atApi(text()) : bytes);
}

/** The one thing that specs change in a portal: where the API is. */
function atApi(text) {
  return text.replaceAll("https://api.example/", API_URL).replaceAll("https://api.example", API_URL.slice(0, -1));
}
