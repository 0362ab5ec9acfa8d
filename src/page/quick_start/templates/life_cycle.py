# pip install requests
import os

import requests

API = "{{apps_url}}"


def call(method, url, **options):
    answer = session.request(method, url, timeout=30, **options)
    answer.raise_for_status()
    return answer.json() if answer.content else None


# Get a token.
session = requests.Session()
token = call(
    "POST",
    "{{token_url}}",
    data={
        "grant_type": "client_credentials",
        "client_id": "{{client_id}}",
        "client_secret": os.environ["CLIENT_SECRET"],
        "scope": "read write",
    },
)
session.headers["Authorization"] = f"Bearer {token['access_token']}"

# List all applications.
applications = call("GET", API)
if isinstance(applications, dict):
    applications = applications["results"]
print(f"Found {len(applications)}")

# Create one. Its secret may come only once:
# store created["client_secret"].
created = call("POST", API, json={"name": "Quick start"})
print(f"Created {created['id']}")

# Delete it. Its tokens stop working.
call("DELETE", f"{API}{created['id']}/")
print(f"Deleted {created['id']}")
