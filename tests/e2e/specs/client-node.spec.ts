// The typed client in Node.js, against the real server: no window, no document, the wasm from the disk.
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { test as base, expect } from "@playwright/test";
import { packageFolder } from "../support/module.js";
import { Server } from "../support/server.js";

const client = pathToFileURL(join(packageFolder, "client.js")).href;

/** Runs a script in a process of its own, where `createClient` and `outcome` are; answers what its `answer` is called with. */
async function node(script: string, before = ""): Promise<unknown> {
  const whole = `${before}
    const { createClient, isOAuthAppsError } = await import(${JSON.stringify(client)});
    const outcome = (promise) => promise.then((value) => ({ value }), (error) => ({ error: { ...error, ours: isOAuthAppsError(error), message: error.message } }));
    const answer = (value) => console.log(JSON.stringify(value));
    ${script}`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", whole], { timeout: 30_000 });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const test = base.extend<{ server: Server; start: string }>({
  server: async ({}, use) => {
    const server = await Server.start({ applications: 3 });
    await use(server);
    await server.stop();
  },
  // The lines that each script of this spec begins with: a client with a token.
  start: async ({ server }, use) => {
    const { token } = await server.api();
    await use(`
      const calls = [];
      const own = (url, options) => (calls.push(options.method + " " + new URL(url).pathname), fetch(url, options));
      const mine = createClient({ baseUrl: ${JSON.stringify(server.url)}, getToken: () => ${JSON.stringify(token)}, fetch: own });
    `);
  },
});

test("it lists, makes and deletes, through the fetch that was given; nothing keeps the process alive afterwards", async ({ start }) => {
  const began = Date.now();
  const said = await node(`${start}
    const { id } = await mine.create({ name: "Made by Node" });
    const list = await mine.list();
    const pages = [];
    for await (const page of mine.pages()) pages.push(page.applications.length);
    answer([list.applications.some(({ name }) => name === "Made by Node"), pages, await mine.delete(id), calls.map((call) => call.replace(/\\d+/, ":id"))]);
  `);
  expect(said).toEqual([true, [5], { alreadyDeleted: false }, ["POST /o/apps/", "GET /o/apps/", "GET /o/apps/", "DELETE /o/apps/:id/"]]);
  expect(Date.now() - began).toBeLessThan(20_000);
});

test("what is logged, sent and copied holds no secret and no token; each is read by its name", async ({ start, server }) => {
  const credentials = JSON.stringify({ clientId: server.clientId, clientSecret: server.clientSecret });
  const said = (await node(`${start}
    const { inspect } = await import("node:util");
    const created = await mine.create({ name: "Nightly export" });
    const list = await mine.list();
    const [page] = await mine.pages().next().then(({ value }) => [value]);
    const token = await mine.token(${credentials});
    const secrets = [created.secret.value, token.accessToken, ...list.applications.map(({ secret }) => secret.value)].filter(Boolean);
    const shown = [created, list, page, token].flatMap((value) => [
      inspect(value), inspect(value, { showHidden: true, depth: 9 }), JSON.stringify(value), JSON.stringify(structuredClone(value)), inspect({ ...value.secret, ...value }), String(value),
    ]).join();
    answer([secrets.length, secrets.filter((secret) => shown.includes(secret)).length, inspect(created.secret), JSON.stringify(created.secret), "value" in created.secret]);
  `)) as unknown[];
  expect(said[0]).toBeGreaterThan(3);
  expect(said.slice(1)).toEqual([0, "{ kind: 'usable', value: '[redacted]' }", '{"kind":"usable"}', true]);
});

test("what is not known is refused with the nearest right word, and what is inherited counts for nothing", async () => {
  const said = await node(`
    const refused = (act) => { try { act(); return "taken" } catch (error) { return error.code + ": " + error.message } };
    const base = { baseUrl: "https://api.example/" };
    const early = refused(() => createClient({ ...base, getTokn: () => "x" }));
    Object.prototype.tokenUrl = "http://evil.example/";
    Object.prototype.baseUrl = "http://evil.example/";
    answer([early, refused(() => createClient({ ...base, tokenURL: "x" })), refused(() => createClient({})), refused(() => createClient(Object.create(base))),
      await createClient(base).list({ sginal: 1 }).catch((error) => error.message), await createClient(base).list(new AbortController().signal).catch((error) => error.message)]);
  `);
  expect(said).toEqual([
    expect.stringContaining('invalid_options: createClient: there is no "getTokn". Did you mean "getToken"?'),
    expect.stringContaining('Did you mean "tokenUrl"?'),
    expect.stringContaining("baseUrl is missing"),
    expect.stringContaining("baseUrl is missing"),
    expect.stringContaining('Did you mean "signal"?'),
    expect.stringContaining("{ signal }"),
  ]);
});

