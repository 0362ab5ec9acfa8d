// `<oauth-apps>` of the npm package in a host's page without a bundler: attributes, properties, methods, slots, looks.
import { expect, heard, names, test } from "../support/module.js";
import { Traffic, expectSent } from "../support/traffic.js";

const ELEMENT = `import "/vendor/element.js";`;

test("a script element with element.js, and the element: that is all", async ({ app, host, page }) => {
  await host.open("<oauth-apps sign-in=token></oauth-apps>", ELEMENT);
  await app.token.fill(await app.freshToken());
  await app.continueButton.click();
  await expect(app.rows).toHaveCount(4);
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(["oauth-apps.session"]);
});

test("attributes and properties that were set before the element is known are honoured", async ({ app, host, page, tokenScript }) => {
  await host.open(
    '<oauth-apps locale="pl"></oauth-apps>',
    `${tokenScript}
     Object.assign(document.querySelector("oauth-apps"), { getToken, features: ["secrets"], appearance: { accent: "rgb(1, 2, 3)" } });
     ${ELEMENT}`,
  );
  await expect(app.root.getByRole("table", { name: "Aplikacje" })).toBeVisible();
  await expect(app.root.getByRole("button", { name: "Nowa aplikacja" })).toHaveCount(0);
  expect(await page.evaluate(() => document.querySelector("oauth-apps")?.shadowRoot?.querySelector<HTMLElement>(".oauth-apps")?.style.getPropertyValue("--oauth-apps-accent"))).toBe("rgb(1, 2, 3)");
  expect(await page.evaluate(() => Object.keys(document.querySelector("oauth-apps") ?? {}))).toEqual([]);
});

test("properties are read back, a property wins over its attribute, and null gives the attribute back", async ({ host, page }) => {
  await host.open('<oauth-apps locale="pl" timeout="20"></oauth-apps>', ELEMENT);
  const read = await page.evaluate(() => {
    const element = document.querySelector("oauth-apps") as unknown as Record<string, unknown>;
    const before = element["locale"];
    element["locale"] = "en";
    const own = element["locale"];
    element["locale"] = null;
    return [before, own, element["locale"], element["timeout"], element["getToken"]];
  });
  expect(read).toEqual(["pl", "en", "pl", "20", undefined]);
});

test("what is set later takes effect, several in one task at once", async ({ app, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  const traffic = new Traffic(page);
  await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { locale: "pl", features: "create", timeout: 30 }));
  await expect(app.root.getByRole("heading", { name: "Aplikacje OAuth" })).toBeVisible();
  await expect(app.root.getByRole("table", { name: "Aplikacje" })).toBeVisible();
  await expectSent(traffic, "GET o/apps/", 1);
  // Setting the same value again changes nothing.
  await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { locale: "pl", features: ["create"], timeout: "30" }));
  await expectSent(traffic, "GET o/apps/", 1);
});

