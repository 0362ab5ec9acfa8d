// Options: what counts as one, what is refused or doubted, and which servers a portal allows.
import type { Page } from "@playwright/test";
import { Faulty } from "../support/faulty.js";
import { expect, heard, test } from "../support/module.js";

const ELEMENT = `import "/vendor/element.js";`;
const GIVE = `document.querySelector("oauth-apps").getToken = getToken;`;

/**
 * What somebody may have put on `Object.prototype`: names of our options, of what is asked of `fetch` and of other parts of
 * the browser, of errors, parts and languages.
 */
const INHERITED: Record<string, unknown> = {
  baseUrl: "http://127.0.0.1:9/evil/", "base-url": "http://127.0.0.1:9/evil/", issuer: "http://127.0.0.1:9/evil/", authorizeUrl: "http://127.0.0.1:9/evil/",
  tokenUrl: "http://127.0.0.1:9/evil/", revokeUrl: "http://127.0.0.1:9/evil/", redirectUri: "http://127.0.0.1:9/evil/", config: "http://127.0.0.1:9/evil.json",
  clientId: "evil", scope: "evil", signIn: "token", signInWindow: "popup", storageKey: "evil", portalStorageKey: "portal.jwt", locale: "pl", timeout: "1", features: "",
  standalone: true, appearance: { accent: "red" }, theme: "dark", accent: "red", surface: "red", fontSize: "90px", without: { create: true }, texts: ["evil"], part: "evil",
  answer: { code: "evil", state: "evil" }, code: "panic", state: "evil", error: "evil", iss: "evil", notify: "evil", permit: "evil", refused: true, force: true, signal: "evil",
  integrity: "sha384-evil", credentials: "include", mode: "no-cors", redirect: "follow", referrer: "/evil", referrerPolicy: "unsafe-url", body: "evil", method: "PUT", headers: { evil: "evil" },
  cache: "force-cache", duplex: "half", keepalive: true, priority: "low", module_or_path: "/evil.wasm", closed: true, delegatesFocus: true, slotAssignment: "manual", clonable: true,
  serializable: true, bubbles: false, composed: false, cancelable: true, detail: "evil", extends: "p", is: "evil", list: true, signin: true, dialogs: true, pl: true, en: true, de: true,
  report: "evil", message: "evil", status: 404, fields: [["evil", ["evil"]]], cause: "evil", name: "evil", disposition: "report", style: "percent", type: "ordinal", dateStyle: "full",
  localeMatcher: "lookup", numberingSystem: "arab", endings: "native", once: true, passive: true, secret: "evil", value: "evil", writable: true, hint: "access_token", clientSecret: "evil",
};

test("what objects inherit is no option, to nobody: a polluted prototype changes nothing (security rule 33)", async ({ app, host, faulty, page, tokenScript }) => {
  await page.addInitScript((inherited) => {
    for (const [name, value] of Object.entries(inherited)) Object.defineProperty(Object.prototype, name, Object.assign(Object.create(null), { value, enumerable: true, configurable: true, writable: true }));
  }, INHERITED);
  await page.addInitScript(() => sessionStorage.setItem("portal.jwt", "token-of-the-portal"));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await host.open(
    '<oauth-apps></oauth-apps><div id="more"></div>',
    `${tokenScript} ${GIVE} ${ELEMENT} import { createClient, mount } from "/vendor/index.js";
     globalThis.client = createClient({ __proto__: null, baseUrl: "/", getToken });
     globalThis.mounted = mount(document.querySelector("#more"), { getToken });`,
  );
  await expect(app.rows).toHaveCount(4);
  await expect(page.locator("#more").getByRole("row")).toHaveCount(5);
  await expect(app.heading).toHaveText("OAuth applications");
  await expect(app.root.getByText("4 applications")).toBeVisible();
  await app.create("Ledger sync");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.rows).toHaveCount(5);
  expect(await page.evaluate("client.list().then(({ applications }) => applications.length)")).toBe(5);
  expect(await page.evaluate("client.create({ name: '' }).catch(({ code, status }) => [code, status])")).toEqual([expect.not.stringMatching("panic"), 422]);
  expect(await page.evaluate("mounted.unmount()")).toBe(true);
  expect(asked.filter((url) => url.includes("evil"))).toEqual([]);
  for (const { headers, method } of faulty.requests("GET /o/apps/")) {
    expect(headers.authorization).not.toContain("portal");
    expect([method, headers["cookie"], headers["referer"], headers["evil"]]).toEqual(["GET", undefined, undefined, undefined]);
  }
});

test("nothing inherited is read from a configuration file, from options or from an appearance (security rule 33)", async ({ host, page, tokenScript }) => {
  host.serve("/config.json", '{ "locale": "pl" }');
  await host.open(
    '<oauth-apps config="/config.json"></oauth-apps><div id="more"></div>',
    `${tokenScript} ${GIVE}
     Object.assign(Object.prototype, { baseUrl: "http://127.0.0.1:9/evil/", accent: "rgb(255, 0, 0)" });
     document.querySelector("oauth-apps").appearance = { radius: "3px" };
     ${ELEMENT} import { mount } from "/vendor/index.js";
     globalThis.mounted = mount(document.querySelector("#more"), Object.create({ locale: "pl" }, { getToken: { value: getToken, enumerable: true } }));`,
  );
  await expect(page.locator("oauth-apps").getByRole("table", { name: "Aplikacje" })).toBeVisible();
  await expect(page.locator("#more").getByRole("table", { name: "Applications" })).toBeVisible();
  expect(await page.evaluate(() => document.querySelector("oauth-apps")?.shadowRoot?.querySelector<HTMLElement>(".oauth-apps")?.style.cssText)).toBe("--oauth-apps-radius: 3px;");
});

