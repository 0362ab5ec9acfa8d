// One application for each environment, created one after the other: each secret is saved before the next one is made, and
// whatever goes wrong in the middle, nothing is created twice and what is left waits.
import type { App } from "../support/app.js";
import { everything } from "../support/dom.js";
import { CREATE, LIST, configure, expect, stopClock, test } from "../support/faulty-fixtures.js";
import { type Faulty, forwardTwice, html, loseAnswer, refuse, rewrite, silence } from "../support/faulty.js";

const SET = ["Shop development", "Shop staging", "Shop production"];

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-write"]);
});

/** Opens the dialog with the set in it. */
async function offer(app: App, name = "Shop"): Promise<void> {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.startCreating(name);
  await app.oneForEach.check();
}

/** The first of the set was created, and its secret saved. */
async function begin(app: App): Promise<void> {
  await offer(app);
  await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
  await save(app, SET[0] as string);
}

/** Saves the secret of the one that was created. */
async function save(app: App, name: string): Promise<void> {
  await expect(app.created(name)).toBeVisible();
  await app.copySecret.click();
  await expect(app.dialog.getByText("Copied", { exact: true })).toBeVisible();
}

/** Goes on to the end, and sees that the server has each of the set once. */
async function finish(app: App, faulty: Faulty, left: readonly string[]): Promise<void> {
  for (const name of left) {
    await app.createNext.click();
    await save(app, name);
  }
  await app.done.click();
  await expect(app.dialog).toHaveCount(0);
  await expectOnce(app, SET);
  void faulty;
}

async function expectOnce(app: App, names: readonly string[]): Promise<void> {
  const there = (await (await app.server.api()).list()).map(({ name }) => name).filter((name) => name.startsWith("Shop"));
  expect(there.sort()).toEqual([...names].sort());
}

test("three are created, one after the other, and the host hears of each", async ({ app, faulty, clipboard, page }) => {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    document.addEventListener("oauth-apps:created", (event) => heard.push((event as CustomEvent<{ name: string }>).detail.name));
  });
  await offer(app);
  await expect(app.steps).toHaveText(SET);
  await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
  await expect(app.created("Shop development")).toBeVisible();
  await expect(app.steps).toHaveText(["Shop development created", "Shop staging next", "Shop production later"]);
  expect(faulty.count(CREATE)).toBe(1);
  const secrets = new Set<string>();
  for (const name of SET) {
    await save(app, name);
    secrets.add(await clipboard());
    if (name !== SET[2]) await app.createNext.click();
  }
  expect(secrets.size).toBe(3);
  await expect(app.steps).toHaveText(SET.map((name) => `${name} created`));
  await app.done.click();
  await expect(app.rows).toHaveCount(7);
  await expectOnce(app, SET);
  expect(faulty.requests(CREATE).map(({ body }) => JSON.parse(body).name)).toEqual(SET);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(SET);
  // The next dialog is for one again, and empty.
  await app.newApplication.click();
  await expect(app.nameField).toHaveValue("");
  await expect(app.oneForEach).not.toBeChecked();
});

