// The table and the JSON.
import { ROWS, type RowName } from "./rows.js";
import { type Summary, summary } from "./statistics.js";

/** All that was measured: for each row and page the values of the runs. */
export type Measured = Partial<Record<RowName, Record<string, number[]>>>;

/** Where and how it was measured. */
export interface Circumstances {
  readonly machine: string;
  readonly browser: string;
  readonly runs: number;
  /** How much of the machine others used, before each round of pages. */
  readonly busy: readonly number[];
  readonly load: { readonly before: number; readonly after: number };
}

/** Sums up every row; what the others are compared with is the first page. */
export function sumUp(measured: Measured, pages: readonly string[]): Partial<Record<RowName, Record<string, Summary>>> {
  const rows = Object.entries(measured) as [RowName, Record<string, number[]>][];
  return Object.fromEntries(
    rows.map(([row, values]) => {
      const base = values[pages[0] ?? ""] ?? [];
      return [row, Object.fromEntries(Object.entries(values).map(([page, own]) => [page, summary(own, base)]))];
    }),
  );
}

/** A table in Markdown. The first page has its median, the others what they are against it; in brackets least and most. */
export function table(measured: Measured, pages: readonly string[]): string {
  const summaries = sumUp(measured, pages);
  const lines = (Object.keys(summaries) as RowName[]).map((row) => {
    const cells = pages.map((page, at) => cell(summaries[row]?.[page], ROWS[row].unit, at === 0));
    return [ROWS[row].title, ...cells];
  });
  const all = [["", ...pages], ...lines];
  const widths = all[0]?.map((_, column) => Math.max(3, ...all.map((line) => (line[column] ?? "").length))) ?? [];
  const line = (cells: readonly string[]) => `| ${cells.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(all[0] ?? []), rule, ...all.slice(1).map(line)].join("\n");
}

/** How far the table is to be believed. */
export function circumstances({ machine, browser, runs, busy, load }: Circumstances): string {
  const known = busy.filter((share) => !Number.isNaN(share));
  const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const lines = [
    `machine: ${machine}; ${browser}; medians of ${runs} interleaved runs`,
    known.length === 0
      ? "how busy the machine was is not known on this system"
      : `busy outside of the runs: ${percent(mean)} of all cores, at most ${percent(Math.max(...known))}; load average ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after`,
  ];
  if (mean > 0.1) lines.push("the machine was busy: these times mean little, and their ratios not much more");
  return lines.join("\n");
}

function cell(sum: Summary | undefined, unit: string, isBase: boolean): string {
  if (!sum) return "–";
  const spread = sum.min === sum.max ? "" : ` (${short(sum.min)}–${short(sum.max)})`;
  const own = `${short(sum.median)} ${unit}`;
  return isBase || sum.ratio === null || unit === "of 60" ? own + spread : `${sum.ratio.toFixed(2)}x, ${own}${spread}`;
}

function short(value: number): string {
  return value.toFixed(Math.abs(value) < 20 && !Number.isInteger(value) ? 1 : 0);
}
