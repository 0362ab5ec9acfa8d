// The parts of the module that are files of their own: who loads which, and what happens when one does not come.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";

const files = (part: string): RegExp => new RegExp(`/oauth-apps-${part}-[0-9a-f]{16}\\.wasm$`);

/** The parts that a page asked for so far, in order. */
function asked(page: Page): string[] {
  const parts: string[] = [];
  page.on("request", (request) => {
    const part = /\/oauth-apps-([a-z]+)-[0-9a-f]{16}\.wasm$/.exec(request.url())?.[1];
    if (part) parts.push(part);
  });
  return parts;
}

/** Keeps a part away until the answer is called. */
async function withhold(page: Page, part: string): Promise<() => Promise<void>> {
  await page.route(files(part), (route) => route.abort());
  return () => page.unroute(files(part));
}

test("who is not signed in gets the sign-in page first, and the rest while looking at it", async ({ app, page }) => {
  const parts = asked(page);
  await app.open();
  await expect(app.signInHeading).toBeVisible();
  await expect.poll(() => parts).toEqual(["signin", "list", "shared", "session", "dialogs"]);
});

test("who is signed in gets the list first, and the rest while looking at it", async ({ app, page }) => {
  await app.signIn();
  const parts = asked(page);
  await page.reload();
  await expect(app.list).toBeVisible();
  await expect.poll(() => [...parts].sort()).toEqual(["dialogs", "list", "session", "shared", "signin"]);
  // In parallel: what the list shares with the session comes with it.
  expect(parts.slice(0, 2)).toEqual(["list", "shared"]);
});

