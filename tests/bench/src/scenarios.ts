// What is done with a page, to measure the rows of the table. Each scenario has a tab of its own.
import type { Browser } from "@playwright/test";
import { App } from "./app.js";
import { type Slow, Tab, launch, rendererMemory } from "./browser.js";
import { hasElement, mountMore, refreshOften, watchMemories } from "./elements.js";
import { firstRows, found, plainRow } from "./expected.js";
import type { RowName } from "./rows.js";
import type { Application, Server } from "./server.js";

/** Typed key by key: a word that some applications have in their names, and few in their client IDs. */
const QUERY = "ledger";
const JUMPS = 60;
const SLOW_CPU = { cpu: 4 } as const;

/** What a scenario is given. */
export interface Place {
  readonly browser: Browser;
  readonly server: Server;
  readonly token: string;
  /** All applications, newest first. */
  readonly applications: readonly Application[];
  /** The server of an empty page. */
  readonly empty: Server;
}

/** What was measured. */
export type Values = Partial<Record<RowName, number>>;

/** What is done once with a page. */
export interface Scenario {
  /** The rows that it measures. */
  readonly rows: readonly RowName[];
  /** How many applications there are. */
  readonly count: number;
  /** Whether it changes what the server has. */
  readonly changes?: boolean;
  run(place: Place): Promise<Values>;
}

/** All of them. */
export const SCENARIOS: readonly Scenario[] = [
  { rows: ["start-20"], count: 20, run: (place) => inTab(place, {}, async (tab) => ({ "start-20": await tab.load(place.server) })) },
  { rows: ["slow-20", "paint-20"], count: 20, run: startSlowly },
  { rows: ["start-10k", "busy-10k"], count: 10_000, run: startBusily },
  { rows: ["key-10k"], count: 10_000, run: (place) => typed(place, SLOW_CPU, "key-10k") },
  { rows: ["start-100k", "key-100k", "clear-100k"], count: 100_000, run: (place) => typed(place, {}, "key-100k") },
  { rows: ["memory-100k"], count: 100_000, run: memory },
  { rows: ["delete-20"], count: 20, changes: true, run: (place) => deleted(place, "delete-20") },
  { rows: ["delete-10k"], count: 10_000, changes: true, run: (place) => deleted(place, "delete-10k") },
  { rows: ["create-20"], count: 20, changes: true, run: created },
  { rows: ["jump-10k", "layout-10k", "blank-10k"], count: 10_000, run: jumped },
  { rows: ["second-element", "second-code", "second-document"], count: 20, run: mounted },
  { rows: ["refreshes-10k"], count: 10_000, run: refreshed },
];

async function inTab(place: Place, slow: Slow, act: (tab: Tab) => Promise<Values>): Promise<Values> {
  const tab = await Tab.open(place.browser, place.token, slow);
  try {
    return await act(tab);
  } finally {
    await tab.close();
  }
}

/** Loads a page and lets it come to rest. */
async function loaded(tab: Tab, place: Place): Promise<number> {
  const first = await tab.load(place.server);
  await tab.settle(800);
  return first;
}

function startSlowly(place: Place): Promise<Values> {
  return inTab(place, { ...SLOW_CPU, network: true }, async (tab) => {
    const first = await tab.load(place.server);
    await tab.settle(300);
    const paint = await tab.page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
    return { "slow-20": first, "paint-20": paint };
  });
}

function startBusily(place: Place): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    await tab.cdp.send("Performance.enable");
    const taskTime = async () => (await tab.cdp.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
    const before = await taskTime();
    const first = await tab.load(place.server);
    const after = await taskTime();
    return { "start-10k": first, "busy-10k": (after - before) * 1000 };
  });
}

