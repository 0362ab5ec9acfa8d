// The fixtures, with a proxy that breaks chosen requests between the page and the server.
import { type Locator, type Page } from "@playwright/test";
import { type App } from "./app.js";
import { installClock } from "./clock.js";
import { type Fault, Faulty, json, rewrite } from "./faulty.js";
import { test as base, expect } from "./fixtures.js";
import { FAILED_REQUEST } from "./watch.js";

interface Fixtures {
  /** The proxy, through which the page is opened. */
  faulty: Faulty;
}

export const test = base.extend<Fixtures>({
  faulty: async ({ server, watch }, use) => {
    const faulty = await Faulty.start(server.url);
    server.url = faulty.url;
    watch.expect(FAILED_REQUEST);
    await use(faulty);
    await faulty.stop();
  },

  app: async ({ app, faulty }, use) => {
    void faulty;
    await use(app);
  },
});

export { expect };

/** The routes of the API. */
export const LIST = "GET /o/apps/";
export const CREATE = "POST /o/apps/";
export const DELETE = "DELETE /o/apps/:id/";
export const TOKEN = "POST /o/token/";

/**
 * Changes attributes of the element in the page, as whoever deploys it may; `null` takes one away. The proxy does it, since
 * Chromium does not let a document that Playwright itself answered ask another origin of this machine.
 */
export function configure(faulty: Faulty, attributes: Record<string, string | null>): void {
  const change = (tag: string) => {
    for (const [name, value] of Object.entries(attributes)) {
      tag = tag.replace(new RegExp(` ${name}="[^"]*"`), "");
      if (value !== null) tag = tag.replace(/>$/, ` ${name}="${value}">`);
    }
    return tag;
  };
  faulty.always("GET /", rewrite((html) => html.replace(/<oauth-apps\b[^>]*>/, change)));
}

/** Stops the clock: time passes when the spec says so (`page.clock.runFor`), however slow the machine is. */
export async function stopClock(page: Page): Promise<void> {
  // Frames go on: dialogs and menus open in them.
  const frames = ["requestAnimationFrame", "cancelAnimationFrame"];
  await page.context().addInitScript((frames) => frames.forEach((name) => Reflect.set(window, `spec.${name}`, Reflect.get(window, name))), frames);
  await installClock(page);
  await page.addInitScript((frames) => frames.forEach((name) => Reflect.set(window, name, Reflect.get(window, `spec.${name}`))), frames);
  await page.clock.pauseAt(Date.now() + 1000);
}

/** A failure that fills the page: there is no list to show. */
export function failure(app: App, title: string): Locator {
  return app.root.getByRole("alert").filter({ has: app.page.getByRole("heading", { name: title, level: 1 }) });
}

/** A banner above the list. */
export function banner(app: App, text: string | RegExp): Locator {
  return app.root.getByRole("status").filter({ hasText: text });
}

/** A list that the server would not give. */
export function list(rows: unknown): Fault {
  return json(200, rows);
}

/** An application as the server lists it. */
export function application(id: number, more: object = {}): object {
  return { id, name: `App ${id}`, client_id: `client-${id}`, client_secret: `canary-secret-of-application-${id}`, client_type: "confidential", ...more };
}
