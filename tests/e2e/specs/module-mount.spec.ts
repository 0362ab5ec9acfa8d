// `mount`: for hosts with an element of their own. It answers at once, and can be undone at any time.
import type { Page } from "@playwright/test";
import { expect, heard, names, test } from "../support/module.js";
import { Traffic, expectSent } from "../support/traffic.js";

const MOUNT = `import * as oauthApps from "/vendor/index.js"; globalThis.oauthApps = oauthApps;`;
const START = `${MOUNT} globalThis.mounted = oauthApps.mount(document.querySelector("#apps"), { getToken });`;
const HOLDER = '<div id="apps"><p>Before</p></div>';

interface Mounted {
  ready: Promise<void>;
  unsaved: string | null;
  element: HTMLElement;
  update(options: object): void;
  unmount(how?: object): boolean;
  mayLeave(): boolean;
  on(name: string, listener: (event: CustomEvent) => void): () => void;
}

/** Does something with the page that the host's script mounted. */
const work = <Answer>(page: Page, act: (mounted: Mounted) => Answer): Promise<Awaited<Answer>> =>
  page.evaluate(`(${act.toString()})(globalThis.mounted)`) as Promise<Awaited<Answer>>;

test("it answers at once, and is ready when the page shows", async ({ host, page, tokenScript }) => {
  await host.open(HOLDER, `${tokenScript} ${START} globalThis.atOnce = [typeof mounted.unmount, mounted.element.parentElement.id, mounted.unsaved];`);
  expect(await page.evaluate("atOnce")).toEqual(["function", "apps", null]);
  await work(page, (mounted) => mounted.ready);
  await expect(page.locator("#apps > div")).toContainText("OAuth applications");
  await expect(page.getByText("Before")).toBeVisible();
});

test("it can be taken out before it is ready, and more than once: nothing is left, nothing is asked", async ({ host, page, tokenScript }) => {
  const traffic = new Traffic(page);
  await host.open(HOLDER, `${tokenScript} ${START} globalThis.left = [mounted.unmount(), mounted.unmount(), document.querySelectorAll("#apps > div").length];`);
  expect(await page.evaluate("left")).toEqual([true, true, 0]);
  expect(await page.evaluate("mounted.ready.catch((error) => error.code)")).toBe("unmounted");
  await page.waitForLoadState("networkidle");
  await expectSent(traffic, "GET o/apps/", 0);
  expect(await names(page)).toEqual([]);
});

test("mounted twice and unmounted once, as StrictMode does: one page, one request", async ({ host, page, tokenScript }) => {
  const traffic = new Traffic(page);
  await host.open(HOLDER, `${tokenScript} ${START} mounted.unmount(); mounted = oauthApps.mount(document.querySelector("#apps"), { getToken });`);
  await expect(page.getByRole("table", { name: "Applications" })).toHaveCount(1);
  await expectSent(traffic, "GET o/apps/", 1);
});

test("taking it out aborts what is under way", async ({ faulty, host, page, tokenScript }) => {
  const traffic = new Traffic(page);
  faulty.always("GET /o/apps/", () => undefined);
  await host.open(HOLDER, `${tokenScript} ${START}`);
  await expect.poll(() => faulty.count("GET /o/apps/")).toBe(1);
  await work(page, (mounted) => mounted.unmount());
  await expect.poll(() => traffic.aborted("GET o/apps/")).toBe(1);
});

test("it can be taken out in the middle of its own events", async ({ app, host, page, tokenScript }) => {
  void app;
  await host.open(HOLDER, `${tokenScript} ${START} mounted.on("signed-in", () => mounted.unmount()); mounted.on("ready", () => 0);`);
  await expect.poll(() => names(page)).toContain("signed-in");
  await expect(page.locator("#apps > div")).toHaveCount(0);
});

test("update changes what is named, and says so when there is no such option", async ({ host, page, tokenScript }) => {
  await host.open(HOLDER, `${tokenScript} ${START}`);
  await expect(page.getByRole("table", { name: "Applications" })).toBeVisible();
  await work(page, (mounted) => mounted.update({ locale: "pl" }));
  await expect(page.getByRole("table", { name: "Aplikacje" })).toBeVisible();
  expect(await page.evaluate("(() => { try { mounted.update({ colour: 1 }) } catch (error) { return String(error) } })()")).toMatch(/TypeError: mount: there is no option "colour"\. Known are: baseUrl, /);
  expect(await page.evaluate("(() => { try { oauthApps.mount('#apps') } catch (error) { return String(error) } })()")).toMatch(/TypeError: mount: the first argument must be an element/);
});

test("on hears until it is told not to", async ({ host, page, tokenScript }) => {
  await host.open(HOLDER, `${tokenScript} ${START} globalThis.heard = []; const off = mounted.on("ready", (event) => heard.push(event.type)); globalThis.off = off;`);
  await expect.poll(() => page.evaluate("heard")).toEqual(["oauth-apps:ready"]);
  await page.evaluate("off(); mounted.update({ locale: 'pl' })");
  await expect(page.getByRole("table", { name: "Aplikacje" })).toBeVisible();
  expect(await page.evaluate("heard")).toEqual(["oauth-apps:ready"]);
});

