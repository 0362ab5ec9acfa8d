// What a page with several elements costs, and one whose list is asked for again and again. Only our page has elements.
import type { Page } from "@playwright/test";
import type { Tab } from "./browser.js";
import { median } from "./statistics.js";

/** How many elements come after the first one. */
const MORE = 10;
/** How many refreshes come before memory is looked at, and how many after that. */
const REFRESHES = { before: 20, after: 180 };

/** Whether the page of a tab is made of an element. */
export function hasElement(tab: Tab): Promise<boolean> {
  return tab.page.evaluate(() => document.querySelector("oauth-apps")?.shadowRoot != null);
}

/** What a tab takes, in kB: script and wasm; and the document with its layout. */
interface Taken {
  readonly code: number;
  readonly document: number;
}

/** Lets the memories of the wasm of a tab be seen. Before the page is loaded. */
export async function watchMemories(tab: Tab): Promise<void> {
  await tab.page.addInitScript(() => {
    const memories = new Set<WebAssembly.Memory>();
    Object.assign(globalThis, { memories });
    for (const name of ["instantiate", "instantiateStreaming"] as const) {
      const real = WebAssembly[name] as (...words: unknown[]) => Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>;
      const seen = async (...words: unknown[]) => {
        const made = await real(...words);
        const { exports } = "instance" in made ? made.instance : made;
        for (const item of Object.values(exports)) if (item instanceof WebAssembly.Memory) memories.add(item);
        return made;
      };
      Object.assign(WebAssembly, { [name]: seen });
    }
  });
}

/** What is in use, which is steadier than what the process has: for one element of several, that is mostly chance. */
async function taken(tab: Tab): Promise<Taken> {
  for (let at = 0; at < 3; at += 1) {
    await tab.cdp.send("HeapProfiler.collectGarbage");
    await tab.settle(500);
  }
  const heap = (await tab.cdp.send("Runtime.getHeapUsage")) as { usedSize: number; embedderHeapUsedSize: number };
  const wasm = await tab.page.evaluate(() =>
    [...(globalThis as unknown as { memories: Set<WebAssembly.Memory> }).memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  );
  return { code: (heap.usedSize + wasm) / 1024, document: heap.embedderHeapUsedSize / 1024 };
}

/**
 * Mounts elements beside the first, one after the other. The time is from creating one until its page shows (`ready`), in
 * milliseconds, the median; the rest what each of them leaves, its list included.
 */
export async function mountMore(tab: Tab): Promise<{ time: number } & Taken> {
  const before = await taken(tab);
  const times: number[] = [];
  for (let at = 0; at < MORE; at += 1) {
    times.push(await tab.page.evaluate(mountOne));
    await tab.settle(200);
  }
  const after = await taken(tab);
  return { time: median(times), code: (after.code - before.code) / MORE, document: (after.document - before.document) / MORE };
}

/** In the page: mounts one, and waits until its list shows, which is not measured. */
async function mountOne(): Promise<number> {
  const first = document.querySelector("oauth-apps");
  const start = performance.now();
  const element = document.createElement("oauth-apps") as HTMLElement & { ready: Promise<void> };
  for (const { name, value } of first?.attributes ?? []) if (name !== "standalone") element.setAttribute(name, value);
  document.body.append(element);
  await element.ready;
  const time = performance.now() - start;
  while (element.shadowRoot?.querySelector("[role=table] [role=cell]") == null) await new Promise(requestAnimationFrame);
  return time;
}

/** Presses Refresh again and again: how many MiB that leaves, after some to warm up. */
export async function refreshOften(tab: Tab): Promise<number> {
  await refresh(tab.page, REFRESHES.before);
  const before = await taken(tab);
  await refresh(tab.page, REFRESHES.after);
  const after = await taken(tab);
  return (after.code + after.document - before.code - before.document) / 1024;
}

async function refresh(page: Page, times: number): Promise<void> {
  // In goes that are shorter than what a call may take.
  for (let left = times; left > 0; left -= 25) await page.evaluate(refreshInPage, Math.min(25, left));
}

/** In the page: presses Refresh so often, each time when the list before has come and been painted. */
async function refreshInPage(times: number): Promise<void> {
  const buttons = [...(document.querySelector("oauth-apps")?.shadowRoot?.querySelectorAll("button") ?? [])];
  // It cancels while a list is on its way, and is called so then.
  const isReady = (button: Element) => /^Refresh/.test(button.getAttribute("aria-label") ?? button.textContent ?? "");
  const button = buttons.find(isReady);
  if (!button) throw new Error("the page has no button that refreshes");
  const frame = () => new Promise(requestAnimationFrame);
  for (let round = 0; round < times; round += 1) {
    button.click();
    do await frame();
    while (!isReady(button));
    await frame();
  }
}
