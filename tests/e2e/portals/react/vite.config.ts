// How Vite builds and serves the portal. While it serves, the backend has the session and the API.
import react from "@vitejs/plugin-react";
// guide:start
import { defineConfig } from "vite";

export default defineConfig({
  optimizeDeps: { exclude: ["oauth-apps"] },
  // guide:end
  plugins: [react()],
  build: { outDir: "../.build/react", emptyOutDir: true },
  server: { proxy: Object.fromEntries(["/login", "/session", "/o"].map((path) => [path, process.env["BACKEND"] ?? ""])) },
});
