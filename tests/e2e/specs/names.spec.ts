// Hostile names: shown as text, with what they hide made visible.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";
import { hostile, isAllowed, trimmed } from "../support/names.js";
import { answer } from "../support/traffic.js";

/** What a row shows as its name. */
interface Shown {
  /** The text with each marked code point as the character that it stands for. */
  readonly name: string;
  /** The text that is not marked. */
  readonly plain: string;
  /** Elements that the page itself would not make. */
  readonly elements: string[];
  readonly direction: string | null;
}

/** The names of all rows by their client IDs: scrolls through the whole list. */
async function shownNames(page: Page, rows: number): Promise<Map<string, Shown>> {
  const found = new Map<string, Shown>();
  await page.evaluate(() => scrollTo(0, 0));
  await expect
    .poll(
      async () => {
        const part = await page.locator("oauth-apps").evaluate((element) =>
          [...(element.shadowRoot?.querySelectorAll(".slot[role=row]") ?? [])].map((row) => {
            const holder = row.querySelector(".name");
            const isMark = (element: Element | null) => element?.closest("[title^='Hidden character U+']") !== null;
            const real = (code: string | null) => String.fromCodePoint(parseInt((code ?? "").slice(2), 16));
            const texts: Text[] = [];
            const walker = document.createTreeWalker(holder ?? document.createElement("b"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) texts.push(walker.currentNode as Text);
            return [
              row.querySelector(".c-id .mid")?.textContent ?? "",
              {
                name: texts.map((text) => (isMark(text.parentElement) ? real(text.data) : text.data)).join(""),
                plain: texts.filter((text) => !isMark(text.parentElement)).map((text) => text.data).join(""),
                elements: [...(holder?.querySelectorAll("*:not(span)") ?? [])].map((element) => element.nodeName),
                direction: holder?.getAttribute("dir") ?? null,
              },
            ] as const;
          }),
        );
        for (const [id, shown] of part) found.set(id, shown);
        await page.evaluate(() => scrollBy(0, innerHeight * 0.7));
        return found.size;
      },
      { timeout: 40_000, intervals: [50] },
    )
    .toBe(rows);
  return found;
}

function check(shown: Shown | undefined, name: string): void {
  expect(shown?.elements, JSON.stringify(name)).toEqual([]);
  expect(shown?.direction).toBe("auto");
  expect(shown?.name, JSON.stringify(name)).toBe(name);
  // Controls, bidirectional formatting, zero-width: never as they are.
  expect(shown?.plain, JSON.stringify(name)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2060\ufeff\u{e0001}-\u{e007f}]/u);
}

test("hostile names that the server takes are shown as text (fault hostile-names)", async ({ app, page, server }) => {
  test.setTimeout(180_000);
  const api = await server.api();
  const made = new Map<string, string>();
  for (const name of hostile.filter(isAllowed)) made.set((await api.create(name)).client_id, trimmed(name));
  expect(made.size).toBeGreaterThan(400);
  await app.openSignedIn();
  await expect(app.rows.first()).toBeVisible();
  // Marks of hidden characters come with the filters.
  await expect(app.grouping).toBeVisible();
  const shown = await shownNames(page, made.size + 4);
  for (const [id, name] of made) check(shown.get(id), name);
});

test("hostile names that only another server would take are shown as text", async ({ app, page, server }) => {
  test.setTimeout(120_000);
  const api = await server.api();
  const refused = hostile.filter((name) => !isAllowed(name) && name !== "");
  for (const name of refused) expect((await api.send("POST", "o/apps/", JSON.stringify({ name }))).status, JSON.stringify(name)).toBe(422);
  const list = refused.map((name, at) => ({ id: at + 1, name, client_id: `client-id-${at}`, client_secret: "", client_type: "public" }));
  await answer(page, "GET o/apps/", { json: list });
  await app.openSignedIn();
  await expect(app.rows.first()).toBeVisible();
  // Marks of hidden characters come with the filters.
  await expect(app.grouping).toBeVisible();
  const shown = await shownNames(page, list.length);
  for (const { client_id, name } of list) check(shown.get(client_id), name);
});

test("a hostile client ID, type and secret are shown as text too", async ({ app, page }) => {
  const evil = "<img src=x onerror=alert(1)>\u202e";
  const row = { id: 1, name: "Evil", client_id: evil, client_secret: `${evil}-secret-0123456`, client_type: evil };
  await answer(page, "GET o/apps/", { json: [row] });
  await app.openSignedIn();
  await app.row("Evil").getByRole("button", { name: "Reveal secret" }).click();
  await expect(app.row("Evil")).toContainText(`${evil}-secret-0123456`);
  expect(await app.root.evaluate((element) => element.shadowRoot?.querySelectorAll("img, script").length)).toBe(0);
});

test("a hidden character shows its code point, and its title says what it is", async ({ app, page }) => {
  const row = { id: 1, name: "Billing \u202eIPA\u200b", client_id: "id1", client_secret: "", client_type: "public" };
  await answer(page, "GET o/apps/", { json: [row] });
  await app.openSignedIn();
  await expect(app.rows.getByText("U+202E")).toBeVisible();
  await expect(app.rows.getByTitle("Hidden character U+202E")).toBeVisible();
  await expect(app.rows.getByText("U+200B")).toBeVisible();
});

test("a name of 10,000 characters keeps the row's height, and is whole in the title and the dialog", async ({ app, page }) => {
  const name = "x".repeat(10_000);
  const base = { client_secret: "", client_type: "public" };
  await answer(page, "GET o/apps/", { json: [{ id: 1, name, client_id: "long", ...base }, { id: 2, name: "short", client_id: "short", ...base }] });
  await app.openSignedIn();
  const heights = await app.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(heights[0]).toBe(heights[1]);
  await app.pointAtRow(0);
  await expect(app.rows.getByTitle(name, { exact: true })).toBeVisible();
  await app.rows.first().getByRole("button", { name: /^Actions for x/ }).click();
  await app.root.getByRole("menuitem", { name: "Delete" }).click();
  await expect(app.dialog.getByRole("definition").first()).toHaveText(name);
  await expect(app.cancel).toBeInViewport();
  await app.cancel.click();
});

test("an application with a hostile name is created, shown and deleted in the page", async ({ app }) => {
  const name = "<script>alert(1)</script> \u202eIPA 👩‍👧";
  await app.openSignedIn();
  await app.startCreating(name);
  await app.createButton.click();
  await expect(app.root.getByRole("dialog", { name: "“<script>alert(1)</script> ‹U+202E›IPA 👩‍👧” was created" })).toBeVisible();
  const id = await app.dialog.locator("code").first().innerText();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  const row = app.rows.filter({ hasText: "U+202E" });
  await row.getByRole("button", { name: /^Actions for / }).click();
  await app.root.getByRole("menuitem", { name: "Delete" }).click();
  await app.phrase.fill(id);
  await app.deleteButton.click();
  await expect(row).toHaveCount(0);
});

test("a search for markup repeats it as text", async ({ app }) => {
  await app.openSignedIn();
  await app.search.fill("<b>bold</b>");
  await expect(app.root.getByRole("heading", { name: "No application matches “<b>bold</b>”" })).toBeVisible();
});
