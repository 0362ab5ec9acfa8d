// Environments: what a name says of its own, chips, the filter and the groups, and names for new applications.
import { LIST, application, expect, list, test } from "../support/faulty-fixtures.js";
import { editIndex } from "../support/host.js";
import { rowFaults } from "../support/rows.js";

const NAMES = ["Checkout production", "Billing (stg)", "Partner sandbox: Contoso", "Checkout web app", "non-production billing", "Sklep – produkcja", "Pre-production checkout", "DevOps"];

const named = (names: readonly string[], more: (at: number) => object = () => ({})) => list(names.map((name, at) => application(at + 1, { name, ...more(at) })));

test("a chip says the environment of each name, by its shape as well", async ({ app, faulty }) => {
  faulty.always(LIST, named(NAMES));
  await app.openSignedIn();
  for (const [name, environment] of [
    ["Checkout production", "Production"],
    ["Billing (stg)", "Staging"],
    ["Partner sandbox: Contoso", "Development"],
    ["Sklep – produkcja", "Production"],
    ["Pre-production checkout", "Staging"],
  ] as const) {
    await expect(app.chip(name), name).toHaveText(environment);
  }
  for (const name of ["Checkout web app", "non-production billing", "DevOps"]) await expect(app.chip(name), name).toHaveCount(0);
  const shapes = await app.root.locator(".row .env:visible").evaluateAll((chips) => chips.map((chip) => [chip.textContent, getComputedStyle(chip, "::before").borderWidth]));
  const shape = (environment: string) => new Set(shapes.filter(([text]) => text === environment).map(([, width]) => width));
  expect(shape("Production")).toEqual(new Set(["4px"]));
  expect([...shape("Staging")][0]).toMatch(/4px/);
  expect([...shape("Development")][0]).not.toMatch(/4px/);
  await app.openDetails("Billing (stg)");
  await expect(app.details("Billing (stg)").getByText("Staging", { exact: true })).toBeVisible();
});

test("the filter says how many there are for each, within the search and the type, and goes with both", async ({ app, faulty, page }) => {
  faulty.always(LIST, named(NAMES, (at) => (at % 2 ? { client_type: "public", client_secret: "" } : {})));
  await app.openSignedIn();
  const options = () => app.environments.getByRole("option").allInnerTexts();
  await app.environments.focus();
  await expect.poll(options).toEqual(["All environments", "Production (2)", "Staging (2)", "Development (1)", "Other (3)"]);
  await app.environments.selectOption("staging");
  await expect.poll(() => app.names()).toEqual(["Billing (stg)", "Pre-production checkout"]);
  await expect(app.status).toContainText("2 of 8 applications");
  await app.search.fill("checkout");
  await expect.poll(() => app.names()).toEqual(["Pre-production checkout"]);
  // The other environments are counted as if this one were not chosen.
  await expect.poll(options).toEqual(["All environments", "Production (1)", "Staging (1)", "Development (0)", "Other (1)"]);
  await app.types.selectOption("public");
  await expect(app.root.getByRole("heading", { name: "No application matches “checkout” and these filters" })).toBeVisible();
  await expect(app.root.getByText("3 applications match without the filters.")).toBeVisible();
  await app.root.getByRole("button", { name: "Clear filters" }).click();
  await expect(app.rows).toHaveCount(3);
  await expect(app.environments).toHaveValue("");
  await app.search.fill("contoso");
  await app.environments.selectOption("production");
  await expect(app.root.getByRole("heading", { name: "No application matches “contoso” in Production" })).toBeVisible();
  await expect(app.root.getByText("1 application matches in other environments.")).toBeVisible();
  await app.root.getByRole("button", { name: "Search all environments" }).click();
  await expect.poll(() => app.names()).toEqual(["Partner sandbox: Contoso"]);
  // A sign-out leaves nothing chosen.
  await app.environments.selectOption("development");
  await app.signOutButton.click();
  await app.signInWithToken(await app.freshToken());
  await expect(app.environments).toHaveValue("");
  await expect(page.getByText("8 applications")).toBeVisible();
});

