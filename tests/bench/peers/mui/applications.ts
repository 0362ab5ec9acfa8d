// The applications as the API has them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Application, createApplication, deleteApplication, fetchApplications } from "../shared/api";

const KEY = ["applications"];
const NONE: Application[] = [];

/** All of them, newest first. */
export function useApplications(): { applications: readonly Application[]; error: Error | null; isPending: boolean } {
  // Shared structure would compare every application with the one before.
  const { data = NONE, error, isPending } = useQuery({ queryKey: KEY, queryFn: fetchApplications, structuralSharing: false });
  return { applications: data, error, isPending };
}

/** Creates one. */
export function useCreate(onCreated: (application: Application) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createApplication,
    onSuccess: (made) => {
      client.setQueryData<Application[]>(KEY, (all = NONE) => [made, ...all]);
      onCreated(made);
    },
  });
}

/** Deletes one. */
export function useDelete(onDeleted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteApplication,
    onSuccess: (_, id) => {
      client.setQueryData<Application[]>(KEY, (all = NONE) => all.filter((application) => application.id !== id));
      onDeleted();
    },
  });
}
