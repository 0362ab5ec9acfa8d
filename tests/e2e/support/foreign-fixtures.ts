// The fixtures, with the page in front of an authorization server that is not ours.
import type { Page } from "@playwright/test";
import { App } from "./app.js";
import { AuthorizationServer, type Begin, KINDS, type Kind, Process } from "./authorization-server.js";
import { configure } from "./faulty-fixtures.js";
import { Faulty } from "./faulty.js";
import { test as base, expect } from "./fixtures.js";
import { Server } from "./server.js";
import { FAILED_REQUEST } from "./watch.js";

interface Fixtures {
  /** Which server. */
  kind: Kind;
  /** How it begins: `test.use({ begin: { lifetime: 5 } })`. */
  begin: Begin;
  /** Attributes of the element beside those that the server asks for. */
  attributes: Record<string, string>;
  /** The two fronts, before anything is behind them. */
  fronts: { page: Faulty; front: Faulty };
  /** The authorization server. */
  foreign: AuthorizationServer;
}

interface Workers {
  /** The processes, started when they are asked for. */
  processes: (kind: Kind) => Promise<Process>;
}

export const test = base.extend<Fixtures, Workers>({
  kind: ["django", { option: true }],
  begin: [{}, { option: true }],
  attributes: [{}, { option: true }],

  processes: [
    async ({}, use) => {
      const started = new Map<Kind, Promise<Process>>();
      await use((kind) => {
        if (!started.has(kind)) started.set(kind, Process.start(kind));
        return started.get(kind) as Promise<Process>;
      });
      for (const process of started.values()) await (await process).stop();
    },
    { scope: "worker" },
  ],

  fronts: async ({ kind }, use) => {
    const page = await Faulty.start();
    const front = kind === "oidc" ? await Faulty.start() : page;
    await use({ page, front });
    await page.stop();
    await front.stop();
  },

  // The reference server delivers the page, and nothing else.
  server: async ({ kind, fronts: { page, front }, watch }, use) => {
    const more = kind === "oidc" ? { arguments: ["--api-origin", front.origin] } : {};
    const server = await Server.start({ applications: 0, ...more });
    page.upstream = server.url;
    server.url = page.url;
    await use(server);
    watch.end();
    await server.stop();
  },

  // The first spec of a worker waits for the process; that is not the spec's own time.
  foreign: [
    async ({ kind, begin, attributes, processes, fronts: { page, front }, server, canaries, watch }, use) => {
      void server;
      const process = await processes(kind);
      front.behind.push({ path: kind === "oidc" ? /^\// : /^\/(o|static|\.well-known)\//, upstream: process.url });
      if (kind === "oidc") front.corsOrigin = page.origin;
      canaries.trusted.add(front.origin);
      watch.expect(FAILED_REQUEST);
      const foreign = new AuthorizationServer(kind, process, page, front);
      await foreign.begin(begin);
      configure(page, { ...foreign.attributes, ...attributes });
      await use(foreign);
    },
    { timeout: 60_000 },
  ],

  app: async ({ app, foreign }, use) => {
    void foreign;
    await use(app);
  },
});

export { expect };

/** Says the same of both servers. */
export function each(specs: (kind: Kind) => void): void {
  for (const kind of KINDS) {
    test.describe(kind === "oidc" ? "oidc-provider" : "Django OAuth Toolkit", () => {
      test.use({ kind });
      specs(kind);
    });
  }
}

/** Opens the page and signs in by redirect; the list is there afterwards. */
export async function signIn(app: App, foreign: AuthorizationServer): Promise<void> {
  await app.open();
  await app.signInAt.click();
  await foreign.logIn(app.page);
  await foreign.allow(app.page);
  await expect(app.list).toBeVisible();
}

/** Leaves for the authorization server, whose login form shows afterwards. */
export async function leave(app: App): Promise<void> {
  await app.open();
  await app.signInAt.click();
  await expect(app.page.getByLabel("Username")).toBeVisible();
}

/** What the session storage of a page holds. */
export function stored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => Object.fromEntries(Object.entries(sessionStorage)) as Record<string, string>);
}

/** The tokens of a session. */
export async function tokens(page: Page, key = "oauth-apps.session"): Promise<{ access_token: string; refresh_token: string }> {
  return JSON.parse((await stored(page))[key] ?? "{}") as { access_token: string; refresh_token: string };
}

/** Serves a page of a host with `body` at `host.html`, with the headers of the page. */
export function host(foreign: AuthorizationServer, body: string): void {
  foreign.page.always("GET /host.html", async ({ seen, send }) => {
    const { status, headers, text } = await index(foreign, seen.headers["accept"] ?? "*/*");
    const html = text.replace(/<body[^]*<\/body>/, `<body>${body}</body>`);
    send(status, headers, html);
  });
}

/** An element with what the server asks for, and more. */
export function element(foreign: AuthorizationServer, more: Record<string, string> = {}): string {
  const all = Object.entries({ ...foreign.attributes, ...more }).map(([name, value]) => ` ${name}="${value}"`);
  return `<oauth-apps${all.join("")}></oauth-apps>`;
}

async function index(foreign: AuthorizationServer, accept: string): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const answer = await fetch(foreign.page.upstream, { headers: { accept } });
  const kept = [...answer.headers].filter(([name]) => !/^(connection|keep-alive|transfer-encoding|content-length|content-encoding|date)$/.test(name));
  return { status: answer.status, headers: Object.fromEntries(kept), text: await answer.text() };
}

