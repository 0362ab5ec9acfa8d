// Runs axe-core in a page: all of its rules, best practices included, also inside the element's shadow root.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, one line for each element: rule, why, where. */
export async function axe(page: Page, options: RunOptions = {}): Promise<string[]> {
  // Through the debugger's protocol, which the page's CSP does not reach.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const results = await page.evaluate(
    (options) => (window as unknown as { axe: { run: (context: Document, options: unknown) => Promise<AxeResults> } }).axe.run(document, options),
    { resultTypes: ["violations"], ...options } satisfies RunOptions,
  );
  return results.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.flat().join(" ")}: ${node.failureSummary ?? ""}`),
  );
}
