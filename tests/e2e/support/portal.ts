// A portal that embeds the packed package: its server as a process of its own, and its page as its user knows it.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Server } from "./server.js";

/** The folder of all portals. */
export const folder = resolve(import.meta.dirname, "../portals");

const node = process.execPath;
const backend = (name: string) => [node, join(folder, "backend.js"), name];
const vite = (modules: string) => [node, join(folder, modules, "vite/bin/vite.js"), "--host", "127.0.0.1", "--strictPort", "--port"];

const COMMANDS = {
  plain: backend("plain"),
  node: backend("node"),
  react: backend("react"),
  "react-dev": vite("node_modules"),
  "react-server": backend("react-server"),
  sveltekit: [node, join(folder, ".build/sveltekit/index.js")],
  django: [process.env["OAUTH_APPS_PYTHON"] ?? "python3", join(folder, "django/serve.py")],
  vue: backend("vue"),
  "vue-vite": backend("vue-vite"),
  "vue-vite-dev": vite("node_modules"),
  angular: backend("angular"),
  next: [node, join(folder, "node_modules/next/dist/bin/next"), "start", join(folder, "next"), "--hostname", "127.0.0.1"],
  rollup: backend("rollup"),
  esbuild: backend("esbuild"),
  "esbuild-wasm": backend("esbuild-wasm"),
  "vite-7": backend("vite-7"),
  "vite-7-dev": vite("bundlers/node_modules"),
} as const;

/** Which portal. */
export type PortalName = keyof typeof COMMANDS;
export const PORTALS = Object.keys(COMMANDS) as PortalName[];

/** Dev servers, by the folder that they serve. The session is at a backend behind them. */
const DEV: Partial<Record<PortalName, string>> = { "react-dev": "react", "vue-vite-dev": "vue", "vite-7-dev": "bundlers" };

/** Those that hand the API on, on their own origin. The others ask it on another one. */
const PROXIES: readonly PortalName[] = ["react", "react-dev", "react-server", "vue-vite-dev"];

/** A running process that says where it listens. */
class Process {
  /** All that it wrote. */
  log = "";
  private readonly child: ChildProcess;

