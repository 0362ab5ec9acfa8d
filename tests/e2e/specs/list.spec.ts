// The list: what it shows, search, type filter, order, refresh, and what stands in the place of rows.
import { expect, test } from "../support/fixtures.js";
import { Traffic, answer, expectSent, hold } from "../support/traffic.js";

const some = [
  { id: 11, name: "Alpha 2", client_id: "idAAAA", client_secret: "secret-of-alpha-2-0123", client_type: "confidential", created: "2026-01-03T10:00:00Z" },
  { id: 12, name: "alpha 10", client_id: "idBBBB", client_secret: "secret-of-alpha-10-012", client_type: "public", created: "2026-01-01T10:00:00Z" },
  { id: 13, name: "Łódź", client_id: "idCCCC", client_secret: null, client_type: "confidential", created: "2026-01-02T10:00:00Z" },
  { id: 14, name: "Zebra", client_id: "idDDDD", client_secret: "", client_type: "public", created: "2026-01-04T10:00:00Z" },
];

test("each application shows its name, client ID, type and a hidden secret", async ({ app, server }) => {
  const api = await server.api();
  await app.openSignedIn();
  for (const application of await api.list()) {
    const row = app.row(application.name);
    await expect(row.getByText(application.client_id)).toBeVisible();
    await expect(row.getByRole("cell", { name: "Confidential" })).toBeVisible();
    await expect(row.getByRole("img", { name: "Secret hidden" })).toBeVisible();
  }
  await expect(app.status).toContainText("4 applications");
  await expect(app.status).toContainText("Updated just now");
});

test("the search finds by name while one types, whatever the case and the order of words", async ({ app }) => {
  await app.openSignedIn();
  await app.search.pressSequentially("api STAG");
  await expect(app.rows).toHaveCount(1);
  await expect(app.row("Staging API")).toBeVisible();
  await expect(app.status).toContainText("1 of 4 applications");
});

const letters: [string, string, string][] = [
  ["composed and decomposed accents", "Crème", "Cre\u0300me"],
  ["accents, which nobody has to type", "Zażółć gęślą", "zazolc gesla"],
  ["a final sigma", "ΟΔΟΣ", "οδοσ"],
  ["a dotted I", "İSTANBUL", "istanbul"],
  ["a dotless i", "ısparta", "ISPARTA"],
  ["full width", "ＡＰＩ　１", "api 1"],
  ["half width", "ｶﾞｲﾄﾞ", "ガイド"],
  ["a ligature", "Oﬃce", "OFFICE"],
  ["a sharp s", "Straße", "STRASSE"],
  ["letters with a stroke", "Łódź Øre", "lodz ore"],
  ["two letters in one", "Æon", "aeon"],
  ["invisible characters", "Stag\u200bing", "staging"],
];
for (const [what, one, other] of letters) {
  test(`the search finds ${what}, whichever way they are written (fault name-forms)`, async ({ app, page }) => {
    const row = (id: number, name: string) => ({ id, name, client_id: `c${id}`, client_secret: "", client_type: "public" });
    await answer(page, "GET o/apps/", { json: [row(1, one), row(2, other), row(3, "Quux"), row(4, "日本語")] });
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    for (const typed of [one, other, one.toUpperCase(), other.normalize("NFD"), one.normalize("NFC")]) {
      await app.search.fill(typed);
      await expect(app.status, typed).toContainText("2 of 4 applications");
    }
  });
}

test("the search finds by client ID and by ID", async ({ app, server }) => {
  const [application] = (await (await server.api()).list()).filter(({ name }) => name === "Production API");
  await app.openSignedIn();
  await app.search.fill(application?.client_id.slice(3, 20) ?? "");
  await expect(app.rows).toHaveCount(1);
  await expect(app.row("Production API")).toBeVisible();
});

test("the search never looks into secrets", async ({ app, server }) => {
  const [application] = await (await server.api()).list();
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.search.fill(application?.client_secret?.slice(0, 12) ?? "");
  await expect(app.rows).toHaveCount(0);
});

test("the slash key goes to the search, unless something is being typed", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.list).toBeVisible();
  await page.keyboard.press("/");
  await expect(app.search).toBeFocused();
  await expect(app.search).toHaveValue("");
  await page.keyboard.type("a/b");
  await expect(app.search).toHaveValue("a/b");
  await app.newApplication.click();
  await app.nameField.press("/");
  await expect(app.nameField).toHaveValue("/");
});

test("Escape and the button clear the search, and the focus stays in it", async ({ app, page }) => {
  await app.openSignedIn();
  await app.search.fill("Staging");
  await expect(app.rows).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(app.search).toHaveValue("");
  await expect(app.rows).toHaveCount(4);
  await app.search.fill("Staging");
  await app.clearSearch.click();
  await expect(app.search).toHaveValue("");
  await expect(app.search).toBeFocused();
  await expect(app.rows).toHaveCount(4);
});

test("a search that finds nothing repeats the words and offers the way out", async ({ app }) => {
  await app.openSignedIn();
  await app.search.fill("produktion");
  await expect(app.root.getByRole("heading", { name: "No application matches “produktion”" })).toBeVisible();
  await app.clearSearch.last().click();
  await expect(app.rows).toHaveCount(4);
});

