// The whole page: what is searched and how it is ordered, and which dialog is open.
import { useCallback, useMemo, useState } from "react";
import type { Application } from "../shared/api";
import { type Column, NEWEST_FIRST, comparison, toggled } from "../shared/sort";
import { useApplications } from "./applications";
import { CreateDialog, CreatedDialog, DeleteDialog } from "./dialogs";
import { List } from "./List";

export function Page() {
  const { applications, error, isPending } = useApplications();
  const [query, setQuery] = useState("");
  const [sort, setSort] = useState(NEWEST_FIRST);
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<Application | null>(null);
  const [deleting, setDeleting] = useState<Application | null>(null);

  const sorted = useMemo(
    // That is how they come.
    () => (sort.column === "created" && sort.descending ? applications : applications.toSorted(comparison(sort))),
    [applications, sort],
  );
  const folded = useMemo(() => sorted.map(({ name, client_id }) => `${name}\n${client_id}`.toLowerCase()), [sorted]);
  const wanted = query.trim().toLowerCase();
  const found = useMemo(
    () => (wanted === "" ? sorted : sorted.filter((_, index) => folded[index]?.includes(wanted))),
    [sorted, folded, wanted],
  );
  const sortBy = useCallback((column: Column) => setSort((sort) => toggled(sort, column)), []);

  const [shown, all] = [found.length.toLocaleString("en"), applications.length.toLocaleString("en")];
  const count = isPending ? "Loading…" : shown === all ? `${all} applications` : `${shown} of ${all} applications`;
  return (
    <main className="page">
      <h1>OAuth applications</h1>
      <div className="toolbar">
        <input
          type="search"
          aria-label="Search name or client ID"
          placeholder="Search name or client ID"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <span className="count" role="status">
          {error ? String(error) : count}
        </span>
        <button type="button" onClick={() => setCreating(true)}>
          New application
        </button>
      </div>
      <List applications={found} query={wanted} sort={sort} onSort={sortBy} onDelete={setDeleting} />
      <CreateDialog
        open={creating}
        onOpenChange={setCreating}
        onCreated={(made) => {
          setCreating(false);
          setCreated(made);
        }}
      />
      <CreatedDialog application={created} onClose={() => setCreated(null)} />
      <DeleteDialog application={deleting} onClose={() => setDeleting(null)} />
    </main>
  );
}
