// What measures inside of a page: functions that are serialised, and run in this order before any script of the page. None may
// use anything from outside but what the ones before have left in `globalThis.bench`.

/** What is awaited. Rows are counted from 0; a name that is null may be any. */
export interface Awaited {
  /** The names of the first rows, as many as can be seen. */
  readonly rows?: readonly (string | null)[];
  /** How many rows there are to be, where they are fewer than can be seen. */
  readonly length?: number;
  /** Text that a dialog is to hold. */
  readonly dialog?: string;
}

/** What the page answers. Times are in milliseconds since its navigation began. */
export interface Seen {
  /** When it was painted. */
  readonly painted: number;
  /** When the first event of the kind that was asked for happened, by the event's own clock. */
  readonly event: number;
}

/** What jumping has shown. */
export interface Jumps {
  /** The mean frame in milliseconds. */
  readonly mean: number;
  /** The frames without a row. */
  readonly blank: number;
}

/** What is there for the one that measures. */
export interface Bench {
  /** The document, and all shadow roots. */
  readonly roots: (Document | ShadowRoot)[];
  /** Is told of each shadow root. */
  onRoot: (root: ShadowRoot) => void;
  all(selector: string): HTMLElement[];
  rows(): HTMLElement[];
  indexOf(row: Element): number;
  nameOf(row: Element): string;
  /** Runs something as the very next task. */
  next(task: () => void): void;
  /** Starts to wait; the binding `benchSeen` is told when. `event` is what it begins with; none at the start. */
  wait(awaited: Awaited, event?: string): void;
  /** The names of the rows that can be seen as a whole. */
  visible(): string[];
  /** The index of the last row that is there; -1 where none is. */
  last(): number;
  /** Jumps to each share of the list, one a frame. */
  jump(shares: readonly number[]): Promise<Jumps>;
}

interface Global {
  bench: Bench;
  benchSeen(seen: string): void;
  scheduler: { postTask(task: () => void, options: { priority: string }): void };
}

/** The mark that is set when something that was awaited has been painted. */
export const PAINTED = "bench-painted";

/** Finds rows, wherever they are. */
export function findRows(): void {
  const page = globalThis as unknown as Global;
  const bench: Partial<Bench> & Pick<Bench, "roots" | "onRoot"> = { roots: [document], onRoot: () => undefined };
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attachShadow.call(this, init);
    bench.roots.push(root);
    bench.onRoot(root);
    return root;
  };
  const all = (selector: string) => bench.roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
  const indexOf = (row: Element) => Number(row.getAttribute("aria-rowindex")) - 2;
  page.bench = Object.assign(bench as Bench, {
    all,
    indexOf,
    rows: () => all("[role=row][aria-rowindex]").filter((row) => indexOf(row) >= 0),
    nameOf(row: Element) {
      const cell = row.querySelector("[role=rowheader], [role=gridcell], [role=cell]");
      // Ours has more than the name in it.
      return (cell?.querySelector("[dir=auto]") ?? cell)?.textContent ?? "";
    },
    next: (task: () => void) => page.scheduler.postTask(task, { priority: "user-blocking" }),
  });
}

/**
 * Looks for what is awaited after each change of the document, and takes the time in the first task after the frame that
 * shows it. Waits for the first row at once.
 */
export function awaitPaint(mark: string): void {
  const page = globalThis as unknown as Global;
  const { bench } = page;
  const events: Record<string, number> = {};
  let waits: { awaited: Awaited; event: string | undefined } | undefined;
  let isThere = false;

  const isSeen = ({ rows: names, length, dialog }: Awaited): boolean => {
    if (dialog !== undefined) return bench.all("dialog, [role=dialog], [role=alertdialog]").some((one) => one.textContent?.includes(dialog));
    const there = bench.rows();
    if (!names) return there.length > 0;
    const shown = new Map(there.map((row) => [bench.indexOf(row), row]));
    if (length !== undefined && [...shown.keys()].some((index) => index >= length)) return false;
    return names.every((name, index) => {
      const row = shown.get(index);
      return row !== undefined && (name === null || bench.nameOf(row) === name);
    });
  };
  const look = (): void => {
    if (waits && !isThere && (waits.event === undefined || events[waits.event] !== undefined)) isThere = isSeen(waits.awaited);
  };
  const afterPaint = (): void => {
    if (!waits || !isThere) return;
    const painted = performance.now();
    const event = waits.event === undefined ? 0 : (events[waits.event] ?? 0);
    waits = undefined;
    performance.mark(mark);
    page.benchSeen(JSON.stringify({ painted, event } satisfies Seen));
  };
  const frame = (): void => {
    if (!waits) return;
    // The very next task: nothing comes between the paint of this frame and the clock.
    bench.next(afterPaint);
    requestAnimationFrame(frame);
  };

  const observer = new MutationObserver(look);
  bench.onRoot = (root: Node) => observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-rowindex"] });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-rowindex"] });
  for (const type of ["keydown", "click"]) addEventListener(type, (event) => (events[type] ??= event.timeStamp), { capture: true, passive: true });
  bench.wait = (awaited, event) => {
    for (const type of Object.keys(events)) delete events[type];
    [waits, isThere] = [{ awaited, event }, false];
    requestAnimationFrame(frame);
  };
  bench.wait({});
}

/** Looks at what can be seen of the list, and scrolls it. */
export function scrollList(): void {
  const { bench } = globalThis as unknown as Global;
  const list = (): { scroller: Element; top: number; bottom: number } => {
    let node: Node | null = bench.rows()[0] ?? null;
    while (node) {
      if (node instanceof ShadowRoot) node = node.host;
      if (node instanceof Element && node.scrollHeight > node.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(node).overflowY)) {
        const { top, bottom } = node.getBoundingClientRect();
        return { scroller: node, top, bottom: Math.min(bottom, innerHeight) };
      }
      node = node.parentNode;
    }
    return { scroller: document.documentElement, top: 0, bottom: innerHeight };
  };
  const afterFrame = () => new Promise<void>((done) => requestAnimationFrame(() => bench.next(() => done())));

  bench.visible = () => {
    const { top, bottom } = list();
    const seen = bench.rows().filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top >= top - 1 && box.bottom <= bottom + 1;
    });
    return seen.sort((a, b) => bench.indexOf(a) - bench.indexOf(b)).map(bench.nameOf);
  };
  bench.last = () => Math.max(-1, ...bench.rows().map(bench.indexOf));
  bench.jump = async (shares) => {
    const { scroller, top, bottom } = list();
    // A head that stays in place covers what is behind it.
    const isRow = (box: DOMRect) => box.height > 0 && box.bottom > top + 60 && box.top < bottom - 60;
    let blank = 0;
    await afterFrame();
    const start = performance.now();
    for (const share of shares) {
      // In a task, as an input event would be: a page that places its rows at once paints them in the next frame.
      scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      await afterFrame();
      if (!bench.rows().some((row) => isRow(row.getBoundingClientRect()))) blank += 1;
    }
    return { mean: (performance.now() - start) / shares.length, blank };
  };
}
