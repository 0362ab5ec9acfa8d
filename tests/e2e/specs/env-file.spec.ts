// The `.env` file: a shell, the dotenv libraries of Node.js and Python and Docker read the same bytes from it, or there is
// none. Each reader but Docker's runs here; Docker's rules are tested beside the code that writes the file.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { parse } from "dotenv";
import { LIST, application, expect, list, test } from "../support/faulty-fixtures.js";

const run = promisify(execFile);

const PLAIN = ["aB3xYz09", "a-b_c.d/e+f=,g:h@i%j", "-rf", "a!b*c?d^e", "!!", "^a^b", "a==", "a~b", "%PATH%", "export", "a".repeat(128)];
const HOSTILE = [
  "=ls", "a:=ls",
  "a`touch canary`b", "$(touch canary)", "a$(id)b", "$HOME", "${HOME}", "a$b$c", "$$", "a'b", 'a"b', "'quoted'", '"quoted"', "a\\nb", "a\\",
  "a b", " a", "a ", "a#b", "a #b", "#a", "a;touch canary", "a&b", "a|b", "a>canary", "a<b", "(a)", "{a,b}", "~root", "a:~root", "a\tb", "a\nb",
  "a\nexport PATH=/canary", "zażółć", "a\\$(id)", "'\"`$\\",
];

/** What each reader finds in a file. */
async function readers(path: string): Promise<Record<string, string | undefined>> {
  const python = process.env["OAUTH_APPS_PYTHON"] ?? "python3";
  const script = "import sys; from dotenv import dotenv_values; sys.stdout.write(dotenv_values(sys.argv[1])['CLIENT_SECRET'] or '')";
  const shell = async (name: string) => (await run(name, ["-c", '. "$1"; printf %s "$CLIENT_SECRET"', name, path], { env: { PATH: process.env["PATH"], HOME: "/canary" } })).stdout;
  return {
    sh: await shell("sh"),
    bash: await shell("bash"),
    "Node.js": parse(await readFile(path)).CLIENT_SECRET,
    Python: (await run(python, ["-c", script, path])).stdout,
  };
}

test("every reader of an .env file reads the same bytes, or there is none and it is said why (security rule 38)", async ({ app, faulty, page }) => {
  test.slow();
  const secrets = [...PLAIN, ...HOSTILE];
  faulty.always(LIST, list(secrets.map((client_secret, at) => application(at + 1, { client_secret }))));
  await app.openSignedIn();
  for (const [at, secret] of secrets.entries()) {
    await app.search.fill(`client-${at + 1}`);
    await app.row(`App ${at + 1}`).getByRole("button", { name: /^Actions/ }).click();
    const download = page.waitForEvent("download", { timeout: 30_000 }).catch(() => null);
    await app.root.getByRole("menuitem", { name: "Download .env" }).click();
    const said = app.toast(/^There is no \.env file for this secret/);
    const file = await Promise.race([download, said.waitFor().then(() => null)]);
    expect(file !== null, JSON.stringify(secret)).toBe(PLAIN.includes(secret));
    if (file === null) {
      await app.root.getByRole("button", { name: "Dismiss" }).click();
      await expect(said).toHaveCount(0);
    } else {
      expect(await readers(await file.path())).toEqual({ sh: secret, bash: secret, "Node.js": secret, Python: secret });
    }
  }
});

test("a new secret that no .env file can hold says so, and is saved by copying (security rule 38)", async ({ app, faulty, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await app.openSignedIn();
  faulty.next("POST /o/apps/", ({ send }) => send(201, { "content-type": "application/json" }, JSON.stringify({ id: 99, client_id: "c-99", client_secret: "a`id`$(id)b" })));
  await app.create("Reporting API");
  await expect(app.dialog.getByText("There is no .env file for this secret")).toBeVisible();
  await expect(app.dialog.getByRole("button", { name: "Download .env" })).toHaveCount(0);
  await app.dialog.getByRole("button", { name: "Copy secret" }).click();
  await app.done.click();
  await expect(app.dialog).toBeHidden();
});
