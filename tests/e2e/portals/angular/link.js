// Puts the package where it is in a portal that is no workspace: the workspace's own folder is above this one, and Angular
// takes files from below its own alone.
import { existsSync, mkdirSync, symlinkSync } from "node:fs";

const link = new URL("node_modules/oauth-apps", import.meta.url);
if (!existsSync(link)) {
  mkdirSync(new URL("node_modules", import.meta.url), { recursive: true });
  symlinkSync(new URL("../node_modules/oauth-apps", import.meta.url), link, "junction");
}
