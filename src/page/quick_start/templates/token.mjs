// Node.js 18 or newer. Never in a browser:
// whoever opens the page has the secret.
const answer = await fetch("{{token_url}}", {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "{{client_id}}",
    client_secret: process.env.CLIENT_SECRET,
    scope: "read write",
  }),
});
if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
const { access_token, expires_in } = await answer.json();
console.log(`A token for ${expires_in} seconds.`);
