// The public types of the package `oauth-apps`. Data types come from Rust: `cargo xtask dist` writes data.d.ts.
import type { ErrorFields } from "./data.js";

export { createClient } from "./client.js";
export type { Client, ClientOptions, CallOptions } from "./client.js";
export type * from "./data.js";

/** The version of this package, such as `"0.1.0"`. */
export const version: string;

/** A way to sign in, best first in `signIn`. See docs/sign-in.md of the repository. */
export type SignInWay = "code" | "credentials" | "token";

/** Something that the page offers: to create an application, to delete one, to reveal and copy secrets in the list. */
export type Feature = "create" | "delete" | "secrets";

/** For which environment an application is, as far as its name says. */
export type Environment = "production" | "staging" | "development" | "other";

/** Words in one text, each of them known: with a space or a comma between. Three at the most, as there are. */
export type Words<Word extends string> = "" | Word | `${Word}${Between}${Word}` | `${Word}${Between}${Word}${Between}${Word}`;

type Between = " " | "," | ", ";

/** What the host is asked. */
export interface TokenRequest {
  /** The server answered 401 to the token that was given last: give another one, or `null`. */
  readonly refused: boolean;
}

/**
 * Gives the access token of the host's user, or `null` when nobody is signed in. It is asked when a token is needed and
 * again after a 401. It may take 30 seconds. The token is kept in memory alone. When it throws, takes longer or answers with
 * anything else, the element says so and tells an `error` with the code `token_failed`.
 */
export type GetToken = (about: TokenRequest) => string | null | undefined | Promise<string | null | undefined>;

/** How it looks. What is absent follows the host's own CSS. Values are CSS. */
export interface Appearance {
  /** Default `"host"`: as `color-scheme` around the element says. */
  readonly theme?: "light" | "dark" | "host" | undefined;
  /**
   * The one accent, any opaque colour. Buttons have it as it is, with white or black on it; where it is text or a thin line its
   * lightness is clamped, so that it stays readable.
   */
  readonly accent?: string | undefined;
  /** The ground of lists, fields and dialogs. Everything else is mixed from it. */
  readonly surface?: string | undefined;
  /** Corner radius of a control, a length such as `"6px"`; frames and dialogs are multiples of it. */
  readonly radius?: string | undefined;
  /** Size of the text, a length such as `"14px"`; all sizes are multiples of it. */
  readonly fontSize?: string | undefined;
  /** The font family of the text. Default: the host's. */
  readonly fontFamily?: string | undefined;
  /** The font family of IDs and secrets. */
  readonly mono?: string | undefined;
}

/**
 * Every option. Each is a property of the element too, and all but `getToken` and `appearance` an attribute (`base-url`).
 * They are read as own properties of the object alone: what it inherits counts for nothing.
 */
export interface Options {
  /** Where the API is: `o/apps/` is added. Absolute, or relative to the page. Default `"./"`. */
  readonly baseUrl?: string | URL | undefined;
  /** The host's own token. Nothing is asked of the user then, and nothing is written to storage. Set it when the element starts. */
  readonly getToken?: GetToken | null | undefined;
  /** The ways to sign in that are offered. Default `["code", "credentials", "token"]`. */
  readonly signIn?: readonly SignInWay[] | Words<SignInWay> | undefined;
  /** The public client of this page (RFC 6749 section 2.1). Without it `code` is not offered. */
  readonly clientId?: string | undefined;
  /** What `code` asks for (RFC 6749 section 3.3). Default `"read write"`. */
  readonly scope?: string | undefined;
  /** Where the answer of the authorization server comes to. Default: the page's address without query and fragment. */
  readonly redirectUri?: string | URL | undefined;
  /** Where to sign in. Default `"redirect"`. */
  readonly signInWindow?: "redirect" | "popup" | undefined;
  /** The authorization server's name for itself (RFC 8414 section 2). Default: `baseUrl` without its last slash. */
  readonly issuer?: string | undefined;
  /** The authorization endpoint (RFC 6749 section 3.1). Default: from the metadata, else `<baseUrl>o/authorize/`. */
  readonly authorizeUrl?: string | URL | undefined;
  /** The token endpoint (RFC 6749 section 3.2). Default: from the metadata, else `<baseUrl>o/token/`. */
  readonly tokenUrl?: string | URL | undefined;
  /** The revocation endpoint (RFC 7009). Default: from the metadata, else `<baseUrl>o/revoke_token/`. */
  readonly revokeUrl?: string | URL | undefined;
  /** The session storage key of the token; elements with the same API share what is there. Default `"oauth-apps.session"`. */
  readonly storageKey?: string | undefined;
  /** A session storage key of the portal that holds its token. It is read for each request, never written or removed. */
  readonly portalStorageKey?: string | undefined;
  /** A language tag (BCP 47), `pl_PL` too. Default: the nearest `lang`, through shadow roots, then the browser's. */
  readonly locale?: string | undefined;
  /** Seconds for a request, its body included: a whole number, 1 to 600. Default 60 reading, 30 writing. */
  readonly timeout?: number | string | undefined;
  /** What is offered. Default: all of it. */
  readonly features?: readonly Feature[] | Words<Feature> | undefined;
  /**
   * Words that say in a name which environment an application is for, beside those that are known; `other` takes some away.
   * The first one of each is what new names get. As text: `"production: live, prd; other: test"`.
   */
  readonly environments?: Readonly<Partial<Record<Environment, readonly string[] | string>>> | string | undefined;
  /** Where your platform documents best practices: lines about them link there. `https:` or `http:`. Default: no links. */
  readonly docsUrl?: string | URL | undefined;
  /**
   * Light, dark, or as `color-scheme` around the element says. Default `"host"`. `appearance.theme` wins. Where it is not
   * the host's the element brings its own ground.
   */
  readonly theme?: "light" | "dark" | "host" | undefined;
  /**
   * The id of the application whose details are open; empty: of none. Setting it opens or closes them and starts nothing anew.
   * `oauth-apps:details` tells which one it is by now, so that a router can be kept in step.
   */
  readonly application?: string | null | undefined;
  /** How it looks. */
  readonly appearance?: Appearance | null | undefined;
  /** URL of a JSON object with any of these that JSON can hold. What is set directly wins. */
  readonly config?: string | URL | undefined;
}

