// Secrets and identifiers: copied without being shown, shown only when asked, hidden again by themselves.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { App } from "../support/app.js";
import { installClock } from "../support/clock.js";
import { everything } from "../support/dom.js";
import { expect, test } from "../support/fixtures.js";
import { answer } from "../support/traffic.js";

/** What a page sees when another tab is chosen. */
const hideTab = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(Document.prototype, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-write"]);
});

test("the client ID is copied to the clipboard, and the button says so", async ({ app, server, clipboard }) => {
  const [application] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Copy client ID" }).click();
  await expect(app.row("Staging API").getByRole("button", { name: "Copied: Client ID of Staging API", exact: true })).toBeVisible();
  await expect(app.root.getByText("Client ID of “Staging API” copied")).toBeAttached();
  expect(await clipboard()).toBe(application?.client_id);
  await expect(app.row("Staging API").getByRole("button", { name: "Copy client ID" })).toBeVisible();
});

test("a secret is copied without being shown", async ({ app, server, page, clipboard }) => {
  const [application] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Copy secret" }).click();
  await expect(app.row("Staging API").getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await everything(page)).not.toContain(application?.client_secret);
  expect(await clipboard()).toBe(application?.client_secret);
});

test("the credentials of a new application are copied", async ({ app, server, clipboard }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  const [made] = (await (await server.api()).list()).filter(({ name }) => name === "Reporting API");
  await app.dialog.getByRole("button", { name: "Copy client ID" }).click();
  await expect(app.dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await clipboard()).toBe(made?.client_id);
  await app.done.click();
  await expect(app.dialog.getByRole("alert")).toContainText("Close without saving?");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(app.dialog.getByRole("alert")).toHaveCount(0);
  expect(await clipboard()).toBe(made?.client_secret);
  await app.done.click();
  await expect(app.dialog).toBeHidden();
});

test("the .env file of a new application holds both, and counts as saved", async ({ app, page, server }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  const download = page.waitForEvent("download");
  await app.dialog.getByRole("button", { name: "Download .env" }).click();
  const [made] = (await (await server.api()).list()).filter(({ name }) => name === "Reporting API");
  expect((await download).suggestedFilename()).toBe("oauth-client-reporting-api.env");
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toBe(`CLIENT_ID=${made?.client_id}\nCLIENT_SECRET=${made?.client_secret}\n`);
  await app.done.click();
  await expect(app.dialog).toBeHidden();
});

