// docs/requirements/faults.md, row by row, for a creation whose answer is lost, late or not the API's: whether it was created is unknown,
// the list tells, and the POST is never repeated.
import type { App } from "../support/app.js";
import { CREATE, LIST, configure, expect, stopClock, test } from "../support/faulty-fixtures.js";
import { type Fault, breakOff, forwardTwice, html, loseAnswer, redirect, refuse, reset, rewrite, say, silence, stall, truncate } from "../support/faulty.js";

const NAME = "Ledger sync";

/** Opens the page with its list, and the create dialog with a name. */
async function type(app: App): Promise<void> {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.startCreating(NAME);
}

/** The dialog says that nothing was created, keeps the name, and a second try works. */
async function expectNotCreated(app: App): Promise<void> {
  await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
  await expect(app.nameField).toHaveValue(NAME);
  await expect(app.nameField).toBeEnabled();
  await app.createButton.click();
  await expect(app.created(NAME)).toBeVisible();
  await expect(app.rows).toHaveCount(5);
}

/** The dialog says that it was created after all, and shows the secret. */
async function expectCreatedAfterAll(app: App): Promise<void> {
  await expect(app.created(NAME)).toContainText("The answer was lost, but the application was created.");
  const made = (await (await app.server.api()).list()).filter((application) => application.name === NAME);
  expect(made).toHaveLength(1);
  await expect(app.created(NAME)).toContainText(made[0]?.client_secret ?? "no secret");
  await expect(app.created(NAME)).toContainText(made[0]?.client_id ?? "no client");
}

test.describe("offline, DNS failure, connection refused (fault unreachable)", () => {
  test("a connection that is reset: the list tells that nothing was created", async ({ app, faulty }) => {
    await type(app);
    // On a fresh connection, since Chromium itself repeats a POST that a kept-alive one lost: see below.
    faulty.dropIdle();
    faulty.next(CREATE, reset());
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toContainText("The list has no new application of this name, so nothing was created.");
    expect(faulty.count(CREATE)).toBe(1);
    await expectNotCreated(app);
  });

  test("a server that is gone: it may have been created, until the list can tell", async ({ app, faulty }) => {
    await type(app);
    await faulty.fall();
    await app.createButton.click();
    await expect(app.dialog).toContainText("It may have been created.");
    await expect(app.dialog).toContainText("Can’t reach the server, and the list can’t be loaded to see.");
    await expect(app.nameField).toHaveValue(NAME);
    await expect(app.createButton).toHaveCount(0);
    await faulty.rise();
    await app.dialog.getByRole("button", { name: "Check again" }).click();
    await expectNotCreated(app);
    expect(faulty.count(CREATE)).toBe(1);
  });

  test("offline: nothing is sent, which is said until the network is back; the name stays (fault network-away)", async ({ app, faulty, context }) => {
    await type(app);
    await context.setOffline(true);
    await app.createButton.click();
    const said = app.dialog.getByRole("alert");
    await expect(said).toContainText("You are offline. Nothing was created.");
    await expect(said).toBeFocused();
    await expect(app.nameField).toHaveValue(NAME);
    await context.setOffline(false);
    await expect(said).toHaveCount(0);
    expect(faulty.count(CREATE)).toBe(0);
    await app.createButton.click();
    await expect(app.created(NAME)).toBeVisible();
    expect(faulty.count(CREATE)).toBe(1);
  });

  test("a network that was lost meanwhile: the list is asked by itself when it is back", async ({ app, faulty, context }) => {
    await type(app);
    faulty.next(CREATE, silence());
    await app.createButton.click();
    await expect.poll(() => faulty.count(CREATE)).toBe(1);
    await context.setOffline(true);
    await app.cancel.click();
    await expect(app.dialog).toContainText("and the list can’t be loaded to see.");
    await context.setOffline(false);
    await expectNotCreated(app);
    expect(faulty.count(CREATE)).toBe(2);
  });
});

test.describe("connection reset in the middle of the body; truncated or invalid JSON (fault incomplete)", () => {
  const broken: [string, () => Fault][] = [
    ["a reset in the body", breakOff],
    ["a truncated answer", truncate],
    ["an empty body", () => rewrite(() => "")],
    ["text that is no JSON", () => rewrite(() => "created")],
    ["JSON without anything in it", () => rewrite(() => "{}")],
  ];
  for (const [name, fault] of broken) {
    test(`${name}: the POST is sent once, and the list tells that it was created`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(CREATE, fault());
      await app.createButton.click();
      await expectCreatedAfterAll(app);
      expect(faulty.count(CREATE)).toBe(1);
    });
  }
});

