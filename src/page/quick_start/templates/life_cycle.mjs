// Node.js 18 or newer. Never in a browser:
// whoever opens the page has the secret.
const api = "{{apps_url}}";

async function call(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

// Get a token.
const { access_token } = await call("{{token_url}}", {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "{{client_id}}",
    client_secret: process.env.CLIENT_SECRET,
    scope: "read write",
  }),
});
const headers = { Authorization: `Bearer ${access_token}` };

// List all applications.
const applications = await call(api, { headers });
console.log(`Found ${(applications.results ?? applications).length}`);

// Create one. Its secret may come only once:
// store created.client_secret.
const created = await call(api, {
  method: "POST",
  headers: { ...headers, "Content-Type": "application/json" },
  body: JSON.stringify({ name: "Quick start" }),
});
console.log(`Created ${created.id}`);

// Delete it. Its tokens stop working.
await call(`${api}${created.id}/`, { method: "DELETE", headers });
console.log(`Deleted ${created.id}`);
