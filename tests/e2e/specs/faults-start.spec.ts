// docs/requirements/faults.md, row by row, for a page that cannot start, and for an API on another origin.
import { App } from "../support/app.js";
import { LIST, TOKEN, banner, configure, expect, failure, stopClock, test as base } from "../support/faulty-fixtures.js";
import { Faulty, forward, reset, say } from "../support/faulty.js";
import { Server } from "../support/server.js";

const WASM = "GET /:file.wasm";

/** Where the page and its API are: two origins, one server behind both. */
interface Elsewhere {
  readonly page: Faulty;
  readonly api: Faulty;
}

const test = base.extend<{ allow: { cors: boolean; csp: boolean }; elsewhere: Elsewhere }>({
  allow: [{ cors: true, csp: true }, { option: true }],
  elsewhere: async ({ allow, server, watch }, use) => {
    const [front, api] = [await Faulty.start(), await Faulty.start()];
    const words = [...(allow.cors ? ["--cors-origin", front.origin] : []), ...(allow.csp ? ["--api-origin", api.origin] : [])];
    const both = await Server.start({ applications: 3, arguments: words });
    front.upstream = api.upstream = both.url;
    // What the fixtures know as the server is the API.
    Object.assign(server, { clientId: both.clientId, clientSecret: both.clientSecret, url: api.url });
    configure(front, { "base-url": api.url });
    watch.expect(/blocked by CORS policy|Failed to load resource|Content.Security.Policy|securitypolicyviolation: connect-src/);
    await use({ page: front, api });
    await Promise.all([front.stop(), api.stop(), both.stop()]);
  },
});

async function openSignedIn(app: App, { page }: Elsewhere): Promise<void> {
  await app.page.goto(page.url);
  await app.signInWithToken(await app.freshToken());
}

test.describe("refused by CORS (fault unreachable)", () => {
  test.use({ allow: { cors: false, csp: true } });

  test("names the origin to allow and gives a command that tells", async ({ app, elsewhere }) => {
    await openSignedIn(app, elsewhere);
    const failed = failure(app, "Can’t reach the server");
    await expect(failed).toContainText(`add the origin ${elsewhere.page.origin} to its CORS list`);
    await expect(failed).toContainText(`curl -i -H 'Origin: ${elsewhere.page.origin}'`);
    await expect(failed).not.toContainText("Content-Security-Policy");
    expect(elsewhere.api.count(LIST)).toBe(0);
  });

  test("a token request says the same, without the secret in its command", async ({ app, elsewhere }) => {
    await app.page.goto(elsewhere.page.url);
    await app.signInWithCredentials();
    await expect(app.root.getByRole("alert")).toContainText(`No answer from ${elsewhere.api.url}o/token/`);
    await expect(app.root).toContainText(`add the origin ${elsewhere.page.origin} to its CORS list`);
    await expect(app.root.locator("pre")).toContainText("curl");
    await expect(app.root).not.toContainText(app.server.clientSecret);
    await expect(app.clientSecret).toHaveValue(app.server.clientSecret);
    expect(elsewhere.api.count(TOKEN)).toBe(0);
  });
});

test.describe("refused by the page's own CSP (fault unreachable)", () => {
  test.use({ allow: { cors: true, csp: false } });

  test("the CSP is named, told by its event", async ({ app, elsewhere }) => {
    await openSignedIn(app, elsewhere);
    const failed = failure(app, "Can’t reach the server");
    await expect(failed).toContainText(`add ${elsewhere.api.origin} to its connect-src`);
    // Where the policy is known to be the cause, nothing else is guessed at.
    await expect(failed).not.toContainText(/CORS|offline/);
    await expect(failed.locator("pre")).toHaveCount(0);
    expect(elsewhere.api.seen).toEqual([]);
  });

  test("also for a token request", async ({ app, elsewhere }) => {
    await app.page.goto(elsewhere.page.url);
    await app.signInWithCredentials();
    await expect(app.root.getByRole("alert").first()).toContainText("Can’t reach the server");
    await expect(app.root).toContainText(`add ${elsewhere.api.origin} to its connect-src`);
    await expect(app.root).not.toContainText(/CORS list|may be offline/);
    expect(elsewhere.api.seen).toEqual([]);
  });

  test("also for the server that says how to sign in", async ({ app, elsewhere }) => {
    configure(elsewhere.page, { "base-url": elsewhere.api.url, "client-id": "page", issuer: elsewhere.api.origin });
    await app.page.goto(elsewhere.page.url);
    await app.root.getByRole("button", { name: /^Sign in at / }).click();
    const note = app.root.getByRole("alert").filter({ hasText: `add ${elsewhere.api.origin} to its connect-src` });
    await expect(note).toBeVisible();
    await expect(note).not.toContainText("CORS");
  });

  test("a policy that only reports is not blamed", async ({ app, elsewhere }) => {
    elsewhere.page.always("GET /", async ({ forward, send }) => {
      const { body, headers, status } = await forward();
      const reporting = { "content-security-policy": "script-src 'self' 'wasm-unsafe-eval'", "content-security-policy-report-only": "connect-src 'none'" };
      send(status, { ...headers, ...reporting }, body.toString().replace('base-url="./"', `base-url="${elsewhere.api.url}"`));
    });
    elsewhere.api.always(LIST, reset());
    await openSignedIn(app, elsewhere);
    await expect(failure(app, "Can’t reach the server")).toContainText("offline");
    await expect(app.root).not.toContainText("Content-Security-Policy");
  });
});

