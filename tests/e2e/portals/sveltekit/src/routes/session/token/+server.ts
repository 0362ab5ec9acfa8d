// The token of who is logged in; a new one when the API refused it.
import { text, type RequestHandler } from "@sveltejs/kit";
import { tokenOf } from "$lib/server/sessions";

const answer = (anew: boolean): RequestHandler => async ({ locals }) => {
  const headers = { "cache-control": "no-store" };
  if (!locals.session) return new Response(null, { status: 401, headers });
  return text(await tokenOf(locals.session, { anew }), { headers });
};

export const GET = answer(false);
export const POST = answer(true);
