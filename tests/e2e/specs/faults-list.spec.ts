// docs/requirements/faults.md, row by row, for the list: its first load, and a refresh while a list shows.
import { gzipSync } from "node:zlib";
import type { App } from "../support/app.js";
import { LIST, application, banner, configure, expect, failure, stopClock, list, test } from "../support/faulty-fixtures.js";
import { type Fault, breakOff, html, json, redirect, refuse, reset, say, silence, stall, truncate } from "../support/faulty.js";

/** A list shows; what comes next fails. */
async function showList(app: App): Promise<string[]> {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  return app.names();
}

/** The last good list is still there, and a banner says that it is old and why. */
async function expectOldList(app: App, names: string[], why: string | RegExp): Promise<void> {
  await expect(banner(app, "Not refreshed.")).toContainText(why);
  await expect(banner(app, "Not refreshed.")).toContainText(/This list is \d+ seconds? old and may have changed\./);
  expect(await app.names()).toEqual(names);
}

test.describe("offline, DNS failure, connection refused (fault unreachable)", () => {
  test("the first load says so, gives a command that tells more, and Retry loads", async ({ app, faulty }) => {
    faulty.always(LIST, reset());
    await app.openSignedIn();
    const failed = failure(app, "Can’t reach the server");
    await expect(failed).toContainText(`No answer from ${faulty.url}o/apps/`);
    await expect(failed).toContainText("You may be offline, or the server may be down.");
    await expect(failed).toContainText(`'${faulty.url}o/apps/'`);
    // The page's own origin needs no CORS.
    await expect(failed).not.toContainText("CORS");
    faulty.recover();
    await failed.getByRole("button", { name: "Retry" }).click();
    await expect(app.rows).toHaveCount(4);
  });

  test("a refused connection leaves the list, marked as old with its age, and Retry refreshes it", async ({ app, faulty }) => {
    const names = await showList(app);
    await faulty.fall();
    await app.refresh.click();
    await expectOldList(app, names, "Can’t reach the server.");
    await faulty.rise();
    await banner(app, "Not refreshed.").getByRole("button", { name: "Retry" }).click();
    await expect(banner(app, "Not refreshed.")).toHaveCount(0);
    expect(await app.names()).toEqual(names);
  });

  test("offline leaves the list, and it refreshes by itself when `online` fires", async ({ app, faulty, context }) => {
    const names = await showList(app);
    await context.setOffline(true);
    await app.refresh.click();
    await expect(banner(app, "You are offline.")).toContainText(/This list is \d+ seconds? old/);
    expect(await app.names()).toEqual(names);
    const before = faulty.count(LIST);
    await context.setOffline(false);
    await expect(banner(app, "You are offline.")).toHaveCount(0);
    expect(faulty.count(LIST)).toBe(before + 1);
  });

  test("offline at the first load, the list comes by itself when `online` fires", async ({ app, faulty, context, page }) => {
    await app.open();
    const token = await app.freshToken();
    // Only now, after the page's own files have come, the network goes away.
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await app.signInWithToken(token);
    await expect(failure(app, "Can’t reach the server")).toBeVisible();
    expect(faulty.count(LIST)).toBe(0);
    await context.setOffline(false);
    await expect(app.rows).toHaveCount(4);
  });
});

test.describe("connection reset in the middle of the body; truncated or invalid JSON (fault incomplete)", () => {
  const [CUT, BAD, GARBLED] = ["Incomplete answer", "The server’s answer is not valid JSON", "The server’s answer can’t be read"];
  const bytes = (body: Buffer): Fault => ({ send }) => send(200, { "content-type": "application/json" }, body);
  const broken: [string, () => Fault, string][] = [
    ["a reset in the body", breakOff, CUT],
    ["a truncated list", truncate, CUT],
    ["an empty body", () => json(200, ""), CUT],
    ["invalid JSON", () => json(200, '[{"id": 1,}]'), BAD],
    ["plain text", () => say(200, "OK", { "content-type": "text/plain" }), BAD],
    ["XML", () => say(200, "<?xml version='1.0'?><Error/>", { "content-type": "application/xml" }), BAD],
    ["gzip that nobody declared", () => bytes(gzipSync("[]")), GARBLED],
    ["UTF-16", () => bytes(Buffer.from("\ufeff[]", "utf16le")), GARBLED],
  ];
  for (const [name, fault, words] of broken) {
    test(`${name}: the list is asked for again at most twice, then its own words show`, async ({ app, faulty, page }) => {
      await stopClock(page);
      faulty.always(LIST, fault());
      await app.openSignedIn();
      await expect(app.status).toContainText("Retrying in 1 second…");
      await page.clock.runFor(1000);
      await expect(app.status).toContainText("Retrying in 3 seconds…");
      await page.clock.runFor(3000);
      await expect(failure(app, words)).toBeVisible();
      await page.clock.runFor(60_000);
      expect(faulty.count(LIST)).toBe(3);
    });
  }

  test("one broken answer is made good without a word", async ({ app, faulty }) => {
    faulty.next(LIST, breakOff());
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    await expect(app.root.getByRole("alert")).toHaveCount(0);
    expect(faulty.count(LIST)).toBe(2);
  });

  test("a refresh that breaks off leaves the list", async ({ app, faulty, page }) => {
    await stopClock(page);
    const names = await showList(app);
    faulty.always(LIST, truncate());
    await app.refresh.click();
    await expect(app.status).toContainText("Retrying in 1 second…");
    await page.clock.runFor(1000);
    await expect(app.status).toContainText("Retrying in 3 seconds…");
    await page.clock.runFor(3000);
    await expectOldList(app, names, "Incomplete answer.");
  });
});

