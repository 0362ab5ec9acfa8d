// docs/requirements/faults.md, row by row, for the token request of sign-in. What was typed stays in the fields; the POST is sent once.
import type { App } from "../support/app.js";
import { LIST, TOKEN, configure, expect, stopClock, test } from "../support/faulty-fixtures.js";
import { type Fault, Gate, breakOff, html, json, redirect, refuse, reset, rewrite, say, silence, stall, truncate } from "../support/faulty.js";

/** Opens the page and sends client credentials. */
async function send(app: App): Promise<void> {
  await app.open();
  await app.signInWithCredentials();
}

/** Says why, keeps what was typed, and a second try signs in. */
async function expectRefused(app: App, why: string | RegExp): Promise<void> {
  await expect(app.root.getByRole("alert").first()).toContainText(why);
  await expect(app.root).not.toContainText("Canary");
  await expect(app.clientId).toHaveValue(app.server.clientId);
  await expect(app.clientSecret).toHaveValue(app.server.clientSecret);
  await app.continueButton.click();
  await expect(app.rows).toHaveCount(4);
}

test.describe("offline, DNS failure, connection refused (fault unreachable)", () => {
  test("says so, with a command that holds no secret", async ({ app, faulty }) => {
    await app.open();
    await expect(app.continueButton).toBeVisible();
    faulty.dropIdle();
    faulty.next(TOKEN, reset());
    await app.signInWithCredentials();
    const command = app.root.locator("pre");
    await expect(command).toContainText(`'${faulty.url}o/token/'`);
    await expect(command).toContainText(app.server.clientId);
    await expect(app.root).not.toContainText(app.server.clientSecret);
    expect(faulty.count(TOKEN)).toBe(1);
    await expectRefused(app, `Can’t reach the server. No answer from ${faulty.url}o/token/`);
  });

  test("offline: what was typed stays, and signs in when the network is back", async ({ app, faulty, context, page }) => {
    await app.open();
    await expect(app.continueButton).toBeVisible();
    // Only now, after the page's own files have come, the network goes away.
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await app.signInWithCredentials();
    await expect(app.root.getByRole("alert")).toContainText("Can’t reach the server");
    await context.setOffline(false);
    await expectRefused(app, "Can’t reach the server");
    expect(faulty.count(TOKEN)).toBe(1);
  });
});

test.describe("connection reset in the middle of the body; truncated or invalid JSON (fault incomplete)", () => {
  const broken: [string, () => Fault, string?][] = [
    ["a reset in the body", breakOff],
    ["a truncated answer", truncate],
    ["an empty body", () => rewrite(() => "")],
    ["invalid JSON", () => rewrite((body) => body.replace("{", "{,")), "The server’s answer is not valid JSON"],
  ];
  for (const [name, fault, words = "Incomplete answer"] of broken) {
    test(`${name}: its own words, and it is not repeated`, async ({ app, faulty }) => {
      faulty.next(TOKEN, fault());
      await send(app);
      await expect(app.root.getByRole("alert")).toContainText(words);
      expect(faulty.count(TOKEN)).toBe(1);
      expect(faulty.count(LIST)).toBe(0);
      await expectRefused(app, words);
    });
  }
});

test.describe("slow server; body that stalls after the headers (fault slow)", () => {
  for (const [name, fault] of [["no answer", silence], ["a body that stalls", stall]] as const) {
    test(`${name}: shows progress, and can be cancelled`, async ({ app, faulty }) => {
      faulty.next(TOKEN, fault());
      await send(app);
      await expect(app.root.getByRole("button", { name: "Signing in…" })).toBeVisible();
      await app.root.getByRole("button", { name: "Cancel", exact: true }).click();
      await expect(app.continueButton).toBeEnabled();
      await expect(app.clientSecret).toHaveValue(app.server.clientSecret);
      await app.continueButton.click();
      await expect(app.rows).toHaveCount(4);
      expect(faulty.count(TOKEN)).toBe(2);
    });

    test(`${name}: a timeout covers the body; the element's attribute sets it`, async ({ app, faulty }) => {
      configure(faulty, { timeout: "2" });
      faulty.next(TOKEN, fault());
      await send(app);
      await expectRefused(app, "The server took too long to answer");
      expect(faulty.count(TOKEN)).toBe(2);
    });
  }

  test("without the attribute, the timeout is 30 seconds", async ({ app, faulty, page }) => {
    await stopClock(page);
    faulty.next(TOKEN, silence());
    await send(app);
    await expect.poll(() => faulty.count(TOKEN)).toBe(1);
    await page.clock.runFor(28_000);
    await expect(app.root.getByRole("button", { name: "Signing in…" })).toBeVisible();
    await page.clock.runFor(2000);
    await expect(app.root.getByRole("alert")).toContainText("The server took too long to answer");
  });
});