test("theme and appearance change in place: nothing is asked of the server, what was typed stays", async ({ app, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`);
  await app.search.fill("Stag");
  await expect(app.rows).toHaveCount(1);
  const traffic = new Traffic(page);
  const scheme = () => app.heading.evaluate((heading) => getComputedStyle(heading).colorScheme);
  await page.evaluate(() => document.querySelector("oauth-apps")?.setAttribute("theme", "dark"));
  expect(await scheme()).toBe("dark");
  await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { appearance: { theme: "light", fontSize: "20px", accent: "#c00000" } }));
  expect(await scheme()).toBe("light");
  expect(await app.heading.evaluate((heading) => getComputedStyle(heading).fontSize)).toBe("28.6px");
  await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { appearance: null }));
  expect(await scheme()).toBe("dark");
  await expect(app.search).toHaveValue("Stag");
  await expectSent(traffic, "GET o/apps/", 0);
});

test("the theme follows the host's color-scheme and custom properties, the font is the host's", async ({ app, host, tokenScript }) => {
  host.serve("/host.css", "main { color-scheme: dark; font-family: Courier; --oauth-apps-radius: 0px } oauth-apps::part(primary) { text-transform: uppercase }", { "content-type": "text/css" });
  await host.open("<main><oauth-apps></oauth-apps></main>", `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`, {
    head: '<link rel="stylesheet" href="/host.css">',
  });
  const style = (name: string) => app.newApplication.evaluate((button, name) => getComputedStyle(button).getPropertyValue(name), name);
  expect(await style("color-scheme")).toBe("dark");
  expect(await style("font-family")).toBe("Courier");
  expect(await style("border-start-start-radius")).toBe("0px");
  expect(await style("text-transform")).toBe("uppercase");
});

for (const [set, says] of [
  [{ features: "create,destroy" }, "features must be words out of create, delete and secrets"],
  [{ timeout: 0 }, "timeout must be a whole number of seconds from 1 to 600"],
  [{ theme: "blue" }, "theme must be light, dark or host"],
  [{ appearance: { accent: "reddish" } }, "appearance.accent is no value that CSS takes: reddish"],
  [{ appearance: { colour: "red" } }, "appearance.colour is not known"],
  [{ getToken: "a token" }, "getToken must be a function"],
  [{ baseUrl: "ftp://api.example/" }, "must begin with https: or http:"],
] as const) {
  test(`bad input is named and told: ${JSON.stringify(set)}; good input afterwards starts it`, async ({ app, host, page, tokenScript }) => {
    await host.open("<oauth-apps></oauth-apps>", `${tokenScript} Object.assign(document.querySelector("oauth-apps"), { getToken }, ${JSON.stringify(set)}); ${ELEMENT}`);
    await expect(app.root.getByRole("alert")).toContainText("The configuration is not valid");
    await expect(app.root.getByRole("alert")).toContainText(says);
    await expect.poll(() => names(page)).toEqual(["error"]);
    const [error] = await heard(page);
    expect(error?.detail["code"]).toBe("invalid_options");
    expect(await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { ready: Promise<void> }).ready.catch((error) => String(error)))).toContain(says);
    await page.evaluate((names) => {
      for (const name of names) if (name !== "getToken") Object.assign(document.querySelector("oauth-apps") as Element, { [name]: null });
    }, Object.keys(set));
    if ("getToken" in set) await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { getToken: () => null }));
    await expect(app.root.getByRole("alert")).toHaveCount(0);
    await expect(app.root.getByRole("heading", { level: 1 }).first()).toBeVisible();
  });
}

test("features: what is not offered is not there", async ({ app, host, page, tokenScript }) => {
  await host.open("<oauth-apps features></oauth-apps>", `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`);
  await expect(app.rows).toHaveCount(4);
  await expect(app.newApplication).toHaveCount(0);
  await expect(app.root.getByRole("button", { name: "Reveal secret" })).toHaveCount(0);
  await expect(app.root.getByRole("button", { name: "Copy secret" })).toHaveCount(0);
  await app.rows.first().getByRole("button", { name: /^Actions for / }).click();
  await expect(app.root.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
  await expect(app.root.getByRole("menuitem")).toHaveText(["Open details"]);
  await app.root.getByRole("menuitem").click();
  for (const name of ["Reveal secret", "Copy secret", "Download .env", "Delete…"]) await expect(app.root.getByRole("dialog").getByRole("button", { name })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.querySelector("oauth-apps")?.setAttribute("features", "create delete secrets"));
  await expect(app.newApplication).toBeVisible();
  await expect(app.root.getByRole("button", { name: "Reveal secret" }).first()).toBeVisible();
});

test("methods wait for the page: refresh, openCreate, signOut", async ({ app, host, page }) => {
  await page.addInitScript((token) => {
    if (!sessionStorage.getItem("spec.began")) sessionStorage.setItem("oauth-apps.session", JSON.stringify({ access_token: token }));
    sessionStorage.setItem("spec.began", "1");
  }, await app.freshToken());
  await host.open("<oauth-apps></oauth-apps>", `${ELEMENT} document.querySelector("oauth-apps").openCreate("Ledger sync");`);
  await expect(app.nameField).toHaveValue("Ledger sync");
  // The dialog for a new application does not open over another one.
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { openCreate(name: string): void }).openCreate("Other"));
  await expect(app.nameField).toHaveValue("Ledger sync");
  await app.createButton.click();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.rows).toHaveCount(5);
  await app.server.api().then((api) => api.create("From elsewhere"));
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { refresh(): void }).refresh());
  await expect(app.rows).toHaveCount(6);
  await page.evaluate(() => (document.querySelector("oauth-apps") as unknown as { signOut(): void }).signOut());
  await expect(app.signInHeading).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("oauth-apps.session"))).toBe(null);
});

test("a dialog that is open is never broken off: a change waits until it is closed", async ({ app, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`);
  await app.create("Ledger sync");
  await page.evaluate(() => document.querySelector("oauth-apps")?.setAttribute("locale", "pl"));
  await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { features: "create" }));
  await expect(app.created("Ledger sync")).toBeVisible();
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(app.dialog.getByText("Copied").first()).toBeVisible();
  await app.done.click();
  await expect(app.root.getByRole("table", { name: "Aplikacje" })).toBeVisible();
});

