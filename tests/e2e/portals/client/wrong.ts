// What the types must refuse, and what they must not; nothing runs it.
import { allowApis, createClient } from "oauth-apps/client";

allowApis([new URL("https://api.example/"), "https://login.example"]);

const client = createClient({ baseUrl: "https://api.example/", timeout: 10 });
export const value = client.create({ name: "Nightly export" }).then(({ secret }) => (secret.kind === "usable" ? secret.value : undefined));

export const wrong = [
  // @ts-expect-error an option that is nearly right
  () => createClient({ baseUrl: "https://api.example/", getTokn: () => null }),
  // @ts-expect-error no URL
  () => createClient({}),
  // @ts-expect-error an option of a call that is nearly right
  () => client.list({ sginal: new AbortController().signal }),
  // @ts-expect-error a secret that may not be there
  () => client.create({ name: "x" }).then(({ secret }) => secret.value),
  // @ts-expect-error nothing is allowed by nothing
  () => allowApis(undefined),
];
