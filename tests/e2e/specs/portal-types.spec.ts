// The package's types under the strictest settings of each framework's own checker: right uses pass, wrong ones don't.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "@playwright/test";
import { folder } from "../support/portal.js";

const run = promisify(execFile);

for (const [portal, checker] of [["react", "tsc"], ["vue", "vue-tsc"], ["sveltekit", "svelte-check"], ["client", "tsc, as Node.js resolves"]] as const) {
  test(`${portal}: ${checker}`, async () => {
    test.slow();
    const environment = { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" };
    const options = { cwd: join(folder, portal), env: environment, shell: process.platform === "win32" };
    await run("npm", ["run", "--silent", "check"], options).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`${error.stdout}${error.stderr}`);
    });
  });
}
