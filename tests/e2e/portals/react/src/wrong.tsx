// What the types must refuse, and what they must not; nothing imports it.
import { mount, type OAuthAppsElement } from "oauth-apps";
import type {} from "oauth-apps/react";

export const right = (ref: React.Ref<OAuthAppsElement>) => (
  <oauth-apps
    ref={ref}
    key="apps"
    className="apps"
    base-url="/"
    timeout={30}
    signIn={["code"]}
    appearance={{ accent: "teal" }}
    locale={undefined}
    onoauth-apps:error={undefined}
    onoauth-apps:token-needed={(event) => void (event.detail.refused || event.preventDefault())}
  />
);

export const wrong = [
  // @ts-expect-error no function
  <oauth-apps getToken="token" />,
  // @ts-expect-error no option
  <oauth-apps token="token" />,
  // @ts-expect-error no theme
  <oauth-apps theme="blue" />,
  // @ts-expect-error a secret is in no event
  <oauth-apps onoauth-apps:created={(event) => event.detail.clientSecret} />,
  // @ts-expect-error no event
  () => mount(document.body).on("made", () => {}),
  // @ts-expect-error no option
  () => mount(document.body, { token: "token" }),
];
