// Takes the pictures that playwright.screenshots.config.ts describes. No test: nothing is compared.
import { join } from "node:path";
import { expect, test } from "../support/fixtures.js";
import { NARROWEST } from "../support/fit.js";
import { inPolish } from "../support/polish.js";
import { states } from "../support/states.js";

const folder = process.env["SCREENSHOTS"];
const readme = process.env["SCREENSHOT_README"];

test.use({ contextOptions: { reducedMotion: "reduce" }, permissions: ["clipboard-write"] });

test.describe("every state", () => {
  test.skip(folder === undefined, "SCREENSHOTS names no folder");
  for (const [state, reach] of Object.entries(states)) {
    test(state, async ({ app, page, watch }) => {
      await reach(app, watch);
      for (const language of ["en", "pl"]) {
        if (language === "pl") await inPolish(page);
        for (const width of [1280, 390, NARROWEST]) {
          await page.setViewportSize({ width, height: 854 });
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            const name = `${state.replace(/[^a-z]+/g, "-")}-${language}-${colorScheme}-${width}.png`;
            await page.screenshot({ path: join(folder ?? "", name) });
          }
        }
      }
    });
  }
});

test.describe("the README", () => {
  test.use({ serverOptions: { applications: 7 } });

  test("shows the list", async ({ app, page }) => {
    test.skip(readme === undefined, "SCREENSHOT_README names no file");
    await page.setViewportSize({ width: 1180, height: 560 });
    await app.signIn();
    await expect(app.rows).toHaveCount(8);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: readme ?? "" });
  });
});
