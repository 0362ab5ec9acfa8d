// Starts the portal, in the mode that mounts everything twice.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Portal } from "./Portal.js";

createRoot(document.querySelector("#root") as HTMLElement).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
);
