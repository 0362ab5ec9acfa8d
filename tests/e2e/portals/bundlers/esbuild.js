// Bundles with esbuild, which leaves `new URL("…", import.meta.url)` alone: the package's files go beside the bundle.
// `node esbuild.js wasm` lets the portal name the module itself instead.
import { copyFileSync, readdirSync } from "node:fs";
import { build } from "esbuild";

const [variant] = process.argv.slice(2);

if (variant === "wasm") {
  await build({
    entryPoints: { main: "wasm.js" },
    bundle: true,
    format: "esm",
    loader: { ".wasm": "file" },
    outdir: "../.build/esbuild-wasm",
  });
} else {
  const outdir = "../.build/esbuild";
  await build({ entryPoints: ["main.js"], bundle: true, format: "esm", outdir });

  const folder = new URL(".", import.meta.resolve("oauth-apps"));
  for (const name of readdirSync(folder).filter((name) => name.startsWith("oauth-apps-"))) {
    copyFileSync(new URL(name, folder), `${outdir}/${name}`);
  }
}
