// The applications by `mount`, which works with server rendering, too.
"use client";

import { mount } from "oauth-apps";
import { useEffect, useRef } from "react";
import { getToken } from "./getToken.js";

export function Mounted({ onCreated }: { onCreated: (name: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const page = mount(place.current, { baseUrl: "/", getToken });
    page.on("created", (event) => onCreated(event.detail.name));
    return () => void page.unmount({ force: true });
  }, [onCreated]);
  return <div id="apps" ref={place} />;
}
