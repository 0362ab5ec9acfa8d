"""The authorization code flow with independent Python clients, through the real pages, and what must be refused."""

from urllib.parse import parse_qs, quote, urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from authlib.oauth2.rfc6749.errors import MismatchingStateException
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from oauthlib.oauth2 import AccessDeniedError
from requests_oauthlib import OAuth2Session

from person import Person

SCOPE = "read write offline_access"


class SignIn:
    """What the checks share: the server's metadata, the page's client and a person who is signed in."""

    def __init__(self, base, client_id, callback, name, password, require):
        self.base, self.client_id, self.callback, self.require = base, client_id, callback, require
        self.metadata = requests.get(f"{base}/.well-known/oauth-authorization-server", timeout=30).json()
        self.token_url = self.metadata["token_endpoint"]
        self.person = Person(name, password)

    def authlib(self):
        return AuthlibSession(
            self.client_id, redirect_uri=self.callback, scope=SCOPE,
            token_endpoint_auth_method="none", code_challenge_method="S256",
        )

    def ask(self, session, verifier, **changes):
        url, state = session.create_authorization_url(
            self.metadata["authorization_endpoint"], code_verifier=verifier, **changes,
        )
        return url, state

    def code(self, verifier):
        url, _ = self.ask(self.authlib(), verifier)
        return parse_qs(urlsplit(self.person.decide(url, "allow")).query)["code"][0]

    def list(self, token):
        return requests.get(
            f"{self.base}/o/apps/", headers={"Authorization": f"Bearer {token}"}, timeout=30,
        )

    def token(self, **form):
        return requests.post(self.token_url, data={"client_id": self.client_id, **form}, timeout=30)

    def redeem(self, code, verifier, **changes):
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.callback, "code_verifier": verifier,
        }
        return self.token(**{**form, **changes})

    def refused(self, answer, error, what):
        said = answer.json()
        self.require(
            answer.status_code == 400 and said["error"] == error, f"{what}: {answer.status_code} {said}",
        )


def check_metadata(at):
    metadata = AuthorizationServerMetadata(at.metadata)
    for key in at.metadata:
        # The server under test has no HTTPS, which the RFC wants of an issuer.
        if key != "issuer" and hasattr(metadata, f"validate_{key}"):
            getattr(metadata, f"validate_{key}")()
    at.require(at.metadata["issuer"] == at.base, "the issuer is not where the metadata is")


def check_authlib_code_flow(at):
    verifier = generate_token(64)
    session = at.authlib()
    url, state = at.ask(session, verifier)
    at.require(at.person.sign_in(url), "the password was not taken")
    sent = at.person.decide(url, "allow")
    query = parse_qs(urlsplit(sent).query)
    at.require(sent.startswith(f"{at.callback}?code=") and query["state"] == [state], f"sent to {sent}")
    at.require(query["iss"] == [at.metadata["issuer"]], "iss is not the issuer")
    token = session.fetch_token(at.token_url, authorization_response=sent, code_verifier=verifier, state=state)
    at.require(at.list(token["access_token"]).status_code == 200, "the token does not work")
    first = token["refresh_token"]
    token = session.refresh_token(at.token_url, refresh_token=first)
    at.require(token["refresh_token"] != first, "the refresh token was not replaced")
    at.require(at.list(token["access_token"]).status_code == 200, "the renewed token does not work")
    done = session.revoke_token(
        at.metadata["revocation_endpoint"], token=token["refresh_token"], token_type_hint="refresh_token",
    )
    at.require(done.status_code == 200, f"revocation answered {done.status_code}")
    at.require(at.list(token["access_token"]).status_code == 401, "a token of a revoked family works")


def check_requests_oauthlib_code_flow(at):
    session = OAuth2Session(at.client_id, redirect_uri=at.callback, scope=SCOPE.split(), pkce="S256")
    url, _ = session.authorization_url(at.metadata["authorization_endpoint"])
    sent = at.person.decide(url, "allow")
    session.fetch_token(at.token_url, authorization_response=sent, include_client_id=True)
    created = session.post(f"{at.base}/o/apps/", json={"name": "Of a person"})
    at.require(created.status_code == 201, f"create answered {created.status_code}")
    token = session.refresh_token(at.token_url, client_id=at.client_id)
    at.require(at.list(token["access_token"]).status_code == 200, "the renewed token does not work")
    deleted = session.delete(f"{at.base}/o/apps/{created.json()['id']}/")
    at.require(deleted.status_code == 204, f"delete answered {deleted.status_code}")


