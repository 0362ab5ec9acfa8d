// Who is logged in, and the token that the portal gets for them with its own client credentials.
import { randomUUID } from "node:crypto";

// Each route may have a copy of this file of its own.
const tokens = (globalThis.portalTokens ??= new Map());

export function begin() {
  const session = randomUUID();
  tokens.set(session, undefined);
  return session;
}

/** The session's token, or a new one (RFC 6749 section 4.4); none where nobody is logged in. */
export async function tokenOf(session, { anew }) {
  if (!tokens.has(session)) return undefined;
  if (!tokens.get(session) || anew) {
    const { API_URL, CLIENT_ID, CLIENT_SECRET } = process.env;
    const answer = await fetch(new URL("o/token/", API_URL), {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "read write" }),
      cache: "no-store",
    });
    if (!answer.ok) throw new Error(`the API answered ${answer.status} to the portal`);
    tokens.set(session, (await answer.json()).access_token);
  }
  return tokens.get(session);
}