  constructor(command: readonly string[], environment: Record<string, string>, cwd = folder) {
    const own = Object.entries(process.env).filter(([name]) => !/^(OAUTH_APPS_|PORT$|NODE_OPTIONS$)/.test(name));
    const [program = "", ...words] = command;
    this.child = spawn(program, words, { cwd, env: { ...Object.fromEntries(own), ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
  }

  /** Waits until it says that it listens. */
  async listens(pattern: RegExp): Promise<void> {
    let failed: unknown;
    this.child.once("error", (error) => (failed = error));
    await expect
      .poll(() => pattern.test(this.log) || failed || this.child.exitCode !== null, { timeout: 30_000, intervals: [50] })
      .toBeTruthy();
    if (!pattern.test(this.log)) throw new Error(`the portal does not start: ${String(failed ?? "")}\n${this.log}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGTERM");
    await ended;
  }
}

/** One spec's portal. */
export class Portal {
  private readonly processes: Process[] = [];
  private cache = "";

  private constructor(
    readonly name: PortalName,
    /** Its origin. */
    readonly origin: string,
    private readonly page: Page,
    private readonly server: Server,
    /** The public client of those that sign users in at the API's own server. */
    private readonly codeClient: string | undefined,
  ) {}

  /** Starts a portal on `port`, with `server` as its API. */
  static async start(name: PortalName, port: number, server: Server, page: Page): Promise<Portal> {
    const origin = `http://127.0.0.1:${port}`;
    const codeClient = name === "node" ? await server.registerPage(`${origin}/callback`) : undefined;
    const portal = new Portal(name, origin, page, server, codeClient);
    const environment = {
      PORT: String(port),
      HOST: "127.0.0.1",
      ORIGIN: portal.origin,
      API_URL: server.url,
      PUBLIC_API_URL: server.url,
      CLIENT_ID: server.clientId,
      CLIENT_SECRET: server.clientSecret,
      CODE_CLIENT_ID: codeClient ?? "",
      NEXT_TELEMETRY_DISABLED: "1",
      ...(portal.proxies && { PROXY: "1" }),
    };
    const dev = DEV[name];
    if (dev) {
      const behind = await freePort();
      await portal.run(backend("react"), { ...environment, PORT: String(behind) });
      // What it makes of dependencies is not shared: the package may be another one next time.
      portal.cache = await mkdtemp(join(tmpdir(), "oauth-apps-portal-"));
      const more = { BACKEND: `http://127.0.0.1:${behind}`, CACHE: portal.cache };
      await portal.run([...COMMANDS[name], String(port)], { ...environment, ...more }, /ready in/, join(folder, dev));
    } else {
      await portal.run(COMMANDS[name], environment, name === "next" ? /Ready in/ : undefined);
    }
    return portal;
  }

  /** Whether the API is on the portal's own origin. */
  get proxies(): boolean {
    return PROXIES.includes(this.name);
  }

  /** What its processes wrote. */
  get log(): string {
    return this.processes.map(({ log }) => log).join("");
  }

  async stop(): Promise<void> {
    for (const process of this.processes.reverse()) await process.stop();
    if (this.cache) await rm(this.cache, { recursive: true, force: true });
  }

  /** Logs in as a user does, and comes to the page with the applications. */
  async logIn(): Promise<void> {
    if (this.codeClient) return this.signIn();
    await this.page.goto(`${this.origin}/${this.name === "django" ? "login/" : "login"}`);
    if (this.name === "django") {
      await this.page.getByLabel("Username").fill("ana");
      await this.page.getByLabel("Password").fill("ana");
    }
    await this.page.getByRole("button", { name: "Log in" }).click();
  }

  /** Signs in at the API's own server, and allows the portal what it asks for. */
  private async signIn(): Promise<void> {
    const { user, password } = await this.server.newPassword();
    await this.page.goto(`${this.origin}/login`);
    await this.page.getByLabel("User name").fill(user);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByRole("button", { name: "Allow" }).click();
  }

  /** Ends what the user has allowed at the API's own server: a new password does that. */
  async endSignIn(): Promise<void> {
    await this.server.newPassword();
  }

  /** Revokes a token of the portal's user at the API (RFC 7009), as the portal's client. */
  async revoke(token: string): Promise<void> {
    const { clientId, clientSecret, url } = this.server;
    const secret = { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` };
    const answer = await fetch(new URL("o/revoke_token/", url), {
      method: "POST",
      headers: this.codeClient ? {} : secret,
      body: new URLSearchParams({ token, ...(this.codeClient && { client_id: this.codeClient }) }),
    });
    expect(answer.status, "the answer to a revocation").toBe(200);
  }

  /** How many applications its user has: the reference server lists the public client, too. */
  get applications(): number {
    return this.codeClient ? 5 : 4;
  }

  /** Where the applications are, as a selector: their element, or the portal's own that `mount` put them into. */
  get place(): string {
    if (this.name === "angular") return "portal-apps";
    return this.mounts ? "#apps" : "oauth-apps";
  }

  private get mounts(): boolean {
    return ["next", "react-server", "rollup", "esbuild", "esbuild-wasm", "vite-7", "vite-7-dev"].includes(this.name);
  }

  /** What the host's own code says about the applications. */
  get status(): Locator {
    return this.page.locator("output");
  }

  private async run(command: readonly string[], environment: Record<string, string>, pattern = /Listening on /, cwd?: string): Promise<void> {
    const started = new Process(command, environment, cwd);
    this.processes.push(started);
    await started.listens(pattern);
  }
}

/** A port that nobody listens on: a portal's origin must be known before its API starts. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
