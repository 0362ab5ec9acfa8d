// The API as a client without the page uses it: to arrange what a spec needs, and to check what it did.

/** An application as the list gives it. The id is text: it may exceed 2^53. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly client_id: string;
  readonly client_secret: string | null;
  readonly client_type: string;
}

/** An answer that was not the expected one. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`the server answered ${status}: ${body.slice(0, 300)}`);
  }
}

/** A client of the API with a token of its own. */
export class Api {
  private constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /** Signs in with client credentials. */
  static async signIn(url: string, id: string, secret: string, scope = "read write"): Promise<Api> {
    const answer = await fetch(new URL("o/token/", url), {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    });
    const token = (JSON.parse(await text(answer, 200)) as { access_token: string }).access_token;
    return new Api(url, token);
  }

  /** A client with a token that came otherwise. */
  static withToken(url: string, token: string): Api {
    return new Api(url, token);
  }

  /** All applications of the token's user. */
  async list(): Promise<Application[]> {
    const answer = await text(await this.send("GET", "o/apps/"), 200);
    // Ids stay exact as text.
    return JSON.parse(answer.replace(/"id":\s*(-?\d+)/g, '"id":"$1"')) as Application[];
  }

  /** Creates an application. */
  async create(name: string): Promise<{ id: string; client_id: string; client_secret: string }> {
    const answer = await text(await this.send("POST", "o/apps/", JSON.stringify({ name })), 201);
    const made = JSON.parse(answer) as { id: number; client_id: string; client_secret: string };
    return { ...made, id: String(made.id) };
  }

  /** Deletes an application. */
  async delete(id: string): Promise<void> {
    await text(await this.send("DELETE", `o/apps/${id}/`), 204);
  }

  /** Deletes the applications whose names are given. */
  async deleteNamed(...names: string[]): Promise<void> {
    for (const application of await this.list()) {
      if (names.includes(application.name)) await this.delete(application.id);
    }
  }

  /** Sends a request with the token. */
  send(method: string, path: string, body?: string): Promise<Response> {
    return fetch(new URL(path, this.url), {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body }),
    });
  }
}

async function text(answer: Response, status: number): Promise<string> {
  const body = await answer.text();
  if (answer.status !== status) throw new Refused(answer.status, body);
  return body;
}
