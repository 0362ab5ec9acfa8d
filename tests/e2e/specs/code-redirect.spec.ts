// Signing in by redirect at authorization servers that are not ours: there, back, and what is left of the way.
import { createHash } from "node:crypto";
import { each, element, expect, host, leave, signIn, stored, test, tokens } from "../support/foreign-fixtures.js";
import { configure } from "../support/faulty-fixtures.js";
import { everything } from "../support/dom.js";
import { Gate, forward } from "../support/faulty.js";

each((kind) => {
  test("the button leads there, and consent leads back to that user's applications", async ({ app, foreign, page }) => {
    await app.open();
    await expect(app.signInAt).toHaveText(`Sign in at ${new URL(foreign.front.url).host}`);
    // There is one way to sign in, so there is nothing to choose.
    await expect(app.root.getByRole("tablist")).toHaveCount(0);
    await expect(app.clientId).toHaveCount(0);
    await app.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
    expect((await app.names()).sort()).toEqual(foreign.names().sort());
    expect(foreign.redeemed("authorization_code")).toHaveLength(1);
  });

  test("what is asked is what RFC 6749 and RFC 7636 say", async ({ app, foreign }) => {
    await signIn(app, foreign);
    const asked = Object.fromEntries(foreign.asked[0] ?? []);
    expect(asked).toMatchObject({ response_type: "code", client_id: foreign.clientId, redirect_uri: foreign.page.url, scope: foreign.attributes["scope"], code_challenge_method: "S256" });
    expect(asked["state"]).toMatch(/^oauth-apps~r~[^~]+~[A-Za-z0-9_-]{43}$/);
    // OpenID Connect Core, 11: without it a refresh token is refused.
    expect(asked["prompt"]).toBe(kind === "oidc" ? "consent" : undefined);
    const [request] = foreign.front.requests(foreign.routes.token);
    const form = Object.fromEntries(new URLSearchParams(request?.body));
    expect(Object.keys(form).sort()).toEqual(["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]);
    expect(form).toMatchObject({ grant_type: "authorization_code", client_id: foreign.clientId, redirect_uri: foreign.page.url });
    expect(createHash("sha256").update(form["code_verifier"] ?? "").digest("base64url")).toBe(asked["code_challenge"]);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.headers.referer).toBeUndefined();
  });

  test("security rules 1 and 7: nothing is left of the code, the state and the verifier", async ({ app, foreign, page, canaries }) => {
    await signIn(app, foreign);
    expect(page.url()).toBe(foreign.page.url);
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
    const [form] = foreign.redeemed();
    const state = foreign.asked[0]?.get("state") ?? "";
    const left = await page.evaluate(() => {
      const { navigation } = window as unknown as { navigation: { entries(): { url: string }[] } };
      return JSON.stringify([navigation.entries().map(({ url }) => url), history.state, Object.entries(sessionStorage), Object.entries(localStorage), document.cookie, window.name]);
    });
    for (const secret of [form?.get("code"), form?.get("code_verifier"), state]) {
      expect(secret?.length).toBeGreaterThan(20);
      expect(left).not.toContain(secret);
      expect(await everything(page)).not.toContain(secret);
    }
    const { access_token, refresh_token } = await tokens(page);
    expect(refresh_token.length).toBeGreaterThan(20);
    for (const token of [access_token, refresh_token]) expect(await everything(page)).not.toContain(token);
    // No request of the page carries the answer's address on.
    for (const { headers } of [...foreign.page.seen, ...foreign.front.seen]) expect(headers.referer ?? "").not.toMatch(/[?&]code=/);
    expect(await canaries.leaks([page])).toEqual([]);
  });

  test("security rule 7: verifier and state are fresh for each attempt", async ({ app, foreign, page }) => {
    for (let attempt = 0; attempt < 3; attempt += 1) await leave(app);
    const seen = (name: string) => new Set(foreign.asked.map((query) => query.get(name)));
    expect(foreign.asked).toHaveLength(3);
    expect(seen("state").size).toBe(3);
    expect(seen("code_challenge").size).toBe(3);
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
    expect(Object.keys(await stored(page))).toEqual(["oauth-apps.session"]);
  });

  test("who is signed in where that is known, for what, until when; a reload keeps all of it", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    const header = app.root.getByRole("banner");
    for (const _ of ["signed in", "reloaded"]) {
      await expect(app.list).toBeVisible();
      await expect(header.getByText(/^Signed in until \S/)).toBeVisible();
      await expect(header.getByText("read write")).toBeVisible();
      // An ID token tells who it is; without one the page does not know.
      if (kind === "oidc") await expect(header.getByText(foreign.user.name, { exact: true })).toBeVisible();
      else await expect(header).not.toContainText(foreign.user.name);
      await page.reload();
    }
    expect(foreign.redeemed()).toHaveLength(1);
  });

  test("two clicks leave once; while the code is redeemed the page shows that it works, and asks nothing", async ({ app, foreign, page }) => {
    await app.open();
    let hold = () => {};
    const held = new Promise<void>((free) => (hold = free));
    foreign.front.next(foreign.routes.token, async ({ forward, send }) => {
      await held;
      const { status, headers, body } = await forward();
      send(status, headers, body);
    });
    await app.signInAt.dblclick();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.signingIn.or(app.loading)).toBeVisible();
    await expect(app.signInAt).toHaveCount(0);
    hold();
    await expect(app.list).toBeVisible();
    expect(foreign.asked).toHaveLength(1);
    expect(foreign.redeemed()).toHaveLength(1);
  });

  test("Back from there leaves a sign-in page that works", async ({ app, foreign, page }) => {
    await leave(app);
    await page.goBack();
    await expect(app.signInAt).toBeEnabled();
    await app.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
  });

  test("Back after signing in sends no token request, and shows no code", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await page.goBack();
    expect(page.url()).not.toMatch(/[?&]code=/);
    await page.goForward();
    expect(page.url()).toBe(foreign.page.url);
    await expect(app.list).toBeVisible();
    expect(foreign.redeemed()).toHaveLength(1);
  });

  test("an application is created and deleted with the token that came", async ({ app, foreign }) => {
    await signIn(app, foreign);
    await app.create("Ledger sync");
    await app.done.click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await expect(app.row("Ledger sync")).toBeVisible();
    await app.delete("Ledger sync");
    await expect(app.row("Ledger sync")).toHaveCount(0);
    expect((await app.names()).sort()).toEqual(foreign.names().sort());
  });
});

