// A host that is signed in gives the token by the property `getToken`: nobody is asked, nothing is stored (security rules 14 and 15).
import type { Page } from "@playwright/test";
import { LIST, expect, stopClock, test } from "../support/faulty-fixtures.js";
import { json, refuse } from "../support/faulty.js";
import { openHost } from "../support/host.js";
import { everything } from "../support/dom.js";

interface Host {
  tokens: (string | null)[];
  asked: { refused: boolean }[];
}

/** What the host's script does, on its own page: each call gets the next of `tokens`, and the last one for ever. */
async function give(page: Page, tokens: (string | null)[], how: "at once" | "promised" = "promised"): Promise<void> {
  await page.addInitScript(
    ({ tokens, how }) => {
      const host: Host = { tokens, asked: [] };
      Object.assign(window, { host });
      const getToken = ({ refused }: { refused: boolean }) => {
        host.asked.push({ refused });
        const next = host.tokens.length > 1 && refused ? (host.tokens.shift(), host.tokens[0]) : host.tokens[0];
        return how === "at once" ? next : Promise.resolve(next);
      };
      new MutationObserver(() => {
        for (const element of document.querySelectorAll("oauth-apps")) if (!("getToken" in element) || !element.getToken) Object.assign(element, { getToken });
      }).observe(document, { childList: true, subtree: true });
    },
    { tokens, how },
  );
}

const asked = (page: Page) => page.evaluate(() => (window as unknown as { host: Host }).host.asked);
const storage = (page: Page) => page.evaluate(() => [...Object.entries(sessionStorage), ...Object.entries(localStorage)]);
const body = '<oauth-apps base-url="./"></oauth-apps>';

