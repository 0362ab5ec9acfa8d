// `import type {} from "oauth-apps/react"` makes `<oauth-apps>` known to React 19's JSX. React sets what is a property of
// the element as a property, and `on<event>` as a listener: `onoauth-apps:created={...}`.
import type { DetailedHTMLProps, HTMLAttributes, Ref } from "react";
import type { OAuthAppsElement, OAuthAppsEventMap, Options } from "./index.js";

type Listeners = { [Name in keyof OAuthAppsEventMap as `on${Name}`]?: (event: OAuthAppsEventMap[Name]) => void };

type OAuthAppsProps = DetailedHTMLProps<HTMLAttributes<OAuthAppsElement>, OAuthAppsElement> &
  Options & Listeners & { ref?: Ref<OAuthAppsElement> };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "oauth-apps": OAuthAppsProps;
    }
  }
}
