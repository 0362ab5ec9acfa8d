// Whether everything has room: nothing is wider than its place, is cut, or runs out of its box.
import type { Page } from "@playwright/test";

/** The narrowest window that everything fits into, in pixels. */
export const NARROWEST = 320;

/** What makes elements of a page, or the page that is nothing but one, scroll sideways; where that is hidden, what is cut. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const roots: ParentNode[] = [document];
    for (const root of roots) for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    const named = (element: Element) => `${element.localName}.${element.getAttribute("class") ?? ""} “${(element.textContent ?? "").trim().slice(0, 40)}”`;
    for (const place of roots.flatMap((root) => [...root.querySelectorAll(".oauth-apps, .oauth-apps .list, .oauth-apps dialog[open], .oauth-apps .menu, .oauth-apps .top")])) {
      if (place.scrollWidth <= place.clientWidth) continue;
      const edge = place.getBoundingClientRect();
      const out = [...place.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > edge.right + 0.5 || one.getBoundingClientRect().left < edge.left - 0.5);
      found.push(`${named(place)} has ${place.scrollWidth} in ${place.clientWidth}: ${out.slice(-3).map(named).join(", ")}`);
    }
    const page = document.documentElement;
    if (document.querySelector("oauth-apps[standalone]") && page.scrollWidth > page.clientWidth) found.push(`the page has ${page.scrollWidth} in ${page.clientWidth}`);
    return found;
  });
}

/** What is too wide in any page of these, as it is and in the narrowest window. */
export async function misfits(pages: Page[]): Promise<string[]> {
  const found: string[] = [];
  for (const page of pages) {
    const size = page.viewportSize();
    // A page that was closed or left meanwhile has nothing to measure.
    const look = () => tooWide(page).catch(() => []);
    found.push(...(await look()));
    if (size) await page.setViewportSize({ width: NARROWEST, height: size.height }).catch(() => undefined);
    found.push(...(await look()).map((line) => `${NARROWEST} wide: ${line}`));
    if (size) await page.setViewportSize(size).catch(() => undefined);
  }
  return found;
}

/** What does not fit into its box, sideways or from top to bottom: what is cut, or lies over something else. */
export function cut(page: Page): Promise<string[]> {
  return page.locator("oauth-apps").evaluateAll((elements) => {
    const found: string[] = [];
    for (const one of elements.flatMap((element) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>("*") ?? [])])) {
      const style = getComputedStyle(one);
      const own = (one as Partial<HTMLElement>).offsetHeight;
      // Inline elements have no box of their own; what is one pixel large is for screen readers alone.
      if (!own || own < 3 || one.matches("input, select, textarea") || style.display.startsWith("inline") && !style.display.includes("-")) continue;
      // A secret that is longer than its row lies over those below until it hides.
      if (one.matches(":has([data-long]), [data-long]")) continue;
      const scrolls = /auto|scroll/;
      const down = one.scrollHeight - one.clientHeight;
      const across = one.scrollWidth - one.clientWidth;
      const words = `${one.localName}.${one.getAttribute("class") ?? ""} “${(one.textContent ?? "").trim().slice(0, 30)}”`;
      if (down > 2 && !scrolls.test(style.overflowY) && !style.webkitLineClamp.match(/\d/)) found.push(`${words} is ${down} too high`);
      // Buttons reach into the margin, so that their icons stand in line.
      if (across > (style.overflowX === "visible" ? 12 : 1) && !scrolls.test(style.overflowX) && style.textOverflow !== "ellipsis" && style.maskImage === "none") found.push(`${words} is ${across} too wide`);
    }
    return found;
  });
}