for (const how of ["at once", "promised"] as const) {
  test(`security rules 14 and 15: a token that comes ${how} is used, nothing is asked of the user, nothing is stored`, async ({ app, faulty, page, server }) => {
    const token = await app.freshToken();
    await give(page, [token], how);
    await openHost(page, server, body);
    await expect(app.rows).toHaveCount(4);
    await expect(app.signInHeading).toHaveCount(0);
    // The element does not end the host's session, so it offers no sign-out.
    await expect(app.signOutButton).toHaveCount(0);
    expect(await storage(page)).toEqual([]);
    // Keeping the token in memory is intended here, so no warning about blocked storage may show.
    await expect(app.root.getByText("blocks session storage")).toHaveCount(0);
    expect(await everything(page)).not.toContain(token);
    expect(faulty.requests(LIST)[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect((await asked(page)).every(({ refused }) => !refused)).toBe(true);
  });
}

test("after a 401 it is asked again, told that the token was refused, and the request is repeated once (fault expired)", async ({ app, faulty, page, server }) => {
  const [old, renewed] = [await app.freshToken(), await app.freshToken()];
  await give(page, [old, renewed]);
  await openHost(page, server, body);
  await expect(app.rows).toHaveCount(4);
  const before = faulty.count(LIST);
  faulty.next(LIST, refuse(401, "unauthorized", "The token is not valid."));
  await app.refresh.click();
  await expect.poll(() => faulty.count(LIST)).toBe(before + 2);
  await expect(app.rows).toHaveCount(4);
  await expect(app.signInHeading).toHaveCount(0);
  expect((await asked(page)).filter(({ refused }) => refused)).toHaveLength(1);
  expect(faulty.requests(LIST).at(-1)?.headers.authorization).toBe(`Bearer ${renewed}`);
  expect(await storage(page)).toEqual([]);
});

test("a 403 that means 401 asks for another token, too", async ({ app, faulty, page, server }) => {
  const [old, renewed] = [await app.freshToken(), await app.freshToken()];
  await give(page, [old, renewed]);
  await openHost(page, server, body);
  await expect(app.rows).toHaveCount(4);
  faulty.next(LIST, json(403, { detail: "Authentication credentials were not provided." }));
  await app.refresh.click();
  await expect.poll(() => faulty.requests(LIST).at(-1)?.headers.authorization).toBe(`Bearer ${renewed}`);
  await expect(app.rows).toHaveCount(4);
});

test("a 401 in the middle of a creation creates once", async ({ app, faulty, page, server }) => {
  const [old, renewed] = [await app.freshToken(), await app.freshToken()];
  await give(page, [old, renewed]);
  await openHost(page, server, body);
  await app.startCreating("Ledger sync");
  faulty.next("POST /o/apps/", refuse(401, "unauthorized", "The token is not valid."));
  await app.createButton.click();
  await expect(app.created("Ledger sync")).toBeVisible();
  expect(faulty.requests("POST /o/apps/").map(({ headers }) => headers.authorization)).toEqual([`Bearer ${old}`, `Bearer ${renewed}`]);
});

test("a host that has nobody signed in is waited for, and no way to sign in is offered", async ({ app, faulty, page, server }) => {
  const token = await app.freshToken();
  await give(page, [null]);
  await openHost(page, server, body);
  await expect(app.root.getByRole("button", { name: "Retry" })).toBeVisible();
  await expect(app.continueButton).toHaveCount(0);
  expect(faulty.count(LIST)).toBe(0);
  await page.evaluate((token) => void ((window as unknown as { host: Host }).host.tokens = [token]), token);
  await app.root.getByRole("button", { name: "Retry" }).click();
  await expect(app.rows).toHaveCount(4);
  expect(await storage(page)).toEqual([]);
});

test("a token that the host cannot replace ends there, without a loop", async ({ app, faulty, page, server }) => {
  await give(page, [await app.freshToken()]);
  await openHost(page, server, body);
  await expect(app.rows).toHaveCount(4);
  faulty.always(LIST, refuse(401, "unauthorized", "The token is not valid."));
  await app.refresh.click();
  await expect(app.rows).toHaveCount(0);
  await expect(app.root.getByRole("button", { name: "Retry" })).toBeVisible();
  expect(faulty.count(LIST)).toBeLessThanOrEqual(3);
  expect(await storage(page)).toEqual([]);
});

for (const [what, message] of [
  ["throws", "getToken threw"],
  ["is rejected", "getToken threw"],
  ["answers an object", "a value of the type object"],
  ["answers an empty text", "an empty text"],
  ["answers a page", "a text that is no access token"],
] as const) {
  test(`a callback that ${what}: an error with its cause, a line on the console without a token, and words with a way out (fault host-token)`, async ({ app, page, server, watch }) => {
    const token = await app.freshToken();
    await page.addInitScript(
      ({ what, token }) => {
        const errors: unknown[] = [];
        Object.assign(window, { errors, good: () => token });
        addEventListener("oauth-apps:error", (event) => {
          const { code, message, retryable, cause } = (event as CustomEvent<{ code: string; message: string; retryable: boolean; cause?: unknown }>).detail;
          errors.push({ code, message, retryable, cause: String((cause as Error | undefined)?.message) });
        });
        document.addEventListener("DOMContentLoaded", () => {
          const fail = () => {
            throw new Error(`canary Bearer ${token}`);
          };
          const answers = { throws: fail, "is rejected": async () => fail(), "answers an object": () => ({ access_token: token }), "answers an empty text": () => "", "answers a page": async () => `<html>${token}</html>` };
          Object.assign(document.querySelector("oauth-apps") as Element, { getToken: answers[what] });
        });
      },
      { what, token },
    );
    await openHost(page, server, body);
    await expect(app.root.getByRole("alert")).toHaveText("The portal could not provide an access token. Try again.");
    await expect(app.continueButton).toHaveCount(0);
    const errors = await page.evaluate(() => (window as unknown as { errors: Record<string, unknown>[] }).errors);
    expect(errors).toEqual([expect.objectContaining({ code: "token_failed", message: expect.stringContaining(message), retryable: true })]);
    expect(errors[0]?.["cause"]).toContain(what === "throws" || what === "is rejected" ? token : message);
    expect(watch.console.filter((line) => line.includes(message))).toHaveLength(1);
    expect(watch.console.join("\n")).not.toContain(token);
    await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { getToken: (window as unknown as { good: unknown }).good }));
    await expect(app.rows).toHaveCount(4);
  });
}

