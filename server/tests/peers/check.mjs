// Checks a running server with oauth4webapi, an independent client that is strict about the RFCs.
//
// Reads BASE_URL, CLIENT_ID and CLIENT_SECRET (a confidential client), PAGE_CLIENT_ID (a public one), CALLBACK (its
// redirect URI), USER_NAME and USER_PASSWORD (who signs in) from the environment. Exits non-zero with one clear line on
// failure.

import * as oauth from "oauth4webapi";

import { checkSignIn } from "./sign_in.mjs";

function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

function require(condition, message) {
  if (!condition) throw new Error(message);
}

async function main() {
  const base = variable("BASE_URL").replace(/\/$/, "");
  const client = { client_id: variable("CLIENT_ID") };
  const secret = variable("CLIENT_SECRET");
  const server = {
    issuer: base,
    token_endpoint: `${base}/o/token/`,
    revocation_endpoint: `${base}/o/revoke_token/`,
    introspection_endpoint: `${base}/o/introspect/`,
  };
  const insecure = { [oauth.allowInsecureRequests]: true };
  const list = (token) => oauth.protectedResourceRequest(token, "GET", new URL(`${base}/o/apps/`), undefined, undefined, insecure);

  for (const [name, method] of [["Basic", oauth.ClientSecretBasic(secret)], ["body", oauth.ClientSecretPost(secret)]]) {
    const answer = await oauth.clientCredentialsGrantRequest(server, client, method, { scope: "read write" }, insecure);
    const granted = await oauth.processClientCredentialsResponse(server, client, answer);
    const token = granted.access_token;
    require(granted.token_type === "bearer" && granted.expires_in > 0, `${name}: odd token answer`);
    require((await list(token)).status === 200, `${name}: the token does not work`);

    const asked = await oauth.introspectionRequest(server, client, method, token, insecure);
    const said = await oauth.processIntrospectionResponse(server, client, asked);
    require(said.active && said.client_id === client.client_id && said.scope === "read write", `${name}: introspection`);

    const revoked = await oauth.revocationRequest(server, client, method, token, insecure);
    await oauth.processRevocationResponse(revoked);
    const after = await oauth.introspectionRequest(server, client, method, token, insecure);
    require(!(await oauth.processIntrospectionResponse(server, client, after)).active, `${name}: active after revocation`);
    const refused = await list(token).then((response) => response.status, (error) => error);
    require(refused instanceof oauth.WWWAuthenticateChallengeError, `${name}: no challenge for a revoked token`);
    const [challenge] = refused.cause;
    require(challenge.scheme === "bearer" && challenge.parameters.error === "invalid_token", `${name}: odd challenge`);
    console.log(`ok: oauth4webapi with ${name}`);
  }

  const wrong = await oauth.clientCredentialsGrantRequest(server, client, oauth.ClientSecretBasic("wrong"), {}, insecure);
  const error = await oauth.processClientCredentialsResponse(server, client, wrong).then(() => null, (error) => error);
  require(error instanceof oauth.WWWAuthenticateChallengeError || error instanceof oauth.ResponseBodyError, "a wrong secret was accepted");
  require(error.status === 401, `a wrong secret answered ${error.status}`);
  console.log("ok: oauth4webapi is refused with a wrong secret");

  await checkSignIn({
    base, clientId: variable("PAGE_CLIENT_ID"), callback: variable("CALLBACK"),
    name: variable("USER_NAME"), password: variable("USER_PASSWORD"), require,
  });
}

main().catch((error) => {
  console.error(`failed: ${error.message}`);
  process.exit(1);
});
