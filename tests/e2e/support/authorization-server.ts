// Authorization servers that are not ours: Django OAuth Toolkit behind the page's own origin, and oidc-provider on an
// origin of its own. One process of each a worker; each spec gets a user and a client of its own in it.
import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "@playwright/test";
import type { Faulty, Seen } from "./faulty.js";

const folder = resolve(import.meta.dirname, "../authorization-servers");

const COMMANDS = {
  django: [process.env["OAUTH_APPS_PYTHON"] ?? "python3", join(folder, "django/server.py")],
  oidc: [process.execPath, "--no-warnings", join(folder, "oidc/server.mjs")],
} as const;

/** Which one. */
export type Kind = keyof typeof COMMANDS;
export const KINDS = Object.keys(COMMANDS) as Kind[];

/** A running process, which is told by lines of JSON what the next spec needs. */
export class Process {
  private log = "";
  private readonly waiting: { found: (said: unknown) => void; failed: (error: Error) => void }[] = [];

  private constructor(
    private readonly child: ChildProcess,
    public url = "",
  ) {}

  static async start(kind: Kind): Promise<Process> {
    const [command, ...words] = COMMANDS[kind];
    const child = spawn(command, words, { stdio: ["pipe", "pipe", "pipe"] });
    const started = new Process(child);
    child.stderr.on("data", (chunk: Buffer) => (started.log += chunk.toString()));
    createInterface({ input: child.stdout }).on("line", (line) => started.waiting.shift()?.found(JSON.parse(line)));
    const fail = (what: string) => () => {
      for (const { failed } of started.waiting.splice(0)) failed(new Error(`${kind} ${what}: ${started.log}`));
    };
    child.once("error", fail(`does not start (${command})`));
    child.once("exit", fail("ended"));
    const { port } = await started.answer<{ port: number }>();
    started.url = `http://127.0.0.1:${port}/`;
    return started;
  }

  /** Sends a command and waits for its answer. */
  tell<T>(command: string, given: object): Promise<T> {
    this.child.stdin?.write(`${JSON.stringify({ [command]: given })}\n`);
    return this.answer<T>();
  }

  /** Ends it; its database goes with it. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.stdin?.end();
    await ended;
  }

  private answer<T>(): Promise<T> {
    return new Promise((found, failed) => this.waiting.push({ found: found as (said: unknown) => void, failed }));
  }
}

/** Somebody with an account there. */
export interface User {
  readonly name: string;
  readonly password: string;
}

/** How a server begins for one spec. */
export interface Begin {
  readonly applications?: number;
  /** Seconds that an access token lives. */
  readonly lifetime?: number;
  /** The issuer, where it is not the server's own way. */
  readonly issuer?: string;
}

/** One spec's view of an authorization server. */
export class AuthorizationServer {
  user!: User;
  clientId = "";

  constructor(
    readonly kind: Kind,
    private readonly process: Process,
    /** Where the page is. */
    readonly page: Faulty,
    /** Where the authorization server and the API are: for Django, the same. */
    readonly front: Faulty,
  ) {}

  /** Registers a user and a client, whose answers go to the page or to `host.html`. */
  async begin({ applications = 3, lifetime = 36000, issuer }: Begin): Promise<void> {
    const begun = await this.process.tell<User & { client_id: string }>("begin", {
      name: `user${Math.random().toString(36).slice(2, 10)}`,
      redirect_uris: [this.page.url, `${this.page.url}host.html`],
      applications,
      lifetime,
      issuer: issuer ?? (this.kind === "oidc" ? this.front.origin : ""),
    });
    this.user = begun;
    this.clientId = begun.client_id;
  }

  /** Registers another user. */
  join(applications = 1): Promise<User> {
    return this.process.tell("join", { name: `other${Math.random().toString(36).slice(2, 10)}`, applications });
  }

  /** Ends the user's tokens, as an administrator does. */
  async revoke(user = this.user): Promise<void> {
    await this.process.tell("revoke", { name: user.name });
  }

