// Security rules 1 to 4 of docs/requirements/security.md: where tokens and secrets may be, and when they are gone.
import type { Page } from "@playwright/test";
import type { App } from "../support/app.js";
import { CREATE, LIST, TOKEN, application, configure, expect, stopClock, list, test } from "../support/faulty-fixtures.js";
import { type Faulty, json, refuse, rewrite } from "../support/faulty.js";
import { keep, sight } from "../support/sight.js";

const SECRET = "canary-secret-of-application-1";
const TOKEN_CANARY = "canary-token-0123456789";
const CREATED = "canary-secret-that-was-created";

const reveal = (app: App, name: string) => app.row(name).getByRole("button", { name: "Reveal secret" });
const hide = (app: App, name: string) => app.row(name).getByRole("button", { name: /^Hide secret/ });

test.describe("security rule 1: no token and no secret is kept but in the session", () => {
  test("after each step of the whole flow", async ({ app, faulty, page, context }) => {
    await context.grantPermissions(["clipboard-write"]);
    let token = "";
    faulty.always(TOKEN, rewrite((body) => ((token = (JSON.parse(body) as { access_token: string }).access_token), body)));
    const check = async (signedIn: boolean) => {
      const kept = await keep(page);
      const session = JSON.parse(kept["sessionStorage"] ?? "{}") as Record<string, string>;
      expect(Object.keys(session)).toEqual(signedIn ? ["oauth-apps.session"] : []);
      if (signedIn) {
        const stored = JSON.parse(session["oauth-apps.session"] ?? "{}") as Record<string, unknown>;
        expect(Object.keys(stored).sort()).toEqual(["access_token", "client_id", "expires_at", "for_api", "for_issuer", "scope"]);
        expect(stored["access_token"]).toBe(token);
      }
      const secrets = (await (await app.server.api()).list()).map(({ client_secret }) => client_secret).filter(Boolean) as string[];
      expect(secrets).toContain(app.server.clientSecret);
      for (const [place, text] of Object.entries(kept)) {
        for (const secret of secrets) expect(text, place).not.toContain(secret);
        if (token && place !== "sessionStorage") expect(text, place).not.toContain(token);
      }
      expect(kept).toMatchObject({ localStorage: "{}", cookies: "", IndexedDB: "[]", caches: "[]", workers: "0", URL: faulty.url, "window.name": "" });
      expect(await context.cookies()).toEqual([]);
    };
    await app.open();
    await app.signInWithCredentials();
    await expect(app.rows).toHaveCount(4);
    await check(true);
    await app.startCreating("Ledger sync");
    await check(true);
    await app.createButton.click();
    await expect(app.created("Ledger sync")).toBeVisible();
    await check(true);
    const download = page.waitForEvent("download");
    await app.dialog.getByRole("button", { name: "Download .env" }).click();
    expect((await download).suggestedFilename()).toBe("oauth-client-ledger-sync.env");
    await app.dialog.getByRole("button", { name: "Copy secret" }).click();
    await expect(app.dialog.getByRole("button", { name: "Copied" })).toBeVisible();
    await app.done.click();
    await check(true);
    await reveal(app, "Ledger sync").click();
    await app.search.fill("Ledger");
    await check(true);
    await app.delete("Ledger sync");
    await check(true);
    await page.reload();
    await expect(app.rows).toHaveCount(4);
    await check(true);
    await app.signOutButton.click();
    await expect(app.signInHeading).toBeVisible();
    await check(false);
  });
});

