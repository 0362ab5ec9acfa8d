// docs/requirements/faults.md, row by row, for what a list may hold: odd JSON, secrets that are none, hostile names, none and very many.
import { type App } from "../support/app.js";
import { DELETE, LIST, application, expect, list, test } from "../support/faulty-fixtures.js";
import { json, say } from "../support/faulty.js";

const actions = (app: App, at: number) => app.rows.nth(at).getByRole("button", { name: /^Actions for/ });

test.describe("wrong JSON types, duplicate ids, ids above 2^53, negative ids (fault odd-rows)", () => {
  test("rows with wrong types are flagged, and the rest of the list shows", async ({ app, faulty }) => {
    faulty.always(LIST, list([
      application(1),
      application(2, { id: "2" }),
      application(3, { id: 3.5 }),
      application(4, { name: 7 }),
      application(5, { client_id: null }),
      application(6, { client_type: [] }),
      application(7, { client_secret: 7 }),
      42,
      null,
      application(8),
    ]));
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(10);
    const flagged = app.rows.filter({ has: app.page.getByText("Incomplete", { exact: true }) });
    await expect(flagged).toHaveCount(8);
    for (const name of ["App 1", "App 8"]) await expect(app.row(name).getByText("Incomplete")).toHaveCount(0);
    await expect(app.row("App 2").getByTitle("not complete: id")).toBeVisible();
    await expect(app.rows.getByTitle("not complete: name")).toBeVisible();
    await expect(app.row("App 5").getByTitle("not complete: client_id")).toBeVisible();
    await expect(app.row("App 6").getByTitle("not complete: client_type")).toBeVisible();
    await expect(app.row("App 7").getByTitle("not complete: client_secret")).toBeVisible();
    await expect(app.rows.filter({ hasText: "Unreadable entry" })).toHaveCount(2);
    await expect(app.list).not.toContainText("null");
  });

  test("a row without a usable id cannot be deleted", async ({ app, faulty }) => {
    faulty.always(LIST, list([application(2, { id: "2" })]));
    await app.openSignedIn();
    await app.row("App 2").getByRole("button", { name: /^Actions/ }).click();
    await expect(app.root.getByRole("menuitem", { name: "Download .env" })).toBeVisible();
    await expect(app.root.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
  });

  test("duplicate ids both show and are flagged", async ({ app, faulty }) => {
    faulty.always(LIST, list([application(1), application(1, { name: "Twin", client_id: "client-1b" }), application(2)]));
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(3);
    for (const name of ["App 1", "Twin"]) await expect(app.row(name).getByTitle("id (×2)")).toBeVisible();
    await expect(app.row("App 2").getByTitle("id (×2)")).toHaveCount(0);
  });

  for (const id of ["9007199254740993", "170141183460469231731687303715884105727", "-5", "0"]) {
    test(`the id ${id} stays exact in the delete dialog and in its URL`, async ({ app, faulty }) => {
      const row = JSON.stringify(application(0, { name: "Big" })).replace('"id":0', `"id":${id}`);
      faulty.next(LIST, json(200, `[${row}]`));
      faulty.always(DELETE, say(204));
      await app.openSignedIn();
      await app.startDeleting("Big");
      await expect(app.dialog.getByText(id, { exact: true })).toBeVisible();
      await app.phrase.fill("Big");
      await app.deleteButton.click();
      await expect(app.toast("“Big” was deleted")).toBeVisible();
      expect(faulty.requests(DELETE).map(({ path }) => path)).toEqual([`/o/apps/${id}/`]);
    });
  }
});

test("unknown fields are ignored (fault unknown-members)", async ({ app, faulty }) => {
  faulty.always(LIST, list([application(1, { owner: { name: "x" }, scopes: ["a"], client_secret_expires_at: 0, "": null, ["__proto__"]: { polluted: 1 } })]));
  await app.openSignedIn();
  await expect(app.row("App 1")).toBeVisible();
  await expect(app.row("App 1").getByText("Incomplete")).toHaveCount(0);
});

test.describe("null, empty or absent secret; hashed secret (fault no-secret)", () => {
  const secrets: [string, object, string][] = [
    ["null", { client_secret: null }, "Not available"],
    ["empty", { client_secret: "" }, "Not available"],
    ["absent", { client_secret: undefined }, "Not available"],
    ["null of a public client", { client_secret: null, client_type: "public" }, "No secret"],
    ["pbkdf2", { client_secret: "pbkdf2_sha256$720000$c2FsdA$aGFzaA=" }, "Stored as a hash: not usable"],
    ["bcrypt", { client_secret: "bcrypt_sha256$$2b$12$abcdefghijklmnopqrstuv" }, "Stored as a hash: not usable"],
    ["argon2", { client_secret: "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA" }, "Stored as a hash: not usable"],
  ];
  for (const [name, more, words] of secrets) {
    test(`${name}: says so, and there is nothing to reveal, copy or download`, async ({ app, faulty }) => {
      faulty.always(LIST, list([application(1, more), application(2)]));
      await app.openSignedIn();
      const row = app.row("App 1");
      await expect(row.getByText(words, { exact: true })).toBeVisible();
      await expect(row).not.toContainText(/null|undefined|\$/);
      for (const button of ["Reveal secret", "Copy secret"]) {
        await expect(row.getByRole("button", { name: button, disabled: false })).toHaveCount(0);
        await expect(app.row("App 2").getByRole("button", { name: button })).toBeEnabled();
      }
      await row.getByRole("button", { name: /^Actions/ }).click();
      await expect(app.root.getByRole("menuitem", { name: "Delete" })).toBeVisible();
      await expect(app.root.getByRole("menuitem", { name: "Download .env" })).toHaveCount(0);
    });
  }
});

test.describe("empty list / 100,000 applications (faults empty-list, many)", () => {
  test("an empty list guides to the first application", async ({ app, faulty }) => {
    faulty.always(LIST, list([]));
    await app.openSignedIn();
    await expect(app.root.getByRole("heading", { name: "No applications yet" })).toBeVisible();
    await app.newApplication.click();
    await expect(app.nameField).toBeFocused();
  });

  test("100,000 applications show, scroll and are searched with few rows in the document", async ({ app, faulty, page }) => {
    test.slow();
    faulty.always(LIST, list(Array.from({ length: 100_000 }, (_, index) => application(index + 1))));
    await app.openSignedIn();
    await expect(app.status).toContainText("100,000 applications", { timeout: 60_000 });
    expect(await app.rows.count()).toBeLessThanOrEqual(100);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(app.list).toHaveAttribute("aria-rowcount", "100001");
    await expect(app.rows.last()).toHaveAttribute("aria-rowindex", "100001");
    expect(await app.rows.count()).toBeLessThanOrEqual(100);
    await app.search.fill("client-99999");
    await expect(app.rows).toHaveCount(1);
    await expect(app.row("App 99999")).toBeVisible();
  });
});

test.describe("hostile names (fault hostile-names)", () => {
  const shown: [string, string, string][] = [
    ["markup", `<img src=x onerror="alert(1)"><script>alert(2)</script>`, `<img src=x onerror="alert(1)"><script>alert(2)</script>`],
    ["an RTL override", "Billing \u202eIPA", "Billing U+202EIPA"],
    ["zero-width characters", "Bill\u200bing\ufeff", "BillU+200BingU+FEFF"],
    ["a ZWJ emoji", "👩‍👩‍👧 family", "👩‍👩‍👧 family"],
    ["combining marks", "Z\u0351\u036b\u0343a\u0310\u0300lgo", "Z\u0351\u036b\u0343a\u0310\u0300lgo"],
    ["NUL", "a\0b", "aU+0000b"],
    ["a newline", "a\nb", "aU+000Ab"],
    ["10,000 characters", "x".repeat(10_000), "x".repeat(10_000)],
    ["Arabic", "تطبيق الإنتاج", "تطبيق الإنتاج"],
  ];
  for (const [what, name, text] of shown) {
    test(`${what}: text alone, isolated, clipped, and whole in its title`, async ({ app, faulty }) => {
      faulty.always(LIST, list([application(1, { name }), application(2)]));
      await app.openSignedIn();
      const isolated = actions(app, 0).locator("xpath=ancestor::*[@role='row']").locator(".name[dir=auto]");
      await expect(isolated).toHaveCount(1);
      expect(await isolated.evaluate((name) => getComputedStyle(name).unicodeBidi)).toBe("isolate");
      // Marks come with the dialogs.
      await expect.poll(() => isolated.evaluate((name) => name.textContent)).toBe(text);
      const box = await app.rows.first().boundingBox();
      const plain = await app.row("App 2").boundingBox();
      expect(box?.height).toBe(plain?.height);
      expect(box?.width).toBe(plain?.width);
      await app.pointAtRow(0);
      const title = await isolated.getAttribute("title");
      expect(title?.replace(/[‹›]/g, "")).toBe(text);
      await expect(app.page.locator("oauth-apps img, oauth-apps script")).toHaveCount(0);
    });
  }

  for (const [what, name] of [["an RTL override", "Billing \u202eIPA"], ["only spaces", "   "], ["10,000 characters", "x".repeat(10_000)], ["NUL", "a\0b"]] as const) {
    test(`${what}: the delete dialog adds client ID and id, and asks for the client ID`, async ({ app, faulty }) => {
      faulty.next(LIST, list([application(1, { name })]));
      faulty.always(DELETE, say(204));
      await app.openSignedIn();
      await actions(app, 0).click();
      await app.root.getByRole("menuitem", { name: "Delete" }).click();
      await expect(app.dialog.getByTitle("client-1")).toBeVisible();
      await expect(app.dialog.getByText("1", { exact: true })).toBeVisible();
      await app.phrase.fill("client-");
      await expect(app.deleteButton).toBeDisabled();
      await app.phrase.fill("client-1");
      await app.deleteButton.click();
      await expect(app.rows).toHaveCount(0);
      expect(faulty.count(DELETE)).toBe(1);
    });
  }
});
