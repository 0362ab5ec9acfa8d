// Before each request: who is logged in; after it: where the API is, which the policy of a build does not know.
import { redirect, type Handle } from "@sveltejs/kit";
import { env } from "$env/dynamic/public";
import { isThere } from "$lib/server/sessions";

export const handle: Handle = async ({ event, resolve }) => {
  const session = event.cookies.get("session");
  event.locals.session = isThere(session) ? session : undefined;
  if (!event.locals.session && event.route.id === "/") redirect(303, "/login");
  const response = await resolve(event);
  const policy = response.headers.get("content-security-policy");
  const api = new URL(env.PUBLIC_API_URL ?? "").origin;
  if (policy) response.headers.set("content-security-policy", policy.replace("https://api.example", api));
  return response;
};
