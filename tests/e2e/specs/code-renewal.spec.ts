// Renewal: nobody who is signed in is asked again while the server gives new tokens (docs/requirements/faults.md: expired, refused).
import type { App } from "../support/app.js";
import { App as Element } from "../support/app.js";
import type { AuthorizationServer } from "../support/authorization-server.js";
import { element, each, expect, host, signIn, stored, test, tokens } from "../support/foreign-fixtures.js";
import { Gate, json, reset } from "../support/faulty.js";

/** Opens a copy of the tab, which shares the session storage as it was. */
async function duplicate(app: App): Promise<App> {
  const opened = app.page.context().waitForEvent("page");
  await app.page.evaluate(() => void window.open(location.href));
  const copy = new Element(await opened, app.server, app.canaries);
  await expect(copy.list).toBeVisible();
  return copy;
}

/** Refreshes the list with the token that there is, or a new one. */
async function refreshed(app: App, foreign: AuthorizationServer): Promise<void> {
  const before = foreign.front.count("GET /o/apps/");
  await app.refresh.click();
  await expect.poll(() => foreign.front.count("GET /o/apps/")).toBeGreaterThan(before);
  await expect(app.refresh).toBeEnabled();
  await expect(app.list).toBeVisible();
  await expect(app.root.getByText("Not refreshed.")).toHaveCount(0);
}