test.describe("Django OAuth Toolkit, with the metadata of an issuer that has a path", () => {
  test.use({ kind: "django" });

  test("RFC 8414, 3.1: it is asked at the root, and the endpoints are those that it names", async ({ app, foreign, page, context }) => {
    const issuer = `${foreign.front.origin}/o`;
    await foreign.begin({ issuer });
    configure(foreign.page, { ...foreign.attributes, issuer });
    await signIn(app, foreign);
    expect(foreign.front.count("GET /.well-known/oauth-authorization-server/o")).toBeGreaterThan(0);
    expect(new URLSearchParams(foreign.callbacks[0]?.path.split("?")[1]).get("iss")).toBe(issuer);
    await app.signOutButton.click();
    await expect(app.root.getByText("The token was revoked.")).toBeVisible();
    // RFC 9207: the answer of another issuer is refused.
    await context.clearCookies();
    await leave(app);
    await page.goto(foreign.answer({ code: "some-code-that-is-long-enough", iss: `${foreign.front.origin}/other` }));
    await expect(app.note).toContainText("The answer came from another server than the one that was asked");
    expect(foreign.redeemed("authorization_code")).toHaveLength(1);
  });

  test("explicit endpoints: no metadata is asked", async ({ app, foreign }) => {
    configure(foreign.page, { ...foreign.attributes, "authorize-url": `${foreign.front.url}o/authorize/`, "token-url": `${foreign.front.url}o/token/`, "revoke-url": `${foreign.front.url}o/revoke_token/` });
    await signIn(app, foreign);
    await app.signOutButton.click();
    await expect(app.root.getByText("The token was revoked.")).toBeVisible();
    expect(foreign.front.seen.filter(({ path }) => path.includes(".well-known"))).toEqual([]);
  });
});

test.describe("oidc-provider, with the metadata of OpenID Connect alone", () => {
  test.use({ kind: "oidc" });

  test("an element that is removed while it asks where to sign in ends quietly, and another one works", async ({ app, foreign, page }) => {
    const gate = new Gate();
    foreign.front.always("GET /.well-known/oauth-authorization-server", gate.before(forward()));
    host(foreign, `<p>The host</p>${element(foreign)}`);
    await app.open("host.html");
    await app.signInAt.click();
    await gate.reached;
    await page.locator("oauth-apps").evaluate((element) => element.remove());
    gate.open();
    // Not as HTML: the page's policy asks for Trusted Types.
    await page.evaluate((attributes) => {
      const element = document.createElement("oauth-apps");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
    }, foreign.attributes);
    await app.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(app.list).toBeVisible();
  });

  test("RFC 8414, 5: where the one document is not there, the other is read", async ({ app, foreign }) => {
    foreign.front.always("GET /.well-known/oauth-authorization-server", ({ send }) => send(404, {}, "no"));
    await signIn(app, foreign);
    expect(foreign.front.count("GET /.well-known/openid-configuration")).toBeGreaterThan(0);
  });

  // A 404 without CORS headers is "unreachable" to a script.
  test("also where a browser is not told that it is not there, since that answer has no CORS headers", async ({ app, foreign, watch }) => {
    watch.expect(/blocked by CORS policy/);
    foreign.front.corsOrigin = undefined;
    foreign.front.always("GET /.well-known/oauth-authorization-server", ({ send }) => send(404, {}, "no"));
    await signIn(app, foreign);
    expect(foreign.front.count("GET /.well-known/openid-configuration")).toBeGreaterThan(0);
  });
});