test("the .env file of any application comes from its menu", async ({ app, page, server }) => {
  const [application] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Actions for Staging API" }).click();
  const download = page.waitForEvent("download");
  await app.root.getByRole("menuitem", { name: "Download .env" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toBe(`CLIENT_ID=${application?.client_id}\nCLIENT_SECRET=${application?.client_secret}\n`);
});

test("secrets are not in the document until one is revealed, nor after it was hidden (security rule 2)", async ({ app, page, server }) => {
  const list = await (await server.api()).list();
  const secret = list.find(({ name }) => name === "Staging API")?.client_secret ?? "?";
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  for (const { client_secret } of list) expect(await everything(page)).not.toContain(client_secret);
  await app.row("Staging API").getByRole("button", { name: "Reveal secret" }).click();
  await expect(app.row("Staging API").getByText(secret)).toBeVisible();
  for (const { client_secret } of list.filter((other) => other.client_secret !== secret)) {
    expect(await everything(page)).not.toContain(client_secret);
  }
  await app.row("Staging API").getByRole("button", { name: /^Hide secret/ }).click();
  await expect(app.row("Staging API").getByRole("img", { name: "Secret hidden" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
});

test("a revealed secret hides by itself after 30 seconds, and says when", async ({ app, page, server }) => {
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Staging API")?.client_secret ?? "?";
  await installClock(page);
  await app.openSignedIn();
  const row = app.row("Staging API");
  await row.getByRole("button", { name: "Reveal secret" }).click();
  await expect(row.getByText(secret)).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(row.getByRole("button", { name: /^Hide secret of Staging API \(hides in (9|10|11) seconds\)$/ })).toBeVisible();
  await expect(row.getByText(secret)).toBeVisible();
  await page.clock.runFor(11_000);
  await expect(row.getByRole("button", { name: "Reveal secret" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
});

test("a secret whose time passed while the machine slept hides at once", async ({ app, page, server }) => {
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Staging API")?.client_secret ?? "?";
  await installClock(page);
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Reveal secret" }).click();
  await expect(app.row("Staging API").getByText(secret)).toBeVisible();
  await page.clock.fastForward("02:00:00");
  await expect(app.row("Staging API").getByRole("button", { name: "Reveal secret" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
});

test("at most one secret shows", async ({ app }) => {
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Reveal secret" }).click();
  await app.row("Production API").getByRole("button", { name: "Reveal secret" }).click();
  await expect(app.row("Production API").getByRole("button", { name: /^Hide secret/ })).toBeVisible();
  await expect(app.root.getByRole("button", { name: /^Hide secret/ })).toHaveCount(1);
});

test("a revealed secret hides when the focus leaves its row", async ({ app }) => {
  await app.openSignedIn();
  const row = app.row("Staging API");
  await row.getByRole("button", { name: "Reveal secret" }).focus();
  await row.getByRole("button", { name: "Reveal secret" }).press("Enter");
  await expect(row.getByRole("button", { name: /^Hide secret/ })).toBeVisible();
  await app.search.focus();
  await expect(row.getByRole("button", { name: "Reveal secret" })).toBeVisible();
});

test("a revealed secret hides when the tab is hidden", async ({ app, page }) => {
  await app.openSignedIn();
  const row = app.row("Staging API");
  await row.getByRole("button", { name: "Reveal secret" }).click();
  await expect(row.getByRole("button", { name: /^Hide secret/ })).toBeVisible();
  await hideTab(page);
  await expect(row.getByRole("button", { name: "Reveal secret" })).toBeVisible();
});

test("a copy that the browser refuses shows and selects the value, and does not count as saved (fault clipboard)", async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new DOMException("no", "NotAllowedError")) });
  });
  await app.openSignedIn();
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(app.dialog.getByRole("alert")).toContainText("Copy failed");
  await expect(app.dialog.getByRole("button", { name: "Copied" })).toHaveCount(0);
  const secret = await app.dialog.locator("code").last().innerText();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(secret);
  await app.done.click();
  await expect(app.dialog.getByText("Close without saving?")).toBeVisible();
});

test("a client ID that the browser refuses to copy is selected whole", async ({ app, page, server }) => {
  const [application] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new DOMException("no", "NotAllowedError")) });
  });
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Copy client ID" }).click();
  await expect(app.root.getByRole("button", { name: "Copied" })).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(application?.client_id);
});

test("a secret that the browser refuses to copy is shown and selected", async ({ app, page, server }) => {
  const [application] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new DOMException("no", "NotAllowedError")) });
  });
  await app.openSignedIn();
  await app.row("Staging API").getByRole("button", { name: "Copy secret" }).click();
  await expect(app.row("Staging API").getByText(application?.client_secret ?? "?")).toBeVisible();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(application?.client_secret);
});

test.describe("a secret that was just made", () => {
  const made = (app: App) => app.dialog.locator("code").last();

  test("hides after 30 seconds; it can be copied all the same, is as unsaved as before, and shows again", async ({ app, page, server, clipboard }) => {
    await installClock(page);
    await app.openSignedIn();
    await app.create("Reporting API");
    const secret = (await (await server.api()).list()).find(({ name }) => name === "Reporting API")?.client_secret ?? "?";
    await page.clock.runFor(25_000);
    await expect(made(app)).toHaveText(secret);
    await page.clock.runFor(6_000);
    await expect(app.dialog.getByRole("img", { name: "Secret hidden" })).toBeVisible();
    expect(await everything(page)).not.toContain(secret);
    await app.done.click();
    await expect(app.dialog.getByRole("alert")).toContainText("The secret has not been copied or downloaded.");
    await app.dialog.getByRole("button", { name: "Keep open" }).click();
    await app.dialog.getByRole("button", { name: "Reveal secret" }).click();
    await expect(made(app)).toHaveText(secret);
    await app.dialog.getByRole("button", { name: /^Hide secret \(hides in (30|29) seconds\)$/ }).click();
    expect(await everything(page)).not.toContain(secret);
    await app.dialog.getByRole("button", { name: "Copy secret" }).click();
    await expect(app.dialog.getByText("Copied", { exact: true }).first()).toBeVisible();
    expect(await clipboard()).toBe(secret);
  });

  test("hides in a hidden tab", async ({ app, page, server }) => {
    await app.openSignedIn();
    await app.create("Reporting API");
    const secret = (await (await server.api()).list()).find(({ name }) => name === "Reporting API")?.client_secret ?? "?";
    await expect(made(app)).toHaveText(secret);
    await hideTab(page);
    await expect(app.dialog.getByRole("img", { name: "Secret hidden" })).toBeVisible();
    expect(await everything(page)).not.toContain(secret);
  });
});

