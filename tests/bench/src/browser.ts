// A real Chromium, and a tab of it that measures. Each tab has a context of its own: nothing is cached from the one before.
import { readFile } from "node:fs/promises";
import { type Browser, type CDPSession, type Page, chromium } from "@playwright/test";
import { type Awaited, type Bench, type Jumps, PAINTED, type Seen, awaitPaint, findRows, scrollList } from "./probe.js";
import type { Server } from "./server.js";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
/** How long anything may take, in milliseconds. */
const PATIENCE = 90_000;

/** How the browser is started. */
export const LAUNCH = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  // Chromium refuses its sandbox to root.
  args: process.getuid?.() === 0 ? ["--no-sandbox", ...FLAGS] : FLAGS,
};

/** Starts the browser. */
export function launch(): Promise<Browser> {
  return chromium.launch(LAUNCH);
}

/** How a tab is slowed. */
export interface Slow {
  /** How many times slower the main thread is. */
  readonly cpu?: number;
  /** Slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms until an answer begins. */
  readonly network?: boolean;
}

/** A tab with a page. */
export class Tab {
  private waiting: ((seen: Seen) => void) | undefined;

  private constructor(
    readonly page: Page,
    readonly cdp: CDPSession,
    private readonly token: string,
  ) {}

  /** Opens an empty one. */
  static async open(browser: Browser, token: string, slow: Slow = {}): Promise<Tab> {
    // Without the policy of the server, which is this page's own: some frameworks make style elements and fill templates.
    const context = await browser.newContext({ viewport: { width: 1280, height: 854 }, locale: "en-GB", timezoneId: "Europe/Warsaw", bypassCSP: true });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const tab = new Tab(page, cdp, token);
    await cdp.send("Runtime.enable");
    await cdp.send("Runtime.addBinding", { name: "benchSeen" });
    cdp.on("Runtime.bindingCalled", ({ name, payload }) => name === "benchSeen" && tab.waiting?.(JSON.parse(payload) as Seen));
    await page.addInitScript(findRows);
    await page.addInitScript(awaitPaint, PAINTED);
    await page.addInitScript(scrollList);
    await page.addInitScript((token) => sessionStorage.setItem("oauth-apps.session", JSON.stringify({ access_token: token })), tab.token);
    if (slow.network) {
      await cdp.send("Network.enable");
      await cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 });
    }
    if (slow.cpu !== undefined) await tab.slowDown(slow.cpu);
    return tab;
  }

  /** Makes the main thread so many times slower. */
  async slowDown(cpu: number): Promise<void> {
    await this.cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  }

  /** Loads the page of a server: milliseconds from the beginning of the navigation until the first row was painted. */
  async load(server: Server): Promise<number> {
    const seen = this.seen();
    await this.page.goto(server.url, { waitUntil: "commit" });
    return (await seen).painted;
  }

  /** Does something: milliseconds from its event, `keydown` or `click`, until what is awaited was painted. */
  async time(awaited: Awaited, event: string, act: () => Promise<void>): Promise<number> {
    const seen = this.seen();
    await this.page.evaluate(([awaited, event]) => (globalThis as unknown as { bench: Bench }).bench.wait(awaited, event), [awaited, event] as const);
    await this.settle(100);
    await act();
    const { painted, event: began } = await seen;
    return painted - began;
  }

  /** The names of the rows that can be seen as a whole. */
  visible(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.visible());
  }

  /** Jumps to each share of the list. */
  jump(shares: readonly number[]): Promise<Jumps> {
    return this.page.evaluate((shares) => (globalThis as unknown as { bench: Bench }).bench.jump(shares), shares);
  }

  /** Whether the last row that is there becomes that of an index. */
  async hasLast(index: number): Promise<boolean> {
    for (let tried = 0; tried < 20; tried += 1) {
      if ((await this.page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.last())) === index) return true;
      await this.settle(150);
    }
    return false;
  }

  /** How many milliseconds style and layout have taken since this was asked first. */
  async laidOut(): Promise<number> {
    await this.cdp.send("Performance.enable", { timeDomain: "timeTicks" });
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    const seconds = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return (seconds("RecalcStyleDuration") + seconds("LayoutDuration")) * 1000;
  }

  /** Waits until the page can be seen to be at rest. */
  async settle(time: number): Promise<void> {
    await new Promise((done) => setTimeout(done, time));
  }

  /** Closes it, and all that it kept. */
  async close(): Promise<void> {
    await this.page.context().close();
  }

  private seen(): Promise<Seen> {
    return new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`nothing came in ${PATIENCE} ms at ${this.page.url()}`)), PATIENCE);
      this.waiting = (seen) => {
        clearTimeout(late);
        done(seen);
      };
    });
  }
}

/**
 * The memory of the renderer of a tab in MiB: what it has written and shares with no other process, as the kernel counts it.
 * That holds what script, wasm and document take alike, which no interface of the browser does.
 */
export async function rendererMemory(browser: Browser, tab: Tab): Promise<number> {
  const renderer = await rendererOf(browser, tab);
  for (let at = 0; at < 3; at += 1) {
    await tab.cdp.send("HeapProfiler.collectGarbage");
    await tab.settle(1000);
  }
  const text = await readFile(`/proc/${renderer}/smaps_rollup`, "utf8");
  return Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(text)?.[1] ?? NaN) / 1024;
}

/** The process of a tab: the browser has other renderers, so it is the one that works when the tab is made to. */
async function rendererOf(browser: Browser, tab: Tab): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const times = async () => {
    const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
    return new Map(processInfo.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await tab.page.evaluate(() => {
    const start = performance.now();
    while (performance.now() - start < 300);
  });
  const worked = [...(await times())].map(([id, time]) => ({ id, time: time - (before.get(id) ?? 0) }));
  await cdp.detach();
  const most = worked.sort((a, b) => b.time - a.time)[0];
  if (!most) throw new Error("the browser has no renderer");
  return most.id;
}
