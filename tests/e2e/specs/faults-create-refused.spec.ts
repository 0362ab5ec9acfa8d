// docs/requirements/faults.md, row by row, for a creation that the server refuses: the reason is named, and the form is kept.
import type { App } from "../support/app.js";
import { CREATE, LIST, expect, stopClock, test } from "../support/faulty-fixtures.js";
import { type Fault, garble, html, json, refuse, say } from "../support/faulty.js";

const NAME = "Ledger sync";

/** Opens the page with its list, and the create dialog with a name, and sends it. */
async function send(app: App): Promise<void> {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.startCreating(NAME);
  await app.createButton.click();
}

/** The form is as it was, and works. */
async function expectKept(app: App): Promise<void> {
  await expect(app.nameField).toHaveValue(NAME);
  await app.createButton.click();
  await expect(app.created(NAME)).toBeVisible();
}

test.describe("401 in the middle of an operation; 401 wherever the token cannot be renewed (faults expired, refused)", () => {
  test("sign-in comes with its reason, the draft is kept, and the dialog is back afterwards", async ({ app, faulty, page }) => {
    faulty.next(CREATE, refuse(401, "invalid_token", "The access token expired"));
    await send(app);
    await expect(app.signInHeading).toBeVisible();
    await expect(app.root.getByRole("alert")).toContainText(/Your session ended:.*What you typed is kept\./);
    await expect(app.dialog).toHaveCount(0);
    await expect(app.rows).toHaveCount(0);
    expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).toBeNull();
    await app.signInWithToken(await app.freshToken());
    await expect(app.rows).toHaveCount(4);
    expect(faulty.count(CREATE)).toBe(1);
    await expectKept(app);
    const tokens = faulty.requests(CREATE).map(({ headers }) => headers.authorization);
    expect(new Set(tokens).size).toBe(2);
  });

  test("a secret that was just created and not saved stays in its dialog until the user lets it go", async ({ app, faulty, page }) => {
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    await app.startCreating(NAME);
    // The creation is followed by a look at the list.
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.createButton.click();
    await expect(app.root.locator("h1", { hasText: "Sign in" })).toBeVisible();
    const secret = app.created(NAME).getByText(/^\S{40,}$/).last();
    await expect(secret).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).toBeNull();
    await page.keyboard.press("Escape");
    await expect(app.created(NAME)).toContainText("Close without saving?");
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await expect(app.dialog).toHaveCount(0);
    await expect(app.signInHeading).toBeVisible();
  });
});

test.describe("403 (fault forbidden)", () => {
  test("names the scope, stays signed in, keeps the form, and makes the page read-only", async ({ app, faulty, page }) => {
    const challenge = { "www-authenticate": 'Bearer error="insufficient_scope", scope="read write"' };
    faulty.next(CREATE, refuse(403, "insufficient_scope", "No", {}, challenge));
    await send(app);
    await expect(app.dialog.getByRole("alert")).toContainText("This token may not create applications. The server refused it (403): it needs the scope read write.");
    await expect(app.nameField).toHaveValue(NAME);
    await app.cancel.click();
    await expect(app.root.getByRole("status").filter({ hasText: "Read-only." })).toBeVisible();
    await expect(app.newApplication).toBeDisabled();
    expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).not.toBeNull();
    expect(faulty.count(CREATE)).toBe(1);
  });

  test("without a scope, the form can be sent again", async ({ app, faulty }) => {
    faulty.next(CREATE, json(403, { detail: "You do not have permission to perform this action." }));
    await send(app);
    await expect(app.dialog.getByRole("alert")).toContainText("You do not have permission to perform this action.");
    await expectKept(app);
  });
});

test.describe("409, 413, 415 (fault conflict)", () => {
  const refusals: [number, () => Fault, RegExp][] = [
    [409, () => refuse(409, "conflict", "You have 50 applications already"), /409.*You have 50 applications already/],
    [413, () => html(413, "Canary of nginx"), /413/],
    [415, () => refuse(415, "unsupported_media_type", "Send the body as application/json"), /415.*Send the body as application\/json/],
  ];
  for (const [status, fault, words] of refusals) {
    test(`${status} is named, and the form is kept`, async ({ app, faulty }) => {
      faulty.next(CREATE, fault());
      await send(app);
      await expect(app.dialog.getByRole("alert")).toContainText(words);
      await expect(app.root).not.toContainText("Canary");
      expect(faulty.count(CREATE)).toBe(1);
      await expectKept(app);
    });
  }

  test("404 is named, and the address that the list came from is not blamed", async ({ app, faulty }) => {
    faulty.next(CREATE, html(404, "Canary of nginx"));
    await send(app);
    await expect(app.dialog.getByRole("alert")).toContainText("The server answered 404");
    await expect(app.dialog.getByRole("alert")).not.toContainText("base URL");
    await expectKept(app);
  });
});

