// What is around the element on a host's page, and what of it must not count: scrollers, transforms, zoom, frames, paper,
// observers and styles that are inherited.
import type { Page } from "@playwright/test";
import type { App } from "../support/app.js";
import { expect, test } from "../support/fixtures.js";
import { openHost } from "../support/host.js";
import { inherited } from "../support/inherited.js";
import { faults } from "../support/rows.js";
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
  "a transform that makes it larger": (element) => (element.style.cssText = "transform: scale(1.1); transform-origin: 0 0"),
  "a transform that makes it a third": (element) => (element.style.cssText = "transform: scale(0.3333); transform-origin: 0 0"),
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

test.describe("the rows stand edge to edge where they can be seen, and a menu at its button", () => {
  for (const [name, around] of Object.entries(arounds)) {
    test(`in ${name}`, async ({ app, page }) => {
      await open(app, 1500);
      const put = new Function("element", `(${around.toString()})(element)`) as Around;
      void put;
      await app.root.evaluate((element, source) => (0, eval)(`(${source})`)(element), around.toString()).catch(async () => {
        throw new Error("the page does not allow what is put around it");
      });
      for (const share of [0, 0.5, 0.501, 1, 0.25]) {
        await scroll(page, share);
        await expect.poll(() => faults(page), { message: `at ${share}` }).toEqual([]);
      }
      await page.evaluate(() => {
        const root = document.querySelector("oauth-apps")?.shadowRoot ?? (globalThis as { scroller?: Element }).scroller?.querySelector("oauth-apps")?.shadowRoot;
        void root;
      });
      await expect.poll(() => faults(page, "menu")).toEqual([]);
    });
  }
});
