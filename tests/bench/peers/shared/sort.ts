// The orders that a list can have.
import { type Application, compare } from "./api";
import { byName } from "./words";

/** What the list is ordered by. */
export type Column = "name" | "created";

/** An order. */
export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

/** Newest first. */
export const NEWEST_FIRST: Sort = { column: "created", descending: true };

/** What a click on the head of a column leads to. */
export function toggled(sort: Sort, column: Column): Sort {
  return { column, descending: sort.column === column ? !sort.descending : column === "created" };
}

/** For `aria-sort`. */
export function direction(sort: Sort, column: Column): "ascending" | "descending" | "none" {
  return sort.column !== column ? "none" : sort.descending ? "descending" : "ascending";
}

/** What orders applications. */
export function comparison({ column, descending }: Sort): (a: Application, b: Application) => number {
  const sign = descending ? -1 : 1;
  if (column === "name") return (a, b) => sign * byName.compare(a.name, b.name);
  return (a, b) => sign * (compare(a.created, b.created) || a.id - b.id);
}
