// The address of the details, on the page of its own: `#/apps/<id>`.
import { LIST, application, expect, list, test } from "../support/faulty-fixtures.js";

test("opening is a step that Back takes back, and Forward and a reload open it again", async ({ app, page }) => {
  await app.openSignedIn();
  await app.openDetails("Staging API");
  expect(page.url()).toMatch(/#\/apps\/\d+$/);
  await page.goBack();
  await expect(app.details("Staging API")).toBeHidden();
  expect(page.url()).not.toContain("#");
  await page.goForward();
  await expect(app.details("Staging API")).toBeVisible();
  await page.reload();
  await expect(app.details("Staging API")).toBeVisible();
  await expect(app.rows).toHaveCount(4);
});

test("closing leaves no step behind", async ({ app, page }) => {
  await app.openSignedIn();
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  for (const name of ["Staging API", "Production API", "Staging API"]) {
    await app.openDetails(name);
    await page.keyboard.press("Escape");
    await expect(app.details(name)).toBeHidden();
    await expect.poll(() => page.url()).not.toContain("#");
  }
  expect(await length()).toBe(before + 1);
});

test("going on to the next one is no step: Back leads to the list", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.openDetails("Staging API");
  const first = page.url();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => page.url()).not.toBe(first);
  expect(page.url()).toMatch(/#\/apps\/\d+$/);
  await page.goBack();
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  expect(page.url()).not.toContain("#");
});

test("an address that came from elsewhere opens it, and closing it leads to the list, not away", async ({ app, page, faulty }) => {
  faulty.always(LIST, list([application(1), application(9007199254740993, { id: 12 })]));
  await page.goto("about:blank");
  const token = await app.freshToken();
  await page.addInitScript((token) => sessionStorage.setItem("oauth-apps.session", JSON.stringify({ access_token: token })), token);
  await app.open("#/apps/12");
  await expect(app.root.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  await expect(app.rows).toHaveCount(2);
  expect(page.url()).toBe(app.server.url);
});

test("an address that is changed by hand is followed, also before anything was opened", async ({ app, page, faulty }) => {
  faulty.always(LIST, list([application(1), application(2)]));
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(2);
  await page.evaluate(() => (location.hash = "#/apps/2"));
  await expect(app.details("App 2")).toBeVisible();
  await page.evaluate(() => (location.hash = "#/apps/1"));
  await expect(app.details("App 1")).toBeVisible();
  await page.evaluate(() => (location.hash = ""));
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
});

for (const id of ["404", "seven", "-1", "007", "9007199254740993"]) {
  test(`an id that the list does not have says so: ${id}`, async ({ app, page }) => {
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    await page.evaluate((id) => (location.hash = `#/apps/${id}`), id);
    const dialog = app.root.getByRole("dialog", { name: "Application", exact: true });
    await expect(dialog.getByRole("status")).toContainText(`There is no application with the ID ${id}.`);
    await expect(dialog.getByRole("button", { name: "Delete…" })).toHaveCount(0);
    expect(page.url()).toMatch(new RegExp(`#/apps/${id}$`));
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => page.url()).not.toContain("#");
  });
}

test("ids above 2^53 are exact in the address (fault odd-rows)", async ({ app, page, faulty }) => {
  faulty.always(LIST, (exchange) => exchange.send(200, { "Content-Type": "application/json" }, '[{"id":9007199254740993,"name":"Big","client_id":"big"},{"id":9007199254740992,"name":"Other","client_id":"other"}]'));
  await app.openSignedIn();
  await app.openDetails("Big");
  expect(page.url()).toMatch(/#\/apps\/9007199254740993$/);
  await page.reload();
  await expect(app.details("Big")).toBeVisible();
});

test("a name is a link: it opens in another tab as the browser does it", async ({ app, page, context }) => {
  await app.openSignedIn();
  const link = app.row("Staging API").getByRole("link", { name: "Staging API" });
  expect(await link.evaluate((link) => (link as HTMLAnchorElement).href)).toMatch(/#\/apps\/\d+$/);
  const opened = context.waitForEvent("page");
  await link.click({ modifiers: ["ControlOrMeta"] });
  expect((await opened).url()).toMatch(/#\/apps\/\d+$/);
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  expect(page.url()).not.toContain("#");
});

test("signing out closes it, and its address goes with it", async ({ app, page }) => {
  await app.openSignedIn();
  await app.openDetails("Staging API");
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { signOut(): void }).signOut());
  await expect(app.signInHeading).toBeVisible();
  await expect.poll(() => page.url()).not.toContain("#");
});

test("who signs in first finds it open", async ({ app, faulty, page }) => {
  faulty.always(LIST, list([application(1), application(2)]));
  await app.open("#/apps/2");
  await app.signInWithCredentials();
  await expect(app.details("App 2")).toBeVisible();
  expect(page.url()).toMatch(/#\/apps\/2$/);
});
