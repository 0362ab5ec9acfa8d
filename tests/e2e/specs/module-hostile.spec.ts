// The element in pages that are not kind to it: strict policies, clobbered names, frozen prototypes, hostile styles, other
// versions of itself, dialogs and frames; and what a host is told when it cannot work.
import type { Page } from "@playwright/test";
import { App } from "../support/app.js";
import { STRICT, expect, heard, names, test } from "../support/module.js";

const ELEMENT = `import "/vendor/element.js";`;
const GIVE = `document.querySelector("oauth-apps").getToken = getToken;`;

/** Creates, copies the secret, deletes: all that builds and changes the document. */
async function useIt(app: App): Promise<void> {
  await expect(app.rows).toHaveCount(4);
  await app.create("Ledger sync");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.rows).toHaveCount(5);
  await app.delete("Ledger sync");
  await expect(app.rows).toHaveCount(4);
}

test("security rule 10: Trusted Types without any policy, and no policy is made", async ({ app, host, page, tokenScript }) => {
  expect(STRICT).toContain("trusted-types 'none'");
  await page.addInitScript(() => {
    const made: string[] = [];
    Object.assign(window, { made });
    const factory = (window as unknown as { trustedTypes: { createPolicy(name: string): unknown } }).trustedTypes;
    const real = factory.createPolicy;
    factory.createPolicy = function (name) {
      made.push(name);
      return real.call(this, name);
    };
  });
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
  await useIt(app);
  expect(await page.evaluate("made")).toEqual([]);
});

