// Deleting an application: named, confirmed by typing, sent once.
import { Api, Refused } from "../support/api.js";
import { expect, test } from "../support/fixtures.js";
import { Traffic, answer, expectSent, hold } from "../support/traffic.js";

test("an application is deleted once its name was typed, and its credentials are dead", async ({ app, server }) => {
  const [before] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await app.openSignedIn();
  await app.delete("Staging API");
  await expect(app.toast("“Staging API” was deleted")).toBeVisible();
  await expect(app.row("Staging API")).toHaveCount(0);
  expect((await (await server.api()).list()).map(({ name }) => name)).not.toContain("Staging API");
  await expect(Api.signIn(server.url, before?.client_id ?? "", before?.client_secret ?? "")).rejects.toThrow(Refused);
});

test("the dialog says what stops working, and which application it is", async ({ app, server }) => {
  const [before] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await app.openSignedIn();
  await app.startDeleting("Staging API");
  await expect(app.root.getByRole("dialog", { name: "Delete “Staging API”?" })).toBeVisible();
  await expect(app.dialog.getByText("All tokens issued for this application stop working at once.")).toBeVisible();
  await expect(app.dialog.getByRole("definition").filter({ hasText: before?.client_id ?? "?" })).toBeVisible();
  await expect(app.dialog.getByRole("definition").filter({ hasText: new RegExp(`^${before?.id}$`) })).toBeVisible();
});

test("nothing is deleted until the whole name was typed", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startDeleting("Staging API");
  await expect(app.phrase).toBeFocused();
  await expect(app.deleteButton).toBeDisabled();
  for (const typed of ["Staging", "staging api", "Staging  API"]) {
    await app.phrase.fill(typed);
    await app.phrase.press("Enter");
    await expect(app.deleteButton).toBeDisabled();
  }
  expect(traffic.count("DELETE o/apps/*/")).toBe(0);
  await app.phrase.fill(" Staging API ");
  await expect(app.deleteButton).toBeEnabled();
});

test("Escape and Cancel close the dialog, and nothing is deleted", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging API");
  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  await app.startDeleting("Staging API");
  await expect(app.phrase).toHaveValue("");
  await app.cancel.click();
  await expect(app.dialog).toBeHidden();
  await expect(app.row("Staging API")).toBeVisible();
  expect(traffic.count("DELETE o/apps/*/")).toBe(0);
});

