// A secret that is masked until it is asked for.
import Button from "@mui/material/Button";
import { useState } from "react";
import type { Application } from "../shared/api";
import { MASK } from "../shared/words";

export function SecretCell({ application: { name, client_secret } }: { readonly application: Application }) {
  const [revealed, setRevealed] = useState(false);
  if (client_secret === "") return "–";
  const act = revealed ? "Hide" : "Reveal";
  return (
    <>
      <span style={{ display: "inline-block", width: 130, overflow: "hidden", textOverflow: "ellipsis", verticalAlign: "middle" }}>
        {revealed ? client_secret : MASK}
      </span>
      <Button size="small" aria-label={`${act} secret of ${name}`} onClick={() => setRevealed(!revealed)}>
        {act}
      </Button>
    </>
  );
}
