// Signing in: with client credentials, or with a pasted token.
import { expect, test } from "../support/fixtures.js";
import { Traffic, expectSent, hold, refuse } from "../support/traffic.js";

test("client credentials sign in, and the list of the client's owner shows", async ({ app, server }) => {
  await app.open();
  await app.signInWithCredentials();
  await expect(app.list).toBeVisible();
  const expected = (await (await server.api()).list()).map((application) => application.name);
  expect((await app.names()).sort()).toEqual(expected.sort());
});

test("of the client credentials only the token is kept", async ({ app, page, server }) => {
  await app.signIn();
  const kept = await page.evaluate(() => Object.entries(sessionStorage));
  expect(kept.map(([key]) => key)).toEqual(["oauth-apps.session"]);
  expect(kept.flat().join()).not.toContain(server.clientSecret);
  expect(Object.keys(JSON.parse(kept[0]?.[1] ?? "{}") as object)).toContain("access_token");
});

test("the token request names the scopes and carries the credentials in HTTP Basic", async ({ app, page, server }) => {
  await app.open();
  const sent = page.waitForRequest((request) => request.url().endsWith("/o/token/"));
  await app.signInWithCredentials();
  const request = await sent;
  const form = new URLSearchParams(request.postData() ?? "");
  expect(form.get("grant_type")).toBe("client_credentials");
  expect(form.get("scope")?.split(" ").sort()).toEqual(["read", "write"]);
  expect(request.headers()["authorization"]).toBe(`Basic ${btoa(`${server.clientId}:${server.clientSecret}`)}`);
});

test("credentials pasted with spaces around them sign in", async ({ app, server }) => {
  await app.open();
  await app.signInWithCredentials(` ${server.clientId}`, `${server.clientSecret} `);
  await expect(app.list).toBeVisible();
});

test("the header says until when the session lasts", async ({ app }) => {
  await app.signIn();
  await expect(app.root.getByText(/^Signed in until \S/)).toBeVisible();
});

test("empty credentials are refused at their fields, without a request", async ({ app, page }) => {
  await app.open();
  const traffic = new Traffic(page);
  await app.continueButton.click();
  await expect(app.clientId).toBeFocused();
  await expect(app.clientId).toHaveAccessibleDescription("Enter the client ID.");
  await expect(app.clientSecret).toHaveAccessibleDescription("Enter the client secret.");
  expect(traffic.count("POST o/token/")).toBe(0);
});

test("a wrong secret is refused, and what was typed stays", async ({ app, server }) => {
  await app.open();
  await app.signInWithCredentials(server.clientId, "wrong-secret-0123456789");
  await expect(app.root.getByRole("alert")).toContainText("The server does not know this client ID and secret");
  await expect(app.clientId).toHaveValue(server.clientId);
  await expect(app.clientSecret).toHaveValue("wrong-secret-0123456789");
  await app.clientSecret.fill(server.clientSecret);
  await app.continueButton.click();
  await expect(app.list).toBeVisible();
});

test("a double click on Continue sends one token request", async ({ app, page, server }) => {
  await app.open();
  const traffic = new Traffic(page);
  const held = await hold(page, "POST o/token/");
  await app.clientId.fill(server.clientId);
  await app.clientSecret.fill(server.clientSecret);
  await app.continueButton.dblclick();
  await held.arrived;
  await expect(app.root.getByRole("button", { name: "Signing in…" })).toBeDisabled();
  await held.release();
  await expect(app.list).toBeVisible();
  await expectSent(traffic, "POST o/token/", 1);
});

test("Enter pressed twice sends one token request", async ({ app, page, server }) => {
  await app.open();
  const traffic = new Traffic(page);
  await app.clientId.fill(server.clientId);
  await app.clientSecret.fill(server.clientSecret);
  await app.clientSecret.press("Enter");
  await page.keyboard.press("Enter");
  await expect(app.list).toBeVisible();
  await expectSent(traffic, "POST o/token/", 1);
});

const wrappings: [string, (token: string) => string][] = [
  ["as it is", (token) => token],
  ["behind “Bearer”", (token) => `Bearer ${token}`],
  ["behind “bearer” and spaces", (token) => `  bearer   ${token} `],
  ["as a whole header", (token) => `Authorization: Bearer ${token}`],
  ["in double quotes", (token) => `"${token}"`],
  ["in curly quotes with a comma", (token) => `“${token}”,`],
  ["with a line break at its end", (token) => `${token}\n`],
  ["with a line break in its middle", (token) => `${token.slice(0, 12)}\n${token.slice(12)}\n`],
];
for (const [how, wrap] of wrappings) {
  test(`a token pasted ${how} signs in`, async ({ app, page, putOnClipboard }) => {
    const token = await app.freshToken();
    await putOnClipboard(wrap(token));
    await app.open();
    await app.tokenTab.click();
    await app.token.press("ControlOrMeta+v");
    await app.continueButton.click();
    await expect(app.list).toBeVisible();
    const kept = await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"));
    expect(JSON.parse(kept ?? "{}")).toEqual({ access_token: token, for_api: app.server.url, for_issuer: app.server.url.slice(0, -1) });
  });
}

