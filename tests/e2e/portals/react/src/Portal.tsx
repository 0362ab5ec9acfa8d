// The portal around the applications: its pages, and what it says.
import { useState, useSyncExternalStore } from "react";
import { Apps } from "./Apps.js";
import { Mounted } from "./Mounted.js";

function subscribe(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

export function Portal() {
  const page = useSyncExternalStore(subscribe, () => location.hash);
  const [locale, setLocale] = useState("en");
  const [said, setSaid] = useState("");
  const [renders, setRenders] = useState(0);
  const onCreated = (name: string) => setSaid(`Created ${name}`);
  return (
    <>
      <nav>
        <a href="#apps">Applications</a> <a href="#mounted">Mounted</a> <a href="#home">Home</a>
      </nav>
      <button onClick={() => setLocale(locale === "en" ? "pl" : "en")}>Change language</button>
      <button onClick={() => setRenders(renders + 1)}>Render again</button>
      <output>{said}</output>
      <main>
        {page === "#home" ? <h1>Home</h1> : page === "#mounted" ? <Mounted onCreated={setSaid} /> : <Apps locale={locale} onCreated={onCreated} />}
      </main>
    </>
  );
}
