// Deleting one of several applications that a person can't tell apart by name.
import { type App } from "../support/app.js";
import { expect, test } from "../support/fixtures.js";
import { answer } from "../support/traffic.js";

const row = (id: number, name: string, client_id: string, created?: string) => ({ id, name, client_id, client_secret: "", client_type: "confidential", created });
const NAME = "Staging API";
const OLD = "2026-01-02T09:00:00Z";

async function ask(app: App, clientId: string): Promise<void> {
  await app.rows.filter({ hasText: clientId }).getByRole("button", { name: /^Actions/ }).click();
  await app.root.getByRole("menuitem", { name: "Delete" }).click();
}

test.describe("two applications of one name", () => {
  test.use({ timezoneId: "UTC", locale: "en-GB" });

  test("the dialog says which one it is, and asks for the end of its client ID: the name proves nothing (security rule 37)", async ({ app, page, server }) => {
    const api = await server.api();
    const [before] = (await api.list()).filter(({ name }) => name === NAME);
    const twin = await api.create(NAME);
    await app.openSignedIn();
    await ask(app, twin.client_id);
    await expect(app.dialog).toContainText(/2 applications have this name\. This one (is the newer, |was )created today at \d+:\d\d/);
    await expect(app.phrase).toHaveAccessibleName("Type the last 8 characters of its client ID to confirm");
    await expect(app.dialog.getByRole("definition").filter({ hasText: twin.client_id })).toBeVisible();
    for (const wrong of [NAME, before?.client_id.slice(-8) ?? "", twin.client_id.slice(-7), ""]) {
      await app.phrase.fill(wrong);
      await expect(app.deleteButton).toBeDisabled();
    }
    await app.phrase.fill(twin.client_id.slice(-8));
    await app.deleteButton.click();
    await expect(app.row(NAME)).toHaveCount(1);
    expect((await api.list()).map(({ id }) => id)).not.toContain(twin.id);
    // The other one has no twin any more: its name is asked for.
    await app.startDeleting(NAME);
    await expect(app.dialog).not.toContainText("applications have this name");
    await expect(app.phrase).toHaveAccessibleName(`Type ${NAME} to confirm`);
    expect(page.url()).toBe(server.url);
  });

  const now = new Date().toISOString();
  const cases: [string, (string | undefined)[], RegExp][] = [
    ["the newer", [now, OLD], /2 applications have this name\. This one is the newer, created today at \d+:\d\d\./],
    ["the older", [OLD, now], /2 applications have this name\. This one is the older, created 2 Jan 2026, 09:00\./],
    ["one of the same second", [OLD, OLD], /2 applications have this name\. This one was created 2 Jan 2026, 09:00\./],
    ["one whose other does not say", [OLD, undefined], /2 applications have this name\. This one was created 2 Jan 2026, 09:00\./],
    ["one that does not say", [undefined, OLD], /2 applications have this name\. Compare the client ID: the server does not say when this one was created\./],
    ["the newest of three", [now, OLD, OLD], /3 applications have this name\. This one is the newest, created today at \d+:\d\d\./],
    ["the oldest of three", [OLD, now, now], /3 applications have this name\. This one is the oldest, created 2 Jan 2026, 09:00\./],
  ];
  for (const [which, created, words] of cases) {
    test(`${which} is called so`, async ({ app, page }) => {
      await answer(page, "GET o/apps/", { json: created.map((at, place) => row(place + 1, NAME, `client-number-${place}-abcdefg${place}`, at)) });
      await app.openSignedIn();
      await ask(app, "client-number-0-abcdefg0");
      await expect(app.dialog).toContainText(words);
    });
  }
});

const alike: [string, string][] = [
  ["other case", "STAGING api"],
  ["full-width letters", "Ｓtaging ＡＰＩ"],
  ["Cyrillic letters", "Ѕtaging АРІ"],
  ["an invisible character", "Stag\u200bing API"],
  ["another space", "Staging\u00a0 API"],
  ["an accent", "Stáging API"],
];
for (const [what, name] of alike) {
  test(`names that only look the same count: ${what}`, async ({ app, page }) => {
    await answer(page, "GET o/apps/", { json: [row(1, NAME, "client-one-12345678"), row(2, name, "client-two-87654321")] });
    await app.openSignedIn();
    await ask(app, "client-one-12345678");
    await expect(app.dialog).toContainText("2 applications have this name or one that looks the same.");
    await app.phrase.fill(NAME);
    await expect(app.deleteButton).toBeDisabled();
    await app.phrase.fill("12345678");
    await expect(app.deleteButton).toBeEnabled();
  });
}

test("where client IDs end alike, so many characters are asked for as tell them apart", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: [row(1, NAME, "prod-1-aaaaaaaaaa"), row(2, NAME, "prod-2-aaaaaaaaaa"), row(3, "Other", "prod-3-aaaaaaaaaa")] });
  await app.openSignedIn();
  await ask(app, "prod-1-aaaaaaaaaa");
  await expect(app.phrase).toHaveAccessibleName("Type the last 12 characters of its client ID to confirm");
  await app.phrase.fill("aaaaaaaa");
  await expect(app.deleteButton).toBeDisabled();
  await app.phrase.fill("1-aaaaaaaaaa");
  await expect(app.deleteButton).toBeEnabled();
});

test("where client IDs tell nothing either, the ID is asked for", async ({ app, page }) => {
  await answer(page, "GET o/apps/", { json: [row(41, NAME, "same"), row(42, NAME, "same")] });
  await app.openSignedIn();
  await app.row(NAME).first().getByRole("button", { name: /^Actions/ }).click();
  await app.root.getByRole("menuitem", { name: "Delete" }).click();
  await expect(app.phrase).toHaveAccessibleName("Type 41 to confirm");
});

test("the whole client ID shows at 390 pixels, with its end marked", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const id = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH";
  await answer(page, "GET o/apps/", { json: [row(1, NAME, id), row(2, NAME, "client-two-87654321")] });
  await app.openSignedIn();
  await ask(app, id);
  const whole = app.dialog.getByRole("definition").filter({ hasText: id });
  await expect(whole.locator("strong")).toHaveText("ABCDEFGH");
  expect(await whole.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await expect(whole.locator("strong")).toBeInViewport();
});
