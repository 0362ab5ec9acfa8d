// The typed client in a program of Node.js, as the guide shows it.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { expect, test } from "../support/fixtures.js";
import { folder } from "../support/portal.js";

const run = promisify(execFile);

test("the guide's program lists what the user has, and creates an application", async ({ server }) => {
  const source = (await readFile(join(folder, "client/list.ts"), "utf8")).replace("https://api.example/", server.url);
  const there = await mkdtemp(join(folder, ".build/client-"));
  try {
    const program = join(there, "list.mjs");
    await writeFile(program, ts.transpile(source, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }));
    const api = await server.api();
    const { stdout, stderr } = await run(process.execPath, [program], { env: { ...process.env, TOKEN: api.token, FORCE_COLOR: "0" } });
    expect(stderr).toBe("");
    const applications = await api.list();
    const made = applications.find(({ name }) => name === "Nightly export");
    const lines = applications.filter((one) => one !== made).map(({ name, client_id: id }) => `${name} ${id}`);
    const said = stdout.trim().split("\n");
    expect(said.slice(0, -1).sort()).toEqual(lines.sort());
    expect(said.at(-1)).toMatch(new RegExp(`^${made?.id} \\d{2}$`));
  } finally {
    await rm(there, { recursive: true, force: true });
  }
});
