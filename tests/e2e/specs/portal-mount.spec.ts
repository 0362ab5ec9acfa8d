// `mount` in a portal without a framework: what its script does with what comes back.
import { expect, test } from "../support/portal-fixtures.js";

test.use({ portalName: "rollup" });

test.beforeEach(async ({ app, portal }) => {
  await portal.logIn();
  await expect(app.rows).toHaveCount(4);
});

test("`update` changes the language in place, and the language's file is there", async ({ app, page }) => {
  await page.getByRole("button", { name: "Po polsku" }).click();
  await expect(app.root.getByRole("heading", { name: "Aplikacje OAuth" })).toBeVisible();
});

test("`unmount` is refused while a new secret is not saved, and leaves nothing afterwards", async ({ app, page }) => {
  const close = () => page.evaluate(() => document.querySelector<HTMLButtonElement>("#close")?.click());
  await app.create("Reporting API");
  await close();
  await expect(page.locator("output")).toHaveText("Save the new secret first");
  await expect(app.created("Reporting API")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await close();
  await expect(page.locator("#apps > *")).toHaveCount(0);
});

test("where nobody is logged in any more, `token-needed` lets the portal log in", async ({ app, page }) => {
  await page.context().clearCookies();
  await page.reload();
  await expect(page).toHaveURL(/\/login$/);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(app.rows).toHaveCount(4);
});
