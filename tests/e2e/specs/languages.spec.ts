// Languages: Polish as complete as English, plural forms and dates as the browser's Intl has them.
import { expect, test } from "../support/fixtures.js";
import { openHost, withAttributes } from "../support/host.js";
import { installClock } from "../support/clock.js";
import { answer } from "../support/traffic.js";

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    name: `App ${at + 1}`,
    client_id: `id${at + 1}`,
    client_secret: "secret-0123456789-abcdef",
    client_type: "confidential",
    created: "2026-03-05T12:00:00Z",
  }));

test("locale=\"pl\" makes the page Polish, and says so to screen readers", async ({ app, page, server }) => {
  await withAttributes(page, server, { locale: "pl" });
  await app.open();
  await expect(app.root.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
  await expect(app.root.locator("[lang=pl]")).toHaveCount(1);
  await app.root.getByRole("textbox", { name: "ID klienta", exact: true }).fill(server.clientId);
  await app.root.getByLabel("Sekret klienta", { exact: true }).fill(server.clientSecret);
  await app.root.getByRole("button", { name: "Dalej" }).click();
  await expect(app.root.getByRole("heading", { name: "Aplikacje OAuth" })).toBeVisible();
  await app.root.getByRole("button", { name: "Nowa aplikacja" }).click();
  await app.root.getByRole("button", { name: "Utwórz aplikację" }).click();
  await expect(app.root.getByRole("textbox", { name: "Nazwa" })).toHaveAccessibleDescription("Wpisz nazwę.");
});

for (const [count, words] of [[1, "1 aplikacja"], [2, "2 aplikacje"], [5, "5 aplikacji"], [22, "22 aplikacje"]] as const) {
  test(`Polish counts ${words}`, async ({ app, page, server }) => {
    await withAttributes(page, server, { locale: "pl" });
    await answer(page, "GET o/apps/", { json: rows(count) });
    await app.openSignedIn();
    await expect(app.root.getByText(words, { exact: true })).toBeVisible();
  });
}

test("dates are written as the language writes them", async ({ app, page, server }) => {
  await withAttributes(page, server, { locale: "pl" });
  await answer(page, "GET o/apps/", { json: rows(1) });
  await app.openSignedIn();
  await expect(app.root.getByText("5 mar 2026", { exact: true })).toBeVisible();
  await expect(async () => {
    await page.mouse.move(0, 0);
    await app.root.locator(".slot").hover();
    await expect(app.root.getByTitle(/^5 marca 2026 \d\d:\d\d:00 \S/)).toHaveCount(1, { timeout: 500 });
  }).toPass();
});

test("a language is fetched when it is wanted, and English is there already", async ({ app, page, server }) => {
  const asked: string[] = [];
  page.on("request", (request) => void (request.url().endsWith(".json") && asked.push(request.url())));
  await app.open();
  await expect(app.root.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(asked).toEqual([]);
  await withAttributes(page, server, { locale: "pl" });
  await app.open();
  await expect(app.root.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
  expect(asked).toHaveLength(1);
});

test("where its file does not come, or is not the published one, the page is English and says so (security rule 36)", async ({ app, page, server, watch }) => {
  watch.expect(/Failed to load resource|integrity/);
  await withAttributes(page, server, { locale: "pl" });
  for (const fulfil of [{ status: 404 }, { status: 200, contentType: "application/json", body: '["Sign in to evil.example"]' }]) {
    await page.route(/oauth-apps[-.].*\.json$/, (route) => route.fulfill(fulfil));
    await app.open();
    await expect(app.root.getByRole("heading", { name: "Sign in", exact: true })).toBeVisible();
    await expect(app.root.locator("[lang=en]")).toHaveCount(1);
    await page.unroute(/oauth-apps[-.].*\.json$/);
  }
});

test("an embedded element takes the language of what is around it", async ({ app, page, server }) => {
  await openHost(page, server, '<div lang="pl"><oauth-apps></oauth-apps></div>');
  await expect(app.root.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
});

for (const [what, body] of [
  ["beside a shadow root that the element is in", '<div lang="pl"><x-card></x-card></div>'],
  ["on the host of that shadow root", '<x-card lang="pl"></x-card>'],
  ["two shadow roots away", '<section lang="pl"><x-page></x-page></section>'],
  ["around what is put into a slot", '<div lang="pl"><x-frame><oauth-apps></oauth-apps></x-frame></div>'],
  ["as systems write it", '<div lang="pl_PL"><oauth-apps></oauth-apps></div>'],
  ["on a form whose field is named lang", '<form lang="pl"><input name="lang"><input name="parentNode"><oauth-apps></oauth-apps></form>'],
] as const) {
  test(`the language is found ${what}`, async ({ app, page, server }) => {
    await page.addInitScript(() => {
      const wrap = (name: string, tag: string) =>
        customElements.define(
          name,
          class extends HTMLElement {
            constructor() {
              super();
              this.attachShadow({ mode: "open" }).append(document.createElement(tag));
            }
          },
        );
      wrap("x-card", "oauth-apps");
      wrap("x-page", "x-card");
      wrap("x-frame", "slot");
    });
    await openHost(page, server, body);
    await expect(page.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
    void app;
  });
}

for (const tag of ["pl_PL", "pl_PL.UTF-8", "PL", " pl-PL "]) {
  test(`locale="${tag}" is Polish`, async ({ app, page, server }) => {
    await withAttributes(page, server, { locale: tag });
    await app.open();
    await expect(app.root.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
  });
}

for (const [tag, one, some] of [["ru", "1 application", "21 applications"], ["ar-EG", "١ application", "٢١ applications"], ["fr", "1 application", "21 applications"], ["cs", "1 application", "21 applications"], ["enm", "1 application", "21 applications"]] as const) {
  test(`English words have the English rule of plurals, numbers and dates are the user's: ${tag}`, async ({ app, page, server }) => {
    await installClock(page);
    await withAttributes(page, server, { locale: tag });
    for (const [count, words] of [[1, one], [21, some]] as const) {
      await answer(page, "GET o/apps/", { json: rows(count) });
      if (count === 1) await app.openSignedIn();
      else await page.reload();
      await expect(app.root.getByText(words, { exact: true })).toBeVisible();
    }
    await page.clock.runFor(125_000);
    await expect(app.root.getByText(/^Updated 2 min\.? ago/)).toBeVisible();
    const date = await page.evaluate((tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium" }).format(new Date("2026-03-05T12:00:00Z")), tag);
    await expect(app.root.getByText(date, { exact: true }).first()).toBeVisible();
  });
}

test("dates and times are those of the user's region", async ({ app }) => {
  await app.signIn();
  await expect(app.root.getByText(/^Signed in until .*\d\d:\d\d\b/)).toBeVisible();
});

test.describe("in a Polish browser", () => {
  test.use({ locale: "pl-PL" });

  test("the standalone page is Polish by itself", async ({ app }) => {
    await app.open();
    await expect(app.root.getByRole("heading", { name: "Zaloguj się" })).toBeVisible();
  });

  test("an element that names its language keeps it", async ({ app, page, server }) => {
    await withAttributes(page, server, { locale: "en" });
    await app.open();
    await expect(app.signInHeading).toBeVisible();
  });
});

for (const tag of ["tlh", "not a tag", "x"]) {
  test(`with locale="${tag}", which there is no text for, the page is English`, async ({ app, page, server }) => {
    await withAttributes(page, server, { locale: tag });
    await app.open();
    await expect(app.signInHeading).toBeVisible();
  });
}
