"use client";

import { mount } from "oauth-apps";
import { useEffect, useRef, useState } from "react";

async function getToken({ refused }) {
  const answer = await fetch("/session/token", { method: refused ? "POST" : "GET" });
  return answer.ok ? answer.text() : null;
}

export function Apps({ baseUrl }) {
  const place = useRef(null);
  const [said, say] = useState("");
  useEffect(() => {
    const page = mount(place.current, { baseUrl, getToken });
    page.on("created", (event) => say(`Created ${event.detail.name}`));
    return () => void page.unmount({ force: true });
  }, [baseUrl]);
  return (
    <>
      <div id="apps" ref={place} />
      <output>{said}</output>
    </>
  );
}
