"""Checks a running server with independent Python clients and with Schemathesis.

Reads BASE_URL, CLIENT_ID and CLIENT_SECRET (a confidential client), PAGE_CLIENT_ID (a public one of the same user),
CALLBACK (its redirect URI), USER_NAME and USER_PASSWORD (who signs in) from the environment. Creates and deletes
applications of that user: give it a database of its own. Exits non-zero with one clear line on failure.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import requests
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session

import check_sign_in

HERE = Path(__file__).resolve().parent
SCOPE = ["read", "write"]


class Failed(Exception):
    """A check that did not hold."""


def require(condition, message):
    if not condition:
        raise Failed(message)


def variable(name):
    value = os.environ.get(name, "")
    require(value, f"{name} is not set")
    return value


def status_of(url, token):
    return requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=30).status_code


def check_requests_oauthlib(base, client_id, secret):
    session = OAuth2Session(client=BackendApplicationClient(client_id=client_id, scope=SCOPE))
    token = session.fetch_token(f"{base}/o/token/", client_id=client_id, client_secret=secret)
    require(set(token["scope"]) == set(SCOPE), f"requests-oauthlib: scope {token['scope']}")
    created = session.post(f"{base}/o/apps/", json={"name": "Peer"})
    require(created.status_code == 201, f"requests-oauthlib: create answered {created.status_code}")
    listed = session.get(f"{base}/o/apps/").json()
    require(created.json()["id"] in [application["id"] for application in listed], "requests-oauthlib: not listed")
    deleted = session.delete(f"{base}/o/apps/{created.json()['id']}/")
    require(deleted.status_code == 204, f"requests-oauthlib: delete answered {deleted.status_code}")


def check_authlib(base, client_id, secret):
    for method in ("client_secret_basic", "client_secret_post"):
        session = AuthlibSession(client_id, secret, scope="read write", token_endpoint_auth_method=method)
        token = session.fetch_token(f"{base}/o/token/", grant_type="client_credentials")["access_token"]
        require(status_of(f"{base}/o/apps/", token) == 200, f"authlib {method}: the token does not work")
        said = session.introspect_token(f"{base}/o/introspect/", token=token, token_type_hint="access_token").json()
        require(said["active"] is True and said["client_id"] == client_id, f"authlib {method}: introspection {said}")
        revoked = session.revoke_token(f"{base}/o/revoke_token/", token=token, token_type_hint="access_token")
        require(revoked.status_code == 200, f"authlib {method}: revocation answered {revoked.status_code}")
        require(status_of(f"{base}/o/apps/", token) == 401, f"authlib {method}: a revoked token works")


def check_schemathesis(base, client_id, secret):
    form = {"grant_type": "client_credentials"}
    token = requests.post(f"{base}/o/token/", data=form, auth=(client_id, secret), timeout=30).json()["access_token"]
    listed = requests.get(f"{base}/o/apps/", headers={"Authorization": f"Bearer {token}"}, timeout=30).json()
    own = [application["id"] for application in listed if application["client_id"] == client_id]
    require(len(own) == 1, "the list does not name the client itself")
    with tempfile.TemporaryDirectory() as folder:
        har = Path(folder, "report.har")
        command = [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"),
            "run", f"{base}/openapi.json", "--url", base, "--checks", "all", "--seed", "20",
            "--report", "har", "--report-har-path", str(har), "--output-sanitize", "false",
        ]
        environment = {
            **os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE),
            "ACCESS_TOKEN": token, "OWN_APPLICATION": str(own[0]),
        }
        done = subprocess.run(command, env=environment, cwd=folder, check=False)
        require(done.returncode == 0, f"schemathesis ended with {done.returncode}")
        entries = json.loads(har.read_text())["log"]["entries"]
    check_coverage(base, entries)


def check_coverage(base, entries):
    document = requests.get(f"{base}/openapi.json", timeout=30).json()
    worst = max(entry["response"]["status"] for entry in entries)
    require(worst < 500, f"schemathesis met a {worst}")
    for path, methods in document["paths"].items():
        pattern = re.compile(re.escape(base) + re.sub(r"\\\{[^}]*\\\}", "[^/?]+", re.escape(path)) + r"(\?.*)?")
        for method in methods:
            seen = [
                entry["response"]["status"] for entry in entries
                if entry["request"]["method"] == method.upper() and pattern.fullmatch(entry["request"]["url"])
            ]
            good = sum(200 <= status < 300 for status in seen)
            print(f"{method.upper()} {path}: {len(seen)} requests, {good} answered 2xx")
            require(good > 0, f"schemathesis met no 2xx of {method.upper()} {path}")


def main():
    base = variable("BASE_URL").rstrip("/")
    client_id, secret = variable("CLIENT_ID"), variable("CLIENT_SECRET")
    # The server under test is on this machine: the clients refuse http otherwise.
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    # Schemathesis may delete the page's client: sign in before.
    names = ("PAGE_CLIENT_ID", "CALLBACK", "USER_NAME", "USER_PASSWORD")
    sign_in = check_sign_in.SignIn(base, *map(variable, names), require)
    for check in check_sign_in.CHECKS:
        check(sign_in)
        print(f"ok: {check.__name__}")
    check_sign_in.check_deletion(sign_in, client_id, secret)
    print("ok: check_deletion")
    for check in (check_requests_oauthlib, check_authlib, check_schemathesis):
        check(base, client_id, secret)
        print(f"ok: {check.__name__}")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"failed: {failure}")
    except Exception as error:  # A client that gives up is a failed check too.
        sys.exit(f"failed: {type(error).__name__}: {error}")
