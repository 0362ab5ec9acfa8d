// A real server for one spec: the reference server on a free port, with a database of its own and the built page.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Api } from "./api.js";

const root = resolve(import.meta.dirname, "../../..");
const binary = process.env["OAUTH_APPS_SERVER_BIN"] ?? join(root, "target/debug/oauth-apps-server");
/** The folder of the built page. */
export const page = process.env["OAUTH_APPS_DIST"] ?? join(root, "dist");
const run = promisify(execFile);

/** How a server is started. */
export interface ServerOptions {
  /** Applications that the user has, beside the client that signs in. */
  readonly applications: number;
  /** Seconds that a token lives. */
  readonly tokenLifetime?: number;
  /** More arguments of `serve`, such as `--cors-origin`. */
  readonly arguments?: readonly string[];
  /** The folder of the page, when it is not the built one. */
  readonly page?: string;
}

/** A running server. */
export class Server {
  /** What it wrote to its standard error. */
  log = "";

  private constructor(
    /** Its origin with a slash at the end. */
    public url: string,
    /** The client that may sign in. */
    readonly clientId: string,
    /** The secret of that client. */
    readonly clientSecret: string,
    private readonly folder: string,
    private readonly options: ServerOptions,
  ) {}

  /** Starts a server with a fresh database. */
  static async start(options: ServerOptions): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "oauth-apps-e2e-"));
    const client = await command(folder, "development-client");
    if (options.applications > 0) await command(folder, "seed", "--applications", String(options.applications));
    const server = new Server("", client["client_id"] ?? "", client["client_secret"] ?? "", folder, options);
    await server.listen("127.0.0.1:0");
    return server;
  }

  /** Ends the process and keeps the database: connections are refused from now on. */
  async halt(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  /** Starts again after `halt`, on the same port and database. */
  async resume(): Promise<void> {
    await this.listen(new URL(this.url).host);
  }

  /** Ends the process and deletes its database. */
  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Registers a page at this server, the one that it serves or another, and answers its client id. */
  async registerPage(redirectUri = this.url): Promise<string> {
    const client = await command(this.folder, "development-client", "--redirect-uri", redirectUri);
    return client["page_client_id"] ?? "";
  }

  /** Gives the user a password, and answers both. */
  async newPassword(): Promise<{ user: string; password: string }> {
    const { user = "", password = "" } = await command(this.folder, "user", "development", "--random");
    return { user, password };
  }

  /** A client of its API, signed in. */
  api(scope?: string): Promise<Api> {
    return Api.signIn(this.url, this.clientId, this.clientSecret, scope);
  }

  private child: ChildProcess | undefined;

  private async listen(address: string): Promise<void> {
    const { tokenLifetime, page: folder = page, arguments: more = [] } = this.options;
    const words = ["serve", ...database(this.folder), "--listen", address, "--page", folder];
    if (tokenLifetime !== undefined) words.push("--token-lifetime", String(tokenLifetime));
    const child = spawn(binary, [...words, ...more], { env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    child.stderr.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    this.url = await new Promise<string>((found, failed) => {
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const address = /Listening on (http:\/\/\S+)\n/.exec(said)?.[1];
        if (address) found(`${address}/`);
      });
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${this.log}`)));
    });
  }
}

/** Runs a command of the server on a database. */
async function command(folder: string, ...words: string[]): Promise<Record<string, string>> {
  const { stdout } = await run(binary, [...words, ...database(folder), "--create-key"], { env: environment() });
  return JSON.parse(stdout) as Record<string, string>;
}

function database(folder: string): string[] {
  return ["--database", join(folder, "oauth-apps.sqlite"), "--key-file", join(folder, "key")];
}

/** Without settings of the one who runs the specs. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("OAUTH_APPS_"));
  return { ...Object.fromEntries(own), OAUTH_APPS_LOG: "warn" };
}
