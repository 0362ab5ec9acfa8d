// oidc-provider as a deployment has it: with login and consent pages of its own, and with /o/apps/ of the contract, whose
// bearer tokens the provider itself checks. Everything is in memory, and cross-origin to the page.
//
// Listens on a free port of 127.0.0.1, says `{"port": …}` on its standard output, and answers each line of JSON on its
// standard input with one: `{"begin": {…}}` makes a provider for one spec, `{"join": {…}}` another user, `{"revoke": {…}}`
// ends a user's tokens as an administrator does, `{"expire": {…}}` the access tokens alone. Ends with its standard input.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

// Storage: what the provider keeps, by model and id.

const records = new Map();

class Storage {
  constructor(model) {
    this.model = model;
  }
  key = (id) => `${this.model}:${id}`;
  async upsert(id, payload, seconds) {
    records.set(this.key(id), { payload, until: seconds ? Date.now() + seconds * 1000 : Infinity });
  }
  async find(id) {
    const kept = records.get(this.key(id));
    return kept && kept.until > Date.now() ? kept.payload : undefined;
  }
  async findByUid(uid) {
    for (const [key, { payload }] of records) if (key.startsWith(`${this.model}:`) && payload.uid === uid) return payload;
  }
  async consume(id) {
    records.get(this.key(id)).payload.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    records.delete(this.key(id));
  }
  async revokeByGrantId(grantId) {
    forget(({ payload }) => payload.grantId === grantId);
  }
}

function forget(test) {
  for (const [key, record] of records) if (test(record, key)) records.delete(key);
}

// Users and applications. An application is a client of the provider.

const users = new Map();
const applications = new Map();
let last = 0;

function register(owner, name, more = {}) {
  const client = {
    client_id: randomBytes(16).toString("hex"),
    client_secret: randomBytes(24).toString("base64url"),
    client_name: name,
    grant_types: ["client_credentials"],
    response_types: [],
    redirect_uris: [],
    ...more,
  };
  const application = { id: (last += 1), owner, name, client };
  applications.set(application.id, application);
  records.set(`Client:${client.client_id}`, { payload: client, until: Infinity });
  return application;
}

let provider;
let callback;

function provide(issuer, lifetime) {
  return new Provider(issuer, {
    adapter: Storage,
    cookies: { keys: [randomBytes(16).toString("hex")] },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
    },
    scopes: ["openid", "offline_access", "read", "write"],
    claims: { openid: ["sub", "preferred_username"] },
    // The identity is in the id_token: the page asks no userinfo.
    conformIdTokenClaims: false,
    findAccount: (_context, id) => users.has(id) && { accountId: id, claims: () => ({ sub: id, preferred_username: id }) },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: lifetime, AuthorizationCode: 60, RefreshToken: 86400, Grant: 86400, Session: 86400, Interaction: 600, IdToken: 600 },
    renderError: (context, { error, error_description }) => {
      context.type = "html";
      context.body = page("Error", `<p>${escape(error)}: ${escape(error_description ?? "")}</p>`);
    },
  });
}

// The pages for people.

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const page = (title, body) => `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`;

async function interact(request, answer) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, answer);
  const finish = (result) => provider.interactionFinished(request, answer, result, { mergeWithLastSubmission: prompt.name === "consent" });
  if (request.method === "GET") {
    const body =
      prompt.name === "login"
        ? `<p><label>Username <input name="name" autofocus></label><p><label>Password <input name="password" type="password"></label><p><button>Log in</button>`
        : `<p>${escape(params.client_id)} asks for: ${escape(params.scope)}<p><button name="deny" value="1">Deny</button> <button>Allow</button>`;
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    return answer.end(page(prompt.name === "login" ? "Log in" : "Allow access?", `<form method="post">${body}</form>`));
  }
  const form = new URLSearchParams(await read(request));
  if (prompt.name === "login") {
    const name = form.get("name") ?? "";
    if (users.get(name)?.password !== form.get("password")) {
      answer.writeHead(303, { location: request.url });
      return answer.end();
    }
    return finish({ login: { accountId: name } });
  }
  if (form.has("deny")) return finish({ error: "access_denied", error_description: "The user said no." });
  const grant = (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return finish({ consent: { grantId: await grant.save() } });
}