test.describe("security rule 12", () => {
  test.beforeEach(({ watch }) => watch.expect(/integrity|Failed to load|Failed to find a valid digest/));

  test("a changed byte in the wasm: refused, and the host is told", async ({ app, host, page, tokenScript }) => {
    host.install("/vendor/", (file, bytes) => (file.endsWith(".wasm") ? Buffer.concat([bytes, Buffer.from("\0\u0001\0")]) : bytes));
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
    await expect(app.root.getByRole("alert")).toContainText("The application manager was refused");
    await expect.poll(async () => (await heard(page)).map(({ detail }) => detail["code"])).toEqual(["integrity"]);
  });

  test("a changed byte in a script, with the hashes of integrity.json in the host's page: nothing runs", async ({ app, host, page, request, tokenScript, server }) => {
    await host.open("", "");
    const integrity = (await (await request.get(`${server.url}vendor/integrity.json`)).json()) as Record<string, string>;
    // The spec's own requests are not the browser's: those of the proxy go to the real server, which has no such file.
    void integrity;
    const hashes = (await page.evaluate(`fetch("/vendor/integrity.json").then((answer) => answer.json())`)) as Record<string, string>;
    const shared = Object.keys(hashes).filter((name) => name.startsWith("shared-"));
    const head = shared.map((name) => `<link rel="modulepreload" href="/vendor/${name}" integrity="${hashes[name]}">`).join("");
    await host.open("<oauth-apps><p>Still loading</p></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`, { head });
    await expect(app.rows).toHaveCount(4);
    host.install("/vendor/", (file, bytes) => (file.startsWith("shared-") ? Buffer.concat([bytes, Buffer.from("\n;")]) : bytes));
    await host.open("<oauth-apps><p>Still loading</p></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`, { head });
    await expect(page.getByText("Still loading")).toBeVisible();
    expect(await page.evaluate("customElements.get('oauth-apps')")).toBe(undefined);
  });
});

test("security rule 16: 1,000 connects and disconnects leave nothing", async ({ host, page, tokenScript }) => {
  test.setTimeout(180_000);
  await page.addInitScript(() => {
    const timers = new Set<number>();
    const memories: WebAssembly.Memory[] = [];
    Object.assign(window, { timers, memories });
    for (const [set, clear] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"]] as const) {
      const [start, stop] = [window[set] as (...words: unknown[]) => number, window[clear]];
      Object.assign(window, {
        [set]: (run: (...words: unknown[]) => void, ...rest: unknown[]) => {
          const id = start((...words: unknown[]) => {
            if (set === "setTimeout") timers.delete(id);
            run(...words);
          }, ...rest);
          timers.add(id);
          return id;
        },
        [clear]: (id: number) => {
          timers.delete(id);
          stop(id);
        },
      });
    }
    for (const name of ["instantiate", "instantiateStreaming"] as const) {
      const real = WebAssembly[name] as (...words: unknown[]) => Promise<{ instance?: WebAssembly.Instance }>;
      Object.assign(WebAssembly, {
        [name]: async (...words: unknown[]) => {
          const made = await real(...words);
          for (const memory of Object.values((made.instance ?? (made as WebAssembly.Instance)).exports ?? {})) if (memory instanceof WebAssembly.Memory && !memories.includes(memory)) memories.push(memory);
          return made;
        },
      });
    }
  });
  await host.open(
    "<main></main>",
    `${tokenScript} ${ELEMENT}
     globalThis.cycle = async (count) => {
       for (let round = 0; round < count; round += 1) {
         const element = document.createElement("oauth-apps");
         element.getToken = getToken;
         document.querySelector("main").append(element);
         // Taken out at each stage: at once, when the page shows, when its list has come.
         if (round % 4 > 0) await element.ready;
         if (round % 4 > 1) await new Promise((done) => element.addEventListener("oauth-apps:signed-in", done, { once: true }));
         if (round % 4 > 2) while (!element.shadowRoot.querySelector("[role=table] [role=cell]")) await new Promise(requestAnimationFrame);
         element.remove();
         await null;
         await null;
         if (element.shadowRoot?.childElementCount) throw new Error("not empty");
       }
       events.length = asked.length = 0;
     };`,
  );
  const browser = await page.context().newCDPSession(page);
  const state = async () => {
    await page.waitForTimeout(500);
    // What the browser holds on to for its next frame is let go by one.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    for (let round = 0; round < 3; round += 1) await browser.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await browser.send("Memory.getDOMCounters");
    const [timers, pages] = (await page.evaluate("[timers.size, memories.map((memory) => memory.buffer.byteLength / 65536)]")) as [number, number[]];
    return { nodes, jsEventListeners, timers, pages };
  };
  await page.evaluate("cycle(100)");
  const before = await state();
  expect(before.pages).toHaveLength(1);
  await page.evaluate("cycle(1000)");
  expect(await state()).toEqual(before);
});

test("security rule 18: names of the host's document that stand in front of the browser's (DOM clobbering)", async ({ app, host, page, tokenScript }) => {
  const members = [
    "createElement", "createElementNS", "createTextNode", "createComment", "createDocumentFragment", "createRange", "addEventListener", "querySelector", "getElementById",
    "hidden", "visibilityState", "baseURI", "URL", "body", "head", "documentElement", "activeElement", "defaultView", "adoptedStyleSheets", "cookie", "implementation", "getSelection",
  ];
  const ids = ["fetch", "customElements", "sessionStorage", "navigator", "crypto", "Element", "WebAssembly", "oauthApps", "create-title", "i-plus", "name", "mount"];
  const clobber = members.map((name) => `<img name="${name}" alt=""><form name="${name}"></form>`).join("") + ids.map((id) => `<form id="${id}"><input name="id"></form>`).join("");
  await host.open(`${clobber}<main><oauth-apps></oauth-apps></main>`, `${tokenScript} Document.prototype.querySelector.call(document, "oauth-apps").getToken = getToken; ${ELEMENT}`);
  expect(await page.evaluate("typeof document.createElement")).toBe("object");
  await useIt(app);
});

test("security rule 18: a second definition, and a name that is taken, change nothing", async ({ app, host, page, tokenScript }) => {
  await host.open(
    "<oauth-apps></oauth-apps><other-apps></other-apps>",
    `import { defineElement } from "/vendor/index.js"; ${tokenScript}
     customElements.define("other-apps", class extends HTMLElement {});
     ${GIVE} defineElement(); const first = customElements.get("oauth-apps"); defineElement(); defineElement("other-apps"); defineElement("my-apps");
     globalThis.same = first === customElements.get("oauth-apps"); globalThis.more = typeof customElements.get("my-apps");`,
  );
  await expect(app.rows).toHaveCount(4);
  expect(await page.evaluate("[same, more]")).toEqual([true, "function"]);
});

test("security rule 18: two versions on a page work side by side, each with its own module", async ({ app, canaries, faulty, host, page, tokenScript, server }) => {
  host.install("/other/", (file, bytes) => (file.endsWith(".js") ? Buffer.from(bytes.toString().replaceAll(/"\d+\.\d+\.\d+"/g, '"9.9.9"')) : bytes));
  await host.open(
    '<oauth-apps></oauth-apps><div id="other"></div>',
    `${tokenScript} ${GIVE} import "/vendor/element.js"; import * as other from "/other/index.js";
     other.defineElement(); globalThis.version = other.version;
     globalThis.mounted = other.mount(document.querySelector("#other"), { getToken });`,
  );
  expect(await page.evaluate("version")).toBe("9.9.9");
  const second = new App(page, server, canaries, page.locator("#other"));
  await expect(app.rows).toHaveCount(4);
  await expect(second.rows).toHaveCount(4);
  await useIt(second);
  await app.refresh.click();
  await useIt(app);
  expect((await heard(page)).filter(({ name }) => name === "ready").map(({ detail }) => detail["version"]).sort()).toEqual([expect.stringMatching(/^0\./), "9.9.9"]);
  expect(faulty.seen.filter(({ path }) => path.startsWith("/other/") && path.endsWith(".wasm")).length).toBeGreaterThan(0);
});

test("frozen built-in prototypes", async ({ app, host, tokenScript }) => {
  await host.open(
    "<oauth-apps></oauth-apps>",
    `${tokenScript} for (const kind of [Object, Function, Array, String, Number, Promise, Error, Map, Set, RegExp, Symbol, Uint8Array, Event, Node, Element, HTMLElement, Document, Response, Headers]) Object.freeze(kind.prototype);
     ${GIVE} await import("/vendor/element.js");`,
  );
  await useIt(app);
});

test("hostile styles: resets, huge fonts, right to left", async ({ app, host, page, tokenScript }) => {
  host.serve(
    "/host.css",
    "* { all: revert; display: none; color: red; visibility: visible; box-sizing: content-box } html { font-size: 300% } body { letter-spacing: 1em; text-transform: uppercase; text-indent: 4em; line-height: 4; word-spacing: 2em; text-align: right; cursor: wait } dialog, button, table { all: unset } html, body, main, oauth-apps { display: block }",
    { "content-type": "text/css" },
  );
  await host.open('<main dir="rtl"><oauth-apps></oauth-apps></main>', `${tokenScript} ${GIVE} ${ELEMENT}`, { head: '<link rel="stylesheet" href="/host.css">' });
  await useIt(app);
  const style = await app.heading.evaluate((heading) => {
    const { textTransform, letterSpacing, textIndent, direction, color, wordSpacing } = getComputedStyle(heading);
    return { textTransform, spaced: Number.parseFloat(letterSpacing) > 1, textIndent, direction, red: color === "rgb(255, 0, 0)", wordSpacing };
  });
  expect(style).toEqual({ textTransform: "none", spaced: false, textIndent: "0px", direction: "rtl", red: false, wordSpacing: "0px" });
  // The host's base size counts: everything grows with it, and nothing runs out of the element.
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("inside the host's own modal dialog: ours opens above it, Escape asks ours alone, the focus comes back", async ({ app, host, page, tokenScript }) => {
  await host.open('<dialog id="host"><button>Host</button><oauth-apps></oauth-apps></dialog>', `${tokenScript} ${GIVE} ${ELEMENT} document.querySelector("#host").showModal();`);
  await useIt(app);
  await app.newApplication.click();
  await expect(app.nameField).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  await expect(app.newApplication).toBeFocused();
  expect(await page.evaluate(() => document.querySelector<HTMLDialogElement>("#host")?.open)).toBe(true);
});

test("inside another component's shadow root: the focus goes through it in order", async ({ app, host, page, tokenScript }) => {
  await host.open(
    '<button id="before">Before</button><div id="outer"></div><button id="after">After</button>',
    `${tokenScript} ${ELEMENT}
     const root = document.querySelector("#outer").attachShadow({ mode: "open" });
     const element = document.createElement("oauth-apps");
     element.getToken = getToken;
     root.append(element);`,
  );
  await expect(app.rows).toHaveCount(4);
  await page.locator("#before").focus();
  await page.keyboard.press("Tab");
  await expect(app.newApplication).toBeFocused();
  await page.locator("#after").focus();
  await page.keyboard.press("Shift+Tab");
  await expect(app.rows.last().getByRole("button", { name: /^Actions for / })).toBeFocused();
  expect((await names(page)).includes("ready")).toBe(true);
});

test('inside an iframe with allow="clipboard-write": what is copied is on the clipboard', async ({ app, canaries, clipboard, host, page, server, tokenScript }) => {
  host.serve("/inner.js", `${tokenScript} ${GIVE} ${ELEMENT}`);
  host.serve("/inner.html", '<!doctype html><html lang="en"><title>Inner</title><oauth-apps></oauth-apps><script type="module" src="/inner.js"></script></html>', {
    "content-security-policy": STRICT,
  });
  await host.open('<iframe title="Apps" src="/inner.html" allow="clipboard-write" width="1000" height="700"></iframe>');
  const inner = new App(page, server, canaries, page.frameLocator("iframe").locator("oauth-apps"));
  const dialog = inner.root.getByRole("dialog");
  await inner.root.getByRole("button", { name: "New application" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Ledger sync");
  await dialog.getByRole("button", { name: "Create application" }).click();
  await dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(dialog.getByText("Copied").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  const made = (await server.api().then((api) => api.list())).find(({ name }) => name === "Ledger sync");
  expect(await clipboard()).toBe(made?.client_secret);
  void app;
});

test("the host's keyboard is the host's: / goes to our search only from inside the element", async ({ app, host, page, tokenScript }) => {
  await host.open('<button id="outside">Outside</button><oauth-apps></oauth-apps>', `${tokenScript} ${GIVE} ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  await page.locator("#outside").focus();
  await page.keyboard.press("/");
  await expect(app.search).not.toBeFocused();
  await app.refresh.focus();
  await page.keyboard.press("/");
  await expect(app.search).toBeFocused();
});

/** The host goes on, and was told once. */
async function expectTold(page: Page, code: string): Promise<void> {
  await expect.poll(async () => (await heard(page)).map(({ name, detail }) => `${name} ${String(detail["code"])}`)).toEqual([`error ${code}`]);
  await page.evaluate(() => (document.title = "The host goes on"));
  await expect(page).toHaveTitle("The host goes on");
}

test.describe("security rule 19: what cannot work says so, the host is told by an event and goes on (faults cannot-start, panic)", () => {
  test.beforeEach(({ watch }) => watch.expect(/./));

  test("WebAssembly that the host's policy blocks", async ({ app, host, page, tokenScript }) => {
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`, { csp: STRICT.replace(" 'wasm-unsafe-eval'", "") });
    await expect(app.root.getByRole("alert")).toContainText("must add 'wasm-unsafe-eval' to script-src");
    await expectTold(page, "wasm_blocked");
  });

  test("the policy that the guide names is enough: nothing more is asked of a host", async ({ app, host, tokenScript }) => {
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`, { csp: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" });
    await useIt(app);
    expect(await app.newApplication.evaluate((button) => getComputedStyle(button).borderRadius)).toBe("6px");
  });

  test("a file that is missing; a later try works", async ({ app, host, page, tokenScript }) => {
    host.install("/vendor/", (file, bytes) => (file.endsWith(".wasm") ? undefined : bytes));
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
    await expect(app.root.getByRole("alert")).toContainText(/could not load|was refused/);
    await expect.poll(() => names(page)).toEqual(["error"]);
    host.install("/vendor/");
    await page.evaluate(() => {
      const element = document.querySelector("oauth-apps") as Element;
      element.remove();
      return Promise.resolve().then(() => document.body.append(element));
    });
    await expect(app.rows).toHaveCount(4);
  });

  test("a browser without WebAssembly", async ({ app, host, page, tokenScript }) => {
    await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
    await expect(app.root.getByRole("alert")).toContainText("This browser is too old");
    await expectTold(page, "old_browser");
  });

  test("a browser without constructable stylesheets", async ({ app, host, page, tokenScript }) => {
    await page.addInitScript(() => Reflect.deleteProperty(Document.prototype, "adoptedStyleSheets"));
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
    await expect(app.root.getByRole("alert")).toContainText("This browser is too old");
    await expectTold(page, "old_browser");
  });

  test("a panic stops all elements of the page, each says so and tells, and the host goes on", async ({ app, canaries, host, page, server, tokenScript }) => {
    await host.open(
      '<oauth-apps></oauth-apps><div id="more"></div>',
      `import { mount } from "/vendor/index.js"; ${tokenScript} ${GIVE} ${ELEMENT} globalThis.mounted = mount(document.querySelector("#more"), { getToken });`,
    );
    const second = new App(page, server, canaries, page.locator("#more"));
    await expect(app.rows).toHaveCount(4);
    await expect(second.rows).toHaveCount(4);
    await page.evaluate(() => {
      const real = Document.prototype.createElement;
      Object.assign(window, { heal: () => (Document.prototype.createElement = real) });
      Document.prototype.createElement = function (this: Document, name: string) {
        if (name === "input") throw new Error("canary-of-a-panic");
        return real.call(this, name);
      } as typeof real;
    });
    await app.newApplication.click();
    for (const root of [app.root, second.root]) {
      const stopped = root.getByRole("alert").filter({ hasText: "The application manager stopped working" });
      await expect(stopped.getByRole("button", { name: "Reload" })).toBeVisible();
      await expect(stopped.locator("pre")).toContainText(/^oauth-apps \d+\.\d+\.\d+.*\.rs:\d+/);
      await expect(stopped).not.toContainText("canary");
    }
    await expect.poll(async () => (await heard(page)).filter(({ name }) => name === "error").map(({ detail }) => detail["code"])).toEqual(["panic", "panic"]);
    // What comes later says the same, and taking all out harms nobody.
    expect(
      await page.evaluate(async () => {
        const late = document.createElement("oauth-apps");
        document.body.append(late);
        const code = await (late as unknown as { ready: Promise<void> }).ready.catch((error: { code: string }) => error.code);
        document.querySelectorAll("oauth-apps").forEach((element) => element.remove());
        return [code, (window as unknown as { mounted: { unmount(): boolean } }).mounted.unmount()];
      }),
    ).toEqual(["panic", true]);
  });
});
