// How Vite builds the portal: as SvelteKit wants it, and nothing for the package.
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({ plugins: [sveltekit()] });
