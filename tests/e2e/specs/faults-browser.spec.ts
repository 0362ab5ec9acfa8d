// docs/requirements/faults.md, row by row, for what the browser or its user brings: clipboard, storage, clock, reload, pasted tokens.
import type { Page } from "@playwright/test";
import type { App } from "../support/app.js";
import { LIST, TOKEN, application, expect, stopClock, list, test } from "../support/faulty-fixtures.js";
import { refuse, rewrite } from "../support/faulty.js";

const SECRET = "canary-secret-of-application-1";

/** The text that is selected in the element. */
function selected(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector("oauth-apps")?.shadowRoot as (ShadowRoot & { getSelection?: () => Selection | null }) | null | undefined;
    return [root?.getSelection?.()?.toString(), document.getSelection()?.toString()].find(Boolean) ?? "";
  });
}

test.describe("clipboard denied or missing (plain http) (fault clipboard)", () => {
  const clipboards: [string, () => void][] = [
    ["missing", () => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined })],
    ["denied", () => Object.defineProperty(Clipboard.prototype, "writeText", { value: () => Promise.reject(new DOMException("", "NotAllowedError")) })],
  ];
  for (const [name, breakIt] of clipboards) {
    test(`${name}: a secret in the list is revealed and selected, and "Copy failed" shows`, async ({ app, faulty, page }) => {
      await page.addInitScript(breakIt);
      faulty.always(LIST, list([application(1)]));
      await app.openSignedIn();
      const row = app.row("App 1");
      await row.getByRole("button", { name: "Copy secret" }).click();
      await expect(row.getByText(SECRET)).toBeVisible();
      await expect.poll(() => selected(page)).toBe(SECRET);
      await expect(row.getByRole("button", { name: "Copied" })).toHaveCount(0);
      await expect(app.root.getByText("Copy failed")).toBeVisible();
    });

    test(`${name}: a client ID in the list is selected, and "Copy failed" shows`, async ({ app, faulty, page }) => {
      await page.addInitScript(breakIt);
      faulty.always(LIST, list([application(1)]));
      await app.openSignedIn();
      await app.row("App 1").getByRole("button", { name: "Copy client ID" }).click();
      await expect.poll(() => selected(page)).toBe("client-1");
      await expect(app.root.getByText("Copy failed")).toBeVisible();
    });

    test(`${name}: the dialog of a new application says so, and does not close as if copied`, async ({ app, page }) => {
      await page.addInitScript(breakIt);
      await app.openSignedIn();
      await app.create("Ledger sync");
      const dialog = app.created("Ledger sync");
      await dialog.getByRole("button", { name: "Copy secret" }).click();
      await expect(dialog.getByRole("alert")).toContainText("Copy failed.");
      const made = (await (await app.server.api()).list()).find(({ name }) => name === "Ledger sync");
      await expect.poll(() => selected(page)).toBe(made?.client_secret);
      await app.done.click();
      await expect(dialog).toContainText("Close without saving?");
    });
  }
});

test.describe("sessionStorage blocked or full (fault storage-blocked)", () => {
  test("blocked: it says so before sign-in, works in memory, and is signed out on reload", async ({ app, page }) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, "sessionStorage", { get: () => { throw new DOMException("", "SecurityError"); } }),
    );
    await app.open();
    await expect(app.root).toContainText("You will be signed out on reload.");
    await app.signInWithToken(await app.freshToken());
    await expect(app.rows).toHaveCount(4);
    await app.refresh.click();
    await expect(app.rows).toHaveCount(4);
    await page.reload();
    await expect(app.signInHeading).toBeVisible();
  });

  test("full: the token stays in memory, and it says that a reload signs out", async ({ app, page }) => {
    await page.addInitScript(() =>
      Object.defineProperty(Storage.prototype, "setItem", { value: () => { throw new DOMException("", "QuotaExceededError"); } }),
    );
    await app.open();
    await app.signInWithToken(await app.freshToken());
    await expect(app.rows).toHaveCount(4);
    await expect(app.root).toContainText("You will be signed out on reload.");
    await page.reload();
    await expect(app.signInHeading).toBeVisible();
  });
});

