// Pictures of every state, on demand: `SCREENSHOTS=folder npm run screenshots`. With the name of one file in
// SCREENSHOT_README only the picture of the README is made. See support/browser.ts for the environment.
import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser.js";

export default defineConfig({
  testDir: "screenshots",
  outputDir: process.env["OUTPUT"] ?? "test-results",
  workers: Number(process.env["WORKERS"] ?? 1),
  fullyParallel: true,
  timeout: 60_000,
  reporter: "list",
  use: { ...browser, deviceScaleFactor: 1 },
});
