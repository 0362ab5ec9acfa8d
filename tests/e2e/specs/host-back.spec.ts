// security rule 32: with a host's token nothing that an earlier user saw shows again before the host has answered for the
// present one: out of the browser's cache, and where another token comes in the place of the one before.
import type { Page } from "@playwright/test";
import { browser } from "../support/browser.js";
import { LIST, expect, test } from "../support/faulty-fixtures.js";
import { type Faulty, Gate, refuse, rewrite, say } from "../support/faulty.js";
import { sight } from "../support/sight.js";

test.use({
  // Playwright turns the back-forward cache off; here it is what is tested.
  launchOptions: { ...browser.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] },
});

const GET_TOKEN = `<script src="/portal.js"></script><oauth-apps base-url="./"></oauth-apps>`;
const TOKEN = "GET /portal-token";

/** A portal: its token is what `GET /portal-token` answers, and nobody is signed in where that is 401. */
async function portal(faulty: Faulty, page: Page, body: string): Promise<void> {
  faulty.always("GET /portal.js", say(200, `document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("oauth-apps").getToken = async ({ refused }) => {
      const answer = await fetch("/portal-token?refused=" + refused, { cache: "no-store" });
      return answer.ok ? answer.text() : null;
    };
  });`, { "content-type": "text/javascript" }));
  faulty.always("GET /", rewrite((html) => html.replace(/<body[^]*<\/body>/, `<body>${body}</body>`)));
  faulty.always("GET /logout", say(200, "<!doctype html><title>Logged out</title>", { "content-type": "text/html" }));
  await page.addInitScript(() => addEventListener("pageshow", (event) => ((window as unknown as { kept: boolean }).kept = event.persisted)));
}

/** Goes back, into a page from the cache. */
async function back(page: Page): Promise<void> {
  const from = page.url();
  await page.evaluate(() => history.back());
  await expect.poll(() => page.url()).not.toBe(from);
  // If the page did not come from the cache, this spec proves nothing.
  expect(await page.evaluate(() => (window as unknown as { kept: boolean }).kept)).toBe(true);
}

for (const [what, answer] of [
  ["nobody", say(401)],
  ["a failure", say(200, "<html>an error page</html>")],
] as const) {
  test(`a portal that was logged out (getToken: ${what}): Back shows nothing, and asks the host first (security rule 32)`, async ({ app, faulty, page }) => {
    faulty.always(TOKEN, say(200, await app.freshToken()));
    await portal(faulty, page, GET_TOKEN);
    await app.open();
    await expect(app.rows).toHaveCount(4);
    await app.create("Ledger sync");
    const names = ["Staging API", "Ledger sync"];
    const secret = (await (await app.server.api()).list()).find(({ name }) => name === "Ledger sync")?.client_secret ?? "";
    expect(await sight(page, secret)).not.toEqual([]);
    await page.goto(`${faulty.url}logout`);
    const gate = new Gate();
    faulty.always(TOKEN, gate.before(answer));
    await back(page);
    await gate.reached;
    for (const text of [secret, ...names]) expect(await sight(page, text), "while the host is asked").toEqual([]);
    gate.open();
    await expect(app.signInHeading).toBeVisible();
    for (const text of [secret, ...names]) expect(await sight(page, text)).toEqual([]);
  });
}

test("Back to a portal with the same user: everything is there again, once the host has said so", async ({ app, faulty, page }) => {
  const token = await app.freshToken();
  faulty.always(TOKEN, say(200, token));
  await portal(faulty, page, GET_TOKEN);
  await app.open();
  await app.startCreating("Ledger sync");
  await page.goto(`${faulty.url}logout`);
  const gate = new Gate();
  faulty.always(TOKEN, gate.before(say(200, token)));
  await back(page);
  await gate.reached;
  await expect(app.dialog).toBeHidden();
  gate.open();
  await expect(app.nameField).toHaveValue("Ledger sync");
});

test("Back to a portal with another user: the list is theirs, and what the one before left is gone (security rule 32)", async ({ app, faulty, page }) => {
  faulty.always(TOKEN, say(200, await app.freshToken()));
  await portal(faulty, page, GET_TOKEN);
  await app.open();
  await app.startCreating("Of somebody else");
  await page.goto(`${faulty.url}logout`);
  faulty.always(TOKEN, say(200, await app.freshToken()));
  const before = faulty.count(LIST);
  await back(page);
  await expect(app.rows).toHaveCount(4);
  expect(faulty.count(LIST)).toBe(before + 1);
  await expect(app.dialog).toBeHidden();
  await app.newApplication.click();
  await expect(app.nameField).toHaveValue("");
});

test("portal-storage-key: Back after the key is gone, and after another user's token came, shows nothing of the one before (security rule 32)", async ({ app, faulty, page }) => {
  app.canaries.sessionKeys.add("portal.token");
  const [first, second] = [await app.freshToken(), await app.freshToken()];
  await portal(faulty, page, `<oauth-apps base-url="./" portal-storage-key="portal.token"></oauth-apps>`);
  await page.addInitScript((token) => sessionStorage.getItem("spec.began") ?? (sessionStorage.setItem("portal.token", token), sessionStorage.setItem("spec.began", "1")), first);
  await app.open();
  await expect(app.rows).toHaveCount(4);
  await page.goto(`${faulty.url}logout`);
  await page.evaluate((token) => sessionStorage.setItem("portal.token", token), second);
  const gate = new Gate();
  faulty.next(LIST, gate.before());
  await back(page);
  await gate.reached;
  expect(await sight(page, "Staging API"), "before the list of the new token").toEqual([]);
  gate.open();
  await expect(app.rows).toHaveCount(4);
  expect(faulty.requests(LIST).at(-1)?.headers.authorization).toBe(`Bearer ${second}`);
  await page.goto(`${faulty.url}logout`);
  await page.evaluate(() => sessionStorage.removeItem("portal.token"));
  const count = faulty.count(LIST);
  await back(page);
  await expect(app.signInHeading).toBeVisible();
  expect(await sight(page, "Staging API")).toEqual([]);
  expect(faulty.count(LIST)).toBe(count);
});

test("a token that is refused: what it brought is out of sight while the host is asked, and until the next one's list is there (security rule 32)", async ({ app, faulty, page }) => {
  faulty.always(TOKEN, say(200, await app.freshToken()));
  await portal(faulty, page, GET_TOKEN);
  await app.open();
  await expect(app.rows).toHaveCount(4);
  const [asked, listed] = [new Gate(), new Gate()];
  faulty.always(TOKEN, asked.before(say(200, await app.freshToken())));
  faulty.next(LIST, refuse(401, "unauthorized", "The token is not valid."), listed.before());
  await app.refresh.click();
  await asked.reached;
  expect(await sight(page, "Staging API")).toEqual([]);
  asked.open();
  await listed.reached;
  expect(await sight(page, "Staging API")).toEqual([]);
  listed.open();
  await expect(app.rows).toHaveCount(4);
});
