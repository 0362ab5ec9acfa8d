// The rows of the table, in the order in which they are printed.

/** A row. */
export interface Row {
  readonly title: string;
  readonly unit: "ms" | "kB" | "MiB" | "of 60";
  /** How many applications there are. */
  readonly count: number;
}

/** All of them, by name. */
export const ROWS = {
  "start-20": { title: "first row, 20 applications, local", unit: "ms", count: 20 },
  "slow-20": { title: "first row, 20 applications, slow 4G, CPU 4x", unit: "ms", count: 20 },
  "paint-20": { title: "first contentful paint there", unit: "ms", count: 20 },
  "start-10k": { title: "10,000: first row", unit: "ms", count: 10_000 },
  "busy-10k": { title: "10,000: main thread busy until then", unit: "ms", count: 10_000 },
  "key-10k": { title: "10,000: key to painted rows, CPU 4x", unit: "ms", count: 10_000 },
  "start-100k": { title: "100,000: first row", unit: "ms", count: 100_000 },
  "key-100k": { title: "100,000: key to painted rows", unit: "ms", count: 100_000 },
  "clear-100k": { title: "100,000: search cleared to painted rows", unit: "ms", count: 100_000 },
  "memory-100k": { title: "100,000: renderer memory above an empty page", unit: "MiB", count: 100_000 },
  "delete-20": { title: "20: delete confirmed to row gone, CPU 4x", unit: "ms", count: 20 },
  "delete-10k": { title: "10,000: delete confirmed to row gone, CPU 4x", unit: "ms", count: 10_000 },
  "create-20": { title: "20: create to its dialog, CPU 4x", unit: "ms", count: 20 },
  "jump-10k": { title: "10,000: 60 jumps, mean frame, CPU 4x", unit: "ms", count: 10_000 },
  "layout-10k": { title: "10,000: 60 jumps, mean style and layout, CPU 4x", unit: "ms", count: 10_000 },
  "blank-10k": { title: "10,000: 60 jumps, frames without a row", unit: "of 60", count: 10_000 },
  "second-element": { title: "20: a second element, until it is ready", unit: "ms", count: 20 },
  "second-code": { title: "20: script and wasm memory of a second element", unit: "kB", count: 20 },
  "second-document": { title: "20: document memory of a second element", unit: "kB", count: 20 },
  "refreshes-10k": { title: "10,000: memory that 180 refreshes leave", unit: "MiB", count: 10_000 },
} as const satisfies Record<string, Row>;

/** The name of a row. */
export type RowName = keyof typeof ROWS;

/** The names of all rows. */
export const ROW_NAMES = Object.keys(ROWS) as RowName[];

/** Whether a word is the name of a row. */
export function isRow(name: string): name is RowName {
  return Object.hasOwn(ROWS, name);
}
