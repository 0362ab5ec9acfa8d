// Security rules 20, 21 and 25 to 29 of docs/requirements/security.md, as a client of the server binary sees them. The server's own tests go deeper.
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { request as raw } from "node:http";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Api } from "../support/api.js";
import { expect, test } from "../support/fixtures.js";
import type { Server } from "../support/server.js";

const run = promisify(execFile);
const binary = process.env["OAUTH_APPS_SERVER_BIN"] ?? resolve(import.meta.dirname ?? ".", "../../../target/debug/oauth-apps-server");

/** Where the server's database is. */
const folder = (server: Server) => server["folder"];

/** A request as it is, without what a library would add or refuse. */
function send(server: Server, method: string, path: string, headers: Record<string, string> = {}, body: string | Buffer = ""): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(server.url);
    const out = raw({ hostname, port, method, path, headers: { ...headers, "content-length": String(Buffer.byteLength(body)) }, agent: false }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("end", () => done({ status: reply.statusCode ?? 0, headers: reply.headers as Record<string, string>, text: Buffer.concat(chunks).toString() }));
    });
    out.on("error", failed);
    out.end(body);
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const asJson = { "content-type": "application/json" };
const asForm = { "content-type": "application/x-www-form-urlencoded" };
const basic = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` });

/** Whether a token works. */
const lives = async (server: Server, token: string) => (await send(server, "GET", "/o/apps/", bearer(token))).status === 200;

test("security rule 20: `Cache-Control: no-store` on every answer that holds a token or an application, errors included", async ({ server }) => {
  const api = await server.api();
  const client = basic(server.clientId, server.clientSecret);
  const made = await send(server, "POST", "/o/apps/", { ...bearer(api.token), ...asJson }, '{"name":"Ledger sync"}');
  const id = (JSON.parse(made.text) as { id: number }).id;
  const answers: [number, Awaited<ReturnType<typeof send>>][] = [
    [201, made],
    [200, await send(server, "GET", "/o/apps/", bearer(api.token))],
    [204, await send(server, "DELETE", `/o/apps/${id}/`, bearer(api.token))],
    [404, await send(server, "DELETE", `/o/apps/${id}/`, bearer(api.token))],
    [401, await send(server, "GET", "/o/apps/")],
    [422, await send(server, "POST", "/o/apps/", { ...bearer(api.token), ...asJson }, '{"name":""}')],
    [405, await send(server, "PUT", "/o/apps/", bearer(api.token))],
    [200, await send(server, "POST", "/o/token/", { ...client, ...asForm }, "grant_type=client_credentials&scope=read+write")],
    [401, await send(server, "POST", "/o/token/", { ...basic("x", "y"), ...asForm }, "grant_type=client_credentials")],
    [400, await send(server, "POST", "/o/token/", { ...client, ...asForm }, "grant_type=password")],
    [200, await send(server, "POST", "/o/introspect/", { ...client, ...asForm }, `token=${api.token}`)],
    [200, await send(server, "POST", "/o/revoke_token/", { ...client, ...asForm }, "token=unknown")],
    [404, await send(server, "GET", "/o/nothing/")],
  ];
  for (const [at, [status, { headers, ...answer }]] of answers.entries()) {
    expect(answer.status, `answer ${at}`).toBe(status);
    expect(headers["cache-control"], `answer ${at}`).toBe("no-store");
  }
});

test.describe("security rule 21: bad tokens, missing scopes, tokens in the URL", () => {
  const routes = [["GET", "/o/apps/"], ["POST", "/o/apps/"], ["DELETE", "/o/apps/1/"]] as const;

  test("a bad token is answered with 401 and its challenge", async ({ server }) => {
    for (const [method, path] of routes) {
      for (const token of ["unknown", "x".repeat(5000), `${(await server.api()).token}x`]) {
        const answer = await send(server, method, path, { ...bearer(token), ...asJson }, method === "POST" ? '{"name":"x"}' : "");
        expect(answer.status, method).toBe(401);
        expect(answer.headers["www-authenticate"], method).toMatch(/^Bearer error="invalid_token"/);
      }
    }
  });

  test("no token is answered with 401 and a challenge without an error", async ({ server }) => {
    for (const [method, path] of routes) {
      const answer = await send(server, method, path);
      expect(answer.status, method).toBe(401);
      expect(answer.headers["www-authenticate"], method).toMatch(/^Bearer(?!.*error)/);
    }
  });

  test("a missing scope is answered with 403 insufficient_scope", async ({ server }) => {
    for (const scope of ["read", "write"]) {
      const { token } = await server.api(scope);
      for (const [method, path] of routes) {
        const answer = await send(server, method, path, { ...bearer(token), ...asJson }, method === "POST" ? '{"name":"x"}' : "");
        expect(answer.status, `${method} with ${scope}`).toBe(403);
        expect(answer.headers["www-authenticate"]).toMatch(/error="insufficient_scope".*scope="read write"/);
        expect((JSON.parse(answer.text) as { error: { code: string } }).error.code).toBe("insufficient_scope");
      }
    }
  });

  test("a token in the query string is refused, good as it is, and not echoed", async ({ server }) => {
    const { token } = await server.api();
    for (const [method, path] of routes) {
      for (const headers of [{}, bearer(token)]) {
        const answer = await send(server, method, `${path}?access_token=${token}`, headers);
        expect([400, 401], method).toContain(answer.status);
        expect(answer.text + JSON.stringify(answer.headers)).not.toContain(token);
      }
    }
    expect(await lives(server, token)).toBe(true);
  });
});

test("security rule 25: deleting an application kills its tokens, also those that are being issued: 100 races", async ({ server }) => {
  const api = await server.api();
  const issue = async (client: { client_id: string; client_secret: string }) => {
    const answer = await send(server, "POST", "/o/token/", { ...basic(client.client_id, client.client_secret), ...asForm }, "grant_type=client_credentials&scope=read+write");
    return answer.status === 200 ? (JSON.parse(answer.text) as { access_token: string }).access_token : undefined;
  };
  const tokens: string[] = [];
  for (let race = 0; race < 100; race += 1) {
    const client = await api.create(`Race ${race}`);
    const before = await issue(client);
    expect(before).toBeDefined();
    const [during] = await Promise.all([race % 2 ? issue(client) : undefined, api.delete(client.id), ...(race % 2 ? [] : [issue(client).then((token) => void (token && tokens.push(token)))])]);
    tokens.push(before ?? "");
    if (during) tokens.push(during);
    expect(await issue(client)).toBeUndefined();
  }
  expect(tokens.length).toBeGreaterThanOrEqual(100);
  for (const token of tokens) expect(await lives(server, token)).toBe(false);
  expect(await lives(server, api.token)).toBe(true);
});

test.describe("security rules 26 and 27: the database and TRACE logs hold no token and no secret", () => {
  test.use({ serverOptions: { applications: 3, arguments: ["--log", "trace"] } });

  test("after every operation, refusals included", async ({ server }) => {
    const canaries = [server.clientSecret, "canary-of-a-wrong-secret", "canary-of-a-wrong-token"];
    const api = await server.api();
    const made = await api.create("Ledger sync\u2028");
    canaries.push(api.token, made.client_secret, ...(await api.list()).map(({ client_secret }) => client_secret ?? "").filter(Boolean));
    const client = basic(server.clientId, server.clientSecret);
    await send(server, "POST", "/o/token/", { ...basic(server.clientId, "canary-of-a-wrong-secret"), ...asForm }, "grant_type=client_credentials");
    await send(server, "POST", "/o/token/", asForm, `grant_type=client_credentials&client_id=${server.clientId}&client_secret=canary-of-a-wrong-secret`);
    await send(server, "GET", "/o/apps/", bearer("canary-of-a-wrong-token"));
    await send(server, "GET", "/o/apps/?access_token=canary-of-a-wrong-token");
    await send(server, "POST", "/o/introspect/", { ...client, ...asForm }, `token=${api.token}`);
    await send(server, "POST", "/o/apps/", { ...bearer(api.token), ...asJson }, `{"name":"x","client_secret":"canary-of-a-wrong-secret"`);
    const second = (await server.api()).token;
    canaries.push(second);
    await send(server, "POST", "/o/revoke_token/", { ...client, ...asForm }, `token=${second}`);
    await api.delete(made.id);

    // The log comes through a pipe: what was written last tells that all of it is here.
    await send(server, "GET", "/the-end");
    await expect.poll(() => server.log).toContain("/the-end");
    expect(server.log).toContain("/o/introspect/");
    // 128 bits in an alphabet of 64 are 22 characters.
    expect(api.token).toMatch(/^[\w-]{22,}$/);
    expect(second).not.toBe(api.token);
    const files = await readdir(folder(server));
    const database = Buffer.concat(await Promise.all(files.filter((name) => name.includes("sqlite")).map((name) => readFile(join(folder(server), name)))));
    expect(database.includes("Development client")).toBe(true);
    for (const canary of canaries) {
      for (const form of [canary, Buffer.from(canary).toString("base64").replace(/=+$/, ""), Buffer.from(canary).toString("hex"), encodeURIComponent(canary)]) {
        expect(database.includes(form), `the database holds ${form}`).toBe(false);
        expect(server.log.includes(form), `the log holds ${form}`).toBe(false);
      }
    }
  });

  test("a name with CR or LF, or a path with them, forges no line", async ({ server }) => {
    const { token } = await server.api();
    for (const name of ["a\r\n2026-11-23T00:00:00Z  INFO forged: line", "a\nINFO forged"]) {
      const answer = await send(server, "POST", "/o/apps/", { ...bearer(token), ...asJson }, JSON.stringify({ name }));
      expect(answer.status).toBe(422);
    }
    await send(server, "GET", "/o/apps/%0d%0aINFO%20forged", { ...bearer(token), "user-agent": "x", "x-request-id": "a INFO forged" });
    await send(server, "GET", "/healthz");
    await expect.poll(() => server.log).toContain("/healthz");
    expect(server.log.split("\n").filter((line) => /^(\S+ +)?INFO forged/.test(line))).toEqual([]);
    expect(server.log).not.toMatch(/id="[^"]*forged/);
  });
});

test("security rule 27: every answer uses the envelope, and a submitted secret is never echoed", async ({ server }) => {
  const { token } = await server.api();
  const canary = "canary-that-was-submitted";
  const json = { ...bearer(token), ...asJson };
  const cases: [number, string, string, Record<string, string>, string | Buffer][] = [
    [404, "GET", `/${canary}`, {}, ""],
    [404, "GET", "/o/nothing/", {}, ""],
    [405, "PATCH", "/o/apps/", bearer(token), ""],
    [405, "GET", "/o/token/", {}, ""],
    [404, "DELETE", "/o/apps/999999/", bearer(token), ""],
    [404, "DELETE", `/o/apps/${canary}/`, bearer(token), ""],
    [413, "POST", "/o/apps/", json, JSON.stringify({ name: canary.repeat(10_000) })],
    [415, "POST", "/o/apps/", { ...bearer(token), "content-type": "text/plain" }, canary],
    [400, "POST", "/o/apps/", json, `{"name": "${canary}`],
    [400, "POST", "/o/apps/", json, Buffer.from([0x7b, 0xff, 0xfe])],
    [422, "POST", "/o/apps/", json, JSON.stringify({ name: `${canary}\u0000` })],
    [422, "POST", "/o/apps/", json, JSON.stringify({ name: canary.repeat(20), client_secret: canary })],
    [422, "POST", "/o/apps/", json, JSON.stringify({ name: { [canary]: canary } })],
    [401, "GET", "/o/apps/", bearer(canary), ""],
  ];
  for (const [status, method, path, headers, body] of cases) {
    const answer = await send(server, method, path, headers, body);
    expect(answer.status, `${method} ${path}`).toBe(status);
    expect(answer.headers["content-type"], `${method} ${path}`).toMatch(/^application\/json/);
    const envelope = JSON.parse(answer.text) as { error: Record<string, unknown> };
    expect(Object.keys(envelope), answer.text).toEqual(["error"]);
    expect(Object.keys(envelope.error).sort()).toEqual(["code", "details", "message"]);
    expect(answer.text + JSON.stringify(answer.headers), `${method} ${path}`).not.toContain(canary);
  }
});

