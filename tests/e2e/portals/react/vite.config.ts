// How Vite builds and serves the portal; nothing is for the package. While it serves, the backend has session and API.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const { BACKEND = "", CACHE = "node_modules/.vite" } = process.env;

export default defineConfig({
  plugins: [react()],
  build: { outDir: "../.build/react", emptyOutDir: true },
  cacheDir: CACHE,
  server: { proxy: { "/login": BACKEND, "/session": BACKEND, "/o": BACKEND } },
});
