// What a page has to show: the same applications in the same order, whoever made it.
import type { Awaited } from "./probe.js";
import type { Application } from "./server.js";

/** Those whose name or client ID holds `query`, ignoring case. */
export function found(applications: readonly Application[], query: string): readonly Application[] {
  const wanted = query.toLowerCase();
  return query === "" ? applications : applications.filter(({ name, client_id: id }) => name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted));
}

/** The first rows, as many as can be seen. */
export function firstRows(applications: readonly Application[], visible: number): Awaited {
  return { rows: applications.slice(0, visible).map(({ name }) => (isPlain(name) ? name : null)), length: applications.length };
}

/** One of the first rows, whose name nothing makes special and no other has. */
export function plainRow(applications: readonly Application[]): Application {
  const names = applications.map(({ name }) => name);
  const row = applications.slice(1, 12).find(({ name }) => isPlain(name) && names.indexOf(name) === names.lastIndexOf(name));
  if (!row) throw new Error("no row has a plain name");
  return row;
}

/** Whether a name shows as it is: some pages mark characters that cannot be seen. */
function isPlain(name: string): boolean {
  return /^[A-Za-z0-9 -]{1,40}$/.test(name);
}
