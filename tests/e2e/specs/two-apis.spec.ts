// security rule 31: a session names the API and the issuer that it is for. Two real origins, and every request to both.
import type { Page } from "@playwright/test";
import { App } from "../support/app.js";
import { expect, test as base } from "../support/fixtures.js";
import { Faulty, refuse } from "../support/faulty.js";
import { underPath, withAttributes } from "../support/host.js";
import { Server } from "../support/server.js";
import { FAILED_REQUEST } from "../support/watch.js";

interface Fixtures {
  /** The page and the first API. */
  here: Faulty;
  /** The second API, on another origin. */
  there: Faulty;
  other: Server;
  /** Serves a page of a host with this body, and opens it. */
  open: (body: string) => Promise<void>;
}

const test = base.extend<Fixtures>({
  here: async ({}, use) => {
    const here = await Faulty.start();
    await use(here);
    await here.stop();
  },
  there: async ({}, use) => {
    const there = await Faulty.start();
    await use(there);
    await there.stop();
  },
  server: async ({ here, there, watch }, use) => {
    const server = await Server.start({ applications: 3, arguments: ["--api-origin", there.origin] });
    here.upstream = server.url;
    server.url = here.url;
    watch.expect(FAILED_REQUEST);
    await use(server);
    watch.end();
    await server.stop();
  },
  other: async ({ here, there, canaries }, use) => {
    const other = await Server.start({ applications: 1, arguments: ["--cors-origin", here.origin] });
    there.upstream = other.url;
    other.url = there.url;
    there.corsOrigin = here.origin;
    canaries.trusted.add(there.origin);
    canaries.plantSecret(other.clientSecret);
    canaries.sessionKeys.add(`oauth-apps.session@${there.url}`).add(`oauth-apps.session@${here.url}`);
    await use(other);
    await other.stop();
  },
  open: async ({ here, page, server }, use) => {
    await use(async (body) => {
      here.always("GET /host.html", async ({ send }) => {
        const index = await fetch(server.url, { headers: { accept: "text/html" } });
        const headers = Object.fromEntries([...index.headers].filter(([name]) => !/^(connection|keep-alive|transfer-encoding|content-length|content-encoding)$/.test(name)));
        send(200, headers, (await index.text()).replace(/<body[^]*<\/body>/, `<body>${body}</body>`));
      });
      await page.goto(`${here.url}host.html`);
    });
  },
});

const element = (base: string, more = "") => `<oauth-apps base-url="${base}" sign-in="credentials"${more}></oauth-apps>`;

/** All that was sent to a server, as one text. */
const sent = (to: Faulty) => JSON.stringify(to.seen.map(({ method, path, headers, body }) => [method, path, headers, body]));

const stored = (page: Page) => page.evaluate(() => Object.fromEntries(Object.entries(sessionStorage)) as Record<string, string>);

test("two elements with other APIs and one storage key are signed in side by side, and neither gets the other's token (security rule 31)", async ({ app, canaries, here, open, other, page, server, there }) => {
  const second = new App(page, other, canaries, page.locator("oauth-apps").nth(1));
  await open(element("./") + element(there.url));
  await app.signInWithCredentials();
  await expect(app.rows).toHaveCount(4);
  await expect(second.signInHeading).toBeVisible();
  expect(there.count("GET /o/apps/")).toBe(0);
  await second.signInWithCredentials();
  await expect(second.rows).toHaveCount(2);
  await expect(app.rows).toHaveCount(4);
  await page.reload();
  await expect(app.rows).toHaveCount(4);
  await expect(second.rows).toHaveCount(2);
  const tokens = Object.values(await stored(page)).map((text) => JSON.parse(text) as { access_token: string; for_api: string });
  expect(tokens.map(({ for_api }) => for_api).sort()).toEqual([server.url, other.url].sort());
  for (const { access_token, for_api } of tokens) expect(sent(for_api === server.url ? there : here)).not.toContain(access_token);
  // A refused token and a sign-out each end their own element's session alone.
  there.always("GET /o/apps/", refuse(401, "unauthorized", "The token is not valid."));
  await second.refresh.click();
  await expect(second.signInHeading).toBeVisible();
  await app.refresh.click();
  await expect(app.rows).toHaveCount(4);
  there.recover();
  await second.signInWithCredentials();
  await expect(second.rows).toHaveCount(2);
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await second.refresh.click();
  await expect(second.rows).toHaveCount(2);
});