test("groups have a heading each, the order within stays, and a refresh and a deletion keep them", async ({ app, faulty, page }) => {
  faulty.always(LIST, named(NAMES));
  await app.openSignedIn();
  await app.sort("Name").click();
  await app.grouping.click();
  const grouped = ["Checkout production", "Sklep – produkcja", "Billing (stg)", "Pre-production checkout", "Partner sandbox: Contoso", "Checkout web app", "DevOps", "non-production billing"];
  await expect.poll(() => app.names()).toEqual(grouped);
  await expect(app.root.locator(".group")).toHaveText(["Production (2)", "Staging (2)", "Development (1)", "Other (3)"]);
  await expect(app.root.getByText("Grouped by environment: Production (2), Staging (2), Development (1), Other (3)")).toBeAttached();
  // Each heading is right above the first of its group, and nothing overlaps.
  const places = await app.root.locator(".rows").evaluate((rows) => {
    const box = (element: Element) => element.getBoundingClientRect();
    const all = [...rows.querySelectorAll(".group-head, .slot")].sort((a, b) => box(a).top - box(b).top);
    const gaps = all.slice(1).map((element, at) => Math.abs(box(element).top - box(all[at] as Element).bottom));
    return { order: all.map((element) => (element.matches(".group-head") ? "#" : "·")).join(""), gap: Math.max(...gaps), end: box(rows).bottom - box(all.at(-1) as Element).bottom };
  });
  expect(places.order).toBe("#··#··#·#···");
  expect(places.gap).toBeLessThan(0.6);
  expect(Math.abs(places.end)).toBeLessThan(0.6);

  await app.sort("Name").click();
  await expect.poll(() => app.names()).toEqual(["Sklep – produkcja", "Checkout production", "Pre-production checkout", "Billing (stg)", "Partner sandbox: Contoso", "non-production billing", "DevOps", "Checkout web app"]);
  faulty.always(LIST, named(NAMES.filter((name) => !name.includes("sandbox"))));
  await app.refresh.click();
  await expect(app.root.locator(".group")).toHaveText(["Production (2)", "Staging (2)", "Other (3)"]);
  await app.grouping.click();
  await expect(app.root.locator(".group")).toHaveCount(0);
  await expect(app.grouping).toHaveAttribute("aria-pressed", "false");
  await expect(app.chip("Billing (stg)")).toBeVisible();
  expect(await rowFaults(page)).toEqual([]);
});

test("ten thousand in groups: rows are where their headings say, wherever the user scrolls", async ({ app, faulty, page }) => {
  const word = ["production", "staging", "dev", "billing"];
  faulty.always(LIST, named(Array.from({ length: 10_000 }, (_, at) => `Service ${at} ${word[at % 4]}`)));
  await app.openSignedIn();
  await app.grouping.click();
  await expect(app.root.locator(".group").first()).toHaveText("Production (2,500)");
  for (const part of [0.1, 0.2501, 0.4999, 0.5, 0.76, 1]) {
    await page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part), part);
    await expect
      .poll(() =>
        app.root.locator(".rows").evaluate((rows) => {
          // Where a heading is that does not stay in sight: at the top of its group.
          const place = (element: Element) => ({ top: element.getBoundingClientRect().top, bottom: element.getBoundingClientRect().top + (element.firstElementChild?.matches(".group-head") ? element.firstElementChild : element).getBoundingClientRect().height });
          const boxes = [...rows.querySelectorAll(".group, .slot")].map(place).filter((box) => box.bottom > 0 && box.top < innerHeight);
          boxes.sort((a, b) => a.top - b.top);
          const whole = (boxes[0]?.top ?? 1) <= Math.max(0, rows.getBoundingClientRect().top + 1) && (boxes.at(-1)?.bottom ?? 0) >= Math.min(innerHeight, rows.getBoundingClientRect().bottom - 1);
          return whole && boxes.slice(1).every((box, at) => Math.abs(box.top - (boxes[at]?.bottom ?? 0)) < 0.6);
        }),
      )
      .toBe(true);
  }
  await expect(app.row("Service 3 billing").or(app.row("Service 9999 billing"))).toBeVisible();
});

