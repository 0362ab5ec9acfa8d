// The page without a framework: HTML that is there from the start, and a table that is told what to show.
import "../shared/style.css";
import { createApplication, deleteApplication, fetchApplications } from "../shared/api";
import { NEWEST_FIRST, type Column, direction, toggled } from "../shared/sort";
import { askToDelete, openCreate, openCreated, openMenu } from "./dialogs";
import { find } from "./dom";
import { Index } from "./search";
import { Table } from "./table";

const search = find<HTMLInputElement>("#search");
const count = find("#count");
const list = find("#list");
const index = new Index();
const table = new Table(list, find<HTMLTemplateElement>("#row"));
let sort = NEWEST_FIRST;

function show(): void {
  table.show(index.search(search.value));
  const [found, all] = [table.length.toLocaleString("en"), index.length.toLocaleString("en")];
  count.textContent = found === all ? `${all} applications` : `${found} of ${all} applications`;
}

search.addEventListener("input", () => {
  list.scrollTop = 0;
  show();
});

list.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const column = button?.dataset["sort"] as Column | undefined;
  if (button && column) return sortBy(column);
  const application = button && table.applicationOf(button);
  if (!application) return;
  if (button.dataset["act"] === "reveal") return table.reveal(application);
  openMenu(button, () =>
    askToDelete(application, async () => {
      await deleteApplication(application.id);
      index.remove(application);
      show();
    }),
  );
});

find("#new").addEventListener("click", () =>
  openCreate(async (name) => {
    const made = await createApplication(name);
    index.add(made, sort);
    show();
    openCreated(made);
  }),
);

function sortBy(column: Column): void {
  sort = toggled(sort, column);
  for (const button of list.querySelectorAll<HTMLElement>("[data-sort]")) {
    button.parentElement?.setAttribute("aria-sort", direction(sort, button.dataset["sort"] as Column));
  }
  index.sort(sort);
  list.scrollTop = 0;
  show();
}

fetchApplications().then(
  (applications) => {
    index.set(applications);
    show();
  },
  (error: unknown) => (count.textContent = String(error)),
);
