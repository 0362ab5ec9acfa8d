// What SvelteKit and Svelte are told: who is logged in, and the element.
import type {} from "oauth-apps/svelte";

declare global {
  namespace App {
    interface Locals {
      session: string | undefined;
    }
  }
}
