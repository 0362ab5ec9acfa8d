// The applications in their order, and those that are found: lower-cased once, and narrowed while the query grows.
import type { Application } from "../shared/api";
import { type Sort, comparison } from "../shared/sort";

interface Entry {
  readonly application: Application;
  readonly folded: string;
}

const fold = (application: Application): Entry => ({ application, folded: `${application.name}\n${application.client_id}`.toLowerCase() });

/** The applications, to be searched. */
export class Index {
  #all: Entry[] = [];
  #found: Entry[] = [];
  #query = "";

  /** How many there are. */
  get length(): number {
    return this.#all.length;
  }

  /** Takes a list in its order. */
  set(applications: readonly Application[]): void {
    this.#change(applications.map(fold));
  }

  /** Puts one in. */
  add(application: Application, sort: Sort): void {
    this.#change([fold(application), ...this.#all]);
    this.sort(sort);
  }

  /** Takes one out. */
  remove(application: Application): void {
    const others = (entry: Entry) => entry.application !== application;
    this.#all = this.#all.filter(others);
    this.#found = this.#found.filter(others);
  }

  /** Orders them. */
  sort(sort: Sort): void {
    const compare = comparison(sort);
    this.#change(this.#all.sort((a, b) => compare(a.application, b.application)));
  }

  /** Those whose name or client ID holds `text`, ignoring case. */
  search(text: string): readonly { readonly application: Application }[] {
    const query = text.trim().toLowerCase();
    if (query !== this.#query) {
      const among = query.startsWith(this.#query) ? this.#found : this.#all;
      this.#found = query === "" ? this.#all : among.filter((entry) => entry.folded.includes(query));
      this.#query = query;
    }
    return this.#found;
  }

  #change(all: Entry[]): void {
    this.#all = all;
    this.#found = this.#query === "" ? all : all.filter((entry) => entry.folded.includes(this.#query));
  }
}
