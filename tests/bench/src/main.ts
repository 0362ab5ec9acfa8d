// Measures: `node .build/src/main.js PAGE=FOLDER…`, the first of which all are compared with. See README.md.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { launch } from "./browser.js";
import { busy, load, machine } from "./machine.js";
import { type Measured, circumstances, sumUp, table } from "./report.js";
import { ROWS, ROW_NAMES, type RowName, isRow } from "./rows.js";
import { SCENARIOS, type Scenario, type Values } from "./scenarios.js";
import { type Application, Data, Server } from "./server.js";
import { trace } from "./trace.js";

/** What is asked for. */
interface Order {
  readonly pages: ReadonlyMap<string, string>;
  readonly rows: readonly RowName[];
  readonly runs: number;
  readonly json: string | undefined;
  readonly trace: boolean;
}

/** What is there to measure with so many applications. */
interface Stage {
  readonly data: Data;
  readonly applications: readonly Application[];
  readonly servers: ReadonlyMap<string, Server>;
}

const binary = process.env["OAUTH_APPS_SERVER_BIN"] ?? resolve(import.meta.dirname, "../../../../target/release/oauth-apps-server");
const work = process.env["OAUTH_APPS_BENCH"] ?? resolve(import.meta.dirname, "../data");

function order(): Order {
  const options = { rows: { type: "string" }, runs: { type: "string" }, json: { type: "string" }, quick: { type: "boolean" }, trace: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const pages = new Map(positionals.map((page) => [page.slice(0, page.indexOf("=")), resolve(page.slice(page.indexOf("=") + 1))]));
  const asked = values.rows?.split(",") ?? ROW_NAMES.filter((row) => !values.quick || ROWS[row].count < 100_000);
  const unknown = asked.find((row) => !isRow(row));
  if (unknown !== undefined) throw new Error(`there is no row "${unknown}": they are ${ROW_NAMES.join(", ")}`);
  const runs = Number(values.runs ?? (values.quick ? 2 : 5));
  if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs needs a number of at least 1");
  return { pages, rows: asked.filter(isRow), runs, json: values.json, trace: values.trace ?? false };
}

/** Seeds, and starts a server for each page. */
async function stage(pages: ReadonlyMap<string, string>, count: number): Promise<Stage> {
  say(`seeding ${count} applications`);
  const data = await Data.seed(binary, work, count);
  const started = [...pages].map(async ([page, folder]) => [page, await data.serve(page, folder)] as const);
  const servers = new Map(await Promise.all(started));
  const [first] = servers.values();
  return { data, servers, applications: (await first?.applications(data.token)) ?? [] };
}

async function measure(order: Order): Promise<{ measured: Measured; busy: number[]; version: string }> {
  const scenarios = SCENARIOS.filter(({ rows }) => rows.some((row) => order.rows.includes(row)));
  const measured: Measured = Object.fromEntries(order.rows.map((row) => [row, {}]));
  const stages = new Map<number, Stage>();
  const shares: number[] = [];
  const empty = await emptyPage();
  const browser = await launch();
  try {
    for (const count of new Set(scenarios.map(({ count }) => count))) stages.set(count, await stage(order.pages, count));
    // Once for nothing, so that the first page is not the one that finds everything cold.
    for (let run = 0; run <= order.runs; run += 1) {
      for (const scenario of run === 0 ? scenarios.slice(0, 1) : scenarios) {
        shares.push(await busy(400));
        for (const page of turned([...order.pages.keys()], run)) {
          say(`run ${run} of ${order.runs}: ${page}, ${scenario.rows.join(", ")}`);
          const values = await twice(() => once(scenario, page, order, stages, browser, empty));
          if (run > 0) keep(measured, page, values);
        }
      }
    }
  } finally {
    await browser.close();
    const servers = [...stages.values()].flatMap(({ servers }) => [...servers.values()]);
    await Promise.all([...servers, empty].map((server) => server.stop()));
    await Promise.all([...stages.values()].map(({ data }) => data.remove()));
  }
  return { measured, busy: shares, version: browser.version() };
}

/** Tries again what fails: a long run should not be lost by one late answer. */
async function twice(act: () => Promise<Values>): Promise<Values> {
  try {
    return await act();
  } catch (error) {
    say(`again, after ${String(error)}`);
    return act();
  }
}

async function once(scenario: Scenario, page: string, order: Order, stages: ReadonlyMap<number, Stage>, browser: Browser, empty: Server): Promise<Values> {
  const stage = stages.get(scenario.count);
  const running = stage?.servers.get(page);
  if (!stage || !running) throw new Error(`no server has the page ${page}`);
  const { data, applications } = stage;
  const server = scenario.changes ? await data.serve(`${page}-changed`, order.pages.get(page)) : running;
  // A server that was just started is still busy with its own start.
  if (scenario.changes) await new Promise((done) => setTimeout(done, 400));
  try {
    return await scenario.run({ browser, server, token: data.token, applications, empty });
  } catch (error) {
    throw new Error(`${page}, ${scenario.rows.join(", ")}: ${String(error)}`, { cause: error });
  } finally {
    if (scenario.changes) await server.stop();
  }
}

/** A server of a page with nothing on it. */
async function emptyPage(): Promise<Server> {
  const folder = join(work, "empty");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Empty</title>");
  return (await Data.seed(binary, work, 1)).serve("empty", folder);
}

function keep(measured: Measured, page: string, values: Values): void {
  for (const [row, value] of Object.entries(values)) {
    if (isRow(row) && measured[row]) (measured[row][page] ??= []).push(value);
  }
}

/** The same ones in another order: each is first once. */
function turned(pages: readonly string[], by: number): readonly string[] {
  const first = by % pages.length;
  return [...pages.slice(first), ...pages.slice(0, first)];
}

function say(text: string): void {
  process.stderr.write(`• ${text}\n`);
}

/** Traces the start of each page with 20 applications. */
async function traceAll(pages: ReadonlyMap<string, string>): Promise<void> {
  const { data, servers } = await stage(pages, 20);
  const browser = await launch();
  try {
    for (const [page, server] of servers) console.log(`${page}, 20 applications: ${await trace(browser, server, data.token)}\n`);
  } finally {
    await browser.close();
    await Promise.all([...servers.values()].map((server) => server.stop()));
    await data.remove();
  }
}

async function measureAll(order: Order): Promise<void> {
  const before = load();
  const { measured, busy, version } = await measure(order);
  const pages = [...order.pages.keys()];
  const where = { machine: machine(), browser: `Chromium ${version}`, runs: order.runs, busy, load: { before, after: load() } };
  console.log(`${table(measured, pages)}\n\n${circumstances(where)}`);
  if (order.json === undefined) return;
  const all = { ...where, pages, rows: ROWS, summaries: sumUp(measured, pages), values: measured };
  await writeFile(order.json, `${JSON.stringify(all, null, 2)}\n`);
}

const asked = order();
await (asked.trace ? traceAll(asked.pages) : measureAll(asked));