test.describe("security rule 2: a client secret is in the page only while it is revealed", () => {
  async function open(app: App): Promise<void> {
    await app.openSignedIn();
    await expect(app.row("App 1")).toBeVisible();
  }

  test.beforeEach(({ faulty }) => faulty.always(LIST, list(Array.from({ length: 60 }, (_, index) => application(index + 1)))));

  test("it is nowhere before Reveal, there after it, and nowhere after Hide", async ({ app, page }) => {
    await open(app);
    expect(await sight(page, "canary-secret-of")).toEqual([]);
    await reveal(app, "App 1").click();
    await expect(app.row("App 1").getByText(SECRET)).toBeVisible();
    const seen = await sight(page, SECRET);
    expect(seen).toContain("text in code");
    expect(seen).toContain("the accessibility tree");
    expect(await sight(page, "canary-secret-of-application-2")).toEqual([]);
    await hide(app, "App 1").click();
    await expect(app.row("App 1").getByText(SECRET)).toHaveCount(0);
    expect(await sight(page, "canary-secret-of")).toEqual([]);
  });

  test("it hides by itself after 30 seconds", async ({ app, page }) => {
    await stopClock(page);
    await open(app);
    await reveal(app, "App 1").click();
    await expect(app.row("App 1").getByText(SECRET)).toBeVisible();
    await page.clock.runFor(27_000);
    await expect(app.row("App 1").getByText(SECRET)).toBeVisible();
    await page.clock.runFor(4000);
    await expect(hide(app, "App 1")).toHaveCount(0);
    expect(await sight(page, "canary-secret-of")).toEqual([]);
  });

  test("it hides when the tab is hidden", async ({ app, page }) => {
    await open(app);
    await reveal(app, "App 1").click();
    await expect(hide(app, "App 1")).toBeVisible();
    await page.evaluate(() => {
      // Headless tabs are always visible: the page sees what it would see.
      Object.defineProperty(Document.prototype, "hidden", { value: true, configurable: true });
      Object.defineProperty(Document.prototype, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    });
    await expect(hide(app, "App 1")).toHaveCount(0);
    expect(await sight(page, "canary-secret-of")).toEqual([]);
  });

  const leaving: [string, (app: App) => Promise<void>][] = [
    ["the keyboard leaves its row", async (app) => { for (let at = 0; at < 4; at += 1) await app.page.keyboard.press("Tab"); }],
    ["another row's secret is revealed", (app) => reveal(app, "App 2").click()],
    ["the search gets the focus", (app) => app.search.click()],
    ["the search filters its row away", (app) => app.search.fill("App 2")],
    ["a click goes to empty space", (app) => app.heading.click()],
    ["it is scrolled out of sight", (app) => app.page.mouse.wheel(0, 2500)],
    ["a dialog opens", (app) => app.newApplication.click()],
    ["it is signed out", (app) => app.signOutButton.click()],
  ];
  for (const [name, leave] of leaving) {
    test(`it hides when ${name}`, async ({ app, page }) => {
      await open(app);
      await app.row("App 1").hover();
      await reveal(app, "App 1").click();
      await expect(hide(app, "App 1")).toBeVisible();
      await leave(app);
      await expect.poll(() => sight(page, SECRET)).toEqual([]);
    });
  }

  test("what was typed to sign in is gone afterwards", async ({ app, page }) => {
    await app.open();
    await app.signInWithCredentials();
    await expect(app.row("App 1")).toBeVisible();
    expect(await sight(page, app.server.clientSecret)).toEqual([]);
  });

  test("a secret that was created is gone with its dialog", async ({ app, faulty, page }) => {
    faulty.always(CREATE, json(201, { id: 99, client_id: "client-99", client_secret: CREATED }));
    await open(app);
    await app.create("Ledger sync");
    expect(await sight(page, CREATED)).toContain("text in code");
    await app.done.click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await expect(app.dialog).toHaveCount(0);
    expect(await sight(page, CREATED)).toEqual([]);
  });
});

test.describe("security rule 3: canaries never reach the console, `Referer`, URLs, or another origin", () => {
  test("over a flow with refusals on its way", async ({ app, faulty, page, watch }) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    const sent: { url: string; headers: Record<string, string> }[] = [];
    session.on("Network.requestWillBeSent", ({ request }) => sent.push({ url: request.url, headers: request.headers as Record<string, string> }));
    session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => sent.push({ url: "", headers: headers as Record<string, string> }));
    faulty.always(TOKEN, json(200, { access_token: TOKEN_CANARY, token_type: "Bearer", expires_in: 60, scope: "read write" }));
    faulty.always(LIST, list([application(1)]));
    faulty.next(CREATE, refuse(500, "internal_error", "Oops"), json(201, { id: 99, client_id: "client-99", client_secret: CREATED }));
    await app.open();
    await app.signInWithCredentials();
    await reveal(app, "App 1").click();
    await app.startCreating("Ledger sync");
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toBeVisible();
    await app.createButton.click();
    await expect(app.created("Ledger sync")).toBeVisible();
    faulty.next(LIST, refuse(401, "invalid_token", `${TOKEN_CANARY} is no good`));
    await app.done.click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await app.refresh.click();
    await expect(app.signInHeading).toBeVisible();

    const canaries = [TOKEN_CANARY, SECRET, CREATED, app.server.clientSecret];
    const authorized = sent.filter(({ headers }) => JSON.stringify(headers).includes(TOKEN_CANARY));
    expect(authorized.length).toBeGreaterThan(3);
    for (const { url, headers } of sent) {
      if (url && !url.startsWith("blob:")) expect(new URL(url).origin).toBe(faulty.origin);
      for (const canary of canaries) {
        expect(url).not.toContain(canary);
        expect(headers["Referer"] ?? headers["referer"] ?? "").not.toContain(canary);
      }
    }
    for (const canary of canaries) {
      expect(watch.console.join("\n")).not.toContain(canary);
      // A server that sends the token back does not get it onto the page.
      expect(await sight(page, canary)).toEqual([]);
    }
    // Requests to the API have no Referer at all.
    expect(faulty.seen.filter(({ path }) => path.startsWith("/o/")).map(({ headers }) => headers.referer)).toEqual(faulty.seen.filter(({ path }) => path.startsWith("/o/")).map(() => undefined));
  });
});

