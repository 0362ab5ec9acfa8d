// Creating an application: one request, and no secret is lost by accident.
import { Api } from "../support/api.js";
import { expect, test } from "../support/fixtures.js";
import { Traffic, answer, expectSent, hold, refuse } from "../support/traffic.js";

test("an application is created, and its credentials work", async ({ app, page, server }) => {
  await app.openSignedIn();
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await app.create("Reporting API");
  const made = (await (await answered).json()) as { client_id: string; client_secret: string };
  await expect(app.dialog.getByText(made.client_id, { exact: true })).toBeVisible();
  await expect(app.dialog.getByText(made.client_secret, { exact: true })).toBeVisible();
  const theirs = await Api.signIn(server.url, made.client_id, made.client_secret);
  expect((await theirs.list()).map(({ name }) => name)).toContain("Reporting API");
});

test("the new application is in the list at once, marked as new", async ({ app }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.dialog).toBeHidden();
  await expect(app.row("Reporting API").getByText("New", { exact: true })).toBeVisible();
  await expect(app.row("Reporting API").getByRole("cell", { name: "Confidential" })).toBeVisible();
  expect((await app.names())[0]).toBe("Reporting API");
});

test("a double click creates one application", async ({ app, page, server }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startCreating("Reporting API");
  await app.createButton.dblclick();
  await expect(app.created("Reporting API")).toBeVisible();
  await expectSent(traffic, "POST o/apps/", 1);
  expect((await (await server.api()).list()).filter(({ name }) => name === "Reporting API")).toHaveLength(1);
});

test("Enter pressed twice creates one application", async ({ app, page, server }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startCreating("Reporting API");
  await app.nameField.press("Enter");
  await page.keyboard.press("Enter");
  await expect(app.created("Reporting API")).toBeVisible();
  await expectSent(traffic, "POST o/apps/", 1);
  expect((await (await server.api()).list()).filter(({ name }) => name === "Reporting API")).toHaveLength(1);
});

test("while the request is under way the dialog is busy, and neither Escape nor a click closes it", async ({ app, page }) => {
  await app.openSignedIn();
  await app.startCreating("Reporting API");
  const held = await hold(page, "POST o/apps/");
  await app.createButton.click();
  await held.arrived;
  await expect(app.dialog.getByRole("button", { name: "Creating…" })).toBeDisabled();
  await expect(app.nameField).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await expect(app.dialog).toBeVisible();
  await held.release();
  await expect(app.created("Reporting API")).toBeVisible();
});

test("a click beside the dialog does not close it", async ({ app, page }) => {
  await app.openSignedIn();
  await app.startCreating("Reporting API");
  await page.mouse.click(5, 5);
  await expect(app.nameField).toHaveValue("Reporting API");
});

test("a name that was typed is there again after the dialog was closed", async ({ app, page }) => {
  await app.openSignedIn();
  await app.startCreating("Reporting API");
  await app.cancel.click();
  await expect(app.dialog).toBeHidden();
  await app.newApplication.click();
  await expect(app.nameField).toHaveValue("Reporting API");
  await page.keyboard.press("Escape");
  await app.newApplication.click();
  await expect(app.nameField).toHaveValue("Reporting API");
});

test("Escape gives the focus back to the button that opened the dialog", async ({ app, page }) => {
  await app.openSignedIn();
  await app.newApplication.click();
  await expect(app.nameField).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  await expect(app.newApplication).toBeFocused();
});

test("a secret that was not saved is not lost by Done, Escape or a stray click", async ({ app, page }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  const secret = app.dialog.locator("code").last();
  await expect(app.dialog.getByRole("button", { name: "Copy secret" })).toBeFocused();
  await page.mouse.click(5, 5);
  await expect(secret).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.dialog.getByRole("alert")).toContainText("Close without saving?");
  await app.dialog.getByRole("button", { name: "Keep open" }).click();
  await expect(app.dialog.getByRole("alert")).toHaveCount(0);
  await app.done.click();
  await expect(app.dialog.getByRole("alert")).toContainText("The secret has not been copied or downloaded.");
  await expect(secret).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(secret).toBeVisible();
  await app.dialog.getByRole("button", { name: "Close without saving" }).click();
  await expect(app.dialog).toBeHidden();
});

