// Signing in again by redirect leads back to where one was: what was searched, what was open, what was typed.
import type { App } from "../support/app.js";
import type { AuthorizationServer } from "../support/authorization-server.js";
import { each, expect, signIn, stored, test } from "../support/foreign-fixtures.js";

/** The session is ended by the server, and `act` notices; then signs in again. */
async function again(app: App, foreign: AuthorizationServer, act: () => Promise<void>): Promise<void> {
  await foreign.revoke();
  await act();
  await expect(app.note).toContainText("Your session ended: it could not be renewed. Sign in again.");
  await app.signInAt.click();
  await foreign.allow(app.page);
  await expect(app.list).toBeVisible();
}

each(() => {
  test("what was searched is searched again", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await app.search.fill("page");
    await again(app, foreign, () => app.refresh.click());
    await expect(app.search).toHaveValue("page");
    await expect(app.rows).toHaveCount(1);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
  });

  test("a creation that could not be renewed is back with its draft, and was not sent twice (fault expired)", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await app.startCreating("Ledger sync");
    await again(app, foreign, () => app.createButton.click());
    await expect(app.nameField).toHaveValue("Ledger sync");
    await expect(app.createButton).toBeEnabled();
    expect(foreign.front.count("POST /o/apps/")).toBe(1);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
    await app.createButton.click();
    await expect(app.created("Ledger sync")).toBeVisible();
  });

  test("a deletion that could not be renewed is asked again, and was not carried out (fault expired)", async ({ app, foreign, page }) => {
    const name = `${foreign.user.name} 1`;
    await signIn(app, foreign);
    await app.startDeleting(name);
    await app.phrase.fill(name);
    await again(app, foreign, () => app.deleteButton.click());
    await expect(app.dialog).toContainText(name);
    await expect(app.dialog.getByRole("button", { name: "Delete application" })).toBeVisible();
    await expect(app.row(name)).toHaveCount(1);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
    await app.phrase.fill(name);
    await app.deleteButton.click();
    await expect(app.row(name)).toHaveCount(0);
  });

  test.describe("with tokens of a few seconds", () => {
    test.use({ begin: { lifetime: 4 } });

    test("a secret that was not saved yet outlives the session in its dialog, until the user lets it go (fault refused)", async ({ app, foreign, page }) => {
      await signIn(app, foreign);
      await app.create("Ledger sync");
      await foreign.revoke();
      await expect.poll(() => stored(page), { timeout: 15_000 }).toEqual({});
      await expect(app.created("Ledger sync")).toBeVisible();
      await app.done.click();
      await app.dialog.getByRole("button", { name: "Close without saving" }).click();
      await expect(app.dialog).toHaveCount(0);
      await expect(app.signInAt).toBeEnabled();
    });
  });

  test("the place does not wait for somebody else", async ({ app, foreign, page, context }) => {
    const other = await foreign.join(1);
    await signIn(app, foreign);
    await app.search.fill(foreign.user.name);
    await app.signOutButton.click();
    await expect(app.signInAt).toBeVisible();
    await context.clearCookies();
    await app.signInAt.click();
    await foreign.logIn(page, other);
    await foreign.allow(page);
    await expect(app.row(`${other.name} 1`)).toBeVisible();
    await expect(app.search).toHaveValue("");
    await expect(app.root.getByText(foreign.user.name)).toHaveCount(0);
  });

  test("deleting the client that one is signed in with asks a second time, and then ends the session", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await app.startDeleting(foreign.pageName);
    await app.phrase.fill(foreign.pageName);
    await app.deleteButton.click();
    await expect(app.dialog).toContainText("You are signed in with this application.");
    expect(foreign.front.count("DELETE /o/apps/:id/")).toBe(0);
    await app.dialog.getByRole("button", { name: "Keep it" }).click();
    await expect(app.row(foreign.pageName)).toHaveCount(1);
    expect(foreign.front.count("DELETE /o/apps/:id/")).toBe(0);
    if (await app.dialog.isVisible()) await app.cancel.click();
    // To delete any other application, one question is enough.
    await app.delete(`${foreign.user.name} 1`);
    await app.startDeleting(foreign.pageName);
    await app.phrase.fill(foreign.pageName);
    await app.deleteButton.click();
    await app.dialog.getByRole("button", { name: "Delete and sign out" }).click();
    await expect(app.signInAt).toBeVisible();
    expect(foreign.front.count("DELETE /o/apps/:id/")).toBe(2);
    expect(await stored(page)).toEqual({});
  });
});
