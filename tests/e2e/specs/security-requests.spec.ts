// Security rules 5, 6, 8, 9 and 13 of docs/requirements/security.md: what the page opens, asks, ships and allows.
import type { Page } from "@playwright/test";
import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { CREATE, DELETE, LIST, TOKEN, application, expect, list, test } from "../support/faulty-fixtures.js";
import type { App } from "../support/app.js";
import { Faulty, redirect } from "../support/faulty.js";

/** All that the page does, from sign-in to sign-out. */
async function wholeFlow(app: App): Promise<void> {
  await app.open();
  await app.signInWithCredentials();
  await expect(app.rows).toHaveCount(4);
  await app.create("Ledger sync");
  const download = app.page.waitForEvent("download");
  await app.dialog.getByRole("button", { name: "Download .env" }).click();
  await download;
  await app.done.click();
  await expect(app.dialog).toHaveCount(0);
  await app.row("Ledger sync").getByRole("button", { name: "Reveal secret" }).click();
  await app.types.selectOption("confidential");
  await app.search.fill("nothing like it");
  await app.search.fill("");
  await app.types.selectOption("");
  await app.delete("Ledger sync");
  await app.refresh.click();
  await app.signOutButton.click();
  await expect(app.signInHeading).toBeVisible();
}

test.describe("security rule 5: every link and `window.open` is `noopener`", () => {
  test("over the whole flow, the download included", async ({ app, page, context }) => {
    const opened: string[] = [];
    let links = 0;
    await page.exposeFunction("opened", (what: string, good: boolean) => {
      if (what.startsWith("a ")) links += 1;
      if (!good) opened.push(what);
    });
    await page.addInitScript(() => {
      const report = (window as unknown as { opened: (what: string, good: boolean) => void }).opened;
      window.open = (url, _target, features = "") => (report(`window.open ${url}`, /noopener|noreferrer/.test(features)), null);
      const look = (link: HTMLAnchorElement | HTMLAreaElement | HTMLFormElement) => report(`a ${link.outerHTML}`, /\bno(opener|referrer)\b/.test(link.rel));
      const click = HTMLElement.prototype.click;
      HTMLElement.prototype.click = function () {
        if (this instanceof HTMLAnchorElement) look(this);
        click.call(this);
      };
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, init);
        new MutationObserver(() => root.querySelectorAll<HTMLAnchorElement>("a[href], area[href]").forEach(look)).observe(root, { subtree: true, childList: true, attributes: true });
        return root;
      };
    });
    await wholeFlow(app);
    expect(links).toBeGreaterThan(0);
    expect(opened).toEqual([]);
    expect(context.pages()).toHaveLength(1);
  });
});