test.describe("`Retry-After` hidden by CORS (fault busy)", () => {
  test("the default wait applies, and then the list is asked for again", async ({ app, elsewhere, page }) => {
    await stopClock(page);
    elsewhere.api.corsOrigin = elsewhere.page.origin;
    elsewhere.api.next(LIST, say(429, "", { "retry-after": "60" }));
    await openSignedIn(app, elsewhere);
    await expect(app.status).toContainText("Retrying in 5 seconds…");
    await page.clock.runFor(5000);
    await expect(app.rows).toHaveCount(4);
  });

  test("a header that the server exposes is heeded", async ({ app, elsewhere, page }) => {
    await stopClock(page);
    elsewhere.api.corsOrigin = elsewhere.page.origin;
    elsewhere.api.next(LIST, say(429, "", { "retry-after": "60", "access-control-expose-headers": "Retry-After" }));
    await openSignedIn(app, elsewhere);
    await expect(app.status).toContainText("Retrying in 60 seconds…");
  });

  test("a refresh that CORS refuses leaves the list and names the origin to allow", async ({ app, elsewhere }) => {
    await openSignedIn(app, elsewhere);
    await expect(app.rows).toHaveCount(4);
    elsewhere.api.next(LIST, say(200, "[]", { "content-type": "application/json" }));
    await app.refresh.click();
    await expect(banner(app, "Not refreshed.")).toContainText(`add the origin ${elsewhere.page.origin} to its CORS list`);
    await expect(app.rows).toHaveCount(4);
  });
});

/** Changes files of the page on their way. */
function spoil(faulty: Faulty, route: string, change: { status?: number; type?: string; add?: string; csp?: string }): void {
  faulty.always(route, async ({ forward, send }) => {
    const answer = await forward();
    const headers = { ...answer.headers, ...(change.type && { "content-type": change.type }), ...(change.csp !== undefined && { "content-security-policy": change.csp }) };
    send(change.status ?? answer.status, headers, Buffer.concat([answer.body, Buffer.from(change.add ?? "")]));
  });
}