test("a reload with a secret that was not saved asks first", async ({ app, page, watch }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  watch.leave = false;
  await page.evaluate(() => setTimeout(() => location.reload()));
  await expect.poll(() => watch.asked).toBe(1);
  await expect(app.created("Reporting API")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(app.dialog.getByText("Copied", { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(app.list).toBeVisible();
  expect(watch.asked).toBe(1);
});

test("an empty name is refused at the field, without a request", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startCreating("   ");
  await app.createButton.click();
  await expect(app.nameField).toHaveAccessibleDescription("Enter a name.");
  await expect(app.nameField).toBeFocused();
  expect(traffic.count("POST o/apps/")).toBe(0);
});

test("a name with a control character is refused at the field, without a request", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startCreating("a\u0007b");
  await app.createButton.click();
  await expect(app.nameField).toHaveAccessibleDescription(/can’t contain control characters/);
  expect(traffic.count("POST o/apps/")).toBe(0);
});

test("a name may have 255 characters as people count them, and not one more", async ({ app, page, server }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  const name = "😀".repeat(255);
  await app.startCreating(`${name}!`);
  await expect(app.dialog.getByText("256 / 255")).toBeVisible();
  await app.createButton.click();
  await expect(app.nameField).toHaveAccessibleDescription("Use at most 255 characters.");
  expect(traffic.count("POST o/apps/")).toBe(0);
  await app.nameField.fill(name);
  await expect(app.dialog.getByText("255 / 255")).toBeVisible();
  await app.createButton.click();
  await expect(app.created(name)).toBeVisible();
  expect((await (await server.api()).list()).map((application) => application.name)).toContain(name);
});

test("spaces around a name are taken off", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startCreating("  Reporting API ");
  await app.createButton.click();
  await expect(app.created("Reporting API")).toBeVisible();
  expect(JSON.parse(traffic.bodies("POST o/apps/")[0] ?? "{}")).toEqual({ name: "Reporting API" });
});

test("a name that is taken is allowed, and the dialog says so", async ({ app }) => {
  await app.openSignedIn();
  await app.startCreating("Staging API");
  await expect(app.nameField).toHaveAccessibleDescription(/Another application already has this name/);
  await app.createButton.click();
  await expect(app.created("Staging API")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.row("Staging API")).toHaveCount(2);
});

test("what the server refuses shows at the field, and the name stays", async ({ app, page }) => {
  await app.openSignedIn();
  const recover = await refuse(page, "POST o/apps/", 422, "validation_error", "Validation failed", {
    name: ["This name is reserved."],
    client_type: ["Not known."],
  });
  await app.startCreating("admin");
  await app.createButton.click();
  await expect(app.nameField).toHaveAccessibleDescription("This name is reserved.");
  await expect(app.dialog.getByText("client_type: Not known.")).toBeVisible();
  await expect(app.nameField).toHaveValue("admin");
  await expect(app.nameField).toBeFocused();
  await recover();
  await app.createButton.click();
  await expect(app.created("admin")).toBeVisible();
});

test("a message at the field goes when one types", async ({ app }) => {
  await app.openSignedIn();
  await app.startCreating(" ");
  await app.createButton.click();
  await expect(app.nameField).toHaveAccessibleDescription("Enter a name.");
  await app.nameField.pressSequentially("R");
  await expect(app.nameField).not.toHaveAccessibleDescription(/Enter a name/);
});

test("what stands in the name field when it is sent is what counts, whoever put it there (fault silent-fill)", async ({ app, page }) => {
  const traffic = new Traffic(page);
  await app.openSignedIn();
  await app.newApplication.click();
  // A password manager or a translator that fires no event, and one that fires `change` alone.
  await app.nameField.evaluate((input: HTMLInputElement) => (input.value = "Silent"));
  await app.createButton.click();
  await expect(app.created("Silent")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await app.newApplication.click();
  await app.nameField.evaluate((input: HTMLInputElement) => {
    input.value = "Staging API";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await expect(app.nameField).toHaveAccessibleDescription(/ this name/);
  await app.createButton.click();
  expect(traffic.bodies("POST o/apps/").map((body) => JSON.parse(body ?? "{}").name)).toEqual(["Silent", "Staging API"]);
});

test("a new application that a search hides is offered, and scrolled to", async ({ app }) => {
  await app.openSignedIn();
  await app.search.fill("Staging");
  await expect(app.rows).toHaveCount(1);
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  const said = app.root.getByRole("status").filter({ hasText: "“Reporting API” was created." });
  await said.getByRole("button", { name: "Show it" }).click();
  await expect(said).toHaveCount(0);
  await expect(app.search).toHaveValue("");
  await expect(app.row("Reporting API")).toBeInViewport();
  await expect(app.row("Reporting API").getByText("New", { exact: true })).toBeVisible();
});

test("a new application at the end of a long list is scrolled to", async ({ app, page }) => {
  const rows = Array.from({ length: 600 }, (_, at) => ({ id: at + 1, name: `App ${at + 1}`, client_id: `c-${at + 1}`, client_secret: `s-${at + 1}`, client_type: "confidential" }));
  await answer(page, "GET o/apps/", () => ({ json: rows }));
  await answer(page, "POST o/apps/", () => {
    rows.push({ id: 601, name: "Last", client_id: "c-601", client_secret: "s-601", client_type: "confidential" });
    return { status: 201, json: { id: 601, client_id: "c-601", client_secret: "s-601" } };
  });
  await app.openSignedIn();
  await app.create("Last");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.row("Last")).toBeInViewport();
  await expect(app.row("Last").getByText("New", { exact: true })).toBeVisible();
});

test("what is copied is announced with its name, and “Copied” stands apart from its label", async ({ app }) => {
  await app.openSignedIn();
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(app.root.getByText("Client secret of “Reporting API” copied")).toBeAttached();
  await expect(app.dialog.locator(".side").first()).toHaveText("Client secret Copied");
  await expect(app.root).not.toContainText("“”");
});

test("a double click on Done asks, and does not answer: an unsaved secret stays", async ({ app }) => {
  await app.openSignedIn();
  await app.create("Ledger sync");
  await app.done.dblclick();
  await expect(app.dialog.getByRole("alert")).toContainText("Close without saving?");
  await expect(app.created("Ledger sync")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Close without saving" }).click();
  await expect(app.dialog).toHaveCount(0);
});

test("a name that was typed before shows, and is typed over", async ({ app, page }) => {
  await app.openSignedIn();
  await app.startCreating("payouts");
  await app.cancel.click();
  await app.newApplication.click();
  await expect(app.nameField).toHaveValue("payouts");
  await expect.poll(() => app.nameField.evaluate((input: HTMLInputElement) => input.selectionEnd! - input.selectionStart!)).toBe(7);
  await page.keyboard.type("Refunds");
  await expect(app.nameField).toHaveValue("Refunds");
});
