// A host's page around the npm package, served over real HTTP beside the real API: pkg/ as it is, under /vendor/, and pages
// and scripts of the spec, with the strictest Content-Security-Policy that docs/embedding.md asks of a host.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import type { Faulty } from "./faulty.js";
import { test as base } from "./faulty-fixtures.js";

/** The folder of the npm package. */
export const packageFolder = process.env["OAUTH_APPS_PKG"] ?? resolve(import.meta.dirname, "../../../pkg");
const TYPES: Record<string, string> = { js: "text/javascript", wasm: "application/wasm", json: "application/json", html: "text/html; charset=utf-8" };

/** The least that a host must allow, with Trusted Types and no policy at all (security rules 9 and 10). */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; object-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** A file of the package that was changed on its way. */
export type Change = (file: string, bytes: Buffer) => Buffer | undefined;

/** A host's site. */
export class Host {
  constructor(
    readonly page: Page,
    private readonly faulty: Faulty,
  ) {
    this.install("/vendor/");
  }

  /** Serves the package under a path. A file that `change` answers nothing for is missing. */
  install(path: string, change: Change = (_, bytes) => bytes): void {
    this.faulty.always(`GET ${path}:file`, async ({ seen, send }) => {
      const file = seen.path.slice(path.length).replace(/\?.*/, "");
      const bytes = await readFile(join(packageFolder, file)).catch(() => undefined);
      const changed = bytes && change(file, bytes);
      if (changed) send(200, { "content-type": TYPES[file.split(".").at(-1) ?? ""] ?? "text/plain" }, changed);
      else send(404, { "content-type": "text/plain" }, "not found");
    });
  }

  /** Serves a text. */
  serve(path: string, text: string, headers: Record<string, string> = {}): void {
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain";
    this.faulty.always(`GET ${path}`, ({ send }) => send(200, { "content-type": type, ...headers }, text));
  }

  /** Opens a page with this body and, after it, a module script. */
  async open(body: string, script = "", { csp = STRICT, head = "" } = {}): Promise<void> {
    this.serve("/host.js", script);
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>${head}<body>${body}<script type="module" src="/host.js"></script></body></html>`;
    this.serve("/host.html", html, { "content-security-policy": csp });
    await this.page.goto(`${this.faulty.url}host.html`);
  }
}

export const test = base.extend<{ host: Host; tokenScript: string }>({
  host: async ({ page, faulty }, use) => {
    await use(new Host(page, faulty));
  },
  // What a host's script says to give a token: `const getToken = …`. It counts how often it is asked.
  tokenScript: async ({ app }, use) => {
    const token = await app.freshToken();
    await use(`
      globalThis.asked = [];
      const getToken = async ({ refused }) => (asked.push(refused), globalThis.nobody ? null : ${JSON.stringify(token)});
      globalThis.events = [];
      for (const name of ["ready", "created", "deleted", "details", "signed-in", "signed-out", "token-needed", "unsaved", "before-unmount", "error"]) {
        addEventListener("oauth-apps:" + name, (event) => {
          const { detail } = event;
          events.push({ name, detail: detail instanceof Error ? { ...detail } : detail, composed: event.composed, cancelable: event.cancelable });
        });
      }
    `);
  },
});

export { expect } from "./faulty-fixtures.js";

/** What a host has heard. */
export interface Heard {
  name: string;
  detail: Record<string, unknown>;
  composed: boolean;
  cancelable: boolean;
}

/** The events that the host's script has heard so far. */
export const heard = (page: Page): Promise<Heard[]> => page.evaluate(() => (globalThis as unknown as { events: Heard[] }).events);

/** The names of those events. */
export const names = async (page: Page): Promise<string[]> => (await heard(page)).map(({ name }) => name);
