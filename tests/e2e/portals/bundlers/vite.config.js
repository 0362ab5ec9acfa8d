// Builds and serves with Vite 7, whose dev server bundles dependencies without their files: the package must be left out.
// While it serves, the backend has the session.
const { API_URL, BACKEND, CACHE } = process.env;

export default {
  optimizeDeps: { exclude: ["oauth-apps"] },
  cacheDir: CACHE,
  build: { outDir: "../.build/vite-7", emptyOutDir: true },
  server: { proxy: { "/login": BACKEND, "/session": BACKEND } },
  plugins: [{ name: "where-the-api-is", transform: (code) => (API_URL ? code.replaceAll("https://api.example/", API_URL) : undefined) }],
};
