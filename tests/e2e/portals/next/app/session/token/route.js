// The token of who is logged in; a new one when the API refused it.
import { cookies } from "next/headers";
import { tokenOf } from "../../../lib/sessions";

const answer = (anew) => async () => {
  const session = (await cookies()).get("session")?.value;
  const token = await tokenOf(session, { anew });
  const headers = { "cache-control": "no-store" };
  return token ? new Response(token, { headers }) : new Response(null, { status: 401, headers });
};

export const GET = answer(false);
export const POST = answer(true);
