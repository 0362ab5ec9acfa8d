// The page that a server renders. It knows the place of the applications alone: they are mounted in the browser.
import { StrictMode, useState } from "react";
import { Mounted } from "./Mounted.js";

export function Rendered() {
  const [created, setCreated] = useState("");
  return (
    <StrictMode>
      <Mounted onCreated={setCreated} />
      <output>{created && `Created ${created}`}</output>
    </StrictMode>
  );
}