test.describe("a part that does not come", () => {
  test.beforeEach(({ watch }) => watch.expect(/Failed to load resource|integrity|Failed to find a valid digest/));

  test("the dialog says so, and another try brings it, with the focus where one types", async ({ app, page }) => {
    const allow = await withhold(page, "dialogs");
    await app.signIn();
    await app.root.getByRole("button", { name: "New application" }).click();
    const dialog = app.root.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toHaveText("A file of this page did not come. What you did is kept.");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    await app.root.getByRole("button", { name: "New application" }).click();
    await expect(dialog.getByRole("button", { name: "Retry" })).toBeFocused();
    await allow();
    await dialog.getByRole("button", { name: "Retry" }).click();
    await expect(dialog.getByRole("heading", { name: "New application" })).toBeVisible();
    await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  });

  test("a refresh that reaches nobody says so without it, and marks the list as old", async ({ app, context, page }) => {
    await withhold(page, "dialogs");
    await app.signIn();
    await page.route("**/o/apps/*", (route) => route.abort());
    await app.refresh.click();
    const banner = app.root.getByRole("status").filter({ hasText: /This list is \d+ seconds? old/ });
    await expect(banner).toContainText("Can’t reach the server.");
    await context.setOffline(true);
    await expect(banner).toContainText("You are offline.");
    await expect(app.root.getByText("A file of this page did not come.")).toHaveCount(0);
    await page.unroute("**/o/apps/*");
    await context.setOffline(false);
    await expect(banner).toHaveCount(0);
  });

  test("a button of a row says so, in the place of messages, and another try brings it", async ({ app, context, page }) => {
    await context.grantPermissions(["clipboard-write"]);
    const allow = await withhold(page, "dialogs");
    await app.signIn();
    const copy = app.row("Staging API").getByRole("button", { name: /^Copy client ID/ });
    await copy.click();
    const missing = app.root.getByRole("alert").filter({ hasText: "A file of this page did not come." });
    await expect(missing).toBeVisible();
    await allow();
    await missing.getByRole("button", { name: "Retry" }).click();
    await expect(missing).toHaveCount(0);
    await copy.click();
    await expect(app.row("Staging API").getByRole("button", { name: /^Copied: Client ID/ })).toBeVisible();
  });

  test("names are whole without it; chips and filters come once somebody wants to choose, with the focus", async ({ app, page }) => {
    const allow = await withhold(page, "dialogs");
    const rows = [
      { id: 1, name: "Billing \u202eIPA (prod)", client_id: "one", client_type: "public" },
      { id: 2, name: 7, client_id: "two", client_type: "public" },
    ];
    await page.route("**/o/apps/", (route) => route.fulfill({ json: rows }));
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(2);
    await expect(app.rows.first().getByRole("rowheader")).toHaveText("Billing ‹U+202E›IPA (prod)");
    await app.environments.focus();
    await expect(app.environments.getByRole("option")).toHaveText(["All environments"]);
    await allow();
    await app.search.focus();
    await page.keyboard.press("Tab");
    await expect(app.environments.getByRole("option")).toHaveCount(5);
    await expect(app.environments).toBeFocused();
    await expect(app.rows.first().getByRole("rowheader")).toHaveText(/^Billing U\+202EIPA \(prod\)\s*Production$/);
    await expect(app.rows.nth(1).getByText("Incomplete")).toBeVisible();
  });

  test("who signs in without a network is told that, and another try signs in", async ({ app, context, page }) => {
    const allow = await withhold(page, "session");
    await app.open();
    await expect(app.continueButton).toBeVisible();
    await context.setOffline(true);
    await app.signInWithCredentials();
    await expect(app.note).toContainText("You are offline.");
    await context.setOffline(false);
    await allow();
    await app.continueButton.click();
    await expect(app.list).toBeVisible();
  });

  test("the list says so after signing in, and another try brings it, without signing in again", async ({ app, page }) => {
    const allow = await withhold(page, "list");
    await app.open();
    await app.signInWithCredentials();
    await expect(app.root.getByRole("alert")).toContainText("A file of this page did not come.");
    await allow();
    await app.root.getByRole("button", { name: "Retry" }).click();
    await expect(app.list).toBeVisible();
  });

  test("signing in says so when what the session shares with the list does not come, and another try brings it", async ({ app, page }) => {
    const allow = await withhold(page, "shared");
    await app.open();
    await app.signInWithCredentials();
    await expect(app.root.getByRole("alert")).toContainText("A file of this page did not come.");
    await allow();
    await app.continueButton.click();
    await expect(app.list).toBeVisible();
  });

  test("the part that is needed first stops the start, as a missing module does", async ({ app, page }) => {
    await withhold(page, "signin");
    await app.open();
    await expect(app.root.getByRole("alert")).toContainText("A file of this page did not come.");
    await expect(app.root.getByRole("button", { name: "Reload" })).toBeVisible();
  });

  test("after a deployment the part, the module and the scripts are gone: Reload, which brings the newer version (fault removed-part)", async ({ app, page }) => {
    await app.signIn();
    const gone = /\/oauth-apps-([a-z]+-)?[0-9a-f]{16}\.(wasm|js)$/;
    await page.route(files("dialogs"), (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await expect(app.list).toBeVisible();
    await page.route(gone, (route) => route.fulfill({ status: 404 }));
    await app.newApplication.click();
    const dialog = app.root.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toHaveText("There is a newer version of this page. Reload it to go on.");
    await expect(dialog.getByRole("button", { name: "Retry" })).toHaveCount(0);
    await page.unrouteAll();
    await dialog.getByRole("button", { name: "Reload" }).click();
    await app.newApplication.click();
    await expect(app.nameField).toBeVisible();
  });

  test("a part that alone is missing is no newer version: Reload, and whom to tell", async ({ app, page }) => {
    await page.route(files("dialogs"), (route) => route.fulfill({ status: 404 }));
    await app.signIn();
    await app.newApplication.click();
    const dialog = app.root.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toContainText("A file of this page is missing, changed or blocked.");
    await expect(dialog.getByRole("button", { name: "Reload" })).toBeFocused();
  });

  test("a part with a changed byte is not run (security rules 12 and 36)", async ({ app, page }) => {
    await page.route(files("dialogs"), async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: Buffer.concat([await answer.body(), Buffer.from("\0\u0001\0")]) });
    });
    await app.signIn();
    await app.root.getByRole("button", { name: "New application" }).click();
    await expect(app.root.getByRole("dialog").getByRole("alert")).toContainText("A file of this page is missing, changed or blocked.");
  });
});