test.describe("slow server; body that stalls after the headers (fault slow)", () => {
  for (const [name, fault] of [["no answer", silence], ["a body that stalls", () => stall(201)]] as const) {
    test(`${name}: shows progress, and Cancel asks the list`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(CREATE, fault());
      await app.createButton.click();
      await expect(app.dialog.getByRole("button", { name: "Creating…" })).toBeVisible();
      await expect(app.nameField).toBeDisabled();
      await expect.poll(() => faulty.count(CREATE)).toBe(1);
      await app.cancel.click();
      await expectNotCreated(app);
      expect(faulty.count(CREATE)).toBe(2);
    });

    test(`${name}: a timeout covers the body, and the list is asked`, async ({ app, faulty }) => {
      configure(faulty, { timeout: "2" });
      await type(app);
      faulty.next(CREATE, fault());
      await app.createButton.click();
      await expect(app.dialog.getByRole("alert")).toContainText("The list has no new application of this name, so nothing was created.");
      expect(faulty.count(CREATE)).toBe(1);
      await expectNotCreated(app);
    });
  }

  test("without the attribute, the timeout is 30 seconds", async ({ app, faulty, page }) => {
    await stopClock(page);
    await type(app);
    faulty.next(CREATE, silence());
    faulty.always(LIST, refuse(500, "internal_error", "Oops"));
    await app.createButton.click();
    await expect.poll(() => faulty.count(CREATE)).toBe(1);
    await page.clock.runFor(28_000);
    await expect(app.dialog.getByRole("button", { name: "Creating…" })).toBeVisible();
    await page.clock.runFor(2000);
    await expect(app.dialog).toContainText("The server took too long to answer, and the list can’t be loaded to see.");
  });
});

test.describe("5xx with an HTML body, 502, 504 (fault server-error)", () => {
  for (const status of [500, 502, 504]) {
    test(`${status}: the outcome is unknown, so the list is asked; status and request id show, the HTML does not`, async ({ app, faulty, page }) => {
      await type(app);
      faulty.next(CREATE, html(status, "Canary of the gateway", { "x-request-id": "req-4711" }));
      const lists = faulty.count(LIST);
      await app.createButton.click();
      await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
      expect(faulty.count(LIST)).toBe(lists + 1);
      expect(faulty.count(CREATE)).toBe(1);
      await expect(app.dialog).toContainText(String(status));
      await expect(app.dialog).toContainText("req-4711");
      await expect(app.root).not.toContainText("Canary");
      await expect(page).toHaveTitle("OAuth applications");
      await expectNotCreated(app);
    });
  }

  test("500 in the API's own words: it was not created, and the list is not asked", async ({ app, faulty }) => {
    await type(app);
    faulty.next(CREATE, refuse(500, "internal_error", "Our database is down", {}, { "x-request-id": "req-4711" }));
    const lists = faulty.count(LIST);
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toContainText(/The server answered 500\. Our database is down.*req-4711/);
    expect(faulty.count(LIST)).toBe(lists);
    await expectNotCreated(app);
  });
});

test.describe("a login page as 200 HTML; a redirect (fault not-data)", () => {
  const pages: [string, () => Fault][] = [["a login page", () => html(200, "Canary login")], ["a redirect", () => redirect("/login")]];
  for (const [name, fault] of pages) {
    test(`${name}: the list is asked, and nothing was created`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(CREATE, fault());
      await app.createButton.click();
      await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
      await expect(app.root).not.toContainText("Canary");
      expect(faulty.count(CREATE)).toBe(1);
      await expectNotCreated(app);
    });
  }
});

