// What `import "oauth-apps/element"` does, and a script element with this file: registers `<oauth-apps>`.
import { defineElement } from "./element.js";

defineElement();
