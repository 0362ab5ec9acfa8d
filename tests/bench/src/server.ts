// The reference server with so many applications: seeded once, and copied for each server that is started.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An application, as the API lists it. */
export interface Application {
  readonly id: number;
  readonly name: string;
  readonly client_id: string;
  readonly client_type: string;
  readonly created: string;
}

/** A database with so many applications, and a token of the user who has them. */
export class Data {
  private constructor(
    readonly count: number,
    readonly token: string,
    private readonly folder: string,
    private readonly binary: string,
    private readonly work: string,
  ) {}

  /** Seeds it in a folder below `work`, with the server `binary`. */
  static async seed(binary: string, work: string, count: number): Promise<Data> {
    const folder = join(work, `data-${count}`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const command = (...words: string[]) => run(binary, [...words, ...database(folder), "--create-key"], { env: environment() });
    const { stdout } = await command("development-client");
    // The client itself is one of them.
    await command("seed", "--applications", String(count - 1));
    const client = JSON.parse(stdout) as { client_id: string; client_secret: string };
    const data = new Data(count, "", folder, binary, work);
    const server = await Server.start(binary, folder);
    const token = await signIn(server.url, client.client_id, client.client_secret);
    await server.stop();
    return new Data(data.count, token, folder, binary, work);
  }

  /** Starts a server with a fresh copy of it, and the page of a folder. `name` is no other's at the same time. */
  async serve(name: string, page?: string): Promise<Server> {
    const folder = join(this.work, `copy-${name}-${this.count}`);
    await rm(folder, { recursive: true, force: true });
    await cp(this.folder, folder, { recursive: true });
    return Server.start(this.binary, folder, page, folder);
  }

  /** Deletes it. Copies that are served stay. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Servers that run: none outlives this process. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A running server. */
export class Server {
  private constructor(
    /** Its origin with a slash at the end. */
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly copy: string | undefined,
  ) {}

  /** Starts one on a free port. `copy` is deleted when it stops. */
  static async start(binary: string, folder: string, page?: string, copy?: string): Promise<Server> {
    const words = ["serve", ...database(folder), "--listen", "127.0.0.1:0", "--token-lifetime", "86400"];
    if (page !== undefined) words.push("--page", page);
    const child = spawn(binary, words, { env: environment(), stdio: ["ignore", "pipe", "inherit"] });
    running.add(child);
    child.once("exit", () => running.delete(child));
    const url = await new Promise<string>((found, failed) => {
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const address = /Listening on (http:\/\/\S+)\n/.exec(said)?.[1];
        if (address) found(`${address}/`);
      });
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
    });
    return new Server(url, child, copy);
  }

  /** All applications, newest first, as every page shows them. */
  async applications(token: string): Promise<Application[]> {
    const answer = await fetch(new URL("o/apps/", this.url), { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`the list was answered with ${answer.status}`);
    const applications = (await answer.json()) as Application[];
    return applications.sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : b.id - a.id));
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((done) => this.child.once("exit", done));
      this.child.kill("SIGTERM");
      // A connection that a browser holds open would be waited for.
      const late = setTimeout(() => this.child.kill("SIGKILL"), 500);
      await ended;
      clearTimeout(late);
    }
    if (this.copy !== undefined) await rm(this.copy, { recursive: true, force: true });
  }
}

async function signIn(url: string, id: string, secret: string): Promise<string> {
  const answer = await fetch(new URL("o/token/", url), {
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "read write" }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`the server gave no token: ${answer.status}`);
  return token;
}

function database(folder: string): string[] {
  return ["--database", join(folder, "oauth-apps.sqlite"), "--key-file", join(folder, "key")];
}

/** Without settings of the one who measures. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("OAUTH_APPS_"));
  return { ...Object.fromEntries(own), OAUTH_APPS_LOG: "error" };
}