test.describe("`POST` went through, its answer was lost (fault lost-answer)", () => {
  test("the application is found by its id, shown with its secret, and can be deleted at once", async ({ app, faulty, server }) => {
    // One of the same name was there before: it is not taken for the new one.
    const before = await (await server.api()).create(NAME);
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(5);
    await app.startCreating(NAME);
    faulty.next(CREATE, breakOff());
    await app.createButton.click();
    await expect(app.created(NAME)).toContainText("The answer was lost, but the application was created.");
    await expect(app.created(NAME)).not.toContainText(before.client_secret);
    await app.dialog.getByRole("button", { name: "Delete it…" }).click();
    await app.typePhrase(NAME);
    await app.deleteButton.click();
    await expect(app.rows).toHaveCount(5);
    expect((await (await server.api()).list()).map(({ id }) => id)).toContain(before.id);
  });

  test("while the list cannot tell, it may have been created; Check again tells", async ({ app, faulty }) => {
    await type(app);
    faulty.next(CREATE, truncate());
    faulty.next(LIST, refuse(500, "internal_error", "Oops"), html(502, "x"));
    await app.createButton.click();
    await expect(app.dialog).toContainText("Incomplete answer, and the list can’t be loaded to see.");
    const again = app.dialog.getByRole("button", { name: "Check again" });
    await again.click();
    await expect(app.dialog).toContainText("It may have been created.");
    await expect(app.dialog).toContainText(/created\. \S.*, and the list can’t be loaded to see\./);
    await again.click();
    await expectCreatedAfterAll(app);
    expect(faulty.count(CREATE)).toBe(1);
  });

  test("when the list answers 401 meanwhile, the question waits for the next sign-in", async ({ app, faulty }) => {
    await type(app);
    faulty.next(CREATE, truncate());
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.createButton.click();
    await expect(app.signInHeading).toBeVisible();
    await app.signInWithToken(await app.freshToken());
    await expect(app.dialog).toContainText("It may have been created.");
    await expect(app.dialog).toContainText(/created\. \S.*, and the list can’t be loaded to see\./);
    await app.dialog.getByRole("button", { name: "Check again" }).click();
    await expectCreatedAfterAll(app);
    expect(faulty.count(CREATE)).toBe(1);
  });
});

test.describe("the browser itself repeats a `POST` (fault repeated-post)", () => {
  const cases: [string, () => Fault, number][] = [
    ["Chromium repeats what a kept-alive connection lost", loseAnswer, 2],
    ["something between repeats it", forwardTwice, 1],
  ];
  for (const [name, fault, posts] of cases) {
    test(`${name}: two are noticed, and one can be deleted`, async ({ app, faulty, server }) => {
      await type(app);
      faulty.next(CREATE, fault());
      await app.createButton.click();
      await expect(app.created(NAME)).toBeVisible();
      expect(faulty.count(CREATE)).toBe(posts);
      const twins = (await (await server.api()).list()).filter((application) => application.name === NAME);
      expect(twins).toHaveLength(2);
      const kept = twins.filter((twin) => twin.client_secret)[1]?.client_id ?? "";
      await expect(app.created(NAME)).toContainText(kept);
      await app.dialog.getByRole("button", { name: "Copy secret" }).click();
      await app.done.click();
      const note = app.root.getByRole("status").filter({ hasText: "Created twice." });
      await expect(note).toContainText(`there are 2 applications named “${NAME}”`);
      await note.getByRole("button", { name: "Delete the other…" }).click();
      await app.typePhrase(NAME);
      await app.deleteButton.click();
      await expect(note).toHaveCount(0);
      const left = (await (await server.api()).list()).filter((application) => application.name === NAME);
      expect(left.map(({ client_id }) => client_id)).toEqual([kept]);
    });
  }

  test("two that may be kept are no trouble any more", async ({ app, faulty }) => {
    await type(app);
    faulty.next(CREATE, forwardTwice());
    await app.createButton.click();
    await app.dialog.getByRole("button", { name: "Done" }).click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    const note = app.root.getByRole("status").filter({ hasText: "Created twice." });
    await note.getByRole("button", { name: "Keep both" }).click();
    await expect(note).toHaveCount(0);
    await expect(app.rows).toHaveCount(6);
  });
});

test("double click, Enter pressed twice: one application (fault double-submit)", async ({ app, faulty }) => {
  await type(app);
  await app.createButton.dblclick();
  await expect(app.created(NAME)).toBeVisible();
  await app.dialog.getByRole("button", { name: "Done" }).click();
  await app.dialog.getByRole("button", { name: "Close without saving" }).click();
  expect(faulty.count(CREATE)).toBe(1);
  await app.startCreating("Second");
  faulty.next(CREATE, say(201, '{"id": 99, "client_id": "c-99", "client_secret": null}'));
  await app.nameField.evaluate((input: HTMLInputElement) => {
    for (const _ of [1, 2]) input.form?.requestSubmit();
  });
  await expect(app.created("Second")).toBeVisible();
  expect(faulty.count(CREATE)).toBe(2);
});