/** An application as events name it: never a secret. */
export interface ApplicationName {
  /** The id, exact whatever its size. */
  readonly id: string;
  readonly name: string;
  /** The client identifier (RFC 6749 section 2.2). */
  readonly clientId: string;
}

/** What an element tells. The events are named `oauth-apps:<name>`, bubble and are composed. None holds a secret. */
export interface EventDetails {
  /** The page shows. */
  readonly ready: { readonly version: string };
  /** An application was created. */
  readonly created: ApplicationName;
  /** An application was deleted, or turned out to be. */
  readonly deleted: ApplicationName;
  /**
   * The details of another application are open, or (`null`) of none that has an id: the user opened or closed them, went on to
   * the next one, or `application` was set. They close by themselves when the user signs out or deletes it.
   */
  readonly details: { readonly id: string | null };
  /** A session has begun, by the host's token, the portal's, or one of the ways to sign in. */
  readonly "signed-in": { readonly way: "host" | "portal" | SignInWay };
  /** The session has ended: the user signed out, deleted the application they had signed in with, or the token is refused. */
  readonly "signed-out": { readonly reason: "user" | "deleted" | "refused" };
  /**
   * There is no session: nobody is signed in, or (`refused`) the token is no longer accepted. Cancelable: after
   * `preventDefault()` no sign-in page shows; sign your user in and call `refresh()`.
   */
  readonly "token-needed": { readonly refused: boolean };
  /** `unsaved` has changed: something would be lost now, or no longer. */
  readonly unsaved: { readonly unsaved: Unsaved };
  /**
   * Somebody wants to unmount (`unmount()`, `mayLeave()`), and something would be lost. Cancelable: `preventDefault()`
   * keeps it.
   */
  readonly "before-unmount": { readonly unsaved: "secret" | "draft" };
  /** It could not start, has stopped, or a request failed. */
  readonly error: OAuthAppsError;
}

/** What would be lost: a secret that was made and not saved, something typed, or nothing. */
export type Unsaved = "secret" | "draft" | null;

/** The name of an event, without `oauth-apps:`. */
export type EventName = keyof EventDetails;

/** An event by its short name. */
export type OAuthAppsEvent<Name extends EventName = EventName> = CustomEvent<EventDetails[Name]>;

/** The events by their full names, as `addEventListener` wants them. */
export type OAuthAppsEventMap = { [Name in EventName as `oauth-apps:${Name}`]: CustomEvent<EventDetails[Name]> };

/** What can be done with one that shows. Each waits until it is ready. */
export interface Controls {
  /** Fulfilled when the page shows; rejected with an `OAuthAppsError` when it cannot. A restart makes a new one. */
  readonly ready: Promise<void>;
  /** What would be lost by leaving now. */
  readonly unsaved: Unsaved;
  /** Loads the list again; without a session, looks for one again: asks `getToken`. */
  refresh(): Promise<void>;
  /** Signs out as the user does: clears tab and document, and revokes what can be revoked. Not the host's own session. */
  signOut(): Promise<void>;
  /** Opens the dialog for a new application. `name` is put into its field. */
  openCreate(name?: string): Promise<void>;
  /**
   * Opens the details of the application with this id, as soon as there is a list; without one, closes what is open. An id that the
   * list does not have is told to the user.
   */
  openDetails(id?: string): Promise<void>;
  /** Asks the host by `oauth-apps:before-unmount` where something would be lost. `false`: somebody objects. */
  mayLeave(): boolean;
}

