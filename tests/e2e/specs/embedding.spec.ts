// The element in its page: how it is configured, moved, doubled and taken out.
import { App } from "../support/app.js";
import { expect, test } from "../support/fixtures.js";
import { openHost, underPath, withAttributes } from "../support/host.js";
import { Traffic, expectSent, hold, refuse } from "../support/traffic.js";

test("two elements with two storage keys show two users", async ({ page, server, canaries }) => {
  for (const key of ["first", "second"]) canaries.sessionKeys.add(key);
  const list = (name: string) => [{ id: 1, name, client_id: `id-of-${name}`, client_secret: "", client_type: "public" }];
  await page.route("**/o/apps/", (route) => {
    const token = route.request().headers()["authorization"];
    return route.fulfill({ json: list(token === "Bearer token-of-the-first-user" ? "First" : "Second") });
  });
  await openHost(page, server, '<oauth-apps storage-key="first"></oauth-apps><oauth-apps storage-key="second"></oauth-apps>');
  const [first, second] = [0, 1].map((at) => new App(page, server, canaries, page.locator("oauth-apps").nth(at))) as [App, App];
  await first.signInWithToken("token-of-the-first-user");
  await expect(first.row("First")).toBeVisible();
  await expect(second.signInHeading).toBeVisible();
  await second.signInWithToken("token-of-the-second-user");
  await expect(second.row("Second")).toBeVisible();
  await page.reload();
  await expect(first.row("First")).toBeVisible();
  await expect(second.row("Second")).toBeVisible();
  await first.signOutButton.click();
  await expect(first.signInHeading).toBeVisible();
  await expect(second.row("Second")).toBeVisible();
  await second.refresh.click();
  await expect(second.row("Second")).toBeVisible();
});

const host = '<div id="a"><oauth-apps></oauth-apps></div><div id="b"></div>';
const move = () => document.querySelector("#b")?.append(document.querySelector("oauth-apps") as Element);

test("a move in the middle of the list request sends no second one", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  const traffic = new Traffic(page);
  const held = await hold(page, "GET o/apps/");
  await app.signInWithToken(token);
  await held.arrived;
  await page.evaluate(move);
  await held.release();
  await expect(app.rows).toHaveCount(4);
  await expect(page.locator("#b oauth-apps")).toBeVisible();
  await expectSent(traffic, "GET o/apps/", 1);
  expect(traffic.aborted("GET o/apps/")).toBe(0);
});

test("a move keeps an open dialog, and what was typed in it", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  await app.signInWithToken(token);
  await app.startCreating("Reporting API");
  await page.evaluate(move);
  await expect(app.nameField).toHaveValue("Reporting API");
  await expect(app.root.locator("dialog:modal")).toHaveCount(1);
  await app.createButton.click();
  await expect(app.created("Reporting API")).toBeVisible();
  await page.evaluate(() => document.querySelector("#a")?.append(document.querySelector("oauth-apps") as Element));
  await expect(app.created("Reporting API")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.dialog).toBeHidden();
});

test("a move in the middle of a creation creates once", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  await app.signInWithToken(token);
  const traffic = new Traffic(page);
  await app.startCreating("Reporting API");
  const held = await hold(page, "POST o/apps/");
  await app.createButton.click();
  await held.arrived;
  await page.evaluate(move);
  await held.release();
  await expect(app.created("Reporting API")).toBeVisible();
  await expectSent(traffic, "POST o/apps/", 1);
});

test("a move keeps what is searched", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  await app.signInWithToken(token);
  await app.search.fill("Staging");
  await page.evaluate(move);
  await expect(app.search).toHaveValue("Staging");
  await expect(app.rows).toHaveCount(1);
});

test("taking the element out aborts what is under way and empties it", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  const traffic = new Traffic(page);
  const held = await hold(page, "GET o/apps/");
  await app.signInWithToken(token);
  await held.arrived;
  const left = await page.evaluate(async () => {
    const element = document.querySelector("oauth-apps") as Element;
    element.remove();
    await Promise.resolve();
    Object.assign(window, { taken: element });
    return element.shadowRoot?.childElementCount;
  });
  expect(left).toBe(0);
  await expect.poll(() => traffic.aborted("GET o/apps/")).toBe(1);
  await held.release();
  await page.evaluate(() => document.body.append((window as unknown as { taken: Element }).taken));
  await expect(app.rows).toHaveCount(4);
});

test("taking the element out in the middle of a creation aborts it", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  await app.signInWithToken(token);
  const traffic = new Traffic(page);
  await app.startCreating("Reporting API");
  const held = await hold(page, "POST o/apps/");
  await app.createButton.click();
  await held.arrived;
  await page.locator("oauth-apps").evaluate((element) => element.remove());
  await expect.poll(() => traffic.aborted("POST o/apps/")).toBe(1);
});

test("an embedded element has no header of its own, and can still be left", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, host);
  await app.signInWithToken(token);
  await expect(app.rows).toHaveCount(4);
  await expect(app.root.getByRole("banner")).toHaveCount(0);
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
});

