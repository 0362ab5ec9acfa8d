// Makes the portals ready for the specs: packs the package, installs what was packed, builds what is not built yet. What
// is there already for the same package and the same sources stays. OAUTH_APPS_PKG names the package (default: pkg/).
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = import.meta.dirname;
const built = join(here, ".build");
const source = process.env.OAUTH_APPS_PKG ?? resolve(here, "../../../pkg");
const tarball = join(built, "oauth-apps.tgz");

/** What is built: a name, the workspace, its script, and the folder of what comes out, where it is not .build/<name>. */
const BUILDS = [
  ["next", "next", "build", "next/.next"],
  ["vue", "vue", "build"],
  ["sveltekit", "sveltekit", "build"],
  ["angular", "angular", "build"],
  ["vue-vite", "vue", "build-vite"],
  ["react", "react", "build"],
  ["react-server", "react", "build-server"],
  ["rollup", "bundlers", "rollup"],
  ["esbuild", "bundlers", "esbuild"],
  ["esbuild-wasm", "bundlers", "esbuild-wasm"],
  ["vite-7", "bundlers", "vite-7"],
];

await mkdir(built, { recursive: true });
const packed = await pack();
await install(packed);
// Two at a time: webpack and SvelteKit take long, the rest together as long as one of them.
const waiting = [...BUILDS];
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await build(packed, ...next);
};
await Promise.all([work(), work()]);

/** Packs the package as `npm publish` would, and answers the hash of what came out. */
async function pack() {
  const { stdout } = await npm(["pack", "--json", "--pack-destination", built], source);
  const [said] = JSON.parse(stdout);
  await rename(join(built, said.filename), tarball);
  await writeFile(join(built, "packed.json"), stdout);
  return said.integrity;
}

/** Installs it; nothing of the workspace's own files changes. `npm ci` takes it away again, with the stamp. */
async function install(packed) {
  const stamp = join(here, "node_modules/.oauth-apps-tarball");
  if ((await text(stamp)) === packed && existsSync(join(here, "node_modules/oauth-apps"))) return;
  console.error("• Installing the packed package");
  // A tarball of the same version and path would count as installed.
  await rm(join(here, "node_modules/oauth-apps"), { recursive: true, force: true });
  await npm(["install", "--no-save", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", tarball], here);
  await writeFile(stamp, packed);
}

async function build(packed, name, workspace, script, folder = join(built, name)) {
  const hash = createHash("sha256").update(packed).update(script);
  for (const file of await files(join(here, workspace))) hash.update(file.slice(here.length)).update(await readFile(file));
  hash.update(await readFile(join(here, "package-lock.json")));
  const digest = hash.digest("hex");
  const stamp = join(built, `${name}.stamp`);
  if ((await text(stamp)) === digest && existsSync(resolve(here, folder))) return;
  const start = Date.now();
  await rm(resolve(here, folder), { recursive: true, force: true });
  await npm(["run", "--silent", script], join(here, workspace));
  const page = join(built, name, "index.html");
  if (workspace === "bundlers" && !existsSync(page)) await copyFile(join(here, workspace, "index.html"), page);
  await writeFile(stamp, digest);
  console.error(`• Built the portal ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

async function files(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const own = entries.filter(({ name }) => !name.startsWith(".") && name !== "node_modules");
  const found = await Promise.all(own.map((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)])));
  return found.flat().sort();
}

async function npm(words, cwd) {
  try {
    // On Windows npm is a script of the shell.
    // Tools that would report their use to those who made them don't.
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false" };
    return await run("npm", words, { cwd, env, maxBuffer: 1 << 26, shell: process.platform === "win32" });
  } catch (error) {
    throw new Error(`npm ${words.join(" ")} failed in ${cwd}:\n${error.stdout}${error.stderr}`);
  }
}

function text(file) {
  return readFile(file, "utf8").catch(() => undefined);
}