def check_denial_and_wrong_state(at):
    session = OAuth2Session(at.client_id, redirect_uri=at.callback, scope=SCOPE.split(), pkce="S256")
    url, _ = session.authorization_url(at.metadata["authorization_endpoint"])
    sent = at.person.decide(url, "deny")
    try:
        session.fetch_token(at.token_url, authorization_response=sent, include_client_id=True)
        at.require(False, "a denial gave a token")
    except AccessDeniedError:
        pass
    session = at.authlib()
    url, _ = at.ask(session, generate_token(64))
    sent = at.person.decide(url, "allow")
    try:
        session.fetch_token(at.token_url, authorization_response=sent, state="another")
        at.require(False, "authlib took a wrong state")
    except MismatchingStateException:
        pass


def check_codes(at):
    """security rules 22 and 23."""
    verifier = generate_token(64)
    code = at.code(verifier)
    good = at.redeem(code, verifier).json()
    at.refused(at.redeem(code, verifier), "invalid_grant", "a code twice")
    at.require(at.list(good["access_token"]).status_code == 401, "the token of a reused code works")
    used = at.token(grant_type="refresh_token", refresh_token=good["refresh_token"])
    at.refused(used, "invalid_grant", "the refresh token of a reused code")
    at.refused(at.redeem(at.code(verifier), generate_token(64)), "invalid_grant", "another verifier")
    at.refused(at.redeem(at.code(verifier), create_s256_code_challenge(verifier)), "invalid_grant", "the challenge")
    at.refused(at.redeem(at.code(verifier), ""), "invalid_request", "no verifier")
    other = at.callback + "/"
    at.refused(at.redeem(at.code(verifier), verifier, redirect_uri=other), "invalid_grant", "another redirect URI")


def check_refresh_reuse(at):
    """security rule 23."""
    verifier = generate_token(64)
    first = at.redeem(at.code(verifier), verifier).json()
    wider = at.token(grant_type="refresh_token", refresh_token=first["refresh_token"], scope="read admin")
    at.refused(wider, "invalid_scope", "a wider scope")
    second = at.token(grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    again = at.token(grant_type="refresh_token", refresh_token=first["refresh_token"])
    at.refused(again, "invalid_grant", "a refresh token twice")
    at.require(at.list(second["access_token"]).status_code == 401, "the family of a reused refresh token works")


def check_requests_without_pkce(at):
    """security rule 23."""
    challenge = create_s256_code_challenge(generate_token(64))
    for changes in (
        {}, {"code_challenge": challenge}, {"code_challenge": challenge, "code_challenge_method": "plain"},
    ):
        session = AuthlibSession(at.client_id, redirect_uri=at.callback, scope=SCOPE)
        url, state = session.create_authorization_url(at.metadata["authorization_endpoint"], **changes)
        sent = at.person.browser.get(url, allow_redirects=False, timeout=30).headers["Location"]
        query = parse_qs(urlsplit(sent).query)
        at.require(query["error"] == ["invalid_request"] and query["state"] == [state], f"{changes}: {sent}")


def check_redirect_uris(at):
    """security rule 24."""
    verifier = generate_token(64)
    mutations = (
        at.callback.upper(), at.callback + "/", at.callback + "?a=b", at.callback + "#a", at.callback + "%20",
        at.callback.replace("//", "//user@"), at.callback.replace("callback", "%63allback"),
        at.callback.replace("127.0.0.1", "localhost"), "https://evil.example/", "",
    )
    url, _ = at.ask(at.authlib(), verifier)
    for uri in mutations:
        mutated = url.replace(quote(at.callback, safe=""), quote(uri, safe=""))
        at.require(mutated != url, "the URL has another encoding")
        answer = at.person.browser.get(mutated, allow_redirects=False, timeout=30)
        at.require(answer.status_code == 400 and "Location" not in answer.headers, f"{uri}: {answer.status_code}")


def check_deletion(at, client_id, secret):
    """security rules 21 and 25. Comes last: the page's client goes."""
    verifier = generate_token(64)
    grant = at.redeem(at.code(verifier), verifier).json()
    code = at.code(verifier)
    owner = requests.post(
        at.token_url, data={"grant_type": "client_credentials"}, auth=(client_id, secret), timeout=30,
    ).json()["access_token"]
    own = [application for application in at.list(owner).json() if application["client_id"] == at.client_id]
    deleted = requests.delete(
        f"{at.base}/o/apps/{own[0]['id']}/", headers={"Authorization": f"Bearer {owner}"}, timeout=30,
    )
    at.require(deleted.status_code == 204, f"delete answered {deleted.status_code}")
    refused = at.list(grant["access_token"])
    at.require(
        refused.status_code == 401 and 'error="invalid_token"' in refused.headers["WWW-Authenticate"],
        "a token of a deleted application works",
    )
    for answer in (at.redeem(code, verifier), at.token(grant_type="refresh_token", refresh_token=grant["refresh_token"])):
        at.require(answer.status_code == 401, f"a deleted client answered {answer.status_code}")


CHECKS = (
    check_metadata, check_authlib_code_flow, check_requests_oauthlib_code_flow, check_denial_and_wrong_state,
    check_codes, check_refresh_reuse, check_requests_without_pkce, check_redirect_uris,
)
