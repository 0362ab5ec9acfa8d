// The typed client in a browser, against the real server: what it asks for, what it answers, and what it makes of faults.
import type { Page } from "@playwright/test";
import { CREATE, DELETE, LIST, TOKEN } from "../support/faulty-fixtures.js";
import { type Fault, Gate, breakOff, html, json, loseAnswer, redirect, refuse, reset, say } from "../support/faulty.js";
import { expect, test as base } from "../support/module.js";

/** An error as a page can hand it over. */
interface Told {
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
  readonly fields: Record<string, string[]>;
  readonly retryable: boolean;
  readonly retryAfter: number | null;
  readonly outcomeUnknown: boolean;
  readonly ours: boolean;
  readonly name: string;
  readonly all: string;
}

const SCRIPT = `
  import * as oauthApps from "/vendor/client.js";
  const { createClient, isOAuthAppsError } = oauthApps;
  const client = createClient({ baseUrl: "/", getToken });
  // The outcome of a call: { value }, or { error } with its text and fields.
  const outcome = (promise) => promise.then(
    (value) => ({ value }),
    (error) => ({ error: { ...error, name: error.name, message: error.message, ours: isOAuthAppsError(error), all: [String(error), error.stack, JSON.stringify(error), String(error.cause)].join() } }),
  );
  Object.assign(globalThis, { oauthApps, createClient, getToken, client, outcome });
`;

/** Runs an expression in the page, where \`client\` and \`outcome\` are. */
const run = <Value>(page: Page, code: string): Promise<Value> => page.evaluate(`(async () => { ${code} })()`) as Promise<Value>;

/** The error that a call ends with. */
async function failed(page: Page, call: string): Promise<Told> {
  const { error } = await run<{ error: Told }>(page, `return outcome(${call})`);
  expect(error, `${call} must fail`).toBeDefined();
  return error;
}

const test = base.extend<{ clientPage: Page }>({
  clientPage: async ({ host, page, tokenScript }, use) => {
    await host.open("", tokenScript + SCRIPT);
    await page.waitForFunction("globalThis.client");
    await use(page);
  },
});