test.describe("security rule 6: how the API is asked", () => {
  interface Asked {
    readonly method: string;
    readonly url: string;
    readonly flags: string;
  }

  async function observe(page: Page): Promise<Asked[]> {
    const asked: Asked[] = [];
    await page.exposeFunction("asked", (request: Asked) => asked.push(request));
    await page.addInitScript(() => {
      const real = window.fetch;
      window.fetch = function (input, init) {
        // The request as the browser understands it, whichever way it was given.
        const { method, url, credentials, cache, redirect, referrerPolicy } = new Request(input instanceof Request ? input.clone() : input, init);
        void (window as unknown as { asked: (request: object) => void }).asked({ method, url, flags: [credentials, cache, redirect, referrerPolicy].join(" ") });
        return real.call(window, input, init);
      };
      for (const name of ["XMLHttpRequest", "WebSocket", "EventSource"]) Reflect.deleteProperty(window, name);
      Navigator.prototype.sendBeacon = () => {
        throw new Error("sendBeacon");
      };
    });
    return asked;
  }

  test("credentials: omit, cache: no-store, redirect: manual, referrerPolicy: no-referrer; no cookies arrive", async ({ app, faulty, page, context }) => {
    await context.addCookies([{ name: "portal", value: "session", url: faulty.url }]);
    const asked = await observe(page);
    await wholeFlow(app);
    const api = asked.filter(({ url }) => new URL(url).pathname.startsWith("/o/"));
    expect([...new Set(api.map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/\d+/, ":id")}`))].sort()).toEqual([DELETE, LIST, CREATE, TOKEN].sort());
    for (const { flags, url } of api) expect(flags, url).toBe("omit no-store manual no-referrer");
    const came = faulty.seen.filter(({ path }) => path.startsWith("/o/"));
    expect(came.length).toBe(api.length);
    for (const { headers, path } of came) {
      expect(headers.cookie, path).toBeUndefined();
      expect(headers.referer, path).toBeUndefined();
      expect(path).not.toContain("?");
    }
  });

  test("`Authorization` goes with requests to the API alone", async ({ app, faulty }) => {
    await wholeFlow(app);
    const carrying = faulty.seen.filter(({ headers }) => headers.authorization);
    expect(carrying.length).toBeGreaterThan(4);
    for (const { method, path, headers } of carrying) {
      expect(path).toMatch(/^\/o\//);
      expect(headers.authorization, `${method} ${path}`).toMatch(path === "/o/token/" ? /^Basic / : /^Bearer /);
    }
    // The secret is in the header alone, never in the body.
    for (const { body } of faulty.requests(TOKEN)) expect(body).toBe("grant_type=client_credentials&scope=read+write");
  });

  for (const status of [301, 302, 303, 307, 308]) {
    test(`a ${status} to another origin is not followed by any operation`, async ({ app, faulty }) => {
      const elsewhere = await Faulty.start();
      const away = (path: string) => redirect(`${elsewhere.url}${path}`, status);
      faulty.next(TOKEN, away("o/token/"));
      await app.open();
      await app.signInWithCredentials();
      await expect(app.root.getByRole("alert")).toContainText("answered with a page, not with data");
      await app.continueButton.click();
      await expect(app.rows).toHaveCount(4);
      faulty.next(CREATE, away("o/apps/"));
      await app.startCreating("Ledger sync");
      await app.createButton.click();
      await expect(app.dialog.getByRole("alert")).toContainText("Not created.");
      await app.createButton.click();
      await app.done.click();
      await app.dialog.getByRole("button", { name: "Close without saving" }).click();
      faulty.next(DELETE, away("o/apps/1/"));
      await app.startDeleting("Ledger sync");
      await app.phrase.fill("Ledger sync");
      await app.deleteButton.click();
      await expect(app.dialog.getByRole("alert")).toContainText("Not deleted.");
      await app.cancel.click();
      faulty.next(LIST, away("o/apps/"));
      await app.refresh.click();
      await expect(app.root.getByRole("status").filter({ hasText: "Not refreshed." })).toBeVisible();
      expect(elsewhere.seen).toEqual([]);
      await elsewhere.stop();
    });
  }

  test("`next` on another origin, in whatever spelling, gets nothing", async ({ app, faulty }) => {
    const elsewhere = await Faulty.start();
    const host = new URL(elsewhere.url).host;
    const tries = [elsewhere.url, `//${host}/o/apps/?page=2`, `\\\\${host}\\o\\apps\\`, faulty.url.replace("http://", `http://x:y@`).replace(/127.0.0.1:\d+/, host), `http://localhost:${new URL(faulty.url).port}/o/apps/?page=2`, `data:application/json,[]`];
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    for (const next of tries) {
      faulty.next(LIST, list({ count: 9, next, results: [application(1)] }));
      await app.refresh.click();
      await expect(app.root.getByRole("status").filter({ hasText: "Showing 1 of 9." })).toBeVisible();
      faulty.next(LIST, list([application(1), application(2)]));
      await app.refresh.click();
      await expect(app.rows).toHaveCount(2);
    }
    expect(elsewhere.seen).toEqual([]);
    expect(faulty.count(LIST)).toBe(1 + 2 * tries.length);
  });
});

/** The files that are deployed, as they are served. */
async function shipped(page: Page, url: string): Promise<Map<string, { headers: Record<string, string>; body: Buffer }>> {
  const folder = process.env["OAUTH_APPS_DIST"] ?? resolve(import.meta.dirname ?? ".", "../../../dist");
  const names = (await readdir(folder)).filter((name) => !/\.(br|gz)$/.test(name));
  const files = new Map<string, { headers: Record<string, string>; body: Buffer }>();
  for (const path of ["", ...names]) {
    const answer = await page.request.get(url + path);
    expect(answer.status(), path).toBe(200);
    files.set(url + path, { headers: answer.headers(), body: await answer.body() });
  }
  return files;
}

test("security rule 8: the shipped files contain no client secret and no token", async ({ page, server }) => {
  const files = await shipped(page, server.url);
  const kinds = new Set([...files.keys()].map((name) => /\.\w+$|\/$/.exec(name)?.[0]));
  for (const kind of ["/", ".html", ".js", ".css", ".wasm"]) expect(kinds).toContain(kind);
  for (const [name, { body }] of files) {
    const text = body.toString("latin1");
    for (const secret of [server.clientSecret, server.clientId]) expect(text.includes(secret), name).toBe(false);
    expect(text, name).not.toMatch(/(client[_-]?secret|access[_-]?token|password)["']?\s*[:=]\s*["'][^"'\s]{8,}["']/i);
    expect(text, name).not.toMatch(/\b(Bearer|Basic) [A-Za-z0-9+/=._-]{20,}/);
    expect(text, name).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----/);
  }
  const element = /<oauth-apps\b[^>]*>/.exec(files.get(server.url)?.body.toString() ?? "")?.[0] ?? "";
  expect(element).not.toMatch(/ (token|secret|access-token|client-secret|client-id)=/);
});

const policy = (connect: string) =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src ${connect}; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

test.describe("security rule 9: the Content-Security-Policy is a header", () => {
  test("exactly, on every file of the page, and in no meta element", async ({ page, server }) => {
    const files = await shipped(page, server.url);
    for (const [name, { headers }] of files) expect(headers["content-security-policy"], name).toBe(policy("'self'"));
    expect(files.get(server.url)?.body.toString()).not.toMatch(/http-equiv|<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i);
  });

  test("zero violations over the whole flow", async ({ app, watch }) => {
    await wholeFlow(app);
    expect(watch.surprises()).toEqual([]);
  });

  test("the policy is in force: what it forbids is refused, and would be seen", async ({ app, page, watch }) => {
    await app.open();
    await expect(app.signInHeading).toBeVisible();
    watch.expect(/securitypolicyviolation|Content.Security.Policy|TrustedHTML/);
    const violations = page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const seen: string[] = [];
          document.addEventListener("securitypolicyviolation", (event) => {
            seen.push(event.effectiveDirective);
            if (seen.length === 4) done(seen.sort());
          });
          try {
            document.body.insertAdjacentHTML("beforeend", "<p>pwned</p>");
          } catch {
            // Refused, as it should be: the violation says so.
          }
          document.body.append(Object.assign(document.createElement("img"), { src: "/pixel.png" }));
          document.body.setAttribute("style", "color: red");
        }),
    );
    await page.evaluate("void import('data:text/javascript,document.title=%22pwned%22').catch(() => {})");
    expect(await violations).toEqual(["img-src", "require-trusted-types-for", "script-src-elem", "style-src-attr"]);
    await expect(page).toHaveTitle("OAuth applications");
  });

  test.describe("with an API elsewhere", () => {
    test.use({ serverOptions: { applications: 0, arguments: ["--api-origin", "https://api.example", "--api-origin", "http://127.0.0.1:9"] } });

    test("connect-src names it, and nothing else changes", async ({ page, server }) => {
      const answer = await page.request.get(server.url);
      expect(answer.headers()["content-security-policy"]).toBe(policy("'self' https://api.example http://127.0.0.1:9"));
    });
  });
});

test("security rule 13: a missing asset is a 404, never index.html; no folder is listed", async ({ page, server }) => {
  const missing = ["missing.js", "missing.wasm", "assets/", "o", "o/", "apps", "index.htm", "oauth-apps.map", "%2e%2e/Cargo.toml", "..%2fCargo.toml", ".git/config", ".env", "index.html/", "config.json"];
  for (const path of missing) {
    const answer = await page.request.get(server.url + path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(404);
    expect(await answer.text(), path).not.toMatch(/<|Index of/);
    expect(answer.headers()["content-type"], path).toMatch(/^application\/json/);
  }
  const page404 = await page.request.get(`${server.url}missing.js`, { headers: { accept: "text/html" } });
  expect(page404.status()).toBe(404);
});