  /** Ends the user's access tokens alone, as time does. */
  async expire(user = this.user): Promise<void> {
    await this.process.tell("expire", { name: user.name });
  }

  /** What the element needs. */
  get attributes(): Record<string, string> {
    const oidc = this.kind === "oidc";
    return {
      "base-url": oidc ? this.front.url : "./",
      "sign-in": "code",
      "client-id": this.clientId,
      scope: oidc ? "openid read write offline_access" : "read write",
    };
  }

  /** Its endpoints, as routes of the front. */
  get routes(): Record<"authorize" | "token" | "revoke", string> {
    return this.kind === "oidc"
      ? { authorize: "GET /auth", token: "POST /token", revoke: "POST /token/revocation" }
      : { authorize: "GET /o/authorize/", token: "POST /o/token/", revoke: "POST /o/revoke_token/" };
  }

  /** The names of the user's applications as the page should list them. */
  names(user = this.user, applications = 3): string[] {
    const names = Array.from({ length: applications }, (_, at) => `${user.name} ${at + 1}`);
    return user === this.user ? [...names, this.pageName] : names;
  }

  /** The application that is the page's own client. */
  get pageName(): string {
    return `${this.user.name} page`;
  }

  // The pages for people

  /** Fills the login form. */
  async logIn(page: Page, user = this.user): Promise<void> {
    await page.getByLabel("Username").fill(user.name);
    await page.getByLabel("Password").fill(user.password);
    await page.getByRole("button", { name: "Log in" }).click();
  }

  /** Allows on the consent page. */
  async allow(page: Page): Promise<void> {
    await page.getByRole("button", { name: this.kind === "oidc" ? "Allow" : "Authorize" }).click();
  }

  /** Refuses on the consent page. */
  async deny(page: Page): Promise<void> {
    await page.getByRole("button", { name: this.kind === "oidc" ? "Deny" : "Cancel" }).click();
  }

  // What was sent

  /** The authorization requests that the page made, as their parameters. Django's login leads to each a second time. */
  get asked(): URLSearchParams[] {
    const queries = this.front.requests(this.routes.authorize).map(({ path }) => new URL(path, this.front.url).searchParams);
    return queries.filter((query, at) => query.has("state") && queries.findIndex((other) => other.get("state") === query.get("state")) === at);
  }

  /** The token requests that came, as their forms; of one grant, where it is named. */
  redeemed(grant?: "authorization_code" | "refresh_token"): URLSearchParams[] {
    const forms = this.front.requests(this.routes.token).map(({ body }) => new URLSearchParams(body));
    return forms.filter((form) => !grant || form.get("grant_type") === grant);
  }

  /** The answers that the browser carried to the page, oldest first. */
  get callbacks(): Seen[] {
    return this.page.seen.filter(({ method, path }) => method === "GET" && /^\/(host\.html)?\?.*\bstate=/.test(path));
  }

  /** The address of an answer to the last authorization request; `iss` is right unless it is given. */
  answer(query: Record<string, string | null>): string {
    const state = this.asked.at(-1)?.get("state") ?? "";
    const url = new URL(this.asked.at(-1)?.get("redirect_uri") ?? this.page.url);
    const all = { state, ...(this.kind === "oidc" && { iss: this.front.origin }), ...query };
    for (const [name, value] of Object.entries(all)) if (value !== null) url.searchParams.set(name, value);
    return url.href;
  }

  // What it says to those who ask without the page

  /** Whether the API takes a token. */
  async stands(token: string): Promise<boolean> {
    const answer = await fetch(new URL("o/apps/", this.front.url), { headers: { authorization: `Bearer ${token}` } });
    return answer.status === 200;
  }

  /** The status of a token request. */
  async redeem(form: Record<string, string>): Promise<number> {
    const path = this.routes.token.replace("POST /", "");
    const answer = await fetch(new URL(path, this.front.url), { method: "POST", body: new URLSearchParams({ client_id: this.clientId, ...form }) });
    return answer.status;
  }
}