/** Types a word, and clears it in one go. A key counts when it changes what shows. */
function typed(place: Place, slow: Slow, row: "key-10k" | "key-100k"): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    const app = new App(tab.page);
    const first = await loaded(tab, place);
    const visible = (await tab.visible()).length;
    if (slow.cpu !== undefined) await tab.slowDown(slow.cpu);
    await app.search.focus();
    const times: number[] = [];
    let shown = JSON.stringify(firstRows(place.applications, visible).rows);
    for (let length = 1; length <= QUERY.length; length += 1) {
      const key = QUERY.charAt(length - 1);
      const awaited = firstRows(found(place.applications, QUERY.slice(0, length)), visible);
      const differs = JSON.stringify(awaited.rows) !== shown;
      shown = JSON.stringify(awaited.rows);
      if (differs) times.push(await tab.time(awaited, "keydown", () => tab.page.keyboard.press(key)));
      else await tab.page.keyboard.press(key);
      await tab.settle(300);
    }
    await tab.page.keyboard.press("Control+A");
    await tab.settle(100);
    const cleared = await tab.time(firstRows(place.applications, visible), "keydown", () => tab.page.keyboard.press("Backspace"));
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    return row === "key-10k" ? { [row]: mean } : { [row]: mean, "start-100k": first, "clear-100k": cleared };
  });
}

/** How much an empty page takes: the same for all, so that it is measured once. */
let empty: Promise<number> | undefined;

async function memory(place: Place): Promise<Values> {
  const own = await memoryOf(place, (tab) => tab.load(place.server));
  empty ??= memoryOf(place, (tab) => tab.page.goto(place.empty.url));
  return { "memory-100k": own - (await empty) };
}

/** In a browser of its own, so that no other tab is beside it. */
async function memoryOf(place: Place, act: (tab: Tab) => Promise<unknown>): Promise<number> {
  const browser = await launch();
  try {
    const tab = await Tab.open(browser, place.token);
    await act(tab);
    await tab.settle(1500);
    return await rendererMemory(browser, tab);
  } finally {
    await browser.close();
  }
}

function mounted(place: Place): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    await watchMemories(tab);
    await loaded(tab, place);
    if (!(await hasElement(tab))) return {};
    const { time, code, document } = await mountMore(tab);
    return { "second-element": time, "second-code": code, "second-document": document };
  });
}

function refreshed(place: Place): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    await watchMemories(tab);
    await loaded(tab, place);
    return (await hasElement(tab)) ? { "refreshes-10k": await refreshOften(tab) } : {};
  });
}

function deleted(place: Place, row: "delete-20" | "delete-10k"): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    const app = new App(tab.page);
    await loaded(tab, place);
    const visible = (await tab.visible()).length;
    const gone = plainRow(place.applications);
    await app.startDeleting(gone.name);
    await tab.slowDown(SLOW_CPU.cpu);
    await app.pointAt(app.remove);
    const rest = place.applications.filter((application) => application !== gone);
    return { [row]: await tab.time(firstRows(rest, visible), "click", () => app.click()) };
  });
}

function created(place: Place): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    const app = new App(tab.page);
    await loaded(tab, place);
    await app.startCreating("Bench");
    await tab.slowDown(SLOW_CPU.cpu);
    await app.pointAt(app.create);
    return { "create-20": await tab.time({ dialog: "“Bench” was created" }, "click", () => app.click()) };
  });
}

function jumped(place: Place): Promise<Values> {
  return inTab(place, {}, async (tab) => {
    await loaded(tab, place);
    await tab.slowDown(SLOW_CPU.cpu);
    // By the golden ratio: far from the one before, and never near one that was. The last one is the end of the list.
    const shares = Array.from({ length: JUMPS }, (_, at) => (at + 1 === JUMPS ? 1 : ((at + 1) * 0.618034) % 1));
    const before = await tab.laidOut();
    const { mean, blank } = await tab.jump(shares);
    const layout = ((await tab.laidOut()) - before) / JUMPS;
    // A list in pages has nowhere to jump to.
    const isWhole = await tab.hasLast(place.applications.length - 1);
    return isWhole ? { "jump-10k": mean, "layout-10k": layout, "blank-10k": blank } : {};
  });
}
