// `import type {} from "oauth-apps/react"` makes `<oauth-apps>` known to React 19's JSX. React sets what is a property of
// the element as a property, and `on<event>` as a listener: `onoauth-apps:created={...}`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { OAuthAppsElement, OAuthAppsEventMap, Options } from "./index.js";

type Properties = { readonly [Name in keyof Options]?: Options[Name] | undefined };

type Listeners = {
  readonly [Name in keyof OAuthAppsEventMap as `on${Name}`]?: ((event: OAuthAppsEventMap[Name]) => void) | undefined;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "oauth-apps": DetailedHTMLProps<HTMLAttributes<OAuthAppsElement>, OAuthAppsElement> & Properties & Listeners;
    }
  }
}
