// docs/requirements/faults.md, row by row, for a list that comes late or in parts: a server that asks to wait, and pages that are missing.
import { LIST, application, banner, expect, failure, stopClock, list, test } from "../support/faulty-fixtures.js";
import { type Fault, Gate, Faulty, html, json, refuse, reset, say, truncate } from "../support/faulty.js";

test.describe("429, 503 with `Retry-After` (fault busy)", () => {
  const ahead = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
  const waits: [string, number, () => Record<string, string>, RegExp, number][] = [
    ["seconds", 429, () => ({ "retry-after": "7" }), /^Retrying in 7 seconds…/, 7],
    ["seconds", 503, () => ({ "retry-after": "7" }), /^Retrying in 7 seconds…/, 7],
    ["an HTTP date", 429, () => ({ "retry-after": ahead(30) }), /^Retrying in (29|30) seconds…/, 30],
    ["a day: capped at 5 minutes", 503, () => ({ "retry-after": "86400" }), /^Retrying in 5 minutes…/, 300],
    ["a date in the past", 429, () => ({ "retry-after": ahead(-3600) }), /^Retrying in 5 seconds…/, 5],
    ["zero", 429, () => ({ "retry-after": "0" }), /^Retrying in 5 seconds…/, 5],
    ["garbage", 503, () => ({ "retry-after": "soon" }), /^Retrying in 5 seconds…/, 5],
    ["no header", 429, () => ({}), /^Retrying in 5 seconds…/, 5],
  ];
  for (const [name, status, headers, words, seconds] of waits) {
    test(`${status} with ${name}: the list counts down and is then asked for again`, async ({ app, faulty, page }) => {
      await stopClock(page);
      // A date is counted from the moment of the answer.
      faulty.next(LIST, (exchange) => say(status, "", headers())(exchange));
      await app.openSignedIn();
      await expect(app.status).toHaveText(words);
      await page.clock.runFor((seconds - 2) * 1000);
      expect(faulty.count(LIST)).toBe(1);
      await page.clock.runFor(3000);
      await expect(app.rows).toHaveCount(4);
      expect(faulty.count(LIST)).toBe(2);
    });
  }

  test("after two repeats it stops, and Retry waits as long as the server asked", async ({ app, faulty, page }) => {
    await stopClock(page);
    faulty.always(LIST, refuse(429, "rate_limited", "Slow down", {}, { "retry-after": "20" }));
    await app.openSignedIn();
    for (const count of [1, 2]) {
      await expect(app.status).toContainText("Retrying in 20 seconds…");
      await page.clock.runFor(20_000);
      await expect.poll(() => faulty.count(LIST)).toBe(count + 1);
    }
    const failed = failure(app, "Too many requests");
    await expect(failed).toContainText("Slow down");
    await expect(failed.getByRole("button", { name: /^Retry in (20|19|18) seconds$/ })).toBeDisabled();
    await page.clock.runFor(60_000);
    expect(faulty.count(LIST)).toBe(3);
    faulty.recover();
    await failed.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(app.rows).toHaveCount(4);
  });

  test("a refresh counts down over the list, and can be cancelled", async ({ app, faulty, page }) => {
    await stopClock(page);
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    faulty.always(LIST, say(429, "", { "retry-after": "7" }));
    await app.refresh.click();
    await expect(app.status).toContainText("Retrying in 7 seconds…");
    await expect(app.rows).toHaveCount(4);
    await app.cancelLoading.click();
    await expect(app.refresh).toBeVisible();
    await page.clock.runFor(60_000);
    await expect(app.rows).toHaveCount(4);
    expect(faulty.count(LIST)).toBe(2);
  });
});

