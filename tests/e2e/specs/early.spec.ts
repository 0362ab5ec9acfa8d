// The list is asked for while the module is on its way, where it is plain who asks and whom; once, and by the same rules.
import type { Page, Request } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";

const MODULE = "**/*.wasm";
const KEY = "oauth-apps.session";

/** Keeps the module away until the answer is called. */
async function withhold(page: Page): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = [];
  let gone = false;
  await page.route(MODULE, async (route) => {
    if (gone) return route.continue();
    held.push(() => route.continue());
  });
  return async () => {
    gone = true;
    for (const release of held) await release();
  };
}

/** The requests for the list from now on. */
function lists(page: Page): Request[] {
  const all: Request[] = [];
  page.on("request", (request) => void (new URL(request.url()).pathname.endsWith("/o/apps/") && all.push(request)));
  return all;
}

/** Changes the stored session. */
const change = (page: Page, members: Record<string, unknown>) =>
  page.evaluate(([key, members]) => sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(key) ?? "{}"), ...members })), [KEY, members] as const);

/** The page's scripts have run, and wait for the module. */
const isWaiting = (page: Page) => page.waitForRequest(/-list-[0-9a-f]+\.wasm$|-signin-[0-9a-f]+\.wasm$/);

test("a reload asks for the list before the module is there, and not again", async ({ app, page }) => {
  await app.signIn();
  const names = await app.names();
  const release = await withhold(page);
  const asked = lists(page);
  await page.reload();
  await expect.poll(() => asked.length).toBe(1);
  await asked[0]?.response();
  await release();
  await expect(app.list).toBeVisible();
  expect(await app.names()).toEqual(names);
  expect(asked).toHaveLength(1);
  await app.refresh.click();
  await expect.poll(() => asked.length).toBe(2);
  // Each is sent as the other is.
  const [early, late] = await Promise.all(asked.map((request) => request.allHeaders()));
  expect(early).toEqual(late);
});

test("a session that names nobody, as a host stores it, is that of the page", async ({ app, page }) => {
  const release = await withhold(page);
  const asked = lists(page);
  await app.openSignedIn();
  await expect.poll(() => asked.length).toBe(1);
  await release();
  await expect(app.list).toBeVisible();
  expect(asked).toHaveLength(1);
});

test("a refused token ends the session, as it does when the module asks", async ({ app, page, watch }) => {
  watch.expect(/401/);
  await app.signIn();
  await change(page, { access_token: "stale" });
  const release = await withhold(page);
  const asked = lists(page);
  await page.reload();
  await expect.poll(() => asked.length).toBe(1);
  await release();
  await expect(app.signInHeading).toBeVisible();
  expect(await page.evaluate((key) => sessionStorage.getItem(key), KEY)).toBeNull();
});

test("an answer that does not come ends with the element", async ({ app, page }) => {
  await app.signIn();
  const release = await withhold(page);
  await page.route("**/o/apps/", () => {});
  const asked = lists(page);
  await page.reload();
  await expect.poll(() => asked.length).toBe(1);
  const failed = page.waitForEvent("requestfailed", (request) => request === asked[0]);
  await page.evaluate(() => document.querySelector("oauth-apps")?.remove());
  expect((await failed).failure()?.errorText).toContain("ERR_ABORTED");
  await release();
});

test.describe("the module asks", () => {
  const unclear: [string, Record<string, unknown>][] = [
    ["where the session is for another API", { for_api: "https://elsewhere.example/" }],
    ["where another server issued its token", { for_issuer: "https://login.example" }],
    ["where the session says for nobody that it is", { for_api: null, for_issuer: null }],
    ["where a client that signed somebody in is named, and nobody that it is for", { for_api: undefined, for_issuer: undefined, grant: "authorization_code", client_id: "another" }],
    ["where the token has ended", { expires_at: 1000 }],
    ["where the token is to be renewed first", { renew_at: 1000 }],
    ["where the token is none that a header takes as it is", { access_token: "Bearer x" }],
  ];
  for (const [name, members] of unclear) {
    test(name, async ({ app, page }) => {
      await app.signIn();
      await change(page, members);
      const release = await withhold(page);
      const asked = lists(page);
      const waiting = isWaiting(page);
      await page.reload();
      await waiting;
      await page.waitForTimeout(200);
      expect(asked).toHaveLength(0);
      await release();
    });
  }

  const configured: [string, Record<string, string>][] = [
    ["where the API is on another origin", { "base-url": "http://localhost:1/" }],
    ["where the portal keeps the token", { "portal-storage-key": KEY }],
    ["where another key holds the session", { "storage-key": "another" }],
    ["where an authorization server is named", { issuer: "https://login.example" }],
  ];
  for (const [name, attributes] of configured) {
    test(name, async ({ app, page }) => {
      await app.signIn();
      const release = await withhold(page);
      const asked = lists(page);
      await page.route(app.server.url, async (route) => {
        const answer = await route.fetch();
        const added = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join("");
        const html = (await answer.text()).replace(/<oauth-apps\b[^>]*>/, (tag) => tag.replace(/ base-url="[^"]*"/, (base) => ("base-url" in attributes ? "" : base)).replace(/>$/, `${added}>`));
        await route.fulfill({ response: answer, body: html });
      });
      const waiting = isWaiting(page);
      await page.reload();
      await waiting;
      await page.waitForTimeout(200);
      expect(asked).toHaveLength(0);
      await release();
    });
  }
});