test.describe("slow server; body that stalls after the headers (fault slow)", () => {
  for (const [name, fault] of [["no answer", silence], ["a body that stalls", stall]] as const) {
    test(`${name}: the first load shows progress and can be cancelled`, async ({ app, faulty }) => {
      faulty.next(LIST, fault());
      await app.openSignedIn();
      await expect(app.loading).toBeVisible();
      await app.cancelLoading.click();
      const failed = failure(app, "Loading was cancelled");
      await failed.getByRole("button", { name: "Retry" }).click();
      await expect(app.rows).toHaveCount(4);
      expect(faulty.count(LIST)).toBe(2);
    });

    test(`${name}: a timeout covers the first load, body included`, async ({ app, faulty }) => {
      configure(faulty, { timeout: "2" });
      faulty.next(LIST, fault());
      await app.openSignedIn();
      await expect(failure(app, "The server took too long to answer")).toContainText("The request was stopped.");
      expect(faulty.count(LIST)).toBe(1);
    });

    test(`${name}: a timeout leaves the list that shows`, async ({ app, faulty }) => {
      configure(faulty, { timeout: "2" });
      const names = await showList(app);
      faulty.next(LIST, fault());
      await app.refresh.click();
      await expect(app.cancelLoading).toBeVisible();
      await expectOldList(app, names, "The server took too long to answer");
    });
  }

  test("cancelling a refresh leaves the list as it is", async ({ app, faulty }) => {
    const names = await showList(app);
    faulty.next(LIST, silence());
    await app.refresh.click();
    await app.cancelLoading.click();
    await expect(app.refresh).toBeVisible();
    await expect(app.root.getByRole("alert")).toHaveCount(0);
    expect(await app.names()).toEqual(names);
  });

  test("without the attribute, the timeout is 60 seconds", async ({ app, faulty, page }) => {
    await stopClock(page);
    faulty.next(LIST, silence());
    await app.openSignedIn();
    await expect(app.cancelLoading).toBeVisible();
    await expect.poll(() => faulty.count(LIST)).toBe(1);
    await page.clock.runFor(58_000);
    await expect(app.loading).toBeVisible();
    await page.clock.runFor(2000);
    await expect(failure(app, "The server took too long to answer")).toBeVisible();
  });
});

test.describe("401 wherever the token cannot be renewed (fault refused)", () => {
  for (const body of ["the envelope", "HTML"]) {
    test(`a 401 with ${body} for a refresh signs out and says why`, async ({ app, faulty, page }) => {
      await showList(app);
      faulty.next(LIST, body === "HTML" ? html(401, "Login required") : refuse(401, "invalid_token", "no"));
      await app.refresh.click();
      await expect(app.signInHeading).toBeVisible();
      await expect(app.root.getByRole("alert")).toContainText("Your session ended: the server no longer accepts this token.");
      await expect(app.rows).toHaveCount(0);
      expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).toBeNull();
    });
  }

  test("a 401 at the first load leads back to sign-in, and does not loop", async ({ app, faulty }) => {
    faulty.always(LIST, refuse(401, "invalid_token", "no"));
    await app.openSignedIn();
    await expect(app.signInHeading).toBeVisible();
    expect(faulty.count(LIST)).toBe(1);
  });
});

test.describe("403 (fault forbidden)", () => {
  const challenge = { "www-authenticate": 'Bearer error="insufficient_scope", scope="read"' };

  test("at the first load names the scope, stays signed in and does not loop", async ({ app, faulty, page }) => {
    faulty.always(LIST, refuse(403, "insufficient_scope", "No", {}, challenge));
    await app.openSignedIn();
    await expect(failure(app, "This token may not list applications")).toContainText("it needs the scope read.");
    await expect(app.signOutButton.first()).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).not.toBeNull();
    expect(faulty.count(LIST)).toBe(1);
  });

  test("without a scope says what it may be", async ({ app, faulty }) => {
    faulty.always(LIST, say(403));
    await app.openSignedIn();
    await expect(failure(app, "This token may not list applications")).toContainText("it may lack the scopes read and write, or act for no user.");
  });

  test("for a refresh leaves the list", async ({ app, faulty }) => {
    const names = await showList(app);
    faulty.always(LIST, refuse(403, "permission_denied", "Not today"));
    await app.refresh.click();
    await expectOldList(app, names, "Not today");
  });
});