test.describe("clock skew, laptop asleep, reload (fault clock)", () => {
  test("when the time is up the server decides: still good, so nothing changes", async ({ app, faulty, page }) => {
    await stopClock(page);
    await app.open();
    await app.signInWithCredentials();
    await expect(app.rows).toHaveCount(4);
    const before = faulty.count(LIST);
    await page.clock.fastForward("10:00:01");
    await expect.poll(() => faulty.count(LIST)).toBe(before + 1);
    await expect(app.refresh).toBeVisible();
    await expect(app.rows).toHaveCount(4);
  });

  test("when the time is up and the server refuses, it says when the token expired", async ({ app, faulty, page }) => {
    await stopClock(page);
    await app.open();
    await app.signInWithCredentials();
    await expect(app.rows).toHaveCount(4);
    faulty.always(LIST, refuse(401, "invalid_token", "expired"));
    await page.clock.fastForward("10:00:01");
    await expect(app.root.getByRole("alert")).toContainText(/Your session ended: the token expired at .*\d\d:\d\d.*\. Sign in again\./);
  });

  test("a refusal before the time is up does not speak of expiry", async ({ app, faulty, page }) => {
    await stopClock(page);
    await app.open();
    await app.signInWithCredentials();
    await expect(app.rows).toHaveCount(4);
    faulty.always(LIST, refuse(401, "invalid_token", "expired"));
    await page.clock.fastForward("05:00:00");
    await app.refresh.click();
    await expect(app.root.getByRole("alert")).toContainText("the server no longer accepts this token.");
  });

  test("the deadline is wall-clock time: a reload keeps it", async ({ app, faulty, page }) => {
    faulty.next(TOKEN, rewrite((body) => body.replace(/"expires_in":\d+/, '"expires_in":7200')));
    await app.open();
    await app.signInWithCredentials();
    const until = app.root.getByText(/^Signed in until/);
    const words = await until.innerText();
    await expect(app.rows).toHaveCount(4);
    await page.reload();
    await expect(until).toHaveText(words);
    expect(faulty.count(TOKEN)).toBe(1);
  });
});

test.describe("reload, Back, tab close or unmount with an unsaved secret or a draft (fault unsaved)", () => {
  const reload = (app: App) => app.page.evaluate(() => setTimeout(() => location.reload()));

  test("a draft asks before a reload, and stays when the user stays", async ({ app, watch }) => {
    await app.openSignedIn();
    await app.startCreating("Ledger sync");
    watch.leave = false;
    await reload(app);
    await expect.poll(() => watch.asked).toBe(1);
    await expect(app.nameField).toHaveValue("Ledger sync");
  });

  test("an unsaved secret asks before a reload; one that was copied does not", async ({ app, watch, context }) => {
    await context.grantPermissions(["clipboard-write"]);
    await app.openSignedIn();
    await app.create("Ledger sync");
    watch.leave = false;
    await reload(app);
    await expect.poll(() => watch.asked).toBe(1);
    await expect(app.created("Ledger sync")).toBeVisible();
    await app.dialog.getByRole("button", { name: "Copy secret" }).click();
    await expect(app.dialog.getByText("Copied", { exact: true }).first()).toBeVisible();
    await reload(app);
    await expect(app.dialog).toHaveCount(0);
    await expect(app.rows).toHaveCount(5);
    expect(watch.asked).toBe(1);
  });

  test("nothing typed: no question", async ({ app, watch }) => {
    await app.openSignedIn();
    await app.newApplication.click();
    await expect(app.nameField).toBeFocused();
    await reload(app);
    await expect(app.dialog).toHaveCount(0);
    await expect(app.rows).toHaveCount(4);
    expect(watch.asked).toBe(0);
  });
});

test.describe("a token pasted as `Bearer …`, with quotes, spaces or a newline (fault pasted-token)", () => {
  const dressed: [string, (token: string) => string][] = [
    ["Bearer in front", (token) => `Bearer ${token}`],
    ["the whole header", (token) => `Authorization: bearer ${token}`],
    ["quotes and a comma", (token) => `"${token}",`],
    ["spaces", (token) => `  ${token}\t`],
    ["a newline", (token) => `${token}\n`],
    ["a broken line", (token) => `${token.slice(0, 20)} ${token.slice(20)}`],
  ];
  for (const [name, dress] of dressed) {
    test(`${name}: cleaned`, async ({ app, faulty }) => {
      const token = await app.freshToken();
      await app.open();
      await app.signInWithToken(dress(token));
      await expect(app.rows).toHaveCount(4);
      expect(faulty.requests(LIST).map(({ headers }) => headers.authorization)).toEqual([`Bearer ${token}`]);
    });
  }

  for (const [pasted, why] of [
    ["abc=def", /^An access token can’t contain “=”\./],
    ["abc\u200bdef", /^An access token can’t contain U\+200B\./],
    ["abcédef", /^An access token can’t contain “é”\./],
    ["Basic dXNlcjpwYXNz", "This looks like a “Basic” header, not an access token."],
    ["  ", "Paste an access token."],
  ] as const) {
    test(`${JSON.stringify(pasted)} is refused with its reason, and nothing is sent`, async ({ app, faulty }) => {
      await app.open();
      await app.signInWithToken(pasted);
      await expect(app.token).toHaveAccessibleDescription(why);
      await expect(app.token).toBeFocused();
      expect(faulty.count(LIST)).toBe(0);
    });
  }
});
