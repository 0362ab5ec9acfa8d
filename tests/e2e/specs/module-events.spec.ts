// What the element tells its host: composed events, cancelable where that makes sense, and never a secret (security rule 17).
import { everything } from "../support/dom.js";
import { LIST } from "../support/faulty-fixtures.js";
import { refuse } from "../support/faulty.js";
import { expect, heard, names, test } from "../support/module.js";

const ELEMENT = `import "/vendor/element.js";`;
const GIVE = `document.querySelector("oauth-apps").getToken = getToken;`;

test("ready, signed-in, created, deleted, signed-out: with ids and names, without a secret or a token (security rule 17)", async ({ app, host, page }) => {
  await host.open(
    "<oauth-apps></oauth-apps>",
    `globalThis.all = [];
     const real = EventTarget.prototype.dispatchEvent;
     EventTarget.prototype.dispatchEvent = function (event) {
       if (event.type.startsWith("oauth-apps")) all.push(event.type + " " + JSON.stringify(event.detail ?? null, (_, value) => (value instanceof Error ? { ...value, message: value.message } : value)));
       return real.call(this, event);
     };
     ${ELEMENT}`,
  );
  await app.signInWithCredentials();
  await app.create("Ledger sync");
  const made = (await app.server.api().then((api) => api.list())).find(({ name }) => name === "Ledger sync");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await app.delete("Ledger sync");
  await app.signOutButton.click();
  const all = (await page.evaluate("all")) as string[];
  const secret = made?.client_secret ?? "";
  const named = JSON.stringify({ id: made?.id, name: "Ledger sync", clientId: made?.client_id });
  const told = all.filter((text) => text.startsWith("oauth-apps:"));
  expect(told.map((text) => text.split(" ")[0])).toEqual(
    ["ready", "token-needed", "signed-in", "unsaved", "created", "unsaved", "unsaved", "deleted", "signed-out"].map((name) => `oauth-apps:${name}`),
  );
  expect(told[2]).toContain('{"way":"credentials"}');
  expect(told[4]).toBe(`oauth-apps:created ${named}`);
  expect(told[7]).toBe(`oauth-apps:deleted ${named}`);
  expect(told.at(-1)).toContain('{"reason":"user"}');
  const text = all.join("\n");
  expect(secret.length).toBeGreaterThan(16);
  for (const canary of [secret, app.server.clientSecret]) expect(text).not.toContain(canary);
  expect(text).not.toMatch(/access_token|client_secret|Bearer/);
});

test("they come out of the shadow root, with the element as their target", async ({ app, host, page, tokenScript }) => {
  await host.open("<section><oauth-apps></oauth-apps></section>", `${tokenScript} document.querySelector("section").addEventListener("oauth-apps:ready", (event) => (globalThis.target = event.target.localName)); ${GIVE} ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  expect(await page.evaluate("target")).toBe("oauth-apps");
  expect((await heard(page)).every(({ composed }) => composed)).toBe(true);
  expect((await names(page)).slice(0, 2)).toEqual(["ready", "signed-in"]);
});

test("token-needed can be prevented: no sign-in page shows, and refresh() asks again", async ({ app, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} globalThis.nobody = true; addEventListener("oauth-apps:token-needed", (event) => event.preventDefault()); ${GIVE} ${ELEMENT}`);
  await expect.poll(() => names(page)).toEqual(["ready", "token-needed"]);
  await expect(app.signInHeading).toHaveCount(0);
  await expect(app.root.getByText("Sign in to the portal")).toHaveCount(0);
  await expect(app.root.getByRole("group", { name: "Loading applications" })).toBeVisible();
  await page.evaluate("globalThis.nobody = false; document.querySelector('oauth-apps').refresh()");
  await expect(app.rows).toHaveCount(4);
  expect(await names(page)).toEqual(["ready", "token-needed", "signed-in"]);
});

test("a token that is refused and not renewed: error, signed-out, token-needed, in this order", async ({ app, faulty, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  await page.evaluate("globalThis.nobody = true; globalThis.events.length = 0");
  faulty.always(LIST, refuse(401, "unauthorized", "The token is not valid."));
  await app.refresh.click();
  await expect(app.signInHeading).toBeVisible();
  await expect.poll(() => names(page)).toEqual(["error", "signed-out", "token-needed"]);
  const [error, out, needed] = await heard(page);
  expect(error?.detail).toMatchObject({ code: "unauthorized", status: 401 });
  expect(out?.detail).toEqual({ reason: "refused" });
  expect(needed?.detail).toEqual({ refused: true });
  expect(needed?.cancelable).toBe(true);
  expect(await page.evaluate("asked")).toContain(true);
});

test("a request that fails is told as an OAuthAppsError, with what the server said", async ({ app, faulty, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `import { isOAuthAppsError, OAuthAppsError } from "/vendor/index.js"; ${tokenScript} addEventListener("oauth-apps:error", ({ detail }) => (globalThis.kind = [isOAuthAppsError(detail), detail instanceof OAuthAppsError, detail.name])); ${GIVE} ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  faulty.next("POST /o/apps/", refuse(400, "validation_error", "The name is taken.", { name: ["Taken."] }));
  await app.startCreating("Ledger sync");
  await app.createButton.click();
  await expect(app.dialog.getByText("Taken.")).toBeVisible();
  expect(await page.evaluate("kind")).toEqual([true, true, "OAuthAppsError"]);
  const error = (await heard(page)).find(({ name }) => name === "error");
  expect(error?.detail).toMatchObject({ code: "validation_error", status: 400, fields: { name: ["Taken."] }, retryable: false, outcomeUnknown: false });
  expect(await everything(page)).not.toContain("validation_error");
});

test("what the user cancels is no error", async ({ app, faulty, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  faulty.always(LIST, () => undefined);
  await app.refresh.click();
  await app.cancelLoading.click();
  await expect(app.refresh).toBeVisible();
  expect(await names(page)).toEqual(["ready", "signed-in"]);
});

test("a listener that throws changes nothing", async ({ app, host, tokenScript, watch }) => {
  watch.expect(/host failed/);
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} for (const name of ["ready", "signed-in", "created"]) addEventListener("oauth-apps:" + name, () => { throw new Error("host failed"); }); ${GIVE} ${ELEMENT}`);
  await app.create("Ledger sync");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.rows).toHaveCount(5);
});
