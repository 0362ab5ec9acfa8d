// docs/requirements/faults.md, row by row, for a deletion. Trying again is always safe, and it says so.
import type { App } from "../support/app.js";
import { DELETE, LIST, configure, expect, stopClock, test } from "../support/faulty-fixtures.js";
import { type Fault, Gate, html, json, loseAnswer, redirect, refuse, reset, say, silence, stall } from "../support/faulty.js";

const NAME = "Ledger sync";

/** Opens the page with an application more, asks to delete it and types its name. */
async function type(app: App): Promise<void> {
  await (await app.server.api()).create(NAME);
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(5);
  await app.startDeleting(NAME);
  await app.phrase.fill(NAME);
}

/** The dialog says that the application still works, keeps what was typed, and a second try deletes it. */
async function expectKept(app: App, why: string | RegExp): Promise<void> {
  await expect(app.dialog.getByRole("alert")).toContainText(/^\s*Not deleted\./);
  await expect(app.dialog.getByRole("alert")).toContainText(why);
  await expect(app.dialog.getByRole("alert")).toContainText("The application still works.");
  await expect(app.phrase).toHaveValue(NAME);
  await app.dialog.getByRole("button", { name: "Try again" }).click();
  await expectDeleted(app);
}

/** It is gone from the list and from the server. */
async function expectDeleted(app: App): Promise<void> {
  await expect(app.dialog).toHaveCount(0);
  await expect(app.toast(`“${NAME}” was deleted`).last()).toBeVisible();
  await expect(app.rows).toHaveCount(4);
  expect((await (await app.server.api()).list()).map(({ name }) => name)).not.toContain(NAME);
}

test.describe("offline, DNS failure, connection refused (fault unreachable)", () => {
  test("a connection that is reset: the list tells that it still works", async ({ app, faulty }) => {
    await type(app);
    faulty.dropIdle();
    faulty.next(DELETE, reset());
    await app.deleteButton.click();
    await expectKept(app, "Can’t reach the server");
    expect(faulty.count(DELETE)).toBe(2);
  });

  test("a server that is gone: it may have been deleted, and trying again is safe", async ({ app, faulty }) => {
    await type(app);
    await faulty.fall();
    await app.deleteButton.click();
    await expect(app.dialog.getByRole("alert")).toContainText("It may have been deleted. Can’t reach the server, and the list can’t be loaded to see. Trying again is safe.");
    await expect(app.phrase).toHaveValue(NAME);
    await faulty.rise();
    await app.dialog.getByRole("button", { name: "Try again" }).click();
    await expectDeleted(app);
  });

  test("offline: nothing is sent, it says so, and the deletion works when the network is back (fault network-away)", async ({ app, faulty, context }) => {
    await type(app);
    await context.setOffline(true);
    await app.deleteButton.click();
    await expect(app.dialog.getByRole("alert")).toHaveText("You are offline. Nothing was deleted.");
    await expect(app.dialog.getByRole("alert")).toBeFocused();
    await app.phrase.press("Enter");
    expect(faulty.count(DELETE)).toBe(0);
    await context.setOffline(false);
    await expect(app.dialog.getByRole("alert")).toHaveCount(0);
    await expect(app.phrase).toBeFocused();
    await expect(app.phrase).toHaveValue(NAME);
    expect(faulty.count(DELETE)).toBe(0);
    await app.deleteButton.click();
    await expectDeleted(app);
    expect(faulty.count(DELETE)).toBe(1);
  });

  test("the answer was lost: the list tells that it is gone", async ({ app, faulty }) => {
    await type(app);
    faulty.dropIdle();
    faulty.next(DELETE, loseAnswer());
    await app.deleteButton.click();
    await expectDeleted(app);
    expect(faulty.count(DELETE)).toBe(1);
  });

  test("the answer was lost and the browser itself repeated the request: already deleted", async ({ app, faulty }) => {
    await type(app);
    faulty.next(DELETE, loseAnswer());
    await app.deleteButton.click();
    await expect(app.toast(`“${NAME}” was already deleted`)).toBeVisible();
    await expect(app.rows).toHaveCount(4);
    expect(faulty.count(DELETE)).toBe(2);
  });
});

