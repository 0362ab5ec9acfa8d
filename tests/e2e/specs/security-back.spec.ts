// security rule 4: a page that comes back from the browser's back-forward cache shows nothing of a session that ended.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";
import { browser } from "../support/browser.js";
import { sight } from "../support/sight.js";

test.use({
  // Playwright turns the back-forward cache off; here it is what is tested.
  launchOptions: { ...browser.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] },
});

/** Goes back. A page from the cache fires no `load`, so Playwright's own `goBack` would wait for ever. */
async function back(page: Page): Promise<void> {
  const from = page.url();
  await page.evaluate(() => history.back());
  await expect.poll(() => page.url()).not.toBe(from);
}

test("security rule 4: Back after sign-out shows nothing", async ({ app, page, server }) => {
  await app.open();
  await app.signInWithCredentials();
  await expect(app.rows).toHaveCount(4);
  const name = (await app.names())[0] ?? "";
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await page.goto(`${server.url}healthz`);
  await back(page);
  await expect(app.signInHeading).toBeVisible();
  expect(await sight(page, name)).toEqual([]);
});

test("security rule 4: Back to a page whose session the next page of the tab ended shows nothing", async ({ app, page, server }) => {
  await page.addInitScript(() => addEventListener("pageshow", (event) => ((window as unknown as { kept: boolean }).kept = event.persisted)));
  await app.open();
  await app.signInWithCredentials();
  await expect(app.rows).toHaveCount(4);
  const name = (await app.names())[0] ?? "";
  expect(await sight(page, name)).not.toEqual([]);
  await page.goto(`${server.url}?again`);
  await expect(app.rows).toHaveCount(4);
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await back(page);
  // If the page did not come from the cache, this test proves nothing.
  expect(await page.evaluate(() => (window as unknown as { kept: boolean }).kept)).toBe(true);
  await expect(app.signInHeading).toBeVisible();
  expect(await sight(page, name)).toEqual([]);
});

test("security rule 4: Back shows neither a secret that was just made nor its dialog, when the tab was signed out meanwhile", async ({ app, page, server }) => {
  await page.addInitScript(() => addEventListener("pageshow", (event) => ((window as unknown as { kept: boolean }).kept = event.persisted)));
  await app.open();
  await app.signInWithCredentials();
  await app.create("Ledger sync");
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Ledger sync")?.client_secret ?? "";
  expect(await sight(page, secret)).not.toEqual([]);
  await page.goto(`${server.url}?again`);
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await back(page);
  expect(await page.evaluate(() => (window as unknown as { kept: boolean }).kept)).toBe(true);
  await expect(app.signInHeading).toBeVisible();
  await expect(app.dialog).toBeHidden();
  expect(await sight(page, secret)).toEqual([]);
});