test.describe("what it does", () => {
  test("nothing is fetched before the first call; then the wasm, once for all clients", async ({ clientPage: page }) => {
    const loads: string[] = [];
    page.on("request", (request) => loads.push(new URL(request.url()).pathname));
    await run(page, `createClient({ baseUrl: "/" })`);
    expect(loads).toEqual([]);
    await run(page, `await Promise.all([client.list(), createClient({ baseUrl: location.origin, getToken: () => "wrong" }).list().catch(() => 0)])`);
    expect(loads.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  });

  test("an application is made, listed with its secret, and deleted", async ({ clientPage: page, canaries }) => {
    const made = await run<{ id: string; clientId: string; secret: { kind: string; value: string } }>(page, `const { secret, ...made } = await client.create({ name: " Żółw " }); return { ...made, secret: { ...secret, value: secret.value } }`);
    canaries.plantSecret(made.secret.value);
    expect(made).toMatchObject({ id: expect.stringMatching(/^\d+$/), secret: { kind: "usable" } });
    const list = await run<{ applications: Record<string, unknown>[]; rest: unknown }>(page, `const list = await client.list(); return { ...list, applications: list.applications.map(({ secret, ...rest }) => ({ ...rest, secret: { ...secret, value: secret.value } })) }`);
    expect(list.rest).toBeNull();
    expect(list.applications.find(({ id }) => id === made.id)).toEqual({
      id: made.id,
      name: "Żółw",
      clientId: made.clientId,
      clientType: "confidential",
      secret: made.secret,
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated: null,
      grantType: "client-credentials",
      redirectUris: [],
      skipAuthorization: null,
      defects: [],
    });
    expect(await run(page, `return client.delete("${made.id}")`)).toEqual({ alreadyDeleted: false });
    expect(await run(page, `return client.delete(${made.id}n)`)).toEqual({ alreadyDeleted: true });
  });

  test("a 404 says that an application is gone by the envelope's code alone: for any other the list is asked (faults already-deleted, foreign-404)", async ({ clientPage: page, faulty }) => {
    const here = [{ id: 7, name: "Here", client_id: "c7" }];
    const foreign: [string, Fault][] = [
      ["plain text", say(404, "404 page not found", { "content-type": "text/plain" })],
      ["a page", html(404, "Not found")],
      ["nothing", say(404)],
      ["a framework", json(404, { detail: "Not found." })],
      ["a gateway", json(404, { message: "no Route matched with those values" })],
      ["a 410", json(410, { message: "This API version is gone" })],
    ];
    for (const [whose, fault] of foreign) {
      faulty.next(DELETE, fault, fault, fault);
      faulty.next(LIST, json(200, here), json(200, []), say(502));
      expect(await failed(page, "client.delete(7)"), whose).toMatchObject({ status: expect.any(Number), retryable: false, ours: true });
      expect(await run(page, "return client.delete(7)"), whose).toEqual({ alreadyDeleted: true });
      expect(await failed(page, "client.delete(7)"), whose).toMatchObject({ ours: true });
    }
    const lists = faulty.count(LIST);
    faulty.next(DELETE, json(404, { error: { code: "not_found", message: "Application not found", details: {} } }));
    expect(await run(page, "return client.delete(7)")).toEqual({ alreadyDeleted: true });
    expect(faulty.count(LIST)).toBe(lists);
  });

  test("ids beyond 2^53 stay exact, and a number that has lost digits is refused before anything is sent", async ({ clientPage: page, faulty }) => {
    faulty.next(LIST, json(200, `[{"id":90071992547409931234,"name":"Big","client_id":"c"}]`));
    expect(await run(page, `return (await client.list()).applications[0].id`)).toBe("90071992547409931234");
    faulty.always(DELETE, say(204));
    await run(page, `return client.delete("90071992547409931234")`);
    expect(faulty.requests(DELETE).map(({ path }) => path)).toEqual(["/o/apps/90071992547409931234/"]);
    for (const id of ["2 ** 53", "1.5", "NaN", "null", "undefined", '"x"', '"../token"']) {
      expect(await failed(page, `client.delete(${id})`), id).toMatchObject({ code: "invalid_options", ours: true });
    }
    expect(faulty.count(DELETE)).toBe(1);
  });

  test("a token comes by client credentials, works, and is revoked", async ({ clientPage: page, server, canaries, faulty }) => {
    const credentials = JSON.stringify({ clientId: server.clientId, clientSecret: server.clientSecret, scope: "write read" });
    const answer = await run<{ accessToken: string }>(page, `const { accessToken, ...rest } = await client.token(${credentials}); return { ...rest, accessToken }`);
    canaries.plantToken(answer.accessToken);
    expect(answer).toEqual({ accessToken: expect.any(String), tokenType: "Bearer", expiresIn: expect.any(Number), scope: expect.stringMatching(/^(read write|write read)$/) });
    expect(faulty.requests(TOKEN)[0]?.body).not.toContain(server.clientSecret);
    await run(page, `globalThis.other = createClient({ baseUrl: "/", getToken: () => ${JSON.stringify(answer.accessToken)} }); await other.list()`);
    const who = `clientId: ${JSON.stringify(server.clientId)}, clientSecret: ${JSON.stringify(server.clientSecret)}`;
    expect(await run(page, `return client.revoke({ token: ${JSON.stringify(answer.accessToken)}, ${who} })`)).toBeUndefined();
    expect(await failed(page, "other.list()")).toMatchObject({ status: 401, ours: true });
  });

  test("pages come one by one, and none is asked for after a break", async ({ clientPage: page, faulty }) => {
    for (const [number, next] of [[1, true], [2, true], [3, false]] as const) {
      faulty.next(LIST, json(200, { count: 3, next: next ? `/o/apps/?page=${number + 1}` : null, results: [{ id: number, name: `App ${number}`, client_id: `c${number}` }] }));
    }
    const first = `const pages = client.pages(); const names = async () => (await pages.next()).value?.applications.map(({ name }) => name);`;
    expect(await run(page, `${first} globalThis.pages = pages; return [await names(), await names()]`)).toEqual([["App 1"], ["App 2"]]);
    expect(faulty.count(LIST)).toBe(2);
    await run(page, "await pages.return()");
    expect(await run(page, "return (await pages.next()).done")).toBe(true);
    expect(faulty.count(LIST)).toBe(2);
    expect(await run(page, `const all = []; for await (const page of client.pages()) all.push(page); return all`)).toMatchObject([{ total: 3, applications: [{ id: "3" }] }]);
  });
});

test.describe("whose fetch and whose token", () => {
  test("the caller's fetch is used for every request, with a URL and options that keep credentials and caches out", async ({ clientPage: page, faulty }) => {
    const calls = await run<[string, Record<string, unknown>, string][]>(
      page,
      `const calls = [];
       const own = (url, options) => (calls.push([url, { ...options, signal: options.signal instanceof AbortSignal, headers: [...options.headers.keys()] }, typeof url]), fetch(url, options));
       const mine = createClient({ baseUrl: "/", getToken, fetch: own });
       const { id } = await mine.create({ name: "By my fetch" });
       await mine.list();
       await mine.delete(id);
       return calls;`,
    );
    expect(calls.map(([url, { method }]) => `${method} ${new URL(url).pathname.replace(/\d+/, ":id")}`)).toEqual([CREATE, LIST, DELETE]);
    for (const [, options, type] of calls) {
      expect(type).toBe("string");
      expect(options).toMatchObject({ credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer", mode: "cors", signal: true });
    }
    expect(faulty.count(LIST)).toBe(1);
  });

  test("whatever a caller's fetch rejects with or answers is an error of ours", async ({ clientPage: page }) => {
    for (const [own, code] of [
      [`() => Promise.reject("canary-of-a-fetch")`, "unreachable"],
      [`() => { throw undefined; }`, "unreachable"],
      [`() => Promise.resolve(undefined)`, "not_data"],
      [`async () => ({ status: 200, headers: {}, arrayBuffer: () => Promise.reject("x") })`, "timeout|incomplete"],
      [`async () => Response.error()`, "not_data"],
    ] as const) {
      const error = await failed(page, `createClient({ baseUrl: "/", getToken, fetch: ${own} }).create({ name: "x" })`);
      expect(error.code, own).toMatch(new RegExp(`^(${code})$`));
      expect(error, own).toMatchObject({ ours: true, outcomeUnknown: true, retryable: false });
      expect(error.all).not.toContain("canary");
    }
  });

  test("after a 401 the host is asked once for another token, by all calls together, and each call is repeated once", async ({ clientPage: page, faulty, app }) => {
    const token = await app.freshToken();
    const asked = await run<unknown>(
      page,
      `const asked = [];
       let current = "an-old-token-of-this-spec";
       const getToken = async ({ refused }) => { asked.push(refused); if (refused) { await new Promise((done) => setTimeout(done, 50)); current = ${JSON.stringify(token)}; } return current; };
       const mine = createClient({ baseUrl: "/", getToken });
       const lists = await Promise.all([mine.list(), mine.list(), mine.list()]);
       return { refused: asked.filter(Boolean).length, lists: lists.map(({ applications }) => applications.length) };`,
    );
    expect(asked).toEqual({ refused: 1, lists: [4, 4, 4] });
    expect(faulty.count(LIST)).toBe(6);
    expect(await failed(page, `createClient({ baseUrl: "/", getToken: () => "always-the-same-token" }).list()`)).toMatchObject({ status: 401 });
    expect(faulty.count(LIST)).toBe(8);
  });

  test("without a token nothing is sent, and why is told", async ({ clientPage: page, faulty }) => {
    expect(await failed(page, `createClient({ baseUrl: "/" }).list()`)).toMatchObject({ code: "not_signed_in", status: null });
    expect(await failed(page, `createClient({ baseUrl: "/", getToken: () => null }).create({ name: "x" })`)).toMatchObject({ code: "not_signed_in", outcomeUnknown: false });
    expect(await failed(page, `createClient({ baseUrl: "/", getToken: () => { throw new Error("the host's own") } }).list()`)).toMatchObject({ code: "token_failed", all: expect.stringContaining("the host's own") });
    expect(await failed(page, `createClient({ baseUrl: "/", getToken: () => 5 }).list()`)).toMatchObject({ code: "token_failed" });
    expect(faulty.count(LIST) + faulty.count(CREATE)).toBe(0);
  });

  test("options and arguments that cannot be used are refused at once", async ({ clientPage: page }) => {
    for (const options of ["", "{}", `{ baseUrl: "ftp://a" }`, `{ baseUrl: "https://me:secret@a" }`, `{ baseUrl: "/", timeout: 0 }`, `{ baseUrl: "/", getToken: "t" }`, `{ baseUrl: "/", signal: {} }`, `{ baseUrl: "http://" }`]) {
      expect(await run(page, `try { createClient(${options}); return "made" } catch (error) { return [error.code, error.name] }`), options).toEqual(["invalid_options", "OAuthAppsError"]);
    }
    for (const call of ["create()", "create({})", "token()", "token({})", `revoke({ token: "x" })`, `list({ signal: 1 })`]) {
      expect(await failed(page, `client.${call}`), call).toMatchObject({ code: "invalid_options" });
    }
  });
});

test.describe("faults", () => {
  test("a list is tried again after a 429, a 503 and a broken answer", async ({ clientPage: page, faulty }) => {
    faulty.next(LIST, say(429, "", { "retry-after": "1" }), say(503, "", { "retry-after": "1" }));
    expect(await run(page, `return (await client.list()).applications.length`)).toBe(4);
    expect(faulty.count(LIST)).toBe(3);
    faulty.next(LIST, breakOff());
    expect(await run(page, `return (await client.list()).applications.length`)).toBe(4);
    expect(faulty.count(LIST)).toBe(5);
  });

  test("a creation whose answer is lost is sent once, and says that it may exist (fault lost-answer)", async ({ clientPage: page, faulty, server }) => {
    faulty.fresh = true;
    faulty.next(CREATE, loseAnswer());
    expect(await failed(page, `client.create({ name: "Lost" })`)).toMatchObject({ code: "unreachable", status: null, outcomeUnknown: true, retryable: false });
    expect(faulty.count(CREATE)).toBe(1);
    const names = (await (await server.api()).list()).map(({ name }) => name);
    expect(names.filter((name) => name === "Lost")).toHaveLength(1);
  });

  test("what the server refuses is told in its own words, and a redirect or a page is no answer", async ({ clientPage: page, faulty }) => {
    expect(await failed(page, `client.create({ name: "" })`)).toMatchObject({ status: 422, fields: { name: [expect.any(String)] }, retryable: false, outcomeUnknown: false, ours: true, name: "OAuthAppsError" });
    faulty.next(CREATE, refuse(429, "slow_down", "Wait.", {}, { "retry-after": "7" }));
    expect(await failed(page, `client.create({ name: "x" })`)).toMatchObject({ code: "slow_down", status: 429, retryAfter: 7, retryable: true });
    faulty.next(LIST, redirect("/elsewhere"), html(200, "Sign in"));
    expect(await failed(page, "client.list()")).toMatchObject({ code: "not_data", status: null });
    expect(await failed(page, "client.list()")).toMatchObject({ code: "not_data", status: 200 });
    faulty.always(DELETE, reset());
    expect(await failed(page, "client.delete(1)")).toMatchObject({ code: "unreachable", outcomeUnknown: false, retryable: true });
  });

  test("a field that a hostile server names like a built-in is a field", async ({ clientPage: page, faulty }) => {
    faulty.next(CREATE, json(400, `{"error":{"code":"bad","message":"Bad.","details":{"__proto__":["a"],"constructor":["b"]}}}`));
    const error = await run<[string[], boolean]>(page, `const error = await client.create({ name: "x" }).catch((error) => error); return [Object.keys(error.fields).sort(), Object.getPrototypeOf(error.fields) === Object.prototype]`);
    expect(error).toEqual([["__proto__", "constructor"], true]);
  });

  test("a list whose later page fails keeps what came, and says why the rest did not (fault later-page)", async ({ clientPage: page, faulty }) => {
    faulty.next(LIST, json(200, { count: 2, next: "/o/apps/?page=2", results: [{ id: 1, name: "One", client_id: "c" }] }), refuse(500, "internal", "Oh."));
    const list = await run<object>(page, `const list = await client.list(); return { ...list, ours: oauthApps.isOAuthAppsError(list.rest), rest: { ...list.rest } }`);
    expect(list).toMatchObject({ total: 2, ours: true, applications: [{ id: "1" }], rest: { code: "internal", status: 500, retryable: true } });
  });

  test("a signal of the client or of a call ends it with its reason, also while it waits, and the request with it", async ({ clientPage: page, faulty }) => {
    const gate = new Gate();
    faulty.next(LIST, gate.before());
    await run(page, `globalThis.stop = new AbortController(); globalThis.call = client.list({ signal: stop.signal }).catch((reason) => reason)`);
    await gate.reached;
    expect(await run(page, `stop.abort("my reason"); return call`)).toBe("my reason");
    gate.open();
    faulty.next(LIST, say(429, "", { "retry-after": "60" }));
    await run(
      page,
      `globalThis.stop = new AbortController();
       globalThis.mine = createClient({ baseUrl: "/", getToken, signal: stop.signal });
       globalThis.call = mine.list({ signal: new AbortController().signal }).catch((error) => error.name)`,
    );
    await expect.poll(() => faulty.count(LIST)).toBe(2);
    expect(await run(page, `stop.abort(); return [await call, await mine.list().catch((error) => error.name)]`)).toEqual(["AbortError", "AbortError"]);
    expect(faulty.count(LIST)).toBe(2);
  });

  test("a timeout ends a request that does not answer", async ({ clientPage: page, faulty }) => {
    faulty.next(LIST, () => undefined);
    expect(await failed(page, `createClient({ baseUrl: "/", getToken: () => "a-token-of-this-spec", timeout: 1 }).list()`)).toMatchObject({ code: "timeout", status: null, retryable: true });
  });

  test("security rule 3: no error holds a token or a secret, even where the server quotes them", async ({ clientPage: page, faulty, canaries }) => {
    canaries.plantToken("canary-token-of-this-spec");
    canaries.plantSecret("canary-secret-of-this-spec");
    const quote = (word: string) => refuse(400, word, `No: ${word}`, { [word]: [`What is ${word}?`] }, { "x-request-id": word });
    faulty.next(LIST, quote("canary-token-of-this-spec"));
    faulty.next(TOKEN, json(400, { error: "invalid_client", error_description: "No: canary-secret-of-this-spec" }));
    const errors = [
      await failed(page, `createClient({ baseUrl: "/", getToken: () => "canary-token-of-this-spec" }).list()`),
      await failed(page, `client.token({ clientId: "c", clientSecret: "canary-secret-of-this-spec" })`),
    ];
    for (const error of errors) expect(JSON.stringify(error)).not.toContain("canary");
    expect(errors[1]).toMatchObject({ code: "invalid_client", status: 400 });
  });
});

test.describe("other hosts", () => {
  test("it works where every built-in is frozen", async ({ host, page, tokenScript }) => {
    const freeze = `for (const name of Object.getOwnPropertyNames(globalThis)) {
      const value = Object.getOwnPropertyDescriptor(globalThis, name).value;
      if (typeof value === "function" && /^(Object|Function|Array|Error|TypeError|Promise|Symbol|String|Number|Map|Set|Uint8Array|ArrayBuffer|DataView|RegExp|URL|Headers|Response|AbortController|AbortSignal|EventTarget|WebAssembly|Reflect|JSON)$/.test(name)) Object.freeze(value.prototype), Object.freeze(value);
    }`;
    host.serve("/freeze.js", freeze);
    await host.open("", `${tokenScript} ${SCRIPT}`, { head: `<script src="/freeze.js"></script>` });
    await page.waitForFunction("globalThis.client");
    expect(await page.evaluate("Object.isFrozen(Error.prototype)")).toBe(true);
    expect(await run(page, `return (await client.list()).applications.length`)).toBe(4);
    expect(await failed(page, `client.create({ name: "" })`)).toMatchObject({ status: 422, ours: true, name: "OAuthAppsError" });
  });

  test("a changed byte in the wasm is refused, and the next call tries again (security rule 36)", async ({ host, page, tokenScript, watch }) => {
    watch.expect(/integrity/);
    host.install("/spoilt/", (file, bytes) => (file.endsWith(".wasm") ? Buffer.concat([bytes, Buffer.from([0, 1, 0])]) : bytes));
    await host.open("", `${tokenScript} ${SCRIPT}`.replace("/vendor/", "/spoilt/"));
    await page.waitForFunction("globalThis.client");
    expect(await failed(page, "client.list()")).toMatchObject({ code: "integrity", ours: true });
    host.install("/spoilt/");
    expect(await run(page, `return (await client.list()).applications.length`)).toBe(4);
  });

  test("names of the host's document that stand in front of the browser's: a client is made, and lists", async ({ host, page, tokenScript }) => {
    await host.open(`<img name="baseURI" alt=""><img name="defaultView" alt=""><form id="process"><input name="getBuiltinModule"></form>`, `${tokenScript} ${SCRIPT}`);
    await page.waitForFunction("globalThis.client");
    expect(await page.evaluate("typeof document.baseURI")).toBe("object");
    expect(await run(page, `return (await client.list()).applications.length`)).toBe(4);
  });

  test("a server that the page's policy blocks: said by the directive, without a guess, and nothing was sent", async ({ host, page, tokenScript, watch }) => {
    watch.expect(/./);
    await host.open("", `${tokenScript} ${SCRIPT}`);
    await page.waitForFunction("globalThis.client");
    const error = await failed(page, `createClient({ baseUrl: "https://api.example/", getToken }).create({ name: "x" })`);
    expect(error).toMatchObject({ code: "blocked", outcomeUnknown: false, message: expect.stringContaining("connect-src") });
    expect(error.message).not.toContain("CORS");
  });

  test("a missing wasm, a policy without 'self' in connect-src and one without 'wasm-unsafe-eval' are told apart", async ({ host, page, tokenScript, watch }) => {
    watch.expect(/./);
    host.install("/missing/", (file, bytes) => (file.endsWith(".wasm") ? undefined : bytes));
    await host.open("", `${tokenScript} ${SCRIPT}`.replace("/vendor/", "/missing/"));
    await page.waitForFunction("globalThis.client");
    expect(await failed(page, "client.list()")).toMatchObject({ code: "load_failed", status: 404, message: expect.stringMatching(/\.wasm is missing \(HTTP 404\)/) });
    await host.open("", `${tokenScript} ${SCRIPT}`, { csp: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src https://api.example" });
    await page.waitForFunction("globalThis.client");
    expect(await failed(page, "client.list()")).toMatchObject({ code: "blocked", message: expect.stringContaining("connect-src") });
    await host.open("", `${tokenScript} ${SCRIPT}`, { csp: "default-src 'none'; script-src 'self'; connect-src 'self'" });
    await page.waitForFunction("globalThis.client");
    expect(await failed(page, "client.list()")).toMatchObject({ code: "wasm_blocked" });
  });
});