test.describe("security rule 28: CORS is an allowlist", () => {
  const portal = "https://portal.example";
  const preflight = (server: Server, path: string, origin: string, method = "POST") =>
    send(server, "OPTIONS", path, { origin, "access-control-request-method": method, "access-control-request-headers": "authorization,content-type" });

  test("without one, no origin is allowed", async ({ server }) => {
    const { token } = await server.api();
    for (const origin of [portal, "null", server.url.slice(0, -1)]) {
      const answer = await send(server, "GET", "/o/apps/", { ...bearer(token), origin });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
      expect((await preflight(server, "/o/apps/", origin)).headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  test.describe("with one", () => {
    test.use({ serverOptions: { applications: 1, arguments: ["--cors-origin", portal] } });

    test("its origins alone are allowed, exactly, and never with credentials", async ({ server }) => {
      const { token } = await server.api();
      for (const path of ["/o/apps/", "/o/token/"]) {
        const allowed = await preflight(server, path, portal);
        expect(allowed.headers["access-control-allow-origin"]).toBe(portal);
        expect(allowed.headers["access-control-allow-credentials"]).toBeUndefined();
      }
      for (const origin of ["https://portal.example.evil.example", "https://evil.example", "http://portal.example", "https://portal.example:8443", "https://PORTAL.example", "null", "*"]) {
        expect((await preflight(server, "/o/apps/", origin)).headers["access-control-allow-origin"], origin).toBeUndefined();
        expect((await send(server, "GET", "/o/apps/", { ...bearer(token), origin })).headers["access-control-allow-origin"], origin).toBeUndefined();
      }
      const answer = await send(server, "GET", "/o/apps/", { ...bearer(token), origin: portal });
      expect(answer.headers["access-control-allow-origin"]).toBe(portal);
      expect(answer.headers["vary"]).toMatch(/origin/i);
    });

    test("the authorize endpoint is never CORS-enabled and never framed", async ({ server }) => {
      for (const answer of [await send(server, "GET", "/o/authorize/", { origin: portal }), await preflight(server, "/o/authorize/", portal)]) {
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
        expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      }
      expect((await send(server, "GET", "/o/authorize/", {})).headers["content-type"]).toContain("text/html");
    });
  });
});

test("security rule 29: one user never sees or deletes another's application", async ({ server }) => {
  const others = async () =>
    JSON.parse((await run(binary, ["seed", "--user", "other", "--applications", "3", "--database", join(folder(server), "oauth-apps.sqlite"), "--key-file", join(folder(server), "key")])).stdout) as { created: number };
  const api = await server.api();
  const mine = (await api.list()).map(({ id }) => id);
  const first = await api.create("Before");
  expect((await others()).created).toBe(3);
  const last = await api.create("After");
  const theirs = Array.from({ length: Number(last.id) - Number(first.id) - 1 }, (_, at) => Number(first.id) + 1 + at);
  expect(theirs).toHaveLength(3);
  expect((await api.list()).map(({ id }) => id).sort()).toEqual([...mine, first.id, last.id].sort());
  for (const id of theirs) {
    const answer = await send(server, "DELETE", `/o/apps/${id}/`, bearer(api.token));
    const unknown = await send(server, "DELETE", "/o/apps/999999/", bearer(api.token));
    expect(answer.status).toBe(404);
    // The answer is the same as for an application that never existed.
    expect(answer.text).toBe(unknown.text);
  }
  // The other user's applications are all still there.
  expect((await others()).created).toBe(0);
  await Api.withToken(server.url, api.token).delete(first.id);
});
