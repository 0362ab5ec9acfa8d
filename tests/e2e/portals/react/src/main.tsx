// Starts the portal, in the mode that mounts everything twice; or takes over what the server rendered.
import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { Portal } from "./Portal.js";
import { Rendered } from "./Rendered.js";

const root = document.querySelector("#root") as HTMLElement;

if (root.hasChildNodes()) {
  hydrateRoot(root, <Rendered />);
} else {
  createRoot(root).render(
    <StrictMode>
      <Portal />
    </StrictMode>,
  );
}
