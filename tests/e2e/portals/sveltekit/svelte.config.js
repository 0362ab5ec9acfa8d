// How SvelteKit builds the portal: for Node.js, with a policy that lets WebAssembly run.
import adapter from "@sveltejs/adapter-node";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** @type {import("@sveltejs/kit").Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ out: "../.build/sveltekit", precompress: false }),
    csp: {
      directives: {
        "default-src": ["none"],
        "script-src": ["self", "wasm-unsafe-eval"],
        "style-src": ["self"],
        // SvelteKit's own element that announces a navigation has a style attribute.
        "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
        "connect-src": ["self", "https://api.example"],
        "base-uri": ["none"],
        "object-src": ["none"],
        "form-action": ["self"],
      },
    },
  },
};