test.describe("security rule 4: sign-out, or a 401, clears storage, lists and page", () => {
  async function showSecrets(app: App, page: Page): Promise<void> {
    await app.openSignedIn();
    await reveal(app, "App 1").click();
    await expect(app.row("App 1").getByText(SECRET)).toBeVisible();
    expect(await sight(page, "App 1")).not.toEqual([]);
  }

  async function expectCleared(page: Page, app: App): Promise<void> {
    await expect(app.signInHeading).toBeVisible();
    for (const text of ["canary-secret", "App 1", "client-1"]) expect(await sight(page, text)).toEqual([]);
    expect(JSON.parse((await keep(page))["sessionStorage"] ?? "")).not.toHaveProperty(["oauth-apps.session"]);
    await page.reload();
    await expect(app.signInHeading).toBeVisible();
  }

  test.beforeEach(({ faulty }) => faulty.always(LIST, list([application(1)])));

  test("signed out", async ({ app, page }) => {
    await showSecrets(app, page);
    await app.signOutButton.click();
    await expect(app.root.getByRole("status").filter({ hasText: "Signed out here." })).toBeVisible();
    await expectCleared(page, app);
  });

  test("signed out with the server unreachable", async ({ app, faulty, page }) => {
    await showSecrets(app, page);
    await faulty.fall();
    await app.signOutButton.click();
    await expect(app.signInHeading).toBeVisible();
    for (const text of ["canary-secret", "App 1", "client-1"]) expect(await sight(page, text)).toEqual([]);
    await faulty.rise();
    await expectCleared(page, app);
  });

  test("refused with 401", async ({ app, faulty, page }) => {
    await showSecrets(app, page);
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.refresh.click();
    await expectCleared(page, app);
  });

  test("a deletion that was being confirmed shows nothing of it", async ({ app, faulty, page }) => {
    await showSecrets(app, page);
    await app.startDeleting("App 1");
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.refresh.evaluate((button: HTMLElement) => button.click());
    await expectCleared(page, app);
  });
});

test.describe("security rule 4: a storage key of the portal is read for each request, and never written or removed", () => {
  const waiting = "Sign in to the portal first: this page uses its session.";

  async function open(app: App, faulty: Faulty, page: Page, token: string | null): Promise<string[]> {
    configure(faulty, { "portal-storage-key": "portal.token" });
    const touched: string[] = [];
    await page.exposeFunction("touched", (what: string) => touched.push(what));
    await page.addInitScript((token) => {
      if (token !== null && !sessionStorage.getItem("portal.token")) sessionStorage.setItem("portal.token", token);
      for (const name of ["setItem", "removeItem", "clear"] as const) {
        const real = Storage.prototype[name] as (...args: string[]) => void;
        Storage.prototype[name] = function (this: Storage, ...args: string[]) {
          if (args[0] !== "portal.own") void (window as unknown as { touched: (what: string) => void }).touched(`${name} ${args[0] ?? ""}`);
          else args[0] = "portal.token";
          real.apply(this, args);
        };
      }
    }, token);
    app.canaries.sessionKeys.add("portal.token");
    await app.open();
    return touched;
  }

  /** What the portal does, past the spy. */
  const portal = (page: Page, token: string | null) =>
    page.evaluate((token) => (token === null ? sessionStorage.removeItem("portal.own") : sessionStorage.setItem("portal.own", token)), token);

  test("each request carries the token of its moment, and a 401 leaves the key alone", async ({ app, faulty, page }) => {
    const [first, second] = [await app.freshToken(), await app.freshToken()];
    const touched = await open(app, faulty, page, first);
    await expect(app.rows).toHaveCount(4);
    await expect(app.signOutButton).toHaveCount(0);
    await portal(page, second);
    await app.refresh.click();
    await expect.poll(() => faulty.count(LIST)).toBe(2);
    await expect(app.refresh).toBeVisible();
    await app.create("Ledger sync");
    const authorization = (route: string) => faulty.requests(route).map(({ headers }) => headers.authorization);
    expect(authorization(LIST).slice(0, 2)).toEqual([`Bearer ${first}`, `Bearer ${second}`]);
    expect(authorization(CREATE)).toEqual([`Bearer ${second}`]);
    await app.done.click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.refresh.click();
    await expect(app.root).toContainText(waiting);
    expect(await page.evaluate(() => sessionStorage.getItem("portal.token"))).toBe(second);
    expect(touched).toEqual([]);
  });

  test("without the key it waits for the portal, and then goes on", async ({ app, faulty, page }) => {
    const touched = await open(app, faulty, page, null);
    await expect(app.root).toContainText(waiting);
    await portal(page, await app.freshToken());
    await app.root.getByRole("button", { name: "Retry" }).click();
    await expect(app.rows).toHaveCount(4);
    expect(touched).toEqual([]);
  });

  for (const [action, act] of [
    ["a refresh", (app: App) => app.refresh.click()],
    ["a creation", (app: App) => app.startCreating("Ledger sync").then(() => app.createButton.click())],
  ] as const) {
    test(`when the portal signs out, ${action} ends the session here`, async ({ app, faulty, page }) => {
      await open(app, faulty, page, await app.freshToken());
      await expect(app.rows).toHaveCount(4);
      const asked = () => faulty.seen.filter(({ path }) => path.startsWith("/o/")).length;
      const before = asked();
      await portal(page, null);
      await act(app);
      await expect(app.root).toContainText(waiting);
      await expect(app.rows).toHaveCount(0);
      expect(asked()).toBe(before);
    });
  }
});
