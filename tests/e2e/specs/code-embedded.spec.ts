// Signing in from an element in a page of somebody else: the answer comes to the host's own address.
import type { AuthorizationServer } from "../support/authorization-server.js";
import { each, element, expect, host, leave, stored, test } from "../support/foreign-fixtures.js";
import { type Fault, Gate } from "../support/faulty.js";

/** Lets the wasm wait at a gate from now on. A page loads it anew each time: none may come from the browser's cache. */
function holdWasm(foreign: AuthorizationServer, gate: Gate): void {
  foreign.page.always("GET /:file.wasm", gate.before(fresh));
}

const fresh: Fault = async ({ forward, send }) => {
  const { status, headers, body } = await forward();
  send(status, { ...headers, "cache-control": "no-store" }, body);
};

each(() => {
  test.beforeEach(({ foreign }) => foreign.page.always("GET /:file.wasm", fresh));

  test("security rule 7: the facade takes code and state out of the host's address before the wasm arrives", async ({ app, foreign, page }) => {
    host(foreign, `<p>The host</p>${element(foreign)}`);
    await app.open("host.html?tab=oauth#section");
    await app.signInAt.click();
    await foreign.logIn(page);
    const gate = new Gate();
    holdWasm(foreign, gate);
    await foreign.allow(page);
    await gate.reached;
    await expect.poll(() => new URL(page.url()).search).toBe("");
    expect(page.url()).not.toMatch(/code|state/);
    await expect(app.list).toHaveCount(0);
    expect(foreign.redeemed()).toEqual([]);
    gate.open();
    await expect(app.list).toBeVisible();
    expect(foreign.asked[0]?.get("redirect_uri")).toBe(`${foreign.page.url}host.html`);
    expect(foreign.redeemed()).toHaveLength(1);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
  });

  test("a `code` and a `state` that are the host's own stay where they are", async ({ app, foreign, page }) => {
    host(foreign, `<p>The host</p>${element(foreign)}`);
    const own = "host.html?code=discount&state=of-the-host&tab=2#place";
    await app.open(own);
    await expect(app.signInAt).toBeVisible();
    await expect(app.note).toHaveCount(0);
    expect(page.url()).toBe(foreign.page.url + own);
    expect(foreign.redeemed()).toEqual([]);
    // It stays the host's also while an attempt of the element waits for its own answer.
    await app.signInAt.click();
    await expect(page.getByLabel("Username")).toBeVisible();
    await app.open(own);
    await expect(app.signInAt).toBeVisible();
    expect(page.url()).toBe(foreign.page.url + own);
    expect(foreign.redeemed()).toEqual([]);
  });

  test("an error for the host's own sign-in stays the host's", async ({ app, foreign, page }) => {
    host(foreign, `<p>The host</p>${element(foreign)}`);
    await app.open("host.html?error=access_denied&state=of-the-host");
    await expect(app.signInAt).toBeVisible();
    await expect(app.note).toHaveCount(0);
    expect(page.url()).toContain("?error=access_denied&state=of-the-host");
  });

  test("the answer is for the element that asked, when there are two", async ({ app, foreign, page, canaries }) => {
    for (const key of ["first", "second"]) canaries.sessionKeys.add(key);
    host(foreign, element(foreign, { "storage-key": "first" }) + element(foreign, { "storage-key": "second" }));
    await app.open("host.html");
    const second = page.locator("oauth-apps").nth(1);
    await second.getByRole("button", { name: /^Sign in at / }).click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(second.getByRole("table", { name: "Applications" })).toBeVisible();
    await expect(app.signInAt).toBeEnabled();
    await expect(app.note).toHaveCount(0);
    expect(Object.keys(await stored(page))).toEqual(["second"]);
    expect(foreign.redeemed()).toHaveLength(1);
  });

  test("security rule 31: the answer, and the place to come back to, are for the API that asked, when two elements share a storage key", async ({ app, foreign, page, canaries }) => {
    canaries.sessionKeys.add(`oauth-apps.session@${foreign.page.url}elsewhere/`);
    host(foreign, element(foreign, { "base-url": "/elsewhere/" }) + element(foreign));
    await app.open("host.html");
    const second = page.locator("oauth-apps").nth(1);
    await second.getByRole("button", { name: /^Sign in at / }).click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(second.getByRole("table", { name: "Applications" })).toBeVisible();
    await expect(app.signInHeading).toBeVisible();
    await expect(app.note).toHaveCount(0);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
    expect(foreign.redeemed()).toHaveLength(1);
  });

  test("the host's own keys of the session storage are left alone", async ({ app, foreign, page }) => {
    host(foreign, element(foreign));
    await app.open("host.html");
    await page.evaluate(() => sessionStorage.setItem("host.setting", "kept"));
    await app.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
    await app.signOutButton.click();
    await expect(app.signInAt).toBeVisible();
    expect(await stored(page)).toEqual({ "host.setting": "kept" });
  });

  test("a redirect URI that is configured is the one that is asked for and redeemed", async ({ app, foreign, page }) => {
    host(foreign, element(foreign, { "redirect-uri": foreign.page.url }));
    await app.open("host.html");
    await app.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    // The page at that address takes the answer.
    await expect(app.list).toBeVisible();
    expect(foreign.asked[0]?.get("redirect_uri")).toBe(foreign.page.url);
    expect(foreign.redeemed()[0]?.get("redirect_uri")).toBe(foreign.page.url);
  });

  test("the static page, too, takes code and state away before the wasm arrives", async ({ app, foreign, page }) => {
    await leave(app);
    await foreign.logIn(page);
    const gate = new Gate();
    holdWasm(foreign, gate);
    await foreign.allow(page);
    await gate.reached;
    await expect.poll(() => page.url()).toBe(foreign.page.url);
    gate.open();
    await expect(app.list).toBeVisible();
  });
});
