// axe-core finds nothing, in any state, light and dark; and what axe cannot see.
import { axe } from "../support/axe.js";
import { NARROWEST, cut, misfits, tooWide } from "../support/fit.js";
import { expect, test } from "../support/fixtures.js";
import { openHost } from "../support/host.js";
import { inPolish } from "../support/polish.js";
import { states } from "../support/states.js";

// Without motion: what is still fading in has other colours.
test.use({ contextOptions: { reducedMotion: "reduce" }, permissions: ["clipboard-write"] });

for (const [state, reach] of Object.entries(states)) {
  test(`axe finds nothing in “${state}”, light and dark, wide and narrow`, async ({ app, page, watch }) => {
    await reach(app, watch);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axe(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await axe(page), "narrow").toEqual([]);
  });
}

test("axe finds nothing in high contrast", async ({ app, page, watch }) => {
  await states["list"]?.(app, watch);
  await page.emulateMedia({ contrast: "more" });
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ contrast: "more", colorScheme: "dark" });
  expect(await axe(page)).toEqual([]);
});

test("axe finds nothing in an element that a page with landmarks and headings of its own embeds", async ({ app, page, server }) => {
  const token = await app.freshToken();
  await openHost(page, server, "<header><h1>Portal</h1></header><main><oauth-apps></oauth-apps></main>");
  await app.signInWithToken(token);
  await expect(app.rows).toHaveCount(4);
  const found = await axe(page);
  expect(found.filter((line) => !line.startsWith("page-has-heading-one"))).toEqual([]);
});

for (const [state, reach] of Object.entries(states)) {
  test(`everything has its place in “${state}”, wide and narrow, in both languages, with text twice as large`, async ({ app, page, watch }) => {
    await reach(app, watch);
    const browser = await page.context().newCDPSession(page);
    const look = async (words: string) => {
      for (const width of [1280, 800, 390, NARROWEST]) {
        await page.setViewportSize({ width, height: 700 });
        // The list measures its rows one frame later.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
        expect.soft([...(await tooWide(page)), ...(await cut(page))], `${words}, ${width} wide`).toEqual([]);
      }
    };
    await look("in English");
    await browser.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
    await look("text of 32 pixels");
    expect(await inPolish(page)).toBeGreaterThan(1);
    await look("in Polish, text of 32 pixels");
    await browser.send("Page.setFontSizes", { fontSizes: { standard: 16 } });
    await look("in Polish");
  });
}

test("the header has room whoever is signed in, with any scopes, at any server", async ({ app, page, server }) => {
  test.setTimeout(90_000);
  const token = await app.freshToken();
  const expires_at = Date.now() + 3_600_000;
  const sessions = [
    { scope: "read write offline_access", expires_at },
    { scope: "read write offline_access", user: "Ana", expires_at },
    { scope: "read write ".repeat(60).trim(), user: "someone.with.a.long.address+tag@a-department.example.org", expires_at },
    { scope: "read write", client_id: "x".repeat(255), expires_at },
    { scope: `read write ${"https://api.example/auth/".repeat(30)}`, client_id: "x".repeat(255) },
  ];
  for (const embedded of [false, true]) {
    await (embedded ? openHost(page, server, "<main><oauth-apps></oauth-apps></main>") : app.open());
    for (const session of sessions) {
      await page.evaluate((session) => sessionStorage.setItem("oauth-apps.session", session), JSON.stringify({ access_token: token, ...session }));
      await page.reload();
      await expect(app.rows.first()).toBeVisible();
      expect(await misfits([page]), JSON.stringify(session).slice(0, 200)).toEqual([]);
      await page.setViewportSize({ width: NARROWEST, height: 800 });
      await app.signOutButton.scrollIntoViewIfNeeded();
      await expect(app.signOutButton).toBeInViewport({ ratio: 1 });
    }
  }
  await expect(app.root.getByText("Scopes: read write https://api.example/auth/")).toBeAttached();
});

test("fields have text of 16 pixels for a finger, so that no browser zooms in", async ({ browser, server }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(server.url);
  const sizes = () =>
    page.locator("oauth-apps").evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll("input:not([type=checkbox]), select, textarea") ?? [])].map((field) => Number.parseFloat(getComputedStyle(field).fontSize)).filter((size) => size < 16),
    );
  await expect(page.getByRole("textbox", { name: "Client ID", exact: true })).toBeVisible();
  expect(await sizes()).toEqual([]);
  await page.getByRole("textbox", { name: "Client ID", exact: true }).fill(server.clientId);
  await page.getByLabel("Client secret", { exact: true }).fill(server.clientSecret);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("button", { name: "New application" }).click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeVisible();
  expect(await sizes()).toEqual([]);
  await context.close();
});

test("forced colours show which way of signing in is chosen", async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await app.open();
  const look = (tab: typeof app.tokenTab) => tab.evaluate((tab) => getComputedStyle(tab).backgroundColor);
  expect(await look(app.credentialsTab)).not.toBe(await look(app.tokenTab));
  await app.tokenTab.click();
  expect(await look(app.credentialsTab)).not.toBe(await look(app.tokenTab));
});

test("a button beside a command covers none of it", async ({ app, page, watch }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await states["error"]?.(app, watch);
  const covered = await app.root.evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll(".code") ?? [])].map((code) => {
      const [text, button] = [code.querySelector("pre")?.getBoundingClientRect(), code.querySelector("button")?.getBoundingClientRect()];
      return !text || !button ? "neither" : text.right > button.left ? "covered" : "beside";
    }),
  );
  expect(covered).toEqual(["beside"]);
});

