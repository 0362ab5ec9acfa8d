// Without `crypto.subtle`, as on plain http: sign-in by redirect is refused before it starts.
import { browser } from "../support/browser.js";
import { each, expect, stored, test } from "../support/foreign-fixtures.js";

// A name that the browser does not trust as it trusts localhost.
const HOST = "portal.test";
test.use({ launchOptions: { ...browser.launchOptions, args: [...(browser.launchOptions?.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] } });

each(() => {
  test.beforeEach(({ watch }) => watch.expect(/Cross-Origin-Opener-Policy header has been ignored/));

  test("says that it needs HTTPS, and the button leads nowhere (fault no-crypto)", async ({ app, foreign, page }) => {
    await page.goto(foreign.page.url.replace("127.0.0.1", HOST));
    expect(await page.evaluate(() => [isSecureContext, "subtle" in crypto])).toEqual([false, false]);
    await expect(app.signInAt).toBeDisabled();
    await expect(app.root).toContainText(/Signing in at \S+ needs HTTPS, and this page was opened without it\./);
    expect(foreign.asked).toEqual([]);
    expect(await stored(page)).toEqual({});
  });

  test.describe("with another way", () => {
    test.use({ attributes: { "sign-in": "code token" } });

    test("which stays open", async ({ app, foreign, page }) => {
      await page.goto(foreign.page.url.replace("127.0.0.1", HOST));
      await expect(app.signInAt).toBeDisabled();
      await expect(app.token).toBeEditable();
      await expect(app.continueButton).toBeEnabled();
    });
  });
});
