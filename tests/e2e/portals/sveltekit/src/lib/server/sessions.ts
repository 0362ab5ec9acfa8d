// Who is logged in, and the token that the portal gets for them with its own client credentials.
import { randomUUID } from "node:crypto";
import { env } from "$env/dynamic/private";
import { env as known } from "$env/dynamic/public";

const tokens = new Map<string, string>();
const sessions = new Set<string>();

export function begin(): string {
  const session = randomUUID();
  sessions.add(session);
  return session;
}

export const isThere = (session: string | undefined): session is string => session !== undefined && sessions.has(session);

/** The session's token, or a new one (RFC 6749 section 4.4). */
export async function tokenOf(session: string, how: { anew: boolean }): Promise<string> {
  const old = tokens.get(session);
  if (old && !how.anew) return old;
  const answer = await fetch(new URL("o/token/", known.PUBLIC_API_URL), {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${env["CLIENT_ID"]}:${env["CLIENT_SECRET"]}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "read write" }),
  });
  if (!answer.ok) throw new Error(`the API answered ${answer.status} to the portal`);
  const { access_token } = (await answer.json()) as { access_token: string };
  tokens.set(session, access_token);
  return access_token;
}
