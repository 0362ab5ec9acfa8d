// Says what a page shows in Polish, in the state that it is in: states are reached by the English names of things.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";

const folder = resolve(import.meta.dirname, "../../../src/i18n");

/** English texts as patterns, longest first, with what they are in Polish. */
function pairs(): [string, string][] {
  const polish = JSON.parse(readFileSync(resolve(folder, "pl.json"), "utf8")) as Record<string, string | Record<string, string>>;
  const found: [string, string][] = [];
  for (const [, name = "", english = ""] of readFileSync(resolve(folder, "en.rs"), "utf8").matchAll(/^ {8}(\w+) "((?:[^"\\]|\\.)*)"/gm)) {
    const other = polish[name];
    // The form for many is the longest.
    const said = typeof other === "string" ? other : other?.["many"];
    if (said) found.push([english, said]);
    if (typeof other === "object" && said) found.push([english.replace(/^(\{n\} \w+?)s?\b/, "$1s"), said]);
  }
  return found.sort(([a], [b]) => b.length - a.length);
}

/** Says it in Polish, until something changes. Answers how many texts were. */
export function inPolish(page: Page): Promise<number> {
  return page.locator("oauth-apps").first().evaluate((element, pairs) => {
    const patterns = pairs.map(([english, polish]) => {
      const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const source = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "([^]+?)");
      return { pattern: new RegExp(`^${source}$`), names, polish };
    });
    const walker = document.createTreeWalker(element.shadowRoot as ShadowRoot, NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      for (const { pattern, names, polish } of patterns) {
        const match = pattern.exec(node.data);
        if (!match) continue;
        node.data = polish.replace(/\{(\w+)\}/g, (_, name: string) => match[names.indexOf(name) + 1] ?? "");
        count += 1;
        break;
      }
    }
    for (const labelled of element.shadowRoot?.querySelectorAll("[data-label]") ?? []) {
      const pair = pairs.find(([english]) => english === labelled.getAttribute("data-label"));
      if (pair) labelled.setAttribute("data-label", pair[1]);
    }
    return count;
  }, pairs());
}
