// The fixtures, with a portal around the element: `test.use({ portalName: "react" })`. The reference server is its API.
import type { Page } from "@playwright/test";
import { App } from "./app.js";
import { test as base, expect } from "./fixtures.js";
import { Portal, type PortalName, freePort } from "./portal.js";
import { Server } from "./server.js";

/** An event of the element as the document heard it. */
export interface Heard {
  readonly type: string;
  readonly detail: string;
}

interface Fixtures {
  /** Which portal. */
  portalName: PortalName;
  /** Where it will listen. */
  port: number;
  /** A running portal, whose user is not logged in yet. */
  portal: Portal;
  /** Every event of the package that reached the window, oldest first. */
  heard: () => Promise<Heard[]>;
}

export const test = base.extend<Fixtures>({
  portalName: ["plain", { option: true }],

  port: async ({}, use) => use(await freePort()),

  server: async ({ port, serverOptions, watch }, use) => {
    const server = await Server.start({ ...serverOptions, arguments: ["--cors-origin", `http://127.0.0.1:${port}`] });
    await use(server);
    watch.end();
    await server.stop();
  },

  portal: async ({ portalName, port, page, server, canaries, watch }, use) => {
    page.on("request", (request) => canaries.plantToken(request.headers()["authorization"]?.replace("Bearer ", "") ?? ""));
    canaries.sessionKeys.clear();
    const portal = await Portal.start(portalName, port, server, page);
    if (portal.proxies) canaries.trusted.add(portal.origin);
    await use(portal);
    watch.end();
    await portal.stop();
  },

  app: async ({ page, portal, server, canaries }, use) => {
    await use(new App(page, server, canaries, page.locator(portal.place).first()));
  },

  heard: async ({ page }, use) => {
    await page.addInitScript(() => {
      const heard: Heard[] = [];
      Object.assign(window, { heard });
      const names = ["ready", "created", "deleted", "details", "signed-in", "signed-out", "token-needed", "unsaved", "before-unmount", "error"];
      for (const name of names) {
        const note = (event: Event) => heard.push({ type: event.type, detail: JSON.stringify((event as CustomEvent).detail) });
        window.addEventListener(`oauth-apps:${name}`, note);
      }
    });
    await use(() => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard));
  },
});

export { expect };

/** What the portal's origin keeps in the browser, where scripts reach it, but for what its framework keeps. */
export async function kept(page: Page): Promise<string[]> {
  const all = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
    ...(await caches.keys()),
  ]);
  return all.filter((key) => !key.startsWith("sveltekit:"));
}
