// A trace of the start of a page, and what took longest of the main thread until the first row was painted.
import { type Browser } from "@playwright/test";
import { Tab } from "./browser.js";
import { PAINTED } from "./probe.js";
import type { Server } from "./server.js";

const CATEGORIES = [
  "toplevel",
  "blink.user_timing",
  "devtools.timeline",
  "disabled-by-default-v8.compile",
  "v8.wasm",
  "disabled-by-default-v8.wasm.detailed",
];
/** What is printed. */
const LARGEST = 10;
const TIMES = 3;

/** An event of a trace, with times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string; readonly fileName?: string; readonly startTime?: number; readonly data?: { readonly startTime?: number; readonly url?: string; readonly functionName?: string } };
}

/** A kind of work, and how long it took by itself, in milliseconds. */
export interface Item {
  readonly name: string;
  readonly time: number;
  readonly count: number;
}

/** How a start went. */
export interface Trace {
  readonly first: number;
  readonly items: readonly Item[];
}

/** Traces some starts of a page, and says what took longest in the mean. */
export async function trace(browser: Browser, server: Server, token: string): Promise<string> {
  const traces: Trace[] = [];
  for (let at = 0; at <= TIMES; at += 1) {
    const tab = await Tab.open(browser, token);
    try {
      await browser.startTracing(tab.page, { categories: CATEGORIES });
      await tab.load(server);
      await tab.settle(200);
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
      // The first one finds the machine cold.
      if (at > 0) traces.push(read(traceEvents));
    } finally {
      await tab.close();
    }
  }
  return words(traces);
}

/** What the main thread did between the navigation and the first row. */
export function read(events: readonly TraceEvent[]): Trace {
  const painted = events.find(({ name }) => name === PAINTED);
  if (!painted) throw new Error("the trace has no first row");
  const own = events.filter(({ pid }) => pid === painted.pid);
  // The mark says itself when it is; where it does not, the last navigation before it began the clock.
  const since = painted.args?.data?.startTime ?? painted.args?.startTime;
  const begins = events.filter(({ name, ts }) => name === "navigationStart" && ts < painted.ts).map(({ ts }) => ts);
  const [start, end] = [since === undefined ? Math.max(...begins) : painted.ts - since * 1000, painted.ts];
  const main = own.filter(({ ph, tid, ts, dur = 0 }) => ph === "X" && tid === painted.tid && ts + dur > start && ts < end);
  const items = new Map<string, { time: number; count: number }>();
  // The events of a thread lie in one another: what an outer one has left is its own time.
  const open: { end: number; name: string }[] = [];
  const add = (name: string, time: number, count: number) => {
    const item = items.get(name) ?? { time: 0, count: 0 };
    items.set(name, { time: item.time + time / 1000, count: item.count + count });
  };
  for (const event of main.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= event.ts) open.pop();
    const [from, to] = [Math.max(event.ts, start), Math.min(event.ts + (event.dur ?? 0), end)];
    const outer = open.at(-1);
    if (outer) add(outer.name, from - to, 0);
    const name = nameOf(event);
    add(name, to - from, 1);
    open.push({ end: event.ts + (event.dur ?? 0), name });
  }
  const sorted = [...items].map(([name, item]) => ({ name, ...item })).sort((a, b) => b.time - a.time);
  return { first: (end - start) / 1000, items: sorted };
}

/** What kind of work an event is: with the file that it is about, without the hash in its name. */
function nameOf({ name, args }: TraceEvent): string {
  const url = args?.data?.url ?? args?.fileName ?? "";
  const file = url.split("/").at(-1)?.replace(/-[0-9a-f]{16}(?=\.)/, "") ?? "";
  const called = args?.data?.functionName ?? "";
  return [name, called, file].filter((word) => word !== "").join(" ");
}

function words(traces: readonly Trace[]): string {
  const mean = (of: (trace: Trace) => number) => traces.reduce((sum, trace) => sum + of(trace), 0) / traces.length;
  const names = new Set(traces.flatMap(({ items }) => items.map(({ name }) => name)));
  const item = (trace: Trace, name: string) => trace.items.find((item) => item.name === name);
  const all = [...names].map((name) => ({ name, time: mean((trace) => item(trace, name)?.time ?? 0), count: mean((trace) => item(trace, name)?.count ?? 0) }));
  const busy = all.reduce((sum, { time }) => sum + time, 0);
  const largest = all.sort((a, b) => b.time - a.time).slice(0, LARGEST);
  const lines = largest.map(({ name, time, count }) => `${time.toFixed(1).padStart(8)} ms ${String(Math.round(count)).padStart(5)}  ${name}`);
  const head = `first row after ${mean(({ first }) => first).toFixed(0)} ms, of which the main thread was busy for ${busy.toFixed(0)} ms (with what tracing costs):`;
  return [head, ...lines].join("\n");
}