test("the theme of a configuration file counts where the host sets none, also when the appearance changes", async ({ app, host, page, tokenScript }) => {
  host.serve("/config.json", '{ "theme": "dark", "locale": "pl" }');
  await host.open('<oauth-apps config="/config.json"></oauth-apps>', `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`);
  const scheme = () => app.root.getByRole("heading", { name: "Aplikacje OAuth" }).evaluate((heading) => getComputedStyle(heading).colorScheme);
  expect(await scheme()).toBe("dark");
  await page.evaluate(() => Object.assign(document.querySelector("oauth-apps") as Element, { appearance: { accent: "#c00000" } }));
  expect(await scheme()).toBe("dark");
  await page.evaluate(() => document.querySelector("oauth-apps")?.setAttribute("theme", "light"));
  expect(await scheme()).toBe("light");
});

test("a move while the module is still on its way: one page, one request", async ({ app, host, page, tokenScript }) => {
  const traffic = new Traffic(page);
  await host.open(
    '<main><oauth-apps></oauth-apps></main><aside></aside>',
    `${tokenScript} ${ELEMENT} const element = document.querySelector("oauth-apps"); element.getToken = getToken; document.querySelector("aside").append(element);`,
  );
  await expect(app.rows).toHaveCount(4);
  await expect(page.locator("aside oauth-apps")).toBeVisible();
  await expectSent(traffic, "GET o/apps/", 1);
});

test("slots: the host's own header and empty state, each in its place", async ({ app, faulty, host, tokenScript }) => {
  faulty.always("GET /o/apps/", ({ send }) => send(200, { "content-type": "application/json" }, "[]"));
  await host.open(
    '<oauth-apps><h2 slot="header">Your keys</h2><p slot="empty">Nothing here. Read the guide first.</p></oauth-apps>',
    `${tokenScript} document.querySelector("oauth-apps").getToken = getToken; ${ELEMENT}`,
  );
  await expect(app.root.getByRole("heading", { name: "Your keys" })).toBeVisible();
  await expect(app.heading).toBeHidden();
  await expect(app.root.getByText("Read the guide first.")).toBeVisible();
  await expect(app.root.getByRole("heading", { name: /No applications/ })).toBeHidden();
});

test("importing the package on a server touches nothing, and registers nothing", async ({ page }) => {
  void page;
  const folder = process.env["OAUTH_APPS_PKG"] ?? `${import.meta.dirname}/../../../pkg`;
  const index = (await import(`${folder}/index.js`)) as Record<string, unknown>;
  await import(`${folder}/element.js`);
  (index["defineElement"] as () => void)();
  expect(typeof index["mount"]).toBe("function");
  expect(index["version"]).toMatch(/^\d+\.\d+\.\d+$/);
});
