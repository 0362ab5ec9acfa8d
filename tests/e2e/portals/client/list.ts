// A program that works with applications through the typed client, without a page.
import { createClient, isOAuthAppsError } from "oauth-apps/client";

const client = createClient({ baseUrl: "https://api.example/", getToken: () => process.env["TOKEN"] });

const { applications } = await client.list();
for (const { name, clientId } of applications) console.log(name, clientId);

try {
  const { id, secret } = await client.create({ name: "Nightly export" });
  if (secret.kind === "usable") console.log(id, secret.value.length);
} catch (error) {
  if (isOAuthAppsError(error) && error.code === "validation_error") console.error(error.fields["name"]);
  else throw error;
}
