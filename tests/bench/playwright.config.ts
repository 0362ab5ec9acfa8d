// Whether all pages do the same: the bench would compare nothing otherwise. From the environment: OAUTH_APPS_SERVER_BIN (the
// server), OAUTH_APPS_DIST (our page), OAUTH_APPS_PEERS (the folder of the built peers), CHROMIUM (the browser).
import { defineConfig } from "@playwright/test";
import { LAUNCH } from "./src/browser.js";

export default defineConfig({
  testDir: "specs",
  outputDir: process.env["OUTPUT"] ?? "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 1,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  reporter: [["list"]],
  use: { browserName: "chromium", launchOptions: LAUNCH, screenshot: "only-on-failure" },
});
