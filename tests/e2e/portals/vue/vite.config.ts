// How Vite builds and serves the portal. While it serves, it hands the API on, and the backend has the session.
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const { API_URL = "https://api.example/", BACKEND = "http://localhost:3000", CACHE = "node_modules/.vite" } = process.env;

// The API is on the portal's own origin while Vite serves.
const here = { name: "where-the-api-is", apply: "serve", transform: (code: string) => code.replaceAll("https://api.example/", "/") } as const;

export default defineConfig({
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "oauth-apps" } } }),
    here,
  ],
  build: { outDir: "../.build/vue-vite", emptyOutDir: true },
  cacheDir: CACHE,
  server: {
    proxy: {
      "/o/": { target: API_URL, changeOrigin: true },
      "/session/": BACKEND,
      "/login": BACKEND,
    },
  },
});
