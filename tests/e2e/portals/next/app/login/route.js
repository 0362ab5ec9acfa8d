// Logs in.
import { cookies } from "next/headers";
import { begin } from "../../lib/sessions";

const FORM = `<!doctype html><html lang="en"><title>Log in</title><form method="post"><button>Log in</button></form></html>`;

export function GET() {
  return new Response(FORM, { headers: { "content-type": "text/html; charset=utf-8" } });
}

export async function POST() {
  (await cookies()).set("session", begin(), { httpOnly: true, sameSite: "lax", path: "/" });
  return new Response(null, { status: 303, headers: { location: "/" } });
}
