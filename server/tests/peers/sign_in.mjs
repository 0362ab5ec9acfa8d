// The authorization code flow with oauth4webapi, through the real pages, and what must be refused.

import * as oauth from "oauth4webapi";

const SCOPE = "read write offline_access";
const insecure = { [oauth.allowInsecureRequests]: true };

/** A person with a browser of their own, that runs no scripts. */
class Person {
  #cookies = new Map();

  constructor(name, password) {
    this.credentials = { username: name, password };
  }

  async #ask(url, init = {}) {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: "manual" });
    for (const text of answer.headers.getSetCookie()) this.#cookies.set(...text.split(";")[0].split("="));
    return answer;
  }

  /** Opens the page and posts its form; answers where it leads. */
  async submit(url, fields) {
    const page = await (await this.#ask(url)).text();
    const token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const body = new URLSearchParams({ ...fields, form_token: token });
    return (await this.#ask(url, { method: "POST", body })).headers.get("location");
  }

  signIn(url) {
    return this.submit(url, { action: "sign-in", ...this.credentials });
  }
}

/** Runs the checks and says `ok:` for each. */
export async function checkSignIn({ base, clientId, callback, name, password, require }) {
  const issuer = new URL(base);
  const found = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, found);
  require(server.authorization_response_iss_parameter_supported === true, "iss is not promised");
  require(server.code_challenge_methods_supported.join() === "S256", "S256 is not the one method");
  console.log("ok: oauth4webapi finds the metadata");

  const client = { client_id: clientId };
  const person = new Person(name, password);
  const list = (token) => oauth.protectedResourceRequest(token, "GET", new URL(`${base}/o/apps/`), undefined, undefined, insecure);
  const refusedList = (token) => list(token).then(() => false, (error) => error instanceof oauth.WWWAuthenticateChallengeError && error.status === 401);

  const attempt = async (changes = {}) => {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(server.authorization_endpoint);
    const parameters = {
      response_type: "code", client_id: clientId, redirect_uri: callback, scope: SCOPE, state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256", ...changes,
    };
    for (const [key, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(key, value);
    return { url, verifier, state };
  };
  const allowed = async () => {
    const { url, verifier, state } = await attempt();
    const sent = new URL(await person.submit(url, { action: "allow" }));
    return { verifier, parameters: oauth.validateAuthResponse(server, client, sent, state) };
  };
  const redeem = async (parameters, verifier, redirect = callback) => {
    const answer = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), parameters, redirect, verifier, insecure);
    return oauth.processAuthorizationCodeResponse(server, client, answer);
  };
  const refresh = async (token, parameters = {}) => {
    const options = { ...insecure, additionalParameters: parameters };
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), token, options);
    return oauth.processRefreshTokenResponse(server, client, answer);
  };
  const isRefused = (promise, code) => promise.then(() => false, (error) => error instanceof oauth.ResponseBodyError && error.error === code);

  const first = await attempt();
  require((await person.signIn(first.url)) !== null, "the password was not taken");
  const { parameters, verifier } = await allowed();
  const granted = await redeem(parameters, verifier);
  require(granted.scope === SCOPE && granted.refresh_token, "odd token answer");
  require((await list(granted.access_token)).status === 200, "the token does not work");
  console.log("ok: oauth4webapi signs a person in");

  const renewed = await refresh(granted.refresh_token, { scope: "read" });
  require(renewed.scope === "read" && renewed.refresh_token !== granted.refresh_token, "odd renewal");
  const again = await refresh(renewed.refresh_token);
  require((await list(again.access_token)).status === 200, "the renewed token does not work");
  require(await isRefused(refresh(granted.refresh_token), "invalid_grant"), "a refresh token worked twice");
  require(await refusedList(again.access_token), "the family of a reused refresh token works");
  console.log("ok: oauth4webapi renews, and reuse ends the family");

  const other = await allowed();
  const tokens = await redeem(other.parameters, other.verifier);
  const revoked = await oauth.revocationRequest(server, client, oauth.None(), tokens.refresh_token, insecure);
  await oauth.processRevocationResponse(revoked);
  require(await refusedList(tokens.access_token), "a token of a revoked family works");
  require(await isRefused(refresh(tokens.refresh_token), "invalid_grant"), "a revoked refresh token works");
  console.log("ok: oauth4webapi revokes");

  const once = await allowed();
  const used = await redeem(once.parameters, once.verifier);
  require(await isRefused(redeem(once.parameters, once.verifier), "invalid_grant"), "a code worked twice");
  require(await refusedList(used.access_token), "the token of a reused code works");
  for (const change of [{ verifier: oauth.generateRandomCodeVerifier() }, { redirect: `${callback}/` }]) {
    const { parameters, verifier } = await allowed();
    const attempt = redeem(parameters, change.verifier ?? verifier, change.redirect);
    require(await isRefused(attempt, "invalid_grant"), `a code worked with another ${Object.keys(change)}`);
  }
  console.log("ok: oauth4webapi is refused with a used code, another verifier, another redirect URI");

  const refusals = [
    [{ code_challenge: undefined }, "invalid_request"], [{ code_challenge_method: undefined }, "invalid_request"],
    [{ code_challenge_method: "plain" }, "invalid_request"], [{ response_type: "token" }, "unsupported_response_type"],
    [{ scope: "admin" }, "invalid_scope"],
  ];
  for (const [changes, code] of refusals) {
    const { url, state } = await attempt(changes);
    const sent = new URL((await fetch(url, { redirect: "manual" })).headers.get("location"));
    let error;
    try { oauth.validateAuthResponse(server, client, sent, state); } catch (thrown) { error = thrown; }
    require(error instanceof oauth.AuthorizationResponseError && error.error === code, `${JSON.stringify(changes)}: ${sent}`);
  }
  const denied = await attempt();
  const sent = new URL(await person.submit(denied.url, { action: "deny" }));
  let error;
  try { oauth.validateAuthResponse(server, client, sent, denied.state); } catch (thrown) { error = thrown; }
  require(error?.error === "access_denied", "a denial is no access_denied");
  for (const uri of [`${callback}/`, callback.toUpperCase(), `${callback}?a=b`, "https://evil.example/", ""]) {
    const { url } = await attempt({ redirect_uri: uri });
    const answer = await fetch(url, { redirect: "manual" });
    require(answer.status === 400 && !answer.headers.has("location"), `redirected to ${uri}`);
  }
  console.log("ok: oauth4webapi understands every refusal");
}