test("the heading of a group stays in sight, over no row that has the focus; the rows leave it to say the environment", async ({ app, faulty, page }) => {
  const word = ["production", "staging"];
  faulty.always(LIST, named(Array.from({ length: 200 }, (_, at) => `Service ${at} ${word[at % 2]}`)));
  await app.openSignedIn();
  await app.grouping.click();
  const heading = app.root.locator(".group-head");
  await expect(heading.first()).toHaveText("Production (100)");
  const chip = app.root.locator(".row .chip.env").first();
  expect(await chip.evaluate((chip) => [getComputedStyle(chip).clipPath, chip.textContent])).toEqual(["inset(50%)", "Production"]);
  // What reaches out of a row is over it.
  await app.rows.first().getByRole("button", { name: /^Copy client ID/ }).click();
  await expect(app.rows.first().getByRole("button", { name: "Copied" })).toBeVisible();
  const layer = (selector: string) => app.root.locator(selector).first().evaluate((element) => Number(getComputedStyle(element).zIndex));
  expect(await layer(".slot:has([data-done])")).toBeGreaterThan(await layer(".group"));

  await page.evaluate(() => scrollTo(0, 2000));
  await expect.poll(() => heading.first().evaluate((heading) => heading.getBoundingClientRect().top)).toBeCloseTo(0, 0);
  // A click on it is for no row behind it.
  const hit = await heading.first().evaluate((heading) => {
    const { left, right, top } = heading.getBoundingClientRect();
    const at = (x: number) => (heading.getRootNode() as ShadowRoot).elementFromPoint(x, top + 20);
    return [left + 30, (left + right) / 2, right - 30].map((x) => at(x)?.closest(".group-head") === heading);
  });
  expect(hit).toEqual([true, true, true]);
  // On paper there are no headings, but chips.
  await page.emulateMedia({ media: "print" });
  expect(await chip.evaluate((chip) => getComputedStyle(chip).clipPath)).toBe("none");
  await expect(heading.first()).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => scrollTo(0, 2000));
  // From a row in sight up to those behind the heading.
  await app.rows.nth(12).getByRole("link").focus();
  for (let at = 0; at < 60; at += 1) {
    await page.keyboard.press("Shift+Tab");
    const [focused, above] = [await app.root.locator(":focus").boundingBox(), await heading.first().boundingBox()];
    expect(focused?.y).toBeGreaterThanOrEqual((above?.y ?? NaN) + (above?.height ?? NaN));
  }
  await app.search.focus();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(() => heading.nth(1).evaluate((heading) => heading.getBoundingClientRect().top)).toBeCloseTo(0, 0);
});

test("a new application comes to its group, and its row is gone to", async ({ app }) => {
  await app.openSignedIn();
  await app.grouping.click();
  await app.create("Ledger dev");
  await app.copySecret.click();
  await app.done.click();
  await expect(app.row("Ledger dev")).toBeInViewport();
  await expect(app.root.locator(".group[data-env=development]")).toContainText("(");
  const names = await app.names();
  expect(names.indexOf("Ledger dev")).toBeGreaterThan(names.indexOf("Staging API"));
});

test.describe("the embedder’s own words", () => {
  const open = async (app: { page: import("@playwright/test").Page; server: import("../support/server.js").Server; openSignedIn(): Promise<void> }, environments: string) => {
    await editIndex(app.page, app.server, (html) => html.replace("<oauth-apps", `<oauth-apps environments="${environments}"`));
    await app.openSignedIn();
  };

  test("add to those that are known, take some away, and are what new names get", async ({ app, faulty }) => {
    faulty.always(LIST, named(["Checkout live", "Checkout blue green", "Local business listings", "Checkout prod"]));
    await open(app, "production: live, blue green, env:live; other: local;");
    await expect(app.chip("Checkout live")).toHaveText("Production");
    await expect(app.chip("Checkout blue green")).toHaveText("Production");
    await expect(app.chip("Checkout prod")).toHaveText("Production");
    await expect(app.chip("Local business listings")).toHaveCount(0);
    await app.startCreating("Ledger");
    await expect(app.suggestions).toHaveText(["Ledger development", "Ledger staging", "Ledger live"]);
  });

  for (const [given, message] of [
    ["live, prd", 'environments must be words for production, staging, development or other, such as "production: live, prd; other: test", not "live, prd".'],
    ["production: live, other: local", 'not "production: live, other: local".'],
    ["other: test; production", 'not "production".'],
    ["prodution: live", 'not "prodution: live".'],
  ] as const) {
    test(`“${given}” is refused, with what to do`, async ({ app, watch }) => {
      watch.expect(/environments must be/);
      await open(app, given);
      await expect(app.root).toContainText(message);
    });
  }

  test("a script gives them as an object", async ({ app, faulty, page }) => {
    faulty.always(LIST, named(["Checkout live", "QA portal"]));
    await app.openSignedIn();
    await expect(app.chip("QA portal")).toHaveText("Staging");
    await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { environments: { production: ["live"], other: "qa" } }));
    await expect(app.chip("Checkout live")).toHaveText("Production");
    await expect(app.chip("QA portal")).toHaveCount(0);
  });
});

