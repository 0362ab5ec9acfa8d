// Serves with Vite 7, whose dev server bundles dependencies without their files: the package must be left out. The backend
// has the session.
const { API_URL, BACKEND, CACHE } = process.env;

export default {
  optimizeDeps: { exclude: ["oauth-apps"] },
  cacheDir: CACHE,
  server: { proxy: { "/login": BACKEND, "/session": BACKEND } },
  plugins: [{ name: "where-the-api-is", transform: (code) => code.replaceAll("https://api.example/", API_URL) }],
};
