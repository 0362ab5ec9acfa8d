// Signing out of a session that an authorization server gave: revoked there (RFC 7009), cleared here, told to the others.
import { App } from "../support/app.js";
import { element, each, expect, host, signIn, stored, test, tokens } from "../support/foreign-fixtures.js";
import { html } from "../support/faulty.js";
import { everything } from "../support/dom.js";

each(() => {
  test("security rule 4: both tokens are refused there afterwards, and nothing is left here", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    const { access_token, refresh_token } = await tokens(page);
    expect(await foreign.stands(access_token)).toBe(true);
    await app.signOutButton.click();
    await expect(app.root.getByText("Signed out.")).toBeVisible();
    await expect(app.root.getByText("The token was revoked.")).toBeVisible();
    expect(await foreign.stands(access_token)).toBe(false);
    expect(await foreign.redeem({ grant_type: "refresh_token", refresh_token })).toBe(400);
    const sent = foreign.front.requests(foreign.routes.revoke).map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(sent[0]).toEqual({ token: refresh_token, token_type_hint: "refresh_token", client_id: foreign.clientId });
    for (const form of sent) expect(form["client_id"]).toBe(foreign.clientId);
    expect(await stored(page)).toEqual({});
    for (const text of [foreign.user.name, access_token, refresh_token]) expect(await everything(page)).not.toContain(text);
    await page.reload();
    await expect(app.signInAt).toBeEnabled();
    await expect(app.root.getByText(foreign.user.name)).toHaveCount(0);
  });

  test("security rule 4: with the server away everything here is cleared, and what stays valid is said", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await foreign.front.fall();
    await app.signOutButton.click();
    await expect(app.root.getByText(/The token could not be revoked. It stays valid until \S/)).toBeVisible();
    expect(await stored(page)).toEqual({});
    expect(await everything(page)).not.toContain(foreign.user.name);
    await foreign.front.rise();
  });

  test("a revocation that the server refuses is not called one", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    foreign.front.always(foreign.routes.revoke, html(503, "Canary"));
    await app.signOutButton.click();
    await expect(app.root.getByText(/The token could not be revoked. It stays valid until \S/)).toBeVisible();
    await expect(app.root.getByText("The token was revoked.")).toHaveCount(0);
    await expect(app.root).not.toContainText("Canary");
    expect(await stored(page)).toEqual({});
  });

  test("the page is left at once, however slow the revocation is", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    foreign.front.always(foreign.routes.revoke, () => undefined);
    await app.signOutButton.click();
    await expect(app.list).toBeHidden({ timeout: 2_000 });
    expect(await stored(page)).toEqual({});
  });

  test("security rule 4: Back after sign-out shows nothing", async ({ app, foreign, page }) => {
    await signIn(app, foreign);
    await app.signOutButton.click();
    await expect(app.signInAt).toBeVisible();
    await page.goto("about:blank");
    await page.goBack();
    await expect(app.signInAt).toBeVisible();
    expect(await everything(page)).not.toContain(foreign.user.name);
  });

  test("the other element with the same storage key follows, and one with another key does not", async ({ app, foreign, page, server, canaries, context }) => {
    for (const key of ["first", "second"]) canaries.sessionKeys.add(key);
    const first = element(foreign, { "storage-key": "first" });
    host(foreign, first + first + element(foreign, { "storage-key": "second" }));
    await app.open("host.html");
    const [one, same, other] = [0, 1, 2].map((at) => new App(page, server, canaries, page.locator("oauth-apps").nth(at))) as [App, App, App];
    await one.signInAt.click();
    await foreign.logIn(page);
    await foreign.allow(page);
    await expect(one.list).toBeVisible();
    await expect(same.list).toBeVisible();
    await expect(other.signInAt).toBeVisible();
    // Somebody else: a server may end all that one user allowed to one client together.
    await context.clearCookies();
    const somebody = await foreign.join(2);
    await other.signInAt.click();
    await foreign.logIn(page, somebody);
    await foreign.allow(page);
    for (const each of [one, same, other]) await expect(each.list).toBeVisible();
    expect(Object.keys(await stored(page)).sort()).toEqual(["first", "second"]);
    await one.signOutButton.click();
    await expect(one.signInAt).toBeVisible();
    await expect(same.signInAt).toBeVisible();
    await expect(same.list).toHaveCount(0);
    await expect(other.list).toBeVisible();
    await other.refresh.click();
    await expect(other.refresh).toBeEnabled();
    expect((await other.names()).sort()).toEqual(foreign.names(somebody, 2).sort());
    expect(Object.keys(await stored(page))).toEqual(["second"]);
  });
});