test.describe("connection reset in the middle of the body; truncated or invalid JSON (fault incomplete)", () => {
  for (const [name, status, body] of [["no JSON", 200, "deleted"], ["half an object", 200, '{"deleted":'], ["nothing", 202, ""]] as const) {
    test(`a success with ${name} is a success: the status says it all`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(DELETE, async (exchange) => {
        await exchange.forward();
        exchange.send(status, { "content-type": "application/json" }, body);
      });
      await app.deleteButton.click();
      await expectDeleted(app);
    });
  }

  test("a 404 that breaks off says nothing: it is not taken for deleted", async ({ app, faulty }) => {
    await type(app);
    faulty.next(DELETE, async ({ answer }) => {
      answer.writeHead(404, { "content-type": "application/json", "content-length": "100" });
      await new Promise((done) => answer.write('{"error":', done));
      answer.socket?.resetAndDestroy();
    });
    await app.deleteButton.click();
    await expectKept(app, /./);
  });
});

test.describe("slow server; body that stalls after the headers (fault slow)", () => {
  test("no answer: a timeout ends it, and the list is asked", async ({ app, faulty }) => {
    configure(faulty, { timeout: "2" });
    await type(app);
    faulty.next(DELETE, silence());
    await app.deleteButton.click();
    await expect(app.dialog.getByRole("button", { name: "Deleting…" })).toBeVisible();
    await expectKept(app, "The server took too long to answer");
    expect(faulty.count(DELETE)).toBe(2);
  });

  test("a success whose body stalls: the timeout covers the body, and the status says that it is deleted", async ({ app, faulty }) => {
    configure(faulty, { timeout: "2" });
    await type(app);
    faulty.next(DELETE, async (exchange) => {
      await exchange.forward();
      await stall(200)(exchange);
    });
    await app.deleteButton.click();
    await expectDeleted(app);
    expect(faulty.count(DELETE)).toBe(1);
  });

  for (const [name, fault] of [["no answer", silence], ["a refusal whose body stalls", () => stall(500)]] as const) {
    test(`${name}: shows progress, and Cancel asks the list`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(DELETE, fault());
      await app.deleteButton.click();
      await expect(app.dialog.getByRole("button", { name: "Deleting…" })).toBeVisible();
      await expect.poll(() => faulty.count(DELETE)).toBe(1);
      await app.cancel.click();
      await expectKept(app, /./);
    });
  }
});

test.describe("401 in the middle of an operation; 401 wherever the token cannot be renewed (faults expired, refused)", () => {
  test("sign-in comes with its reason, and the dialog is back afterwards as it was", async ({ app, faulty }) => {
    await type(app);
    faulty.next(DELETE, refuse(401, "invalid_token", "no"));
    await app.deleteButton.click();
    await expect(app.root.getByRole("alert")).toContainText(/Your session ended:.*What you typed is kept\./);
    await expect(app.dialog).toHaveCount(0);
    await expect(app.rows).toHaveCount(0);
    await app.signInWithToken(await app.freshToken());
    await expect(app.phrase).toHaveValue(NAME);
    expect(faulty.count(DELETE)).toBe(1);
    await app.deleteButton.click();
    await expectDeleted(app);
  });

  test("a lost answer and then a 401 from the list: the question waits for the next sign-in", async ({ app, faulty }) => {
    await type(app);
    faulty.dropIdle();
    faulty.next(DELETE, reset());
    faulty.next(LIST, refuse(401, "invalid_token", "no"));
    await app.deleteButton.click();
    await expect(app.signInHeading).toBeVisible();
    await app.signInWithToken(await app.freshToken());
    await expect(app.phrase).toHaveValue(NAME);
    await app.deleteButton.click();
    await expectDeleted(app);
  });
});

test("403: says so, stays signed in, and keeps what was typed (fault forbidden)", async ({ app, faulty }) => {
  await type(app);
  faulty.next(DELETE, json(403, { detail: "Only its owner may." }));
  await app.deleteButton.click();
  await expectKept(app, "This token may not delete applications. The server refused it (403): Only its owner may.");
  expect(faulty.count(DELETE)).toBe(2);
});

