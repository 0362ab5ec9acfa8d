// What `import … from "oauth-apps"` gives. Importing it has no side effect and touches no document.
export { allowApis } from "./allow.js";
export { useWasm } from "./assets.js";
export { createClient } from "./client.js";
export { defineElement } from "./element.js";
export { OAuthAppsError, isOAuthAppsError } from "./errors.js";
export { mount } from "./mount.js";
export { VERSION as version } from "./place.js";