test.describe("unmount with an unsaved secret or a draft (fault unsaved)", () => {
  test("asks by a cancelable event; when nobody objects it goes, and force does not ask", async ({ app, host, page, tokenScript }) => {
    await host.open(HOLDER, `${tokenScript} ${START} globalThis.keep = true; mounted.on("before-unmount", (event) => keep && event.preventDefault());`);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "New application" }).click();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Ledger sync");
    await expect.poll(() => work(page, (mounted) => mounted.unsaved)).toBe("draft");
    expect(await work(page, (mounted) => mounted.unmount())).toBe(false);
    await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("Ledger sync");
    await dialog.getByRole("button", { name: "Create application" }).click();
    await expect(dialog.getByRole("button", { name: "Copy secret" })).toBeVisible();
    await expect.poll(() => work(page, (mounted) => mounted.unsaved)).toBe("secret");
    expect(await work(page, (mounted) => mounted.mayLeave())).toBe(false);
    expect(await work(page, (mounted) => mounted.unmount())).toBe(false);
    await dialog.getByRole("button", { name: "Copy secret" }).click();
    await expect.poll(() => work(page, (mounted) => mounted.unsaved)).toBe(null);
    expect((await heard(page)).filter(({ name }) => name === "unsaved").map(({ detail }) => detail["unsaved"])).toEqual(["draft", "secret", null]);
    expect((await heard(page)).filter(({ name }) => name === "before-unmount").map(({ detail }) => detail["unsaved"])).toEqual(["draft", "secret", "secret"]);
    expect(await work(page, (mounted) => mounted.mayLeave())).toBe(true);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "New application" }).click();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Another");
    expect(await work(page, (mounted) => mounted.unmount({ force: true }))).toBe(true);
    await expect(page.locator("#apps > div")).toHaveCount(0);
    void app;
  });
});

test("two pages for two users and two servers, side by side", async ({ app, faulty, host, page, tokenScript }) => {
  const list = (name: string) => JSON.stringify([{ id: 1, name, client_id: `id-of-${name}`, client_secret: "", client_type: "public" }]);
  faulty.always("GET /second/o/apps/", ({ seen, send }) => send(200, { "content-type": "application/json" }, list(`Of ${seen.headers.authorization}`)));
  await host.open(
    '<div id="apps"></div><div id="more"></div>',
    `${tokenScript} ${START} oauthApps.mount(document.querySelector("#more"), { baseUrl: "./second/", getToken: () => "token-of-another-user" });`,
  );
  await expect(page.locator("#apps").getByRole("row")).toHaveCount(5);
  await expect(page.locator("#more").getByText("Of Bearer token-of-another-user", { exact: true })).toBeVisible();
  expect(faulty.requests("GET /o/apps/").every(({ headers }) => headers.authorization !== "Bearer token-of-another-user")).toBe(true);
  void app;
});

test("a module that is handed over and was changed does not start, whatever it is given as (security rule 36)", async ({ host, page, tokenScript, watch }) => {
  watch.expect(/integrity|Failed to find a valid digest/);
  host.install("/spoilt/", (_, bytes) => Buffer.concat([bytes, Buffer.from("\0\u0001\0")]));
  for (const [how, source] of Object.entries({
    url: `new URL("/spoilt/oauth-apps.wasm", location.href)`,
    text: `"/spoilt/oauth-apps.wasm"`,
    response: `fetch("/spoilt/oauth-apps.wasm")`,
    bytes: `fetch("/spoilt/oauth-apps.wasm").then((answer) => answer.arrayBuffer())`,
    view: `fetch("/spoilt/oauth-apps.wasm").then(async (answer) => new Uint8Array(await answer.arrayBuffer()))`,
    // A file that there is not.
    missing: `fetch("/spoilt/nothing.wasm")`,
    nothing: `{}`,
  })) {
    await host.open(HOLDER, `${tokenScript} ${MOUNT} oauthApps.useWasm(${source}); globalThis.mounted = oauthApps.mount(document.querySelector("#apps"), { getToken });`);
    const code = await page.evaluate("mounted.ready.then(() => 'started', (error) => error.code)");
    expect(code, how).toBe(how === "missing" ? "load_failed" : how === "nothing" ? "invalid_options" : "integrity");
  }
});

test("options and events that are not known are refused with the nearest right word", async ({ host, page, tokenScript }) => {
  await host.open(HOLDER, `${tokenScript} ${START}`);
  const refused = (code: string) => page.evaluate(`(() => { try { ${code} } catch (error) { return String(error) } })()`);
  expect(await refused("mounted.on('craeted', () => {})")).toContain('there is no event "craeted". Did you mean "created"?');
  expect(await refused("mounted.update({ getTokn() {} })")).toContain('there is no option "getTokn". Did you mean "getToken"?');
  expect(await refused("mounted.update({ baseURL: '/' })")).toContain('Did you mean "baseUrl"?');
});

test("the module can be handed over: as URL, Response, bytes, compiled Module", async ({ host, page, tokenScript }) => {
  for (const [how, source] of Object.entries({
    url: `new URL("/vendor/oauth-apps.wasm", location.href)`,
    text: `"/vendor/oauth-apps.wasm"`,
    response: `fetch("/vendor/oauth-apps.wasm")`,
    bytes: `fetch("/vendor/oauth-apps.wasm").then((answer) => answer.arrayBuffer())`,
    module: `WebAssembly.compileStreaming(fetch("/vendor/oauth-apps.wasm"))`,
  })) {
    const files: string[] = [];
    page.on("request", (request) => files.push(new URL(request.url()).pathname));
    await host.open(HOLDER, `${tokenScript} ${MOUNT} oauthApps.useWasm(${source}); globalThis.mounted = oauthApps.mount(document.querySelector("#apps"), { getToken });`);
    await expect(page.getByRole("table", { name: "Applications" }), how).toBeVisible();
    await page.getByRole("button", { name: "New application" }).click();
    await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" }), how).toBeVisible();
    expect(files.filter((file) => file.endsWith(".wasm")), how).toEqual(["/vendor/oauth-apps.wasm"]);
    page.removeAllListeners("request");
  }
});