/** A page that was mounted. */
export interface Mounted extends Controls {
  /** The element that was put into yours. */
  readonly element: HTMLElement;
  /**
   * Changes options; those that are not named stay. What cannot change in place starts anew, but never while something
   * would be lost: then when it is saved.
   */
  update(options: Options): void;
  /**
   * Takes it out and aborts what is under way; also before it is ready, and more than once. `false` when
   * `oauth-apps:before-unmount` was prevented: it is still there. `force` does not ask.
   */
  unmount(how?: { readonly force?: boolean }): boolean;
  /** Listens to an event; answers a function that ends it. */
  on<Name extends EventName>(name: Name, listener: (event: OAuthAppsEvent<Name>) => void): () => void;
}

/**
 * Puts the page into an element, at the end of what it holds. The wasm is fetched on first use, once for all.
 *
 * @throws {TypeError} when `element` is no element, or there is no option of a name.
 */
export function mount(element: Element, options?: Options): Mounted;

/** `<oauth-apps>`. */
export interface OAuthAppsElement extends HTMLElement, Controls {
  baseUrl: Options["baseUrl"];
  getToken: Options["getToken"];
  signIn: Options["signIn"];
  clientId: Options["clientId"];
  scope: Options["scope"];
  redirectUri: Options["redirectUri"];
  signInWindow: Options["signInWindow"];
  issuer: Options["issuer"];
  authorizeUrl: Options["authorizeUrl"];
  tokenUrl: Options["tokenUrl"];
  revokeUrl: Options["revokeUrl"];
  storageKey: Options["storageKey"];
  portalStorageKey: Options["portalStorageKey"];
  locale: Options["locale"];
  timeout: Options["timeout"];
  features: Options["features"];
  theme: Options["theme"];
  application: Options["application"];
  appearance: Options["appearance"];
  config: Options["config"];
  addEventListener<Name extends keyof OAuthAppsEventMap>(
    type: Name,
    listener: (this: OAuthAppsElement, event: OAuthAppsEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: OAuthAppsElement, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * Registers the element; with a name that is taken, and on a server, it does nothing. `import "oauth-apps/element"` does
 * this by itself.
 */
export function defineElement(name?: string): void;

/**
 * Says which APIs may be used here, by their origin or by a beginning of their address. An element, a page or a client with
 * another `baseUrl`, `issuer`, `authorizeUrl`, `tokenUrl` or `revokeUrl` does not start from then on: `not_allowed`. What an
 * issuer that is allowed names in its metadata is allowed, too. Call it before anything starts. More calls can only take
 * away, and so does `<meta name="oauth-apps-allow" content="https://api.example">` in the document's head.
 *
 * @throws {OAuthAppsError} with the code `invalid_options` when something is no URL of http or https.
 */
export function allowApis(urls: string | URL | readonly (string | URL)[]): void;

/** What a module of WebAssembly can be made of. */
export type WasmSource = string | URL | Response | BufferSource | WebAssembly.Module;

/**
 * Says where the module is, for bundlers that do not find it by themselves and for hosts that bring it: `oauth-apps.wasm`
 * of this package, the whole module in one file. Call it before the first use; afterwards it changes nothing.
 *
 * The scripts know what it must hash to, and refuse another file, whatever it is given as; but for a `WebAssembly.Module`,
 * which nobody can look into: whoever compiled it answers for it. Bytes and a `Response` can be checked by HTTPS or on
 * localhost alone.
 */
export function useWasm(source: WasmSource | Promise<WasmSource>): void;

/** Why something went wrong. `code` is stable; `message` is for developers, in English. */
export class OAuthAppsError extends Error implements ErrorFields {
  readonly code: ErrorFields["code"];
  readonly status: ErrorFields["status"];
  readonly fields: ErrorFields["fields"];
  readonly retryable: ErrorFields["retryable"];
  readonly retryAfter: ErrorFields["retryAfter"];
  readonly requestId: ErrorFields["requestId"];
  readonly scope: ErrorFields["scope"];
  readonly outcomeUnknown: ErrorFields["outcomeUnknown"];
}

/** Whether something that was thrown is an {@link OAuthAppsError}, also of another copy of this package. */
export function isOAuthAppsError(error: unknown): error is OAuthAppsError;

declare global {
  interface HTMLElementTagNameMap {
    "oauth-apps": OAuthAppsElement;
  }
}
