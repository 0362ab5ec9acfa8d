// The arithmetic of the report, and what it says of it.
import { expect, test } from "@playwright/test";
import { circumstances, table } from "../src/report.js";
import { median, summary } from "../src/statistics.js";

test("the median is in the middle, or between the two that are", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test("a page is compared by its median, and what is against nothing has no ratio", () => {
  expect(summary([30, 10, 20], [10, 10, 90])).toEqual({ median: 20, min: 10, max: 30, ratio: 2 });
  expect(summary([3], [0]).ratio).toBeNull();
  expect(summary([3], []).ratio).toBeNull();
});

test("the table has the first page in its unit and the others as ratios", () => {
  const text = table({ "start-20": { vanilla: [100, 110, 90], ours: [150, 140, 160] }, "blank-10k": { vanilla: [0], ours: [60] } }, ["vanilla", "ours"]);
  const lines = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  expect(lines[2]).toEqual(["", "first row, 20 applications, local", "100 ms (90–110)", "1.50x, 150 ms (140–160)", ""]);
  expect(lines[3]).toEqual(["", "10,000: 60 jumps, frames without a row", "0 of 60", "60 of 60", ""]);
});

test("a busy machine is told, an idle one is not", () => {
  const where = { machine: "a machine", browser: "a browser", runs: 3, load: { before: 0, after: 1 } };
  expect(circumstances({ ...where, busy: [0.5, 0.3] })).toContain("these times mean little");
  expect(circumstances({ ...where, busy: [0.01, 0.03] })).not.toContain("these times mean little");
  expect(circumstances({ ...where, busy: [0.01, 0.03] })).toContain("2 % of all cores, at most 3 %");
  expect(circumstances({ ...where, busy: [NaN] })).toContain("not known");
});
