// The menu of a row and the dialogs, which the HTML holds already.
import type { Application } from "../shared/api";
import { find } from "./dom";

const menu = find("#menu");
const create = find<HTMLDialogElement>("#create");
const created = find<HTMLDialogElement>("#created");
const remove = find<HTMLDialogElement>("#delete");
let chosen: (() => void) | undefined;
let named: ((name: string) => Promise<void>) | undefined;
let confirmed: (() => Promise<void>) | undefined;

/** Opens the menu below a button. */
export function openMenu(button: HTMLElement, choose: () => void): void {
  chosen = choose;
  const { right, bottom } = button.getBoundingClientRect();
  menu.style.inset = `${bottom + 4}px auto auto ${right - 120}px`;
  menu.showPopover();
  find("button", menu).focus();
}

menu.addEventListener("click", () => {
  menu.hidePopover();
  chosen?.();
});

/** Asks for the name of a new application. */
export function openCreate(send: (name: string) => Promise<void>): void {
  named = send;
  find<HTMLFormElement>("form", create).reset();
  create.showModal();
}

/** Shows the credentials of a new application. */
export function openCreated({ name, client_id, client_secret }: Application): void {
  create.close();
  find("h2", created).textContent = `“${name}” was created`;
  find<HTMLInputElement>("[name=id]", created).value = client_id;
  find<HTMLInputElement>("[name=secret]", created).value = client_secret;
  created.showModal();
}

/** Asks whether to delete an application. */
export function askToDelete({ name }: Application, send: () => Promise<void>): void {
  confirmed = send;
  find("h2", remove).textContent = `Delete “${name}”?`;
  remove.showModal();
}

for (const dialog of [create, remove]) find("[data-close]", dialog).addEventListener("click", () => dialog.close());
submits(create, () => named?.(find<HTMLInputElement>("[name=name]", create).value.trim()));
submits(remove, () => confirmed?.());

/** Sends what a dialog asks for, once; it stays open when that fails. */
function submits(dialog: HTMLDialogElement, send: () => Promise<void> | undefined): void {
  const button = find<HTMLButtonElement>("[type=submit]", dialog);
  find("form", dialog).addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await send();
      dialog.close();
    } finally {
      button.disabled = false;
    }
  });
}