test("a click that takes the focus out of the search is not lost", async ({ app, page }) => {
  await app.openSignedIn();
  await app.search.pressSequentially("produktion");
  const button = app.clearSearch.last();
  const before = await button.elementHandle();
  await button.hover();
  await page.mouse.down();
  expect(await before?.evaluate((button) => button.isConnected)).toBe(true);
  await page.mouse.up();
  await expect(app.rows).toHaveCount(4);
});

test("the type filter narrows the list, and says what it hides", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: some });
  await app.openSignedIn();
  await app.types.selectOption("Public");
  await expect(app.rows).toHaveCount(2);
  await expect(app.status).toContainText("2 of 4 applications");
  await app.search.fill("Łódź");
  await expect(app.root.getByRole("heading", { name: "No application of this type matches “Łódź”" })).toBeVisible();
  await expect(app.root.getByText("1 application of another type matches.")).toBeVisible();
  await app.root.getByRole("button", { name: "Search all types" }).click();
  await expect(app.row("Łódź")).toBeVisible();
  await expect(app.types).toHaveValue("");
});

test("the newest comes first, where the server tells when they were created", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: some });
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  expect(await app.names()).toEqual(["Zebra", "Alpha 2", "Łódź", "alpha 10"]);
  await expect(app.list.getByRole("columnheader", { name: "Created" })).toHaveAttribute("aria-sort", "descending");
  await app.sort("Created").click();
  await expect.poll(() => app.names()).toEqual(["alpha 10", "Łódź", "Alpha 2", "Zebra"]);
});

test("of applications that were created in one second the one with the higher id is the newer", async ({ app, page }) => {
  const created = "2026-01-01T10:00:00Z";
  const ids = ["9", "10", "-3", "9007199254740993", "9007199254740992", "100"];
  const body = `[${ids.map((id) => `{"id":${id},"name":"App ${id}","client_id":"c${id}","client_type":"public","created":"${created}"}`).join(",")}]`;
  await answer(page, "GET o/apps/", { body });
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(6);
  const newest = ["9007199254740993", "9007199254740992", "100", "10", "9", "-3"].map((id) => `App ${id}`);
  expect(await app.names()).toEqual(newest);
  await app.sort("Created").click();
  await expect.poll(() => app.names()).toEqual(newest.reverse());
});

test.describe("when an application was created", () => {
  test.use({ timezoneId: "Europe/Warsaw", locale: "en-US" });

  test("the row says the day; the whole time is in a title and in the details: day, time to the second, time zone", async ({ app, page }) => {
    await answer(page, "GET o/apps/", { json: some });
    await app.openSignedIn();
    const whole = /January 4, 2026 at 11:00:00\sAM GMT\+1/;
    await expect(app.row("Zebra").getByText("Jan 4, 2026", { exact: true })).toBeVisible();
    await app.pointAtRow((await app.names()).indexOf("Zebra"));
    await expect(app.row("Zebra").getByTitle(whole)).toBeVisible();
    await expect(app.row("Zebra").getByRole("cell", { name: "Jan 4, 2026", exact: true })).toBeVisible();
    await app.openDetails("Zebra");
    await expect(app.fact(app.details("Zebra"), "Created")).toContainText(whole);
  });
});

test("a row under the pointer has titles, and none of the row before where it becomes another's", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: some });
  await app.openSignedIn();
  await expect(app.row("Zebra")).toBeVisible();
  const titles = () => app.rows.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll(".name[title], .mid[title]")].map((part) => `${part.getAttribute("title")} is ${part.textContent}`)));
  expect((await titles()).flat()).toEqual([]);
  const [first = ""] = await app.names();
  await app.pointAtRow(0);
  expect((await titles())[0]?.[0]).toBe(`${first} is ${first}`);
  // The pointer stays where it is.
  const last = (await app.names()).at(-1) ?? "";
  await app.search.focus();
  await page.keyboard.insertText(last);
  await expect.poll(() => app.names()).toEqual([last]);
  for (const title of (await titles()).flat()) expect(title).toMatch(/^(.*) is \1$/);
});

test("names are ordered as the language does: numbers by value, case and accents aside", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: some });
  await app.openSignedIn();
  await app.sort("Name").click();
  await expect.poll(() => app.names()).toEqual(["Alpha 2", "alpha 10", "Łódź", "Zebra"]);
  await expect(app.list.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await app.sort("Name").click();
  await expect.poll(() => app.names()).toEqual(["Zebra", "Łódź", "alpha 10", "Alpha 2"]);
  await expect(app.list.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
});

test("the list can be ordered by type", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: some });
  await app.openSignedIn();
  await app.sort("Type").click();
  await expect(app.list.getByRole("columnheader", { name: "Type" })).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(async () => (await app.names()).slice(0, 2).sort()).toEqual(["Alpha 2", "Łódź"]);
});

