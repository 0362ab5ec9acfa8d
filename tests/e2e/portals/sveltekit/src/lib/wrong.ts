// What the types must refuse, and what they must not; nothing imports it.
import type { SvelteHTMLElements } from "svelte/elements";

type Attributes = SvelteHTMLElements["oauth-apps"];

export const right: Attributes = {
  class: "apps",
  "base-url": "/",
  "sign-in": "code",
  timeout: 30,
  locale: undefined,
  "onoauth-apps:token-needed": (event) => void (event.detail.refused || event.preventDefault()),
};

export const wrong: Attributes[] = [
  // @ts-expect-error no function
  { getToken: "token" },
  // @ts-expect-error no option
  { token: "token" },
  // @ts-expect-error no theme
  { theme: "blue" },
  // @ts-expect-error a secret is in no event
  { "onoauth-apps:created": (event) => event.detail.clientSecret },
  // @ts-expect-error no feature
  { features: "creat" },
  // @ts-expect-error no way to sign in
  { "sign-in": "foo" },
  // @ts-expect-error an attribute that is nearly right
  { "base-ur": "/" },
  // @ts-expect-error an event that is nearly right
  { "onoauth-apps:craeted": () => {} },
  // @ts-expect-error no event
  { "onoauth-apps:made": () => {} },
];