test("what was copied is said beside its label, not glued to it", async ({ app, watch }) => {
  await states["created, saved"]?.(app, watch);
  const [label, word] = [app.dialog.getByText("Client secret", { exact: true }), app.dialog.getByText("Copied", { exact: true })];
  const [left, right] = [await label.boundingBox(), await word.boundingBox()];
  expect((right?.x ?? 0) - ((left?.x ?? 0) + (left?.width ?? 0))).toBeGreaterThan(8);
});

test("targets are at least 24 pixels in both directions", async ({ app, watch }) => {
  await states["list"]?.(app, watch);
  const small = await app.root.evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll("button, select, input") ?? [])]
      .map((target) => ({
        name: target.getAttribute("aria-label") ?? target.textContent,
        // A click on the label around a field counts for the field: its size is the target's.
        box: (target.closest("label") ?? target).getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
});

test("a button that can't be pressed looks so under the pointer, too", async ({ app, page, watch }) => {
  await states["sign-in at the server, in a window"]?.(app, watch);
  const ground = () => app.signInAt.evaluate((button) => getComputedStyle(button).backgroundColor);
  await expect(app.signInAt).toBeDisabled();
  await page.mouse.move(0, 0);
  const away = await ground();
  await app.signInAt.hover({ force: true });
  expect(await ground()).toBe(away);
});

test("without motion nothing moves", async ({ app, watch }) => {
  await states["create, empty"]?.(app, watch);
  const moving = await app.root.evaluate((element) =>
    (element.shadowRoot?.getAnimations() ?? []).filter((one) => Number(one.effect?.getComputedTiming().duration) > 1).length,
  );
  expect(moving).toBe(0);
});

test("what happens is said: loading, the count after a search, a copy, a deletion", async ({ app, watch }) => {
  await states["list"]?.(app, watch);
  await expect(app.status).toContainText("4 applications");
  await app.search.fill("staging");
  await expect(app.status).toContainText("1 of 4 applications");
  await app.row("Staging API").getByRole("button", { name: "Copy client ID" }).click();
  await expect(app.root.getByRole("status").filter({ hasText: "Client ID of “Staging API” copied" })).toBeAttached();
  await app.delete("Staging API");
  await expect(app.root.getByRole("status").filter({ hasText: "“Staging API” was deleted" })).toBeAttached();
});

test("screen readers get a table with its whole size and the place of each row", async ({ app, watch }) => {
  await states["list"]?.(app, watch);
  await expect(app.list).toHaveAttribute("aria-rowcount", "5");
  const places = await app.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-rowindex")));
  expect(places).toEqual(["2", "3", "4", "5"]);
});

test("a table is one: each row has a header, and nothing is selected", async ({ app, watch }) => {
  await states["delete, asked"]?.(app, watch);
  await expect(app.list.locator("[aria-selected]")).toHaveCount(0);
  await app.cancel.click();
  await expect(app.rows.getByRole("rowheader")).toHaveText([/./, /./, /./, /./]);
  await expect(app.row("Staging API").getByRole("rowheader", { name: "Staging API" })).toBeVisible();
});

test("every button of a row names its application, hidden, shown and copied", async ({ app, watch }) => {
  await states["list"]?.(app, watch);
  const names = () => app.rows.getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  const without = async (name: string) => (await names()).filter((label) => /staging/i.test(label)).filter((label) => !label.includes(name));
  await expect(app.row("Staging API").getByRole("button")).toHaveCount(4);
  await app.row("Staging API").getByRole("button", { name: "Reveal secret of Staging API", exact: true }).click();
  await expect(app.row("Staging API").getByRole("button", { name: /^Hide secret of Staging API \(hides in/ })).toBeVisible();
  await app.row("Staging API").getByRole("button", { name: "Copy secret of Staging API", exact: true }).click();
  await expect(app.row("Staging API").getByRole("button", { name: "Copied: Secret of Staging API", exact: true })).toBeVisible();
  expect(await without("Staging API")).toEqual([]);
  const all = await names();
  expect(new Set(all).size).toBe(all.length);
});

test("what is data is not translated: names, client IDs, secrets, code", async ({ app, page, server, watch }) => {
  const list = await (await server.api()).list();
  const one = list.find(({ name }) => name === "Staging API");
  /** Text that holds one of these and may be translated. */
  const translated = (texts: string[]) =>
    app.root.evaluate((element, texts) => {
      const found: string[] = [];
      const walk = (node: Node, may: boolean) => {
        if (node instanceof Element) may = node.getAttribute("translate") === "no" ? false : node.getAttribute("translate") === "yes" ? true : may;
        else if (node instanceof Text && may && texts.some((text) => node.data.includes(text))) found.push(node.data);
        node.childNodes.forEach((child) => walk(child, may));
      };
      if (element.shadowRoot) walk(element.shadowRoot, true);
      return found;
    }, texts);
  const ids = list.flatMap(({ client_id }) => [client_id, client_id.slice(0, -5)]);
  await states["list, secret revealed"]?.(app, watch);
  await expect(app.row("Staging API").locator("code")).toBeVisible();
  expect(await translated([...ids, ...list.flatMap(({ client_secret }) => client_secret ?? []), ...list.map(({ name }) => name)])).toEqual([]);
  await app.startDeleting("Staging API");
  expect(await translated([...ids, "Staging API"])).toEqual([]);
  await app.cancel.click();
  await app.create("Reporting API");
  const made = (await (await server.api()).list()).find(({ name }) => name === "Reporting API");
  expect(await translated([made?.client_id ?? "?", made?.client_secret ?? "?"])).toEqual([]);
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  watch.expect(/Failed to load resource/);
  await page.route("**/o/apps/", (route) => route.abort());
  await page.reload();
  await expect(app.root.getByText(/curl -i/)).toBeVisible();
  expect(await translated(["curl", server.url.slice(0, -1) + "/o/apps/'"])).toEqual([]);
  expect(one).toBeDefined();
});