test.describe("404 on delete; delete races with another tab (faults already-deleted, foreign-404)", () => {
  const envelope = { error: { code: "not_found", message: "Application not found", details: {} } };
  for (const status of [404, 410]) {
    test(`a ${status} with the envelope's code: already deleted, and the row goes`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(DELETE, json(status, envelope));
      const lists = faulty.count(LIST);
      await app.deleteButton.click();
      await expect(app.toast(`“${NAME}” was already deleted`)).toBeVisible();
      await expect(app.rows).toHaveCount(4);
      expect(faulty.count(LIST)).toBe(lists);
    });
  }

  /** 404 of whoever stands between, or of a framework that does not know the address. */
  const foreign: [string, Fault][] = [
    ["a proxy's plain text", say(404, "404 page not found", { "content-type": "text/plain" })],
    ["a proxy's page", html(404, "Canary of nginx")],
    ["nothing", say(404)],
    ["REST framework's words", json(404, { detail: "Not found." })],
    ["a framework's own JSON", json(404, { timestamp: "2026-01-01", status: 404, error: "Not Found", path: "/o/apps/5/" })],
    ["a gateway's JSON", json(404, { message: "no Route matched with those values" })],
    ["an envelope with another code", json(404, { error: { code: "route_not_found", message: "Canary" } })],
    ["an OAuth error", json(404, { error: "not_found" })],
    ["a 410 of a gateway", json(410, { message: "This API version is gone" })],
  ];
  for (const [whose, fault] of foreign) {
    test(`${whose}: the row stays while the list has it, and goes once the list does not`, async ({ app, faulty, server }) => {
      await type(app);
      faulty.next(DELETE, fault, fault, fault);
      await app.deleteButton.click();
      await expect(app.dialog.getByRole("alert")).toContainText(/^\s*Not deleted\. The server answered 4\d\d.* The application still works\./);
      await expect(app.dialog).not.toContainText(/base URL|Canary/);
      await expect(app.row(NAME)).toHaveCount(1);
      // A list that can't be had tells nothing.
      faulty.next(LIST, html(502, "x"));
      await app.dialog.getByRole("button", { name: "Try again" }).click();
      await expect(app.dialog.getByRole("alert")).toContainText("It may have been deleted.");
      await (await server.api()).deleteNamed(NAME);
      await app.dialog.getByRole("button", { name: "Try again" }).click();
      await expect(app.toast(`“${NAME}” was already deleted`)).toBeVisible();
      await expect(app.rows).toHaveCount(4);
      expect(faulty.count(DELETE)).toBe(3);
    });
  }

  test("another tab was quicker: already deleted, and the row goes", async ({ app, newTab, faulty, page }) => {
    await type(app);
    const other = await newTab();
    await other.open();
    await other.signInWithToken(await other.freshToken());
    await other.delete(NAME);
    await page.bringToFront();
    await app.deleteButton.click();
    await expect(app.toast(`“${NAME}” was already deleted`)).toBeVisible();
    await expect(app.rows).toHaveCount(4);
    expect(faulty.count(DELETE)).toBe(2);
  });
});

test.describe("409, 413, 415 (fault conflict)", () => {
  for (const [status, words] of [[409, "It has live payments"], [413, "Too large"], [415, "Wrong type"]] as const) {
    test(`${status} is named, and the dialog is kept`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(DELETE, refuse(status, "refused", words));
      await app.deleteButton.click();
      await expectKept(app, new RegExp(`${status}.*${words}`));
    });
  }
});

test("400/422 with `details`: every message shows, though no field has an input (fault validation)", async ({ app, faulty }) => {
  await type(app);
  faulty.next(DELETE, refuse(422, "validation_error", "Bad", { name: ["Is in use."], grants: ["There are 3."] }));
  await app.deleteButton.click();
  await expect(app.dialog.getByRole("alert")).toContainText("grants: There are 3.");
  await expectKept(app, "Is in use.");
});

