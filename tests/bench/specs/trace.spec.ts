// How a trace is read.
import { expect, test } from "@playwright/test";
import { PAINTED } from "../src/probe.js";
import { type TraceEvent, read } from "../src/trace.js";

const event = (name: string, ts: number, dur: number, more: Partial<TraceEvent> = {}): TraceEvent => ({ name, ph: "X", pid: 1, tid: 1, ts, dur, ...more });

test("each kind of work has its own time alone, between the navigation and the first row", () => {
  const { first, items } = read([
    event("navigationStart", 1000, 0, { ph: "I" }),
    event("Before", 100, 300),
    event("RunTask", 2000, 5000),
    event("Layout", 3000, 1000),
    event("FunctionCall", 5000, 1000, { args: { data: { url: "http://a/page-0123456789abcdef.js", functionName: "go" } } }),
    event("Layout", 5500, 500),
    event("RunTask", 8000, 4000),
    event("Layout", 3000, 9000, { tid: 2 }),
    event("Layout", 3000, 9000, { pid: 2 }),
    event(PAINTED, 10_000, 0, { ph: "I" }),
  ]);
  expect(first).toBe(9);
  expect(items).toEqual([
    { name: "RunTask", time: 5, count: 2 },
    { name: "Layout", time: 1.5, count: 2 },
    { name: "FunctionCall go page.js", time: 0.5, count: 1 },
  ]);
});

test("a trace in which no row came is refused", () => {
  expect(() => read([event("navigationStart", 0, 0)])).toThrow("no first row");
});
