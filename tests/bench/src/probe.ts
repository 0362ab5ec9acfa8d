// What measures inside of a page: serialised, and run before any script of the page. It must not use anything from outside.
//
// It looks for what is awaited after each change of the document, and takes the time in the first task after the frame that
// shows it. All pages pay for it alike.

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
  /** When the last event of the kind that was asked for happened, by the event's own clock. */
  readonly event: number;
}

/** What jumping has shown. */
export interface Jumps {
  readonly mean: number;
  readonly blank: number;
  readonly last: number;
}

/** What is there for the one that measures, as `globalThis.bench`. */
export interface Bench {
  /** Starts to wait; the binding `benchSeen` is told when. `event` is what it begins with; none at the start. */
  wait(awaited: Awaited, event?: string): void;
  /** The names of the rows that can be seen as a whole. */
  visible(): string[];
  /**
   * Jumps to each share of the list, one a frame: the mean frame in milliseconds, the frames without a row, and the index of
   * the last row that is there in the end.
   */
  jump(shares: readonly number[]): Promise<Jumps>;
}

/** The mark that is set when something that was awaited has been painted. */
export const PAINTED = "bench-painted";

/** Puts `bench` into the page, which waits for the first row. */
export function probe(mark: string): void {
  const page = globalThis as unknown as { bench: Bench; benchSeen(seen: string): void; scheduler: { postTask(task: () => void, options: object): void } };
  const roots: (Document | ShadowRoot)[] = [document];
  const events: Record<string, number> = {};
  let waits: { awaited: Awaited; event: string | undefined } | undefined;
  let isThere = false;

  const all = (selector: string): HTMLElement[] => roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
  const indexOf = (row: Element): number => Number(row.getAttribute("aria-rowindex")) - 2;
  const rows = (): HTMLElement[] => all("[role=row][aria-rowindex]").filter((row) => indexOf(row) >= 0);
  const nameOf = (row: Element): string => {
    const cell = row.querySelector("[role=rowheader], [role=gridcell], [role=cell]");
    // Ours has a mark beside the name of a new application.
    return (cell?.querySelector("bdi") ?? cell)?.textContent ?? "";
  };

  const isSeen = ({ rows: names, length, dialog }: Awaited): boolean => {
    if (dialog !== undefined) return all("dialog, [role=dialog], [role=alertdialog]").some((one) => one.textContent?.includes(dialog));
    const there = rows();
    if (!names) return there.length > 0;
    const shown = new Map(there.map((row) => [indexOf(row), row]));
    if (length !== undefined && [...shown.keys()].some((index) => index >= length)) return false;
    return names.every((name, index) => {
      const row = shown.get(index);
      return row !== undefined && (name === null || nameOf(row) === name);
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
  // A task of this priority is the next one: nothing comes between the paint of this frame and the clock.
  const frame = (): void => {
    if (!waits) return;
    page.scheduler.postTask(afterPaint, { priority: "user-blocking" });
    requestAnimationFrame(frame);
  };

  const observer = new MutationObserver(look);
  const observe = (root: Node): void => observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-rowindex"] });
  observe(document);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attachShadow.call(this, init);
    roots.push(root);
    observe(root);
    return root;
  };
  for (const type of ["keydown", "click"]) addEventListener(type, (event) => (events[type] ??= event.timeStamp), { capture: true, passive: true });

  const wait = (awaited: Awaited, event?: string): void => {
    for (const type of Object.keys(events)) delete events[type];
    [waits, isThere] = [{ awaited, event }, false];
    requestAnimationFrame(frame);
  };

  const listOf = (): { scroller: Element; top: number; bottom: number } => {
    let node: Node | null = rows()[0] ?? null;
    while (node) {
      if (node instanceof ShadowRoot) node = node.host;
      if (node instanceof Element && node.scrollHeight > node.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(node).overflowY)) {
        const { top, bottom } = node.getBoundingClientRect();
        return { scroller: node, top, bottom };
      }
      node = node.parentNode;
    }
    return { scroller: document.documentElement, top: 0, bottom: innerHeight };
  };

  page.bench = {
    wait,
    visible() {
      const { top, bottom } = listOf();
      const seen = rows().filter((row) => {
        const box = row.getBoundingClientRect();
        return box.top >= top - 1 && box.bottom <= Math.min(bottom, innerHeight) + 1;
      });
      return seen.sort((a, b) => indexOf(a) - indexOf(b)).map(nameOf);
    },
    async jump(shares) {
      const { scroller, top, bottom } = listOf();
      // A task of its own, as an input event would be: a page that places its rows at once then paints them at once.
      const task = () => new Promise<void>((done) => page.scheduler.postTask(() => done(), { priority: "user-blocking" }));
      const afterFrame = () => new Promise<void>((done) => requestAnimationFrame(() => void task().then(done)));
      let blank = 0;
      await afterFrame();
      const start = performance.now();
      for (const share of shares) {
        scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
        await afterFrame();
        const hasRow = rows().some((row) => {
          const box = row.getBoundingClientRect();
          return box.height > 0 && box.bottom > top + 60 && box.top < Math.min(bottom, innerHeight) - 60;
        });
        if (!hasRow) blank += 1;
      }
      const mean = (performance.now() - start) / shares.length;
      await new Promise((done) => setTimeout(done, 300));
      return { mean, blank, last: Math.max(...rows().map(indexOf)) };
    },
  };
  wait({});
}
