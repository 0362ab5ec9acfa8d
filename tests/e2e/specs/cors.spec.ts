// CORS as the guide asks it of an API: the reference server answers so, and the page needs no more than that.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folder } from "../support/portal.js";
import { expect, test } from "../support/portal-fixtures.js";

/** What portals/cors.txt says of a header, in lower case. */
async function asked(header: string): Promise<string[]> {
  const lines = (await readFile(join(folder, "cors.txt"), "utf8")).trim().split("\n");
  const line = lines.find((line) => line.startsWith(`Access-Control-${header}: `)) ?? "";
  return line.slice(line.indexOf(": ") + 2).toLowerCase().split(", ").sort();
}

const words = (value: string | null) => (value ?? "").toLowerCase().split(/, ?/);

for (const path of ["o/apps/", "o/token/", "o/revoke_token/"]) {
  test(`the reference server answers what the guide asks of an API: ${path}`, async ({ port, server }) => {
    const origin = `http://127.0.0.1:${port}`;
    const headers = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type" };
    const before = await fetch(new URL(path, server.url), { method: "OPTIONS", headers });
    expect(before.ok).toBe(true);
    const answer = await fetch(new URL(path, server.url), { method: "POST", headers: { origin } });
    expect(answer.ok, "it is an error, which the page has to read, too").toBe(false);
    for (const { headers } of [before, answer]) expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(words(before.headers.get("access-control-allow-methods"))).toEqual(expect.arrayContaining(await asked("Allow-Methods")));
    expect(words(before.headers.get("access-control-allow-headers"))).toEqual(expect.arrayContaining(await asked("Allow-Headers")));
    expect(words(answer.headers.get("access-control-expose-headers"))).toEqual(expect.arrayContaining(await asked("Expose-Headers")));
  });
}

test("the page sends what the guide names, and needs no other permission", async ({ app, page, portal, server }) => {
  // What a browser asks permission for: other methods than GET and POST, and headers that no form could send.
  const SAFE = /^(accept|accept-language|content-language|origin|referer|user-agent|sec-.*)$/;
  const methods = new Set<string>();
  const headers = new Set<string>();
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) return;
    methods.add(request.method().toLowerCase());
    Object.keys(request.headers()).filter((name) => !SAFE.test(name)).forEach((name) => headers.add(name));
  });
  await portal.logIn();
  await app.create("Reporting API");
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await app.delete("Reporting API");
  await expect(app.rows).toHaveCount(portal.applications);
  expect([...methods].sort()).toEqual(await asked("Allow-Methods"));
  expect([...headers].sort()).toEqual(await asked("Allow-Headers"));
});
