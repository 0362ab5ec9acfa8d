// The dialogs: for a name, for the credentials that were made, and before something is deleted.
import * as AlertDialog from "@radix-ui/react-alert-dialog";
import * as Dialog from "@radix-ui/react-dialog";
import { type FormEvent, useState } from "react";
import type { Application } from "../shared/api";
import { useCreate, useDelete } from "./applications";

interface CreateDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onCreated: (application: Application) => void;
}

export function CreateDialog({ open, onOpenChange, onCreated }: CreateDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog centred" aria-describedby={undefined}>
          <CreateForm onCreated={onCreated} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CreateForm({ onCreated }: Pick<CreateDialogProps, "onCreated">) {
  const [name, setName] = useState("");
  const create = useCreate(onCreated);
  const send = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(name.trim());
  };
  return (
    <form onSubmit={send}>
      <Dialog.Title>New application</Dialog.Title>
      <label>
        Name
        <input required maxLength={255} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {create.error && <p role="alert">{create.error.message}</p>}
      <div className="buttons">
        <Dialog.Close asChild>
          <button type="button">Cancel</button>
        </Dialog.Close>
        <button type="submit" disabled={create.isPending}>
          Create application
        </button>
      </div>
    </form>
  );
}

interface CreatedDialogProps {
  readonly application: Application | null;
  readonly onClose: () => void;
}

export function CreatedDialog({ application, onClose }: CreatedDialogProps) {
  return (
    <Dialog.Root open={application !== null} onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog centred" aria-describedby={undefined}>
          <form onSubmit={onClose}>
            <Dialog.Title>“{application?.name}” was created</Dialog.Title>
            <label>
              Client ID
              <input readOnly value={application?.client_id ?? ""} />
            </label>
            <label>
              Client secret
              <input readOnly value={application?.client_secret ?? ""} />
            </label>
            <div className="buttons">
              <Dialog.Close asChild>
                <button type="button">Done</button>
              </Dialog.Close>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface DeleteDialogProps {
  readonly application: Application | null;
  readonly onClose: () => void;
}

export function DeleteDialog({ application, onClose }: DeleteDialogProps) {
  const remove = useDelete(onClose);
  const send = (event: { preventDefault(): void }) => {
    event.preventDefault();
    if (application) remove.mutate(application.id);
  };
  return (
    <AlertDialog.Root open={application !== null} onOpenChange={onClose}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog centred">
          <AlertDialog.Title>Delete “{application?.name}”?</AlertDialog.Title>
          <AlertDialog.Description>Its tokens stop working at once.</AlertDialog.Description>
          {remove.error && <p role="alert">{remove.error.message}</p>}
          <div className="buttons">
            <AlertDialog.Cancel>Cancel</AlertDialog.Cancel>
            <AlertDialog.Action className="danger" disabled={remove.isPending} onClick={send}>
              Delete application
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
