// A secret that was made and not saved outlives its element: a framework that shows another view takes it out of the
// document without asking.
import type { Page } from "@playwright/test";
import { everything } from "../support/dom.js";
import { expect, test } from "../support/fixtures.js";
import { openHost } from "../support/host.js";
import { answer } from "../support/traffic.js";

/** Takes the element out of the document, and puts another one in its place, perhaps with other attributes. */
async function replace(page: Page, change: Record<string, string> = {}): Promise<void> {
  await page.evaluate(async (change) => {
    const old = document.querySelector("oauth-apps") as Element;
    const next = old.cloneNode(false) as Element;
    for (const [name, value] of Object.entries(change)) next.setAttribute(name, value);
    const parent = old.parentNode as ParentNode & Node;
    old.remove();
    await new Promise((done) => setTimeout(done, 200));
    parent.append(next);
  }, change);
}

test("an unsaved secret is there again in the next element with the same session, still to be saved (fault removed-unsaved)", async ({ app, page, server }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Reporting API")?.client_secret ?? "?";
  await replace(page);
  await expect(app.created("Reporting API")).toContainText(secret);
  expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(secret);
  await app.done.click();
  await expect(app.dialog.getByRole("alert")).toContainText("Close without saving?");
  await app.dialog.getByRole("button", { name: "Close without saving" }).click();
  await replace(page);
  await expect(app.rows).toHaveCount(5);
  await expect(app.dialog).toHaveCount(0);
});

test("a saved one is not kept", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await app.openSignedIn();
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(app.dialog.getByText("Copied", { exact: true }).first()).toBeVisible();
  await replace(page);
  await expect(app.rows).toHaveCount(5);
  await expect(app.dialog).toHaveCount(0);
});

test("not for another user, not under another storage key, and not after signing out", async ({ app, page, server }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Reporting API")?.client_secret ?? "?";
  await replace(page, { "storage-key": "other" });
  await expect(app.signInHeading).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
  await app.signInWithToken(await app.freshToken());
  await expect(app.rows).toHaveCount(5);
  expect(await everything(page)).not.toContain(secret);
  await page.evaluate(() => sessionStorage.removeItem("other"));
  // With the first user again, and then signed out.
  await replace(page, { "storage-key": "oauth-apps.session" });
  await expect(app.created("Reporting API")).toContainText(secret);
  await replace(page);
  await expect(app.created("Reporting API")).toContainText(secret);
  await page.evaluate(() => (document.querySelector("oauth-apps") as Element & { signOut(): void }).signOut());
  await expect(app.signInHeading).toBeVisible();
  await app.signInWithToken(await app.freshToken());
  await expect(app.rows).toHaveCount(5);
  await replace(page);
  await expect(app.rows).toHaveCount(5);
  await expect(app.dialog).toHaveCount(0);
  expect(await everything(page)).not.toContain(secret);
});

test("a host that gives another token each time: it is shown to who has the application, and to nobody else", async ({ app, page, server }) => {
  const tokens = [await app.freshToken(), await app.freshToken(), await app.freshToken()];
  await page.addInitScript((tokens) => {
    const getToken = () => (tokens.length > 1 ? tokens.shift() : tokens[0]);
    new MutationObserver(() => {
      for (const element of document.querySelectorAll("oauth-apps")) if (!("getToken" in element) || !element.getToken) Object.assign(element, { getToken });
    }).observe(document, { childList: true, subtree: true });
  }, tokens);
  await openHost(page, server, '<oauth-apps base-url="./"></oauth-apps>');
  await app.create("Reporting API");
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Reporting API")?.client_secret ?? "?";
  // Somebody else, whose list does not have it.
  const undo = await answer(page, "GET o/apps/", { json: [] });
  await replace(page);
  await expect(app.root.getByRole("heading", { name: "No applications yet" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
  await undo();
  await replace(page);
  await expect(app.created("Reporting API")).toContainText(secret);
});
