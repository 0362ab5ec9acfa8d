// The applications as a page of React Router, which asks before it is left.
import "oauth-apps/element";
import type { OAuthAppsElement } from "oauth-apps";
import type {} from "oauth-apps/react";
import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import { getToken } from "./getToken.js";

export function Guarded() {
  const apps = useRef<OAuthAppsElement>(null);
  const blocker = useBlocker(() => !!apps.current?.unsaved);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    if (confirm("Leave without saving?")) blocker.proceed();
    else blocker.reset();
  }, [blocker]);
  return <oauth-apps ref={apps} baseUrl="/" getToken={getToken} />;
}