test("lines about best practices link to the document that the embedder names; without one they are lines", async ({ app, watch }) => {
  await app.openSignedIn();
  await app.newApplication.click();
  await expect(app.dialog.getByText("Use a separate application for each environment")).toBeVisible();
  await expect(app.dialog.getByRole("link")).toHaveCount(0);
  await editIndex(app.page, app.server, (html) => html.replace("<oauth-apps", '<oauth-apps docs-url="docs/practices"'));
  await app.open();
  await app.openDetails("Staging API");
  await expect(app.details("Staging API").getByText("To change its secret, create another application first")).toBeVisible();
  const link = app.details("Staging API").getByRole("link", { name: "Best practices" });
  await expect(link).toHaveAttribute("href", new URL("docs/practices", app.server.url).href);
  await expect(link).toHaveAttribute("rel", "noopener");
  watch.expect(/must begin with https/);
  await editIndex(app.page, app.server, (html) => html.replace("<oauth-apps", '<oauth-apps docs-url="javascript:alert(1)"'));
  await app.page.reload();
  await expect(app.root).toContainText("the URLs of the configuration must begin with https: or http:");
});

test.describe("a name that is being typed", () => {
  test("gets names with an environment to choose from; one that has it says so", async ({ app, page }) => {
    await app.openSignedIn();
    await app.newApplication.click();
    await expect(app.suggestions).toHaveCount(0);
    await app.nameField.pressSequentially("Check");
    await expect(app.suggestions).toHaveText(["Check development", "Check staging", "Check production"]);
    await app.nameField.pressSequentially("out");
    await app.suggestions.getByText("Checkout staging").click();
    await expect(app.nameField).toHaveValue("Checkout staging");
    await expect(app.nameField).toBeFocused();
    await expect(app.suggestions).toHaveCount(0);
    await expect(app.dialog.getByText("Staging", { exact: true })).toBeVisible();
    // It is typed as any other, and undone as any other.
    await app.nameField.fill("checkout-prod");
    await expect(app.dialog.getByText("Production", { exact: true })).toBeVisible();
    // What contradicts itself is said, and nothing absurd is offered.
    for (const name of ["Test account in production", "non-production"]) {
      await app.nameField.fill(name);
      await expect(app.dialog.getByText("By its name: no environment that can be told")).toBeVisible();
      await expect(app.suggestions).toHaveCount(0);
    }
    // Nor what is too long for a name with it.
    await app.nameField.fill("x".repeat(245));
    await expect(app.suggestions).toHaveText([`${"x".repeat(245)} staging`]);
    await app.nameField.fill("checkoutProd");
    await page.keyboard.press("Enter");
    await expect(app.created("checkoutProd")).toBeVisible();
  });

  test("Polish names are Polish, and hostile ones are text", async ({ app, faulty }) => {
    faulty.always(LIST, named(["</option><img src=x onerror=alert(1)> prod"]));
    await editIndex(app.page, app.server, (html) => html.replace("<oauth-apps", '<oauth-apps locale="pl"'));
    await app.openSignedIn();
    await app.root.getByRole("button", { name: "Nowa aplikacja" }).click();
    await app.dialog.getByRole("textbox").fill("Sklep <b>&amp;");
    await expect(app.suggestions).toHaveText(["Sklep <b>&amp; development", "Sklep <b>&amp; przedprodukcja", "Sklep <b>&amp; produkcja"]);
    await expect(app.root.locator(".row .env:visible")).toHaveText("Produkcyjne");
  });
});
