// Our own server signs people in, as `cargo xtask serve` shows it to a newcomer: click, consent, done.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "../support/app.js";
import { expect, test as base } from "../support/fixtures.js";
import { page as built, Server } from "../support/server.js";

const test = base.extend<{ scope: string; where: "redirect" | "popup" }>({
  scope: ["read write offline_access", { option: true }],
  where: ["redirect", { option: true }],

  server: async ({ serverOptions, scope, where, watch }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "oauth-apps-page-"));
    await cp(built, folder, { recursive: true });
    const server = await Server.start({ ...serverOptions, page: folder });
    const index = join(folder, "index.html");
    const attributes = ` client-id="${await server.registerPage()}" scope="${scope}" sign-in-window="${where}"`;
    await writeFile(index, (await readFile(index, "utf8")).replace(/ sign-in="[^"]*"/, `$&${attributes}`));
    await use(server);
    watch.end();
    await server.stop();
    await rm(folder, { recursive: true });
  },
});

/** Goes to the server and signs in there; its consent page shows afterwards. */
async function signInThere(app: App): Promise<void> {
  const { user, password } = await app.server.newPassword();
  app.canaries.plantSecret(password);
  await app.open();
  await app.signInAt.click();
  await app.page.getByLabel("User name").fill(user);
  await app.page.getByLabel("Password").fill(password);
  await app.page.getByRole("button", { name: "Sign in" }).click();
  await expect(app.page.getByRole("heading", { name: "Allow access?" })).toBeVisible();
}

test.describe("with tokens of five seconds", () => {
  test.use({ serverOptions: { applications: 3, tokenLifetime: 5 } });

  test("a newcomer signs in with a click, a password and a consent, is renewed, and signs out of both tokens", async ({ app, page, server }) => {
    const token = () => page.evaluate(() => JSON.parse(sessionStorage.getItem("oauth-apps.session") ?? "{}").access_token as string);
    await signInThere(app);
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(app.list).toBeVisible();
    expect(page.url()).toBe(server.url);
    const first = await token();
    await expect.poll(token, { timeout: 15_000 }).not.toBe(first);
    const second = await token();
    await app.refresh.click();
    await expect(app.rows.first()).toBeVisible();
    await app.signOutButton.click();
    await expect(app.root.getByText("The token was revoked.")).toBeVisible();
    for (const token of [first, second]) {
      const answer = await fetch(new URL("o/apps/", server.url), { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(401);
    }
  });
});

test("who denies access is told what to do, and can begin again", async ({ app, page }) => {
  await signInThere(app);
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(app.note).toContainText("Access was denied.");
  await app.signInAt.click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(app.list).toBeVisible();
});

test.describe("in a window", () => {
  test.use({ where: "popup" });

  test("the page stays as it is, and the window closes, whose pages share the origin and its Cross-Origin-Opener-Policy", async ({ app, context, page }) => {
    const { user, password } = await app.server.newPassword();
    await app.open("?place=kept");
    const opening = context.waitForEvent("page");
    await app.signInAt.click();
    const there = await opening;
    await there.getByLabel("User name").fill(user);
    await there.getByLabel("Password").fill(password);
    await there.getByRole("button", { name: "Sign in" }).click();
    const closed = there.waitForEvent("close");
    await there.getByRole("button", { name: "Allow" }).click();
    await closed;
    await expect(app.list).toBeVisible();
    expect(new URL(page.url()).search).toBe("?place=kept");
  });
});

test.describe("where the scope `read` is enough to list", () => {
  test.use({ serverOptions: { applications: 3, arguments: ["--list-with-read"] }, scope: "read" });

  test("a token that names only `read` gives a page that says so, without buttons that fail", async ({ app, page }) => {
    await signInThere(app);
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(app.list).toBeVisible();
    await expect(app.root.getByRole("status").filter({ hasText: "Read-only." })).toBeVisible();
    await expect(app.newApplication).toBeDisabled();
    await app.row("Staging API").getByRole("button", { name: /^Actions for / }).click();
    await expect(app.root.getByRole("menuitem", { name: "Download .env" })).toBeVisible();
    await expect(app.root.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
  });
});

test("the part that signs in does not come: that is said, and another click brings it", async ({ app, page, watch }) => {
  watch.expect(/Failed to load resource/);
  const part = /\/oauth-apps-session-[0-9a-f]{16}\.wasm$/;
  await page.route(part, (route) => route.abort());
  await app.open();
  await app.signInAt.click();
  await expect(app.root.getByRole("alert")).toContainText("A file of this page did not come.");
  await expect(app.signInAt).toBeEnabled();
  await page.unroute(part);
  await app.signInAt.click();
  await expect(page.getByLabel("User name")).toBeVisible();
});