test.describe("wasm blocked by CSP, failed to load, wrong MIME type, integrity mismatch; JavaScript off (fault cannot-start)", () => {
  test.beforeEach(({ watch }) => watch.expect(/./));

  test("missing wasm: says that a file is missing, and to the administrator which", async ({ app, faulty }) => {
    spoil(faulty, WASM, { status: 404 });
    await app.open();
    const alert = app.root.getByRole("alert");
    await expect(alert).toContainText("A file of this page is missing.");
    await expect(alert).toContainText(/For the administrator: http:\S+\.wasm is missing \(HTTP 404\)/);
    await expect(alert).not.toContainText(/published|blocked|policy/i);
    await expect(app.root.getByRole("button", { name: "Reload" })).toBeVisible();
  });

  test("a page in the place of the wasm, as hosts of single pages send it: it is missing", async ({ app, faulty }) => {
    faulty.always(WASM, ({ send }) => send(200, { "content-type": "text/html" }, "<!doctype html><title>Portal</title>"));
    await app.open();
    await expect(app.root.getByRole("alert")).toContainText(/is missing: a page came in its place/);
  });

  test("wasm and script gone after a deployment: there is a newer version, and Reload brings it", async ({ app, faulty }) => {
    const script = "GET /:file.js";
    for (const route of [WASM, script]) faulty.always(route, say(404, "gone", { "cache-control": "no-store" }));
    faulty.next(script, forward()); // the page has it already
    await app.open();
    const alert = app.root.getByRole("alert");
    await expect(alert).toContainText("There is a newer version of this page");
    for (const route of [WASM, script]) spoil(faulty, route, {});
    await app.root.getByRole("button", { name: "Reload" }).click();
    await expect(app.signInHeading).toBeVisible();
  });

  for (const [file, pattern] of [["the wasm", /\.wasm$/], ["the stylesheet", /\.css$/]] as const) {
    test(`${file} that does not come: says so, and guesses at nothing`, async ({ app, page }) => {
      await page.route(pattern, (route) => (route.request().resourceType() === "stylesheet" ? route.continue() : route.abort()));
      await app.open();
      await expect(app.root.getByRole("alert")).toContainText("A file of this page did not come. Check your connection");
      await expect(app.root.getByRole("alert")).not.toContainText(/published|Content-Security-Policy/);
    });
  }

  test("a CSP without 'self' in connect-src: says which directive blocks which file", async ({ app, faulty }) => {
    spoil(faulty, "GET /", { csp: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src https://api.example" });
    await app.open();
    const alert = app.root.getByRole("alert");
    await expect(alert).toContainText("The security policy of this page does not allow one of its files.");
    await expect(alert).toContainText(/For the administrator: .*does not allow http:\S+: whoever runs it must add http:\S+ \('self' where that is the page's own\) to connect-src/);
    await expect(alert).not.toContainText(/CORS|published/);
  });

  test("a changed byte in the wasm: refused, and sign-in is not offered", async ({ app, faulty }) => {
    spoil(faulty, WASM, { add: "\0\u0001\0" });
    await app.open();
    await expect(app.root.getByRole("alert")).toContainText("The application manager was refused");
    await expect(app.root.getByRole("alert")).toContainText("sign in nowhere on this page");
    await expect(app.signInHeading).toHaveCount(0);
  });

  test("the wrong MIME type for wasm: starts all the same", async ({ app, faulty }) => {
    spoil(faulty, WASM, { type: "text/plain" });
    await app.open();
    await expect(app.signInHeading).toBeVisible();
  });

  test("a CSP without 'wasm-unsafe-eval': says what to add", async ({ app, faulty }) => {
    spoil(faulty, "GET /", { csp: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" });
    await app.open();
    await expect(app.root.getByRole("alert")).toContainText("must add 'wasm-unsafe-eval' to script-src");
  });

  for (const [name, change] of [
    ["missing", { status: 404 }],
    ["changed", { add: "\n;" }],
    ["of the wrong MIME type", { type: "text/plain" }],
  ] as const) {
    test(`a script that is ${name}: static text says so`, async ({ app, faulty, page }) => {
      spoil(faulty, "GET /:file.js", change);
      await app.open();
      await expect(page.getByText(/reload/i).first()).toBeVisible();
      await expect(app.signInHeading).toHaveCount(0);
    });
  }

  test("a configuration that cannot be read is named", async ({ app, faulty }) => {
    configure(faulty, { config: "missing.json" });
    await app.open();
    await expect(app.root.getByRole("alert")).toContainText("The configuration could not be read");
  });

  test.describe("", () => {
    test.use({ javaScriptEnabled: false });
    test("JavaScript off: static text says what to do", async ({ app, page }) => {
      await app.open();
      await expect(page.getByRole("heading", { name: "JavaScript is off" })).toBeVisible();
      // Playwright's text search leaves noscript out.
      const words = page.locator("noscript p");
      await expect(words).toBeVisible();
      await expect(words).toContainText("Turn JavaScript on and reload the page.");
    });
  });
});

test.describe("a panic (fault panic)", () => {
  test.beforeEach(({ watch }) => watch.expect(/./));

  test("the element says that it stopped, offers Reload and a report without secrets; the page around it goes on", async ({ app, page }) => {
    await page.addInitScript(() => {
      // The module relies on a document that makes elements; one that refuses a single one is enough.
      const real = Document.prototype.createElement;
      Document.prototype.createElement = function (name: string, options?: ElementCreationOptions) {
        if (!Reflect.get(window, "spec.refuse")) return real.call(this, name, options);
        Reflect.set(window, "spec.refuse", false);
        throw new TypeError("canary-of-a-panic");
      };
    });
    await app.open();
    const token = await app.freshToken();
    await app.signInWithToken(token);
    await expect(app.rows).toHaveCount(4);
    await page.evaluate(() => Reflect.set(window, "spec.refuse", true));
    await app.newApplication.click();
    const stopped = app.root.getByRole("alert").filter({ hasText: "The application manager stopped working" });
    await expect(stopped).toBeVisible();
    await expect(stopped.getByRole("button", { name: "Copy report" })).toBeVisible();
    await expect(stopped.locator("pre")).toContainText(/^oauth-apps \d+\.\d+\.\d+.*\.rs:\d+/);
    await expect(stopped).not.toContainText(token);
    await expect(stopped).not.toContainText("canary");
    await page.evaluate(() => {
      document.title = "The host goes on";
    });
    await expect(page).toHaveTitle("The host goes on");
    await stopped.getByRole("button", { name: "Reload" }).click();
    await expect(app.rows).toHaveCount(4);
  });

  test("a host's own `fetch` that rejects with something that is no Error is no panic: the server can't be reached", async ({ app, faulty, page }) => {
    await page.addInitScript(() => {
      const real = window.fetch;
      window.fetch = (input, init) =>
        typeof input === "string" && input.endsWith("/o/apps/") && !Reflect.get(window, "spec.healed") ? Promise.reject("canary-of-a-host") : real(input, init);
    });
    await app.open();
    await app.signInWithToken(await app.freshToken());
    const failed = failure(app, "Can’t reach the server");
    await expect(failed).toBeVisible();
    await expect(app.root).not.toContainText("canary");
    expect(faulty.count(LIST)).toBe(0);
    await page.evaluate(() => Reflect.set(window, "spec.healed", true));
    await failed.getByRole("button", { name: "Retry" }).click();
    await expect(app.rows).toHaveCount(4);
  });
});
