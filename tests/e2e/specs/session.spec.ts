// The session: how long it lasts, and what is left when it ends.
import { expect, test } from "../support/fixtures.js";
import { everything } from "../support/dom.js";
import { refuse } from "../support/traffic.js";

test("a reload keeps the session", async ({ app, page }) => {
  await app.signIn();
  await page.reload();
  await expect(app.list).toBeVisible();
});

test("a second tab has a session of its own", async ({ app, newTab }) => {
  await app.signIn();
  const second = await newTab();
  await second.open();
  await expect(second.signInHeading).toBeVisible();
  await second.signInWithCredentials();
  await expect(second.list).toBeVisible();
  await second.signOutButton.click();
  await expect(second.signInHeading).toBeVisible();
  await app.page.reload();
  await expect(app.list).toBeVisible();
});

test("sign-out clears the tab, and says until when the token stays valid", async ({ app, page }) => {
  await app.signIn();
  const secrets = (await (await app.server.api()).list()).map((application) => application.client_secret ?? "");
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await expect(app.root.getByText("Signed out here.")).toBeVisible();
  await expect(app.root.getByText(/stays valid until \S.*\. Only the server can end it earlier/)).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  const left = await everything(page);
  for (const text of ["Development API", ...secrets]) expect(left).not.toContain(text);
  await page.reload();
  await expect(app.signInHeading).toBeVisible();
});

test("signing out of a pasted token says that it may stay valid", async ({ app }) => {
  await app.openSignedIn();
  await app.signOutButton.click();
  await expect(app.root.getByText("The token may stay valid. Only the server can end it.")).toBeVisible();
});

test("Back after sign-out shows no application", async ({ app, page }) => {
  await app.signIn();
  await page.goto("about:blank");
  await page.goBack();
  await expect(app.list).toBeVisible();
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await page.goto("about:blank");
  await page.goBack();
  await expect(app.signInHeading).toBeVisible();
  await expect(app.list).toBeHidden();
});

test.describe("with tokens of two seconds", () => {
  test.use({ serverOptions: { applications: 3, tokenLifetime: 2 } });

  test("a token that expires ends the session by itself, and the reason shows", async ({ app, page }) => {
    await app.open();
    await app.signInWithCredentials();
    await expect(app.root.getByRole("alert")).toContainText(/Your session ended: the token expired at \d\d:\d\d\. Sign in again\./);
    await expect(app.signInHeading).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(await everything(page)).not.toContain("Development API");
  });
});

test("a draft survives a 401, and the dialog is back after signing in again", async ({ app, page }) => {
  await app.signIn();
  await app.startCreating("Reporting API");
  const recover = await refuse(page, "POST o/apps/", 401, "unauthorized", "The token is not valid.");
  await app.createButton.click();
  await expect(app.signInHeading).toBeVisible();
  await expect(app.dialog).toBeHidden();
  await expect(app.root.getByRole("alert")).toContainText("What you typed is kept.");
  await recover();
  await app.signInWithCredentials();
  await expect(app.nameField).toHaveValue("Reporting API");
  await app.createButton.click();
  await expect(app.created("Reporting API")).toBeVisible();
});

test("a deletion that a 401 stopped is asked again after signing in", async ({ app, page }) => {
  await app.signIn();
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging API");
  const recover = await refuse(page, "DELETE o/apps/*/", 401, "unauthorized", "The token is not valid.");
  await app.deleteButton.click();
  await expect(app.signInHeading).toBeVisible();
  await recover();
  await app.signInWithCredentials();
  await expect(app.phrase).toHaveValue("Staging API");
  await app.deleteButton.click();
  await expect(app.row("Staging API")).toHaveCount(0);
});