// The API of the contract.

async function api(request, answer) {
  answer.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
  answer.setHeader("vary", "origin");
  const say = (status, body) => {
    answer.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    answer.end(body === undefined ? "" : JSON.stringify(body));
  };
  const refuse = (status, code, message, details = {}) => say(status, { error: { code, message, details } });
  if (request.method === "OPTIONS") {
    answer.setHeader("access-control-allow-methods", "GET, POST, DELETE");
    answer.setHeader("access-control-allow-headers", "authorization, content-type");
    return say(204);
  }
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer && (await provider.AccessToken.find(bearer));
  if (!token?.isValid || !(await provider.Client.find(token.clientId))) return refuse(401, "unauthorized", "The token is not valid.");
  if (!["read", "write"].every((scope) => token.scopes.has(scope))) return refuse(403, "insufficient_scope", "The token must have the scopes read and write.");
  const [, id] = /^\/o\/apps\/(?:(\d+)\/)?$/.exec(request.url) ?? [];
  const mine = [...applications.values()].filter(({ owner }) => owner === token.accountId);
  if (request.method === "GET" && !id) {
    return say(200, mine.map(({ id, name, client }) => ({ id, name, client_id: client.client_id, client_secret: client.client_secret ?? null, client_type: client.client_secret ? "confidential" : "public" })));
  }
  if (request.method === "POST" && !id) {
    const { name } = JSON.parse(await read(request));
    if (typeof name !== "string" || !name.trim()) return refuse(422, "validation_error", "Validation failed", { name: ["Give a name."] });
    const made = register(token.accountId, name.trim());
    return say(201, { id: made.id, client_id: made.client.client_id, client_secret: made.client.client_secret });
  }
  const found = mine.find((application) => String(application.id) === id);
  if (request.method !== "DELETE" || !found) return refuse(404, "not_found", "Application not found");
  applications.delete(found.id);
  forget(({ payload }, key) => key === `Client:${found.client.client_id}` || payload.clientId === found.client.client_id);
  say(204);
}

async function read(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const server = createServer((request, answer) => {
  const serve = request.url.startsWith("/o/apps/") ? api : request.url.startsWith("/interaction/") ? interact : callback;
  Promise.resolve(serve(request, answer)).catch((error) => {
    // Somebody went back to a page that is over: SessionNotFound, and the like.
    if (!answer.headersSent) answer.writeHead(error.status ?? 500, { "content-type": "text/html; charset=utf-8" });
    answer.end(page("Error", `<p>${escape(error.message)}</p>`));
  });
});

// What a spec asks for. Passwords are the names.

const commands = {
  join: ({ name, applications = 3 }) => {
    users.set(name, { password: name });
    for (let number = 1; number <= applications; number += 1) register(name, `${name} ${number}`);
    return { name, password: name };
  },
  begin: ({ name, redirect_uris, issuer, applications = 3, lifetime = 36000 }) => {
    provider = provide(issuer, lifetime);
    callback = provider.callback();
    const user = commands.join({ name, applications });
    const { client } = register(name, `${name} page`, {
      client_secret: undefined,
      token_endpoint_auth_method: "none",
      application_type: "web",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      redirect_uris,
    });
    return { client_id: client.client_id, ...user };
  },
  revoke: ({ name }) => forget(({ payload }, key) => payload.accountId === name && /^(AccessToken|RefreshToken|Grant):/.test(key)) ?? {},
  expire: ({ name }) => forget(({ payload }, key) => payload.accountId === name && key.startsWith("AccessToken:")) ?? {},
};

server.listen(0, "127.0.0.1", async () => {
  const say = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);
  say({ port: server.address().port });
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, given] = Object.entries(JSON.parse(line))[0];
    say(commands[command](given));
  }
  process.exit();
});
