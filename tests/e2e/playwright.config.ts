// The specs run in Chromium, against servers that they start themselves. From the environment:
// OAUTH_APPS_SERVER_BIN (the server), OAUTH_APPS_DIST (the built page), CHROMIUM (the browser), WORKERS.
import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser.js";

export default defineConfig({
  testDir: "specs",
  outputDir: process.env["OUTPUT"] ?? "test-results",
  fullyParallel: true,
  workers: Number(process.env["WORKERS"] ?? 2),
  // A busy machine can be late for a test's deadline. One that needs its second try is reported as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: `${process.env["OUTPUT"] ?? "test-results"}/report.json` }]],
  use: { ...browser, trace: "retain-on-failure", screenshot: "only-on-failure" },
});
