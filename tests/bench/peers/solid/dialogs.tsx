/** @jsxImportSource solid-js */
// The dialogs: for a name, for the credentials that were made, and before something is deleted.
import { type JSX, Show, createSignal, createUniqueId, onMount } from "solid-js";
import type { Application } from "../shared/api";

interface CreateDialogProps {
  readonly onCreate: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

export function CreateDialog(props: CreateDialogProps) {
  const [name, setName] = createSignal("");
  return (
    <Dialog title="New application" onClose={props.onClose} onSubmit={() => props.onCreate(name().trim())} submit="Create application">
      <label>
        Name
        <input required maxLength={255} autocomplete="off" value={name()} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
    </Dialog>
  );
}

interface CreatedDialogProps {
  readonly application: Application;
  readonly onClose: () => void;
}

export function CreatedDialog(props: CreatedDialogProps) {
  return (
    <Dialog title={`“${props.application.name}” was created`} onClose={props.onClose}>
      <label>
        Client ID
        <input readOnly value={props.application.client_id} />
      </label>
      <label>
        Client secret
        <input readOnly value={props.application.client_secret} />
      </label>
    </Dialog>
  );
}

interface DeleteDialogProps {
  readonly application: Application;
  readonly onDelete: (application: Application) => Promise<void>;
  readonly onClose: () => void;
}

export function DeleteDialog(props: DeleteDialogProps) {
  return (
    <Dialog
      title={`Delete “${props.application.name}”?`}
      onClose={props.onClose}
      onSubmit={() => props.onDelete(props.application)}
      submit="Delete application"
      danger
    >
      <p>Its tokens stop working at once.</p>
    </Dialog>
  );
}

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit?: () => Promise<void>;
  readonly submit?: string;
  readonly danger?: boolean;
  readonly children: JSX.Element;
}

/** A modal dialog for as long as it is there; it sends once, and stays when that fails. */
function Dialog(props: DialogProps) {
  let dialog!: HTMLDialogElement;
  const id = createUniqueId();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  onMount(() => dialog.showModal());
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!props.onSubmit) return props.onClose();
    setBusy(true);
    try {
      await props.onSubmit();
    } catch (error) {
      setError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={() => props.onClose()}>
      <form onSubmit={send}>
        <h2 id={id}>{props.title}</h2>
        {props.children}
        <Show when={error()}>{(error) => <p role="alert">{String(error())}</p>}</Show>
        <div class="buttons">
          <Show when={props.submit} fallback={<button type="submit">Done</button>}>
            <button type="button" onClick={() => props.onClose()}>
              Cancel
            </button>
            <button type="submit" class={props.danger ? "danger" : ""} disabled={busy()}>
              {props.submit}
            </button>
          </Show>
        </div>
      </form>
    </dialog>
  );
}
