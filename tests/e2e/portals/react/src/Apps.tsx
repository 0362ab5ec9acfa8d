// The applications as an element of JSX.
import "oauth-apps/element";
import type {} from "oauth-apps/react";
import { getToken } from "./getToken.js";

export function Apps({ locale, onCreated }: { locale: string; onCreated: (name: string) => void }) {
  return (
    <oauth-apps
      baseUrl="/"
      locale={locale}
      getToken={getToken}
      onoauth-apps:created={(event) => onCreated(event.detail.name)}
    />
  );
}
