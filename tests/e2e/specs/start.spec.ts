// The start of the static page: what is painted before a script, what takes its place, and what is on the line meanwhile.
import type { Page } from "@playwright/test";
import { LIST, expect, test } from "../support/faulty-fixtures.js";

const SCRIPT = /\.js$/;
const MODULE = /\.wasm$/;

/** Nothing of these files comes until the answer is called. */
async function withhold(page: Page, files: RegExp): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const free = new Promise<void>((done) => (release = done));
  await page.route(files, async (route) => {
    await free;
    await route.continue().catch(() => {}); // the page may be gone
  });
  return async () => {
    release();
    await page.unroute(files);
  };
}

const painted = (page: Page) => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);

/** The outline of the list, which has no role. */
const outline = (page: Page) => page.locator("oauth-apps .outline");

/** Where things are that the shell and the page both have. */
const places = (page: Page) =>
  page.evaluate(() => {
    const host = document.querySelector("oauth-apps");
    const root = host?.shadowRoot ?? host;
    const place = (selector: string) => {
      const { x, y, width, height } = root?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      return [x, y, width, height].map(Math.round);
    };
    return { header: place(".top"), icon: place(".brand .i"), host: place(".brand bdi"), head: place(".head"), search: place(".search"), list: place(".list").slice(0, 3), row: place(".row:not(.hd)") };
  });

/** How much has moved that nobody asked to: 0.1 is called good. */
const shifted = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 200);
      }),
  );

for (const scheme of ["light", "dark"] as const) {
  test(`the stylesheet alone paints the shell, without a word and without a script: ${scheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const release = await withhold(page, SCRIPT);
    await page.goto(app.server.url, { waitUntil: "commit" });
    await expect.poll(() => painted(page)).toBe(1);
    const shell = page.locator("oauth-apps > .oauth-apps");
    await expect(shell.locator(".brand .i")).toBeVisible();
    await expect(outline(page)).toBeHidden();
    // No word that another language would have to take back.
    expect((await shell.locator(".top").innerText()).trim()).toBe("");
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(Number(/oklch\(([\d.]+)/.exec(ground)?.[1]) > 0.5, ground).toBe(scheme === "light");
    await release();
    await expect(app.signInHeading).toBeVisible();
    expect(await shifted(page)).toBe(0);
  });
}

for (const width of [1280, 900, 390]) {
  test(`who is signed in sees the outline of the list until it comes, in the same place: ${width} pixels`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await app.openSignedIn();
    await expect(app.list).toBeVisible();
    const release = await withhold(page, MODULE);
    await page.reload({ waitUntil: "commit" });
    await expect(outline(page)).toBeVisible();
    await expect(outline(page).locator(".row:not(.hd)")).toHaveCount(8);
    await expect(page.locator(".brand bdi")).toHaveText(new URL(app.server.url).host);
    // It is a picture: nothing of it is said, and nothing can be reached.
    await expect(outline(page)).toHaveAttribute("aria-hidden", "true");
    expect((await outline(page).innerText()).trim()).toBe("");
    await expect(outline(page).locator("a, button, input, select, [tabindex]")).toHaveCount(0);
    await expect(page.locator("oauth-apps .late")).toBeHidden();
    const before = await places(page);
    await release();
    await expect(app.list).toBeVisible();
    expect(await places(page)).toEqual(before);
  });
}

test("who is not signed in sees no outline, but whose API it is", async ({ app, page }) => {
  const release = await withhold(page, MODULE);
  await page.goto(app.server.url, { waitUntil: "commit" });
  await expect(page.locator(".brand bdi")).toHaveText(new URL(app.server.url).host);
  await expect(outline(page)).toBeHidden();
  await release();
  await expect(app.signInHeading).toBeVisible();
});

test("each file is fetched once, and a second visit fetches the document and the list alone", async ({ app, faulty, page }) => {
  await app.openSignedIn();
  await expect(app.list).toBeVisible();
  await expect.poll(() => faulty.seen.filter(({ path }) => MODULE.test(path)).length).toBeGreaterThanOrEqual(6);
  await page.waitForLoadState("networkidle");
  const paths = () => faulty.seen.map(({ path }) => path).filter((path) => path !== "/favicon.ico");
  expect(paths().filter((path, at, all) => all.indexOf(path) !== at)).toEqual([]);
  expect(faulty.count(LIST)).toBe(1);
  const before = paths().length;
  await page.goto(app.server.url);
  await expect(app.list).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(paths().slice(before).sort()).toEqual(["/", "/o/apps/"]);
});

test("what is not needed yet is asked for after the first rows were painted", async ({ app, page }) => {
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector("oauth-apps")?.shadowRoot?.querySelector("[role=table] [role=cell]")) return void requestAnimationFrame(look);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => performance.mark("spec.rows");
      requestAnimationFrame(() => channel.port2.postMessage(undefined));
    };
    requestAnimationFrame(look);
  });
  await app.openSignedIn();
  await expect(app.list).toBeVisible();
  const asked = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /-(signin|session|dialogs)-[0-9a-f]+\.wasm$/.test(name)).map(({ startTime }) => startTime));
  await expect.poll(async () => (await asked()).length).toBe(3);
  const rows = await page.evaluate(() => performance.getEntriesByName("spec.rows")[0]?.startTime ?? Infinity);
  expect(Math.min(...(await asked()))).toBeGreaterThanOrEqual(rows);
});
