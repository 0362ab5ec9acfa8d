// What is wrong with the rows of the list as they stand on the screen: measured, wherever the element is. A spec that puts
// it where no locator finds it (a closed shadow root) leaves it in `globalThis.element`.
import type { Page } from "@playwright/test";

/** Where rows overlap, leave a gap, are cut, or are missing in the visible part of the list; or that no row is visible. */
export function rowFaults(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const element = (globalThis as { element?: Element }).element ?? document.querySelector("oauth-apps");
    const rows = element?.shadowRoot?.querySelector(".rows");
    if (!rows) return ["no list"];
    // What the browser says can be seen, through all scrollers and frames.
    const seen = await new Promise<DOMRectReadOnly>((done) => {
      const observer = new IntersectionObserver(([entry]) => (observer.disconnect(), done((entry as IntersectionObserverEntry).intersectionRect)));
      observer.observe(rows);
    });
    if (seen.height < 20 || seen.width < 20) return ["nothing of it can be seen"];
    const all = [...rows.querySelectorAll(".slot")].map((slot) => ({ slot, box: slot.getBoundingClientRect() })).sort((a, b) => a.box.top - b.box.top);
    const inside = all.filter(({ box }) => box.bottom > seen.top + 0.5 && box.top < seen.bottom - 0.5);
    const found: string[] = [];
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) return ["no row where the list can be seen"];
    if (first.box.top > seen.top + 1) found.push(`a gap of ${first.box.top - seen.top} at the top`);
    if (last.box.bottom < seen.bottom - 1) found.push(`a gap of ${seen.bottom - last.box.bottom} at the bottom`);
    for (const [at, { slot, box }] of inside.entries()) {
      const next = inside[at + 1];
      if (next && Math.abs(next.box.top - box.bottom) > 0.6) found.push(`${next.box.top - box.bottom} between rows ${at} and ${at + 1}`);
      if (slot.scrollHeight > (slot as HTMLElement).offsetHeight + 1) found.push(`row ${at} is cut`);
    }
    return found;
  });
}

/** Opens the menu of the row in the middle: what is wrong with its place. */
export function menuFaults(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const element = (globalThis as { element?: Element }).element ?? document.querySelector("oauth-apps");
    const root = element?.shadowRoot;
    const frame = () => new Promise(requestAnimationFrame);
    const inSight = (button: Element) => {
      const box = button.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return box.width > 0 && (button.getRootNode() as ShadowRoot).elementFromPoint(x, y)?.closest("button") === button;
    };
    const buttons = [...(root?.querySelectorAll<HTMLElement>(".slot [aria-haspopup=menu]") ?? [])].filter(inSight);
    const button = buttons[Math.floor(buttons.length / 2)];
    if (!button) return ["no button in sight"];
    const found: string[] = [];
    const look = (when: string) => {
      const menu = root?.querySelector("[role=menu]")?.getBoundingClientRect();
      const at = button.getBoundingClientRect();
      if (!menu) return void found.push(`no menu ${when}`);
      const below = menu.top - at.bottom;
      const above = at.top - menu.bottom;
      if (Math.abs(below - 4) > 1.5 && Math.abs(above - 4) > 1.5) found.push(`${below} below and ${above} above its button ${when}`);
      const start = getComputedStyle(button).direction === "rtl" ? menu.left - at.left : menu.right - at.right;
      const atEdge = menu.left < 9 || menu.right > innerWidth - 9;
      if (Math.abs(start) > 1.5 && !atEdge) found.push(`${start} beside its button ${when}`);
      if (menu.left < 0 || menu.right > innerWidth || menu.top < 0 || menu.bottom > innerHeight) found.push(`out of the window ${when}`);
    };
    button.click();
    for (let at = 0; at < 4; at += 1) await frame();
    look("at first");
    const scroller = (globalThis as { scroller?: Element }).scroller ?? document.documentElement;
    const before = scroller.scrollTop;
    scroller.scrollTop += before > 60 ? -40 : 40;
    for (let at = 0; at < 4; at += 1) await frame();
    if (scroller.scrollTop !== before) look("after scrolling");
    root?.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    return found;
  });
}
