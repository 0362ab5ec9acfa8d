// The applications by `mount`, for who wants no custom element.
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
  return <div ref={place} />;
}