test("one API and then another in one tab: nothing of a session is sent to the second, and the first finds it again (security rule 31)", async ({ app, here, open, other, page, there }) => {
  const token = (await other.api()).token;
  const session = {
    access_token: token, refresh_token: "canary-refresh-token", family: "family-of-this-spec", grant: "authorization_code", client_id: "page",
    renew_at: 1, for_api: there.url, for_issuer: there.origin,
  };
  const text = JSON.stringify(session);
  await page.addInitScript((text) => sessionStorage.getItem("spec.began") ?? (sessionStorage.setItem("oauth-apps.session", text), sessionStorage.setItem("spec.began", "1")), text);
  await open(element("./"));
  await expect(app.signInHeading).toBeVisible();
  // This session is always due to be renewed.
  await page.waitForTimeout(2500);
  await app.signInWithCredentials();
  await expect(app.rows).toHaveCount(4);
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  for (const canary of [token, "canary-refresh-token"]) expect(sent(here)).not.toContain(canary);
  expect((await stored(page))["oauth-apps.session"]).toBe(text);
  await page.evaluate((text) => sessionStorage.setItem("oauth-apps.session", text), JSON.stringify({ ...session, refresh_token: undefined, renew_at: undefined }));
  await open(element(there.url));
  await expect(app.rows).toHaveCount(2);
});

test("an API's authorization server that was configured anew gets nothing of the one before (security rule 31)", async ({ app, here, open, other, page, there }) => {
  const token = (await other.api()).token;
  const text = JSON.stringify({
    access_token: token, refresh_token: "canary-refresh-token", family: "family-of-this-spec", grant: "authorization_code", client_id: "page",
    renew_at: 1, for_api: there.url, for_issuer: there.origin,
  });
  await page.addInitScript((text) => sessionStorage.setItem("oauth-apps.session", text), text);
  for (const changed of [`token-url="/o/token/"`, `revoke-url="/o/revoke_token/"`, `issuer="${here.origin}"`, `authorize-url="/o/authorize/" token-url="/o/token/"`]) {
    await open(element(there.url, ` ${changed}`));
    await expect(app.signInHeading, changed).toBeVisible();
  }
  await page.waitForTimeout(1500);
  for (const to of [here, there]) for (const canary of [token, "canary-refresh-token"]) expect(sent(to)).not.toContain(canary);
  expect((await stored(page))["oauth-apps.session"]).toBe(text);
});

for (const [what, wrap] of [
  ["a session from before sessions named anybody", (token: string) => JSON.stringify({ access_token: token, scope: "read write" })],
  ["a bare token of the host", (token: string) => token],
] as const) {
  test(`${what} works where it is found first, and nowhere else`, async ({ app, here, open, other, page, there }) => {
    const token = (await other.api()).token;
    await page.addInitScript((text) => sessionStorage.getItem("spec.began") ?? (sessionStorage.setItem("oauth-apps.session", text), sessionStorage.setItem("spec.began", "1")), wrap(token));
    await open(element(there.url) + element("./"));
    await expect(app.rows).toHaveCount(2);
    await expect(page.locator("oauth-apps").nth(1).getByRole("heading", { name: "Sign in" })).toBeVisible();
    await open(element("./"));
    await expect(app.signInHeading).toBeVisible();
    expect(sent(here)).not.toContain(token);
    await open(element(there.url));
    await expect(app.rows).toHaveCount(2);
    await app.signOutButton.click();
    await expect(app.signInHeading).toBeVisible();
    expect(await stored(page)).toEqual({ "spec.began": "1" });
  });
}

test("two deployments under one origin keep a session each (security rule 31)", async ({ app, canaries, page, server }) => {
  for (const path of ["staging/", "prod/"]) canaries.sessionKeys.add(`oauth-apps.session@${server.url}${path}`);
  await withAttributes(page, server, { "sign-in": "credentials" });
  const [staging, prod] = [await underPath(page, server, "staging/"), await underPath(page, server, "prod/")];
  for (const url of [staging, prod]) {
    await page.goto(url);
    await expect(app.signInHeading).toBeVisible();
    await app.credentialsTab.or(app.clientId).first().click();
    await app.signInWithCredentials();
    await expect(app.rows).toHaveCount(4);
  }
  await page.goto(staging);
  await expect(app.rows).toHaveCount(4);
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
  await page.goto(prod);
  await expect(app.rows).toHaveCount(4);
});
