// `import type {} from "oauth-apps/vue"` makes `<oauth-apps>` known to Vue's templates.
import type { DefineComponent } from "vue";
import type { OAuthAppsEventMap, Options } from "./index.js";

type Listeners = {
  [Name in keyof OAuthAppsEventMap as Name extends `oauth-apps:${infer Short}` ? `onOauth-apps:${Short}` : never]?: (
    event: OAuthAppsEventMap[Name],
  ) => void;
};

declare module "vue" {
  interface GlobalComponents {
    "oauth-apps": DefineComponent<Options & Listeners>;
  }
}
