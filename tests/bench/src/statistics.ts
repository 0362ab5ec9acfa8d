// The arithmetic of the report.

/** The one in the middle, or the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** What is said of the runs of one page in one row. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The median of the page against that of the one it is compared with; null where that is 0 or not there. */
  readonly ratio: number | null;
}

/** Sums up `values`, against those of the page that all are compared with. */
export function summary(values: readonly number[], base: readonly number[]): Summary {
  const [own, other] = [median(values), median(base)];
  return { median: own, min: Math.min(...values), max: Math.max(...values), ratio: other > 0 ? own / other : null };
}
