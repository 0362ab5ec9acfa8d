// Looks for planted secrets where none may be (security rules 1 and 3): storage, URLs, console, other origins.
import type { BrowserContext, Page, Request } from "@playwright/test";
import type { Watch } from "./watch.js";

/** How long a body may take to come, in milliseconds. */
const PATIENCE = 10_000;

/** Where `reach` found a canary. */
interface Places {
  readonly [place: string]: string;
}

/** The secrets that one spec knows of. */
export class Canaries {
  /** Keys of session storage that may hold a token. */
  readonly sessionKeys = new Set(["oauth-apps.session"]);
  /** Origins that may get tokens, beside the server's. */
  readonly trusted = new Set<string>();
  private readonly secrets = new Set<string>();
  private readonly tokens = new Set<string>();
  private readonly codes = new Set<string>();
  private readonly seen: { place: string; text: string }[] = [];
  private readonly pending: Promise<void>[] = [];

  constructor(
    private readonly origins: () => readonly string[],
    private readonly watch: Watch,
  ) {}

  /** A client secret: it may be in no storage at all. */
  plantSecret(secret: string): void {
    if (secret.length >= 16) this.secrets.add(secret);
  }

  /** A token: it may be in the session alone. */
  plantToken(token: string): void {
    if (token.length >= 16) this.tokens.add(token);
  }

  /** An authorization code or a verifier: it may be in no place that outlives the flow. */
  plantCode(code: string): void {
    if (code.length >= 16) this.codes.add(code);
  }

  /** Follows the requests of a context, and plants each token and secret that a server answers. */
  over(context: BrowserContext): void {
    context.on("request", (request) => this.request(request));
    context.on("response", (response) => {
      const path = new URL(response.url()).pathname;
      if (!/\/token\/?$|\/o\/apps\/$/.test(path) || response.status() >= 300) return;
      // Where a page is left while it comes in, Playwright may wait for it for ever: nothing of it was seen by anybody.
      const late = new Promise<never>((_, failed) => setTimeout(failed, PATIENCE).unref());
      this.pending.push(Promise.race([response.text(), late]).then((text) => this.learn(text), () => undefined));
    });
  }

  /** Where canaries are that should not be there. */
  async leaks(pages: readonly Page[]): Promise<string[]> {
    await Promise.all(this.pending);
    const places = [...this.seen, ...this.watch.console.map((text) => ({ place: "console", text }))];
    for (const page of pages.filter((page) => !page.isClosed())) {
      const reached = await page.evaluate(reach).catch((): Places => ({}));
      // A page of a spec may have put an element in the place of `document.cookie`.
      places.push(...Object.entries(reached).map(([place, text]) => ({ place, text: String(text) })));
      for (const cookie of await page.context().cookies()) places.push({ place: "cookie", text: JSON.stringify(cookie) });
    }
    const leaks = new Set<string>();
    for (const { place, text } of places) {
      const isSession = [...this.sessionKeys].some((key) => place === `sessionStorage ${key}`);
      for (const secret of this.secrets) if (holds(text, secret)) leaks.add(`a client secret in ${place}`);
      for (const token of this.tokens) if (!isSession && holds(text, token)) leaks.add(`a token in ${place}`);
      // The one URL that holds a code is the one by which the authorization server hands it over.
      const handsOver = place.startsWith("the URL of GET") && /[?&]state=/.test(text);
      for (const code of this.codes) if (!handsOver && holds(text, code)) leaks.add(`a code or a verifier in ${place}`);
    }
    return [...leaks];
  }

  /** The canaries that a text holds. */
  found(text: string): string[] {
    return [...this.secrets, ...this.tokens, ...this.codes].filter((canary) => holds(text, canary));
  }

  private request(request: Request): void {
    const url = new URL(request.url());
    if (url.protocol === "blob:" || url.protocol === "data:") return;
    this.seen.push({ place: `the URL of ${request.method()} ${url.origin}`, text: request.url() });
    const headers = request.headers();
    this.seen.push({ place: `Referer to ${url.origin}`, text: headers["referer"] ?? "" });
    const form = new URLSearchParams(request.method() === "POST" && /\/token\/?$/.test(url.pathname) ? (request.postData() ?? "") : "");
    for (const name of ["code", "code_verifier"]) this.plantCode(form.get(name) ?? "");
    if (![...this.origins(), ...this.trusted].includes(url.origin)) {
      this.seen.push({ place: `a request to ${url.origin}`, text: JSON.stringify(headers) + (request.postData() ?? "") });
    }
  }

  private learn(text: string): void {
    for (const [, token] of text.slice(0, 100_000).matchAll(/"(?:access|refresh)_token":\s*"([^"\\]+)"/g)) this.plantToken(token ?? "");
    for (const [, secret] of text.slice(0, 100_000).matchAll(/"client_secret":\s*"([^"\\]+)"/g)) this.plantSecret(secret ?? "");
  }
}

function holds(text: string, canary: string): boolean {
  const forms = [canary, encodeURIComponent(canary), Buffer.from(canary).toString("base64").replace(/=+$/, "")];
  return forms.some((form) => text.includes(form));
}

/** Runs in the page: everything that outlives a flow. */
async function reach(): Promise<Places> {
  const places: Record<string, string> = {};
  for (const kind of ["localStorage", "sessionStorage"] as const) {
    let storage: Storage;
    try {
      storage = window[kind];
    } catch {
      continue;
    }
    for (let at = 0; at < storage.length; at += 1) {
      const key = storage.key(at) ?? "";
      places[`${kind} ${key}`] = `${key} ${storage.getItem(key)}`;
    }
  }
  places["document.cookie"] = document.cookie;
  places["URL"] = location.href;
  const { navigation } = globalThis as unknown as { navigation?: { entries(): { url: string | null; getState(): unknown }[] } };
  const entries = navigation?.entries().map((entry) => [entry.url, entry.getState() ?? null]) ?? [];
  places["history"] = JSON.stringify([history.state, ...entries]);
  places["window.name"] = window.name;
  places["IndexedDB"] = JSON.stringify((await indexedDB.databases?.()) ?? []);
  places["caches"] = JSON.stringify((await globalThis.caches?.keys()) ?? []);
  places["title"] = document.title;
  return places;
}