test("while a secret is not saved the next one is not created; whoever leaves it is told what is not created then", async ({ app, faulty }) => {
  await offer(app);
  await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
  await expect(app.created("Shop development")).toBeVisible();
  await expect(app.createNext).toBeDisabled();
  await expect(app.dialog.getByText("Copy or download the secret first.")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Stop here" }).click();
  await expect(app.dialog.getByRole("alert")).toContainText("Close without saving?");
  await expect(app.dialog.getByRole("alert")).toContainText("2 more will not be created.");
  expect(faulty.count(CREATE)).toBe(1);
  await app.dialog.getByRole("button", { name: "Keep open" }).click();
  await save(app, "Shop development");
  await app.dialog.getByRole("button", { name: "Stop here" }).click();
  await expect(app.dialog).toHaveCount(0);
  await expectOnce(app, [SET[0] as string]);

  // Who begins again gets what is left, and what is there is not created again.
  await app.startCreating("Shop");
  await app.oneForEach.check();
  await expect(app.steps).toHaveText(["Shop development exists already", "Shop staging", "Shop production"]);
  await expect(app.dialog.getByRole("checkbox", { name: /Shop development/ })).not.toBeChecked();
  await app.dialog.getByRole("button", { name: "Create 2 applications" }).click();
  await save(app, "Shop staging");
  await finish(app, faulty, ["Shop production"]);
});

test("one of them can be left out; where none is left, nothing can be sent", async ({ app, faulty }) => {
  await offer(app, "Shop prod");
  await expect(app.steps).toHaveText(["Shop development", "Shop staging", "Shop prod"]);
  for (const name of ["Shop staging", "Shop prod"]) await app.dialog.getByRole("checkbox", { name }).uncheck();
  await app.dialog.getByRole("button", { name: "Create 1 application" }).click();
  await save(app, "Shop development");
  await expect(app.createNext).toHaveCount(0);
  await app.done.click();
  await app.startCreating("Shop");
  await app.oneForEach.check();
  for (const name of ["Shop staging", "Shop production"]) await app.dialog.getByRole("checkbox", { name }).uncheck();
  await expect(app.createButton).toBeDisabled();
  await expect(app.dialog.getByText("None of them is chosen.")).toBeVisible();
  await app.nameField.press("Enter");
  expect(faulty.count(CREATE)).toBe(1);
  // What exists is created again only where somebody wants this very one.
  await app.dialog.getByRole("checkbox", { name: /Shop development/ }).check();
  await expect(app.dialog.getByRole("button", { name: "Create 1 application" })).toBeEnabled();
  await app.nameField.fill("Production");
  await expect(app.dialog.getByRole("checkbox", { name: /^Production/ })).not.toBeChecked();
  await app.nameField.fill("non-production market");
  await app.oneForEach.check();
  await expect(app.dialog.getByText("Its environment can’t be told")).toBeVisible();
  await expect(app.createButton).toBeDisabled();
});

test("without a name, with one that is too long, nothing is sent", async ({ app, faulty }) => {
  await offer(app, "");
  await app.createButton.click();
  await expect(app.dialog.getByText("Enter a name.")).toBeVisible();
  await app.nameField.fill("x".repeat(250));
  await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
  await expect(app.nameField).toHaveAttribute("aria-invalid", "true");
  await expect(app.nameField).toHaveValue("x".repeat(250));
  expect(faulty.count(CREATE)).toBe(0);
});

test("a secret is in the document only while it shows, and is gone with the next one (security rule 2)", async ({ app, page, clipboard }) => {
  await begin(app);
  const first = await clipboard();
  expect(await everything(page)).toContain(first);
  await app.createNext.click();
  await save(app, "Shop staging");
  const second = await clipboard();
  const held = await everything(page);
  expect(held).not.toContain(first);
  expect(held).toContain(second);
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).not.toContain(first);
  expect(stored).not.toContain(second);
});

test("each secret shows for 30 seconds from when it was made (security rule 2)", async ({ app, page }) => {
  await stopClock(page);
  await app.openSignedIn();
  await page.clock.runFor(3000);
  await app.startCreating("Shop");
  await app.oneForEach.check();
  await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
  await expect(app.created("Shop development")).toBeVisible();
  await page.clock.runFor(25_000);
  await app.copySecret.click();
  await app.createNext.click();
  await expect(app.created("Shop staging")).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(app.dialog.getByRole("button", { name: /hides in/ })).toBeVisible();
  await page.clock.runFor(21_000);
  await expect(app.dialog.getByRole("img", { name: "Secret hidden" })).toBeVisible();
});