test("allowApis: a client for another server, or another token endpoint, is not made; more calls only take away", async () => {
  const said = await node(`
    const { allowApis } = await import(${JSON.stringify(client)});
    const made = (options) => { try { createClient(options); return "made" } catch (error) { return error.code } };
    const before = made({ baseUrl: "https://other.example/" });
    allowApis(["https://api.example/v1", "https://login.example"]);
    const during = ["https://api.example/v1", "https://api.example/v1/x/", "https://api.example/v2/", "https://api.example/v10/", "https://api.example/v1/..%2fv2/", "https://api.example/v1/../v2/", "https://api.example.evil/v1/", "http://api.example/v1/", "https://api.example:444/v1/"].map((baseUrl) => made({ baseUrl }));
    const token = [made({ baseUrl: "https://api.example/v1/", tokenUrl: "https://login.example/token" }), made({ baseUrl: "https://api.example/v1/", tokenUrl: "https://evil.example/token" }), made({ baseUrl: "https://api.example/v1/", revokeUrl: "https://evil.example/" })];
    allowApis("https://login.example/");
    const bad = ["", [], ["nonsense"], ["ftp://a.example"], ["https://me@a.example"], ["https://a.example/?x"]].map((urls) => { try { allowApis(urls); return "taken" } catch (error) { return error.code } });
    answer([before, during, token, made({ baseUrl: "https://api.example/v1/" }), made({ baseUrl: "https://login.example/" }), new Set(bad).size, bad[0]]);
  `);
  expect(said).toEqual([
    "made",
    ["made", "made", ...Array.from({ length: 7 }, () => "not_allowed")],
    ["made", "not_allowed", "not_allowed"],
    "not_allowed",
    "made",
    1,
    "invalid_options",
  ]);
});

test("a token comes by client credentials", async ({ server }) => {
  const credentials = JSON.stringify({ clientId: server.clientId, clientSecret: server.clientSecret });
  const said = await node(`
    const get = () => createClient({ baseUrl: ${JSON.stringify(server.url)} }).token(${credentials});
    const { accessToken, ...rest } = await get();
    const mine = createClient({ baseUrl: ${JSON.stringify(server.url)}, getToken: async () => accessToken });
    answer([rest, (await mine.list()).applications.length]);
  `);
  expect(said).toEqual([{ tokenType: "Bearer", expiresIn: expect.any(Number), scope: "read write" }, 4]);
});

test("a relative URL is refused, with what to do; importing and making a client touch nothing", async () => {
  const said = await node(`
    let code;
    try { createClient({ baseUrl: "./" }) } catch (error) { code = [error.code, error.message] }
    createClient({ baseUrl: "https://api.example" });
    answer(code);
  `, `for (const name of ["fetch", "setTimeout"]) globalThis[name] = () => { throw new Error(name) };`);
  expect(said).toEqual(["invalid_options", expect.stringContaining("absolute URL")]);
});

test("a redirect, which Node.js shows, is no data, and is not followed", async () => {
  let requests = 0;
  const elsewhere = createServer((_, answer) => (requests++, answer.writeHead(302, { location: "/other" }).end()));
  await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  const said = await node(`answer(await outcome(createClient({ baseUrl: ${JSON.stringify(url)}, getToken: () => "a-token-of-this-spec" }).list()))`);
  elsewhere.close();
  expect(said).toMatchObject({ error: { code: "not_data", status: 302, ours: true } });
  expect(requests).toBe(1);
});

test("it works where every built-in is frozen", async ({ start }) => {
  const freeze = `for (const value of [Object, Function, Array, Error, TypeError, Promise, Symbol, String, Number, Map, Set, Uint8Array, RegExp, URL, Headers, Response, AbortController, AbortSignal, EventTarget]) Object.freeze(value.prototype);`;
  const said = await node(`${start} answer([(await mine.list()).applications.length, await outcome(mine.create({ name: "" }))]);`, freeze);
  expect(said).toMatchObject([4, { error: { status: 422, ours: true } }]);
});

test("a signal ends a call with its reason", async ({ start }) => {
  const said = await node(`${start}
    const late = await mine.list({ signal: AbortSignal.abort("no") }).catch((reason) => reason);
    const slow = createClient({ baseUrl: "http://127.0.0.1:9", getToken: () => new Promise(() => {}) });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    answer([late, calls.length, await slow.list({ signal: stop.signal }).catch((error) => error.name)]);
    process.exit();
  `);
  expect(said).toEqual(["no", 0, "AbortError"]);
});
