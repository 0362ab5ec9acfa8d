// `import type {} from "oauth-apps/vue"` makes `<oauth-apps>` known to Vue's templates: its options, and its events
// (`@oauth-apps:created`). It is written as Vue's guide to web components asks: `$props` and `$emit` exist as types alone.
import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { OAuthAppsElement, OAuthAppsEventMap, Options } from "./index.js";

type Emits = { [Name in keyof OAuthAppsEventMap]: (event: OAuthAppsEventMap[Name]) => void };

type Element = new () => OAuthAppsElement & {
  /** @deprecated For templates alone. */
  $props: HTMLAttributes & PublicProps & { readonly [Name in keyof Options]?: Options[Name] | undefined };
  /** @deprecated For templates alone. */
  $emit: EmitFn<Emits>;
};

declare module "vue" {
  interface GlobalComponents {
    "oauth-apps": Element;
  }
}