test.describe("a portal that says which servers it allows (security rule 33)", () => {
  const allowing = test.extend<{ evil: Faulty }>({
    evil: async ({}, use) => {
      const evil = await Faulty.start();
      evil.always("GET /", ({ send }) => send(200, { "access-control-allow-origin": "*", "access-control-allow-headers": "*" }, "[]"));
      await use(evil);
      await evil.stop();
    },
  });
  const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' http://127.0.0.1:*";
  const META = `<meta name="oauth-apps-allow" content="/">`;
  const keys = (page: Page) => page.addInitScript(() => sessionStorage.setItem("portal.jwt", "token-of-the-portal"));

  for (const [how, head, script] of [
    ["by allowApis", "", `import { allowApis } from "/vendor/index.js"; allowApis([location.origin]);`],
    ["by a meta element", META, ""],
    ["by a meta element, and markup brings another one", META, `document.body.insertAdjacentHTML("afterbegin", '<meta name="oauth-apps-allow" content="http://127.0.0.1">');`],
  ] as const) {
    allowing(`${how}: an element that names another does not start, whichever address it names it in; those that keep to it do`, async ({ app, evil, host, page, tokenScript }) => {
      await keys(page);
      const injected = ["base-url", "issuer", "authorize-url", "token-url", "revoke-url"].map(
        (name) => `<oauth-apps class="injected" portal-storage-key="portal.jwt" ${name}="${evil.url}"></oauth-apps>`,
      );
      const spaced = `<oauth-apps class="injected" portal-storage-key="portal.jwt" base-url="\u00a0${evil.url}"></oauth-apps>`;
      await host.open(`<oauth-apps></oauth-apps>${injected.join("")}${spaced}`, `${tokenScript} ${script} ${GIVE} ${ELEMENT}`, { csp, head });
      await expect(app.rows).toHaveCount(4);
      const refused = page.locator(".injected").getByRole("alert");
      await expect(refused).toHaveCount(6);
      for (const alert of await refused.all()) {
        await expect(alert).toContainText("It was told to use a server that this page does not allow.");
        await expect(alert).toContainText(`For the administrator: ${evil.origin}`);
      }
      expect((await heard(page)).filter(({ name }) => name === "error").map(({ detail }) => detail["code"])).toEqual(Array.from({ length: 6 }, () => "not_allowed"));
      expect(evil.seen).toEqual([]);
    });
  }
});

test("attributes, properties and events that are nearly right are doubted on the console, those of others are not", async ({ app, host, page, tokenScript }) => {
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && message.text().includes("oauth-apps") && warnings.push(message.text()));
  await host.open(
    `<oauth-apps base-ur="/" BASEURL="/" feature="create" gettoken="x" class="a" id="b" style="" slot="" part="" lang="en" dir="ltr" title="x" tabindex="-1" role="region" data-baseurl="1" aria-label="x"
       data-v-1f2e3d _ngcontent-abc v-cloak x-data exportparts="row" translate="no" hidden="until-found" nonce="a" is="x" popover="manual" onclick="0" onerror="0"></oauth-apps>`,
    `${tokenScript} const apps = document.querySelector("oauth-apps"); apps.getTokn = 1; apps._vnode = 1; apps.__reactProps$x = 1; ${ELEMENT}
     apps.addEventListener("oauth-apps:craeted", () => 0); apps.addEventListener("click", () => 0); apps.removeAttribute("hidden"); apps.removeAttribute("popover"); ${GIVE}`,
    { csp: "default-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" },
  );
  await expect(app.rows).toHaveCount(4);
  expect(warnings.sort()).toEqual([
    '<oauth-apps> has no attribute "base-ur". Did you mean "base-url"?',
    '<oauth-apps> has no attribute "baseurl". Did you mean "base-url"?',
    '<oauth-apps> has no attribute "feature". Did you mean "features"?',
    '<oauth-apps> has no event "craeted". Did you mean "created"?',
    '<oauth-apps> has no property "getTokn". Did you mean "getToken"?',
    '<oauth-apps>: "gettoken" is no attribute. Set the property getToken by a script.',
  ]);
});

for (const [attribute, says] of [
  ['sign-in="foo"', 'sign-in must be words out of code, credentials and token, not "foo".'],
  ['sign-in="code tokn"', 'not "tokn". Did you mean "token"?'],
  ['features="creat"', 'features must be words out of create, delete and secrets, not "creat". Did you mean "create"?'],
  ['theme="drak"', 'theme must be light, dark or host, not "drak". Did you mean "dark"?'],
  ['sign-in-window="popop"', 'sign-in-window must be redirect or popup, not "popop". Did you mean "popup"?'],
] as const) {
  test(`a word that is not known is refused, with the one that was meant: ${attribute}`, async ({ app, host }) => {
    await host.open(`<oauth-apps ${attribute}></oauth-apps>`, `globalThis.events = []; ${ELEMENT}`);
    await expect(app.root.getByRole("alert")).toContainText(says);
  });
}
