// Logs in.
import { redirect } from "@sveltejs/kit";
import { begin } from "$lib/server/sessions";

export const actions = {
  default: ({ cookies }) => {
    cookies.set("session", begin(), { path: "/", secure: false });
    redirect(303, "/");
  },
};
