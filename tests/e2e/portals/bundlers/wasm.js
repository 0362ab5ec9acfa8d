// The same portal, which names the module itself.
import { useWasm } from "oauth-apps";
import wasm from "oauth-apps/oauth-apps.wasm";

useWasm(new URL(wasm, import.meta.url));

await import("./main.js");
