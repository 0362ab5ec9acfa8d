// `import "oauth-apps/element"` registers `<oauth-apps>`.
export type { OAuthAppsElement } from "./index.js";
