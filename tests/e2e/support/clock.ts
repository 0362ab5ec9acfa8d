// A clock that the spec moves. Playwright's counts its timers from 10^12, which is no browser's way (the ids of HTML
// are 32-bit integers, and the product takes them for that): here they are small again.
import type { Page } from "@playwright/test";

/** Installs the clock; call it before the page is opened. Then use `page.clock`. */
export async function installClock(page: Page, time?: Date | string): Promise<void> {
  await page.clock.install(time === undefined ? {} : { time });
  await page.addInitScript(() => {
    const ids = new Map<number, number>();
    let last = 0;
    const small = (id: unknown) => (ids.set((last += 1), Number(id)), last);
    const wide = (id: unknown) => ids.get(Number(id)) as number;
    const { setTimeout, setInterval, requestAnimationFrame, clearTimeout, clearInterval, cancelAnimationFrame } = window;
    Object.assign(window, {
      setTimeout: (...given: Parameters<typeof setTimeout>) => small(setTimeout.apply(window, given)),
      setInterval: (...given: Parameters<typeof setInterval>) => small(setInterval.apply(window, given)),
      requestAnimationFrame: (call: FrameRequestCallback) => small(requestAnimationFrame.call(window, call)),
      clearTimeout: (id?: number) => clearTimeout.call(window, wide(id)),
      clearInterval: (id?: number) => clearInterval.call(window, wide(id)),
      cancelAnimationFrame: (id: number) => cancelAnimationFrame.call(window, wide(id)),
    });
  });
}
