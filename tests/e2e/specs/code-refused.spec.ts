// Answers of an authorization server that bring no session: denied, wrong, replayed, late, or of somebody else.
import type { App } from "../support/app.js";
import type { AuthorizationServer } from "../support/authorization-server.js";
import { each, expect, leave, signIn, stored, test } from "../support/foreign-fixtures.js";
import { breakOff, html, json, reset } from "../support/faulty.js";

const UNASKED = "This sign-in was not started in this tab, or was already used. Sign in again.";

/** Says why, has sent no token request but those before, and keeps no session; the button leads on. */
async function expectRefused(app: App, foreign: AuthorizationServer, why: string | RegExp, requests = 0, waits = false): Promise<void> {
  await expect(app.note).toContainText(why);
  await expect(app.signInAt).toBeEnabled();
  expect(new URL(app.page.url()).search).toBe("");
  expect(foreign.redeemed()).toHaveLength(requests);
  expect(Object.keys(await stored(app.page))).toEqual(waits ? ["oauth-apps.session.attempt"] : []);
}

/** The button leads to a session. */
async function expectUsable(app: App, foreign: AuthorizationServer): Promise<void> {
  await app.signInAt.click();
  const name = app.page.getByLabel("Username");
  const consent = app.page.getByRole("button", { name: /^(Allow|Authorize)$/ });
  await expect(name.or(consent).first()).toBeVisible();
  if (await name.isVisible()) await foreign.logIn(app.page);
  await foreign.allow(app.page);
  await expect(app.list).toBeVisible();
}