for (const [what, move] of [["set back", -3_600_000], ["set forward", 3_600_000]] as const) {
  test(`a clock that is ${what} lets no secret show longer than 30 seconds`, async ({ app, page }) => {
    await installClock(page);
    await app.openSignedIn();
    await app.row("Staging API").getByRole("button", { name: "Reveal secret" }).click();
    await expect(app.row("Staging API").getByRole("button", { name: /^Hide secret/ })).toBeVisible();
    await page.evaluate((move) => {
      const { now } = Date;
      Date.now = () => now() + move;
    }, move);
    await page.clock.runFor(31_000);
    await expect(app.row("Staging API").getByRole("button", { name: "Reveal secret" })).toBeVisible();
  });
}

test.describe("a secret longer than its cell", () => {
  const secret = "canary-secret-" + "0123456789abcdef".repeat(16);
  const row = (id: number, client_secret: string) => ({ id, name: `App ${id}`, client_id: `client-${id}`, client_secret, client_type: "confidential" });

  for (const [width, height] of [[1280, 720], [800, 600], [390, 844], [320, 640]] as const) {
    for (const [place, at] of [["first", 1], ["middle", 2], ["last", 3]] as const) {
      test(`at ${width} pixels, in the ${place} row, it is whole after Reveal, and no row moves`, async ({ app, page, canaries }) => {
        canaries.plantSecret(secret);
        await page.setViewportSize({ width, height });
        await answer(page, "GET o/apps/", { json: [1, 2, 3].map((id) => row(id, id === at ? secret : "short-0123")) });
        await app.openSignedIn();
        await expect(app.rows).toHaveCount(3);
        const tops = () => app.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top - (rows[0]?.getBoundingClientRect().top ?? 0)));
        const before = await tops();
        await app.row(`App ${at}`).getByRole("button", { name: "Reveal secret" }).click();
        const code = app.row(`App ${at}`).locator("code");
        await expect(code).toHaveText(secret);
        await expect(code).toBeInViewport({ ratio: 1 });
        expect(await tops()).toEqual(before);
        // Every character can be seen: the first and the last of the text are hit where they stand.
        const seen = await code.evaluate((element) => {
          const text = element.firstChild as Text;
          const hit = (from: number) => {
            const range = document.createRange();
            range.setStart(text, from);
            range.setEnd(text, from + 1);
            // At a break of the line there is an empty box at its end, too.
            const box = [...range.getClientRects()].find(({ width }) => width > 0);
            const root = element.getRootNode() as ShadowRoot;
            return box !== undefined && root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === element;
          };
          return [0, text.length >> 1, text.length - 1].map(hit);
        });
        expect(seen).toEqual([true, true, true]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
        // The box covers no button: Hide can be pressed.
        await app.row(`App ${at}`).getByRole("button", { name: /^Hide secret/ }).click();
        await expect(code).toHaveCount(0);
      });
    }
  }

  test("a short one stays in its cell", async ({ app, page }) => {
    await answer(page, "GET o/apps/", { json: [row(1, "short-0123")] });
    await app.openSignedIn();
    await app.row("App 1").getByRole("button", { name: "Reveal secret" }).click();
    const [code, cell] = await Promise.all([app.row("App 1").locator("code").boundingBox(), app.row("App 1").locator(".c-secret").boundingBox()]);
    expect(code?.y).toBeGreaterThanOrEqual((cell?.y ?? 0) - 1);
    expect((code?.y ?? 0) + (code?.height ?? 0)).toBeLessThanOrEqual((cell?.y ?? 0) + (cell?.height ?? 0) + 1);
  });
});
