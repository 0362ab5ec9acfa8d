// Portals whose server renders the page: what it renders, and what its log says.
import { expect, test } from "../support/portal-fixtures.js";

test.describe("React", () => {
  test.use({ portalName: "react-server" });

  test("the server renders the place, and the browser mounts the applications in it", async ({ app, page, portal }) => {
    await portal.logIn();
    await expect(app.rows).toHaveCount(4);
    expect(await (await page.request.get(portal.origin)).text()).toContain('<div id="root"><div id="apps"></div><output></output></div>');
    expect(portal.log.trim()).toMatch(/^Listening on \S+$/);
  });
});

test.describe("SvelteKit", () => {
  test.use({ portalName: "sveltekit" });

  test("the server renders the element with its attributes, and without a function's source", async ({ app, page, portal, server }) => {
    await portal.logIn();
    await expect(app.rows).toHaveCount(4);
    const html = await (await page.request.get(portal.origin)).text();
    expect(html).toContain(`<oauth-apps base-url="${server.url}"></oauth-apps>`);
    expect(html).not.toContain("session/token");
    expect(portal.log.trim()).toMatch(/^Listening on \S+$/);
  });

  test("the page says nothing of a user to sign in before the portal's token comes", async ({ app, heard, page, portal }) => {
    await portal.logIn();
    await expect(app.rows).toHaveCount(4);
    await page.reload();
    await expect(app.rows).toHaveCount(4);
    expect((await heard()).map(({ type }) => type)).toEqual(["oauth-apps:ready", "oauth-apps:signed-in"]);
  });
});

test.describe("Django", () => {
  test.use({ portalName: "django" });

  test("a new token is asked for with Django's own, and refused without", async ({ app, page, portal }) => {
    await portal.logIn();
    await expect(app.rows).toHaveCount(4);
    const [asked] = await Promise.all([page.waitForRequest((request) => request.url().endsWith("/o/apps/")), page.reload()]);
    await expect(app.rows).toHaveCount(4);
    await portal.revoke(asked.headers()["authorization"]?.replace("Bearer ", "") ?? "");
    const [renewal] = await Promise.all([page.waitForRequest((request) => request.method() === "POST"), app.refresh.click()]);
    expect(new URL(renewal.url()).pathname).toBe("/session/token");
    expect(renewal.headers()["x-csrftoken"]).toMatch(/^\w{64}$/);
    await expect(app.rows).toHaveCount(4);
    expect((await page.request.post(`${portal.origin}/session/token`)).status()).toBe(403);
    expect(portal.log.trim()).toMatch(/^Listening on \S+$/);
  });
});

test.describe("Node.js", () => {
  test.use({ portalName: "node" });

  test("two requests for a new token share one renewal, other sites get none, and what the server has ended logs out", async ({ app, page, portal }) => {
    await portal.logIn();
    await expect(app.rows).toHaveCount(portal.applications);
    const ask = (method: string) =>
      page.evaluate(async (method) => {
        const answer = await fetch("/session/token", { method });
        return { status: answer.status, token: await answer.text() };
      }, method);
    const before = await ask("GET");
    const [one, other] = await Promise.all([ask("POST"), ask("POST")]);
    expect(one).toEqual(other);
    expect(one.status).toBe(200);
    expect(one.token).not.toBe(before.token);
    expect(await ask("GET")).toEqual(one);
    // Whoever is not the page itself: the cookie comes along, the header of browsers does not say "same-origin".
    expect((await page.request.get(`${portal.origin}/session/token`)).status()).toBe(401);
    // Without the attempt that its cookie names, an answer of the server is nobody's.
    expect((await page.request.get(`${portal.origin}/callback?code=x&state=y`)).status()).toBe(400);
    await portal.endSignIn();
    // Until then the requests above share their renewal.
    await expect.poll(async () => (await ask("POST")).status, { timeout: 15_000 }).toBe(401);
    expect((await ask("GET")).status).toBe(401);
    expect(portal.log.trim()).toMatch(/^Listening on \S+$/);
  });
});
