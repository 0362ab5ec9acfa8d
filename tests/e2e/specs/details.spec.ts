// The details of one application: everything that the server says of it, in a drawer beside the list.
import { readFile } from "node:fs/promises";
import { everything } from "../support/dom.js";
import { LIST, application, expect, list, stopClock, test } from "../support/faulty-fixtures.js";

const RICH = {
  name: "Payments",
  client_type: "confidential",
  authorization_grant_type: "authorization-code",
  redirect_uris: "https://a.example/back https://b.example/back",
  skip_authorization: true,
  created: "2026-01-02T03:04:05Z",
  updated: "2026-02-03T04:05:06Z",
  team: "Checkout",
  limits: { requests: 100 },
  note: null,
  registration_access_token: "reg-canary-0123456789",
};

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-write"]);
});

test("they open by the name, by the menu and by Enter in the row, and Escape gives the focus back", async ({ app, page }) => {
  await app.openSignedIn();
  const name = app.row("Staging API").getByRole("link", { name: "Staging API" });
  await name.click();
  await expect(app.details("Staging API")).toBeVisible();
  await expect(app.details("Staging API").getByRole("heading", { name: "Staging API", level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.details("Staging API")).toBeHidden();
  await expect(name).toBeFocused();

  await app.row("Staging API").getByRole("button", { name: "Actions for Staging API" }).click();
  await app.root.getByRole("menuitem", { name: "Open details" }).click();
  await expect(app.details("Staging API")).toBeVisible();
  await app.details("Staging API").getByRole("button", { name: "Close" }).click();
  await expect(app.row("Staging API").getByRole("button", { name: "Actions for Staging API" })).toBeFocused();

  await app.row("Staging API").focus();
  await page.keyboard.press("Enter");
  await expect(app.details("Staging API")).toBeVisible();
});

test("a click beside it closes the drawer, and one in it does not", async ({ app, page }) => {
  await app.openSignedIn();
  await app.openDetails("Staging API");
  await app.details("Staging API").getByText("Client ID", { exact: true }).click();
  await expect(app.details("Staging API")).toBeVisible();
  await page.mouse.click(40, 300);
  await expect(app.details("Staging API")).toBeHidden();
});

test("every field that the server gives shows, each with its copy", async ({ app, faulty, clipboard }) => {
  faulty.always(LIST, list([application(1, RICH)]));
  await app.openSignedIn();
  await app.openDetails("Payments");
  const details = app.details("Payments");
  for (const [label, value] of [
    ["Client ID", "client-1"],
    ["Type", "Confidential"],
    ["Grant type", "Authorization code"],
    ["Skips consent", "Yes"],
    ["ID", "1"],
    ["Created", /2 January 2026|January 2, 2026/],
    ["Created", /:04:05/],
    ["Created", /ago/],
    ["Updated", /:05:06/],
    ["Link", /\/#\/apps\/1$/],
    ["team", "Checkout"],
    ["limits", '{"requests":100}'],
    ["note", "None"],
  ] as const) {
    await expect(app.fact(details, label), label).toHaveText(value);
  }
  await expect(app.fact(details, "Redirect URIs").getByRole("listitem")).toHaveText(["https://a.example/back", "https://b.example/back"]);
  await expect(details).not.toContainText("null");
  for (const [button, text] of [
    ["Copy client ID", "client-1"],
    ["Copy secret", "canary-secret-of-application-1"],
    ["Copy ID", "1"],
    ["Copy link", `${app.server.url}#/apps/1`],
    ["Copy team", "Checkout"],
    ["Copy limits", '{"requests":100}'],
  ] as const) {
    await details.getByRole("button", { name: button, exact: true }).first().click();
    await expect(details.getByRole("button", { name: "Copied" }).first()).toBeVisible();
    await expect.poll(clipboard, button).toBe(text);
  }
  await details.getByRole("button", { name: "Copy redirect URI" }).nth(1).click();
  await expect.poll(clipboard).toBe("https://b.example/back");
});

test("what is not given has no line", async ({ app, faulty }) => {
  faulty.always(LIST, list([application(1, { name: "Plain" })]));
  await app.openSignedIn();
  await app.openDetails("Plain");
  const labels = app.details("Plain").getByRole("term");
  await expect(labels).toHaveText([/^Client ID/, /^Client secret/, /^Type/, /^ID/, /^Link/]);
  await expect(app.details("Plain").getByRole("heading", { level: 3 })).toHaveText(["Credentials", "Quick start", "Delete this application"]);
});

test("the secret is in the document only while it shows, whole, for 30 seconds (security rule 2)", async ({ app, page, faulty }) => {
  const secret = `s3cret-${"x".repeat(120)}-end`;
  faulty.always(LIST, list([application(1, { name: "Long", client_secret: secret })]));
  await stopClock(page);
  await app.openSignedIn();
  await page.clock.runFor(3000);
  await app.openDetails("Long");
  const details = app.details("Long");
  await expect(details.getByRole("img", { name: "Secret hidden" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
  await details.getByRole("button", { name: "Reveal secret" }).click();
  await expect(details.getByText(secret, { exact: true })).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(details.getByRole("button", { name: /hides in (9|10|11) seconds/ })).toBeVisible();
  await page.clock.runFor(11_000);
  await expect(details.getByRole("button", { name: "Reveal secret" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
  await details.getByRole("button", { name: "Reveal secret" }).click();
  await page.evaluate(() => {
    Object.defineProperty(Document.prototype, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await expect(details.getByRole("button", { name: "Reveal secret" })).toBeVisible();
  expect(await everything(page)).not.toContain(secret);
  await details.getByRole("button", { name: "Reveal secret" }).click();
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  expect(await everything(page), "closed with its secret in sight").not.toContain(secret);
});

test("what is called as secrets are is masked as one, and one at most shows (security rule 2)", async ({ app, page, faulty, canaries }) => {
  canaries.plantSecret(RICH.registration_access_token);
  faulty.always(LIST, list([application(1, RICH)]));
  await app.openSignedIn();
  await app.openDetails("Payments");
  expect(await everything(page)).not.toContain(RICH.registration_access_token);
  const [secret, other] = [app.fact(app.details("Payments"), "Client secret"), app.fact(app.details("Payments"), "registration_access_token")];
  await secret.getByRole("button", { name: "Reveal secret" }).click();
  await expect(secret).toContainText("canary-secret-of-application-1");
  await other.getByRole("button", { name: "Reveal secret" }).click();
  await expect(other).toContainText(RICH.registration_access_token);
  await expect(secret).not.toContainText("canary-secret-of-application-1");
  await other.getByRole("button", { name: /^Hide secret/ }).click();
  expect(await everything(page)).not.toContain(RICH.registration_access_token);
});

test("a hash and a missing secret are called what they are, and cannot be copied", async ({ app, faulty }) => {
  faulty.always(LIST, list([
    application(1, { name: "Hashed", client_secret: "pbkdf2_sha256$600000$salt$aGFzaA==" }),
    application(2, { name: "Missing", client_secret: null }),
    application(3, { name: "Public", client_secret: "", client_type: "public" }),
  ]));
  await app.openSignedIn();
  for (const [name, words] of [["Hashed", "Stored as a hash: not usable"], ["Missing", "Not available"], ["Public", "No secret"]] as const) {
    await app.openDetails(name);
    await expect(app.fact(app.details(name), "Client secret")).toHaveText(words);
    await expect(app.details(name).getByRole("button", { name: "Copy secret" })).toHaveCount(0);
    await expect(app.details(name).getByRole("button", { name: "Download .env" })).toHaveCount(0);
    await app.page.keyboard.press("Escape");
  }
});

test("the .env file comes from here, too", async ({ app, page, server }) => {
  const [one] = (await (await server.api()).list()).filter(({ name }) => name === "Staging API");
  await app.openSignedIn();
  await app.openDetails("Staging API");
  const download = page.waitForEvent("download");
  await app.details("Staging API").getByRole("button", { name: "Download .env" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toBe(`CLIENT_ID=${one?.client_id}\nCLIENT_SECRET=${one?.client_secret}\n`);
});

test("a copy that fails says so and selects the value (fault clipboard)", async ({ app, page, faulty }) => {
  faulty.always(LIST, list([application(1, { name: "Plain", team: "Checkout" }), application(2)]));
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
  await app.openSignedIn();
  await app.openDetails("Plain");
  for (const [button, text] of [["Copy client ID", "client-1"], ["Copy secret", "canary-secret-of-application-1"], ["Copy team", "Checkout"]] as const) {
    await app.details("Plain").getByRole("button", { name: button }).click();
    await expect(app.details("Plain").getByRole("alert")).toContainText("Copy failed");
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(text);
  }
  await app.details("Plain").getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(app.root.getByRole("dialog").getByRole("alert"), "it was another application's").toHaveCount(0);
});

test("what is wrong with an entry is said, with what follows from it (fault odd-rows)", async ({ app, faulty }) => {
  faulty.always(LIST, list([
    application(1, { id: "x", name: "No ID" }),
    application(2, { name: "Same ID" }),
    application(2, { name: "Twin ID", client_id: "twin" }),
    application(3, { name: 7, client_id: "nameless" }),
    application(4, { name: "No client", client_id: null }),
    application(5, { name: "No type", client_type: [] }),
    application(6, { name: "Odd secret", client_secret: 7 }),
    42,
  ]));
  await app.openSignedIn();
  const says = async (open: string, heading: string, words: RegExp) => {
    await app.rows.filter({ hasText: open }).getByRole("link").click();
    await expect(app.details(heading).getByText("Incomplete.")).toBeVisible();
    await expect(app.details(heading).getByText(words)).toBeVisible();
    await app.page.keyboard.press("Escape");
    await expect(app.details(heading)).toBeHidden();
  };
  await says("No ID", "No ID", /no ID that can be used/);
  await says("Same ID", "Same ID", /has the same ID/);
  await says("Twin ID", "Twin ID", /has the same ID/);
  await says("nameless".slice(-5), "Unnamed", /no name that can be read/);
  await says("No client", "No client", /no client ID/);
  await says("No type", "No type", /client type can’t be read/);
  await says("Odd secret", "Odd secret", /secret can’t be read/);
  await says("Unreadable entry", "Unnamed", /no application at all/);
});

test("hidden characters in a name and in values are marked (fault hostile-names)", async ({ app, faulty, page }) => {
  const name = `Billing\u202E${"A".repeat(3000)}<img src=x>`;
  faulty.always(LIST, list([application(1, { name, client_id: "id\u200bx", team: "a\u0000b<b>" })]));
  await app.openSignedIn();
  await app.rows.first().getByRole("link").click();
  const dialog = app.root.getByRole("dialog");
  await expect(dialog.getByRole("heading", { level: 2 })).toContainText("U+202E");
  await expect(dialog.getByRole("heading", { level: 2 })).toContainText("<img src=x>");
  await expect(app.fact(dialog, "Client ID")).toHaveText("idU+200Bx");
  await expect(app.fact(dialog, "team")).toContainText("<b>");
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(dialog.getByRole("button", { name: "Close" })).toBeInViewport();
  await expect(app.fact(dialog, "Client ID")).toBeInViewport();
});

test("others of the same name are listed with their ages, and lead to theirs", async ({ app, faulty }) => {
  faulty.always(LIST, list([
    application(1, { name: "Ledger", created: "2026-01-01T00:00:00Z" }),
    application(2, { name: "ledger\u200b", created: "2025-01-01T00:00:00Z" }),
    application(3, { name: "Other" }),
  ]));
  await app.openSignedIn();
  await app.rows.getByRole("link", { name: "Ledger", exact: true }).click();
  const others = app.root.getByRole("dialog").getByRole("region", { name: "Others with this name" });
  await expect(others.getByRole("listitem")).toHaveCount(1);
  await expect(others).toContainText("client-2");
  await expect(others).toContainText(/created (1|2) yr\.? ago/);
  await others.getByRole("button", { name: /^Open: / }).click();
  await expect(app.fact(app.root.getByRole("dialog"), "ID")).toHaveText("2");
  await expect(others).toContainText("client-1");
});

test("a refresh keeps it open, marks what changed, and says it", async ({ app, faulty, page }) => {
  faulty.always(LIST, list([application(1, RICH)]));
  await app.openSignedIn();
  await app.openDetails("Payments");
  const details = app.root.getByRole("dialog");
  await details.getByRole("button", { name: "Copy client ID" }).focus();
  faulty.always(LIST, list([application(1, { ...RICH, name: "Payments EU", client_secret: "rotated-secret", team: "Ledger" }), application(2)]));
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { refresh(): void }).refresh());
  await expect(app.details("Payments EU")).toBeVisible();
  for (const label of ["Client secret", "team"]) await expect(app.term(details, label)).toContainText("Changed");
  for (const label of ["Client ID", "Type", "limits"]) await expect(app.term(details, label)).not.toContainText("Changed");
  await expect(details.getByRole("banner").or(details.locator(".dlg-head"))).toContainText("Changed");
  await expect(details.getByRole("button", { name: "Copy client ID" })).toBeFocused();
  await expect(app.root.getByText("Changed meanwhile: Name, Client secret, team")).toBeAttached();
  await expect(app.fact(details, "team")).toContainText("Ledger");
});

test("gone meanwhile, it says so, without a secret and without a way to delete", async ({ app, faulty, page }) => {
  faulty.always(LIST, list([application(1, RICH), application(2)]));
  await app.openSignedIn();
  await app.openDetails("Payments");
  const details = app.details("Payments");
  await details.getByRole("button", { name: "Reveal secret" }).first().click();
  const refresh = () => page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { refresh(): void }).refresh());
  faulty.always(LIST, list([application(2)]));
  await refresh();
  await expect(details.getByRole("status")).toContainText("no longer in the list");
  await expect(app.fact(details, "Client secret")).toHaveText("Not available");
  await expect(app.fact(details, "registration_access_token")).toHaveText("Not available");
  await expect(details.getByRole("button", { name: "Delete…" })).toHaveCount(0);
  expect(await everything(page)).not.toContain("canary-secret-of-application-1");
  faulty.always(LIST, list([application(1, RICH)]));
  await refresh();
  await expect(details.getByRole("status")).toHaveCount(0);
  await expect(details.getByRole("button", { name: "Delete…" })).toBeVisible();
});

test("a list that is not whole proves nothing", async ({ app, faulty, page }) => {
  faulty.always(LIST, list([application(1, RICH)]));
  await app.openSignedIn();
  await app.openDetails("Payments");
  faulty.always(LIST, (exchange) => exchange.send(200, { "Content-Type": "application/json" }, JSON.stringify({ count: 5, next: "https://elsewhere.example/o/apps/?page=2", previous: null, results: [] })));
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { refresh(): void }).refresh());
  await expect(app.details("Payments").getByRole("status")).toContainText("The list is not complete.");
});

test("previous and next go through the list as it is shown, by button and by key, and say where one is", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.sort("Name").click();
  const names = (await app.names()).sort();
  await expect.poll(() => app.names()).toEqual(names);
  await app.openDetails(names[0] ?? "");
  const dialog = app.root.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Previous application" })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Next application" }).click();
  await expect(app.details(names[1] ?? "")).toBeVisible();
  await expect(app.root.getByText(`${names[1]}, 2 of 4`)).toBeAttached();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(app.details(names[3] ?? "")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Next application" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(app.details(names[2] ?? "")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.row(names[2] ?? "")).toBeFocused();
});

test("deleting from here closes it, and the focus goes on in the list", async ({ app, page }) => {
  await app.openSignedIn();
  await app.openDetails("Staging API");
  await app.details("Staging API").getByRole("button", { name: "Delete…" }).click();
  const ask = app.root.getByRole("dialog", { name: "Delete “Staging API”?" });
  await ask.getByRole("button", { name: "Cancel" }).click();
  await expect(app.details("Staging API").getByRole("button", { name: "Delete…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await ask.getByRole("textbox").fill("Staging API");
  await ask.getByRole("button", { name: "Delete application" }).click();
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  await expect(app.row("Staging API")).toHaveCount(0);
  await expect(app.rows.and(page.locator(":focus"))).toHaveCount(1);
});

test("the list below keeps its place", async ({ app, faulty, page }) => {
  faulty.always(LIST, list(Array.from({ length: 300 }, (_, at) => application(at + 1))));
  await app.openSignedIn();
  await expect(app.rows.first()).toBeVisible();
  await page.evaluate(() => scrollTo(0, 5000));
  await expect(app.row("App 120")).toBeVisible();
  const before = await page.evaluate(() => scrollY);
  await app.openDetails("App 120");
  await page.keyboard.press("Escape");
  await expect(app.row("App 120").getByRole("link")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(before);
});

test("a token that may not write sees everything, and no way to delete", async ({ app }) => {
  const session = JSON.stringify({ access_token: await app.freshToken(), scope: "read" });
  await app.page.addInitScript((session) => sessionStorage.setItem("oauth-apps.session", session), session);
  await app.open();
  await expect(app.rows).toHaveCount(4);
  await app.openDetails("Staging API");
  await expect(app.fact(app.details("Staging API"), "Client ID")).toBeVisible();
  await expect(app.details("Staging API").getByRole("button", { name: "Delete…" })).toHaveCount(0);
});

test("an expired session closes it, and it is there again after the next sign-in", async ({ app, faulty, server, page }) => {
  await app.openSignedIn();
  await app.openDetails("Staging API");
  await app.details("Staging API").getByRole("button", { name: "Reveal secret" }).click();
  const secret = (await (await server.api()).list()).find(({ name }) => name === "Staging API")?.client_secret ?? "?";
  faulty.next(LIST, (exchange) => exchange.send(401, { "Content-Type": "application/json" }, '{"error":{"code":"unauthorized","message":"no","details":{}}}'));
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { refresh(): void }).refresh());
  await expect(app.signInHeading).toBeVisible();
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  expect(await everything(page)).not.toContain(secret);
  await app.signInWithCredentials();
  await expect(app.details("Staging API")).toBeVisible();
  await expect(app.details("Staging API").getByRole("img", { name: "Secret hidden" })).toBeVisible();
});

test("keys go on to work where what had the focus went with the application before", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  const [first = "", ...others] = await app.names();
  await app.openDetails(first);
  await app.details(first).getByRole("tab", { name: "Python" }).click();
  for (const name of others.slice(0, 2)) {
    await page.keyboard.press("Alt+ArrowDown");
    await expect(app.details(name)).toBeVisible();
    await expect(app.details(name).locator(":focus")).toHaveCount(1);
  }
  await page.keyboard.press("Escape");
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
});

test("the drawer is opened at its top, wherever it was scrolled to before", async ({ app, page }) => {
  await app.openSignedIn();
  await app.openDetails("Staging API");
  await app.details("Staging API").evaluate((dialog) => dialog.scrollTo(0, 400));
  await page.keyboard.press("Escape");
  await app.openDetails("Production API");
  await expect.poll(() => app.details("Production API").evaluate((dialog) => dialog.scrollTop)).toBe(0);
});
