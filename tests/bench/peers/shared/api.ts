// The API, as all peers ask it. The token is where the page of this repository keeps it, too.

/** An application, as the API lists it. */
export interface Application {
  readonly id: number;
  readonly name: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly client_type: string;
  readonly created: string;
}

/** All applications, newest first. */
export async function fetchApplications(): Promise<Application[]> {
  const answer = await request("GET", "/o/apps/");
  const applications = (await answer.json()) as Application[];
  return applications.sort((a, b) => compare(b.created, a.created) || b.id - a.id);
}

/** Creates an application, and answers it with its secret. */
export async function createApplication(name: string): Promise<Application> {
  const answer = await request("POST", "/o/apps/", { name });
  const made = (await answer.json()) as Pick<Application, "id" | "client_id" | "client_secret">;
  return { ...made, name, client_type: "confidential", created: new Date().toISOString() };
}

/** Deletes an application. */
export async function deleteApplication(id: number): Promise<void> {
  await request("DELETE", `/o/apps/${id}/`);
}

/** Orders texts by their code units. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function request(method: string, path: string, body?: unknown): Promise<Response> {
  const session = JSON.parse(sessionStorage.getItem("oauth-apps.session") ?? "{}") as { access_token?: string };
  const headers: Record<string, string> = { Authorization: `Bearer ${session.access_token ?? ""}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer;
}