test("a double click sends one deletion", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging API");
  const held = await hold(page, "DELETE o/apps/*/");
  await app.deleteButton.dblclick();
  await held.arrived;
  await expect(app.dialog.getByRole("button", { name: "Deleting…" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeVisible();
  await held.release();
  await expect(app.toast("“Staging API” was deleted")).toBeVisible();
  await expectSent(traffic, "DELETE o/apps/*/", 1);
});

test("Enter pressed twice sends one deletion", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging API");
  await app.phrase.press("Enter");
  await page.keyboard.press("Enter");
  await expect(app.toast("“Staging API” was deleted")).toBeVisible();
  await expectSent(traffic, "DELETE o/apps/*/", 1);
});

test("an application that another tab has deleted is “already deleted”, and its row goes", async ({ app, newTab }) => {
  await app.openSignedIn();
  const second = await newTab();
  await second.signIn();
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging API");
  await second.delete("Staging API");
  await app.deleteButton.click();
  await expect(app.toast("“Staging API” was already deleted")).toBeVisible();
  await expect(app.row("Staging API")).toHaveCount(0);
  await expect(app.rows).toHaveCount(3);
});

test("an id above 2^53 stays exact in the request", async ({ app, page }) => {
  const id = "9007199254740993";
  const body = `[{"id":${id},"name":"Huge","client_id":"idHUGE","client_secret":"secret-of-huge-0123456","client_type":"confidential"}]`;
  await answer(page, "GET o/apps/", { body });
  await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
  await app.openSignedIn();
  await app.startDeleting("Huge");
  await expect(app.dialog.getByRole("definition").filter({ hasText: id })).toBeVisible();
  await app.phrase.fill("Huge");
  const sent = page.waitForRequest((request) => request.method() === "DELETE");
  await app.deleteButton.click();
  expect((await sent).url()).toMatch(new RegExp(`/o/apps/${id}/$`));
  await expect(app.toast("“Huge” was deleted")).toBeVisible();
});

const untypable: [string, string][] = [
  ["a zero-width character", "Stag\u200bing API"],
  ["a right-to-left override", "Billing \u202eIPA"],
  ["more than 64 characters", "x".repeat(65)],
  ["two spaces in a row", "Staging  API"],
];
for (const [what, name] of untypable) {
  test(`a name with ${what} is confirmed by the client ID`, async ({ app, server }) => {
    const api = await server.api();
    const made = await api.create(name);
    await app.openSignedIn();
    await app.rows.filter({ hasText: made.client_id }).getByRole("button", { name: /^Actions for / }).click();
    await app.root.getByRole("menuitem", { name: "Delete" }).click();
    await expect(app.phrase).toHaveAccessibleName(`The name can’t be typed reliably. Type the client ID to confirm: ${made.client_id}`);
    await app.phrase.fill(name);
    await expect(app.deleteButton).toBeDisabled();
    await app.phrase.fill(made.client_id);
    await app.deleteButton.click();
    await expect(app.rows.filter({ hasText: made.client_id })).toHaveCount(0);
    expect((await api.list()).map(({ id }) => id)).not.toContain(made.id);
  });
}

for (const [what, name] of [["a control character", "Stag\u0007ing"], ["a newline", "Staging\nAPI"], ["a NUL", "Staging\u0000"]] as const) {
  test(`a name with ${what}, as other servers may have, is confirmed by the client ID`, async ({ app, page }) => {
    const row = { id: 7, name, client_id: "idSEVEN", client_secret: "", client_type: "confidential" };
    await answer(page, "GET o/apps/", { json: [row] });
    await answer(page, "DELETE o/apps/*/", { status: 204, body: "" });
    await app.openSignedIn();
    await app.rows.getByRole("button", { name: /^Actions for / }).click();
    await app.root.getByRole("menuitem", { name: "Delete" }).click();
    await app.phrase.fill("idSEVEN");
    await app.deleteButton.click();
    await expect(app.rows).toHaveCount(0);
  });
}

for (const [how, tell] of [["`change` alone", "change"], ["nothing at all", ""]] as const) {
  test(`a phrase that something fills in and tells of it by ${how} counts`, async ({ app }) => {
    await app.openSignedIn();
    await app.startDeleting("Staging API");
    await app.phrase.evaluate((input: HTMLInputElement, tell) => {
      input.value = "Staging API";
      if (tell) input.dispatchEvent(new Event(tell, { bubbles: true }));
    }, tell);
    await app.deleteButton.click();
    await expect(app.toast("“Staging API” was deleted")).toBeVisible();
  });
}

test("what stands in the field when the form is sent counts, not what was typed before (fault silent-fill)", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging API");
  await app.phrase.evaluate((input: HTMLInputElement) => {
    input.value = "Production API";
    input.form?.requestSubmit();
  });
  await expect(app.deleteButton).toBeDisabled();
  expect(traffic.count("DELETE o/apps/*/")).toBe(0);
  await app.phrase.evaluate((input: HTMLInputElement) => {
    input.value = "Staging API";
    input.form?.requestSubmit();
  });
  await expect(app.toast("“Staging API” was deleted")).toBeVisible();
  await expectSent(traffic, "DELETE o/apps/*/", 1);
});

test("a search that something fills in and tells nobody of is read when Enter is pressed", async ({ app }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.search.evaluate((input: HTMLInputElement) => (input.value = "staging"));
  await app.search.press("Enter");
  await expect(app.rows).toHaveCount(1);
});