each((kind) => {
  test("consent that is denied is said, and can be given the next time", async ({ app, foreign, page }) => {
    await leave(app);
    await foreign.logIn(page);
    await foreign.deny(page);
    await expectRefused(app, foreign, "Access was denied.");
    await expectUsable(app, foreign);
  });

  test("each error of RFC 6749, 4.1.2.1 is a sentence, with the server's words quoted as text", async ({ app, foreign, page }) => {
    for (const code of ["invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable", "something_newer"]) {
      await leave(app);
      await page.goto(foreign.answer({ error: code, error_description: `<b>Words</b> on ${code}` }));
      await expectRefused(app, foreign, `(${code})`);
      await expect(app.note).toContainText(`The server says: “<b>Words</b> on ${code}”`);
      // The sentence has more than the error's code: what it means, and what to do.
      expect((await app.note.innerText()).replace(/\(.*?\)|The server says:.*/gs, "").trim().length).toBeGreaterThan(20);
    }
    await expectUsable(app, foreign);
  });

  test("access_denied that comes with words of the server", async ({ app, foreign, page }) => {
    await leave(app);
    await page.goto(foreign.answer({ error: "access_denied", error_description: "Your account is not a member." }));
    await expectRefused(app, foreign, "Access was denied.");
    await expect(app.note).toContainText("The server says: “Your account is not a member.”");
  });

  test("security rule 7: a wrong state sends no token request", async ({ app, foreign, page }) => {
    await leave(app);
    const state = foreign.asked[0]?.get("state") ?? "";
    await page.goto(foreign.answer({ code: "a-code-that-is-long-enough", state: state.slice(0, -1) + (state.endsWith("A") ? "B" : "A") }));
    // The answer that was asked for may still come.
    await expectRefused(app, foreign, UNASKED, 0, true);
    await expectUsable(app, foreign);
  });

  test("security rule 7: an error with a wrong state is not believed", async ({ app, foreign, page }) => {
    await leave(app);
    const state = foreign.asked[0]?.get("state") ?? "";
    await page.goto(foreign.answer({ error: "server_error", error_description: "canary words", state: state.slice(0, -1) + (state.endsWith("A") ? "B" : "A") }));
    // The answer that was asked for may still come.
    await expectRefused(app, foreign, UNASKED, 0, true);
    await expect(app.root).not.toContainText("canary");
  });

  test("security rule 7: a replayed answer sends no token request, in this tab and in another", async ({ app, foreign, page, newTab }) => {
    await signIn(app, foreign);
    const [callback] = foreign.callbacks;
    const address = new URL(callback?.path ?? "", foreign.page.url).href;
    await page.goto(address);
    await expect(app.list).toBeVisible();
    expect(page.url()).toBe(foreign.page.url);
    const other = await newTab();
    await other.page.goto(address);
    await expectRefused(other, foreign, UNASKED, 1);
    await app.signOutButton.click();
    await expect(app.signInAt).toBeVisible();
    await page.goto(address);
    await expectRefused(app, foreign, UNASKED, 1);
  });

  test("the answer to an attempt before the last one is refused", async ({ app, foreign, page }) => {
    await leave(app);
    const old = foreign.answer({ code: "a-code-that-is-long-enough" });
    await leave(app);
    await page.goto(old);
    await expect(app.note).toContainText("This sign-in was not started in this tab, or was already used.");
    expect(foreign.redeemed()).toEqual([]);
  });

  test("a code that the server refuses is said, and not tried again", async ({ app, foreign, page }) => {
    await leave(app);
    await page.goto(foreign.answer({ code: "a-code-that-nobody-issued" }));
    await expectRefused(app, foreign, "The sign-in took too long, or its code was already used. Sign in again.", 1);
    await page.reload();
    await expect(app.signInAt).toBeEnabled();
    expect(foreign.redeemed()).toHaveLength(1);
    await expectUsable(app, foreign);
  });

  // Not at Django OAuth Toolkit: it names its issuer only where it is configured: see code-redirect.spec.ts.
  if (kind === "oidc") test("security rule 7: an answer of another issuer sends no token request", async ({ app, foreign, page }) => {
    for (const iss of ["https://attacker.example", `${foreign.front.origin}/`, null]) {
      await leave(app);
      await page.goto(foreign.answer({ code: "a-code-that-is-long-enough", iss }));
      await expectRefused(app, foreign, "The answer came from another server than the one that was asked");
    }
    await leave(app);
    await page.goto(foreign.answer({ error: "access_denied", iss: "https://attacker.example" }));
    await expectRefused(app, foreign, "The answer came from another server than the one that was asked");
    await expectUsable(app, foreign);
  });

  test("the token request of a code that gets no good answer is sent once, and said (faults incomplete, server-error, not-data)", async ({ app, foreign, page }) => {
    foreign.front.fresh = true;
    const faults = [
      [reset(), "No answer from"],
      [breakOff(), "Incomplete answer"],
      [html(502, "Bad gateway"), "502"],
      [json(200, { token_type: "Bearer" }), /./],
    ] as const;
    for (const [at, [fault, why]] of faults.entries()) {
      foreign.front.next(foreign.routes.token, fault);
      await app.open();
      await app.signInAt.click();
      if (at === 0) await foreign.logIn(page);
      await foreign.allow(page);
      await expectRefused(app, foreign, why, at + 1);
      await expect(app.root).not.toContainText("Bad gateway");
    }
    await expectUsable(app, foreign);
  });

  // Not at Django OAuth Toolkit: behind the page's origin there is none, which is the contract's own case.
  if (kind === "oidc") test("metadata that is not there to be read is said before anybody leaves", async ({ app, foreign, page }) => {
    foreign.front.fresh = true;
    foreign.front.always("GET /.well-known/oauth-authorization-server", html(503, "Down"));
    foreign.front.always("GET /.well-known/openid-configuration", html(503, "Down"));
    await app.open();
    await app.signInAt.click();
    await expect(app.note).toBeVisible();
    await expect(app.root).not.toContainText("Down");
    expect(page.url()).toBe(foreign.page.url);
    foreign.front.recover();
    await expect(app.signInAt).toBeEnabled();
  });

  // Not at Django OAuth Toolkit: behind the page's origin there is none, which is the contract's own case.
  if (kind === "oidc") test("metadata of another issuer is refused (RFC 8414, 3.3)", async ({ app, foreign, page }) => {
    const evil = { issuer: "https://attacker.example", authorization_endpoint: `${foreign.front.url}auth`, token_endpoint: "https://attacker.example/token" };
    for (const name of ["oauth-authorization-server", "openid-configuration"]) foreign.front.always(`GET /.well-known/${name}`, json(200, evil));
    await app.open();
    await app.signInAt.click();
    await expect(app.note).toBeVisible();
    expect(page.url()).toBe(foreign.page.url);
    expect(foreign.asked).toEqual([]);
  });
});
