// Keys of an input method: while it composes a character, Escape, Enter and every shortcut are for it alone.
import type { CDPSession, Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";
import { Traffic } from "../support/traffic.js";

/** How browsers mark a key that is an input method's. Safari gives the last one after the composition has ended. */
const marks = [
  ["isComposing", { isComposing: true, keyCode: 0 }],
  ["key code 229", { isComposing: false, keyCode: 229 }],
] as const;

/** A key as an input method leaves it; whether the page took it. */
function press(at: Locator, key: string, mark: object): Promise<boolean> {
  return at.evaluate(
    (element, [key, mark]) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true, ...mark });
      return !element.dispatchEvent(event);
    },
    [key, mark] as const,
  );
}

/** A composition that is under way in the field with the focus, by the browser's own machinery. */
async function compose(page: Page, text: string): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  return cdp;
}

for (const [name, mark] of marks) {
  test(`${name}: Escape closes no dialog, clears no search, closes no menu (fault composing)`, async ({ app }) => {
    await app.openSignedIn();
    await app.search.fill("staging");
    expect(await press(app.search, "Escape", mark)).toBe(false);
    await expect(app.search).toHaveValue("staging");
    expect(await press(app.search, "Escape", {})).toBe(true);
    await expect(app.search).toHaveValue("");

    await app.newApplication.click();
    await app.nameField.fill("東京");
    expect(await press(app.nameField, "Escape", mark)).toBe(false);
    await expect(app.nameField).toHaveValue("東京");
    await app.cancel.click();

    await app.startDeleting("Staging API");
    expect(await press(app.phrase, "Escape", mark)).toBe(false);
    await expect(app.phrase).toBeVisible();
    expect(await press(app.phrase, "Escape", {})).toBe(true);
    await expect(app.dialog).toHaveCount(0);

    await app.row("Staging API").getByRole("button", { name: /^Actions/ }).click();
    const item = app.root.getByRole("menuitem").first();
    for (const key of ["Escape", "Tab", "ArrowDown", "End"]) expect(await press(item, key, mark), key).toBe(false);
    await expect(item).toBeFocused();
  });

  test(`${name}: the slash goes to no search, and the arrows to no other way of signing in`, async ({ app, page }) => {
    await app.open();
    await app.credentialsTab.focus();
    for (const key of ["ArrowRight", "ArrowLeft", "Home", "End"]) expect(await press(app.credentialsTab, key, mark), key).toBe(false);
    await expect(app.clientId).toBeVisible();
    await app.openSignedIn();
    await expect(app.rows).toHaveCount(4);
    expect(await press(page.locator("body"), "/", mark)).toBe(false);
    await expect(app.search).not.toBeFocused();
  });
}

test("an Enter that only ends a composition sends no form (fault composing)", async ({ app, page }) => {
  await app.openSignedIn();
  const traffic = new Traffic(page);
  await app.startDeleting("Staging API");
  await app.phrase.fill("Staging AP");
  await app.phrase.press("End");
  await compose(page, "I");
  await expect(app.phrase).toHaveValue("Staging API");
  await page.keyboard.press("Enter");
  await expect(app.dialog.getByRole("button", { name: /Delet/ }).last()).toBeVisible();
  expect(traffic.count("DELETE o/apps/*/")).toBe(0);
});

test("an Enter that only ends a composition creates nothing and signs nobody in (fault composing)", async ({ app, page }) => {
  await app.open();
  const traffic = new Traffic(page);
  await app.clientId.fill("client");
  await app.clientSecret.fill("secret-0123456789");
  await app.clientId.focus();
  await compose(page, "あ");
  await page.keyboard.press("Enter");
  await expect(app.continueButton).toBeVisible();
  expect(traffic.count("POST o/token/")).toBe(0);
  await app.openSignedIn();
  await app.newApplication.click();
  await compose(page, "東京");
  await page.keyboard.press("Enter");
  await expect(app.createButton).toBeVisible();
  expect(traffic.count("POST o/apps/")).toBe(0);
});
