// The browser that all projects use: the system's Chromium, in one language and one time zone.
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from "@playwright/test";

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Options for `use` in a configuration. */
export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  browserName: "chromium",
  launchOptions: {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // Chromium refuses its sandbox to root.
    args: process.getuid?.() === 0 ? ["--no-sandbox", ...flags] : flags,
  },
  viewport: { width: 1280, height: 854 },
  locale: "en-GB",
  timezoneId: "Europe/Warsaw",
};
