// Requests of a page: counts them, holds them back, answers in the place of the server.
import { expect, type Page, type Route } from "@playwright/test";

/** A call of the API, such as `POST o/apps/`; `*` stands for an id. */
export type Call = `${"GET" | "POST" | "DELETE"} ${string}`;

function matches(call: Call, method: string, url: string): boolean {
  const [wanted, path = ""] = call.split(" ");
  const shape = new RegExp(`/${path.replace("*", "[^/]+")}$`);
  return method === wanted && shape.test(new URL(url).pathname);
}

/** Counts the requests that a page sends from now on. */
export class Traffic {
  private readonly sent: { method: string; url: string; body: string | null }[] = [];
  private readonly ended: { method: string; url: string; how: string }[] = [];

  constructor(page: Page) {
    page.on("request", (request) => this.sent.push({ method: request.method(), url: request.url(), body: request.postData() }));
    page.on("requestfailed", (request) =>
      this.ended.push({ method: request.method(), url: request.url(), how: request.failure()?.errorText ?? "" }),
    );
  }

  /** How often a call was sent. */
  count(call: Call): number {
    return this.sent.filter(({ method, url }) => matches(call, method, url)).length;
  }

  /** The bodies of a call. */
  bodies(call: Call): (string | null)[] {
    return this.sent.filter(({ method, url }) => matches(call, method, url)).map(({ body }) => body);
  }

  /** How often a call was aborted by the page. */
  aborted(call: Call): number {
    return this.ended.filter(({ method, url, how }) => matches(call, method, url) && how === "net::ERR_ABORTED").length;
  }
}

/** A call that is held back. */
export interface Held {
  /** Resolves when the first one came. */
  readonly arrived: Promise<void>;
  /** Lets go of all, and holds no more. */
  release(): Promise<void>;
}

/** Holds a call back, before it reaches the server. */
export async function hold(page: Page, call: Call): Promise<Held> {
  let arrive = () => {};
  const arrived = new Promise<void>((done) => (arrive = done));
  const waiting: Route[] = [];
  const handler = async (route: Route) => {
    if (!matches(call, route.request().method(), route.request().url())) return route.fallback();
    waiting.push(route);
    arrive();
  };
  await page.route("**/o/**", handler);
  return {
    arrived,
    release: async () => {
      await page.unroute("**/o/**", handler);
      await Promise.all(waiting.map((route) => route.continue().catch(() => {})));
    },
  };
}

/** What the server is to have said. */
export interface Said {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly body?: string;
}

/** Answers a call in the place of the server, until it is undone. */
export async function answer(page: Page, call: Call, said: Said | ((url: URL) => Said)): Promise<() => Promise<void>> {
  const handler = async (route: Route) => {
    if (!matches(call, route.request().method(), route.request().url())) return route.fallback();
    const { status = 200, headers = {}, json, body } = typeof said === "function" ? said(new URL(route.request().url())) : said;
    return route.fulfill({ status, headers: { "content-type": "application/json", ...headers }, body: body ?? JSON.stringify(json) });
  };
  await page.route("**/o/**", handler);
  return () => page.unroute("**/o/**", handler);
}

/** Refuses a call as the server's envelope does. */
export function refuse(page: Page, call: Call, status: number, code: string, message: string, details = {}): Promise<() => Promise<void>> {
  return answer(page, call, { status, json: { error: { code, message, details } } });
}

/** Checks that a call was sent that often, and goes on being so after everything else on the page has settled. */
export async function expectSent(traffic: Traffic, call: Call, times: number): Promise<void> {
  await expect.poll(() => traffic.count(call)).toBe(times);
}
