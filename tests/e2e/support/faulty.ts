// A proxy in front of the real server that breaks chosen requests on the wire: real sockets, real resets, and the real
// page, API and headers for everything else. It records what came, so that a spec can tell what was sent how often.
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer of the real server. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** What a fault has to work with. */
export interface Exchange {
  readonly seen: Seen;
  readonly answer: ServerResponse;
  /** Sends the request, or another body, to the real server; the browser does not get the answer by this. */
  forward(body?: string): Promise<Answer>;
  /** Gives the browser an answer. */
  send(status: number, headers: Record<string, string | string[]>, body: string | Buffer): void;
}

/** What happens to a request in the place of being forwarded. */
export type Fault = (exchange: Exchange) => Promise<void> | void;

interface Rule {
  readonly route: RegExp;
  readonly fault: Fault;
  left: number;
}

/** The proxy. */
export class Faulty {
  /** Its origin with a slash at the end. */
  url = "";
  /** Sends CORS headers for this origin with every fault, as the real server does with its own answers. */
  corsOrigin: string | undefined;
  /** Ends each connection after its answer. Off: a browser repeats even a POST when a kept-alive connection is reset. */
  fresh = false;
  /** Other servers behind this origin, by the beginning of a path. They get the browser's Host, as behind any front. */
  readonly behind: { path: RegExp; upstream: string }[] = [];
  /** Every request of the browser, in order. Those that the spec makes itself are neither recorded nor broken. */
  readonly seen: Seen[] = [];

  private rules: Rule[] = [];
  private readonly server = createServer((request, answer) => void this.serve(request, answer));

  private constructor(public upstream: string) {}

  /** Starts a proxy on a free port. `upstream` may be set later, where the server must know the proxy first. */
  static async start(upstream = "http://127.0.0.1/"): Promise<Faulty> {
    const faulty = new Faulty(upstream);
    faulty.server.requestTimeout = 0;
    // Longer than any spec: the proxy never closes an idle connection at a moment that nobody chose.
    faulty.server.keepAliveTimeout = 600_000;
    await faulty.listen(0);
    faulty.url = `http://127.0.0.1:${(faulty.server.address() as AddressInfo).port}/`;
    return faulty;
  }

  /** Scheme, host and port. */
  get origin(): string {
    return this.url.slice(0, -1);
  }

  /** Refuses connections until `rise`. */
  async fall(): Promise<void> {
    const ended = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await ended;
  }

  /** Closes the connections that wait for another request, so that the next one comes on a fresh connection. */
  dropIdle(): void {
    this.server.closeIdleConnections();
  }

  /** Takes connections again. */
  rise(): Promise<void> {
    return this.listen(Number(new URL(this.url).port));
  }

  /** Breaks the next request to a route such as `DELETE /o/apps/:id/`, after those that wait already. */
  next(route: string, ...faults: Fault[]): void {
    for (const fault of faults) this.rules.push({ route: pattern(route), fault, left: 1 });
  }

  /** Breaks every request to a route from now on, but for those that `next` breaks. The last one counts. */
  always(route: string, fault: Fault): void {
    this.rules.push({ route: pattern(route), fault, left: Infinity });
  }

  /** Forwards everything again. */
  recover(): void {
    this.rules = [];
  }

  /** The requests to a route that came so far. */
  requests(route: string): Seen[] {
    const wanted = pattern(route);
    return this.seen.filter((seen) => wanted.test(`${seen.method} ${seen.path.replace(/\?.*/, "")}`));
  }

  /** How many requests to a route came so far. */
  count(route: string): number {
    return this.requests(route).length;
  }

  /** Ends all connections and the proxy. */
  async stop(): Promise<void> {
    if (this.server.listening) await this.fall();
  }

  private listen(port: number): Promise<void> {
    return new Promise((done) => this.server.listen(port, "127.0.0.1", done));
  }

  private async serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    try {
      const body = await read(request);
      const seen: Seen = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: body.toString() };
      const rule = request.headers["user-agent"]?.startsWith("Mozilla") ? this.note(seen) : undefined;
      await (rule?.fault ?? forward())({
        seen,
        answer,
        forward: (other) => this.forward(seen, other === undefined ? body : Buffer.from(other)),
        send: (status, headers, body) => this.send(answer, status, headers, body),
      });
    } catch {
      // The browser or the server went away. What a spec waits for then does not come.
      request.socket.destroy();
    }
  }

  private note(seen: Seen): Rule | undefined {
    this.seen.push(seen);
    const line = `${seen.method} ${seen.path.replace(/\?.*/, "")}`;
    const fitting = this.rules.filter((rule) => rule.left > 0 && rule.route.test(line));
    const rule = fitting.find((rule) => rule.left < Infinity) ?? fitting.at(-1);
    if (rule) rule.left -= 1;
    return rule;
  }

  private send(answer: ServerResponse, status: number, headers: Record<string, string | string[]>, body: string | Buffer): void {
    if (answer.destroyed) return;
    const bytes = Buffer.from(body as string);
    if (this.fresh) answer.setHeader("connection", "close");
    if (this.corsOrigin && !headers["access-control-allow-origin"]) {
      answer.setHeader("access-control-allow-origin", this.corsOrigin);
    }
    answer.writeHead(status, status === 204 ? headers : { ...headers, "content-length": String(bytes.length) });
    answer.end(bytes);
  }

  private forward(seen: Seen, body: Buffer): Promise<Answer> {
    return new Promise((found, failed) => {
      const other = this.behind.find(({ path }) => path.test(seen.path));
      const { hostname, port, host } = new URL(other?.upstream ?? this.upstream);
      const headers: IncomingHttpHeaders = other ? { ...seen.headers } : { ...seen.headers, host };
      delete headers.connection;
    // Bodies come as they are, so that a fault can change them.
    delete headers["accept-encoding"];
    if (headers["content-length"]) headers["content-length"] = String(body.length);
      const out = ask({ hostname, port, method: seen.method, path: seen.path, headers, agent: false }, (reply) => {
        read(reply).then((body) => {
          const kept = Object.entries(reply.headers).filter(([name]) => !/^(connection|keep-alive|transfer-encoding|content-length)$/.test(name));
          found({ status: reply.statusCode ?? 0, headers: Object.fromEntries(kept) as Answer["headers"], body });
        }, failed);
      });
      out.once("error", failed);
      out.end(body);
    });
  }
}

