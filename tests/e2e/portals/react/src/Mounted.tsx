// The applications by `mount`, for who wants no custom element.
import { mount } from "oauth-apps";
import { useEffect, useRef } from "react";
import { getToken } from "./getToken.js";

export function Mounted() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const page = mount(place.current, { baseUrl: "/", getToken });
    return () => void page.unmount({ force: true });
  }, []);
  return <div ref={place} />;
}
