// Rows keep their elements while others come and go, and the element of a row that is out of sight is given to another one.
// Nothing of the row before may be left in it.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";
import { answer } from "../support/traffic.js";

/** Rows of all kinds, each of which is shown in another way. */
function applications(count: number, odd: boolean): object[] {
  return Array.from({ length: count }, (_, at) => {
    const plain = {
      id: at + 1,
      name: `Application ${at}`,
      client_id: `client-${String(at * 2654435761).padStart(14, "0")}`,
      client_secret: `secret-${at}`,
      client_type: at % 3 ? "confidential" : "public",
      created: new Date(Date.UTC(2026, 0, 1 + (at % 300), at % 24)).toISOString(),
    };
    if (!odd) return plain;
    const changes: object[] = [
      {},
      { name: `Bidi \u202e${at}\u200b` },
      { client_secret: `pbkdf2_sha256$870000$salt${at}$${"aB3+".repeat(11)}` },
      { name: "" },
      { client_secret: null },
      { client_id: null },
      { created: null },
      { name: 7 },
      { client_type: `odd ${at % 7}` },
      { name: `<b>${at}</b> & "quotes"` },
      { client_secret: "x".repeat(400) },
      {},
    ];
    return { ...plain, ...changes[at % changes.length] };
  });
}

/** The rows in the document as HTML, by their number. */
const rows = (page: Page) =>
  page.evaluate(() => {
    const found = document.querySelector("oauth-apps")?.shadowRoot?.querySelectorAll(".row.slot") ?? [];
    return Object.fromEntries([...found].map((row) => [row.getAttribute("aria-rowindex") ?? "", row.outerHTML]));
  });

/** Until the page has painted what it was told. */
const painted = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.evaluate((share) => window.scrollTo(0, document.documentElement.scrollHeight * share), share);
  await painted(page);
}

const SHARES = [0.3, 0.9, 0.1, 0.12, 0.5, 0.48, 1, 0.7, 0.2, 0];

test("a row that comes into sight has nothing of the one whose element it got", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { body: JSON.stringify(applications(300, true)) });
  await app.openSignedIn();
  await expect(app.status).toContainText("300 applications");
  // On paper all rows are in the document, which are then made and not refilled.
  await page.emulateMedia({ media: "print" });
  await expect(app.root.locator(".row.slot")).toHaveCount(300);
  const fresh = await rows(page);
  await page.emulateMedia({ media: "screen" });
  await expect(async () => expect(Object.keys(await rows(page)).length).toBeLessThan(100)).toPass();
  const seen = new Set<string>();
  const compare = async () => {
    for (const [at, html] of Object.entries(await rows(page))) {
      expect(html, `row ${at}`).toBe(fresh[at]);
      seen.add(at);
    }
  };
  for (const share of SHARES) {
    await scrollTo(page, share);
    await compare();
  }
  expect(seen.size).toBeGreaterThan(150);

  // What somebody did with a row is gone with it.
  const first = app.rows.first();
  await first.getByRole("button", { name: "Reveal secret" }).click();
  await expect(first.locator(".revealed")).toHaveCount(1);
  await first.getByRole("button", { name: "Copy client ID" }).click();
  await app.search.focus();
  // Off the rows: the one under the pointer has titles.
  await page.mouse.move(0, 0);
  for (const share of SHARES.slice(0, 4)) {
    await scrollTo(page, share);
    await compare();
    await expect(app.root.locator(".revealed")).toHaveCount(0);
  }
  await scrollTo(page, 0);
  await expect(first.getByRole("button", { name: "Copy client ID" })).toBeVisible();
  await expect(async () => compare()).toPass();
});

test("rows keep their elements when one above them is deleted, and when a refresh brings another", async ({ app, page }) => {
  const all = applications(500, false);
  await answer(page, "GET o/apps/", () => ({ body: JSON.stringify(all) }));
  await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
  await app.openSignedIn();
  await expect(app.status).toContainText("500 applications");
  const mark = () =>
    page.evaluate(() => {
      const slots = [...(document.querySelector("oauth-apps")?.shadowRoot?.querySelectorAll(".slot") ?? [])];
      const nameOf = (slot: Element) => slot.querySelector(".name")?.textContent ?? "";
      const before = slots.flatMap((slot) => ("spec" in slot ? [`${String(slot.spec)} is ${nameOf(slot)}`] : []));
      for (const slot of slots) Object.assign(slot, { spec: nameOf(slot) });
      return { before, order: slots.map((slot) => Number(slot.getAttribute("aria-rowindex")) - 2) };
    });
  await mark();
  const [, second = ""] = await app.names();
  await app.delete(second);
  await expect(app.status).toContainText("499 applications");
  await painted(page);
  const deleted = await mark();
  const same = (kept: string[]) => kept.filter((words) => words.split(" is ")[0] === words.split(" is ")[1]).length;
  // All but the one that was deleted.
  expect(same(deleted.before)).toBe(deleted.order.length - 1);
  expect(deleted.before.length).toBe(same(deleted.before));
  expect(deleted.order).toEqual(deleted.order.map((_, at) => at));

  all.splice(all.findIndex((application) => "name" in application && application.name === second), 1);
  all.unshift({ ...all[0], id: 9001, name: "Brand new", client_id: "client-new", created: "2027-01-01T00:00:00Z" });
  await app.refresh.click();
  await expect(app.row("Brand new")).toBeVisible();
  await painted(page);
  const refreshed = await mark();
  expect(same(refreshed.before)).toBeGreaterThanOrEqual(refreshed.order.length - 2);
  expect(refreshed.order).toEqual(refreshed.order.map((_, at) => at));
});

test("in a jump the rows are there in the frame of the scroll", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { body: JSON.stringify(applications(10_000, false)) });
  await app.openSignedIn();
  await expect(app.status).toContainText("10,000 applications");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const gaps = await page.evaluate(async () => {
    const root = document.querySelector("oauth-apps")?.shadowRoot;
    const list = root?.querySelector(".rows");
    const gaps: string[] = [];
    for (let jump = 1; jump <= 60; jump += 1) {
      window.scrollTo(0, document.documentElement.scrollHeight * ((jump * 0.618034) % 1));
      // The task after the frame: what it finds was painted.
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const around = list?.getBoundingClientRect();
      if (!around) return ["no list"];
      const boxes = [...(root?.querySelectorAll(".slot") ?? [])].map((slot) => slot.getBoundingClientRect());
      const [top, bottom] = [Math.max(0, around.top), Math.min(innerHeight, around.bottom)];
      const seen = boxes.filter((box) => box.bottom > top && box.top < bottom).sort((a, b) => a.top - b.top);
      const isWhole = seen.every((box, at) => at === 0 || Math.abs(box.top - (seen[at - 1]?.bottom ?? 0)) < 1);
      if (!isWhole || (seen[0]?.top ?? Infinity) > top + 1 || (seen.at(-1)?.bottom ?? 0) < bottom - 1) gaps.push(`jump ${jump}: ${seen.length} rows`);
    }
    return gaps;
  });
  expect(gaps).toEqual([]);
});
