// What the types must refuse, and what they must not; nothing imports it.
import { allowApis, mount, type OAuthAppsElement } from "oauth-apps";
import type {} from "oauth-apps/react";

export const right = (ref: React.Ref<OAuthAppsElement>) => (
  <oauth-apps
    ref={ref}
    key="apps"
    className="apps"
    base-url="/"
    timeout={30}
    signIn={["code"]}
    sign-in="code, token"
    features="create delete"
    data-test="apps"
    aria-label="Applications"
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
  // @ts-expect-error an event that is nearly right
  <oauth-apps onoauth-apps:craeted={() => {}} />,
  // @ts-expect-error an event that breaks off
  <oauth-apps onoauth-apps:creat={() => {}} />,
  // @ts-expect-error an attribute that is nearly right
  <oauth-apps base-ur="/" />,
  // @ts-expect-error an option that is nearly right
  <oauth-apps baseURL="/" />,
  // @ts-expect-error no feature
  <oauth-apps features="creat" />,
  // @ts-expect-error no features
  <oauth-apps features="create,destroy" />,
  // @ts-expect-error no way to sign in
  <oauth-apps signIn="foo" />,
  // @ts-expect-error no way to sign in, in an attribute
  <oauth-apps sign-in="foo" />,
  // @ts-expect-error no way to sign in, in a list
  () => mount(document.body, { signIn: ["code", "foo"] }),
  // @ts-expect-error no option, nearly
  () => mount(document.body, { getTokn: () => "token" }),
  // @ts-expect-error no number
  () => allowApis(5),
];
