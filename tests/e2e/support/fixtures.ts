// What each spec gets: a server of its own, the page, and guards that fail the spec at its end.
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { App } from "./app.js";
import { Canaries } from "./canaries.js";
import { misfits } from "./fit.js";
import { Server, type ServerOptions } from "./server.js";
import { Watch } from "./watch.js";

interface Fixtures {
  /** How the server is started: `test.use({ serverOptions: { applications: 0 } })`. */
  serverOptions: ServerOptions;
  /** A running server. */
  server: Server;
  /** Expects of this spec's pages: `watch.expect(/…/)` declares what would fail it otherwise. */
  watch: Watch;
  /** Secrets that may not be found anywhere; `plantSecret` and `plantToken` add to them. */
  canaries: Canaries;
  /** Expects at the end that nothing scrolls sideways, also in a narrow window. */
  fits: void;
  /** The page. */
  app: App;
  /** Another tab, with its own session. */
  newTab: () => Promise<App>;
  /** Reads the clipboard. */
  clipboard: () => Promise<string>;
  /** Puts a text on the clipboard, as another program would. */
  putOnClipboard: (text: string) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  serverOptions: [{ applications: 3 }, { option: true }],

  server: async ({ serverOptions, watch }, use) => {
    const server = await Server.start(serverOptions);
    await use(server);
    watch.end();
    await server.stop();
  },

  // Both guards are automatic: Playwright makes other fixtures only for the specs that name them.
  watch: [
    async ({ context }, use, info) => {
      const watch = new Watch();
      await watch.over(context);
      await use(watch);
      if (info.errors.length === 0) expect(watch.surprises(), "unexpected errors in the browser").toEqual([]);
    },
    { auto: true },
  ],

  canaries: [
    async ({ context, server, watch }, use, info) => {
      const canaries = new Canaries(() => [new URL(server.url).origin], watch);
      canaries.plantSecret(server.clientSecret);
      canaries.over(context);
      await use(canaries);
      if (info.errors.length === 0) {
        expect(await canaries.leaks(context.pages()), "secrets where none may be").toEqual([]);
      }
    },
    { auto: true },
  ],

  // In whatever state the spec leaves its pages.
  fits: [
    async ({ context, server }, use, info) => {
      void server;
      await use();
      if (info.errors.length === 0) expect(await misfits(context.pages()), "what is wider than its place").toEqual([]);
    },
    { auto: true },
  ],

  app: async ({ page, server, canaries }, use) => {
    await use(new App(page, server, canaries));
  },

  newTab: async ({ context, server, canaries }, use) => {
    await use(async () => new App(await context.newPage(), server, canaries));
  },

  clipboard: async ({ context, server }, use) => {
    await use(async () => {
      const box = await blankPage(await context.newPage(), server.url);
      await box.press("ControlOrMeta+v");
      const text = await box.inputValue();
      await box.page().close();
      return text;
    });
  },

  putOnClipboard: async ({ context, server }, use) => {
    await use(async (text) => {
      const box = await blankPage(await context.newPage(), server.url);
      await box.fill(text);
      await box.press("ControlOrMeta+a");
      await box.press("ControlOrMeta+c");
      await box.page().close();
    });
  },
});

export { expect };

/** A page to paste into: the product's own page may not read the clipboard (Permissions-Policy). */
async function blankPage(page: Page, url: string): Promise<Locator> {
  const address = new URL("clipboard-of-spec", url).href;
  const body = "<!doctype html><title>Clipboard</title><textarea autofocus></textarea>";
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(address);
  return page.getByRole("textbox");
}