/** Lets a request wait until the spec opens the gate. */
export class Gate {
  /** Resolves when a request has reached the gate. */
  readonly reached: Promise<void>;
  private arrive!: () => void;
  private free!: () => void;
  private readonly opened: Promise<void>;

  constructor() {
    this.reached = new Promise((done) => (this.arrive = done));
    this.opened = new Promise((done) => (this.free = done));
  }

  /** Lets what waits go on. */
  open(): void {
    this.free();
  }

  /** A fault that waits at the gate and then is another one: by default, none. */
  before(fault: Fault = forward()): Fault {
    return async (exchange) => {
      this.arrive();
      await this.opened;
      await fault(exchange);
    };
  }
}

/** No fault. */
export function forward(): Fault {
  return async ({ forward, send }) => {
    const { status, headers, body } = await forward();
    send(status, headers, body);
  };
}

/** The connection is reset before any answer. */
export function reset(): Fault {
  return ({ answer }) => void answer.socket?.resetAndDestroy();
}

/** The real server gets the request and carries it out; the connection is reset before any answer. */
export function loseAnswer(): Fault {
  return async ({ forward, answer }) => {
    await forward();
    answer.socket?.resetAndDestroy();
  };
}

/** The real server gets the request and carries it out; its answer breaks off in the middle of the body. */
export function breakOff(): Fault {
  return async ({ forward, answer }) => {
    const { status, headers, body } = await forward();
    answer.writeHead(status, { ...headers, "content-length": String(Math.max(body.length, 2)) });
    await new Promise<void>((done, failed) => {
      const half = body.length > 1 ? body.subarray(0, body.length >> 1) : Buffer.from("{");
      answer.write(half, (error) => (error ? failed(error) : done()));
    });
    answer.socket?.resetAndDestroy();
  };
}

/** The real server gets the request twice, as when something between repeats it; the second answer comes. */
export function forwardTwice(): Fault {
  return async ({ forward, send }) => {
    await forward();
    const { status, headers, body } = await forward();
    send(status, headers, body);
  };
}

/** The real server's answer, cut in its middle, in a frame that says that it is whole. */
export function truncate(): Fault {
  return rewrite((text) => text.slice(0, text.length >> 1));
}

/** The real server gets another body, so that it refuses in its own words. */
export function garble(body: string): Fault {
  return async ({ forward, send }) => {
    const answer = await forward(body);
    send(answer.status, answer.headers, answer.body);
  };
}

/** The real server's answer with another body. */
export function rewrite(change: (body: string) => string): Fault {
  return async ({ forward, send }) => {
    const { status, headers, body } = await forward();
    send(status, headers, change(body.toString()));
  };
}

/** Headers, then nothing more. */
export function stall(status = 200): Fault {
  return ({ answer }) => {
    answer.writeHead(status, { "content-type": "application/json", "content-length": "1000" });
    answer.write("[");
  };
}

/** No answer, ever. */
export function silence(): Fault {
  return () => undefined;
}

/** Any answer. */
export function say(status: number, body = "", headers: Record<string, string> = {}): Fault {
  return ({ send }) => send(status, headers, body);
}

/** An answer in JSON. Text is sent as it is, so that it may hold what JavaScript cannot. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Fault {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return say(status, text, { "content-type": "application/json", ...headers });
}

/** The envelope of errors of docs/requirements/contract.md. */
export function refuse(status: number, code: string, message: string, details: object = {}, headers: Record<string, string> = {}): Fault {
  return json(status, { error: { code, message, details } }, headers);
}

/** A page for people, as proxies send it. `text` must show nowhere. */
export function html(status: number, text: string, headers: Record<string, string> = {}): Fault {
  const page = `<!doctype html><title>${text}</title><h1>${text}</h1><script>document.title = "pwned"</script>`;
  return say(status, page, { "content-type": "text/html; charset=utf-8", ...headers });
}

/** Somewhere else. */
export function redirect(location: string, status = 302): Fault {
  return say(status, "", { location });
}

/** `METHOD /path/` with `:id` for one segment, or a part of one. */
function pattern(route: string): RegExp {
  const escaped = route.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/:\w+/g, "[^/]+");
  return new RegExp(`^${escaped}$`);
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
