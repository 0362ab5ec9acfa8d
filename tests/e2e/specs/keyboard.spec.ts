// The whole flow without a mouse.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";
import { Traffic, expectSent } from "../support/traffic.js";

/** Presses Tab until the focus is where it is wanted. */
async function tabTo(page: Page, wanted: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await wanted.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${wanted}`);
}

test("sign in, search, create, copy, delete and sign out by keyboard alone", async ({ app, page, server, context, clipboard }) => {
  await context.grantPermissions(["clipboard-write"]);
  await app.open();
  await tabTo(page, app.clientId);
  await page.keyboard.type(server.clientId);
  await page.keyboard.press("Tab");
  await expect(app.clientSecret).toBeFocused();
  await page.keyboard.type(server.clientSecret);
  await page.keyboard.press("Enter");
  await expect(app.rows).toHaveCount(4);

  await page.keyboard.press("/");
  await page.keyboard.type("staging");
  await expect(app.rows).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(app.rows).toHaveCount(4);

  await tabTo(page, app.newApplication, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(app.nameField).toBeFocused();
  await page.keyboard.type("Reporting API");
  await page.keyboard.press("Enter");
  await expect(app.created("Reporting API")).toBeVisible();
  await expect(app.dialog.getByRole("button", { name: "Copy secret" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.dialog.getByText("Copied", { exact: true })).toBeVisible();
  const [made] = (await (await server.api()).list()).filter(({ name }) => name === "Reporting API");
  expect(await clipboard()).toBe(made?.client_secret);
  await tabTo(page, app.done);
  await page.keyboard.press("Enter");
  await expect(app.dialog).toBeHidden();
  await expect(app.newApplication).toBeFocused();

  const traffic = new Traffic(page);
  await tabTo(page, app.row("Reporting API").getByRole("button", { name: "Actions for Reporting API" }));
  await page.keyboard.press("Enter");
  await expect(app.root.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(app.root.getByRole("menuitem", { name: "Delete" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.phrase).toBeFocused();
  await page.keyboard.type("Reporting API");
  await page.keyboard.press("Enter");
  await expect(app.row("Reporting API")).toHaveCount(0);
  await expectSent(traffic, "DELETE o/apps/*/", 1);

  await tabTo(page, app.signOutButton, "Shift+Tab");
  await page.keyboard.press("Space");
  await expect(app.signInHeading).toBeVisible();
});

test("the ways to sign in are changed with the arrow keys", async ({ app, page }) => {
  await app.open();
  await tabTo(page, app.credentialsTab);
  await page.keyboard.press("ArrowRight");
  await expect(app.tokenTab).toBeFocused();
  await expect(app.tokenTab).toHaveAttribute("aria-selected", "true");
  await expect(app.token).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(app.credentialsTab).toBeFocused();
  await expect(app.clientId).toBeVisible();
});

test("the menu of a row is walked with the arrow keys, and Escape goes back to its button", async ({ app, page }) => {
  await app.openSignedIn();
  const button = app.row("Staging API").getByRole("button", { name: "Actions for Staging API" });
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  const items = app.root.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("cancelling a deletion goes back to the button of the row's menu", async ({ app, page }) => {
  await app.openSignedIn();
  const button = app.row("Staging API").getByRole("button", { name: "Actions for Staging API" });
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(app.phrase).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("a secret is revealed, hidden and copied by keyboard", async ({ app, page }) => {
  await app.openSignedIn();
  const row = app.row("Staging API");
  await tabTo(page, row.getByRole("button", { name: "Reveal secret" }));
  await page.keyboard.press("Space");
  const hide = row.getByRole("button", { name: /^Hide secret/ });
  await expect(hide).toBeFocused();
  await page.keyboard.press("Space");
  await expect(row.getByRole("button", { name: "Reveal secret" })).toBeFocused();
});

test("Tab stays inside an open dialog", async ({ app, page }) => {
  await app.openSignedIn();
  await app.newApplication.click();
  await expect(app.nameField).toBeFocused();
  for (let pressed = 0; pressed < 12; pressed += 1) {
    await page.keyboard.press("Tab");
    const outside = await app.root.evaluate((element) => {
      const focused = element.shadowRoot?.activeElement;
      return focused !== null && focused !== undefined && focused.closest("dialog") === null;
    });
    expect(outside).toBe(false);
  }
});

test("whatever has the focus shows it", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  const without: string[] = [];
  const seen = new Set<string>();
  for (let pressed = 0; pressed < 40; pressed += 1) {
    await page.keyboard.press("Tab");
    const [name, ring] = await app.root.evaluate((element) => {
      const focused = element.shadowRoot?.activeElement;
      if (!focused) return ["", true] as const;
      const shows = (one: Element | null) => {
        const style = one && getComputedStyle(one);
        return Boolean(style && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"));
      };
      const name = focused.getAttribute("aria-label") ?? focused.textContent ?? focused.tagName;
      return [name, shows(focused) || shows(focused.parentElement)] as const;
    });
    if (name) seen.add(name);
    if (!ring) without.push(name);
  }
  expect(seen.size).toBeGreaterThan(8);
  expect(without).toEqual([]);
});
