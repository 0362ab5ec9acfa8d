// The dialogs: for a name, for the credentials that were made, and before something is deleted.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { type FormEvent, useId, useState } from "react";
import type { Application } from "../shared/api";
import { useCreate, useDelete } from "../react/applications";

interface CreateDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCreated: (application: Application) => void;
}

export function CreateDialog({ open, onClose, onCreated }: CreateDialogProps) {
  const title = useId();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={title}>
      <CreateForm title={title} onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

function CreateForm({ title, onClose, onCreated }: Omit<CreateDialogProps, "open"> & { readonly title: string }) {
  const [name, setName] = useState("");
  const create = useCreate(onCreated);
  const send = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(name.trim());
  };
  return (
    <form onSubmit={send}>
      <DialogTitle id={title}>New application</DialogTitle>
      <DialogContent>
        {create.error && <Alert severity="error">{create.error.message}</Alert>}
        <TextField
          label="Name"
          margin="dense"
          fullWidth
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 255 } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="contained" disabled={create.isPending || name.trim() === ""}>
          Create application
        </Button>
      </DialogActions>
    </form>
  );
}

interface CreatedDialogProps {
  readonly application: Application | null;
  readonly onClose: () => void;
}

export function CreatedDialog({ application, onClose }: CreatedDialogProps) {
  const title = useId();
  return (
    <Dialog open={application !== null} onClose={onClose} aria-labelledby={title}>
      <DialogTitle id={title}>“{application?.name}” was created</DialogTitle>
      <DialogContent>
        <TextField label="Client ID" margin="dense" fullWidth value={application?.client_id ?? ""} slotProps={{ htmlInput: { readOnly: true } }} />
        <TextField label="Client secret" margin="dense" fullWidth value={application?.client_secret ?? ""} slotProps={{ htmlInput: { readOnly: true } }} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Done</Button>
      </DialogActions>
    </Dialog>
  );
}

interface DeleteDialogProps {
  readonly application: Application | null;
  readonly onClose: () => void;
}

export function DeleteDialog({ application, onClose }: DeleteDialogProps) {
  const title = useId();
  const remove = useDelete(onClose);
  return (
    <Dialog open={application !== null} onClose={onClose} aria-labelledby={title}>
      <DialogTitle id={title}>Delete “{application?.name}”?</DialogTitle>
      <DialogContent>
        {remove.error && <Alert severity="error">{remove.error.message}</Alert>}
        <DialogContentText>Its tokens stop working at once.</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button color="error" disabled={remove.isPending} onClick={() => application && remove.mutate(application.id)}>
          Delete application
        </Button>
      </DialogActions>
    </Dialog>
  );
}
