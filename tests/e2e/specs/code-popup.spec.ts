// Signing in in a window of its own (security rule 5): the page keeps its state, and works whatever its COOP.
import type { Page } from "@playwright/test";
import type { App } from "../support/app.js";
import { each, expect, stored, test } from "../support/foreign-fixtures.js";

/** Clicks, and answers the window that opened. */
async function openWindow(app: App): Promise<Page> {
  const opened = app.page.context().waitForEvent("page");
  await app.signInAt.click();
  return opened;
}

each(() => {
  test.use({ attributes: { "sign-in-window": "popup" } });

  test("the window leads there and back, closes itself, and the page was never left", async ({ app, foreign, page }) => {
    await app.open();
    expect((await page.request.get(foreign.page.url)).headers()["cross-origin-opener-policy"]).toBe("same-origin");
    await page.evaluate(() => Object.assign(window, { mark: "kept" }));
    const popup = await openWindow(app);
    await expect(app.inWindow).toBeVisible();
    const closed = popup.waitForEvent("close");
    await foreign.logIn(popup);
    await foreign.allow(popup);
    await closed;
    await expect(app.list).toBeVisible();
    expect((await app.names()).sort()).toEqual(foreign.names().sort());
    expect(await page.evaluate(() => (window as unknown as { mark: string }).mark)).toBe("kept");
    expect(foreign.asked[0]?.get("state")).toMatch(/^oauth-apps~p~/);
    expect(foreign.redeemed()).toHaveLength(1);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
    expect(page.url()).toBe(foreign.page.url);
  });

  test("the window's copy of the session storage was cleared before it went there (security rule 5)", async ({ app, foreign, page }) => {
    await app.open();
    await page.evaluate(() => sessionStorage.setItem("portal.token", "canary-of-the-portal"));
    const popup = await openWindow(app);
    await expect(popup.getByLabel("Username")).toBeVisible();
    // The window comes back to the page's origin: only there could a copy of the storage be seen.
    foreign.page.next("GET /empty", ({ send }) => send(200, { "content-type": "text/html" }, "<!doctype html>"));
    await popup.goto(`${foreign.page.url}empty`);
    expect(await popup.evaluate(() => Object.entries(sessionStorage))).toEqual([]);
    expect((await stored(page))["portal.token"]).toBe("canary-of-the-portal");
    await popup.close();
  });

  test("a link that only looks like the end of such a sign-in says nothing of one, and keeps what is not ours", async ({ app, foreign, page }) => {
    for (const link of ["?state=oauth-apps~p~", "?state=oauth-apps~p~oauth-apps.session~&tab=2", "?state=oauth-apps~p~x"]) {
      await app.open(link);
      await expect(app.signInAt).toBeVisible();
      await expect(app.root.getByText("Sign-in is finished")).toHaveCount(0);
      expect(page.url()).toBe(foreign.page.url + link);
    }
    // The address has everything that such an answer has, but nobody opened a window for it.
    await app.open(`?state=oauth-apps~p~oauth-apps.session~${"A".repeat(43)}&code=x&tab=2`);
    await expect(app.note).toContainText("This sign-in was not started in this tab");
    await expect(app.root.getByText("Sign-in is finished")).toHaveCount(0);
    expect(page.isClosed()).toBe(false);
    expect(page.url()).toBe(`${foreign.page.url}?tab=2`);
    expect(foreign.redeemed()).toEqual([]);
  });

  test("Cancel closes it and leaves a sign-in page that works", async ({ app, foreign }) => {
    await app.open();
    const popup = await openWindow(app);
    await expect(popup.getByLabel("Username")).toBeVisible();
    await app.root.getByRole("button", { name: "Cancel", exact: true }).click();
    await expect(app.signInAt).toBeEnabled();
    if (!popup.isClosed()) await popup.close();
    const again = await openWindow(app);
    await foreign.logIn(again);
    await foreign.allow(again);
    await expect(app.list).toBeVisible();
    expect(new Set(foreign.asked.map((query) => query.get("state"))).size).toBe(2);
  });

  test("“Use this tab instead” goes on by redirect", async ({ app, foreign, page }) => {
    await app.open();
    const popup = await openWindow(app);
    await app.useThisTab.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
    expect(foreign.asked.at(-1)?.get("state")).toMatch(/^oauth-apps~r~/);
    if (!popup.isClosed()) await popup.close();
  });

  test("a window that is blocked: the tab goes there itself", async ({ app, foreign, page }) => {
    await page.addInitScript(() => (window.open = () => null));
    await app.open();
    await app.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
    expect(foreign.asked.map((query) => query.get("state")?.slice(0, 13))).toEqual(["oauth-apps~r~"]);
  });

  test("consent that is denied in the window is said in the page", async ({ app, foreign }) => {
    await app.open();
    const popup = await openWindow(app);
    const closed = popup.waitForEvent("close");
    await foreign.logIn(popup);
    await foreign.deny(popup);
    await closed;
    await expect(app.note).toContainText("Access was denied.");
    await expect(app.signInAt).toBeEnabled();
    expect(foreign.redeemed()).toEqual([]);
  });

  test("a late answer that belongs to the one who was signed in before is dropped (fault other-tab)", async ({ app, foreign, context }) => {
    await app.open();
    const first = await openWindow(app);
    await foreign.logIn(first);
    await foreign.allow(first);
    await expect(app.list).toBeVisible();
    let release = () => {};
    const released = new Promise<void>((free) => (release = free));
    foreign.front.next("GET /o/apps/", async ({ forward, send }) => {
      const { status, headers, body } = await forward();
      await released;
      send(status, headers, body);
    });
    await app.refresh.click();
    await app.signOutButton.click();
    await expect(app.signInAt).toBeVisible();
    await context.clearCookies();
    const other = await foreign.join(2);
    const second = await openWindow(app);
    await foreign.logIn(second, other);
    await foreign.allow(second);
    await expect(app.row(`${other.name} 1`)).toBeVisible();
    release();
    await app.refresh.click();
    await expect(app.refresh).toBeEnabled();
    expect((await app.names()).sort()).toEqual(foreign.names(other, 2).sort());
    await expect(app.root.getByText(foreign.user.name)).toHaveCount(0);
  });
});