test.describe("400/422 with `details` (fault validation)", () => {
  const atField: [string, () => Fault, string][] = [
    ["422 in the envelope", () => refuse(422, "validation_error", "The request is not valid", { name: ["This name is reserved."] }), "This name is reserved."],
    ["400 in the envelope", () => refuse(400, "validation_error", "Bad", { name: ["Too short.", "Too dull."] }), "Too short. Too dull."],
    ["400 of REST framework", () => json(400, { name: ["This name is reserved."] }), "This name is reserved."],
    ["422 with a string", () => refuse(422, "validation_error", "Bad", { name: "This name is reserved." }), "This name is reserved."],
  ];
  for (const [what, fault, words] of atField) {
    test(`${what}: the message is at its field, which has the focus`, async ({ app, faulty }) => {
      faulty.next(CREATE, fault());
      await send(app);
      await expect(app.nameField).toHaveAccessibleDescription(words);
      await expect(app.nameField).toHaveAttribute("aria-invalid", "true");
      await expect(app.nameField).toBeFocused();
      expect(faulty.count(CREATE)).toBe(1);
      await expectKept(app);
    });
  }

  test("the real server's own refusal is at its field", async ({ app, faulty }) => {
    await app.openSignedIn();
    await app.startCreating(NAME);
    faulty.next(CREATE, garble('{"name": " "}'));
    await app.createButton.click();
    await expect(app.nameField).toHaveAttribute("aria-invalid", "true");
    await expectKept(app);
  });

  test("fields without an input are listed under the form", async ({ app, faulty }) => {
    const details = { name: ["Reserved."], redirect_uris: ["Enter a URL."], non_field_errors: ["Not on Sundays."] };
    faulty.next(CREATE, refuse(422, "validation_error", "The request is not valid", details));
    await send(app);
    await expect(app.nameField).toHaveAccessibleDescription("Reserved.");
    await expect(app.dialog.getByRole("alert").getByText("redirect_uris: Enter a URL.")).toBeVisible();
    await expect(app.dialog.getByRole("alert").getByText("Not on Sundays.", { exact: true })).toBeVisible();
  });

  const unknown: [string, () => Fault, string][] = [
    ["the envelope without details", () => refuse(422, "validation_error", "The request is not valid"), "The request is not valid"],
    ["details of no shape", () => refuse(422, "validation_error", "The request is not valid", [[]]), "The request is not valid"],
    ["REST framework's detail", () => json(400, { detail: "JSON parse error" }), "JSON parse error"],
    ["an older version", () => json(400, { error: "bad_request", message: "Name is not acceptable", request_id: "req-9" }), "Name is not acceptable"],
    ["no body", () => say(422), "422"],
  ];
  for (const [what, fault, words] of unknown) {
    test(`${what}: its message shows`, async ({ app, faulty }) => {
      faulty.next(CREATE, fault());
      await send(app);
      await expect(app.dialog.getByRole("alert")).toContainText(words);
      await expectKept(app);
    });
  }

  test("markup in a message is text", async ({ app, faulty }) => {
    faulty.next(CREATE, refuse(422, "validation_error", "Bad", { name: ["<img src=x onerror=alert(1)>"] }));
    await send(app);
    await expect(app.nameField).toHaveAccessibleDescription("<img src=x onerror=alert(1)>");
    await expect(app.root.locator("img")).toHaveCount(0);
  });
});

test.describe("429, 503 with `Retry-After` (fault busy)", () => {
  for (const [status, header, words, seconds] of [
    [429, "7", /^Try again in 7 seconds$/, 7],
    [503, "7", /^Try again in 7 seconds$/, 7],
    [429, "86400", /^Try again in 5 minutes$/, 300],
    [429, new Date(Date.now() + 3600_000).toUTCString(), /^Try again in 5 minutes$/, 300],
  ] as const) {
    test(`${status} with ${header.length > 5 ? "a far date" : header}: the button counts down, and nothing is repeated`, async ({ app, faulty, page }) => {
      await stopClock(page);
      faulty.next(CREATE, refuse(status, "rate_limited", "Slow down", {}, { "retry-after": header }));
      await send(app);
      await expect(app.dialog.getByRole("alert")).toContainText("Slow down");
      await expect(app.dialog.getByRole("button", { name: words })).toBeDisabled();
      await app.nameField.press("Enter");
      await page.clock.runFor((seconds + 1) * 1000);
      await expect(app.createButton).toBeEnabled();
      expect(faulty.count(CREATE)).toBe(1);
      await expectKept(app);
    });
  }

  for (const header of ["soon", "0", new Date(0).toUTCString()]) {
    test(`429 with ${header}: the button is enabled`, async ({ app, faulty }) => {
      faulty.next(CREATE, say(429, "", { "retry-after": header }));
      await send(app);
      await expect(app.dialog.getByRole("alert")).toContainText("Too many requests");
      await expect(app.createButton).toBeEnabled();
      await expectKept(app);
    });
  }
});

test.describe("null, empty or absent secret; hashed secret (fault no-secret)", () => {
  for (const secret of ["null", '""', '"pbkdf2_sha256$720000$c2FsdA$aGFzaA="']) {
    test(`a creation that answers ${secret} says that there is no usable secret, and closes without a question`, async ({ app, faulty }) => {
      faulty.next(CREATE, json(201, `{"id": 9007199254740993, "client_id": "client-new", "client_secret": ${secret}, "more": 1}`));
      await send(app);
      await expect(app.created(NAME)).toContainText("The server gave no usable secret for it.");
      await expect(app.created(NAME)).not.toContainText(/null|pbkdf2/);
      await expect(app.dialog.getByRole("button", { name: "Copy secret" })).toHaveCount(0);
      await app.done.click();
      await expect(app.dialog).toHaveCount(0);
    });
  }
});