test("a callback that hangs: after 30 seconds the same words, and the button asks again (fault host-token)", async ({ app, page, server, watch }) => {
  await give(page, [await app.freshToken()]);
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      const element = document.querySelector("oauth-apps") as Element & { getToken: (about: unknown) => unknown };
      const good = element.getToken;
      let asked = 0;
      element.getToken = (about) => ((asked += 1) > 1 ? good(about) : new Promise(() => {}));
    });
  });
  await stopClock(page);
  await openHost(page, server, body);
  await expect(app.loading).toBeVisible();
  await page.clock.runFor(29_000);
  await expect(app.signInHeading).toHaveCount(0);
  await page.clock.runFor(2_000);
  await expect(app.root.getByRole("alert")).toHaveText("The portal could not provide an access token. Try again.");
  expect(watch.console.some((line) => line.includes("getToken took more than 30 seconds"))).toBe(true);
  await app.root.getByRole("button", { name: "Retry" }).click();
  await expect(app.rows).toHaveCount(4);
});

for (const late of [0, 100]) {
  test(`a getToken that is set ${late} ms after the host's page is there, and takes its time: no form asks for a secret meanwhile`, async ({ app, page, server }) => {
    const token = await app.freshToken();
    await page.addInitScript(
      ({ token, late }) => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        const look = () => {
          for (const input of document.querySelector("oauth-apps")?.shadowRoot?.querySelectorAll("input[type=password]") ?? []) seen.push(input.id);
          requestAnimationFrame(look);
        };
        look();
        const set = () =>
          Object.assign(document.querySelector("oauth-apps") as Element, { getToken: () => new Promise((done) => setTimeout(done, 1500, token)) });
        addEventListener("DOMContentLoaded", () => setTimeout(set, late));
      },
      { token, late },
    );
    await openHost(page, server, body);
    await expect(app.rows).toHaveCount(4);
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  });
}

test("a callback that fails is said, and another one can be given", async ({ app, page, server, watch }) => {
  watch.expect(/canary-of-the-host/);
  const token = await app.freshToken();
  await give(page, [token]);
  await page.addInitScript(() => {
    const fail = () => Promise.reject(new Error("canary-of-the-host"));
    document.addEventListener("DOMContentLoaded", () => {
      const element = document.querySelector("oauth-apps") as Element & { getToken: unknown };
      const good = element.getToken;
      element.getToken = fail;
      Object.assign(window, { heal: () => (element.getToken = good) });
    });
  });
  await openHost(page, server, body);
  await expect(app.root.getByRole("button", { name: "Retry" })).toBeVisible();
  await expect(app.root).not.toContainText("canary-of-the-host");
  // A new callback is asked at once, and not at the next 401.
  await page.evaluate(() => (window as unknown as { heal: () => void }).heal());
  await expect(app.rows).toHaveCount(4);
});

test("a function that a framework sets anew at each render starts nothing anew", async ({ app, page, server }) => {
  await give(page, [await app.freshToken()]);
  await openHost(page, server, body);
  await app.startCreating("Ledger sync");
  await page.evaluate(() => {
    const element = document.querySelector("oauth-apps") as Element & { getToken: (about: unknown) => unknown };
    const { getToken } = element;
    element.getToken = (about) => getToken(about);
  });
  await expect(app.nameField).toHaveValue("Ledger sync");
  await app.createButton.click();
  await expect(app.created("Ledger sync")).toBeVisible();
});

test("a session that somebody else keeps in this tab is not the host's, and a 401 makes no loop", async ({ app, faulty, page, server }) => {
  const [theirs, own] = [await app.freshToken(), await app.freshToken()];
  const session = JSON.stringify({ access_token: theirs });
  await page.addInitScript((session) => sessionStorage.setItem("oauth-apps.session", session), session);
  await give(page, [own]);
  await openHost(page, server, body);
  await expect(app.rows).toHaveCount(4);
  faulty.always(LIST, refuse(401, "unauthorized", "The token is not valid."));
  await app.refresh.click();
  await expect(app.root.getByRole("button", { name: "Retry" })).toBeVisible();
  const before = faulty.count(LIST);
  await page.waitForTimeout(500);
  expect(faulty.count(LIST)).toBe(before);
  for (const { headers } of faulty.requests(LIST)) expect(headers.authorization).toBe(`Bearer ${own}`);
  expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).toBe(session);
});