test("a portal's token is read under the portal's key, which is never written or removed", async ({ app, page, server, canaries }) => {
  const token = await app.freshToken();
  canaries.sessionKeys.add("portal.token");
  await withAttributes(page, server, { "portal-storage-key": "portal.token" });
  await app.open();
  await expect(app.root.getByText("Sign in to the portal first: this page uses its session.")).toBeVisible();
  await expect(app.continueButton).toHaveCount(0);
  await page.evaluate((token) => sessionStorage.setItem("portal.token", token), token);
  await app.root.getByRole("button", { name: "Retry" }).click();
  await expect(app.rows).toHaveCount(4);
  await expect(app.signOutButton).toHaveCount(0);
  await page.reload();
  await expect(app.rows).toHaveCount(4);
  await refuse(page, "GET o/apps/", 401, "unauthorized", "The token is not valid.");
  await app.refresh.click();
  await expect(app.signInHeading).toBeVisible();
  expect(await page.evaluate(() => Object.entries(sessionStorage))).toEqual([["portal.token", token]]);
});

test("a portal that renews its token is followed: it is read for each request", async ({ app, page, server, canaries }) => {
  canaries.sessionKeys.add("portal.token");
  await page.addInitScript((token) => sessionStorage.setItem("portal.token", token), await app.freshToken());
  await withAttributes(page, server, { "portal-storage-key": "portal.token" });
  await app.open();
  await expect(app.rows).toHaveCount(4);
  const renewed = await app.freshToken();
  await page.evaluate((token) => sessionStorage.setItem("portal.token", token), renewed);
  const sent = page.waitForRequest((request) => request.url().endsWith("/o/apps/"));
  await app.refresh.click();
  expect((await sent).headers()["authorization"]).toBe(`Bearer ${renewed}`);
});

for (const [way, field] of [["credentials", "clientId"], ["token", "token"]] as const) {
  test(`with “${way}” as the one way to sign in there is no choice`, async ({ app, page, server }) => {
    await withAttributes(page, server, { "sign-in": way });
    await app.open();
    await expect(app[field]).toBeVisible();
    await expect(app.root.getByRole("tablist")).toHaveCount(0);
  });
}

test("without any way to sign in the page says where they are named", async ({ app, page, server }) => {
  await withAttributes(page, server, { "sign-in": "" });
  await app.open();
  await expect(app.root.getByText(/No way to sign in is configured/)).toBeVisible();
});

test("the session is kept under the storage key that is configured", async ({ app, page, server, canaries }) => {
  canaries.sessionKeys.add("my.key");
  await withAttributes(page, server, { "storage-key": "my.key" });
  await app.open();
  await app.signInWithCredentials();
  await expect(app.list).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(["my.key"]);
});

test("a config.json is read when an attribute names it, and attributes win", async ({ app, page, server }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { "sign-in": "token", locale: "pl" } }));
  await withAttributes(page, server, { config: "config.json", "sign-in": "credentials" });
  await app.open();
  await expect(app.root.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
  await expect(app.root.getByRole("tablist")).toHaveCount(0);
  await expect(app.root.getByRole("textbox", { name: "ID klienta", exact: true })).toBeVisible();
});

test("no config.json is asked for unless an attribute names it", async ({ app, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await app.open();
  await expect(app.signInHeading).toBeVisible();
  expect(asked.filter((path) => path.includes("config"))).toEqual([]);
});

test("a config.json that is missing is named, and nothing else starts", async ({ app, page, server }) => {
  await withAttributes(page, server, { config: "config.json" });
  await app.open();
  await expect(app.root.getByRole("heading", { name: "The configuration could not be read" })).toBeVisible();
  await expect(app.signInHeading).toHaveCount(0);
});

test("a base URL that can't be one is named", async ({ app, page, server }) => {
  await withAttributes(page, server, { "base-url": "ftp://api.example/" });
  await app.open();
  await expect(app.root.getByRole("alert")).toContainText("The configuration is not valid");
  await expect(app.root.getByRole("alert")).toContainText("must begin with https: or http:");
});

test("the page works below a path", async ({ app, page, server }) => {
  const base = await underPath(page, server, "tools/oauth/");
  const traffic = new Traffic(page);
  const paths: string[] = [];
  page.on("request", (request) => paths.push(request.url()));
  await page.goto(base);
  await app.signInWithCredentials();
  await expect(app.rows).toHaveCount(4);
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await app.delete("Reporting API");
  expect(paths.filter((path) => !path.startsWith(base) && !path.startsWith("blob:"))).toEqual([]);
  await expectSent(traffic, "DELETE o/apps/*/", 1);
});

test("an attribute that changes takes effect, and the session stays", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await page.locator("oauth-apps").evaluate((element) => element.setAttribute("locale", "pl"));
  await expect(app.root.getByRole("heading", { name: "Aplikacje OAuth" })).toBeVisible();
  await expect(app.root.getByRole("table", { name: "Aplikacje" })).toBeVisible();
});

test("an API elsewhere is asked where base-url says", async ({ app, page, server, watch }) => {
  watch.expect(/Content Security Policy|securitypolicyviolation: connect-src/);
  await withAttributes(page, server, { "base-url": "https://api.example/" });
  await page.addInitScript(() => sessionStorage.setItem("oauth-apps.session", '{"access_token":"abc"}'));
  await app.open();
  await expect(app.root.getByRole("heading", { name: "Can’t reach the server" })).toBeVisible();
  await expect(app.root.getByText(/Content-Security-Policy blocked the request: add https:\/\/api\.example to its connect-src/)).toBeVisible();
});