test.describe("401 wherever the token cannot be renewed; 403 (faults refused, forbidden)", () => {
  const refusals: [string, () => Fault, string | RegExp][] = [
    ["401 invalid_client", () => json(401, { error: "invalid_client", error_description: "Client authentication failed" }, { "www-authenticate": 'Basic realm="x"' }), "The server does not know this client ID and secret."],
    ["400 invalid_client", () => json(400, { error: "invalid_client" }), "The server does not know this client ID and secret."],
    ["401 in HTML", () => html(401, "Canary"), "The server does not know this client ID and secret."],
    ["400 invalid_scope", () => json(400, { error: "invalid_scope", error_description: "Unknown scope: write" }), "Unknown scope: write"],
    ["400 unauthorized_client", () => json(400, { error: "unauthorized_client" }), "unauthorized_client"],
    ["403", () => refuse(403, "permission_denied", "Not from here"), "Not from here"],
    ["403 in HTML", () => html(403, "Canary"), "403"],
  ];
  for (const [name, fault, words] of refusals) {
    test(`${name}: says why, and does not loop`, async ({ app, faulty }) => {
      faulty.next(TOKEN, fault());
      await send(app);
      await expectRefused(app, words);
      expect(faulty.count(TOKEN)).toBe(2);
    });
  }

  test("a wrong secret is refused by the real server", async ({ app, faulty }) => {
    await app.open();
    await app.signInWithCredentials(app.server.clientId, "canary-of-a-wrong-secret");
    await expect(app.root.getByRole("alert")).toContainText("The server does not know this client ID and secret.");
    expect(faulty.count(TOKEN)).toBe(1);
  });
});

test.describe("404; 409, 413, 415; 400/422 with `details` (faults no-endpoint, conflict, validation)", () => {
  const answers: [string, () => Fault, (url: string) => string | RegExp][] = [
    ["404 in HTML", () => html(404, "Canary"), (url) => `There is nothing at ${url}o/token/.`],
    ["409", () => refuse(409, "conflict", "Too many tokens"), () => /409.*Too many tokens/],
    ["413 in HTML", () => html(413, "Canary"), () => "413"],
    ["415", () => refuse(415, "unsupported_media_type", "Send a form"), () => /415.*Send a form/],
    ["422 with details", () => refuse(422, "validation_error", "The request is not valid", { scope: ["Unknown."] }), () => "The request is not valid"],
  ];
  for (const [name, fault, words] of answers) {
    test(`${name} is named, and the form is kept`, async ({ app, faulty }) => {
      faulty.next(TOKEN, fault());
      await send(app);
      await expectRefused(app, words(faulty.url));
    });
  }
});

test.describe("429, 503 with `Retry-After` (fault busy)", () => {
  for (const [status, header, words, seconds] of [
    [429, "7", "Try again in 7 seconds", 7],
    [503, "7", "Try again in 7 seconds", 7],
    [429, "86400", "Try again in 5 minutes", 300],
  ] as const) {
    test(`${status} with ${header}: the button counts down, and nothing is repeated`, async ({ app, faulty, page }) => {
      await stopClock(page);
      faulty.next(TOKEN, say(status, "", { "retry-after": header }));
      await send(app);
      await expect(app.root.getByRole("button", { name: words })).toBeDisabled();
      await app.clientSecret.press("Enter");
      await page.clock.runFor((seconds + 1) * 1000);
      expect(faulty.count(TOKEN)).toBe(1);
      await expectRefused(app, /./);
    });
  }

  test("garbage: the button is enabled", async ({ app, faulty }) => {
    faulty.next(TOKEN, say(429, "", { "retry-after": "soon" }));
    await send(app);
    await expectRefused(app, "Too many requests");
    expect(faulty.count(TOKEN)).toBe(2);
  });
});

test.describe("5xx with an HTML body, 502, 504; a login page as 200 HTML; a redirect (faults server-error, not-data)", () => {
  const answers: [string, () => Fault, (url: string) => RegExp][] = [
    ["500 in HTML", () => html(500, "Canary", { "x-request-id": "req-4711" }), () => /500.*req-4711/],
    ["502", () => html(502, "Canary", { "x-request-id": "req-4711" }), () => /502.*req-4711/],
    ["504", () => say(504, "", { "x-request-id": "req-4711" }), () => /504.*req-4711/],
    ["a login page", () => html(200, "Canary"), (url) => new RegExp(`page, not with data.*${url}o/token/ is not`)],
    ["a redirect", () => redirect("/login"), (url) => new RegExp(`page, not with data.*${url}o/token/ is not`)],
  ];
  for (const [name, fault, words] of answers) {
    test(`${name}: says so, and it is not repeated`, async ({ app, faulty, page }) => {
      faulty.next(TOKEN, fault());
      await send(app);
      await expect(app.root.getByRole("alert")).toBeVisible();
      expect(faulty.count(TOKEN)).toBe(1);
      await expect(page).toHaveTitle("OAuth applications");
      await expectRefused(app, words(faulty.url));
    });
  }
});

