// Bundles with Rollup, which leaves `new URL("…", import.meta.url)` alone: the package's files go beside the bundle.
import { readFileSync, readdirSync } from "node:fs";
import resolve from "@rollup/plugin-node-resolve";

const oauthApps = {
  name: "oauth-apps",
  generateBundle() {
    const folder = new URL(".", import.meta.resolve("oauth-apps"));
    for (const fileName of readdirSync(folder).filter((name) => name.startsWith("oauth-apps-"))) {
      this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(fileName, folder)) });
    }
  },
};

export default { input: "main.js", output: { dir: "../.build/rollup" }, plugins: [resolve(), oauthApps] };
