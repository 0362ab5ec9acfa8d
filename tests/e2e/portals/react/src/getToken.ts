// The token of who is logged in to the portal.
import type { GetToken } from "oauth-apps";

export const getToken: GetToken = async ({ refused }) => {
  const answer = await fetch("/session/token", { method: refused ? "POST" : "GET" });
  return answer.ok ? answer.text() : null;
};