test.describe("429, 503 with `Retry-After` (fault busy)", () => {
  for (const status of [429, 503]) {
    test(`${status}: the button counts down, and nothing is repeated`, async ({ app, faulty, page }) => {
      await stopClock(page);
      await type(app);
      faulty.next(DELETE, refuse(status, "rate_limited", "Slow down", {}, { "retry-after": "7" }));
      await app.deleteButton.click();
      await expect(app.dialog.getByRole("button", { name: "Try again in 7 seconds" })).toBeDisabled();
      await app.phrase.press("Enter");
      await page.clock.runFor(8000);
      expect(faulty.count(DELETE)).toBe(1);
      await expectKept(app, "Slow down");
    });
  }

  test("garbage: the button is enabled", async ({ app, faulty }) => {
    await type(app);
    faulty.next(DELETE, say(429, "", { "retry-after": "soon" }));
    await app.deleteButton.click();
    await expectKept(app, "Too many requests");
  });
});

test.describe("5xx with an HTML body, 502, 504; a login page as 200 HTML; a redirect (faults server-error, not-data)", () => {
  const answers: [string, () => Fault, RegExp][] = [
    ["500 in HTML", () => html(500, "Canary", { "x-request-id": "req-4711" }), /500.*req-4711/],
    ["502", () => html(502, "Canary", { "x-request-id": "req-4711" }), /502.*req-4711/],
    ["504", () => say(504, "", { "x-request-id": "req-4711" }), /504.*req-4711/],
    ["a login page", () => html(200, "Canary"), /page, not with data/],
    ["a redirect", () => redirect("/login"), /page, not with data/],
  ];
  for (const [name, fault, words] of answers) {
    test(`${name}: the list tells that it still works`, async ({ app, faulty, page }) => {
      await type(app);
      faulty.next(DELETE, fault());
      const lists = faulty.count(LIST);
      await app.deleteButton.click();
      await expect(app.dialog.getByRole("alert")).toBeVisible();
      expect(faulty.count(LIST)).toBe(lists + 1);
      await expect(app.root).not.toContainText("Canary");
      await expect(page).toHaveTitle("OAuth applications");
      await expectKept(app, words);
    });
  }
});

test("double click, Enter pressed twice: one request (fault double-submit)", async ({ app, faulty }) => {
  await type(app);
  await app.phrase.evaluate((input: HTMLInputElement) => {
    for (const _ of [1, 2]) input.form?.requestSubmit();
  });
  await expectDeleted(app);
  await (await app.server.api()).create(NAME);
  await app.refresh.click();
  await app.startDeleting(NAME);
  await app.phrase.fill(NAME);
  await app.deleteButton.dblclick();
  await expectDeleted(app);
  expect(faulty.count(DELETE)).toBe(2);
});

test.describe("the focus stays in the dialog, whatever comes of a deletion", () => {
  const failures: [string, Fault][] = [
    ["500", refuse(500, "internal_error", "Oops")],
    ["500 without words", say(500)],
    ["502", html(502, "x")],
    ["429", refuse(429, "rate_limited", "Slow down", {}, { "retry-after": "7" })],
    ["503", say(503, "", { "retry-after": "7" })],
    ["403", json(403, { detail: "Only its owner may." })],
    ["404 of a proxy", say(404, "404 page not found")],
    ["409", refuse(409, "conflict", "It has live payments")],
    ["422", refuse(422, "validation_error", "Bad", { name: ["Is in use."] })],
    ["a redirect", redirect("/login")],
    ["a connection that is reset", reset()],
  ];
  for (const [name, fault] of failures) {
    for (const by of ["a click", "Enter"]) {
      test(`${name}, after ${by}: the message has it, and Escape works`, async ({ app, faulty, page }) => {
        await type(app);
        faulty.dropIdle();
        const gate = new Gate();
        faulty.next(DELETE, gate.before(fault));
        await (by === "Enter" ? app.phrase.press("Enter") : app.deleteButton.click());
        await gate.reached;
        await expect(app.dialog.getByRole("heading")).toBeFocused();
        gate.open();
        await expect(app.dialog.getByRole("alert")).toBeFocused();
        await page.keyboard.press("Tab");
        await expect(app.phrase).toBeFocused();
        await page.keyboard.press("Escape");
        await expect(app.dialog).toHaveCount(0);
        await expect(app.row(NAME).getByRole("button", { name: /^Actions/ })).toBeFocused();
      });
    }
  }
});
