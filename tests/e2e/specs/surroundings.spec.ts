// What is around the element on a host's page, and what of it must not count: scrollers, transforms, zoom, frames, paper,
// observers and styles that are inherited.
import type { Page } from "@playwright/test";
import type { App } from "../support/app.js";
import { expect, test } from "../support/fixtures.js";
import { openHost } from "../support/host.js";
import { inherited } from "../support/inherited.js";
import { menuFaults, rowFaults } from "../support/rows.js";
import { answer } from "../support/traffic.js";

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, name: `Application ${at}`, client_id: `client-${at}`, client_secret: `a-secret-of-application-${at}`, client_type: at % 3 ? "confidential" : "public" }));

/** Opens a host's page with a list of that many, signed in. */
async function open(app: App, count: number, body = "<main><oauth-apps></oauth-apps></main>"): Promise<void> {
  await answer(app.page, "GET o/apps/", { json: many(count) });
  const session = JSON.stringify({ access_token: await app.freshToken() });
  await app.page.addInitScript((session) => sessionStorage.setItem("oauth-apps.session", session), session);
  await openHost(app.page, app.server, body);
  await expect(app.status).toContainText("applications");
}

/** Puts something around the element; a scroller that it makes is `globalThis.scroller`. */
type Around = (element: HTMLElement) => void;

const arounds: Record<string, Around> = {
  "a scroller": (element) => {
    const scroller = document.createElement("div");
    scroller.style.cssText = "block-size: 500px; overflow: auto";
    element.replaceWith(scroller);
    scroller.append(element);
    Object.assign(globalThis, { scroller });
  },
  "scrollers in shadow roots, around the slots that it shows in": (element) => {
    const [outer, inner] = [document.createElement("div"), document.createElement("div")];
    element.replaceWith(outer);
    for (const [host, height] of [[outer, "700px"], [inner, "500px"]] as const) {
      const scroller = document.createElement("div");
      scroller.style.cssText = `block-size: ${height}; overflow: auto`;
      scroller.append(document.createElement("slot"));
      host.attachShadow({ mode: "open" }).append(scroller);
      Object.assign(globalThis, { scroller });
    }
    outer.append(inner);
    const wrapper = document.createElement("section");
    wrapper.append(element);
    inner.append(wrapper);
  },
  "a scroller in a closed shadow root": (element) => {
    const host = document.createElement("div");
    element.replaceWith(host);
    const scroller = document.createElement("div");
    scroller.style.cssText = "block-size: 500px; overflow: auto";
    scroller.append(element);
    host.attachShadow({ mode: "closed" }).append(scroller);
    Object.assign(globalThis, { scroller });
  },
  "a scroller in both directions": (element) => {
    const scroller = document.createElement("div");
    scroller.style.cssText = "block-size: 500px; inline-size: 700px; overflow: auto";
    element.replaceWith(scroller);
    element.style.inlineSize = "1500px";
    scroller.append(element);
    Object.assign(globalThis, { scroller });
    scroller.scrollLeft = 900;
  },
  "a transform that makes it larger": (element) => (element.style.cssText = "inline-size: 1000px; transform: scale(1.1); transform-origin: 0 0"),
  "a transform that makes it a third": (element) => (element.style.cssText = "position: absolute; inset: 0 auto auto 0; inline-size: 100%; transform: scale(0.3333); transform-origin: 0 0"),
  "a zoom on the element itself": (element) => element.style.setProperty("zoom", "1.5"),
  "a zoom around it that makes it small": (element) => element.parentElement?.style.setProperty("zoom", "0.4"),
  "zoom, transform and scroller at once": (element) => {
    const scroller = document.createElement("div");
    scroller.style.cssText = "block-size: 500px; overflow: auto; zoom: 1.3; transform: translate(20px, 10px) scale(0.8)";
    element.replaceWith(scroller);
    scroller.append(element);
    Object.assign(globalThis, { scroller });
  },
  "a dialog that grows while it opens": (element) => {
    const dialog = document.createElement("dialog");
    dialog.style.cssText = "inline-size: 900px; block-size: 600px; overflow: auto";
    element.replaceWith(dialog);
    dialog.append(element);
    dialog.showModal();
    dialog.animate([{ transform: "scale(0.05)", blockSize: "10px" }, { transform: "scale(1)", blockSize: "600px" }], 700);
    Object.assign(globalThis, { scroller: dialog });
  },
  "a page from right to left": (element) => (element.parentElement as HTMLElement).setAttribute("dir", "rtl"),
  "content-visibility, far below": (element) => {
    const main = element.parentElement as HTMLElement;
    main.style.cssText = "content-visibility: auto; contain-intrinsic-size: auto 500px; margin-block-start: 4000px";
  },
  "a place that moves without any scrolling": (element) => {
    const above = document.createElement("div");
    above.style.blockSize = "40000px";
    element.before(above);
    document.documentElement.scrollTop = 30_000;
    setTimeout(() => (above.style.blockSize = "0"), 300);
  },
  "a modal dialog that has no room where it stands": (element) => {
    const outside = document.createElement("div");
    outside.style.cssText = "block-size: 0; overflow: hidden";
    const dialog = document.createElement("dialog");
    element.replaceWith(outside);
    outside.append(dialog);
    dialog.append(element);
    dialog.showModal();
    Object.assign(globalThis, { scroller: dialog });
  },
};

