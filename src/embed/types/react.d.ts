// `import type {} from "oauth-apps/react"` makes `<oauth-apps>` known to React 19's JSX. React sets what is a property of
// the element as a property, and `on<event>` as a listener: `onoauth-apps:created={...}`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { EventName, OAuthAppsElement, OAuthAppsEventMap, Options } from "./index.js";

type Properties = { readonly [Name in keyof Options]?: Options[Name] | undefined };

type Listeners = {
  readonly [Name in keyof OAuthAppsEventMap as `on${Name}`]?: ((event: OAuthAppsEventMap[Name]) => void) | undefined;
};

type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Dashed<Rest>}`
  : Name;

type Written = {
  readonly [Name in Exclude<keyof Options, "getToken" | "appearance"> as Dashed<Name>]?: Options[Name] | undefined;
};

// TypeScript lets every name with a hyphen pass in JSX, so the wrong ones are declared: those that are one letter left out,
// put in, changed or swapped with the next one away from a right one, and those that break off.
type Letter = "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m" | "n" | "o" | "p" | "q" | "r" | "s" | "t" | "u" | "v" | "w" | "x" | "y" | "z" | "-";
type Typos<Word extends string, Before extends string = ""> = Word extends `${infer First}${infer Rest}`
  ?
      | Before
      | `${Before}${Rest}`
      | `${Before}${Letter}${Rest}`
      | `${Before}${Letter}${Word}`
      | (Rest extends `${infer Second}${infer More}` ? `${Before}${Second}${First}${More}` : never)
      | Typos<Rest, `${Before}${First}`>
  : `${Before}${Letter}`;

type NoListeners = { readonly [Name in Exclude<Typos<EventName>, EventName> as `onoauth-apps:${Name}`]?: "There is no event of this name" };

// Those without a hyphen are refused as any unknown name is.
type NoAttributes = {
  readonly [Name in Extract<Exclude<Typos<keyof Written>, keyof Written>, `${string}-${string}`>]?: "There is no attribute of this name";
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "oauth-apps": DetailedHTMLProps<HTMLAttributes<OAuthAppsElement>, OAuthAppsElement> & Properties & Written & Listeners & NoListeners & NoAttributes;
    }
  }
}
