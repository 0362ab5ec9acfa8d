/** @jsxImportSource solid-js */
// The whole page: what is searched and how it is ordered, and which dialog is open.
import { Show, createMemo, createSignal, onMount } from "solid-js";
import { type Application, createApplication, deleteApplication, fetchApplications } from "../shared/api";
import { NEWEST_FIRST, comparison, toggled } from "../shared/sort";
import { CreateDialog, CreatedDialog, DeleteDialog } from "./dialogs";
import { List } from "./List";

export function Page() {
  const [applications, setApplications] = createSignal<readonly Application[]>();
  const [error, setError] = createSignal<unknown>();
  const [query, setQuery] = createSignal("");
  const [sort, setSort] = createSignal(NEWEST_FIRST);
  const [creating, setCreating] = createSignal(false);
  const [created, setCreated] = createSignal<Application>();
  const [deleting, setDeleting] = createSignal<Application>();

  onMount(() => fetchApplications().then(setApplications, setError));

  const sorted = createMemo(() => {
    const all = applications() ?? [];
    // That is how they come.
    return sort() === NEWEST_FIRST ? all : all.toSorted(comparison(sort()));
  });
  const folded = createMemo(() => sorted().map(({ name, client_id }) => `${name}\n${client_id}`.toLowerCase()));
  const wanted = createMemo(() => query().trim().toLowerCase());
  const found = createMemo(() => (wanted() === "" ? sorted() : sorted().filter((_, index) => folded()[index]?.includes(wanted()))));
  const count = () => {
    if (error() !== undefined) return String(error());
    const [shown, all] = [found().length.toLocaleString("en"), applications()?.length.toLocaleString("en")];
    return all === undefined ? "Loading…" : shown === all ? `${all} applications` : `${shown} of ${all} applications`;
  };

  const create = async (name: string) => {
    const made = await createApplication(name);
    setApplications((all = []) => [made, ...all]);
    setCreating(false);
    setCreated(made);
  };
  const remove = async (gone: Application) => {
    await deleteApplication(gone.id);
    setApplications((all = []) => all.filter((application) => application !== gone));
    setDeleting();
  };

  return (
    <main class="page">
      <h1>OAuth applications</h1>
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search name or client ID"
          placeholder="Search name or client ID"
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <span class="count" role="status">
          {count()}
        </span>
        <button type="button" onClick={() => setCreating(true)}>
          New application
        </button>
      </div>
      <List applications={found()} query={wanted()} sort={sort()} onSort={(column) => setSort((sort) => toggled(sort, column))} onDelete={setDeleting} />
      <Show when={creating()}>
        <CreateDialog onCreate={create} onClose={() => setCreating(false)} />
      </Show>
      <Show when={created()}>{(made) => <CreatedDialog application={made()} onClose={() => setCreated()} />}</Show>
      <Show when={deleting()}>{(gone) => <DeleteDialog application={gone()} onDelete={remove} onClose={() => setDeleting()} />}</Show>
    </main>
  );
}