test("without any creation date the server's order stays, and the column is not there", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: some.map(({ created: _, ...rest }) => rest) });
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  expect(await app.names()).toEqual(some.map(({ name }) => name));
  await expect(app.list.getByRole("columnheader", { name: "Created" })).toBeHidden();
});

test("Refresh loads what changed elsewhere, and keeps the search", async ({ app, page, server }) => {
  const api = await server.api();
  await app.openSignedIn();
  await app.search.fill("API");
  await expect(app.rows).toHaveCount(3);
  await api.create("Billing API");
  await api.deleteNamed("Staging API");
  const traffic = new Traffic(page);
  await app.refresh.click();
  await expect(app.row("Billing API")).toBeVisible();
  await expect(app.row("Staging API")).toHaveCount(0);
  await expect(app.search).toHaveValue("API");
  await expectSent(traffic, "GET o/apps/", 1);
});

test("a refresh that is under way can be cancelled, and the list stays", async ({ app, page }) => {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  const traffic = new Traffic(page);
  const held = await hold(page, "GET o/apps/");
  await app.refresh.click();
  await held.arrived;
  await expect(app.list).toHaveAttribute("aria-busy", "true");
  await app.cancelLoading.click();
  await expect(app.refresh).toBeVisible();
  await expect(app.rows).toHaveCount(4);
  await expect.poll(() => traffic.aborted("GET o/apps/")).toBe(1);
  await held.release();
});

test("while the first list is on its way the page says so, and it can be cancelled and asked again", async ({ app, page }) => {
  const held = await hold(page, "GET o/apps/");
  await app.openSignedIn();
  await held.arrived;
  await expect(app.loading).toBeVisible();
  await expect(app.status).toContainText("Loading…");
  await app.cancelLoading.click();
  await expect(app.root.getByRole("heading", { name: "Loading was cancelled" })).toBeVisible();
  await held.release();
  await app.root.getByRole("button", { name: "Retry" }).click();
  await expect(app.rows).toHaveCount(4);
});

test("a paged list is followed to its end", async ({ app, page }) => {
  const page1 = { count: 4, next: "/o/apps/?page=2", previous: null, results: some.slice(0, 2) };
  const page2 = { count: 4, next: null, previous: "/o/apps/", results: some.slice(2) };
  await answer(page, "GET o/apps/", (url) => ({ json: url.search ? page2 : page1 }));
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await expect(app.status).toContainText("4 applications");
});

test("extra fields show, unknown ones and a newer client type do no harm", async ({ app, page }) => {
  const odd = { id: 9, name: "Odd", client_id: "idODD", client_secret: "secret-of-odd-01234567", client_type: "native", shoe_size: { eu: 43 }, redirect_uris: "https://a.example/cb" };
  await answer(page, "GET o/apps/", { json: [odd] });
  await app.openSignedIn();
  await expect(app.row("Odd").getByRole("cell", { name: "native" })).toBeVisible();
});

test("what is no usable secret is said in words, and can't be copied", async ({ app, page }) => {
  const shapes = [
    { ...some[0], id: 1, name: "absent", client_secret: undefined },
    { ...some[0], id: 2, name: "null", client_secret: null },
    { ...some[0], id: 3, name: "empty", client_secret: "" },
    { ...some[0], id: 4, name: "public", client_type: "public", client_secret: "" },
    { ...some[0], id: 5, name: "hashed", client_secret: "pbkdf2_sha256$870000$c2FsdA$aGFzaA==" },
  ];
  await answer(page, "GET o/apps/", { json: shapes });
  await app.openSignedIn();
  for (const name of ["absent", "null", "empty"]) await expect(app.row(name).getByText("Not available")).toBeVisible();
  await expect(app.row("public").getByText("No secret")).toBeVisible();
  await expect(app.row("hashed").getByText("Stored as a hash: not usable")).toBeVisible();
  await expect(app.list.getByRole("button", { name: /secret/i })).toHaveCount(0);
  await expect(app.row("null").getByRole("cell").nth(2)).not.toContainText("null");
});

test("a token that may only read shows the list, and offers nothing that it may not", async ({ app, page }) => {
  const token = await app.freshToken();
  await page.addInitScript(
    (token) => sessionStorage.setItem("oauth-apps.session", JSON.stringify({ access_token: token, scope: "read" })),
    token,
  );
  await app.open();
  await expect(app.rows).toHaveCount(4);
  await expect(app.root.getByText("This token may list applications, but not create or delete them")).toBeVisible();
  await expect(app.newApplication).toBeDisabled();
  await app.rows.first().getByRole("button", { name: /^Actions for / }).click();
  await expect(app.root.getByRole("menuitem", { name: "Download .env" })).toBeVisible();
  await expect(app.root.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
});

test.describe("a user without applications", () => {
  test("an empty list gives guidance and one way to create", async ({ app, page }) => {
    await answer(page, "GET o/apps/", { json: [] });
    await app.openSignedIn();
    await expect(app.root.getByRole("heading", { name: "No applications yet" })).toBeVisible();
    await expect(app.newApplication).toHaveCount(1);
    await expect(app.search).toHaveCount(0);
    await app.newApplication.click();
    await expect(app.nameField).toBeFocused();
  });
});