const mistakes: [string, string, string][] = [
  ["nothing", "", "Paste an access token."],
  ["the word “Bearer” alone", "Bearer ", "Paste an access token."],
  ["another scheme", "Token abcdef", "This looks like a “Token” header, not an access token."],
  ["a letter outside of RFC 6750", "tokén", "An access token can’t contain “é”."],
  ["a character that can't be seen", "abc\u200bdef", "An access token can’t contain U+200B."],
  ["an emoji", "abc😀", "An access token can’t contain U+1F600."],
  ["a Basic header", "Basic dXNlcjpwYXNz", "This looks like a “Basic” header, not an access token."],
];
for (const [what, pasted, message] of mistakes) {
  test(`${what} in the token field is refused with the reason, without a request`, async ({ app, page }) => {
    await app.open();
    const traffic = new Traffic(page);
    await app.signInWithToken(pasted);
    await expect(app.root.getByRole("alert")).toContainText(message);
    await expect(app.token).toBeFocused();
    await expect(app.token).toHaveAttribute("aria-invalid", "true");
    expect(traffic.count("GET o/apps/")).toBe(0);
  });
}

test("a pasted token that the server refuses leads back to sign-in, and says why", async ({ app, page }) => {
  await app.open();
  await app.signInWithToken("0123456789abcdefghijklmnopqrstuvwxyz");
  await expect(app.signInHeading).toBeVisible();
  // On the form that it was pasted into, with what was pasted: no session has ended.
  await expect(app.root.getByRole("alert")).toHaveText("The server does not accept this token.");
  await expect(app.root).not.toContainText("session ended");
  await expect(app.token).toHaveValue("0123456789abcdefghijklmnopqrstuvwxyz");
  await expect(app.token).toBeFocused();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  const token = await app.freshToken();
  await app.token.fill(token);
  await app.continueButton.click();
  await expect(app.list).toBeVisible();
});

test("credentials whose token the API refuses: that is said, and no session has ended", async ({ app, page }) => {
  await refuse(page, "GET o/apps/", 401, "unauthorized", "The token is not valid.");
  await app.open();
  await app.signInWithCredentials();
  await expect(app.root.getByRole("alert")).toHaveText("The server does not accept this token.");
  await expect(app.clientId).toHaveValue(app.server.clientId);
  await expect(app.clientSecret).toHaveValue("");
});

test("a token that was taken once and is refused later: then a session has ended", async ({ app, page }) => {
  await app.open();
  await app.signInWithToken(await app.freshToken());
  await expect(app.list).toBeVisible();
  await refuse(page, "GET o/apps/", 401, "unauthorized", "The token is not valid.");
  await app.refresh.click();
  await expect(app.root.getByRole("alert")).toContainText("Your session ended: the server no longer accepts this token.");
});

test("what happened before goes when somebody signs in again, also when that fails", async ({ app, server }) => {
  await app.signIn();
  await app.signOutButton.click();
  await expect(app.root.getByText("Signed out here.")).toBeVisible();
  await app.signInWithCredentials(server.clientId, "wrong-secret-0123456789");
  await expect(app.root.getByRole("alert")).toContainText("The server does not know this client ID and secret");
  await expect(app.root.getByText("Signed out here.")).toHaveCount(0);
});

for (const [form, fields] of [["credentials", { "signin-id": "clientId", "signin-secret": "clientSecret" }], ["token", { "signin-token": "token" }]] as const) {
  for (const told of ["change", "nothing"]) {
    test(`what a password manager put into the fields of the ${form} form counts, when it tells ${told} (fault silent-fill)`, async ({ app, server }) => {
      const values: Record<string, string> = { clientId: server.clientId, clientSecret: server.clientSecret, token: await app.freshToken() };
      await app.open();
      if (form === "token") await app.tokenTab.click();
      for (const [id, name] of Object.entries(fields)) {
        await app.root.locator(`#${id}`).evaluate((input: HTMLInputElement, [value, told]) => {
          input.value = value ?? "";
          if (told === "change") input.dispatchEvent(new Event("change", { bubbles: true }));
        }, [values[name] ?? "", told]);
      }
      await app.continueButton.click();
      await expect(app.list).toBeVisible();
    });
  }
}

test("a token without a user is explained, and does not loop", async ({ app, page }) => {
  const traffic = new Traffic(page);
  await refuse(page, "GET o/apps/", 403, "forbidden", "This token acts for no user.");
  await app.openSignedIn();
  const alert = app.root.getByRole("alert");
  await expect(alert).toContainText("This token may not list applications");
  await expect(alert).toContainText("This token acts for no user.");
  await expectSent(traffic, "GET o/apps/", 1);
  await app.signOutButton.first().click();
  await expect(app.signInHeading).toBeVisible();
});

test("fields of secrets hide what is typed and tell the browser what they are", async ({ app }) => {
  await app.open();
  await expect(app.clientId).toHaveAttribute("autocomplete", "username");
  await expect(app.clientSecret).toHaveAttribute("type", "password");
  await expect(app.clientSecret).toHaveAttribute("autocomplete", "current-password");
  await app.tokenTab.click();
  await expect(app.token).toHaveAttribute("type", "password");
  await expect(app.token).toHaveAttribute("autocomplete", "off");
});
