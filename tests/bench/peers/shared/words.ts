// How values read, in all peers.

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

/** A moment as a day in words. */
export function dayOf(moment: string): string {
  return day.format(new Date(moment));
}

/** A client type in words. */
export function typeOf(type: string): string {
  return type === "public" ? "Public" : type === "confidential" ? "Confidential" : type;
}

/** What stands in the place of a secret that does not show. */
export const MASK = "••••••••••••";

/** Orders names as people do. */
export const byName = new Intl.Collator("en", { sensitivity: "base", numeric: true });
