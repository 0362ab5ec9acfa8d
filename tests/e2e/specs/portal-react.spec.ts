// React: the mode that mounts twice, pages that come and go, properties that change.
import type { Page } from "@playwright/test";
import { expect, kept, test } from "../support/portal-fixtures.js";
import { hold, Traffic } from "../support/traffic.js";

const go = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();
/** Shadow roots that are left in the document. */
const roots = (page: Page) => page.evaluate(() => [...document.querySelectorAll("*")].filter(({ shadowRoot }) => shadowRoot).length);

// Only the development build mounts twice.
test.describe("in the mode that mounts everything twice", () => {
  test.use({ portalName: "react-dev" });

  test("the element and what is mounted are there once, and ask once", async ({ app, heard, page, portal }) => {
    const traffic = new Traffic(page);
    await portal.logIn();
    await expect(app.rows).toHaveCount(4);
    expect(await roots(page)).toBe(1);
    expect(traffic.count("GET o/apps/")).toBe(1);
    await go(page, "Mounted");
    await expect(page.locator("main").getByRole("table", { name: "Applications" })).toBeVisible();
    expect(await roots(page)).toBe(1);
    expect(traffic.count("GET o/apps/")).toBe(2);
    const types = (await heard()).map(({ type }) => type);
    expect(types.filter((type) => type === "oauth-apps:ready")).toHaveLength(2);
    expect(types).not.toContain("oauth-apps:error");
  });
});

test.describe("built", () => {
  test.use({ portalName: "react" });

  for (const way of ["Applications", "Mounted"]) {
    test(`“${way}” that is left while it loads leaves nothing, and no error`, async ({ heard, page, portal }) => {
      const traffic = new Traffic(page);
      await portal.logIn();
      await expect(page.getByRole("table", { name: "Applications" })).toBeVisible();
      await go(page, "Home");
      const held = await hold(page, "GET o/apps/");
      await go(page, way);
      await held.arrived;
      await go(page, "Home");
      await expect.poll(() => traffic.aborted("GET o/apps/")).toBe(1);
      await expect.poll(() => roots(page)).toBe(0);
      await held.release();
      await go(page, way);
      await expect(page.getByRole("table", { name: "Applications" })).toBeVisible();
      expect((await heard()).map(({ type }) => type)).not.toContain("oauth-apps:error");
    });

    test(`“${way}” that is left before its module came leaves nothing, and no error`, async ({ heard, page, portal }) => {
      let arrive = () => {};
      const gate = new Promise<void>((open) => (arrive = open));
      let asked = 0;
      await page.route("**/*.wasm", async (route) => {
        asked += 1;
        await gate;
        await route.continue();
      });
      await portal.logIn();
      await go(page, way);
      await expect.poll(() => asked).toBeGreaterThan(0);
      await go(page, "Home");
      arrive();
      await page.waitForLoadState("networkidle");
      await expect.poll(() => roots(page)).toBe(0);
      expect((await heard()).map(({ type }) => type)).toEqual([]);
      await go(page, way);
      await expect(page.getByRole("table", { name: "Applications" })).toBeVisible();
    });
  }

  test("leaving and coming back works as often as one likes, and brings the module once", async ({ app, page, portal }) => {
    const modules: string[] = [];
    page.on("request", (request) => void (request.url().endsWith(".wasm") && modules.push(request.url())));
    await portal.logIn();
    for (let turn = 0; turn < 3; turn += 1) {
      for (const way of ["Applications", "Mounted"]) {
        await go(page, way);
        await expect(page.getByRole("table", { name: "Applications" })).toBeVisible();
        await go(page, "Home");
        await expect.poll(() => roots(page)).toBe(0);
      }
    }
    await page.goBack();
    await expect(app.root.or(page.locator("main")).getByRole("table", { name: "Applications" })).toBeVisible();
    expect(modules).toHaveLength(new Set(modules).size);
    expect(await kept(page)).toEqual([]);
  });

  test("a property that changes takes effect, and a render in between loses nothing", async ({ app, page, portal }) => {
    await portal.logIn();
    await app.startCreating("Reporting API");
    // A new function for each listener, and the same properties.
    await page.evaluate(() => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Render again")?.click());
    await expect(app.nameField).toHaveValue("Reporting API");
    await app.createButton.click();
    await expect(portal.status).toHaveText("Created Reporting API");
    await app.dialog.getByRole("button", { name: "Copy secret" }).click();
    await app.done.click();
    await page.getByRole("button", { name: "Change language" }).click();
    await expect(app.root.getByRole("heading", { name: "Aplikacje OAuth" })).toBeVisible();
  });
});