test.describe("wrong JSON types; unknown fields (fault unknown-members)", () => {
  for (const [name, answer] of [
    ["no token", { token_type: "Bearer" }],
    ["a number for a token", { access_token: 7, token_type: "Bearer" }],
    ["a token with a line break", { access_token: "canary\r\nX-Evil: 1", token_type: "Bearer" }],
    ["a token that is no bearer token", { access_token: "canary-token", token_type: "mac" }],
  ] as const) {
    test(`${name} is no token answer`, async ({ app, faulty }) => {
      faulty.next(TOKEN, json(200, answer));
      await send(app);
      await expectRefused(app, "The server answered with something else");
      expect(faulty.count(LIST)).toBe(1);
    });
  }

  for (const [name, answer] of [
    ["a lifetime as text, unknown fields", { expires_in: "3600", more: { a: 1 }, refresh_token: null }],
    ["no lifetime and no scope", { expires_in: undefined, scope: undefined }],
    ["a negative lifetime", { expires_in: -1 }],
    ["a lower-case type", { token_type: "bearer" }],
  ] as const) {
    test(`${name}: signs in all the same`, async ({ app, faulty }) => {
      faulty.next(TOKEN, rewrite((body) => JSON.stringify({ ...(JSON.parse(body) as object), ...answer })));
      await send(app);
      await expect(app.rows).toHaveCount(4);
    });
  }
});

for (const [what, fault, where] of [
  ["401", json(401, { error: "invalid_client" }), "secret"],
  ["403", refuse(403, "permission_denied", "Not from here"), "message"],
  ["429", say(429, "", { "retry-after": "2" }), "message"],
  ["500", refuse(500, "internal", "Something went wrong"), "message"],
  ["offline", reset(), "message"],
] as const) {
  test(`after a sign-in that failed (${what}) the focus is at the ${where}, not lost`, async ({ app, faulty }) => {
    await app.open();
    await expect(app.continueButton).toBeVisible();
    faulty.dropIdle();
    faulty.next(TOKEN, fault);
    await app.signInWithCredentials();
    const message = app.root.getByRole("alert").first();
    await expect(message).toBeVisible();
    await expect(where === "secret" ? app.clientSecret : message).toBeFocused();
  });
}

test("after a sign-in that was cancelled the focus is at the secret", async ({ app, faulty }) => {
  faulty.next(TOKEN, silence());
  await send(app);
  await app.root.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(app.clientSecret).toBeFocused();
});

for (const [what, lifetime] of [["0", 0], ["negative", -1], ["text", "soon"], ["1e15", 1e15], ["what 32 bits hold", 4294967295]] as const) {
  test(`a lifetime that nobody can have meant (${what}): nothing is said about an end`, async ({ app, faulty, page }) => {
    faulty.always(TOKEN, rewrite((body) => JSON.stringify({ ...(JSON.parse(body) as object), expires_in: lifetime })));
    await send(app);
    await expect(app.rows).toHaveCount(4);
    await expect(app.root.getByText("Signed in until")).toHaveCount(0);
    await expect(app.root).not.toContainText("Invalid Date");
    await page.waitForTimeout(1500);
    expect(faulty.count(LIST)).toBe(1);
    expect(faulty.count(TOKEN)).toBe(1);
    await app.signOutButton.click();
    await expect(app.root.getByText("The token may stay valid. Only the server can end it.")).toBeVisible();
  });
}

for (const [scope, readOnly] of [["read,write", false], ["", false], ["openid profile", false], ["read,openid", true]] as const) {
  test(`the scope “${scope}” of a token answer makes the page ${readOnly ? "read-only" : "neither read-only nor say so"} (fault odd-scope)`, async ({ app, faulty }) => {
    faulty.next(TOKEN, rewrite((body) => JSON.stringify({ ...(JSON.parse(body) as object), scope })));
    await send(app);
    await expect(app.rows).toHaveCount(4);
    await expect(app.root.getByText("but not create or delete them")).toHaveCount(readOnly ? 1 : 0);
    await expect(app.newApplication).toBeEnabled({ enabled: !readOnly });
  });
}

for (const [what, body] of [
  ["Django REST framework's words", { detail: "Authentication credentials were not provided." }],
  ["a code of RFC 6750", { error: "invalid_token", error_description: "The access token expired" }],
] as const) {
  test(`a 403 that means 401 (${what}) leads to the sign-in page`, async ({ app, faulty }) => {
    await send(app);
    await expect(app.rows).toHaveCount(4);
    faulty.always(LIST, json(403, body));
    await app.refresh.click();
    await expect(app.signInHeading).toBeVisible();
    await expect(app.root.getByRole("alert")).toContainText("Your session ended");
  });
}

test("double click, Enter pressed twice: one request (fault double-submit)", async ({ app, faulty }) => {
  const gate = new Gate();
  faulty.always(TOKEN, gate.before());
  await app.open();
  await app.clientId.fill(app.server.clientId);
  await app.clientSecret.fill(app.server.clientSecret);
  await app.continueButton.dblclick();
  await gate.reached;
  await app.root.locator("form").evaluate((form: HTMLFormElement) => form.requestSubmit());
  gate.open();
  await expect(app.rows).toHaveCount(4);
  expect(faulty.count(TOKEN)).toBe(1);
});
