// The whole page: what is searched, and which dialog is open.
import Button from "@mui/material/Button";
import Container from "@mui/material/Container";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useMemo, useState } from "react";
import type { Application } from "../shared/api";
import { useApplications } from "../react/applications";
import { CreateDialog, CreatedDialog, DeleteDialog } from "./dialogs";
import { List } from "./List";

const SEARCH = "Search name or client ID";

export function Page() {
  const { applications, error, isPending } = useApplications();
  const [query, setQuery] = useState("");
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<Application | null>(null);
  const [deleting, setDeleting] = useState<Application | null>(null);

  const folded = useMemo(() => applications.map(({ name, client_id }) => `${name}\n${client_id}`.toLowerCase()), [applications]);
  const wanted = query.trim().toLowerCase();
  const found = useMemo(
    () => (wanted === "" ? applications : applications.filter((_, index) => folded[index]?.includes(wanted))),
    [applications, folded, wanted],
  );
  const [shown, all] = [found.length.toLocaleString("en"), applications.length.toLocaleString("en")];
  const count = isPending ? "Loading…" : shown === all ? `${all} applications` : `${shown} of ${all} applications`;
  return (
    <Container component="main" maxWidth="lg" sx={{ height: "100vh", py: 3 }}>
      <Stack spacing={2} sx={{ height: "100%" }}>
        <Typography variant="h5" component="h1">
          OAuth applications
        </Typography>
        <Stack direction="row" spacing={1.5} sx={{ alignItems: "center" }}>
          <TextField
            type="search"
            size="small"
            placeholder={SEARCH}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            slotProps={{ htmlInput: { "aria-label": SEARCH } }}
          />
          <Typography role="status" sx={{ flex: 1 }}>
            {error ? String(error) : count}
          </Typography>
          <Button variant="contained" onClick={() => setCreating(true)}>
            New application
          </Button>
        </Stack>
        <List applications={found} loading={isPending} onDelete={setDeleting} />
      </Stack>
      <CreateDialog
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(made) => {
          setCreating(false);
          setCreated(made);
        }}
      />
      <CreatedDialog application={created} onClose={() => setCreated(null)} />
      <DeleteDialog application={deleting} onClose={() => setDeleting(null)} />
    </Container>
  );
}