test.describe("in the middle", () => {
  test("the first one refused: the form is as it was, with what was chosen", async ({ app, faulty }) => {
    await offer(app);
    await app.dialog.getByRole("checkbox", { name: "Shop staging" }).uncheck();
    faulty.next(CREATE, refuse(422, "validation_error", "Validation failed", { name: ["This name is reserved."] }));
    await app.dialog.getByRole("button", { name: "Create 2 applications" }).click();
    await expect(app.dialog.getByText("This name is reserved.")).toBeVisible();
    await expect(app.nameField).toHaveValue("Shop");
    await expect(app.dialog.getByRole("checkbox", { name: "Shop staging" })).not.toBeChecked();
    await app.cancel.click();
    await app.newApplication.click();
    await expect(app.oneForEach).toBeChecked();
    await expect(app.dialog.getByRole("checkbox", { name: "Shop staging" })).not.toBeChecked();
  });

  test("a refusal is at the field, another name is taken, and the rest goes on", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, refuse(422, "validation_error", "Validation failed", { name: ["This name is reserved."] }));
    await app.createNext.click();
    await expect(app.dialog.getByText("This name is reserved.")).toBeVisible();
    await expect(app.steps).toHaveText(["Shop development created", "Shop staging next", "Shop production later"]);
    await app.nameField.fill("Shop staging 2");
    await app.createButton.click();
    await save(app, "Shop staging 2");
    await expect(app.steps).toHaveText(["Shop development created", "Shop staging 2 created", "Shop production next"]);
    await app.createNext.click();
    await save(app, "Shop production");
    await expectOnce(app, ["Shop development", "Shop staging 2", "Shop production"]);
  });

  test("too many requests: the button says how long to wait, and the same one is tried again (fault busy)", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, refuse(429, "throttled", "Slow down", {}, { "retry-after": "2" }));
    await app.createNext.click();
    await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
    await expect(app.createButton).toBeEnabled({ timeout: 10_000 });
    await app.createButton.click();
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
  });

  test("a server that breaks: nothing was created, and what is left can be given up", async ({ app, faulty }) => {
    await begin(app);
    faulty.always(CREATE, refuse(403, "insufficient_scope", "No"));
    await app.createNext.click();
    await expect(app.dialog.getByRole("alert")).toContainText("This token may not create applications.");
    await app.cancel.click();
    await expect(app.dialog).toHaveCount(0);
    await expectOnce(app, [SET[0] as string]);
  });

  test("a lost answer: the list tells, and nothing is sent twice (fault lost-answer)", async ({ app, faulty }) => {
    await begin(app);
    // On a fresh connection, since Chromium itself repeats a POST that a kept-alive one lost.
    faulty.dropIdle();
    faulty.next(CREATE, loseAnswer());
    await app.createNext.click();
    await expect(app.created("Shop staging")).toContainText("The answer was lost, but the application was created.");
    expect(faulty.count(CREATE)).toBe(2);
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
    expect(faulty.count(CREATE)).toBe(3);
  });

  test("what was created after all is not wanted: it is deleted, and it is said what is not created then", async ({ app, faulty }) => {
    await begin(app);
    // On a fresh connection, since Chromium itself repeats a POST that a kept-alive one lost.
    faulty.dropIdle();
    faulty.next(CREATE, loseAnswer());
    await app.createNext.click();
    await expect(app.created("Shop staging")).toBeVisible();
    await app.dialog.getByRole("button", { name: "Delete it…" }).click();
    await expect(app.toast("1 more will not be created.")).toBeVisible();
    await expect(app.dialog.getByRole("heading", { name: /Shop staging/ })).toBeVisible();
    await app.cancel.click();
    await expectOnce(app, [SET[0] as string, "Shop staging"]);
    expect(faulty.count(CREATE)).toBe(2);
  });

  test("a lost answer and no list: it is said, and asked again before anything else", async ({ app, faulty }) => {
    await begin(app);
    // On a fresh connection, since Chromium itself repeats a POST that a kept-alive one lost.
    faulty.dropIdle();
    faulty.next(CREATE, loseAnswer());
    faulty.always(LIST, refuse(400, "bad_request", "No"));
    await app.createNext.click();
    await expect(app.dialog).toContainText("It may have been created.");
    await expect(app.createButton).toHaveCount(0);
    await expect(app.steps).toHaveText(["Shop development created", "Shop staging next", "Shop production later"]);
    faulty.recover();
    await app.dialog.getByRole("button", { name: "Check again" }).click();
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
    expect(faulty.count(CREATE)).toBe(3);
  });

  test("a session that ends: who signs in again goes on where it was (faults expired, refused)", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, refuse(401, "invalid_token", "The access token expired"));
    await app.createNext.click();
    await expect(app.signInHeading).toBeVisible();
    await expect(app.root.getByRole("alert")).toContainText("What you typed is kept.");
    await app.signInWithToken(await app.freshToken());
    await expect(app.nameField).toHaveValue("Shop staging");
    await expect(app.steps).toHaveText(["Shop development created", "Shop staging next", "Shop production later"]);
    await app.createButton.click();
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
  });

  test("a session that ends while a secret shows: the secret stays, and the rest waits for the next session", async ({ app, faulty }) => {
    await offer(app);
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
    await save(app, "Shop development");
    await app.createNext.click();
    await expect(app.signInHeading).toBeVisible();
    await expect(app.dialog).toHaveCount(0);
    await app.signInWithToken(await app.freshToken());
    await expect(app.nameField).toHaveValue("Shop staging");
    await app.createButton.click();
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
  });

  test("a reload instead: what was made is there, and nothing waits", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, refuse(401, "invalid_token", "no"));
    await app.createNext.click();
    await expect(app.signInHeading).toBeVisible();
    await app.page.reload();
    await app.signInWithToken(await app.freshToken());
    await expect(app.rows).toHaveCount(5);
    await expect(app.dialog).toHaveCount(0);
  });

  test("cancelled: the list is asked, and the same one can be tried again", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, silence());
    await app.createNext.click();
    await expect.poll(() => faulty.count(CREATE)).toBe(2);
    await app.cancel.click();
    await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
    await app.createButton.click();
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
  });

  test("offline: nothing is sent, and the same one is tried once the network is back (fault network-away)", async ({ app, faulty, context }) => {
    await begin(app);
    await context.setOffline(true);
    await app.createNext.click();
    await expect(app.dialog.getByRole("alert")).toContainText("You are offline. Nothing was created.");
    expect(faulty.count(CREATE)).toBe(1);
    await context.setOffline(false);
    await app.createButton.click();
    await save(app, "Shop staging");
    await finish(app, faulty, ["Shop production"]);
  });

  test("a request that something repeats: two are noticed, and the set goes on (fault repeated-post)", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, forwardTwice());
    await app.createNext.click();
    await save(app, "Shop staging");
    await app.createNext.click();
    await save(app, "Shop production");
    await app.done.click();
    const note = app.root.getByRole("status").filter({ hasText: "Created twice." });
    await expect(note).toContainText("there are 2 applications named “Shop staging”");
    expect(faulty.count(CREATE)).toBe(3);
  });

  test("an answer without an id, and one that is no answer (faults odd-created, not-data)", async ({ app, faulty }) => {
    await begin(app);
    faulty.next(CREATE, rewrite((body) => JSON.stringify({ ...JSON.parse(body), id: null })));
    await app.createNext.click();
    await save(app, "Shop staging");
    faulty.next(CREATE, html(200, "Canary"));
    await app.createNext.click();
    await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
    await expect(app.dialog).not.toContainText("Canary");
    await app.createButton.click();
    await save(app, "Shop production");
    await expectOnce(app, SET);
  });

  test("a double click on the next one creates one (fault double-submit)", async ({ app, faulty }) => {
    await begin(app);
    await app.createNext.dblclick();
    await save(app, "Shop staging");
    expect(faulty.count(CREATE)).toBe(2);
    await finish(app, faulty, ["Shop production"]);
  });
});

test("who goes away to sign in finds the set as it was", async ({ app, faulty }) => {
  configure(faulty, { "client-id": "public-page", "authorize-url": "./o/authorize/" });
  await begin(app);
  faulty.next(CREATE, refuse(401, "invalid_token", "The access token expired"));
  await app.createNext.click();
  await expect(app.signInHeading).toBeVisible();
  // What is written down while the user is away: the names, and no secret.
  faulty.always("GET /o/authorize/", (exchange) => exchange.send(200, { "content-type": "text/html" }, "<h1>Elsewhere</h1>"));
  await app.signInAt.click();
  await expect(app.page.getByRole("heading", { name: "Elsewhere" })).toBeVisible();
  const stored = await app.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(stored).toContain("Shop staging");
  expect(stored).toContain("Shop production");
  expect(stored).not.toContain("client_secret");
});
