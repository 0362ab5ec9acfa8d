// Builds the peers, each as its framework is built for production: `node build.mjs FOLDER [NAME…]` makes FOLDER/NAME.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import solid from "vite-plugin-solid";

const plugins = { vanilla: [], react: [react()], solid: [solid()], mui: [react()] };
const [folder = ".build/peers", ...asked] = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(plugins)) {
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, name),
    plugins: plugins[name],
    logLevel: "warn",
    build: {
      outDir: resolve(folder, name),
      emptyOutDir: true,
      target: "es2022",
      modulePreload: { polyfill: false },
      // The server knows by such a name that a file never changes.
      rollupOptions: { output: { hashCharacters: "hex", entryFileNames: "[name]-[hash:16].js", assetFileNames: "[name]-[hash:16][extname]" } },
      chunkSizeWarningLimit: Infinity,
    },
  });
}