test.describe("404 on the list (fault no-endpoint)", () => {
  test("names the address and the configuration", async ({ app, faulty }) => {
    configure(faulty, { "base-url": "v9/" });
    await app.openSignedIn();
    const failed = failure(app, "No applications endpoint here");
    await expect(failed).toContainText(`There is nothing at ${faulty.url}v9/o/apps/. Check the base URL`);
    expect(faulty.count("GET /v9/o/apps/")).toBe(1);
  });

  test("for a refresh leaves the list, and blames no address that it came from", async ({ app, faulty }) => {
    const names = await showList(app);
    faulty.always(LIST, say(404, "404 page not found", { "content-type": "text/plain" }));
    await app.refresh.click();
    await expectOldList(app, names, "The server answered 404");
    await expect(app.root).not.toContainText(/base URL|No applications endpoint/);
  });
});

test.describe("5xx with an HTML body, 502, 504 (fault server-error)", () => {
  for (const status of [500, 502, 504]) {
    test(`${status}: status and request id alone show, and it is not repeated`, async ({ app, faulty, page }) => {
      faulty.always(LIST, html(status, "Canary of the gateway", { "x-request-id": "req-4711" }));
      await app.openSignedIn();
      await expect(failure(app, `The server answered ${status}`)).toContainText("Request req-4711.");
      await expect(app.root).not.toContainText("Canary");
      await expect(page).toHaveTitle("OAuth applications");
      expect(faulty.count(LIST)).toBe(1);
    });
  }

  test("for a refresh, the list stays", async ({ app, faulty }) => {
    const names = await showList(app);
    faulty.always(LIST, html(502, "Canary of the gateway", { "x-request-id": "req-4711" }));
    await app.refresh.click();
    await expectOldList(app, names, /The server answered 502\..*Request req-4711\./);
    await expect(app.root).not.toContainText("Canary");
  });
});

test.describe("a login page as 200 HTML; a redirect (fault not-data)", () => {
  const pages: [string, () => Fault][] = [
    ["a login page", () => html(200, "Canary login")],
    ["a page without its type", () => say(200, "<html>Canary login</html>")],
    ["a redirect to another origin", () => redirect("http://localhost:9/login")],
    ["a redirect here", () => redirect("/o/apps/?next=1", 307)],
  ];
  for (const [name, fault] of pages) {
    test(`${name} is told from offline`, async ({ app, faulty }) => {
      faulty.always(LIST, fault());
      await app.openSignedIn();
      await expect(failure(app, "The server answered with a page, not with data")).toContainText(`${faulty.url}o/apps/ is not the API’s address`);
      await expect(app.root).not.toContainText("Canary");
      expect(faulty.count(LIST)).toBe(1);
    });
  }

  test("for a refresh, the list stays", async ({ app, faulty }) => {
    const names = await showList(app);
    faulty.always(LIST, redirect("/login"));
    await app.refresh.click();
    await expectOldList(app, names, "The server answered with a page, not with data");
  });
});

test.describe("a page is said of HTML alone, and no list is no error", () => {
  for (const said of [{ status: "ok" }, { results: "x" }, { count: 3 }, 3, "x"]) {
    test(`${JSON.stringify(said)} is JSON, and something else than a list`, async ({ app, faulty }) => {
      faulty.always(LIST, json(200, JSON.stringify(said)));
      await app.openSignedIn();
      await expect(failure(app, "The server answered with something else")).toContainText(`${faulty.url}o/apps/ may not be the API’s address`);
      expect(faulty.count(LIST)).toBe(1);
    });
  }

  for (const none of ["null", '{"results": null}', '{"count": 0}', '{"count": 0, "next": null, "results": null}', "[]"]) {
    test(`${none} is an empty list, with New application (fault odd-list)`, async ({ app, faulty }) => {
      faulty.next(LIST, json(200, none));
      await app.openSignedIn();
      await expect(app.root.getByRole("heading", { name: "No applications yet" })).toBeVisible();
      await app.create("Reporting API");
    });
  }

  test("JSON that is called text/html is a list", async ({ app, faulty }) => {
    faulty.always(LIST, say(200, JSON.stringify([application(1)]), { "content-type": "text/html" }));
    await app.openSignedIn();
    await expect(app.row("App 1")).toBeVisible();
  });

  test("a count that is larger than the list is said (fault odd-list)", async ({ app, faulty }) => {
    faulty.always(LIST, json(200, { count: 250, next: null, results: [application(1), application(2)] }));
    await app.openSignedIn();
    await expect(banner(app, "Showing 2 of 250.")).toContainText("names no next page");
  });
});

test.describe("double click, Enter pressed twice (fault double-submit)", () => {
  test("a double click on Retry sends one request", async ({ app, faulty }) => {
    faulty.next(LIST, refuse(500, "internal_error", "Oops"));
    await app.openSignedIn();
    faulty.next(LIST, list([application(1)]));
    await failure(app, "The server answered 500").getByRole("button", { name: "Retry" }).dblclick();
    await expect(app.row("App 1")).toBeVisible();
    expect(faulty.count(LIST)).toBe(2);
  });
});
