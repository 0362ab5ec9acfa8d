// The package as `npm pack` makes it: what is in it, what others' checks say, and that it costs nothing until it is used.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { folder } from "../support/portal.js";

const run = promisify(execFile);
const tarball = join(folder, ".build/oauth-apps.tgz");
const installed = join(folder, "node_modules/oauth-apps");

/** Everything that may be in the package. */
const CONTENTS = [
  /^(package|integrity)\.json$/,
  /^(README\.md|LICENSE-MIT|LICENSE-APACHE)$/,
  /^(index|element|client|react|svelte|vue)\.js$/,
  /^shared-[A-Z0-9]{8}\.js$/,
  /^(index|element|client|data|react|svelte|vue)\.d\.ts$/,
  /^oauth-apps(-[a-z]+)?-[0-9a-f]{16}\.wasm$/,
  /^oauth-apps-[0-9a-f]{16}\.json$/,
  /^oauth-apps(-client)?\.wasm$/,
];

interface Manifest {
  readonly exports: Record<string, string | { readonly types: string; readonly default: string }>;
  readonly sideEffects: readonly string[];
  readonly dependencies?: object;
  readonly peerDependencies?: object;
  readonly optionalDependencies?: object;
  readonly scripts?: object;
}

async function contents(): Promise<string[]> {
  const [packed] = JSON.parse(await readFile(join(folder, ".build/packed.json"), "utf8")) as { files: { path: string }[] }[];
  return packed?.files.map(({ path }) => path) ?? [];
}

const manifest = async () => JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as Manifest;

/** What Rollup makes of a script, as one text. */
async function bundled(code: string): Promise<string> {
  const there = await mkdtemp(join(folder, ".build/bundled-"));
  try {
    await writeFile(join(there, "main.js"), code);
    const words = [join(folder, "node_modules/rollup/dist/bin/rollup"), "main.js", "--silent", "--plugin", "node-resolve"];
    return (await run(process.execPath, words, { cwd: there })).stdout;
  } finally {
    await rm(there, { recursive: true, force: true });
  }
}

test("it holds what it should, and nothing else", async () => {
  const files = await contents();
  expect(files.filter((file) => !CONTENTS.some((pattern) => pattern.test(file)))).toEqual([]);
  expect(CONTENTS.filter((pattern) => !files.some((file) => pattern.test(file))).map(String)).toEqual([]);
});

test("what it exports is there", async () => {
  const files = await contents();
  const { exports } = await manifest();
  const named = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [entry] : [entry.types, entry.default]));
  expect(named.filter((file) => !files.includes(file.replace("./", "")))).toEqual([]);
});

test("it has no dependency, runs no script when it is installed, and names no map of its sources", async () => {
  const { dependencies, peerDependencies, optionalDependencies, scripts } = await manifest();
  expect([dependencies, peerDependencies, optionalDependencies, scripts]).toEqual([undefined, undefined, undefined, undefined]);
  for (const file of (await contents()).filter((file) => file.endsWith(".js"))) {
    expect(await readFile(join(installed, file), "utf8"), file).not.toMatch(/sourceMappingURL|\.rs\b/);
  }
});

test("integrity.json has the hash of each script", async () => {
  const known = JSON.parse(await readFile(join(installed, "integrity.json"), "utf8")) as Record<string, string>;
  const scripts = (await contents()).filter((file) => file.endsWith(".js"));
  expect(Object.keys(known).sort()).toEqual(scripts.sort());
  for (const script of scripts) {
    const hash = await crypto.subtle.digest("SHA-384", await readFile(join(installed, script)));
    expect(known[script]).toBe(`sha384-${Buffer.from(hash).toString("base64")}`);
  }
});

test("publint finds nothing", async () => {
  const { stdout } = await run(process.execPath, [join(folder, "node_modules/publint/src/cli.js"), "run", tarball, "--strict"]);
  expect(stdout).toContain("All good!");
});

test("arethetypeswrong finds nothing", async () => {
  const attw = join(folder, "node_modules/@arethetypeswrong/cli/dist/index.js");
  // These entry points hold no types.
  const wasm = ["--exclude-entrypoints", "oauth-apps.wasm", "oauth-apps-client.wasm"];
  // Its exit code is not zero where it finds something.
  await run(process.execPath, [attw, tarball, "--profile", "esm-only", ...wasm]);
});

test("an import that is not used leaves nothing in a bundle, one of the element registers it", async () => {
  expect((await bundled('import { mount } from "oauth-apps"; import { createClient } from "oauth-apps/client";')).trim()).toBe("");
  expect((await bundled('import "oauth-apps"; import {} from "oauth-apps/react";')).trim()).toBe("");
  expect(await bundled('import "oauth-apps/element";')).toContain("customElements");
  expect(await bundled('import { createClient } from "oauth-apps/client"; console.log(createClient);')).not.toContain("customElements");
});

test("importing any part of it on a server does nothing, and fails nowhere", async () => {
  const parts = Object.entries((await manifest()).exports).filter(([, entry]) => typeof entry === "object");
  const imports = parts.map(([name]) => `await import("oauth-apps${name.slice(1)}");`).join("\n");
  const code = `const before = Object.keys(globalThis).length;\n${imports}\nconsole.log("new:", String(Object.keys(globalThis).length - before));`;
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder });
  expect([stdout.trim(), stderr]).toEqual(["new: 0", ""]);
});
