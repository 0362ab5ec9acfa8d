// After a deletion the place is kept: the row that took the place of the deleted one has the focus, the page, the search
// and the filter stay as they were.
import { expect, test } from "../support/fixtures.js";
import { answer } from "../support/traffic.js";

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    name: `App ${String(at + 1).padStart(2, "0")}`,
    client_id: `client-${at + 1}`,
    client_secret: "secret-0123456789",
    client_type: at % 2 ? "public" : "confidential",
  }));

const cases: [string, number, string, string][] = [
  ["first", 5, "App 01", "App 02"],
  ["middle", 5, "App 03", "App 04"],
  ["last", 5, "App 05", "App 04"],
];
for (const width of [1280, 390]) {
  for (const [which, count, gone, next] of cases) {
    test(`the ${which} row, at ${width} pixels: the focus goes to the next, and the page stays`, async ({ app, page }) => {
      await page.setViewportSize({ width, height: 700 });
      await answer(page, "GET o/apps/", { json: rows(count) });
      await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
      await app.openSignedIn();
      await app.row(gone).getByRole("button", { name: /^Actions/ }).scrollIntoViewIfNeeded();
      await app.startDeleting(gone);
      const before = await page.evaluate(() => scrollY);
      await app.phrase.fill(gone);
      await app.phrase.press("Enter");
      await expect(app.row(gone)).toHaveCount(0);
      await expect(app.row(next)).toBeFocused();
      await expect(app.row(next)).toBeInViewport();
      const after = await page.evaluate(() => [scrollY, document.documentElement.scrollHeight - innerHeight] as const);
      expect(after[0]).toBe(Math.min(before, after[1]));
      // Tab goes on in this row.
      await page.keyboard.press("Tab");
      await expect(app.row(next).getByRole("link", { name: next })).toBeFocused();
    });
  }
}

test("the only row: the focus goes to New application", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: rows(1) });
  await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
  await app.openSignedIn();
  await app.delete("App 01");
  await expect(app.root.getByRole("heading", { name: "No applications yet" })).toBeVisible();
  await expect(app.newApplication).toBeFocused();
});

test("the only row that the search and the filter let through: they stay, and the way out has the focus", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: rows(5) });
  await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
  await app.openSignedIn();
  await app.types.selectOption("Public");
  await app.search.fill("02");
  await app.delete("App 02");
  await expect(app.search).toHaveValue("02");
  await expect(app.types).toHaveValue("public");
  await expect(app.root.getByRole("button", { name: "Search all types" })).toBeFocused();
});

test("in a search and another order, the next row of that order has the focus", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: rows(12) });
  await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
  await app.openSignedIn();
  await app.sort("Name").click();
  await app.sort("Name").click();
  await app.search.fill("1");
  await expect.poll(() => app.names()).toEqual(["App 12", "App 11", "App 10", "App 01"]);
  await app.delete("App 11");
  await expect(app.row("App 10")).toBeFocused();
  await expect(app.search).toHaveValue("1");
  expect(await app.names()).toEqual(["App 12", "App 10", "App 01"]);
});

test("an application that the list tells to be gone: the place is kept, too", async ({ app, page, watch }) => {
  watch.expect(/Failed to load resource/);
  let there = rows(5);
  await answer(page, "GET o/apps/", () => ({ json: there }));
  await page.route("**/o/apps/3/", (route) => route.abort());
  await app.openSignedIn();
  await app.startDeleting("App 03");
  there = there.filter(({ id }) => id !== 3);
  await app.phrase.fill("App 03");
  await app.deleteButton.click();
  await expect(app.toast("“App 03” was deleted")).toBeVisible();
  await expect(app.row("App 04")).toBeFocused();
});