each(() => {
  test("a 401 in the middle of a creation: renewed, repeated once, one application, the draft kept (fault expired)", async ({ app, foreign }) => {
    await signIn(app, foreign);
    await app.startCreating("Ledger sync");
    await foreign.expire();
    await app.createButton.click();
    await expect(app.created("Ledger sync")).toBeVisible();
    expect(foreign.front.requests("POST /o/apps/").map(({ body }) => body)).toEqual(Array(2).fill(JSON.stringify({ name: "Ledger sync" })));
    expect(foreign.redeemed("refresh_token")).toHaveLength(1);
    await app.done.click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await refreshed(app, foreign);
    expect((await app.names()).sort()).toEqual([...foreign.names(), "Ledger sync"].sort());
  });

  test("a 401 in the middle of a deletion and of a list is renewed, too (fault expired)", async ({ app, foreign }) => {
    await signIn(app, foreign);
    await app.startDeleting(`${foreign.user.name} 1`);
    await app.phrase.fill(`${foreign.user.name} 1`);
    await foreign.expire();
    await app.deleteButton.click();
    await expect(app.row(`${foreign.user.name} 1`)).toHaveCount(0);
    expect(foreign.redeemed("refresh_token")).toHaveLength(1);
    await foreign.expire();
    await refreshed(app, foreign);
    expect(foreign.redeemed("refresh_token")).toHaveLength(2);
    // The refresh token rotates: each renewal uses another one, and the last one is kept.
    const used = foreign.redeemed("refresh_token").map((form) => form.get("refresh_token"));
    expect(new Set([...used, (await tokens(app.page)).refresh_token]).size).toBe(3);
  });

  test("what is sent to renew is what RFC 6749, 6 says of a public client", async ({ app, foreign }) => {
    await signIn(app, foreign);
    const { refresh_token } = await tokens(app.page);
    await foreign.expire();
    await refreshed(app, foreign);
    expect(Object.fromEntries(foreign.redeemed("refresh_token")[0] ?? [])).toEqual({ grant_type: "refresh_token", refresh_token, client_id: foreign.clientId });
    const request = foreign.front.requests(foreign.routes.token).at(-1);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers.cookie).toBeUndefined();
  });

  test("a token that is refused right after it was renewed ends the session, without a loop", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    foreign.front.always("GET /o/apps/", json(401, { error: { code: "unauthorized", message: "no", details: {} } }));
    await app.refresh.click();
    await expect(app.signInAt).toBeVisible();
    expect(foreign.redeemed("refresh_token")).toHaveLength(1);
    expect(foreign.front.count("GET /o/apps/")).toBe(3);
    expect(await stored(page)).toEqual({});
  });

  test("a refresh token that is refused ends the session, and the reason shows (fault refused)", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await foreign.revoke();
    await app.refresh.click();
    await expect(app.note).toContainText("Your session ended: it could not be renewed. Sign in again.");
    await expect(app.signInAt).toBeEnabled();
    expect(await stored(page)).toEqual({});
    expect(await page.locator("body").innerText()).not.toContain(foreign.user.name);
    expect(foreign.redeemed("refresh_token")).toHaveLength(1);
  });

  test("a refresh that fails for the network is no sign-out (fault unreachable)", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    const before = await tokens(page);
    await foreign.expire();
    foreign.front.fresh = true;
    foreign.front.dropIdle();
    foreign.front.always(foreign.routes.token, reset());
    await app.refresh.click();
    await expect(app.root.getByText("Not refreshed.")).toBeVisible();
    await expect(app.rows).toHaveCount(foreign.names().length);
    expect((await tokens(page)).refresh_token).toBe(before.refresh_token);
    // An operation of the user says so, too, and keeps what was typed.
    await app.startCreating("Ledger sync");
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toContainText("Can’t reach the server");
    await expect(app.nameField).toHaveValue("Ledger sync");
    foreign.front.recover();
    await app.createButton.click();
    await expect(app.created("Ledger sync")).toBeVisible();
  });

  test("a duplicated tab and its original live on over several rotations (fault duplicated-tab)", async ({ app, foreign }) => {
    await signIn(app, foreign);
    const copy = await duplicate(app);
    for (const tab of [app, copy, copy, app]) {
      await foreign.expire();
      await refreshed(tab, foreign);
    }
    // Both tabs renew at the same time.
    await foreign.expire();
    await Promise.all([refreshed(app, foreign), refreshed(copy, foreign)]);
    // One after the other: each tab renews with what the other one got last.
    await foreign.expire();
    await refreshed(copy, foreign);
    await foreign.expire();
    await refreshed(app, foreign);
    for (const tab of [app, copy]) await expect(tab.rows).toHaveCount(foreign.names().length);
    const used = foreign.redeemed("refresh_token").map((form) => form.get("refresh_token"));
    expect(new Set(used).size).toBe(used.length);
  });

  test("concurrent 401s of two elements share one refresh (fault expired)", async ({ app, foreign, page, server, canaries }) => {
    host(foreign, element(foreign) + element(foreign));
    await app.open("host.html");
    const [first, second] = [0, 1].map((at) => new Element(page, server, canaries, page.locator("oauth-apps").nth(at))) as [App, App];
    await first.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    for (const one of [first, second]) await expect(one.refresh).toBeEnabled();
    await foreign.expire();
    const before = foreign.front.count("GET /o/apps/");
    // Both requests are on their way before either is refused.
    const gate = new Gate();
    foreign.front.next("GET /o/apps/", gate.before(), gate.before());
    await first.refresh.click();
    await second.refresh.click();
    await expect.poll(() => foreign.front.count("GET /o/apps/")).toBe(before + 2);
    gate.open();
    await expect.poll(() => foreign.front.count("GET /o/apps/")).toBe(before + 4);
    for (const one of [first, second]) {
      await expect(one.refresh).toBeEnabled();
      await expect(one.rows).toHaveCount(foreign.names().length);
    }
    expect(foreign.redeemed("refresh_token")).toHaveLength(1);
  });

  test.describe("with tokens of a few seconds", () => {
    test.use({ begin: { lifetime: 4 } });

    test("the session is renewed by itself, and nobody sees a 401", async ({ app, foreign, page }) => {
      const refused: string[] = [];
      page.on("response", (response) => response.status() === 401 && refused.push(response.url()));
      await signIn(app, foreign);
      const first = await tokens(page);
      await expect.poll(() => foreign.redeemed("refresh_token").length, { timeout: 15_000 }).toBeGreaterThan(1);
      await expect(app.list).toBeVisible();
      await refreshed(app, foreign);
      expect((await tokens(page)).access_token).not.toBe(first.access_token);
      expect(refused).toEqual([]);
    });

    test("laptop asleep: what expired while the page was away is renewed when it is back (fault clock)", async ({ app, foreign, page }) => {
      await signIn(app, foreign);
      await page.goto("about:blank");
      await page.waitForTimeout(4_500);
      const renewals = foreign.redeemed("refresh_token").length;
      await app.open();
      await expect(app.list).toBeVisible();
      await expect(app.rows).toHaveCount(foreign.names().length);
      expect(foreign.redeemed("refresh_token").length).toBeGreaterThan(renewals);
    });
  });

  test("clock skew: a wrong clock costs one early renewal, or one late (fault clock)", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    for (const hours of [-30, 30]) {
      await page.addInitScript((shift) => {
        const real = (window as unknown as { realNow?: () => number }).realNow ?? Date.now.bind(Date);
        Object.assign(window, { realNow: real });
        Date.now = () => real() + shift;
      }, hours * 3_600_000);
      const before = foreign.redeemed("refresh_token").length;
      await foreign.expire();
      await page.reload();
      await expect(app.rows).toHaveCount(foreign.names().length);
      expect(foreign.redeemed("refresh_token").length - before).toBeLessThanOrEqual(2);
    }

  });
});