test.describe("a later page of a paged list fails or `next` is refused (fault later-page)", () => {
  const first = (next: string) => json(200, { count: 1234, next, previous: null, results: [application(1), application(2)] });

  const failures: [string, () => Fault, string][] = [
    ["answers 500", () => refuse(500, "internal_error", "Oops"), "The server answered 500. Oops"],
    ["is a page in HTML", () => html(200, "Canary login"), "The server answered with a page, not with data"],
    ["is reset", () => reset(), "Can’t reach the server"],
    ["answers 403", () => refuse(403, "permission_denied", "No more"), "No more"],
    ["answers 404", () => refuse(404, "not_found", "Invalid page."), "The rest of the list could not be loaded: ."],
  ];
  for (const [name, fault, why] of failures) {
    test(`a second page that ${name}: what came shows, with Retry`, async ({ app, faulty }) => {
      faulty.next(LIST, first(`${faulty.url}o/apps/?page=2`));
      faulty.always(LIST, fault());
      await app.openSignedIn();
      await expect(app.rows).toHaveCount(2);
      await expect(banner(app, "Showing 2 of 1,234.")).toContainText(new RegExp(why));
      await expect(app.root).not.toContainText("Canary");
      faulty.recover();
      await banner(app, "Showing 2 of 1,234.").getByRole("button", { name: "Retry" }).click();
      await expect(app.rows).toHaveCount(4);
      await expect(banner(app, "Showing 2 of")).toHaveCount(0);
    });
  }

  test("a second page that breaks off is asked for again twice", async ({ app, faulty, page }) => {
    await stopClock(page);
    faulty.next(LIST, first("?page=2"));
    faulty.always(LIST, truncate());
    await app.openSignedIn();
    await expect(app.status).toContainText("Retrying in 1 second…");
    await page.clock.runFor(1000);
    await expect(app.status).toContainText("Retrying in 3 seconds…");
    await page.clock.runFor(3000);
    await expect(banner(app, "Showing 2 of 1,234.")).toContainText("Incomplete answer");
    expect(faulty.requests(LIST).map(({ path }) => path)).toEqual(["/o/apps/", ...Array(3).fill("/o/apps/?page=2")]);
  });

  test("a 401 for the second page signs out", async ({ app, faulty }) => {
    faulty.next(LIST, first("?page=2"));
    faulty.always(LIST, refuse(401, "invalid_token", "no"));
    await app.openSignedIn();
    await expect(app.signInHeading).toBeVisible();
    await expect(app.rows).toHaveCount(0);
  });

  test("`next` on another origin is refused: nothing is sent there", async ({ app, faulty }) => {
    const elsewhere = await Faulty.start();
    elsewhere.always("GET /o/apps/", list([application(9)]));
    faulty.next(LIST, first(`${elsewhere.url}o/apps/?page=2`));
    await app.openSignedIn();
    const said = banner(app, "Showing 2 of 1,234.");
    await expect(said).toContainText(`The next page of the list is at ${elsewhere.origin}. Your token is not sent there.`);
    await expect(said).not.toContainText("JSON");
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.stop();
  });

  const odd = [["repeats", "?page=1", "a page again"], ["is no string", 7, "a page again"], ["is no URL", "http://", "without an address"]] as const;
  for (const [name, next, words] of odd) {
    test(`\`next\` that ${name} ends the list, and it says so`, async ({ app, faulty }) => {
      const page = { count: 1234, next, results: [application(1), application(2)] };
      faulty.always(LIST, json(200, page));
      await app.openSignedIn();
      await expect(banner(app, /Showing [24] of 1,234\./)).toContainText(words);
      expect(faulty.count(LIST)).toBeLessThanOrEqual(2);
    });
  }

  test("all pages come when none fails", async ({ app, faulty }) => {
    faulty.next(LIST, json(200, { count: 3, next: `${faulty.url}o/apps/?page=2`, results: [application(1), application(2)] }));
    faulty.next(LIST, json(200, { count: 3, next: null, results: [application(3)] }));
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(3);
    await expect(banner(app, "Showing")).toHaveCount(0);
    expect(faulty.requests(LIST).map(({ headers }) => headers.authorization)).toEqual(Array(2).fill(expect.stringMatching(/^Bearer /)));
  });
});

test.describe("another tab signs out or changes the user (fault other-tab)", () => {
  test("a late answer that belongs to the old token is dropped", async ({ app, faulty }) => {
    const gate = new Gate();
    faulty.next(LIST, list([application(1)]));
    await app.openSignedIn();
    await expect(app.row("App 1")).toBeVisible();
    faulty.next(LIST, gate.before(list([application(2)])), list([application(3)]));
    await app.refresh.click();
    await gate.reached;
    await app.signOutButton.click();
    await app.signInWithToken(await app.freshToken());
    await expect(app.row("App 3")).toBeVisible();
    gate.open();
    await app.search.fill("App");
    await expect(app.row("App 3")).toBeVisible();
    await expect(app.row("App 2")).toHaveCount(0);
  });

  test("each tab keeps its own user", async ({ app, newTab, faulty, page }) => {
    await app.open();
    await app.signInWithToken(await app.freshToken());
    await expect(app.rows).toHaveCount(4);
    const other = await newTab();
    await other.open();
    await expect(other.signInHeading).toBeVisible();
    const token = await other.freshToken();
    await other.signInWithToken(token);
    await expect(other.rows).toHaveCount(4);
    await other.signOutButton.click();
    await expect(other.signInHeading).toBeVisible();
    await page.bringToFront();
    await app.refresh.click();
    await expect(app.refresh).toBeVisible();
    await expect(app.rows).toHaveCount(4);
    expect(faulty.requests(LIST).at(-1)?.headers.authorization).not.toContain(token);
  });
});
