// `import type {} from "oauth-apps/svelte"` makes `<oauth-apps>` known to Svelte 5's templates. A function belongs into an
// attachment (`{@attach}`): as an attribute, the server would render its source.
import type { HTMLAttributes } from "svelte/elements";
import type { OAuthAppsElement, OAuthAppsEventMap, Options } from "./index.js";

type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Dashed<Rest>}`
  : Name;

type Properties = { readonly [Name in keyof Options]?: Options[Name] | undefined };

// The server renders attributes, whose names have dashes.
type Attributes = {
  readonly [Name in Exclude<keyof Options, "getToken" | "appearance"> as Dashed<Name>]?: Options[Name] | undefined;
};

type Listeners = {
  readonly [Name in keyof OAuthAppsEventMap as `on${Name}`]?: ((event: OAuthAppsEventMap[Name]) => void) | undefined;
};

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "oauth-apps": HTMLAttributes<OAuthAppsElement> & Properties & Attributes & Listeners;
  }
}