/** Scrolls to a share of all there is. */
const scroll = (page: Page, share: number) =>
  page.evaluate((share) => {
    const scroller = (globalThis as { scroller?: Element }).scroller ?? document.documentElement;
    scroller.scrollTop = scroller.scrollHeight * share;
  }, share);

test.describe("the rows stand edge to edge where they can be seen, and a menu at its button (fault surroundings)", () => {
  for (const [name, around] of Object.entries(arounds)) {
    test(`in ${name}`, async ({ app, page }) => {
      await open(app, 1500);
      await app.root.evaluate((element) => Object.assign(globalThis, { element }));
      await app.root.evaluate(around);
      for (const share of [name.includes("far below") ? 1 : 0, 0.5, 0.501, 1, 0.25]) {
        await scroll(page, share);
        await expect.poll(() => rowFaults(page), `at ${share} of all there is`).toEqual([]);
      }
      expect(await menuFaults(page)).toEqual([]);
    });
  }

  for (const name of ["a scroller", "scrollers in shadow roots, around the slots that it shows in", "a scroller in a closed shadow root"]) {
    test(`a secret hides that is scrolled out of sight in ${name}`, async ({ app, page }) => {
      await open(app, 300);
      await app.root.evaluate((element) => Object.assign(globalThis, { element }));
      await app.root.evaluate(arounds[name] as Around);
      const revealed = () => page.evaluate(() => (globalThis as unknown as { element: Element }).element.shadowRoot?.querySelectorAll("[data-revealed]").length);
      await page.evaluate(() => (globalThis as unknown as { element: Element }).element.shadowRoot?.querySelector<HTMLElement>("[data-act=eye]")?.click());
      await expect.poll(revealed).toBe(1);
      // Out of the scroller, but not out of the window.
      await page.evaluate(() => ((globalThis as unknown as { scroller: Element }).scroller.scrollTop += 60));
      expect(await revealed()).toBe(1);
      await page.evaluate(() => ((globalThis as unknown as { scroller: Element }).scroller.scrollTop += 300));
      await expect.poll(revealed).toBe(0);
    });
  }

  for (const height of [4000, 9000]) {
    test(`in a window that is ${height} pixels high`, async ({ app, page }) => {
      await page.setViewportSize({ width: 1280, height });
      await open(app, 1500);
      for (const share of [0, 0.5, 1]) {
        await scroll(page, share);
        await expect.poll(() => rowFaults(page), { message: `at ${share} of all there is`, timeout: 20_000 }).toEqual([]);
      }
    });
  }

  test("in a frame that is as high as its content, which the page around it scrolls", async ({ app, page, server }) => {
    await open(app, 1500);
    // This server allows to be framed.
    await page.route("**/host.html", async (route) => {
      const response = await route.fetch({ url: server.url });
      await route.fulfill({ contentType: "text/html", body: (await response.text()).replace(/<body[^]*<\/body>/, "<body><oauth-apps></oauth-apps></body>") });
    });
    const outer = new URL("outer.html", server.url).href;
    await page.route(outer, (route) => route.fulfill({ contentType: "text/html", body: '<!doctype html><title>Outer</title><iframe title="Apps" src="host.html"></iframe>' }));
    await page.goto(outer);
    await page.locator("iframe").evaluate((frame) => (frame.style.cssText = "inline-size: 1100px; block-size: 75000px; border: 0"));
    const frame = page.frames()[1];
    for (const top of [0, 30_000, 65_000, 12_345]) {
      await page.evaluate((top) => scrollTo(0, top), top);
      await expect.poll(() => rowFaults(frame as unknown as Page), `at ${top}`).toEqual([]);
    }
  });

  test("in each layout, whatever the size of the text", async ({ app, page }) => {
    await open(app, 300);
    const browser = await page.context().newCDPSession(page);
    for (const standard of [16, 32, 10]) {
      await browser.send("Page.setFontSizes", { fontSizes: { standard } });
      for (const width of [1280, 800, 390]) {
        await page.setViewportSize({ width, height: 800 });
        for (const share of [0, 0.5]) {
          await scroll(page, share);
          await expect.poll(() => rowFaults(page), `text of ${standard} pixels, ${width} wide, at ${share}`).toEqual([]);
        }
      }
    }
  });

  test("on paper: each row, one after the other", async ({ app, page }) => {
    await open(app, 600);
    await scroll(page, 0.5);
    for (const media of ["print", "screen"] as const) {
      await page.emulateMedia({ media });
      await expect.poll(() => rowFaults(page), media).toEqual([]);
      await expect.poll(() => app.root.locator(".slot").count(), media).toEqual(media === "print" ? 600 : expect.any(Number));
    }
    await expect.poll(() => app.root.locator(".slot").count()).toBeLessThan(100);
  });

  test("in what the browser prints", async ({ app, page }) => {
    await open(app, 1500);
    const pdf = await page.pdf({ format: "A4" });
    // A page has at most 30 of them.
    expect((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThan(30);
  });
});

test("nothing is done in an observer's own turn: no width makes the window hear of a loop", async ({ app, page }) => {
  await open(app, 400);
  await page.evaluate(() => {
    const loops: string[] = [];
    Object.assign(globalThis, { loops });
    addEventListener("error", (event) => loops.push(event.message));
    // A host's script that observes the document's size, as frames that fit their content do.
    new ResizeObserver(() => {}).observe(document.body);
    new ResizeObserver(() => {}).observe(document.documentElement);
  });
  await scroll(page, 0.5);
  const main = page.locator("main");
  for (const width of [1200, 1020, 900, 690, 670, 500, 320, 1100, 600]) {
    await main.evaluate((main, width) => (main.style.inlineSize = `${width}px`), width);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
  }
  for (const size of ["20px", "9px", "14px"]) {
    await app.root.evaluate((element, size) => (element as HTMLElement).style.setProperty("--oauth-apps-font-size", size), size);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  await expect.poll(() => rowFaults(page)).toEqual([]);
  expect(await page.evaluate("loops")).toEqual([]);
});

// What docs/embedding.md names: who embeds decides on these.
const NAMED = ["color-scheme", "direction", "font-family", "interactivity", "pointer-events", "visibility"];

test("no style that is inherited comes in, but those that the guide names (fault inherited-styles)", async ({ app, page }) => {
  await open(app, 2);
  await app.rows.first().getByRole("button", { name: /^Reveal secret/ }).click();
  await app.newApplication.click();
  await expect(app.nameField).toBeVisible();
  const { names, changed } = await inherited(page, app.root);
  // All inherited properties were tried; these are some that once did harm.
  expect(names).toEqual(expect.arrayContaining(["-webkit-text-security", "cursor", "font-variant-caps", "letter-spacing", "text-indent", "user-select", "word-break", "writing-mode"]));
  expect(names.length).toBeGreaterThan(60);
  expect(changed.filter((name) => !NAMED.includes(name))).toEqual([]);
  expect(changed).toEqual(expect.arrayContaining(["direction", "font-family", "visibility"]));
});

test("no line of the host's is drawn through, and no first letter or line of it is larger", async ({ app, page }) => {
  await open(app, 3);
  await page.mouse.move(0, 0);
  const list = app.list;
  const before = await list.screenshot();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("body, main { text-decoration: line-through red 3px } main::first-letter { font-size: 90px; color: red } main::first-line, body::first-line { font-variant: small-caps; color: red; background: yellow }");
    document.adoptedStyleSheets = [sheet];
  });
  expect(before.equals(await list.screenshot())).toBe(true);
});
